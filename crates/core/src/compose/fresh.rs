//! What is new: older reports count less in a story that runs for days, and counts that were overtaken are not told as the state of things.

use super::claims::{Claim, Slot, Turn, counts, partial, whom};
use crate::model::{Report, Timestamp};
use crate::text::phrase_list::PhraseList;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

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

static EXPECTING: LazyLock<PhraseList> = LazyLock::new(|| {
    PhraseList::new(&["expected", " will ", "was due", "is due", "were due", "are due", "would "])
});

static TODAY: LazyLock<PhraseList> = LazyLock::new(|| {
    PhraseList::new(&[
        "later today",
        "in the course of the day",
        "this afternoon",
        "this evening",
        "later on ",
        "tonight",
        "later in the day",
    ])
});

/// The newest count of each kind and incident: what an older, smaller one has been overtaken by.
#[derive(Debug, Default)]
pub(crate) struct Newest {
    counts: BTreeMap<(u32, Slot), (Timestamp, f64)>,
    /// Incident of each report.
    incidents: Vec<u32>,
    /// When the newest report was published.
    last: Option<Timestamp>,
    /// The count that most reports give, with its incident: what the story turns on.
    main: Option<(u32, Slot)>,
}

/// Seconds after which what a report expected for its day has come or has not.
const OUTLIVED_SECONDS: i64 = 3 * 3600;
/// Independent reports that must give a count for the story to turn on it.
const TURNING: usize = 3;

impl Newest {
    /// Of these claims; `incidents` has the incident of each report.
    pub(crate) fn of(claims: &[Claim], reports: &[Report<'_>], incidents: &[u32]) -> Self {
        let mut newest: BTreeMap<(u32, Slot), (Timestamp, f64)> = BTreeMap::new();
        let mut told: BTreeMap<(u32, Slot), BTreeSet<u32>> = BTreeMap::new();
        for claim in claims.iter().filter(|claim| claim.whom == 0) {
            let key = (claim.incident, claim.slot);
            told.entry(key).or_default().insert(reports[claim.report].independent);
            let Some(at) = claim.at else { continue };
            let entry = newest.entry(key).or_insert((at, claim.value));
            let later = at > entry.0 || at == entry.0 && claim.value > entry.1;
            if later && (claim.slot.turns() != Some(Turn::Up) || claim.value >= entry.1) {
                *entry = (at, claim.value);
            }
        }
        let all: BTreeSet<u32> = reports.iter().map(|report| report.independent).collect();
        let main = told
            .iter()
            .filter(|(key, by)| {
                key.1.turns().is_some()
                    && by.len() >= TURNING
                    && by.len() * 3 >= all.len()
                    && newest.contains_key(key)
            })
            .max_by_key(|(key, by)| (by.len(), std::cmp::Reverse(**key)))
            .map(|(key, _)| *key);
        let at = |report: &Report<'_>| report.article.published.as_ref().map(|date| date.order());
        Self {
            counts: newest,
            incidents: incidents.to_vec(),
            last: reports.iter().filter_map(at).max(),
            main,
        }
    }

    /// Whether a text of this report tells a count that a later report has overtaken.
    pub(crate) fn stale(&self, text: &str, index: usize, report: &Report<'_>) -> bool {
        let Some(at) = report.article.published.as_ref().map(|date| date.order()) else { return false };
        // Most stories have no count that a later report gives.
        let incident = self.incidents[index];
        let slots = self.counts.range((incident, Slot::Killed)..=(incident, Slot::Other));
        if !slots.into_iter().any(|(_, (newest, _))| *newest > at) {
            return false;
        }
        !partial(text)
            && counts(text, report.article.language).into_iter().any(|(slot, number)| {
                let key = (incident, slot);
                whom(slot, text, &number) == 0
                    && self.counts.get(&key).is_some_and(|(newest, value)| {
                        *newest > at
                            && if slot.turns() == Some(Turn::Up) {
                                *value > number.value
                            } else {
                                *value != number.value
                            }
                    })
            })
    }

    /// Whether a text of this report expects something for its own day while a report of some hours later is there.
    pub(crate) fn outlived(&self, text: &str, report: &Report<'_>) -> bool {
        let Some(at) = report.article.published.as_ref().map(|date| date.order()) else { return false };
        let later = self.last.is_some_and(|last| last.as_second() - at.as_second() >= OUTLIVED_SECONDS);
        later && TODAY.any(text) && EXPECTING.any(text)
    }

    /// Whether a text of this report tells the newest state of the count that the story turns on.
    pub(crate) fn tells_main(&self, text: &str, index: usize, report: &Report<'_>) -> bool {
        let Some(key) = self.main.filter(|key| self.incidents[index] == key.0) else { return false };
        let Some((_, value)) = self.counts.get(&key) else { return false };
        !partial(text)
            && counts(text, report.article.language).into_iter().any(|(slot, number)| {
                slot == key.1 && number.value == *value && whom(slot, text, &number) == 0
            })
    }
}
