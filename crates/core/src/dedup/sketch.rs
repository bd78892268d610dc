//! What is kept of a text to know its copies by: hashes of its runs of five words.

use crate::text::hash::key64;
use crate::text::normalize::fold_into;
use crate::text::shingles::shingles;
use crate::text::words::words;

/// Words in a run.
const RUN: usize = 5;
/// Words from the start of a text of which every run is kept: a teaser is nothing but these.
const START_WORDS: usize = 64;
/// Runs kept of a whole text at most.
const KEPT: usize = 192;
/// Words read of a text at most.
const LONGEST: usize = 40_000;

/// The runs of words of a text, thinned out where it is long.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sketch {
    /// Hashes of runs, ascending: those divisible by `2^thinned`.
    pub runs: Box<[u32]>,
    /// How often the runs were halved.
    pub thinned: u8,
    /// Hashes of all runs of the first words, ascending.
    pub start: Box<[u32]>,
    /// Words in the text.
    pub words: u32,
    /// Key of the title, 0 for none.
    pub title: u64,
}

impl Sketch {
    /// The sketch of a title and a text. Thinning by divisibility keeps the same runs of every text, so that what two
    /// sketches share tells what the texts share (Broder 1997).
    pub fn of(title: &str, text: &str) -> Self {
        let mut folded = String::new();
        let mut key = |word: &str| {
            folded.clear();
            fold_into(word, &mut folded);
            key64(&folded)
        };
        let keys: Vec<u64> = words(text).take(LONGEST).map(|word| key(word.of(text))).collect();
        let mut runs: Vec<u32> = shingles(&keys, RUN).map(|run| (run >> 32) as u32).collect();
        let start = ascending(runs[..runs.len().min(START_WORDS)].to_vec());
        let mut thinned = 0;
        runs = ascending(runs).into_vec();
        while runs.len() > KEPT && thinned < 16 {
            thinned += 1;
            runs.retain(|run| run.trailing_zeros() >= u32::from(thinned));
        }
        let mut title_key = 0u64;
        for word in words(title) {
            title_key = crate::text::hash::join64(title_key, key(word.of(title)));
        }
        Self { runs: runs.into(), thinned, start, words: keys.len() as u32, title: title_key }
    }

    /// Runs under which the text is found again.
    pub fn handles(&self) -> impl Iterator<Item = u32> + '_ {
        let from_all = self.runs.iter().filter(|run| run.trailing_zeros() >= u32::from(self.thinned).max(2));
        // Of a start, every fourth run, always the same ones.
        let from_start = self.start.iter().filter(|run| run.trailing_zeros() >= 2);
        from_all.chain(from_start).copied()
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

    #[test]
    fn long_texts_are_thinned_and_short_ones_are_not() {
        let long: String = (0..3000).map(|n| format!("word{n} ")).collect();
        let sketch = Sketch::of("A title", &long);
        assert!(sketch.runs.len() <= KEPT && sketch.runs.len() > KEPT / 4 && sketch.thinned > 3);
        assert_eq!((sketch.start.len(), sketch.words), (START_WORDS, 3000));
        let short = Sketch::of("", "six words are in this text");
        assert_eq!((short.runs.len(), short.thinned, short.title), (2, 0, 0));
        assert_eq!(Sketch::of("", "Six words ARE in this text!"), short);
    }
}
