//! Where reports differ: counted claims side by side, never a verdict.

use super::check::Checker;
use super::claims::{Claim, Slot, Turn};
use crate::model::{Citation, Disagreement, DisagreementState, DraftLine, Line, Report, Side};
use crate::text::numbers::Hedge;
use std::collections::BTreeMap;

/// Lines shown for one side.
const LINES_PER_SIDE: usize = 3;
/// Sides shown of one claim.
const MOST_SIDES: usize = 8;

/// Claims of one kind and event that differ between reports, in order of kind.
pub(crate) fn disagreements(
    reports: &[Report<'_>],
    claims: &[Claim],
    checker: &mut Checker<'_>,
) -> Vec<Disagreement> {
    let mut groups: BTreeMap<(u32, Slot, u64), Vec<&Claim>> = BTreeMap::new();
    for claim in claims {
        groups.entry((claim.event, claim.slot, claim.whom)).or_default().push(claim);
    }
    groups
        .into_iter()
        .filter_map(|((_, slot, _), mut group)| {
            group.sort_by_key(|claim| (claim.at, claim.report));
            let state = state(slot, &group)?;
            let mut sides: Vec<(f64, bool, Side)> = Vec::new();
            for claim in &group {
                let Some(line) = line(claim, reports, checker) else { continue };
                let exact = exact(claim);
                match sides.iter_mut().find(|(value, same, _)| *value == claim.value && *same == exact) {
                    Some((_, _, side)) if side.lines.len() < LINES_PER_SIDE => {
                        if !side.lines.iter().any(|told| told.text == line.text) {
                            side.lines.push(line);
                        }
                    }
                    Some(_) => {}
                    None => {
                        sides.push((
                            claim.value,
                            exact,
                            Side { value: claim.told.clone(), lines: vec![line] },
                        ));
                    }
                }
            }
            sides.truncate(MOST_SIDES);
            (sides.len() > 1).then(|| Disagreement {
                about: slot.name().to_owned(),
                state,
                sides: sides.into_iter().map(|(_, _, side)| side).collect(),
            })
        })
        .collect()
}

fn exact(claim: &Claim) -> bool {
    matches!(claim.hedge, None | Some(Hedge::Exactly))
}

/// How the claims of one kind, in time order, relate. `None` where they say the same.
fn state(slot: Slot, group: &[&Claim]) -> Option<DisagreementState> {
    let first = group.first()?;
    if group.iter().all(|claim| claim.value == first.value) {
        let differ = group.iter().any(|claim| exact(claim) != exact(first));
        return differ.then_some(DisagreementState::LessPrecise);
    }
    let (mut changed, mut disputed) = (false, false);
    for (nth, earlier) in group.iter().enumerate() {
        for later in group[nth + 1..].iter().filter(|later| later.value != earlier.value) {
            let proved = earlier.at.is_some() && later.at.is_some() && earlier.at < later.at;
            let turned = match slot.turns() {
                Some(Turn::Up) => earlier.value < later.value,
                Some(Turn::Down) => earlier.value > later.value,
                None => false,
            };
            if proved && turned {
                changed = true;
            } else if !within_bound(earlier, later) && !within_bound(later, earlier) {
                disputed = true;
            }
        }
    }
    Some(match (disputed, changed) {
        (true, _) => DisagreementState::Disputed,
        (false, true) => DisagreementState::Updated,
        (false, false) => DisagreementState::LessPrecise,
    })
}

/// Whether one claim is a bound that the other keeps: `at least nine` and twelve.
fn within_bound(bound: &Claim, other: &Claim) -> bool {
    match bound.hedge {
        Some(Hedge::AtLeast | Hedge::MoreThan) => {
            other.value > bound.value && !matches!(other.hedge, Some(Hedge::UpTo | Hedge::LessThan))
        }
        Some(Hedge::UpTo | Hedge::LessThan) => other.value < bound.value,
        _ => false,
    }
}

/// The sentence that tells the claim.
fn line(claim: &Claim, reports: &[Report<'_>], checker: &mut Checker<'_>) -> Option<Line> {
    let article = reports[claim.report].article;
    let text = claim.sentence.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let cites = vec![Citation { article: article.id, span: claim.sentence }];
    checker.line(&DraftLine { text, cites }).ok()
}
