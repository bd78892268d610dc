//! The decision about one article on its arrival.

use super::desk::{Desk, NONE};
use super::likeness::Likeness;
use super::near::{Measures, NEIGHBORS, Near, Seat, measure_with, strangers};
use super::settle::{SURELY_NOT, both};
use super::trees::{Abreast, LANES, Trees};
use crate::model::ArticleId;
use smallvec::SmallVec;

/// Groups that a new article is held against at most, those of its nearest articles first.
const GROUPS: usize = 6;
/// Members of a group that it is held against, the nearest ones first, the others spread evenly.
const NEAREST: usize = 5;
const OTHERS: usize = 4;

/// By what sums of chances may differ that are reckoned in two ways.
const ROUNDED: f32 = 1e-4;

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

/// The levels on which an article is placed.
#[derive(Clone, Copy)]
enum Level {
    Event,
    Story,
}

/// A pair of the new article and another that was asked about it.
struct Witness {
    card: u32,
    measures: Measures,
    /// Chances of one event and of one story; not a number before anyone asked.
    event: f32,
    story: f32,
    /// Log odds of one event and of one story; not a number before they were reckoned.
    event_odds: f32,
    story_odds: f32,
}

/// A new article in the course of being placed.
struct Hearing<'d> {
    desk: &'d Desk,
    seat: Seat<'d>,
    likes: &'d [(u32, Likeness)],
    /// Cards in other languages that mean the same.
    across: &'d [u32],
    /// Whether it is a page of a form that comes day after day.
    routine: bool,
    witnesses: Vec<Witness>,
}

impl Desk {
    /// The articles that share the most telling words and names with an article on the desk, itself among them, best first: what
    /// it would be held against if it came now. Empty for one that the desk does not have.
    pub fn candidates(&mut self, article: ArticleId) -> Vec<ArticleId> {
        let Some(entry) = self.number(article) else { return Vec::new() };
        let card = &self.cards[self.entries[entry as usize].card as usize];
        let found = self.shelf.candidates(card, self.config.compared, &mut self.scratch, |_| false);
        let id = |card: u32| self.entries[self.owners[card as usize] as usize].id;
        found.into_iter().map(id).collect()
    }

    /// Decides about a card that was counted and not yet placed, and puts it on the shelf.
    pub(super) fn decide(&mut self, number: u32) -> Decision {
        let card = &self.cards[number as usize];
        let top = self.lexicon.top_idf();
        let found = self.shelf.candidates(card, self.config.compared, &mut self.scratch, |_| false);
        self.shelf.post_found(number, &self.scratch);
        self.asked.hold(card);
        let touched = found.iter().fold(0, |all, other| all ^ self.cards[*other as usize].touched());
        std::hint::black_box(touched);
        let likes: Vec<(u32, Likeness)> = found
            .into_iter()
            .map(|other| (other, self.asked.likeness(card, &self.cards[other as usize], top)))
            .collect();
        let mut nearest: Vec<(u32, f32)> = likes.iter().map(|(other, like)| (*other, like.mix)).collect();
        let near = Near::of(&mut nearest);
        let routine = self.is_routine(number, near.iter().map(|(other, _)| other));
        let across = self.met_across(number);
        let mut hearing = Hearing {
            desk: self,
            across: &across,
            seat: Seat::new(number, card, &near),
            likes: &likes,
            routine,
            witnesses: Vec::with_capacity(2 * NEIGHBORS),
        };
        let event = hearing.best(Level::Event);
        let story = match event {
            Some(event) => self.events[event as usize].as_ref().map(|event| event.story),
            None => hearing.best(Level::Story),
        };
        Decision { near, event, story }
    }

    /// The group of a card on a level.
    fn group(&self, card: u32, level: Level) -> Option<u32> {
        match level {
            Level::Event => Some(self.event_of[card as usize]).filter(|event| *event != NONE),
            Level::Story => self.story_of(card),
        }
    }

    /// Members of a group, spread evenly over it.
    fn spread(&self, group: u32, level: Level, out: &mut SmallVec<[u32; NEIGHBORS]>) {
        let mut pick = |members: &mut dyn Iterator<Item = u32>, count: usize| {
            out.extend(members.step_by(count.div_ceil(OTHERS).max(1)));
        };
        match level {
            Level::Event => {
                let cards = self.events[group as usize].as_ref().map_or(&[][..], |event| &event.cards);
                pick(&mut cards.iter().copied(), cards.len());
            }
            Level::Story => pick(&mut self.cards_of(group), self.cards_of(group).count()),
        }
    }
}

impl Hearing<'_> {
    /// The group whose members are on average the likeliest, if likely enough.
    fn best(&mut self, level: Level) -> Option<u32> {
        let cut = match level {
            Level::Event => self.desk.event_cut(),
            Level::Story => self.desk.story_cut(),
        };
        let mut groups: SmallVec<[(u32, SmallVec<[u32; NEAREST]>); GROUPS]> = SmallVec::new();
        let near = self.seat.near.iter().map(|(card, _)| card);
        for card in self.across.iter().copied().chain(near) {
            let Some(group) = self.desk.group(card, level) else { continue };
            match groups.iter().position(|(known, _)| *known == group) {
                Some(at) if groups[at].1.len() < NEAREST => groups[at].1.push(card),
                None if groups.len() < GROUPS => groups.push((group, SmallVec::from_slice(&[card]))),
                _ => {}
            }
        }
        let all: SmallVec<[u32; NEIGHBORS]> =
            groups.iter().flat_map(|(_, asked)| asked.iter().copied()).collect();
        self.meet(&all);
        if let Level::Event = level {
            // What is no event by its own measure is none, whatever is said of the story.
            self.event_odds(&all);
            groups.retain(|(_, asked)| self.at_most(asked) / (asked.len() as f32) >= cut - ROUNDED);
        }
        let all: SmallVec<[u32; NEIGHBORS]> =
            groups.iter().flat_map(|(_, asked)| asked.iter().copied()).collect();
        self.ask(&all, level);
        // The members met are its nearest: where they say no, the others need not be asked.
        groups.retain(|(_, asked)| self.sum(asked, level) / (asked.len() as f32) >= cut);
        let mut others: SmallVec<[u32; NEIGHBORS]> = SmallVec::new();
        let mut ends: SmallVec<[usize; GROUPS]> = SmallVec::new();
        let mut spread = SmallVec::new();
        for (group, asked) in &groups {
            spread.clear();
            self.desk.spread(*group, level, &mut spread);
            others.extend(spread.iter().copied().filter(|card| !asked.contains(card)));
            ends.push(others.len());
        }
        self.ask(&others, level);
        let (mut found, mut from): (Option<(f32, u32)>, usize) = (None, 0);
        for ((group, asked), end) in groups.iter().zip(ends) {
            let others = &others[std::mem::replace(&mut from, end)..end];
            let mut sum = self.sum(asked, level);
            for card in others {
                sum += self.chance(*card, level);
            }
            let mean = sum / (asked.len() + others.len()) as f32;
            if mean >= cut && found.is_none_or(|(best, _)| mean > best) {
                found = Some((mean, *group));
            }
        }
        found.map(|(_, group)| group)
    }

    /// The sum of what cards that were asked said.
    fn sum(&self, cards: &[u32], level: Level) -> f32 {
        cards.iter().map(|card| self.chance(*card, level)).sum()
    }

    /// What a card that was asked said.
    fn chance(&self, card: u32, level: Level) -> f32 {
        let said = self.witnesses.iter().find(|witness| witness.card == card);
        said.map_or(0.0, |said| match level {
            Level::Event => said.event,
            Level::Story => said.story,
        })
    }

    /// The sum of what cards can say about one event at most.
    fn at_most(&self, cards: &[u32]) -> f32 {
        let said =
            cards.iter().filter_map(|card| self.witnesses.iter().find(|witness| witness.card == *card));
        said.map(|said| if said.event.is_nan() { Trees::chance_of(said.event_odds) } else { said.event })
            .sum()
    }

    /// Makes witnesses of cards that are none yet.
    fn meet(&mut self, cards: &[u32]) {
        for card in cards {
            if !self.witnesses.iter().any(|witness| witness.card == *card) {
                let witness = self.witness(*card);
                self.witnesses.push(witness);
            }
        }
    }

    /// Witnesses among the cards that `open` names.
    fn open(&self, cards: &[u32], open: impl Fn(&Witness) -> bool) -> SmallVec<[usize; NEIGHBORS]> {
        let at = |card: &u32| self.witnesses.iter().position(|witness| witness.card == *card);
        cards.iter().filter_map(at).filter(|at| open(&self.witnesses[*at])).collect()
    }

    /// Reckons log odds of one event where nothing is said of it yet, several side by side.
    fn event_odds(&mut self, cards: &[u32]) {
        let open = self.open(cards, |it| it.event.is_nan() && it.event_odds.is_nan());
        for open in open.chunks(LANES) {
            let abreast = Abreast::of(open.iter().map(|at| &self.witnesses[*at].measures));
            for (at, odds) in open.iter().zip(self.desk.weights.event.log_odds_of(&abreast)) {
                self.witnesses[*at].event_odds = odds;
            }
        }
    }

    /// Asks cards for the chance that the new one belongs with them.
    fn ask(&mut self, cards: &[u32], level: Level) {
        self.meet(cards);
        let doubted = match level {
            Level::Event => {
                self.event_odds(cards);
                self.open(cards, |it| {
                    it.event.is_nan() && it.event_odds >= SURELY_NOT && it.story_odds.is_nan()
                })
            }
            Level::Story => self.open(cards, |it| it.story.is_nan() && it.story_odds.is_nan()),
        };
        for doubted in doubted.chunks(LANES) {
            let abreast = Abreast::of(doubted.iter().map(|at| &self.witnesses[*at].measures));
            for (at, odds) in doubted.iter().zip(self.desk.weights.story.log_odds_of(&abreast)) {
                self.witnesses[*at].story_odds = odds;
            }
        }
        let open = self.open(cards, |it| match level {
            Level::Event => it.event.is_nan(),
            Level::Story => it.story.is_nan(),
        });
        for at in open {
            let it = &mut self.witnesses[at];
            match level {
                Level::Event => it.event = Trees::chance_of(both(it.event_odds, || it.story_odds)),
                Level::Story => it.story = Trees::chance_of(it.story_odds),
            }
        }
    }

    /// A card with its measures; one that is kept apart has said no already.
    fn witness(&self, card: u32) -> Witness {
        let desk = self.desk;
        let like = self.likes.iter().find(|(met, _)| *met == card).map(|(_, like)| *like);
        let like = like.unwrap_or_else(|| {
            desk.asked.likeness(self.seat.card, &desk.cards[card as usize], desk.lexicon.top_idf())
        });
        let measures = measure_with(&self.seat, &desk.seat(card), &like);
        let apart = strangers(&measures)
            || self.routine && desk.other_days(self.seat.number, card) && {
                let near = desk.near[card as usize].iter().map(|(other, _)| other);
                desk.is_routine(card, near.chain([self.seat.number]))
            };
        let said = desk.chance_across(self.seat.number, card);
        let said = said.unwrap_or(if apart { 0.0 } else { f32::NAN });
        Witness { card, measures, event: said, story: said, event_odds: f32::NAN, story_odds: f32::NAN }
    }
}
