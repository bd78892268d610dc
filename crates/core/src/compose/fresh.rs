//! What is new: older reports count less in a story that runs for days, and counts that were overtaken are not told as the state of things.

use super::claims::{Claim, Slot, Turn, counts};
use crate::model::{Report, Timestamp};
use std::collections::BTreeMap;

/// Days after which a report's sentences count half.
const HALF_LIFE_DAYS: f64 = 1.5;
/// What the oldest report still counts.
const LEAST: f64 = 0.1;

/// How much each report counts by its age against the newest: 1 for the newest and for those without a date.
pub(crate) fn factors(reports: &[Report<'_>]) -> Vec<f64> {
    let at = |report: &Report<'_>| report.article.published.as_ref().map(|date| date.order().as_second());
    let newest = reports.iter().filter_map(at).max();
    let factor = |report: &Report<'_>| match (at(report), newest) {
        (Some(at), Some(newest)) => {
            let days = (newest - at) as f64 / 86_400.0;
            libm::exp2(-days / HALF_LIFE_DAYS).max(LEAST)
        }
        _ => 1.0,
    };
    reports.iter().map(factor).collect()
}

/// The newest count of each kind and event: what an older, smaller one has been overtaken by.
#[derive(Debug, Default)]
pub(crate) struct Newest(BTreeMap<(u32, Slot), (Timestamp, f64)>);

impl Newest {
    /// Of these claims.
    pub(crate) fn of(claims: &[Claim]) -> Self {
        let mut newest: BTreeMap<(u32, Slot), (Timestamp, f64)> = BTreeMap::new();
        for claim in claims {
            let Some(at) = claim.at else { continue };
            let entry = newest.entry((claim.event, claim.slot)).or_insert((at, claim.value));
            let later = at > entry.0 || at == entry.0 && claim.value > entry.1;
            if later && (claim.slot.turns() != Some(Turn::Up) || claim.value >= entry.1) {
                *entry = (at, claim.value);
            }
        }
        Self(newest)
    }

    /// Whether a text of this report tells a count that a later report has overtaken.
    pub(crate) fn stale(&self, text: &str, report: &Report<'_>) -> bool {
        let Some(at) = report.article.published.as_ref().map(|date| date.order()) else { return false };
        counts(text, report.article.language).into_iter().any(|(slot, number)| {
            self.0.get(&(report.event, slot)).is_some_and(|(newest, value)| {
                *newest > at
                    && if slot.turns() == Some(Turn::Up) {
                        *value > number.value
                    } else {
                        *value != number.value
                    }
            })
        })
    }
}
