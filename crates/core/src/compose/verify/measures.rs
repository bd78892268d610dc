//! How far the words of a sentence are those of its sources, in numbers that weights are learned for.
//!
//! Share of words, pairs and triples that stand there, weighted by rarity or not; stretches copied whole, after Grusky,
//! Naaman and Artzi ("Newsroom", 2018: coverage and density); how much of it one sentence and its neighbors carry.

use super::atoms::{Atom, class};
use super::index::Index;

/// Measures of one sentence.
pub(super) const OF_SENTENCE: usize = 21;
/// Measures of a claim: means and least of its sentences, and five of the whole.
pub const WIDTH: usize = 2 * OF_SENTENCE + 5;

/// Sentences on either side of the best that carry a claim too.
const AROUND: usize = 2;
/// Places of a word that are looked at.
const PLACES: usize = 60;
/// Words within which two content words count as near each other.
const NEAR: u32 = 6;

fn share(part: f64, whole: f64, otherwise: f64) -> f64 {
    if whole > 0.0 { part / whole } else { otherwise }
}

/// The measures of one sentence; `best` are the sentences of the sources that carry most of it.
pub(super) fn of_sentence(
    told: &[Atom],
    index: &Index,
    best: &[(usize, f64)],
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
    let triples = told.windows(3).filter(|run| index.has_triple(run[0].key, run[1].key, run[2].key)).count();
    let triples = share(triples as f64, count - 2.0, pairs);
    let first = best.first().map_or(0, |best| best.0);
    let by_best = best.first().map_or(0.0, |best| share(best.1, all, 1.0));
    let window = (first.saturating_sub(AROUND) as u32, (first + AROUND) as u32);
    let inside = |key: u64, from: u32, to: u32| {
        index.places(key).iter().any(|place| (from..=to).contains(&index.of[*place as usize]))
    };
    let in_window = |atom: &Atom| inside(atom.key, window.0, window.1);
    let near = share(sum_if(&in_window), all, 1.0);
    let best_pairs = told
        .windows(2)
        .filter(|pair| {
            index.places(pair[0].key).iter().any(|place| {
                let place = *place as usize;
                index.of[place] as usize == first
                    && index.atoms.get(place + 1).is_some_and(|next| next.key == pair[1].key)
                    && index.of[place + 1] as usize == first
            })
        })
        .count();
    let best_pairs = share(best_pairs as f64, count - 1.0, by_best);
    let stretches = stretches(told, index);
    let density = stretches.iter().map(|length| (length * length) as f64).sum::<f64>() / count;
    let longest = stretches.iter().copied().max().unwrap_or(0) as f64 / count;
    let parts = stretches.len() as f64 / count;
    let new: Vec<&(&Atom, f64)> = content.iter().filter(|(atom, _)| !index.has(atom.key)).collect();
    let new_figures = new.iter().filter(|(atom, _)| atom.is(class::NUMBER)).count();
    let new_names = new.iter().filter(|(atom, _)| atom.is(class::CAPITAL) && !atom.is(class::NUMBER)).count();
    let new_words = new.len() - new_figures - new_names;
    let rarest = new.iter().map(|(_, rarity)| *rarity).fold(0.0, f64::max);
    let (together, close) = neighbors(&content, index);
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
        together.unwrap_or(carried),
        close.unwrap_or(carried),
        share(half_near, half_all, 1.0),
        count,
        share(new.len() as f64, content.len() as f64, 0.0),
        // Several doubts say little more than one.
        doubts.0.min(2) as f64,
        doubts.1.min(3) as f64,
    ]
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

/// Of the neighboring content words, the weighted share of those that a sentence has together, and the share of those that stand
/// near each other. `None` where there are no neighbors.
fn neighbors(content: &[(&Atom, f64)], index: &Index) -> (Option<f64>, Option<f64>) {
    let (mut all, mut together, mut close) = (0.0, 0.0, 0);
    for pair in content.windows(2) {
        let ((one, a), (other, b)) = (pair[0], pair[1]);
        let weight = a.min(b);
        all += weight;
        let (ones, others) = (index.places(one.key), index.places(other.key));
        let mut from = 0;
        let (mut same, mut near) = (false, false);
        for place in ones.iter().take(PLACES) {
            while others.get(from).is_some_and(|other| other + 80 < *place) {
                from += 1;
            }
            for other in others[from..].iter().take_while(|other| **other <= place + 80).take(PLACES) {
                same |= index.of[*other as usize] == index.of[*place as usize];
                near |= other != place && other.abs_diff(*place) <= NEAR;
            }
        }
        together += if same { weight } else { 0.0 };
        close += usize::from(near);
    }
    let pairs = content.len().saturating_sub(1);
    if pairs == 0 {
        return (None, None);
    }
    (Some(share(together, all, 1.0)), Some(close as f64 / pairs as f64))
}

/// The measures of a claim from those of its sentences.
pub(super) fn of_claim(sentences: &[[f64; OF_SENTENCE]], index: &Index) -> [f32; WIDTH] {
    const LENGTH: usize = 17;
    let words: f64 = sentences.iter().map(|one| one[LENGTH]).sum();
    let mut out = [0f32; WIDTH];
    for measure in 0..OF_SENTENCE {
        let mean: f64 = sentences.iter().map(|one| one[measure] * one[LENGTH]).sum::<f64>() / words.max(1.0);
        let values = sentences.iter().map(|one| one[measure]);
        // Of doubts and of what is new, the most is the worst.
        let worst = if (10..=13).contains(&measure) || measure >= 18 {
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
    ];
    for (slot, value) in out[2 * OF_SENTENCE..].iter_mut().zip(rest) {
        *slot = value as f32;
    }
    out
}
