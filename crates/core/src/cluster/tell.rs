//! The desk's stories as the rest of the program sees them.

use super::desk::{Desk, Group};
use crate::model::{ArticleId, Event, Member, Story, Timestamp};
use std::collections::BTreeMap;

type Order = (bool, Option<Timestamp>, ArticleId);

impl Desk {
    /// All stories with their events and members: members in time order, undated ones last, events by their first
    /// member, stories by theirs. The order depends on the articles alone.
    pub fn stories(&self) -> Vec<Story> {
        let mut by_event: BTreeMap<u32, Vec<(Order, Member)>> = BTreeMap::new();
        for (number, entry) in self.entries.iter().enumerate() {
            let member = Member {
                article: entry.id,
                copy_of: entry.copy_of.map(|root| self.entries[root as usize].id),
                at: entry.at,
                why: self.why_here(number as u32),
            };
            let order = (entry.at.is_none(), entry.at, entry.id);
            by_event.entry(self.event_of[entry.card as usize]).or_default().push((order, member));
        }
        let mut by_story: BTreeMap<u32, Vec<(Order, Event)>> = BTreeMap::new();
        for (event, mut members) in by_event {
            members.sort_by_key(|(order, _)| *order);
            let group: &Group = &self.events[event as usize];
            let Some(home) = group.cards.first().map(|card| self.story_of[*card as usize]) else { continue };
            let order = members[0].0;
            let members = members.into_iter().map(|(_, member)| member).collect();
            by_story.entry(home).or_default().push((order, Event { id: self.event_id(group), members }));
        }
        let mut stories: Vec<(Order, Story)> = Vec::new();
        for (story, mut events) in by_story {
            events.sort_by_key(|(order, _)| *order);
            let order = events[0].0;
            let id = self.story_id(&self.stories[story as usize]);
            let mut events: Vec<Event> = events.into_iter().map(|(_, event)| event).collect();
            // The first is what the others are held against.
            if let Some(first) = events.first_mut().and_then(|event| event.members.first_mut()) {
                first.why.clear();
            }
            stories.push((order, Story { id, events }));
        }
        stories.sort_by_key(|(order, _)| *order);
        stories.into_iter().map(|(_, story)| story).collect()
    }
}
