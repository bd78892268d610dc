//! What is kept of a text to know its copies by: hashes of its runs of five words.

use super::hash::join64;
use super::shingles::shingles;
use crate::model::Signature;

/// Words in a run.
const RUN: usize = 5;
/// Words from the start of a text of which every run is kept: a teaser is nothing but these.
const START_WORDS: usize = 64;
/// Runs kept of a whole text at most.
const KEPT: usize = 192;
/// Words read of a text at most.
const LONGEST: usize = 40_000;

/// The sketch of a title and a text, given as keys of their words. Thinning by divisibility keeps the same runs of every
/// text, so that what two sketches share tells what the texts share (Broder 1997).
pub fn sketch(title: &[u64], text: &[u64]) -> Signature {
    let text = &text[..text.len().min(LONGEST)];
    let runs: Vec<u32> = shingles(text, RUN).map(|run| (run >> 32) as u32).collect();
    let start = ascending(runs[..runs.len().min(START_WORDS)].to_vec());
    let mut thinned = 0;
    let mut runs = ascending(runs).into_vec();
    while runs.len() > KEPT && thinned < 16 {
        thinned += 1;
        runs.retain(|run| run.trailing_zeros() >= u32::from(thinned));
    }
    Signature {
        runs: runs.into(),
        thinned,
        start,
        words: text.len() as u32,
        title: title.iter().fold(0, |state, key| join64(state, *key)),
    }
}

fn ascending(mut runs: Vec<u32>) -> Box<[u32]> {
    runs.sort_unstable();
    runs.dedup();
    runs.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hash::mix64;

    #[test]
    fn long_texts_are_thinned_and_short_ones_are_not() {
        let words = |count: u64| (0..count).map(mix64).collect::<Vec<_>>();
        let long = sketch(&[1, 2], &words(3000));
        assert!(long.runs.len() <= KEPT && long.runs.len() > KEPT / 4 && long.thinned > 3);
        assert_eq!((long.start.len(), long.words), (START_WORDS, 3000));
        let short = sketch(&[], &words(6));
        assert_eq!((short.runs.len(), short.thinned, short.title), (2, 0, 0));
        assert!(sketch(&[], &[7; 100_000]).runs.len() == 1);
    }
}
