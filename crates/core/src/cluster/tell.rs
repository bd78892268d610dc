//! The desk's stories as the rest of the program sees them.

use super::desk::{Desk, NO_TIME, NONE, time};
use crate::model::{ArticleId, Event, Member, Story, StoryId};

/// Dated before undated, early before late.
type Order = (bool, i64, ArticleId);

impl Desk {
    /// All stories with their events and members: members in time order, undated ones last, events by their first
    /// member, stories by theirs. The order depends on the articles alone.
    pub fn stories(&self) -> Vec<Story> {
        let places = 0..self.stories.len() as u32;
        let mut stories: Vec<(Order, Story)> = places.filter_map(|place| self.told(place)).collect();
        stories.sort_by_key(|(order, _)| *order);
        stories.into_iter().map(|(_, story)| story).collect()
    }

    /// One open story, by an id that it has or had.
    pub fn story(&self, id: StoryId) -> Option<Story> {
        let place = self.by_id.get(&self.resolve(id)?)?;
        self.told(*place).map(|(_, story)| story)
    }

    /// The entries of a card: its own article, then its copies in the order of arrival.
    pub(super) fn entries_of(&self, card: u32) -> impl Iterator<Item = u32> + '_ {
        let copies = self.copies.get(&card).into_iter().flatten().copied();
        std::iter::once(self.owners[card as usize]).chain(copies)
    }

    fn told(&self, place: u32) -> Option<(Order, Story)> {
        let group = self.stories[place as usize].as_ref()?;
        let mut events: Vec<(Order, Event)> = Vec::with_capacity(group.events.len());
        for event in group.events.iter().filter_map(|event| self.events[*event as usize].as_ref()) {
            let mut entries: Vec<u32> = event.cards.iter().flat_map(|card| self.entries_of(*card)).collect();
            entries.sort_by_key(|entry| self.order(*entry));
            let order = self.order(*entries.first()?);
            let members = entries
                .into_iter()
                .map(|entry| {
                    let it = &self.entries[entry as usize];
                    Member {
                        article: it.id,
                        copy_of: (it.copy_of != NONE).then(|| self.entries[it.copy_of as usize].id),
                        at: time(it.at),
                        why: self.why_here(entry),
                    }
                })
                .collect();
            events.push((order, Event { id: event.id, members }));
        }
        events.sort_by_key(|(order, _)| *order);
        let order = events.first()?.0;
        let mut events: Vec<Event> = events.into_iter().map(|(_, event)| event).collect();
        // The first is what the others are held against.
        if let Some(first) = events.first_mut().and_then(|event| event.members.first_mut()) {
            first.why.clear();
        }
        Some((order, Story { id: group.id, events }))
    }

    pub(super) fn order(&self, entry: u32) -> Order {
        let it = &self.entries[entry as usize];
        (it.at == NO_TIME, it.at, it.id)
    }
}
