//! What texts mean, across languages. Articles in two languages share few words; where a model said what each means, that they
//! mean the same speaks for one event. Within a language words, names and figures know better.

use super::desk::Desk;

/// Articles in other languages that one is held against at most, those that mean most nearly the same.
const MOST: usize = 5;
/// Seconds between two reports of one event at most, as far as meaning alone joins them.
const APART: u64 = 7 * 86_400;
/// The chance that two articles are of one event whose cosine is just enough.
const JUST_ENOUGH: f32 = 0.6;

impl Desk {
    /// The chance that two cards in two languages are of one event, where their meaning says so.
    pub(super) fn chance_across(&self, a: u32, b: u32) -> Option<f32> {
        let (mine, theirs) = (self.meanings.of(a)?, self.meanings.of(b)?);
        let (one, other) = (&self.cards[a as usize], &self.cards[b as usize]);
        let two_languages =
            one.language.is_some() && other.language.is_some() && one.language != other.language;
        let far = one.at().zip(other.at()).is_some_and(|(one, other)| one.abs_diff(other) > APART);
        let least = self.config.least_cosine;
        let cosine = mine.cosine(theirs).filter(|cosine| two_languages && !far && *cosine >= least)?;
        Some(JUST_ENOUGH + (1.0 - JUST_ENOUGH) * (cosine - least) / (1.0 - least).max(1e-6))
    }

    /// The cards in other languages that most surely tell the same event, best first. Costs time for all that have a meaning.
    pub(super) fn met_across(&self, card: u32) -> Vec<u32> {
        if self.meanings.of(card).is_none() {
            return Vec::new();
        }
        let placed = |other: &u32| *other != card && !self.cards[*other as usize].is_gone();
        let mut met: Vec<(f32, u32)> = self
            .meanings
            .cards()
            .filter(placed)
            .filter_map(|other| Some((self.chance_across(card, other)?, other)))
            .collect();
        met.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        met.truncate(MOST);
        met.into_iter().map(|(_, other)| other).collect()
    }

    /// Pairs of cards in two languages worth a look, each with the lower number first.
    pub(super) fn edges_across(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.meanings.cards().flat_map(|card| {
            self.met_across(card).into_iter().map(move |other| (card.min(other), card.max(other)))
        })
    }
}
