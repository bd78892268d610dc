//! Looking back: what only later articles made clear is set right.

use super::desk::{Desk, NONE};
use super::likeness::{Asked, Likeness};
use super::link::{Sides, link};
use super::near::{Measures, Near, WIDTH, measure_with, strangers};
use super::trees::{Abreast, LANES, Trees};
use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Log odds of one event below which the story is not asked about.
pub(super) const SURELY_NOT: f32 = -3.0;
/// What the log odds of one story are raised by before they count against one event.
const STORY_GRACE: f32 = 1.0;

impl Desk {
    /// Places all articles anew, with all of them known: late merges and splits. What it gives does not depend on the
    /// order of arrival beyond ties.
    pub fn settle(&mut self) {
        self.stamp = self.clock;
        self.look_around();
        let all: Vec<u32> =
            (0..self.cards.len() as u32).filter(|card| !self.cards[*card as usize].is_gone()).collect();
        let (events, stories) = self.linked_anew(&all, &self.edges());
        self.adopt(events, stories);
    }

    /// Events and stories of the given cards, reckoned from nothing but the cards, their neighbors and what people said.
    pub(super) fn linked_anew(&self, cards: &[u32], edges: &[(u32, u32)]) -> (Vec<Vec<u32>>, Vec<Vec<u32>>) {
        let judge = |_: u32, _: u32, measures: &Measures| {
            (self.weights.event.log_odds(measures), self.weights.story.log_odds(measures))
        };
        let judged = self.judged(judge);
        judged.meet(edges);
        judged.grouped(cards, edges, (self.event_cut(), self.story_cut()))
    }

    /// The desk's pairs under any judgment: log odds of one event and of one story. Strangers are kept apart whatever
    /// it says.
    pub fn judged<J: Fn(u32, u32, &Measures) -> (f32, f32)>(&self, judge: J) -> Judged<'_, J> {
        Judged {
            desk: self,
            judge,
            known: RefCell::default(),
            routine: RefCell::default(),
            asked: RefCell::new((NONE, Asked::default())),
        }
    }

    /// The chance that two cards tell one event.
    pub(super) fn event_chance(&self, measures: &Measures) -> f32 {
        if strangers(measures) {
            return 0.0;
        }
        Trees::chance_of(both(self.weights.event.log_odds(measures), || {
            self.weights.story.log_odds(measures)
        }))
    }

    /// The chance that two cards are of one running story.
    pub(super) fn story_chance(&self, measures: &Measures) -> f32 {
        if strangers(measures) { 0.0 } else { self.weights.story.chance(measures) }
    }

    /// Finds all neighbors anew under the lexicon as it is now.
    pub fn look_around(&mut self) {
        for card in &mut self.cards {
            card.weigh(&self.lexicon);
        }
        self.reshelve();
        let top = self.lexicon.top_idf();
        let mut near: Vec<Vec<(u32, f32)>> = vec![Vec::new(); self.cards.len()];
        let mut met = vec![NONE; self.cards.len()];
        for (number, card) in self.cards.iter().enumerate() {
            let number = number as u32;
            let found =
                self.shelf.candidates(card, self.config.compared, &mut self.scratch, |other| other == number);
            self.asked.hold(card);
            // Those that this one was compared with already: it was found by them.
            near[number as usize].iter().for_each(|(other, _)| met[*other as usize] = number);
            for other in found.into_iter().filter(|other| met[*other as usize] != number) {
                let like = self.asked.likeness(card, &self.cards[other as usize], top).mix;
                near[number as usize].push((other, like));
                near[other as usize].push((number, like));
            }
        }
        self.near = near.into_iter().map(|mut near| Near::of(&mut near)).collect();
    }

    /// Pairs of articles worth a look, each once, the one taken first first. Numbers count the articles that are no copies.
    pub fn edges(&self) -> Vec<(u32, u32)> {
        let mut edges: Vec<(u32, u32)> = Vec::new();
        for (number, near) in self.near.iter().enumerate() {
            let number = number as u32;
            edges.extend(near.iter().map(|(other, _)| (number.min(other), number.max(other))));
        }
        edges.extend(self.edges_across());
        edges.sort_unstable();
        edges.dedup();
        edges
    }

    /// The measures of a pair, in the order of [`super::MEASURES`].
    pub fn measures(&self, a: u32, b: u32) -> Measures {
        let like = Likeness::of(&self.cards[a as usize], &self.cards[b as usize], self.lexicon.top_idf());
        measure_with(&self.seat(a), &self.seat(b), &like)
    }
}

/// The pairs of a desk under a judgment, each judged once.
pub struct Judged<'d, J> {
    desk: &'d Desk,
    judge: J,
    /// Chances of one event and of one story by pair.
    known: RefCell<FxHashMap<u64, (f32, f32)>>,
    /// Whether a card is a page of a form that comes day after day.
    routine: RefCell<FxHashMap<u32, bool>>,
    /// The card that others were held against last.
    asked: RefCell<(u32, Asked)>,
}

impl<J: Fn(u32, u32, &Measures) -> (f32, f32)> Judged<'_, J> {
    /// Events and stories of the given cards; the least chances from which groups become one event and one story.
    pub fn grouped(
        &self,
        cards: &[u32],
        edges: &[(u32, u32)],
        (event_cut, story_cut): (f32, f32),
    ) -> (Vec<Vec<u32>>, Vec<Vec<u32>>) {
        // Made for the first correction: mostly there is none.
        let among = OnceCell::new();
        let held = self.desk.people.held(|articles| {
            self.desk.cards_among(among.get_or_init(|| cards.iter().copied().collect()), articles)
        });
        let alone = || -> Vec<Vec<u32>> { cards.iter().map(|card| vec![*card]).collect() };
        let events = link(alone(), edges, event_cut, &held.apart, |a, b| self.chances(a, b).0);
        let stories = link(alone(), edges, story_cut, &held.apart, |a, b| self.chances(a, b).1);
        let stories = held.join(nested(&events, &stories, &held.apart));
        (events, stories)
    }

    /// Judges pairs by the desk's own weights, several side by side.
    fn meet(&self, pairs: &[(u32, u32)]) {
        let weights = &self.desk.weights;
        let mut open: Vec<((u32, u32), Measures)> = Vec::with_capacity(LANES);
        let judge = |open: &mut Vec<((u32, u32), Measures)>| {
            let abreast = Abreast::of(open.iter().map(|(_, measures)| measures));
            let (events, stories) =
                (weights.event.log_odds_of(&abreast), weights.story.log_odds_of(&abreast));
            let mut known = self.known.borrow_mut();
            for ((pair, _), (event, story)) in open.drain(..).zip(events.into_iter().zip(stories)) {
                known.insert(key(pair), chances_of(event, story));
            }
        };
        for pair in pairs {
            let pair = (pair.0.min(pair.1), pair.0.max(pair.1));
            let mut measures = [0.0; WIDTH];
            match self.foregone(pair, &mut measures) {
                Some(chances) => {
                    self.known.borrow_mut().insert(key(pair), chances);
                }
                None => open.push((pair, measures)),
            }
            if open.len() == LANES {
                judge(&mut open);
            }
        }
        judge(&mut open);
    }

    fn is_routine(&self, card: u32) -> bool {
        let near = || self.desk.near[card as usize].iter().map(|(other, _)| other);
        *self.routine.borrow_mut().entry(card).or_insert_with(|| self.desk.is_routine(card, near()))
    }

    fn measures(&self, a: u32, b: u32) -> Measures {
        let mut asked = self.asked.borrow_mut();
        let (card, other) = (&self.desk.cards[a as usize], &self.desk.cards[b as usize]);
        if asked.0 != a {
            asked.0 = a;
            asked.1.hold(card);
        }
        let like = asked.1.likeness(card, other, self.desk.lexicon.top_idf());
        measure_with(&self.desk.seat(a), &self.desk.seat(b), &like)
    }

    /// The chances of a pair of which no judgment is needed; fills in the measures of one that is to be judged.
    fn foregone(&self, (a, b): (u32, u32), measures: &mut Measures) -> Option<(f32, f32)> {
        if let Some(chance) = self.desk.chance_across(a, b) {
            return Some((chance, chance));
        }
        *measures = self.measures(a, b);
        let apart =
            strangers(measures) || self.desk.other_days(a, b) && self.is_routine(a) && self.is_routine(b);
        apart.then_some((0.0, 0.0))
    }

    fn chances(&self, a: u32, b: u32) -> (f32, f32) {
        let pair = (a.min(b), a.max(b));
        *self.known.borrow_mut().entry(key(pair)).or_insert_with(|| {
            let mut measures = [0.0; WIDTH];
            self.foregone(pair, &mut measures).unwrap_or_else(|| {
                let (event, story) = (self.judge)(pair.0, pair.1, &measures);
                chances_of(event, story)
            })
        })
    }
}

fn key((a, b): (u32, u32)) -> u64 {
    u64::from(a) << 32 | u64::from(b)
}

/// Chances of one event and of one story from their log odds.
fn chances_of(event: f32, story: f32) -> (f32, f32) {
    (Trees::chance_of(both(event, || story)), Trees::chance_of(story))
}

/// Log odds of one event: what is of one event is of one story too, so doubt about the story is doubt about the event.
pub(super) fn both(event: f32, story: impl Fn() -> f32) -> f32 {
    if event < SURELY_NOT { event } else { event.min(story() + STORY_GRACE) }
}

/// Stories made of whole events: each event goes to the story that has most of it. The two levels are linked each by itself,
/// so that what one gets wrong does not weigh on the other.
fn nested(events: &[Vec<u32>], stories: &[Vec<u32>], apart: &Sides) -> Vec<Vec<u32>> {
    let mut home: FxHashMap<u32, usize> = FxHashMap::default();
    for (number, story) in stories.iter().enumerate() {
        home.extend(story.iter().map(|card| (*card, number)));
    }
    let mut nested: Vec<Vec<u32>> = vec![Vec::new(); stories.len()];
    for event in events {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for story in event.iter().filter_map(|card| home.get(card)) {
            *counts.entry(*story).or_default() += 1;
        }
        let fits = |story: &usize| !apart.part(event, &nested[*story]);
        let most = counts
            .iter()
            .filter(|(story, _)| fits(story))
            .max_by_key(|(story, count)| (**count, Reverse(**story)));
        match most.map(|(story, _)| *story) {
            Some(story) => nested[story].extend(event),
            None => nested.push(event.clone()),
        }
    }
    nested.retain(|story| !story.is_empty());
    for story in &mut nested {
        story.sort_unstable();
    }
    nested
}
