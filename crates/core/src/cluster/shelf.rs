//! The shelf: which articles have a word or name, so that an article meets only those that may be of its story.

use super::card::{Card, log_count, salience};
use super::lexicon::idf_of;
use crate::model::{Packer, Unpacker};
use rustc_hash::FxHashMap;

/// Words of an article under which it is found.
const POSTED_TERMS: usize = 28;
/// Names of an article under which it is found.
const POSTED_NAMES: usize = 10;
/// Articles looked at per word: the latest ones.
const LOOKED_AT: usize = 400;
/// Articles looked at for all words together; the most telling words come first.
const LOOKED_AT_IN_ALL: usize = 3_000;
/// Articles in a link of a chain.
const LINK: usize = 3;
/// No further link.
const END: u32 = u32::MAX;

/// Three articles that have a key, and where the earlier ones stand.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Link {
    before: u32,
    articles: [u32; LINK],
}

/// Articles by their most telling words and names: for each key a chain of links, the latest article first.
#[derive(Clone, Debug, Default)]
pub(super) struct Shelf {
    latest: FxHashMap<u32, u32>,
    links: Vec<Link>,
}

/// What is needed for a search and kept between searches: the weight found for each article, under its number's hash.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    found: Vec<(u32, f32)>,
    filled: Vec<u32>,
    telling: Vec<(f32, u32)>,
}

impl Scratch {
    const PLACES: usize = 1 << 13;

    fn add(&mut self, article: u32, weight: f32) {
        let mut place = (article.wrapping_mul(0x9e37_79b1) >> (32 - 13)) as usize;
        loop {
            let entry = &mut self.found[place];
            if entry.0 == article {
                entry.1 += weight;
                return;
            }
            if entry.0 == END {
                *entry = (article, weight);
                self.filled.push(place as u32);
                return;
            }
            place = (place + 1) & (Self::PLACES - 1);
        }
    }
}

impl Shelf {
    /// Puts article number `article` under its most telling words and names.
    pub fn post(&mut self, article: u32, card: &Card, scratch: &mut Scratch) {
        telling(card, &mut scratch.telling);
        for (_, key) in &scratch.telling {
            let latest = self.latest.entry(*key).or_insert(END);
            match self.links.get_mut(*latest as usize) {
                Some(link) if link.articles[LINK - 1] == END => {
                    let free = link.articles.iter().position(|place| *place == END).unwrap_or(LINK - 1);
                    link.articles[free] = article;
                }
                _ => {
                    let mut articles = [END; LINK];
                    articles[0] = article;
                    self.links.push(Link { before: *latest, articles });
                    *latest = self.links.len() as u32 - 1;
                }
            }
        }
    }

    /// All article numbers on it, once per key.
    pub fn articles(&self) -> impl Iterator<Item = u32> + '_ {
        self.links.iter().flat_map(|link| link.articles).filter(|article| *article != END)
    }

    /// Its stored form.
    pub fn pack(&self, to: &mut Packer) {
        let mut latest: Vec<(u32, u32)> = self.latest.iter().map(|(key, link)| (*key, *link)).collect();
        latest.sort_unstable();
        to.list(latest.into_iter(), |to, (key, link)| {
            to.u32(key);
            to.u32(link);
        });
        to.list(self.links.iter(), |to, link| {
            to.u32(link.before);
            link.articles.iter().for_each(|article| to.u32(*article));
        });
    }

    /// From its stored form. `None` if it is cut, or a chain leads forward, which none does.
    pub fn unpack(from: &mut Unpacker) -> Option<Self> {
        let latest = from.list(|from| Some((from.u32()?, from.u32()?)))?.into_iter().collect();
        let links = from.list(|from| {
            Some(Link { before: from.u32()?, articles: [from.u32()?, from.u32()?, from.u32()?] })
        })?;
        let back = |(at, link): (usize, &Link)| link.before == END || (link.before as usize) < at;
        links.iter().enumerate().all(back).then_some(Self { latest, links })
    }

    /// The `limit` articles that share the most telling words and names with `card`, best first; those that `skip`
    /// names are passed over.
    pub fn candidates(
        &self,
        card: &Card,
        limit: usize,
        scratch: &mut Scratch,
        skip: impl Fn(u32) -> bool,
    ) -> Vec<u32> {
        if scratch.found.is_empty() {
            scratch.found.resize(Scratch::PLACES, (END, 0.0));
        }
        let mut asked = std::mem::take(&mut scratch.telling);
        telling(card, &mut asked);
        asked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut left = LOOKED_AT_IN_ALL;
        for (weight, key) in &asked {
            let mut at = self.latest.get(key).copied().unwrap_or(END);
            let mut here = LOOKED_AT.min(left);
            while let Some(link) = self.links.get(at as usize) {
                for article in link.articles.iter().rev().filter(|article| **article != END) {
                    if here == 0 {
                        break;
                    }
                    here -= 1;
                    left -= 1;
                    scratch.add(*article, *weight);
                }
                at = if here == 0 { END } else { link.before };
            }
        }
        scratch.telling = asked;
        let mut found: Vec<(f32, u32)> = Vec::with_capacity(scratch.filled.len());
        for place in scratch.filled.drain(..) {
            let entry = &mut scratch.found[place as usize];
            if !skip(entry.0) {
                found.push((entry.1, entry.0));
            }
            *entry = (END, 0.0);
        }
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
fn telling(card: &Card, out: &mut Vec<(f32, u32)>) {
    let best_first = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    let keep = |out: &mut Vec<(f32, u32)>, from: usize, most: usize| {
        if out.len() - from > most {
            out[from..].select_nth_unstable_by(most, best_first);
            out.truncate(from + most);
        }
    };
    out.clear();
    out.extend(card.terms.iter().map(|slot| {
        let idf = idf_of(slot.rarity);
        (salience(*slot).sqrt() * idf * idf, slot.term)
    }));
    keep(out, 0, POSTED_TERMS);
    let from = out.len();
    out.extend(card.names().iter().map(|mark| {
        let idf = idf_of(mark.rarity);
        (log_count(mark.count).sqrt() * idf * idf, mark.term)
    }));
    keep(out, from, POSTED_NAMES);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::lexicon::Lexicon;
    use crate::model::{Analysis, Article, Term};

    fn card(words: std::ops::Range<u32>, lexicon: &mut Lexicon) -> Card {
        let terms = words
            .map(|key| Term { key: key.wrapping_mul(0x9e37_79b1), title: 0, lead: 1, body: 1, named: 0 })
            .collect();
        Card::count(
            &Article::from_blocks(None, 0, &[]),
            &Analysis { terms, ..Analysis::default() },
            64,
            lexicon,
        )
    }

    #[test]
    fn those_with_most_in_common_come_first_and_the_latest_are_kept() {
        let (mut lexicon, mut shelf, mut scratch) =
            (Lexicon::default(), Shelf::default(), Scratch::default());
        for number in 0..2000 {
            let card = card(number * 20..number * 20 + 24, &mut lexicon);
            shelf.post(number, &card, &mut scratch);
        }
        let asked = card(1000 * 20..1000 * 20 + 24, &mut lexicon);
        assert_eq!(shelf.candidates(&asked, 3, &mut scratch, |_| false), [1000, 1001, 999]);
        assert_eq!(shelf.candidates(&asked, 3, &mut scratch, |article| article == 1000), [1001, 999]);
    }
}
