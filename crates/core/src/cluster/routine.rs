//! Pages that come again and again in one form: the weather of each day, a market report, a live ticker. Each is so like the
//! next that all of them would become one story without an end. They are known by their form, and pages of different
//! days are not held to tell one thing.

use super::card::Card;
use super::desk::Desk;
use crate::model::ArticleId;
use crate::text::ascending::common;
use smallvec::SmallVec;
use std::collections::BTreeMap;

/// Different days on which an outlet must have published pages of one form.
const DAYS: usize = 5;
/// Share of neighboring words in title and lead that pages of one form have in common at least, and how many each has.
const ONE_FORM: f32 = 0.25;
const ENOUGH: usize = 12;

/// Whether both are of one outlet and of one form.
fn one_form(a: &Card, b: &Card) -> bool {
    let least = a.pairs().len().min(b.pairs().len());
    a.outlet == b.outlet && least >= ENOUGH && common(a.pairs(), b.pairs()) as f32 >= ONE_FORM * least as f32
}

/// The day of publication, as days since 1970.
fn day(card: &Card) -> Option<i64> {
    card.at().map(|at| at.div_euclid(86_400))
}

impl Desk {
    /// Whether two pages came out on different days.
    pub(super) fn other_days(&self, a: u32, b: u32) -> bool {
        match (day(&self.cards[a as usize]), day(&self.cards[b as usize])) {
            (Some(a), Some(b)) => a != b,
            _ => false,
        }
    }

    /// Whether a card is a page of a form that comes day after day, judged by its neighbors.
    pub(super) fn is_routine(&self, card: u32, near: impl Iterator<Item = u32>) -> bool {
        let me = &self.cards[card as usize];
        let Some(today) = day(me) else { return false };
        let mut days: SmallVec<[i64; DAYS]> = SmallVec::from_slice(&[today]);
        for other in near.map(|other| &self.cards[other as usize]) {
            if let Some(day) = day(other).filter(|day| !days.contains(day))
                && one_form(me, other)
            {
                days.push(day);
            }
            if days.len() >= DAYS {
                return true;
            }
        }
        false
    }

    /// Pages that come day after day in one form, form by form, each in order of arrival.
    pub fn routine(&self) -> Vec<Vec<ArticleId>> {
        let near = |card: u32| self.near[card as usize].iter().map(|(other, _)| other);
        let mut form: BTreeMap<u32, u32> = BTreeMap::new();
        for card in 0..self.cards.len() as u32 {
            if !self.is_routine(card, near(card)) {
                continue;
            }
            let like = |other: &u32| one_form(&self.cards[card as usize], &self.cards[*other as usize]);
            let first = near(card).filter(like).filter_map(|other| form.get(&other)).min().copied();
            form.insert(card, first.unwrap_or(card));
        }
        let mut forms: BTreeMap<u32, Vec<ArticleId>> = BTreeMap::new();
        for (card, form) in form {
            forms.entry(form).or_default().push(self.entries[self.owners[card as usize] as usize].id);
        }
        forms.into_values().collect()
    }
}
