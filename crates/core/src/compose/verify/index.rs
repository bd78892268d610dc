//! Source texts made ready once: their sentences, where each word stands, how rare it is.

use super::atoms::{Atom, Atoms, class};
use crate::model::Language;
use crate::model::Span;
use crate::text::sentences::sentences;
use rustc_hash::{FxHashMap, FxHashSet};

/// Source sentences read at most; the rest of longer sources is not looked at.
const MOST_SENTENCES: usize = 5_000;
/// Atoms read at most.
const MOST_ATOMS: usize = 400_000;
/// Places of a word that are looked at for what stands beside it; only the commonest words of very long sources have more.
const MOST_PLACES: usize = 2_000;

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

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default)]
struct Word {
    /// Where its places begin.
    first: u32,
    /// Times that it stands there.
    times: u32,
    /// Sentences that have it.
    spread: u32,
    /// Whether it stands with a capital in mid-sentence.
    name: bool,
    /// The root that was last seen with it.
    root: u64,
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
    /// Number of each key.
    numbers: FxHashMap<u64, u32>,
    /// What is known of each key, by number.
    words: Vec<Word>,
    /// Places of all keys, one key after the other, ascending.
    places: Vec<u32>,
    /// First letters of words.
    roots: FxHashSet<u64>,
}

impl Index {
    pub fn new(sources: &[&str], language: Option<Language>, atoms: &mut Atoms) -> Self {
        let mut index = Self::default();
        // Numbers of the atoms, in order.
        let mut numbers = Vec::new();
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
                index.of.resize(next, passage);
                for at in first..next {
                    numbers.push(index.learn(at, at > first + 1));
                }
            }
        }
        index.lay_out(&numbers);
        index
    }

    /// The number of the word at `at`; `inside` a sentence a capital makes a name.
    fn learn(&mut self, at: usize, inside: bool) -> u32 {
        let atom = self.atoms[at];
        let number = *self.numbers.entry(atom.key).or_insert(self.words.len() as u32);
        if number as usize == self.words.len() {
            self.words.push(Word::default());
        }
        let word = &mut self.words[number as usize];
        word.times += 1;
        word.name |= inside && atom.is(class::CAPITAL) && atom.is(class::CONTENT);
        if atom.root != 0 && atom.root != word.root {
            word.root = atom.root;
            self.roots.insert(atom.root);
        }
        number
    }

    /// Lays the places of each word side by side.
    fn lay_out(&mut self, numbers: &[u32]) {
        let mut from = 0;
        for word in &mut self.words {
            word.first = from;
            from += word.times;
            word.times = 0;
        }
        self.places.resize(numbers.len(), 0);
        for (at, number) in numbers.iter().enumerate() {
            let word = &mut self.words[*number as usize];
            let end = (word.first + word.times) as usize;
            let again = word.times > 0 && self.of[self.places[end - 1] as usize] == self.of[at];
            word.spread += u32::from(!again);
            self.places[end] = at as u32;
            word.times += 1;
        }
    }

    fn word(&self, key: u64) -> Option<&Word> {
        self.numbers.get(&key).map(|number| &self.words[*number as usize])
    }

    /// Where a key stands, ascending.
    pub fn places(&self, key: u64) -> &[u32] {
        self.word(key)
            .map_or(&[], |word| &self.places[word.first as usize..(word.first + word.times) as usize])
    }

    pub fn has(&self, key: u64) -> bool {
        self.numbers.contains_key(&key)
    }

    pub fn has_root(&self, root: u64) -> bool {
        root != 0 && self.roots.contains(&root)
    }

    /// Whether a key stands with a capital in mid-sentence, as names do.
    pub fn is_name(&self, key: u64) -> bool {
        self.word(key).is_some_and(|word| word.name)
    }

    /// Whether a sentence has these keys one after the other.
    pub fn has_run(&self, keys: &[u64]) -> bool {
        self.runs(keys).next().is_some()
    }

    /// Where sentences have these keys one after the other: places of the first, ascending.
    pub fn runs<'i>(&'i self, keys: &'i [u64]) -> impl Iterator<Item = usize> + 'i {
        // The rarest of them says where to look.
        let rarest = (0..keys.len()).min_by_key(|at| self.places(keys[*at]).len()).unwrap_or(0);
        let places = keys.get(rarest).map_or(&[][..], |key| self.places(*key));
        places.iter().take(MOST_PLACES).filter_map(move |place| {
            let first = (*place as usize).checked_sub(rarest)?;
            let run = self.atoms.get(first..first + keys.len())?;
            let one = self.of[first] == self.of[first + keys.len() - 1];
            (one && run.iter().zip(keys).all(|(atom, key)| atom.key == *key)).then_some(first)
        })
    }

    pub fn has_pair(&self, first: u64, second: u64) -> bool {
        self.has_run(&[first, second])
    }

    /// How rare a key is among the sentences; a key that none has is the rarest.
    pub fn rarity(&self, key: u64) -> f64 {
        let times = self.word(key).map_or(0.5, |word| f64::from(word.spread));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_stand() {
        let texts = ["The old pier closed. The pier of old Lumen stood.", "Nobody saw the old pier."];
        let mut atoms = Atoms::new(Some(Language::ENGLISH));
        let index = Index::new(&texts, Some(Language::ENGLISH), &mut atoms);
        let mut key = |word: &str| {
            let mut out = Vec::new();
            atoms.push(word, Span::new(0, word.len()), &mut out);
            out[0].key
        };
        let (old, pier, closed, lumen) = (key("old"), key("pier"), key("closed"), key("Lumen"));
        assert_eq!(index.places(old), [1, 7, 13]);
        assert!(
            index.has_pair(old, pier) && !index.has_pair(pier, old) && index.has_run(&[old, pier, closed])
        );
        // The end of one sentence and the start of the next are no neighbors.
        assert!(!index.has_pair(closed, key("the")));
        assert_eq!(index.runs(&[old, pier]).collect::<Vec<_>>(), [1, 13]);
        assert!(index.is_name(lumen) && !index.is_name(pier) && index.rarity(lumen) > index.rarity(old));
        assert_eq!(index.places(key("ferry")), [0u32; 0]);
    }
}
