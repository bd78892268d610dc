//! Tending: what was touched is looked at again, what is quiet is closed, what is closed is forgotten in the end.

use super::card::Card;
use super::desk::{Desk, Entry, NO_TIME, NONE, copies_among, half};
use super::near::{Measures, Near, strangers};
use super::settle::both;
use super::shelf::Shelf;
use super::trees::{Abreast, LANES, Trees};
use crate::model::{ArticleId, Changed, StoryId, Timestamp};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Cards that are linked anew at a time at most; more stay as they are.
const SCOPE: usize = 600;
/// Neighbors in other stories that a new article is asked about, and the chance from which their story is in question.
const DOUBTED: usize = 4;
const DOUBT: f32 = 0.35;
/// Windows after which a closed story is forgotten.
const REMEMBERED: i64 = 4;

impl Desk {
    /// Looks again at the stories that took something since the last time, and at those that the new articles may belong to
    /// as well: late merges and splits. Then closes the stories that were quiet for longer than the window at `now`, if that is told.
    /// Costs time for what was touched, not for all there is, but for one look at each story's newest time.
    pub fn tend(&mut self, now: Option<Timestamp>) {
        if let Some(now) = now {
            self.clock = self.clock.max(now.as_second());
        }
        self.stamp = self.clock;
        let before = self.clock.saturating_sub(self.window());
        for card in self.touched.clone() {
            // What is dated long ago is news all the same on the day on which it comes.
            let story = self.story_of(card).and_then(|story| self.stories[story as usize].as_mut());
            if let Some(story) = story.filter(|story| story.newest < before) {
                story.newest = self.clock;
            }
        }
        for scope in self.in_question() {
            self.relink(&scope);
        }
        if now.is_some() {
            self.close_quiet();
        }
    }

    /// Stories to be linked anew, each set by itself: those that a new article stands between, and those that grew much.
    fn in_question(&mut self) -> Vec<BTreeSet<u32>> {
        let touched = std::mem::take(&mut self.touched);
        let mut doubts = self.doubts(&touched).into_iter().peekable();
        let mut sets: Vec<BTreeSet<u32>> = Vec::new();
        for card in touched {
            let Some(here) = self.story_of(card) else { continue };
            let mut set = BTreeSet::from([here]);
            let across = self.met_across(card).into_iter().filter_map(|other| self.story_of(other));
            set.extend(across);
            while let Some((_, other)) = doubts.next_if(|(doubted, _)| *doubted == card) {
                set.extend(self.story_of(other));
            }
            let size = self.cards_of(here).count() as u32;
            let looked = self.stories[here as usize].as_ref().map_or(size, |story| story.looked);
            if set.len() > 1 || (size > 2 && size * 3 >= looked * 4) {
                let (met, apart): (Vec<_>, Vec<_>) =
                    sets.into_iter().partition(|other: &BTreeSet<u32>| !other.is_disjoint(&set));
                sets = apart;
                set.extend(met.into_iter().flatten());
                sets.push(set);
            }
        }
        sets
    }

    /// Cards with neighbors in other stories that they may as well belong with, card by card.
    fn doubts(&self, cards: &BTreeSet<u32>) -> Vec<(u32, u32)> {
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for card in cards {
            let here = self.story_of(*card);
            let near = self.near[*card as usize].iter().map(|(other, _)| other);
            let elsewhere =
                near.filter(|other| self.story_of(*other).is_some_and(|story| here != Some(story)));
            pairs.extend(elsewhere.take(DOUBTED).map(|other| (*card, other)).filter(|_| here.is_some()));
        }
        let doubtful = |(card, other): &(u32, u32)| {
            let measures = self.measures(*card, *other);
            (!strangers(&measures)).then_some(((*card, *other), measures))
        };
        let mut found = Vec::new();
        for pairs in pairs.chunks(LANES) {
            let open: Vec<((u32, u32), Measures)> = pairs.iter().filter_map(doubtful).collect();
            let abreast = Abreast::of(open.iter().map(|(_, measures)| measures));
            let stories = self.weights.story.log_odds_of(&abreast);
            for ((pair, measures), story) in open.iter().zip(stories) {
                if Trees::chance_of(story) >= DOUBT
                    || Trees::chance_of(both(f32::INFINITY, || story)) >= DOUBT
                        && self.event_chance(measures) >= DOUBT
                {
                    found.push(*pair);
                }
            }
        }
        found
    }

    fn relink(&mut self, scope: &BTreeSet<u32>) {
        let mut cards: Vec<u32> = scope.iter().flat_map(|story| self.cards_of(*story)).collect();
        if cards.len() < 2 || cards.len() > SCOPE {
            return;
        }
        cards.sort_unstable();
        for card in &cards {
            self.cards[*card as usize].weigh(&self.lexicon);
        }
        let mut edges: Vec<(u32, u32)> = Vec::new();
        for card in &cards {
            let near = self.near[*card as usize].iter().map(|(other, _)| other);
            let among = near.chain(self.met_across(*card)).filter(|other| cards.binary_search(other).is_ok());
            edges.extend(among.map(|other| (other.min(*card), other.max(*card))));
        }
        edges.sort_unstable();
        edges.dedup();
        let (events, stories) = self.linked_anew(&cards, &edges);
        self.adopt(events, stories);
        let stories: BTreeSet<u32> = cards.iter().filter_map(|card| self.story_of(*card)).collect();
        for place in stories {
            let size = self.cards_of(place).count() as u32;
            if let Some(story) = &mut self.stories[place as usize] {
                story.looked = size;
            }
        }
    }

    /// Closes what was quiet for longer than the window and forgets what was closed long ago.
    fn close_quiet(&mut self) {
        if self.config.window_days == 0 {
            return;
        }
        let window = self.window();
        let before = self.clock.saturating_sub(window);
        let mut quiet: Vec<(u64, u32)> = Vec::new();
        for (place, story) in self.stories.iter_mut().enumerate() {
            let Some(story) = story else { continue };
            // Counted from now where nothing is dated yet, or where something is dated ahead.
            if story.newest == NO_TIME || story.newest > self.clock {
                story.newest = self.clock;
            }
            if story.newest < before {
                quiet.push((story.born, place as u32));
            }
        }
        quiet.sort_unstable();
        for (_, place) in quiet {
            self.close(place);
        }
        let long_ago = self.clock.saturating_sub(REMEMBERED * window);
        let old: Vec<StoryId> =
            self.closed.iter().filter(|(_, (at, _))| *at < long_ago).map(|(id, _)| *id).collect();
        for id in old {
            for article in self.closed.remove(&id).into_iter().flat_map(|(_, articles)| articles) {
                self.closed_of.remove(&article);
            }
            for former in self.former.remove(&id).unwrap_or_default() {
                self.aliases.remove(&former);
            }
        }
        if self.cards.len() > 64
            && self.cards.iter().filter(|card| card.is_gone()).count() * 2 > self.cards.len()
        {
            self.compact();
        }
    }

    /// Seconds after which a quiet story closes.
    fn window(&self) -> i64 {
        i64::from(self.config.window_days) * 86_400
    }

    fn close(&mut self, place: u32) {
        self.record(place, Changed::Closed, String::new());
        let cards: Vec<u32> = self.cards_of(place).collect();
        let Some(story) = self.stories[place as usize].take() else { return };
        for event in story.events {
            self.events[event as usize] = None;
            self.free_events.push(event);
        }
        self.free_stories.push(place);
        self.by_id.remove(&story.id);
        let mut articles = Vec::new();
        for card in cards {
            self.event_of[card as usize] = NONE;
            self.cards[card as usize].go();
            self.near[card as usize] = Near::default();
            articles.push(half(self.entries[self.owners[card as usize] as usize].id));
        }
        for article in &articles {
            self.closed_of.insert(*article, story.id);
        }
        self.closed.insert(story.id, (self.clock, articles));
    }

    /// The story of an article that was closed, open again: without its former articles, which are history.
    pub(super) fn reopened(&mut self, article: ArticleId) -> Option<u32> {
        let id = self.closed_of.get(&half(article)).copied()?;
        let (_, articles) = self.closed.remove(&id)?;
        for article in articles {
            self.closed_of.remove(&article);
        }
        let place = self.new_story(id);
        self.record(place, Changed::Reopened, String::new());
        Some(place)
    }

    /// Drops what is left of closed articles: numbers everything anew in the same order.
    fn compact(&mut self) {
        let mut new_card = vec![NONE; self.cards.len()];
        let mut kept = 0;
        for (new, card) in new_card.iter_mut().zip(&self.cards) {
            if !card.is_gone() {
                *new = kept;
                kept += 1;
            }
        }
        let mut new_entry = vec![NONE; self.entries.len()];
        let mut entries: Vec<Entry> = Vec::new();
        let mut numbers = FxHashMap::default();
        for (number, entry) in std::mem::take(&mut self.entries).into_iter().enumerate() {
            let card = new_card[entry.card as usize];
            if card != NONE {
                new_entry[number] = entries.len() as u32;
                numbers.insert(half(entry.id), entries.len() as u32);
                let copy_of = new_entry.get(entry.copy_of as usize).copied().unwrap_or(NONE);
                entries.push(Entry { card, copy_of, ..entry });
            }
        }
        let alive: Vec<bool> = new_card.iter().map(|card| *card != NONE).collect();
        let keep = |number: usize| alive[number];
        let mut nth = 0..;
        self.cards.retain(|_| nth.next().is_some_and(keep));
        let mut nth = 0..;
        self.near.retain(|_| nth.next().is_some_and(keep));
        let mut nth = 0..;
        self.event_of.retain(|_| nth.next().is_some_and(keep));
        let mut nth = 0..;
        self.owners.retain(|_| nth.next().is_some_and(keep));
        for near in &mut self.near {
            near.renumber(&new_card);
        }
        for owner in &mut self.owners {
            *owner = new_entry[*owner as usize];
        }
        for card in self.events.iter_mut().flatten().flat_map(|event| &mut event.cards) {
            *card = new_card[*card as usize];
        }
        self.meanings.renumber(|card| new_card.get(card as usize).copied().filter(|new| *new != NONE));
        self.copies = copies_among(&entries);
        (self.entries, self.numbers) = (entries, numbers);
        self.surfaces.forget(&self.cards);
        self.reshelve();
    }

    /// Puts every card on an empty shelf, in order.
    pub(super) fn reshelve(&mut self) {
        self.shelf = Shelf::default();
        for (number, card) in self.cards.iter().enumerate().filter(|(_, card)| !card.is_gone()) {
            self.shelf.post(number as u32, card, &mut self.scratch);
        }
    }
}

impl Card {
    /// Drops what it is compared by.
    fn go(&mut self) {
        *self = Self::gone();
    }
}
