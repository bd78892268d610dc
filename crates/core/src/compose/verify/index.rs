//! Source texts made ready once: their sentences, where each word stands, how rare it is.

use super::atoms::{Atom, Atoms, class};
use crate::model::Language;
use crate::model::Span;
use crate::text::hash::join64;
use crate::text::sentences::sentences;
use rustc_hash::{FxHashMap, FxHashSet};

/// Source sentences read at most; the rest of longer sources is not looked at.
const MOST_SENTENCES: usize = 5_000;
/// Atoms read at most.
const MOST_ATOMS: usize = 400_000;

/// A sentence of a source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passage {
    /// Index of the source.
    pub source: usize,
    /// Where it stands in it.
    pub span: Span,
    /// Its first atom.
    pub first: u32,
    /// One past its last atom.
    pub next: u32,
}

impl Passage {
    pub fn range(&self) -> std::ops::Range<usize> {
        self.first as usize..self.next as usize
    }
}

/// Sources made ready.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Their sentences, in order.
    pub passages: Vec<Passage>,
    /// Their atoms, in order.
    pub atoms: Vec<Atom>,
    /// Of each atom, its sentence.
    pub of: Vec<u32>,
    /// Places of each key, ascending.
    places: FxHashMap<u64, Vec<u32>>,
    /// Pairs of neighbors inside a sentence.
    pairs: FxHashSet<u64>,
    /// Triples of neighbors inside a sentence.
    triples: FxHashSet<u64>,
    /// First letters of words.
    roots: FxHashSet<u64>,
    /// Keys of words that stand with a capital in mid-sentence.
    names: FxHashSet<u64>,
    /// Sentences that have each key.
    spread: FxHashMap<u64, u32>,
}

impl Index {
    pub fn new(sources: &[&str], language: Option<Language>, atoms: &mut Atoms) -> Self {
        let mut index = Self::default();
        for (source, text) in sources.iter().enumerate() {
            for span in split(text, language) {
                if index.passages.len() >= MOST_SENTENCES || index.atoms.len() >= MOST_ATOMS {
                    break;
                }
                let first = index.atoms.len();
                atoms.push(text, span, &mut index.atoms);
                let next = index.atoms.len();
                if first == next {
                    continue;
                }
                let passage = index.passages.len() as u32;
                index.passages.push(Passage { source, span, first: first as u32, next: next as u32 });
                index.learn(first, passage);
            }
        }
        index
    }

    fn learn(&mut self, first: usize, passage: u32) {
        for at in first..self.atoms.len() {
            let atom = self.atoms[at];
            self.of.push(passage);
            let places = self.places.entry(atom.key).or_default();
            if places.last().is_none_or(|last| (*last as usize) < first) {
                *self.spread.entry(atom.key).or_default() += 1;
            }
            places.push(at as u32);
            if atom.root != 0 {
                self.roots.insert(atom.root);
            }
            if at > first + 1 && atom.is(class::CAPITAL) && atom.is(class::CONTENT) {
                self.names.insert(atom.key);
            }
            if at > first {
                let pair = join64(self.atoms[at - 1].key, atom.key);
                self.pairs.insert(pair);
                if at > first + 1 {
                    self.triples.insert(join64(self.atoms[at - 2].key, pair));
                }
            }
        }
    }

    /// Where a key stands, ascending.
    pub fn places(&self, key: u64) -> &[u32] {
        self.places.get(&key).map_or(&[], Vec::as_slice)
    }

    pub fn has(&self, key: u64) -> bool {
        self.places.contains_key(&key)
    }

    pub fn has_root(&self, root: u64) -> bool {
        root != 0 && self.roots.contains(&root)
    }

    /// Whether a key stands with a capital in mid-sentence, as names do.
    pub fn is_name(&self, key: u64) -> bool {
        self.names.contains(&key)
    }

    pub fn has_pair(&self, first: u64, second: u64) -> bool {
        self.pairs.contains(&join64(first, second))
    }

    pub fn has_triple(&self, first: u64, second: u64, third: u64) -> bool {
        self.triples.contains(&join64(first, join64(second, third)))
    }

    /// How rare a key is among the sentences; a key that none has is the rarest.
    pub fn rarity(&self, key: u64) -> f64 {
        let times = self.spread.get(&key).map_or(0.5, |times| f64::from(*times));
        libm::log(1.0 + (self.passages.len() as f64 + 1.0) / times)
    }

    /// Sums of rarities of the claim's content words by sentence, the best sentences first: (sentence, sum). At most three.
    pub fn best(&self, claim: &[Atom]) -> Vec<(usize, f64)> {
        let mut sums: FxHashMap<u32, f64> = FxHashMap::default();
        let mut seen: Vec<u64> = Vec::new();
        for atom in claim.iter().filter(|atom| atom.is(class::CONTENT)) {
            if seen.contains(&atom.key) && seen.len() < 64 {
                continue;
            }
            seen.push(atom.key);
            let rarity = self.rarity(atom.key);
            let mut last = u32::MAX;
            for place in self.places(atom.key) {
                let passage = self.of[*place as usize];
                if passage != last {
                    *sums.entry(passage).or_default() += rarity;
                    last = passage;
                }
            }
        }
        let mut sums: Vec<(usize, f64)> =
            sums.into_iter().map(|(passage, sum)| (passage as usize, sum)).collect();
        // Of equals, the one that has least beside it, then the first.
        let length = |passage: usize| self.passages[passage].range().len();
        sums.sort_by(|a, b| b.1.total_cmp(&a.1).then(length(a.0).cmp(&length(b.0))).then(a.0.cmp(&b.0)));
        sums.truncate(3);
        sums
    }
}

/// The sentences of a text, line by line. Where the marks stand apart from the words, as tokenizers leave them, they end a
/// sentence whatever follows.
pub(super) fn split(text: &str, language: Option<Language>) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    text.split('\n').flat_map(move |block| {
        let base = at;
        at += block.len() + 1;
        let apart = block.contains(" . ");
        sentences(block, language).into_iter().flat_map(move |sentence| {
            let mut parts = Vec::new();
            let mut from = sentence.start as usize;
            if apart {
                for (end, _) in sentence.of(block).match_indices(" . ") {
                    let end = sentence.start as usize + end + 2;
                    parts.push(Span::new(base + from, base + end));
                    from = end;
                }
            }
            parts.push(Span::new(base + from, base + sentence.end as usize));
            parts
        })
    })
}
