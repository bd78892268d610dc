//! Looking back: what only later articles made clear is set right.

use super::desk::{Desk, Group};
use super::likeness::Likeness;
use super::link::link;
use super::near::{Near, WIDTH, measure, strangers};
use super::shelf::Shelf;
use super::trees::Trees;

impl Desk {
    /// Places all articles anew, with all of them known: late merges and splits. What it gives does not depend on the
    /// order of arrival beyond ties.
    pub fn settle(&mut self) {
        self.look_around();
        let edges = self.edges();
        let alone: Vec<Vec<u32>> = (0..self.cards.len() as u32).map(|card| vec![card]).collect();
        let events = link(alone, &edges, self.event_cut(), |a, b| self.chance(&self.weights.event, a, b));
        let stories =
            link(events.clone(), &edges, self.story_cut(), |a, b| self.chance(&self.weights.story, a, b));
        self.event_of = homes(&events, self.cards.len());
        self.story_of = homes(&stories, self.cards.len());
        self.events = events.into_iter().map(|cards| Group { cards }).collect();
        self.stories = stories.into_iter().map(|cards| Group { cards }).collect();
    }

    fn chance(&self, trees: &Trees, a: u32, b: u32) -> f32 {
        let measures = self.measures(a, b);
        if strangers(&measures) { 0.0 } else { trees.chance(&measures) }
    }

    /// Finds all neighbors anew under the lexicon as it is now.
    pub fn look_around(&mut self) {
        self.shelf = Shelf::default();
        for (number, card) in self.cards.iter().enumerate() {
            self.shelf.post(number as u32, card, &self.lexicon);
        }
        let mut near: Vec<Vec<(u32, f32)>> = vec![Vec::new(); self.cards.len()];
        for (number, card) in self.cards.iter().enumerate() {
            let number = number as u32;
            for other in self.shelf.candidates(card, &self.lexicon, self.config.compared, Some(number)) {
                let like = Likeness::of(card, &self.cards[other as usize], &self.lexicon).mix;
                near[number as usize].push((other, like));
                near[other as usize].push((number, like));
            }
        }
        self.near = near
            .into_iter()
            .map(|mut found| {
                found.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
                found.dedup_by_key(|(other, _)| *other);
                Near::of(found)
            })
            .collect();
    }

    /// Pairs of articles worth a look, each once, the one taken first first. Numbers count the articles that are no copies.
    pub fn edges(&self) -> Vec<(u32, u32)> {
        let mut edges: Vec<(u32, u32)> = Vec::new();
        for (number, near) in self.near.iter().enumerate() {
            let number = number as u32;
            edges.extend(near.iter().map(|(other, _)| (number.min(other), number.max(other))));
        }
        edges.sort_unstable();
        edges.dedup();
        edges
    }

    /// The measures of a pair, in the order of [`super::MEASURES`].
    pub fn measures(&self, a: u32, b: u32) -> [f32; WIDTH] {
        measure(self.seat(a), self.seat(b), &self.lexicon)
    }

    /// Groups by any judgment of pairs, for learning.
    pub fn linked(
        &self,
        edges: &[(u32, u32)],
        cut: f32,
        chance: impl FnMut(u32, u32) -> f32,
    ) -> Vec<Vec<u32>> {
        link((0..self.cards.len() as u32).map(|card| vec![card]).collect(), edges, cut, chance)
    }
}

/// The number of the group of each card.
fn homes(groups: &[Vec<u32>], cards: usize) -> Vec<u32> {
    let mut homes = vec![0; cards];
    for (number, group) in groups.iter().enumerate() {
        for card in group {
            homes[*card as usize] = number as u32;
        }
    }
    homes
}
