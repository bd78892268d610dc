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
    let (runs, thinned) = thin(&runs);
    Signature {
        runs,
        thinned,
        start,
        words: text.len() as u32,
        title: title.iter().fold(0, |state, key| join64(state, *key)),
    }
}

/// The runs, each once, ascending: of so many that are divisible by a power of two, the smallest that leaves at most [`KEPT`].
fn thin(runs: &[u32]) -> (Box<[u32]>, u8) {
    let of = |power: u8| {
        let wanted = runs.iter().copied().filter(|run| run.trailing_zeros() >= u32::from(power));
        ascending(wanted.collect()).into_vec()
    };
    // Repeats count here and must not count in the end: a power that is too small with them may do without.
    let counted = |power: u8| runs.iter().filter(|run| run.trailing_zeros() >= u32::from(power)).count();
    let mut power = (0..16).find(|power| counted(*power) <= KEPT).unwrap_or(16).saturating_sub(1);
    let mut kept = of(power);
    while kept.len() <= KEPT && power > 0 {
        power -= 1;
        kept = of(power);
    }
    while kept.len() > KEPT && power < 16 {
        power += 1;
        kept.retain(|run| run.trailing_zeros() >= u32::from(power));
    }
    (kept.into(), power)
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
    fn runs_are_thinned_as_if_one_power_after_the_other() {
        for (count, step) in [(10, 1), (192, 1), (193, 1), (400, 2), (3000, 1), (3000, 9), (0, 1)] {
            let given: Vec<u32> = (0..count).map(|n| (mix64(n / step) >> 32) as u32).collect();
            let (mut plain, mut power) = (ascending(given.clone()).into_vec(), 0);
            while plain.len() > KEPT && power < 16 {
                power += 1;
                plain.retain(|run| run.trailing_zeros() >= u32::from(power));
            }
            assert_eq!(thin(&given), (plain.into(), power), "{count} {step}");
        }
    }

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
