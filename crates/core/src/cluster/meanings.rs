//! Embeddings of the cards' texts, where a model was asked.

use crate::model::{Embedding, Packer, Unpacker};
use rustc_hash::FxHashMap;

/// What the texts of cards mean, as far as somebody said.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Meanings(FxHashMap<u32, Embedding>);

impl Meanings {
    pub fn keep(&mut self, card: u32, embedding: Option<&Embedding>) {
        self.0.extend(embedding.map(|embedding| (card, embedding.clone())));
    }

    /// What a card means.
    pub fn of(&self, card: u32) -> Option<&Embedding> {
        self.0.get(&card)
    }

    /// The cards of which it is known.
    pub fn cards(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.keys().copied()
    }

    /// Drops the cards that are gone and gives the others their new numbers.
    pub fn renumber(&mut self, new: impl Fn(u32) -> Option<u32>) {
        let old = std::mem::take(&mut self.0);
        self.0 = old.into_iter().filter_map(|(card, embedding)| Some((new(card)?, embedding))).collect();
    }

    pub fn pack(&self, to: &mut Packer) {
        let mut sorted: Vec<(&u32, &Embedding)> = self.0.iter().collect();
        sorted.sort_unstable_by_key(|(card, _)| **card);
        to.list(sorted.into_iter(), |to, (card, embedding)| {
            to.u32(*card);
            to.list(embedding.steps().iter(), |to, step| to.u8(step.cast_unsigned()));
        });
    }

    pub fn unpack(from: &mut Unpacker) -> Option<Self> {
        let all = from.list(|from| {
            let card = from.u32()?;
            let steps = from.list(|from| Some(from.u8()?.cast_signed()))?;
            Some((card, Embedding::from_steps(steps.into())))
        })?;
        Some(Self(all.into_iter().collect()))
    }
}
