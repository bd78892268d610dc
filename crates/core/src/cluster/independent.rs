//! Which reports rest on one another: a reprint, two texts that credit one agency, two pages of one publisher.

use super::desk::Desk;
use crate::model::ArticleId;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

impl Desk {
    /// The independent report that each article belongs to. Articles of one event share one if they are copies, credit the
    /// same agency, or stand on sister sites of one publisher; then none of them confirms another. What one site tells in
    /// two articles of its own counts twice. Numbers run through all events.
    pub fn independent(&self) -> BTreeMap<ArticleId, u32> {
        let mut root: Vec<usize> = (0..self.entries.len()).collect();
        let mut first: FxHashMap<(u32, u8, u32), usize> = FxHashMap::default();
        let mut sisters: FxHashMap<(u32, u32), usize> = FxHashMap::default();
        for (number, entry) in self.entries.iter().enumerate() {
            let event = self.event_of[entry.card as usize];
            let mut tie = |other: usize| {
                let (a, b) = (find(&mut root, number), find(&mut root, other));
                root[a.max(b)] = a.min(b);
            };
            for key in [(event, 0, entry.card + 1), (event, 1, entry.agency)] {
                if key.2 != 0 {
                    tie(*first.entry(key).or_insert(number));
                }
            }
            if entry.publisher != 0 {
                let sister = *sisters.entry((event, entry.publisher)).or_insert(number);
                if self.entries[sister].domain != entry.domain {
                    tie(sister);
                }
            }
        }
        let mut numbers: BTreeMap<usize, u32> = BTreeMap::new();
        let mut groups = BTreeMap::new();
        for (number, entry) in self.entries.iter().enumerate() {
            let next = numbers.len() as u32;
            groups.insert(entry.id, *numbers.entry(find(&mut root, number)).or_insert(next));
        }
        groups
    }
}

/// The first of the set that `of` is in, paths halved on the way (Tarjan and van Leeuwen 1984).
fn find(root: &mut [usize], mut of: usize) -> usize {
    while root[of] != of {
        root[of] = root[root[of]];
        of = root[of];
    }
    of
}
