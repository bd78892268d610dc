//! The desk: takes articles one by one, places each in an event and a story, and keeps those for as long as they live.

use super::card::Card;
use super::config::ClusterConfig;
use super::lexicon::Lexicon;
use super::likeness::Asked;
use super::meanings::Meanings;
use super::near::{Near, Seat};
use super::people::People;
use super::shelf::{Scratch, Shelf};
use super::weights::Weights;
use super::why::Surfaces;
use crate::model::{Analysis, Article, ArticleId, Change, Changed, EventId, StoryId, Timestamp};
use crate::text::hash::key64;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::collections::{BTreeMap, BTreeSet};

/// No entry, no event, no time.
pub(super) const NONE: u32 = u32::MAX;
pub(super) const NO_TIME: i64 = i64::MIN;

/// What the desk knows about an article it took.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub id: ArticleId,
    /// Publication in seconds since 1970, or [`NO_TIME`].
    pub at: i64,
    /// The original's entry, where this is a copy; else [`NONE`].
    pub copy_of: u32,
    /// Its card; a copy has its original's.
    pub card: u32,
    /// Key of the outlet's domain.
    pub domain: u32,
    /// Key of the outlet's publisher, 0 where there is none.
    pub publisher: u32,
    /// Key of the agency it credits, 0 where there is none.
    pub agency: u32,
}

/// Numbers, mostly one or two: there are nearly as many events and stories as articles.
pub(super) type Few = SmallVec<[u32; 4]>;

/// Cards that tell one event.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EventGroup {
    pub id: EventId,
    pub cards: Few,
    /// Its story: a place in the list of stories.
    pub story: u32,
}

/// Events that are one running story.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StoryGroup {
    pub id: StoryId,
    /// Places in the list of events.
    pub events: Few,
    /// Its newest article in seconds since 1970, or [`NO_TIME`].
    pub newest: i64,
    /// How many stories had begun before it.
    pub born: u64,
    /// Its cards when it was last linked anew.
    pub looked: u32,
}

/// Where an article was placed, as the desk saw it at that moment. Tending may see it otherwise later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The event.
    pub event: EventId,
    /// The running story.
    pub story: StoryId,
    /// The article that it reprints.
    pub copy_of: Option<ArticleId>,
    /// Why it is there, in a few words; empty where it opened a story.
    pub why: String,
}

/// Open stories, and what is needed to place the next article. See `flow::Desk` for how it is used.
#[derive(Clone, Debug)]
pub struct Desk {
    pub(super) config: ClusterConfig,
    pub(super) weights: Weights,
    pub(super) lexicon: Lexicon,
    pub(super) surfaces: Surfaces,
    pub(super) shelf: Shelf,
    pub(super) scratch: Scratch,
    /// The card that others are held against.
    pub(super) asked: Asked,
    pub(super) entries: Vec<Entry>,
    /// Entries of copies by card, ascending.
    pub(super) copies: FxHashMap<u32, Few>,
    /// Entries by the first half of their id.
    pub(super) numbers: FxHashMap<u64, u32>,
    /// The card's own article: an entry.
    pub(super) owners: Vec<u32>,
    pub(super) cards: Vec<Card>,
    pub(super) near: Vec<Near>,
    /// The event of each card: a place in the list of events, or [`NONE`] before it is placed.
    pub(super) event_of: Vec<u32>,
    /// Events and stories; places that became free are filled again, the last one first.
    pub(super) events: Vec<Option<EventGroup>>,
    pub(super) stories: Vec<Option<StoryGroup>>,
    pub(super) free_events: Vec<u32>,
    pub(super) free_stories: Vec<u32>,
    pub(super) by_id: FxHashMap<StoryId, u32>,
    /// Former names of stories, and the names that they have now.
    pub(super) aliases: BTreeMap<StoryId, StoryId>,
    /// The same the other way round.
    pub(super) former: FxHashMap<StoryId, Vec<StoryId>>,
    pub(super) born: u64,
    /// Cards that came since the desk was last tended.
    pub(super) touched: BTreeSet<u32>,
    /// Closed stories that are still known: when they were closed, and their articles by the first half of the id.
    pub(super) closed: BTreeMap<StoryId, (i64, Vec<u64>)>,
    pub(super) closed_of: FxHashMap<u64, StoryId>,
    pub(super) people: People,
    pub(super) meanings: Meanings,
    /// The time that tending was told last.
    pub(super) clock: i64,
    /// The time that changes are recorded with now.
    pub(super) stamp: i64,
    pub(super) changes: Vec<Change>,
    pub(super) seq: u64,
}

impl Desk {
    /// An empty desk.
    pub fn new(config: ClusterConfig) -> Self {
        Self::with_weights(config, Weights::learned())
    }

    /// An empty desk with weights of one's own.
    pub fn with_weights(config: ClusterConfig, weights: Weights) -> Self {
        Self {
            config,
            weights,
            lexicon: Lexicon::default(),
            surfaces: Surfaces::default(),
            shelf: Shelf::default(),
            scratch: Scratch::default(),
            asked: Asked::default(),
            entries: Vec::new(),
            copies: FxHashMap::default(),
            numbers: FxHashMap::default(),
            owners: Vec::new(),
            cards: Vec::new(),
            near: Vec::new(),
            event_of: Vec::new(),
            events: Vec::new(),
            stories: Vec::new(),
            free_events: Vec::new(),
            free_stories: Vec::new(),
            by_id: FxHashMap::default(),
            aliases: BTreeMap::new(),
            former: FxHashMap::default(),
            born: 0,
            touched: BTreeSet::new(),
            closed: BTreeMap::new(),
            closed_of: FxHashMap::default(),
            people: People::default(),
            meanings: Meanings::default(),
            clock: NO_TIME,
            stamp: NO_TIME,
            changes: Vec::new(),
            seq: 0,
        }
    }

    /// How many articles are on the desk; those of closed stories are not.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether the desk has the article, in an open story.
    pub fn has(&self, article: ArticleId) -> bool {
        self.number(article).is_some()
    }

    /// Whether the article is on the desk or in a closed story that is still known.
    pub fn knows(&self, article: ArticleId) -> bool {
        self.has(article) || self.closed_of.contains_key(&half(article))
    }

    /// Takes an article in the order of arrival and places it. `copy_of` is the article that it reprints, if one is
    /// known; a copy stands where its original stands. An article taken before is not taken again.
    pub fn add(&mut self, article: &Article, analysis: &Analysis, copy_of: Option<ArticleId>) -> Placement {
        if let Some(entry) = self.number(article.id) {
            return self.placement(entry);
        }
        let at = article.published.map(|published| published.order().as_second());
        self.stamp = at.unwrap_or(self.clock);
        if let Some(root) = copy_of.and_then(|id| self.root(id)) {
            let entry = self.enter(article, root, self.entries[root as usize].card);
            if let Some(story) = self.story_of(self.entries[root as usize].card) {
                self.touch(story, at);
                let what = Changed::Copied { article: article.id, original: self.entries[root as usize].id };
                self.record(story, what, "the same text".to_owned());
            }
            return self.placement(entry);
        }
        let card = self.put(article, analysis);
        let decision = self.decide(card);
        for (other, likeness) in decision.near.iter() {
            self.near[other as usize].offer(card, likeness);
        }
        self.near[card as usize] = decision.near;
        let entry = self.owners[card as usize];
        let late = copy_of.and_then(|id| self.reopened(id));
        let (event, story) = if late.is_some() { (None, late) } else { (decision.event, decision.story) };
        let opened = story.is_none();
        let story = self.join(card, event, story);
        self.touched.insert(card);
        self.touch(story, at);
        let placement = self.placement(entry);
        if opened {
            self.record(story, Changed::Born { article: article.id }, String::new());
        } else {
            let why = if late.is_some() { "the same text".to_owned() } else { placement.why.clone() };
            self.record(story, Changed::Joined { article: article.id }, why);
        }
        placement
    }

    /// Takes an article without placing it: [`Desk::settle`] places all at once.
    pub fn take(&mut self, article: &Article, analysis: &Analysis, copy_of: Option<ArticleId>) {
        if self.number(article.id).is_some() {
            return;
        }
        match copy_of.and_then(|id| self.root(id)) {
            Some(root) => {
                self.enter(article, root, self.entries[root as usize].card);
            }
            None => {
                self.put(article, analysis);
            }
        }
    }

    /// Takes the changes recorded since they were last taken.
    pub fn take_changes(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.changes)
    }

    /// The story that has this id now, or had it once; `None` for one that is not known, or no longer.
    pub fn resolve(&self, id: StoryId) -> Option<StoryId> {
        let mut id = id;
        // Aliases are kept flat, so two steps are enough.
        for _ in 0..4 {
            if self.by_id.contains_key(&id) || self.closed.contains_key(&id) {
                return Some(id);
            }
            id = *self.aliases.get(&id)?;
        }
        None
    }

    /// Former ids of stories with the ids that they have now.
    pub fn aliases(&self) -> &BTreeMap<StoryId, StoryId> {
        &self.aliases
    }

    /// Where an article on the desk stands now.
    pub fn where_is(&self, article: ArticleId) -> Option<Placement> {
        self.number(article)
            .filter(|entry| self.event_of[self.entries[*entry as usize].card as usize] != NONE)
            .map(|entry| self.placement(entry))
    }

    /// The entry of an article.
    pub(super) fn number(&self, article: ArticleId) -> Option<u32> {
        self.numbers.get(&half(article)).copied().filter(|entry| self.entries[*entry as usize].id == article)
    }

    /// The entry of the original that an article is or reprints.
    pub(super) fn root(&self, article: ArticleId) -> Option<u32> {
        let entry = self.number(article)?;
        let root = self.entries[entry as usize].copy_of;
        let root = if root == NONE { entry } else { root };
        (!self.cards[self.entries[root as usize].card as usize].is_gone()).then_some(root)
    }

    /// Counts an article, keeps its card and puts it on the shelf.
    fn put(&mut self, article: &Article, analysis: &Analysis) -> u32 {
        let number = self.cards.len() as u32;
        let (card, mentions) = Card::count(article, analysis, self.config.terms_kept, &mut self.lexicon);
        self.surfaces.keep(article, analysis, &card, &mentions);
        self.meanings.keep(number, article.embedding.as_ref());
        self.cards.push(card);
        self.near.push(Near::default());
        self.event_of.push(NONE);
        self.owners.push(self.entries.len() as u32);
        self.enter(article, NONE, number);
        number
    }

    fn enter(&mut self, article: &Article, copy_of: u32, card: u32) -> u32 {
        let number = self.entries.len() as u32;
        self.numbers.insert(half(article.id), number);
        if copy_of != NONE {
            self.copies.entry(card).or_default().push(number);
        }
        self.entries.push(Entry {
            id: article.id,
            at: article.published.map_or(NO_TIME, |published| published.order().as_second()),
            copy_of,
            card,
            domain: (key64(&article.outlet.domain) >> 32) as u32,
            publisher: super::credit::publisher(&article.outlet.domain),
            agency: super::credit::agency(article.agency.as_deref()),
        });
        number
    }

    /// Puts a card into an event, or else into a new event of a story, or else into a new story. Gives the story.
    fn join(&mut self, card: u32, event: Option<u32>, story: Option<u32>) -> u32 {
        let first = self.entries[self.owners[card as usize] as usize].id;
        if let Some((at, event)) = event.and_then(|at| Some((at, self.events[at as usize].as_mut()?))) {
            event.cards.push(card);
            self.event_of[card as usize] = at;
            return event.story;
        }
        let story = story.unwrap_or_else(|| {
            let id = self.fresh_story_id(first);
            self.new_story(id)
        });
        let group = EventGroup {
            id: EventId::of(&[first.to_string().as_bytes()]),
            cards: Few::from_slice(&[card]),
            story,
        };
        let event = self.new_event(group);
        self.event_of[card as usize] = event;
        if let Some(story) = &mut self.stories[story as usize] {
            story.events.push(event);
        }
        story
    }

    pub(super) fn new_event(&mut self, group: EventGroup) -> u32 {
        fill(&mut self.events, &mut self.free_events, group)
    }

    pub(super) fn new_story(&mut self, id: StoryId) -> u32 {
        if let Some(now) = self.aliases.remove(&id)
            && let Some(former) = self.former.get_mut(&now)
        {
            former.retain(|name| *name != id);
        }
        self.born += 1;
        let group = StoryGroup { id, events: Few::new(), newest: NO_TIME, born: self.born, looked: 0 };
        let place = fill(&mut self.stories, &mut self.free_stories, group);
        self.by_id.insert(id, place);
        place
    }

    /// The id of a story that begins with an article: made from it, and from a count where a living story has that id.
    pub(super) fn fresh_story_id(&self, first: ArticleId) -> StoryId {
        let text = first.to_string();
        let taken = |id: &StoryId| self.by_id.contains_key(id) || self.closed.contains_key(id);
        let mut id = StoryId::of(&[text.as_bytes()]);
        let mut count = 1u32;
        while taken(&id) {
            count += 1;
            id = StoryId::of(&[text.as_bytes(), &count.to_le_bytes()]);
        }
        id
    }

    /// A story took something.
    fn touch(&mut self, story: u32, at: Option<i64>) {
        if let Some(group) = &mut self.stories[story as usize] {
            group.newest = group.newest.max(at.unwrap_or(NO_TIME)).max(self.clock);
        }
    }

    pub(super) fn record(&mut self, story: u32, what: Changed, why: String) {
        let Some(id) = self.stories[story as usize].as_ref().map(|story| story.id) else { return };
        self.record_of(id, what, why);
    }

    pub(super) fn record_of(&mut self, story: StoryId, what: Changed, why: String) {
        self.seq += 1;
        let at = time(self.stamp);
        self.changes.push(Change { seq: self.seq, at, story, what, why });
    }

    fn placement(&self, entry: u32) -> Placement {
        let it = &self.entries[entry as usize];
        let event = self.events.get(self.event_of[it.card as usize] as usize).and_then(Option::as_ref);
        let story = self.story_of(it.card).and_then(|story| self.stories[story as usize].as_ref());
        let text = it.id.to_string();
        Placement {
            event: event.map_or_else(|| EventId::of(&[text.as_bytes()]), |event| event.id),
            story: story
                .map(|story| story.id)
                .or_else(|| self.closed_of.get(&half(it.id)).copied())
                .unwrap_or_else(|| StoryId::of(&[text.as_bytes()])),
            copy_of: (it.copy_of != NONE).then(|| self.entries[it.copy_of as usize].id),
            why: self.why_here(entry),
        }
    }

    /// The place of a card's story.
    pub(super) fn story_of(&self, card: u32) -> Option<u32> {
        Some(self.events.get(self.event_of[card as usize] as usize)?.as_ref()?.story)
    }

    /// The cards of a story, event by event.
    pub(super) fn cards_of(&self, story: u32) -> impl Iterator<Item = u32> + '_ {
        let events = self.stories[story as usize].iter().flat_map(|story| &story.events);
        events
            .filter_map(|event| self.events[*event as usize].as_ref())
            .flat_map(|event| event.cards.iter().copied())
    }

    pub(super) fn seat(&self, number: u32) -> Seat<'_> {
        Seat::new(number, &self.cards[number as usize], &self.near[number as usize])
    }

    pub(super) fn event_cut(&self) -> f32 {
        self.config.event_cut.unwrap_or(self.weights.event_cut)
    }

    pub(super) fn story_cut(&self) -> f32 {
        self.config.story_cut.unwrap_or_else(|| self.weights.story_cut.among(self.cards.len()))
    }

    /// The article from which a group has its id: the earliest.
    pub(super) fn first(&self, cards: &[u32]) -> ArticleId {
        let of = |card: &u32| &self.entries[self.owners[*card as usize] as usize];
        let earliest = cards.iter().map(of).min_by_key(|entry| (entry.at == NO_TIME, entry.at, entry.id));
        earliest.map_or_else(|| ArticleId::of(&[]), |entry| entry.id)
    }
}

/// Entries of copies by card.
pub(super) fn copies_among(entries: &[Entry]) -> FxHashMap<u32, Few> {
    let mut copies: FxHashMap<u32, Few> = FxHashMap::default();
    for (number, entry) in (0..).zip(entries).filter(|(_, entry)| entry.copy_of != NONE) {
        copies.entry(entry.card).or_default().push(number);
    }
    copies
}

/// The first half of an article's id, by which it is looked up.
pub(super) fn half(article: ArticleId) -> u64 {
    (article.bits() >> 64) as u64
}

/// A time from its stored form.
pub(super) fn time(at: i64) -> Option<Timestamp> {
    if at == NO_TIME { None } else { Timestamp::from_second(at).ok() }
}

/// Puts something into a free place, or a new one.
fn fill<T>(places: &mut Vec<Option<T>>, free: &mut Vec<u32>, it: T) -> u32 {
    match free.pop() {
        Some(place) => {
            places[place as usize] = Some(it);
            place
        }
        None => {
            places.push(Some(it));
            places.len() as u32 - 1
        }
    }
}

#[cfg(test)]
mod tests;
