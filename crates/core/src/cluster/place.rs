//! The decision about one article on its arrival.

use super::desk::{Desk, NONE};
use super::likeness::Likeness;
use super::near::{Near, Seat, measure_with};

/// Groups that a new article is held against at most, those of its nearest articles first.
const GROUPS: usize = 6;
/// Members of a group that it is held against, the nearest ones first, the others spread evenly.
const NEAREST: usize = 5;
const OTHERS: usize = 4;

/// What was decided about an article and not yet done.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    /// Its neighbors.
    pub near: Near,
    /// The event that it joins: a place in the list of events.
    pub event: Option<u32>,
    /// The story that it joins: a place in the list of stories.
    pub story: Option<u32>,
}

impl Desk {
    /// Decides about a card that was counted and not yet placed, and puts it on the shelf.
    pub(super) fn decide(&mut self, number: u32) -> Decision {
        let card = &self.cards[number as usize];
        let top = self.lexicon.top_idf();
        let found = self.shelf.candidates(card, self.config.compared, &mut self.scratch, |_| false);
        self.shelf.post(number, card, &mut self.scratch);
        let likes: Vec<(u32, Likeness)> = found
            .into_iter()
            .map(|other| (other, Likeness::of(card, &self.cards[other as usize], top)))
            .collect();
        let near = Near::of(likes.iter().map(|(other, like)| (*other, like.mix)).collect());
        let mut chances: Vec<(u32, bool, f32)> = Vec::new();
        let me = Seat { number, card, near: &near };
        let routine = self.is_routine(number, near.iter().map(|(other, _)| other));
        let mut chance = |other: u32, event: bool| {
            if let Some(known) = chances.iter().find(|known| (known.0, known.1) == (other, event)) {
                return known.2;
            }
            let like = likes.iter().find(|(met, _)| *met == other).map(|(_, like)| *like);
            let like = like.unwrap_or_else(|| Likeness::of(card, &self.cards[other as usize], top));
            let measures = measure_with(me, self.seat(other), &like);
            let apart = routine && self.other_days(number, other) && {
                let near = self.near[other as usize].iter().map(|(other, _)| other);
                self.is_routine(other, near.chain([number]))
            };
            let chance = match (apart, event) {
                (true, _) => 0.0,
                (false, true) => self.event_chance(&measures),
                (false, false) => self.story_chance(&measures),
            };
            chances.push((other, event, chance));
            chance
        };
        let event = self.best(
            &near,
            self.event_cut(),
            |card| Some(self.event_of[card as usize]),
            |event, out| {
                out.extend(self.events[event as usize].iter().flat_map(|event| event.cards.iter().copied()));
            },
            |card| chance(card, true),
        );
        let story = match event {
            Some(event) => self.events[event as usize].as_ref().map(|event| event.story),
            None => self.best(
                &near,
                self.story_cut(),
                |card| self.story_of(card),
                |story, out| {
                    out.extend(self.cards_of(story));
                },
                |card| chance(card, false),
            ),
        };
        Decision { near, event, story }
    }

    /// The group whose members are on average the likeliest, if likely enough.
    fn best(
        &self,
        near: &Near,
        cut: f32,
        home: impl Fn(u32) -> Option<u32>,
        members: impl Fn(u32, &mut Vec<u32>),
        mut chance: impl FnMut(u32) -> f32,
    ) -> Option<u32> {
        let mut groups: Vec<(u32, Vec<u32>)> = Vec::new();
        for (card, _) in near.iter() {
            let Some(group) = home(card).filter(|group| *group != NONE) else { continue };
            match groups.iter().position(|(known, _)| *known == group) {
                Some(at) if groups[at].1.len() < NEAREST => groups[at].1.push(card),
                None if groups.len() < GROUPS => groups.push((group, vec![card])),
                _ => {}
            }
        }
        let mut found: Option<(f32, u32)> = None;
        let mut all = Vec::new();
        for (group, mut asked) in groups {
            let mut sum: f32 = asked.iter().map(|card| chance(*card)).sum();
            // The members met are its nearest: where they say no, the others need not be asked.
            if sum / (asked.len() as f32) < cut {
                continue;
            }
            all.clear();
            members(group, &mut all);
            for card in all.iter().step_by(all.len().div_ceil(OTHERS).max(1)) {
                if !asked.contains(card) {
                    asked.push(*card);
                    sum += chance(*card);
                }
            }
            let mean = sum / asked.len() as f32;
            if mean >= cut && found.is_none_or(|(best, _)| mean > best) {
                found = Some((mean, group));
            }
        }
        found.map(|(_, group)| group)
    }
}
