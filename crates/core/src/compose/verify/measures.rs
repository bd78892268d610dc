//! How far the words of a sentence are those of its sources, in numbers that weights are learned for.
//!
//! Share of words, pairs and triples that stand there, weighted by rarity or not; stretches copied whole, after Grusky,
//! Naaman and Artzi ("Newsroom", 2018: coverage and density); how much of it one sentence and its neighbors carry.

use super::align::Alignment;
use super::atoms::{Atom, class};
use super::index::Index;
use super::ties::Ties;

/// Measures of one sentence.
pub(super) const OF_SENTENCE: usize = 32;
/// Measures of a claim: means and least of its sentences, and six of the whole.
pub const WIDTH: usize = 2 * OF_SENTENCE + 6;
/// Which measures are the worse the higher they are: what is new, doubts, denials on one side only, words put in.
const BAD: [usize; 13] = [10, 11, 12, 13, 18, 19, 20, 21, 22, 27, 29, 30, 31];

/// Which measures of a claim say how long it is and how long its sources are: what the others mean depends on them.
pub const SIZES: [usize; 2] = [2 * OF_SENTENCE + 1, 2 * OF_SENTENCE + 2];

/// Sentences on either side of the best that carry a claim too.
const AROUND: usize = 2;
/// Places of a word that are looked at.
const PLACES: usize = 60;

fn share(part: f64, whole: f64, otherwise: f64) -> f64 {
    if whole > 0.0 { part / whole } else { otherwise }
}

/// The measures of one sentence; `best` are the sentences of the sources that carry most of it.
pub(super) fn of_sentence(
    told: &[Atom],
    index: &Index,
    best: &[(usize, f64)],
    lies: &Lies<'_>,
    doubts: (usize, usize),
) -> [f64; OF_SENTENCE] {
    let count = told.len() as f64;
    let content: Vec<(&Atom, f64)> = told
        .iter()
        .filter(|atom| atom.is(class::CONTENT))
        .map(|atom| (atom, index.rarity(atom.key)))
        .collect();
    let all: f64 = content.iter().map(|(_, rarity)| rarity).sum();
    let sum_if = |test: &dyn Fn(&Atom) -> bool| -> f64 {
        content.iter().filter(|(atom, _)| test(atom)).map(|(_, rarity)| rarity).sum()
    };
    let carried = share(sum_if(&|atom| index.has(atom.key)), all, 1.0);
    let words = told.iter().filter(|atom| index.has(atom.key)).count() as f64 / count;
    let pairs = told.windows(2).filter(|pair| index.has_pair(pair[0].key, pair[1].key)).count();
    let pairs = share(pairs as f64, count - 1.0, carried);
    let triples = told.windows(3).filter(|run| index.has_run(&[run[0].key, run[1].key, run[2].key])).count();
    let triples = share(triples as f64, count - 2.0, pairs);
    let first = best.first().map_or(0, |best| best.0);
    let by_best = best.first().map_or(0.0, |best| share(best.1, all, 1.0));
    let window = (first.saturating_sub(AROUND) as u32, (first + AROUND) as u32);
    let inside = |key: u64, from: u32, to: u32| {
        index.places(key).iter().any(|place| (from..=to).contains(&index.of[*place as usize]))
    };
    let in_window = |atom: &Atom| inside(atom.key, window.0, window.1);
    let near = share(sum_if(&in_window), all, 1.0);
    let in_best = |pair: &&[Atom]| {
        index.runs(&[pair[0].key, pair[1].key]).any(|place| index.of[place] as usize == first)
    };
    let best_pairs = told.windows(2).filter(in_best).count() as f64;
    let best_pairs = share(best_pairs, count - 1.0, by_best);
    let stretches = stretches(told, index);
    let density = stretches.iter().map(|length| (length * length) as f64).sum::<f64>() / count;
    let longest = stretches.iter().copied().max().unwrap_or(0) as f64 / count;
    let parts = stretches.len() as f64 / count;
    let new: Vec<&(&Atom, f64)> = content.iter().filter(|(atom, _)| !index.has(atom.key)).collect();
    let new_figures = new.iter().filter(|(atom, _)| atom.is(class::NUMBER)).count();
    let new_names = new.iter().filter(|(atom, _)| atom.is(class::CAPITAL) && !atom.is(class::NUMBER)).count();
    let new_words = new.len() - new_figures - new_names;
    let rarest = new.iter().map(|(_, rarity)| *rarity).fold(0.0, f64::max);
    let ties = Ties::new(&content, index);
    let denies = told.iter().any(|atom| atom.is(class::NEGATION));
    let denied = |from: u32, to: u32| {
        let passages = &index.passages[from as usize..=(to as usize).min(index.passages.len() - 1)];
        passages.iter().flat_map(|passage| &index.atoms[passage.range()]).any(|atom| atom.is(class::NEGATION))
    };
    let differs = denies != denied(first as u32, first as u32);
    let put_in = denies && !denied(window.0, window.1);
    let half = &content[content.len() / 2..];
    let half_all: f64 = half.iter().map(|(_, rarity)| rarity).sum();
    let half_near: f64 = half.iter().filter(|(atom, _)| in_window(atom)).map(|(_, rarity)| rarity).sum();
    [
        carried,
        words,
        pairs,
        triples,
        by_best,
        near,
        best_pairs,
        libm::log1p(density),
        longest,
        parts,
        new_names as f64,
        new_figures as f64,
        new_words as f64,
        rarest,
        ties.together.unwrap_or(carried),
        ties.close.unwrap_or(carried),
        share(half_near, half_all, 1.0),
        count,
        share(new.len() as f64, content.len() as f64, 0.0),
        // Several doubts say little more than one.
        doubts.0.min(2) as f64,
        doubts.1.min(3) as f64,
        f64::from(u8::from(differs)),
        f64::from(u8::from(put_in)),
        ties.named,
        ties.named_close,
        ties.names,
        ties.second,
        f64::from(u8::from(ties.a_name_apart)),
        lies.dense(),
        lies.replaced as f64,
        lies.put_in as f64,
        lies.put_in_words as f64,
    ]
}

/// How a sentence lies on the passage that is nearest to it.
#[derive(Debug, Default)]
pub(super) struct Lies<'a> {
    same: &'a [(usize, usize)],
    /// Stretches that stand for others.
    replaced: usize,
    /// Stretches that stand for nothing.
    put_in: usize,
    /// Content words in both.
    put_in_words: usize,
}

impl<'a> Lies<'a> {
    pub fn new(told: &[Atom], alignment: &'a Alignment) -> Self {
        let mut lies = Self { same: &alignment.same, ..Self::default() };
        let Some(last) = alignment.same.last() else { return lies };
        let (mut one, mut other) = (0, alignment.same[0].1);
        for &(a, b) in alignment.same.iter().chain([&(told.len(), last.1 + 1)]) {
            if a > one {
                *(if b > other { &mut lies.replaced } else { &mut lies.put_in }) += 1;
                lies.put_in_words += told[one..a].iter().filter(|atom| atom.is(class::CONTENT)).count();
            }
            (one, other) = (a + 1, b + 1);
        }
        lies
    }

    /// Words that are the same for each word of the passage from the first of them to the last.
    fn dense(&self) -> f64 {
        let (Some(first), Some(last)) = (self.same.first(), self.same.last()) else { return 0.0 };
        self.same.len() as f64 / (last.1 - first.1 + 1) as f64
    }
}

/// Lengths of the stretches that the sources have word for word, each as long as can be.
fn stretches(told: &[Atom], index: &Index) -> Vec<usize> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < told.len() {
        let longest = index
            .places(told[at].key)
            .iter()
            .take(PLACES)
            .map(|place| {
                let known = &index.atoms[*place as usize..];
                told[at..].iter().zip(known).take_while(|(a, b)| a.key == b.key).count()
            })
            .max()
            .unwrap_or(0);
        if longest > 0 {
            out.push(longest);
        }
        at += longest.max(1);
    }
    out
}

/// The measures of a claim from those of its sentences, and from the share of its runs of three words that it has told before.
pub(super) fn of_claim(sentences: &[[f64; OF_SENTENCE]], again: f64, index: &Index) -> [f32; WIDTH] {
    const LENGTH: usize = 17;
    let words: f64 = sentences.iter().map(|one| one[LENGTH]).sum();
    let mut out = [0f32; WIDTH];
    for measure in 0..OF_SENTENCE {
        let mean: f64 = sentences.iter().map(|one| one[measure] * one[LENGTH]).sum::<f64>() / words.max(1.0);
        let values = sentences.iter().map(|one| one[measure]);
        // Of doubts and of what is new, the most is the worst.
        let worst = if BAD.contains(&measure) {
            values.fold(0.0, f64::max)
        } else {
            values.fold(f64::INFINITY, f64::min)
        };
        out[measure] = mean as f32;
        out[OF_SENTENCE + measure] = worst as f32;
    }
    let whole = index.atoms.len() as f64;
    let rest = [
        sentences.len() as f64,
        words,
        libm::log1p(whole),
        libm::log1p(index.passages.len() as f64),
        words / whole.max(1.0),
        again,
    ];
    debug_assert_eq!(2 * OF_SENTENCE + rest.len(), WIDTH);
    for (slot, value) in out[2 * OF_SENTENCE..].iter_mut().zip(rest) {
        *slot = value as f32;
    }
    out
}
