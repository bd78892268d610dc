//! Runs of words that two texts have in common.

use super::hash::key64;
use super::normalize::fold_into;
use super::words::words;
use crate::model::Span;
use rustc_hash::FxHashMap;

/// Words of a phrase at least: three in a row are seldom chance.
const SHORTEST: usize = 3;
/// Phrases given.
const GIVEN: usize = 5;
/// Words looked at of each text.
const LOOKED_AT: usize = 4_000;
/// Places of the other text at which one run of words is tried.
const TRIED: usize = 8;

/// The longest runs of words that both texts have, as the first one writes them: longest first, none inside another.
/// Runs of short words only ("of the in") are left out.
pub fn shared(a: &str, b: &str) -> Vec<String> {
    let (mine, theirs) = (keys(a), keys(b));
    let mut places: FxHashMap<(u64, u64, u64), Vec<u32>> = FxHashMap::default();
    for (at, run) in theirs.windows(SHORTEST).enumerate() {
        let known = places.entry((run[0].0, run[1].0, run[2].0)).or_default();
        if known.len() < TRIED {
            known.push(at as u32);
        }
    }
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at + SHORTEST <= mine.len() {
        let starts = places.get(&(mine[at].0, mine[at + 1].0, mine[at + 2].0));
        let reach = |start: &u32| {
            mine[at..].iter().zip(&theirs[*start as usize..]).take_while(|(x, y)| x.0 == y.0).count()
        };
        let longest = starts.into_iter().flatten().map(reach).max().unwrap_or(0);
        let telling = mine[at..at + longest].iter().filter(|(_, span)| span.end - span.start > 4).count();
        if telling >= 2 {
            found.push((at, longest));
        }
        at += longest.max(1);
    }
    found.sort_by_key(|(at, length)| (std::cmp::Reverse(*length), *at));
    let mut given: Vec<String> = Vec::new();
    for (at, length) in found {
        let shown = length.min(16);
        let span = Span { start: mine[at].1.start, end: mine[at + shown - 1].1.end };
        let text = super::normalize::squeeze(span.of(a));
        if given.len() < GIVEN && !given.contains(&text) {
            given.push(text);
        }
    }
    given
}

fn keys(text: &str) -> Vec<(u64, Span)> {
    let mut folded = String::new();
    let mut key = |word: &str| {
        folded.clear();
        fold_into(word, &mut folded);
        key64(&folded)
    };
    words(text).take(LOOKED_AT).map(|word| (key(word.of(text)), word.span)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_come_first() {
        let a =
            "The harbor master of Torvik said the northern pier was closed until further notice on Monday.";
        let b = "On Monday, the northern pier was closed until repairs end, the Harbor Master of Torvik confirmed.";
        assert_eq!(shared(a, b), ["the northern pier was closed until", "The harbor master of Torvik"]);
        assert!(shared(a, "").is_empty());
        assert!(shared("of the in of the in", "of the in").is_empty());
    }

    #[test]
    fn one_word_a_million_times_takes_no_longer() {
        let much = "harbor ".repeat(100_000);
        assert_eq!(shared(&much, &much).len(), 1);
    }
}
