//! The shelf: which articles have a word or name, so that an article meets only those that may be of its story.

use super::card::{Card, log_count, salience};
use super::lexicon::{Lexicon, UNKNOWN};
use rustc_hash::FxHashMap;

/// Words of an article under which it is found.
const POSTED_TERMS: usize = 32;
/// Names of an article under which it is found.
const POSTED_NAMES: usize = 12;
/// Articles looked at per word: the latest ones.
const LOOKED_AT: usize = 600;
/// Articles looked at for all words together; the most telling words come first.
const LOOKED_AT_IN_ALL: usize = 8_000;

/// Articles by their most telling words and names.
#[derive(Clone, Debug, Default)]
pub(super) struct Shelf {
    postings: Vec<Vec<u32>>,
}

impl Shelf {
    /// Puts article number `article` under its most telling words and names.
    pub fn post(&mut self, article: u32, card: &Card, lexicon: &Lexicon) {
        self.postings.resize_with(lexicon.len().max(self.postings.len()), Vec::new);
        for (_, term) in telling(card, lexicon) {
            if let Some(list) = self.postings.get_mut(term as usize) {
                list.push(article);
            }
        }
    }

    /// The `limit` articles that share the most telling words and names with `card`, best first.
    pub fn candidates(&self, card: &Card, lexicon: &Lexicon, limit: usize, skip: Option<u32>) -> Vec<u32> {
        let mut weights: FxHashMap<u32, f32> = FxHashMap::default();
        let mut telling = telling(card, lexicon);
        telling.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut left = LOOKED_AT_IN_ALL;
        for (weight, term) in telling {
            let Some(list) = self.postings.get(term as usize) else { continue };
            let looked_at = list.len().min(LOOKED_AT).min(left);
            for article in &list[list.len() - looked_at..] {
                *weights.entry(*article).or_default() += weight;
            }
            left -= looked_at;
        }
        let mut found: Vec<(f32, u32)> =
            weights.into_iter().filter(|(a, _)| Some(*a) != skip).map(|(a, weight)| (weight, a)).collect();
        let best_first = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1));
        if found.len() > limit {
            found.select_nth_unstable_by(limit, best_first);
            found.truncate(limit);
        }
        found.sort_unstable_by(best_first);
        found.into_iter().map(|(_, article)| article).collect()
    }
}

/// The words and names under which an article is posted, with the weight of finding another by them.
fn telling(card: &Card, lexicon: &Lexicon) -> Vec<(f32, u32)> {
    let best_first = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    let mut terms: Vec<(f32, u32)> = card
        .terms
        .iter()
        .filter(|slot| slot.term != UNKNOWN)
        .map(|slot| {
            let idf = lexicon.idf(slot.term);
            (salience(*slot).sqrt() * idf * idf, slot.term)
        })
        .collect();
    if terms.len() > POSTED_TERMS {
        terms.select_nth_unstable_by(POSTED_TERMS, best_first);
        terms.truncate(POSTED_TERMS);
    }
    let mut names: Vec<(f32, u32)> = card
        .names
        .iter()
        .filter(|mark| mark.term != UNKNOWN)
        .map(|mark| {
            let idf = lexicon.idf(mark.term);
            (log_count(mark.count).sqrt() * idf * idf, mark.term)
        })
        .collect();
    if names.len() > POSTED_NAMES {
        names.select_nth_unstable_by(POSTED_NAMES, best_first);
        names.truncate(POSTED_NAMES);
    }
    terms.extend(names);
    terms
}
