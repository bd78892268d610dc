//! What a figure counts: `killed dozens` is not borne out by dozens injured.

use super::super::claims::{Slot, counts, vague_counts};
use super::Check;
use super::index::Index;
use crate::model::Language;
use std::collections::BTreeSet;

/// Values by what they count, of the sources; read when first asked for.
#[derive(Debug, Default)]
pub(super) struct Counts {
    known: Option<BTreeSet<(Slot, u64)>>,
}

fn read(text: &str, language: Option<Language>) -> impl Iterator<Item = (Slot, u64)> {
    let all = counts(text, language).into_iter().chain(vague_counts(text, language));
    all.map(|(slot, number)| (slot, number.value.to_bits()))
}

impl Counts {
    /// Counts of a sentence that the sources have, but of something else.
    pub fn doubts(
        &mut self,
        sentence: &str,
        sources: &[&str],
        index: &Index,
        language: Option<Language>,
    ) -> Vec<(Check, String)> {
        let told: BTreeSet<(Slot, u64)> = read(sentence, language).collect();
        if told.is_empty() {
            return Vec::new();
        }
        let known = self.known.get_or_insert_with(|| {
            let sentences = index.passages.iter().map(|passage| passage.span.of(sources[passage.source]));
            sentences.flat_map(|sentence| read(sentence, language)).collect()
        });
        let elsewhere = |value: u64| known.iter().any(|(_, other)| *other == value);
        told.iter()
            .filter(|claim| !known.contains(claim) && elsewhere(claim.1))
            .map(|(slot, value)| {
                let value = f64::from_bits(*value);
                (Check::Slot, format!("no source gives {value} as the number of {}", slot.name()))
            })
            .collect()
    }
}
