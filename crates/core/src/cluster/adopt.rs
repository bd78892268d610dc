//! New groups in place of old ones: who keeps which id, and what changed.

use super::desk::{Desk, EventGroup, Few, NO_TIME, NONE};
use crate::model::{ArticleId, Changed, EventId, StoryId};
use std::collections::BTreeMap;

impl Desk {
    /// Puts new groups in place of the stories that their cards were in. `events` and `stories` hold the same cards; each
    /// event lies in one story; a story that loses a card to them is among them with all of its cards.
    ///
    /// An id goes where most of the cards of its group went; where several meet, the oldest story's stays and the others become
    /// aliases of it. What gets none is named after its first article.
    pub(super) fn adopt(&mut self, events: Vec<Vec<u32>>, stories: Vec<Vec<u32>>) {
        let old_story: Vec<Vec<u32>> = stories
            .iter()
            .map(|cards| cards.iter().map(|card| self.story_of(*card).unwrap_or(NONE)).collect())
            .collect();
        let old_event: Vec<Vec<u32>> = events
            .iter()
            .map(|cards| cards.iter().map(|card| self.event_of[*card as usize]).collect())
            .collect();
        // Ids of events before their places are freed.
        let event_ids = self.kept_event_ids(&events, &old_event);
        let mut claims: Vec<Vec<u32>> = vec![Vec::new(); stories.len()];
        for (old, new) in heirs(&old_story) {
            claims[new].push(old);
        }
        let mut gone: BTreeMap<u32, StoryId> = BTreeMap::new();
        for old in old_story.iter().flatten().filter(|old| **old != NONE) {
            if let Some(story) = self.stories[*old as usize].as_ref() {
                gone.insert(*old, story.id);
            }
        }
        // The oldest of those that meet stays: links to it are older.
        let mut places = vec![NONE; stories.len()];
        let mut absorbed: Vec<(u32, StoryId, usize)> = Vec::new();
        for (new, claims) in claims.iter().enumerate() {
            let born = |old: &u32| self.stories[*old as usize].as_ref().map_or(u64::MAX, |story| story.born);
            let Some(kept) = claims.iter().copied().min_by_key(born) else { continue };
            places[new] = kept;
            for old in claims.iter().filter(|old| **old != kept) {
                if let Some(id) = gone.get(old) {
                    absorbed.push((*old, *id, new));
                }
            }
        }
        for old in gone.keys() {
            let story = self.stories[*old as usize].as_mut();
            for event in story.map(|story| std::mem::take(&mut story.events)).unwrap_or_default() {
                self.events[event as usize] = None;
                self.free_events.push(event);
            }
        }
        // Freed in an order that does not depend on how they were found.
        self.free_events.sort_unstable_by(|a, b| b.cmp(a));
        let mut begun: Vec<bool> = vec![false; stories.len()];
        for (new, cards) in stories.iter().enumerate() {
            if places[new] == NONE {
                let id = self.fresh_story_id(self.first(cards));
                places[new] = self.new_story(id);
                begun[new] = true;
            }
        }
        self.place_events(events, event_ids, &stories, &places);
        for (new, cards) in stories.iter().enumerate() {
            self.tell_moves(cards, &old_story[new], places[new], begun[new], &gone, &claims[new]);
        }
        for (old, id, new) in absorbed {
            self.stories[old as usize] = None;
            self.free_stories.push(old);
            self.by_id.remove(&id);
            self.rename(id, places[new]);
            self.record(places[new], Changed::Merged { from: id }, String::new());
        }
        self.free_stories.sort_unstable_by(|a, b| b.cmp(a));
    }

    /// Makes `id` another name of the story at `place`.
    pub(super) fn rename(&mut self, id: StoryId, place: u32) {
        let Some(now) = self.stories[place as usize].as_ref().map(|story| story.id) else { return };
        let mut names = self.former.remove(&id).unwrap_or_default();
        names.push(id);
        self.aliases.extend(names.iter().map(|name| (*name, now)));
        self.former.entry(now).or_default().extend(names);
    }

    /// The id that each new event takes over, if any.
    fn kept_event_ids(&self, events: &[Vec<u32>], old: &[Vec<u32>]) -> Vec<Option<EventId>> {
        let mut kept: Vec<Option<EventId>> = vec![None; events.len()];
        for (old, new) in heirs(old) {
            let id = self.events[old as usize].as_ref().map(|event| event.id);
            // Of several that meet, the first made stays; places are filled in order, near enough.
            kept[new] = kept[new].or(id);
        }
        kept
    }

    fn place_events(
        &mut self,
        events: Vec<Vec<u32>>,
        ids: Vec<Option<EventId>>,
        stories: &[Vec<u32>],
        places: &[u32],
    ) {
        let mut story_of: BTreeMap<u32, u32> = BTreeMap::new();
        for (cards, place) in stories.iter().zip(places) {
            story_of.extend(cards.iter().map(|card| (*card, *place)));
        }
        let mut newest: BTreeMap<u32, i64> = BTreeMap::new();
        let mut used: std::collections::BTreeSet<EventId> = ids.iter().flatten().copied().collect();
        for (cards, id) in events.into_iter().zip(ids) {
            let Some(story) = cards.first().and_then(|card| story_of.get(card)).copied() else { continue };
            let id = id.unwrap_or_else(|| {
                let text = self.first(&cards).to_string();
                let mut id = EventId::of(&[text.as_bytes()]);
                let mut count = 1u32;
                while used.contains(&id) {
                    count += 1;
                    id = EventId::of(&[text.as_bytes(), &count.to_le_bytes()]);
                }
                used.insert(id);
                id
            });
            let at = cards.iter().map(|card| self.entries[self.owners[*card as usize] as usize].at).max();
            let latest = newest.entry(story).or_insert(NO_TIME);
            *latest = (*latest).max(at.unwrap_or(NO_TIME));
            let event = self.new_event(EventGroup { id, cards: Few::from_slice(&cards), story });
            if let Some(group) = &self.events[event as usize] {
                for card in &group.cards {
                    self.event_of[*card as usize] = event;
                }
            }
            if let Some(story) = &mut self.stories[story as usize] {
                story.events.push(event);
            }
        }
        for (story, newest) in newest {
            if let Some(story) = &mut self.stories[story as usize] {
                story.newest = story.newest.max(newest);
            }
        }
    }

    /// Records how the cards of a new story came there.
    fn tell_moves(
        &mut self,
        cards: &[u32],
        old: &[u32],
        place: u32,
        begun: bool,
        gone: &BTreeMap<u32, StoryId>,
        claims: &[u32],
    ) {
        let mut came: BTreeMap<u32, StoryId> = BTreeMap::new();
        for (card, old) in cards.iter().zip(old) {
            if *old != NONE
                && !claims.contains(old)
                && let Some(id) = gone.get(old)
            {
                came.insert(*card, *id);
            }
        }
        if came.is_empty() {
            return;
        }
        // Copies go with their originals, and are told of as well.
        let mut from: BTreeMap<StoryId, Vec<ArticleId>> = BTreeMap::new();
        let mut entries: Vec<(u32, StoryId)> =
            came.iter().flat_map(|(card, id)| self.entries_of(*card).map(|entry| (entry, *id))).collect();
        entries.sort_unstable();
        for (entry, id) in entries {
            from.entry(id).or_default().push(self.entries[entry as usize].id);
        }
        // A story made of parts of several is told as split off the one that gave most, and the others' articles as moved.
        let mut most = None;
        if begun {
            most = from
                .iter()
                .max_by_key(|(id, articles)| (articles.len(), std::cmp::Reverse(**id)))
                .map(|(id, _)| *id);
        }
        if let Some(id) = most {
            let articles = from.remove(&id).unwrap_or_default();
            self.record(place, Changed::Split { from: id, articles }, String::new());
        }
        for (from, articles) in from {
            for article in articles {
                self.record(place, Changed::Moved { article, from }, String::new());
            }
        }
    }
}

/// For each old group that appears, the new one that has most of it; the first among equals.
fn heirs(old: &[Vec<u32>]) -> Vec<(u32, usize)> {
    let mut counts: BTreeMap<(u32, usize), u32> = BTreeMap::new();
    for (new, old) in old.iter().enumerate() {
        for old in old.iter().filter(|old| **old != NONE) {
            *counts.entry((*old, new)).or_default() += 1;
        }
    }
    let mut best: BTreeMap<u32, (u32, usize)> = BTreeMap::new();
    for ((old, new), count) in counts {
        let entry = best.entry(old).or_insert((count, new));
        if count > entry.0 {
            *entry = (count, new);
        }
    }
    best.into_iter().map(|(old, (_, new))| (old, new)).collect()
}
