//! Where reports differ: counted claims side by side, never a verdict.

use super::check::Checker;
use super::claims::{Claim, Slot};
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
    let mut groups: BTreeMap<(u32, Slot), Vec<&Claim>> = BTreeMap::new();
    for claim in claims {
        groups.entry((claim.event, claim.slot)).or_default().push(claim);
    }
    groups
        .into_iter()
        .filter_map(|((_, slot), mut group)| {
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
    let proved = group.windows(2).all(|pair| {
        let (earlier, later) = (pair[0], pair[1]);
        earlier.value == later.value || earlier.at.is_some() && later.at.is_some() && earlier.at < later.at
    });
    let grows = !slot.grows() || group.windows(2).all(|pair| pair[0].value <= pair[1].value);
    Some(if proved && grows { DisagreementState::Updated } else { DisagreementState::Disputed })
}

/// The sentence that tells the claim.
fn line(claim: &Claim, reports: &[Report<'_>], checker: &mut Checker<'_>) -> Option<Line> {
    let article = reports[claim.report].article;
    let text = claim.sentence.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let cites = vec![Citation { article: article.id, span: claim.sentence }];
    checker.line(&DraftLine { text, cites }).ok()
}
