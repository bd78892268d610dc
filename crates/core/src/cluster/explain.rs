//! Why each article is in its story, and which story came second.

use super::desk::{Desk, NONE};
use super::why::Shared;
use crate::model::{Reason, Reasons, StandsBy, StoryId};
use std::collections::BTreeMap;

/// Members of a story that an article is held against.
const HELD_AGAINST: usize = 12;
/// Names and figures given at most.
const GIVEN: usize = 12;

impl Desk {
    /// Why an article is in its event, or else in its story; empty where it stands alone.
    pub(super) fn why_here(&self, entry: u32) -> String {
        let it = &self.entries[entry as usize];
        if it.copy_of != NONE {
            return "the same text".to_owned();
        }
        let Some(other) = self.nearest_here(it.card) else { return String::new() };
        let shared = Shared::of(&self.cards[it.card as usize], &self.cards[other as usize], &self.surfaces);
        if shared.names.is_empty() && self.chance_across(it.card, other).is_some() {
            return "in two languages their texts mean the same".to_owned();
        }
        shared.told()
    }

    /// The nearest card of the same event, or else of the same story.
    fn nearest_here(&self, card: u32) -> Option<u32> {
        let near = || self.near[card as usize].iter().map(|(other, _)| other);
        let event = self.event_of[card as usize];
        let story = self.story_of(card)?;
        near()
            .find(|other| self.event_of[*other as usize] == event)
            .or_else(|| near().find(|other| self.story_of(*other) == Some(story)))
            .or_else(|| self.cards_of(story).find(|other| *other != card))
    }

    /// Explains an open story, by an id that it has or had.
    pub fn explain(&self, id: StoryId) -> Option<Reasons> {
        let place = *self.by_id.get(&self.resolve(id)?)?;
        let story = self.story(id)?;
        let mut articles = Vec::new();
        for (event, member) in
            story.events.iter().flat_map(|event| event.members.iter().map(move |m| (event.id, m)))
        {
            let Some(entry) = self.number(member.article) else { continue };
            let card = self.entries[entry as usize].card;
            let nearest = self.nearest_here(card);
            let shared = nearest.map(|other| {
                Shared::of(&self.cards[card as usize], &self.cards[other as usize], &self.surfaces)
            });
            let shared = shared.unwrap_or_default();
            let owned = |said: &[&str]| said.iter().take(GIVEN).map(|text| (*text).to_owned()).collect();
            articles.push(Reason {
                article: member.article,
                event,
                copy_of: member.copy_of,
                nearest: nearest.map(|other| self.entries[self.owners[other as usize] as usize].id),
                chance: self.chance_in(card, place),
                names: owned(&shared.names),
                figures: owned(&shared.figures),
                words: shared.words,
                phrases: Vec::new(),
                second: self.second(card, place),
                corrected: self.people.names(self.entries[self.owners[card as usize] as usize].id),
            });
        }
        Some(Reasons { story: story.id, articles })
    }

    /// How likely a card belongs to a story: the mean over its nearest members and some others.
    fn chance_in(&self, card: u32, story: u32) -> f32 {
        let mut asked: Vec<u32> = self.near[card as usize]
            .iter()
            .map(|(other, _)| other)
            .filter(|other| self.story_of(*other) == Some(story))
            .take(HELD_AGAINST / 2)
            .collect();
        let all: Vec<u32> = self.cards_of(story).filter(|other| *other != card).collect();
        let step = all.len().div_ceil(HELD_AGAINST / 2).max(1);
        asked.extend(all.into_iter().step_by(step));
        asked.sort_unstable();
        asked.dedup();
        if asked.is_empty() {
            return 1.0;
        }
        let chance = |other: &u32| {
            self.chance_across(card, *other).unwrap_or_else(|| {
                let measures = self.measures(card, *other);
                self.event_chance(&measures).max(self.story_chance(&measures))
            })
        };
        asked.iter().map(chance).sum::<f32>() / asked.len() as f32
    }

    /// The story next in line for a card.
    fn second(&self, card: u32, here: u32) -> Option<StandsBy> {
        let mut nearest: BTreeMap<u32, u32> = BTreeMap::new();
        for (other, _) in self.near[card as usize].iter() {
            if let Some(story) = self.story_of(other).filter(|story| *story != here) {
                nearest.entry(story).or_insert(other);
            }
        }
        let mut best: Option<StandsBy> = None;
        for (story, other) in nearest {
            let chance = self.chance_in(card, story);
            if let Some(group) = &self.stories[story as usize]
                && best.is_none_or(|best| chance > best.chance)
            {
                let article = self.entries[self.owners[other as usize] as usize].id;
                best = Some(StandsBy { story: group.id, article, chance });
            }
        }
        best
    }
}
