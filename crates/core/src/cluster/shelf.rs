//! The shelf: which articles have a word or name, so that an article meets only those that may be of its story.

use super::blocks::{Blocks, KEPT};
use super::card::{Card, log_count, salience};
use super::lexicon::idf_of;
use crate::model::{Packer, Unpacker};
use smallvec::SmallVec;

/// Words of an article under which it is found.
const POSTED_TERMS: usize = 28;
/// Names of an article under which it is found.
const POSTED_NAMES: usize = 10;
/// Articles looked at for all words together, the latest [`KEPT`] for each; the most telling words come first.
const LOOKED_AT_IN_ALL: usize = 3_000;

/// Articles by their most telling words and names, the latest ones of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Shelf(Blocks);

/// What is needed for a search and kept between searches.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    /// The articles found, with the weight of what they share.
    found: Vec<(u32, f32)>,
    /// Their places in `found`, under the hash of their number.
    places: Vec<u16>,
    telling: Vec<(f32, u32)>,
}

impl Scratch {
    const BITS: u32 = 13;
    const EMPTY: u16 = u16::MAX;

    fn add(&mut self, article: u32, weight: f32) {
        let mut place = Self::start(article);
        loop {
            let known = self.places[place];
            if known == Self::EMPTY {
                self.places[place] = self.found.len() as u16;
                self.found.push((article, weight));
                return;
            }
            let found = &mut self.found[usize::from(known)];
            if found.0 == article {
                found.1 += weight;
                return;
            }
            place = (place + 1) & ((1 << Self::BITS) - 1);
        }
    }

    fn start(article: u32) -> usize {
        (article.wrapping_mul(0x9e37_79b1) >> (32 - Self::BITS)) as usize
    }

    /// The best of what was found, best first, the latest first among equals.
    fn best(&self, limit: usize, skip: impl Fn(u32) -> bool) -> Vec<u32> {
        let mut best: Vec<(f32, u32)> = Vec::with_capacity(limit + 1);
        for (article, weight) in &self.found {
            let here = (*weight, *article);
            // Most are worse than all that are kept, which one look at the last of those shows.
            let full = best.len() >= limit;
            if full && best.last().is_none_or(|last| here <= *last) || skip(*article) {
                continue;
            }
            if full {
                best.pop();
            }
            let place = best.partition_point(|kept| *kept > here);
            best.insert(place, here);
        }
        best.into_iter().map(|(_, article)| article).collect()
    }

    /// Forgets what was found.
    fn clear(&mut self) {
        self.places.clear();
        self.places.resize(1 << Self::BITS, Self::EMPTY);
        self.found.clear();
    }
}

impl Shelf {
    /// Puts article number `article` under its most telling words and names.
    pub fn post(&mut self, article: u32, card: &Card, scratch: &mut Scratch) {
        telling(card, &mut scratch.telling);
        self.post_found(article, scratch);
    }

    /// Puts an article on the shelf for which [`Shelf::candidates`] was asked last.
    pub fn post_found(&mut self, article: u32, scratch: &Scratch) {
        for (_, key) in &scratch.telling {
            self.0.add(*key, article);
        }
    }

    /// All article numbers on it, once per key.
    pub fn articles(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.sorted().flat_map(|(_, articles)| articles)
    }

    /// Its stored form.
    pub fn pack(&self, to: &mut Packer) {
        to.list(self.0.sorted(), |to, (key, articles)| {
            to.u32(key);
            to.list(articles.into_iter(), Packer::u32);
        });
    }

    /// From its stored form. `None` if it is cut.
    pub fn unpack(from: &mut Unpacker) -> Option<Self> {
        let mut it = Self::default();
        for (key, articles) in from.list(|from| Some((from.u32()?, from.list(Unpacker::u32)?)))? {
            articles.into_iter().for_each(|article| it.0.add(key, article));
        }
        Some(it)
    }

    /// From the form that was stored up to format 2: chains of links with three articles each, the latest link first. `None` if
    /// it is cut, or a chain leads forward, which none does.
    pub fn unpack_chains(from: &mut Unpacker) -> Option<Self> {
        const END: u32 = u32::MAX;
        let latest = from.list(|from| Some((from.u32()?, from.u32()?)))?;
        let links = from.list(|from| Some((from.u32()?, [from.u32()?, from.u32()?, from.u32()?])))?;
        let back = |(at, link): (usize, &(u32, [u32; 3]))| link.0 == END || (link.0 as usize) < at;
        if !links.iter().enumerate().all(back) {
            return None;
        }
        let mut it = Self::default();
        let mut articles = Vec::new();
        for (key, latest) in latest {
            let mut at = latest;
            while let Some((before, three)) = links.get(at as usize).filter(|_| articles.len() < KEPT) {
                articles.extend(three.iter().rev().filter(|article| **article != END));
                at = *before;
            }
            articles.drain(..).rev().for_each(|article| it.0.add(key, article));
        }
        Some(it)
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
        scratch.clear();
        let mut asked = std::mem::take(&mut scratch.telling);
        telling(card, &mut asked);
        asked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut left = LOOKED_AT_IN_ALL;
        // All are found first: the memory of one comes while the others are looked for.
        let heads: SmallVec<[_; POSTED_TERMS + POSTED_NAMES]> =
            asked.iter().map(|(_, key)| self.0.find(*key)).collect();
        for ((weight, _), head) in asked.iter().zip(heads) {
            for article in self.0.under(head).take(left) {
                left -= 1;
                scratch.add(article, *weight);
            }
        }
        scratch.telling = asked;
        scratch.best(limit, skip)
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
    out.extend(card.slots().map(|slot| {
        let idf = idf_of(slot.rarity);
        (salience(slot).sqrt() * idf * idf, slot.term)
    }));
    keep(out, 0, POSTED_TERMS);
    let from = out.len();
    out.extend(card.marks().take(usize::from(card.named())).map(|mark| {
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
        .0
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

    #[test]
    fn both_stored_forms_are_read() {
        let (mut lexicon, mut shelf, mut scratch) =
            (Lexicon::default(), Shelf::default(), Scratch::default());
        let (mut chains, mut latest) = (Vec::new(), std::collections::BTreeMap::new());
        for number in 0..30 {
            let card = card(number * 3..number * 3 + 24, &mut lexicon);
            shelf.post(number, &card, &mut scratch);
            for (_, key) in &scratch.telling {
                let link = chains.len() as u32;
                chains.push((latest.insert(*key, link).unwrap_or(u32::MAX), number));
            }
        }
        let (mut now, mut before) = (Packer::new(), Packer::new());
        shelf.pack(&mut now);
        before.list(latest.iter(), |to, (key, link)| {
            to.u32(*key);
            to.u32(*link);
        });
        before.list(chains.iter(), |to, (before, article)| {
            [*before, *article, u32::MAX, u32::MAX].into_iter().for_each(|number| to.u32(number));
        });
        let (now, before) = (now.finish(), before.finish());
        let asked = card(45..69, &mut lexicon);
        let found = shelf.candidates(&asked, 9, &mut scratch, |_| false);
        assert!(found.len() == 9 && found[0] == 15);
        for again in [
            Shelf::unpack(&mut Unpacker::new(&now)).expect("whole"),
            Shelf::unpack_chains(&mut Unpacker::new(&before)).expect("whole"),
        ] {
            assert_eq!(again.candidates(&asked, 9, &mut scratch, |_| false), found);
        }
        assert!(Shelf::unpack(&mut Unpacker::new(&now[..now.len() - 2])).is_none());
    }
}
