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
    /// Log odds of one story, where they were reckoned for the chance of one event.
    log_odds: f32,
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
        self.ask(&all, level);
        let mut found: Option<(f32, u32)> = None;
        let mut others = SmallVec::new();
        for (group, mut asked) in groups {
            let mut sum: f32 = asked.iter().map(|card| self.chance(*card, level)).sum();
            // The members met are its nearest: where they say no, the others need not be asked.
            if sum / (asked.len() as f32) < cut {
                continue;
            }
            others.clear();
            self.desk.spread(group, level, &mut others);
            others.retain(|card| !asked.contains(card));
            self.ask(&others, level);
            for card in &others {
                asked.push(*card);
                sum += self.chance(*card, level);
            }
            let mean = sum / asked.len() as f32;
            if mean >= cut && found.is_none_or(|(best, _)| mean > best) {
                found = Some((mean, group));
            }
        }
        found.map(|(_, group)| group)
    }

    /// What a card that was asked said.
    fn chance(&self, card: u32, level: Level) -> f32 {
        let said = self.witnesses.iter().find(|witness| witness.card == card);
        said.map_or(0.0, |said| match level {
            Level::Event => said.event,
            Level::Story => said.story,
        })
    }

    /// Asks cards for the chance that the new one belongs with them, several side by side.
    fn ask(&mut self, cards: &[u32], level: Level) {
        let mut open: SmallVec<[usize; NEIGHBORS]> = SmallVec::new();
        for card in cards {
            let at = self.witnesses.iter().position(|witness| witness.card == *card);
            let at = at.unwrap_or_else(|| {
                let witness = self.witness(*card);
                self.witnesses.push(witness);
                self.witnesses.len() - 1
            });
            let said = match level {
                Level::Event => self.witnesses[at].event,
                Level::Story => self.witnesses[at].story,
            };
            if said.is_nan() {
                open.push(at);
            }
        }
        let weights = &self.desk.weights;
        let mut doubted: SmallVec<[usize; NEIGHBORS]> = SmallVec::new();
        if let Level::Event = level {
            for open in open.chunks(LANES) {
                let abreast = Abreast::of(open.iter().map(|at| &self.witnesses[*at].measures));
                for (at, event) in open.iter().zip(weights.event.log_odds_of(&abreast)) {
                    self.witnesses[*at].event = event;
                    if event >= SURELY_NOT {
                        doubted.push(*at);
                    }
                }
            }
        } else {
            doubted.extend(open.iter().copied().filter(|at| self.witnesses[*at].log_odds.is_nan()));
        }
        for doubted in doubted.chunks(LANES) {
            let abreast = Abreast::of(doubted.iter().map(|at| &self.witnesses[*at].measures));
            for (at, story) in doubted.iter().zip(weights.story.log_odds_of(&abreast)) {
                self.witnesses[*at].log_odds = story;
            }
        }
        for at in open {
            let it = &mut self.witnesses[at];
            match level {
                Level::Event => it.event = Trees::chance_of(both(it.event, || it.log_odds)),
                Level::Story => it.story = Trees::chance_of(it.log_odds),
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
        Witness { card, measures, event: said, story: said, log_odds: f32::NAN }
    }
}
