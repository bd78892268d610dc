//! The desk: takes articles one by one and places each in an event and a story.

use super::card::{Card, Draft};
use super::config::ClusterConfig;
use super::lexicon::Lexicon;
use super::likeness::Likeness;
use super::near::{Near, Seat, measure_with};
use super::shelf::Shelf;
use super::weights::Weights;
use super::why::{Surfaces, why};
use crate::model::{Analysis, Article, ArticleId, EventId, StoryId, Timestamp};
use crate::text::hash::key64;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Members of an event or story that a new article is held against, beyond those it met as candidates.
const HELD_AGAINST: usize = 8;

/// What the desk knows about an article it took.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub id: ArticleId,
    pub at: Option<Timestamp>,
    /// The original's entry, where this is a copy.
    pub copy_of: Option<u32>,
    /// Its card; a copy has its original's.
    pub card: u32,
    /// Key of the outlet's domain.
    pub domain: u64,
    /// Key of the outlet's publisher, 0 where there is none.
    pub publisher: u64,
    /// Key of the agency it credits, 0 where there is none.
    pub agency: u64,
}

/// Cards that tell one event, or one running story.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub cards: Vec<u32>,
}

/// Where an article was placed, as the desk saw it at that moment. Settling may see it otherwise later.
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

/// What was decided about an article and not yet done.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    near: Vec<(u32, f32)>,
    event: Option<u32>,
    story: Option<u32>,
}

/// Open stories, and what is needed to place the next article.
#[derive(Clone, Debug)]
pub struct Desk {
    pub(super) config: ClusterConfig,
    pub(super) weights: Weights,
    pub(super) lexicon: Lexicon,
    pub(super) surfaces: Surfaces,
    pub(super) shelf: Shelf,
    pub(super) entries: Vec<Entry>,
    pub(super) numbers: FxHashMap<ArticleId, u32>,
    /// The card's own article: an entry.
    pub(super) owners: Vec<u32>,
    pub(super) cards: Vec<Card>,
    pub(super) near: Vec<Near>,
    pub(super) events: Vec<Group>,
    pub(super) stories: Vec<Group>,
    pub(super) event_of: Vec<u32>,
    pub(super) story_of: Vec<u32>,
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
            entries: Vec::new(),
            numbers: FxHashMap::default(),
            owners: Vec::new(),
            cards: Vec::new(),
            near: Vec::new(),
            events: Vec::new(),
            stories: Vec::new(),
            event_of: Vec::new(),
            story_of: Vec::new(),
        }
    }

    /// How many articles the desk has taken.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has taken none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Takes an article in the order of arrival and places it. `copy_of` is the article that it reprints, if one is
    /// known; a copy stands where its original stands. An article taken before is not taken again.
    pub fn add(&mut self, article: &Article, analysis: &Analysis, copy_of: Option<ArticleId>) -> Placement {
        if let Some(entry) = self.numbers.get(&article.id) {
            return self.placement(*entry);
        }
        let original = copy_of.and_then(|id| self.numbers.get(&id)).copied();
        if let Some(original) = original {
            let root = self.entries[original as usize].copy_of.unwrap_or(original);
            let card = self.entries[root as usize].card;
            let entry = self.enter(article, Some(root), card);
            return self.placement(entry);
        }
        let draft = Draft::new(article, analysis);
        let decision = self.place(&draft);
        let entry = self.apply(article, analysis, &draft, decision);
        self.placement(entry)
    }

    /// Takes an article without placing it: [`Desk::settle`] places all at once.
    pub fn take(&mut self, article: &Article, analysis: &Analysis, copy_of: Option<ArticleId>) {
        if self.numbers.contains_key(&article.id) {
            return;
        }
        if let Some(original) = copy_of.and_then(|id| self.numbers.get(&id)).copied() {
            let root = self.entries[original as usize].copy_of.unwrap_or(original);
            self.enter(article, Some(root), self.entries[root as usize].card);
            return;
        }
        let draft = Draft::new(article, analysis);
        self.apply(article, analysis, &draft, Decision { near: Vec::new(), event: None, story: None });
    }

    /// Decides about an article; changes nothing.
    fn place(&self, draft: &Draft) -> Decision {
        let card = draft.read(self.config.terms_kept, &self.lexicon);
        let mut near: Vec<(u32, f32)> = Vec::new();
        let mut likes: BTreeMap<u32, Likeness> = BTreeMap::new();
        for other in self.shelf.candidates(&card, &self.lexicon, self.config.compared, None) {
            let like = Likeness::of(&card, &self.cards[other as usize], &self.lexicon);
            near.push((other, like.mix));
            likes.insert(other, like);
        }
        let mine = Near::of(near.clone());
        let me = Seat { number: u32::MAX, card: &card, near: &mine };
        let met: Vec<u32> = mine.iter().map(|(other, _)| other).collect();
        let mut chances: BTreeMap<(bool, u32), f32> = BTreeMap::new();
        let mut chance = |event: bool, other: u32| {
            *chances.entry((event, other)).or_insert_with(|| {
                let like = likes
                    .get(&other)
                    .copied()
                    .unwrap_or_else(|| Likeness::of(&card, &self.cards[other as usize], &self.lexicon));
                let measures = measure_with(me, self.seat(other), &like);
                let trees = if event { &self.weights.event } else { &self.weights.story };
                trees.chance(&measures)
            })
        };
        let mut best = |groups: &[Group], of: &[u32], cut: f32, event: bool| {
            let mut seen: Vec<u32> = Vec::new();
            let mut found: Option<(f32, u32)> = None;
            for other in &met {
                let group = of[*other as usize];
                if seen.contains(&group) {
                    continue;
                }
                seen.push(group);
                let members = &groups[group as usize].cards;
                let mut asked: Vec<u32> =
                    met.iter().copied().filter(|card| of[*card as usize] == group).collect();
                let mut sum: f32 = asked.iter().map(|card| chance(event, *card)).sum();
                // The members met are its nearest: where they say no, the others need not be asked.
                if sum / (asked.len() as f32) < cut {
                    continue;
                }
                let step = members.len().div_ceil(HELD_AGAINST).max(1);
                for member in members.iter().step_by(step) {
                    if !asked.contains(member) {
                        asked.push(*member);
                        sum += chance(event, *member);
                    }
                }
                let mean = sum / asked.len() as f32;
                if mean >= cut && found.is_none_or(|(best, _)| mean > best) {
                    found = Some((mean, group));
                }
            }
            found.map(|(_, group)| group)
        };
        let event = best(&self.events, &self.event_of, self.event_cut(), true);
        let story = match event {
            Some(event) => {
                self.events[event as usize].cards.first().map(|card| self.story_of[*card as usize])
            }
            None => best(&self.stories, &self.story_of, self.story_cut(), false),
        };
        Decision { near, event, story }
    }

    /// Does what was decided.
    fn apply(&mut self, article: &Article, analysis: &Analysis, draft: &Draft, decision: Decision) -> u32 {
        let number = self.cards.len() as u32;
        draft.count(&mut self.lexicon);
        let card = draft.read(self.config.terms_kept, &self.lexicon);
        self.surfaces.keep(article, analysis, &card, &self.lexicon);
        self.shelf.post(number, &card, &self.lexicon);
        self.cards.push(card);
        for (other, likeness) in &decision.near {
            self.near[*other as usize].offer(number, *likeness);
        }
        self.near.push(Near::of(decision.near));
        self.event_of.push(join(&mut self.events, decision.event, number));
        self.story_of.push(join(&mut self.stories, decision.story, number));
        self.owners.push(self.entries.len() as u32);
        self.enter(article, None, number)
    }

    fn enter(&mut self, article: &Article, copy_of: Option<u32>, card: u32) -> u32 {
        let number = self.entries.len() as u32;
        self.numbers.insert(article.id, number);
        self.entries.push(Entry {
            id: article.id,
            at: article.published.map(|published| published.order()),
            copy_of,
            card,
            domain: key64(&article.outlet.domain),
            publisher: super::independent::publisher(&article.outlet.domain),
            agency: super::independent::agency(article.agency.as_deref()),
        });
        number
    }

    fn placement(&self, entry: u32) -> Placement {
        let it = &self.entries[entry as usize];
        Placement {
            event: self.event_id(&self.events[self.event_of[it.card as usize] as usize]),
            story: self.story_id(&self.stories[self.story_of[it.card as usize] as usize]),
            copy_of: it.copy_of.map(|root| self.entries[root as usize].id),
            why: self.why_here(entry),
        }
    }

    /// Why an article is in its event, or else in its story; empty where it stands alone.
    pub(super) fn why_here(&self, entry: u32) -> String {
        let it = &self.entries[entry as usize];
        if it.copy_of.is_some() {
            return "the same text".to_owned();
        }
        let card = it.card;
        let together = |of: &[u32]| {
            let home = of[card as usize];
            self.near[card as usize].iter().map(|(other, _)| other).find(|other| of[*other as usize] == home)
        };
        let Some(other) = together(&self.event_of).or_else(|| together(&self.story_of)) else {
            return String::new();
        };
        why(&self.cards[card as usize], &self.cards[other as usize], &self.lexicon, &self.surfaces)
    }

    pub(super) fn seat(&self, number: u32) -> Seat<'_> {
        Seat { number, card: &self.cards[number as usize], near: &self.near[number as usize] }
    }

    pub(super) fn event_cut(&self) -> f32 {
        self.config.event_cut.unwrap_or(self.weights.event_cut)
    }

    pub(super) fn story_cut(&self) -> f32 {
        self.config.story_cut.unwrap_or(self.weights.story_cut)
    }

    /// The article from which a group has its id: the earliest.
    pub(super) fn first(&self, group: &Group) -> ArticleId {
        let of = |card: &u32| &self.entries[self.owners[*card as usize] as usize];
        let earliest =
            group.cards.iter().map(of).min_by_key(|entry| (entry.at.is_none(), entry.at, entry.id));
        earliest.map_or_else(|| ArticleId::of(&[]), |entry| entry.id)
    }

    pub(super) fn event_id(&self, group: &Group) -> EventId {
        EventId::of(&[self.first(group).to_string().as_bytes()])
    }

    pub(super) fn story_id(&self, group: &Group) -> StoryId {
        StoryId::of(&[self.first(group).to_string().as_bytes()])
    }
}

/// Puts a card into a group, or into a new one.
fn join(groups: &mut Vec<Group>, group: Option<u32>, card: u32) -> u32 {
    let group = group.unwrap_or(groups.len() as u32);
    if group as usize == groups.len() {
        groups.push(Group::default());
    }
    groups[group as usize].cards.push(card);
    group
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, Term};
    use crate::text::hash::key32;

    /// An article of the given words, with an analysis that knows nothing but them.
    fn given(name: &str, text: &str) -> (Article, Analysis) {
        let article = Article::from_blocks(Some(name), 0, &[(BlockKind::Paragraph, text)]);
        let mut analysis = Analysis::default();
        let mut words: BTreeMap<u32, u16> = BTreeMap::new();
        for word in text.split_whitespace() {
            *words.entry(key32(word)).or_default() += 1;
            analysis.signature.words += 1;
        }
        analysis.terms =
            words.into_iter().map(|(key, count)| Term { key, title: 0, lead: count, body: count }).collect();
        (article, analysis)
    }

    /// Checks which articles, named by letters, end in one event: `"ab c"`.
    fn check(texts: &[&str], expected: &str) {
        let mut desk = Desk::new(ClusterConfig::default());
        let articles: Vec<_> =
            texts.iter().enumerate().map(|(n, text)| given(&format!("{n}"), text)).collect();
        for (article, analysis) in &articles {
            desk.add(article, analysis, None);
        }
        desk.settle();
        let letter = |id: ArticleId| {
            let at = articles.iter().position(|(article, _)| article.id == id).unwrap_or(25);
            char::from(b'a' + at as u8)
        };
        let mut events: Vec<String> = Vec::new();
        for event in desk.stories().iter().flat_map(|story| &story.events) {
            let mut letters: Vec<char> = event.members.iter().map(|member| letter(member.article)).collect();
            letters.sort_unstable();
            events.push(letters.into_iter().collect());
        }
        events.sort();
        assert_eq!(events.join(" "), expected);
    }

    #[test]
    fn reports_of_one_thing_come_together() {
        let fire = "warehouse fire harbor quarter torvik smoke crews foam tanks evacuated residents dawn alarm brigade";
        let fire_too = "torvik harbor warehouse fire brigade crews smoke foam night residents evacuated chemicals quarter tanks";
        let vote = "parliament budget vote coalition deficit minister amendment majority opposition reading treasury";
        let vote_too =
            "budget parliament majority vote coalition treasury minister deficit narrow opposition amendment";
        check(&[fire, vote, fire_too, vote_too], "ac bd");
        check(&[], "");
        check(&["", ""], "a b");
    }

    #[test]
    fn a_copy_stands_with_its_original_and_nothing_is_taken_twice() {
        let mut desk = Desk::new(ClusterConfig::default());
        let (first, analysis) = given("first", "a ferry ran aground off the northern pier");
        let (second, _) = given("second", "a ferry ran aground off the northern pier");
        let placed = desk.add(&first, &analysis, None);
        let copied = desk.add(&second, &analysis, Some(first.id));
        assert_eq!((copied.event, copied.copy_of), (placed.event, Some(first.id)));
        assert_eq!(desk.add(&second, &analysis, None), copied);
        assert_eq!(desk.len(), 2);
        desk.settle();
        let independent = desk.independent();
        assert_eq!(independent[&first.id], independent[&second.id]);
    }
}
