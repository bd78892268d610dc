//! Summary lines and key points out of the chosen sentences.

use super::choose::Chooser;
use super::config::ComposeConfig;
use super::material::{Candidate, Material};
use crate::model::{Citation, DraftLine, Report};

/// A proposed line that is the candidate's words.
pub(crate) fn line(candidate: &Candidate, reports: &[Report<'_>]) -> DraftLine {
    let article = reports[candidate.report].article;
    let told = candidate.span.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
    DraftLine {
        text: capitalized(&told),
        cites: vec![Citation { article: article.id, span: candidate.span }],
    }
}

/// The text with its first letter in upper case: its opening word may have been cut off.
pub(crate) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if first.is_lowercase() => first.to_uppercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// Candidates for the summary in the order of telling: the best first, then as their reports have them. A sentence that
/// leans on the one before it stays behind it.
pub(crate) fn in_order(chosen: &[usize], material: &Material) -> Vec<usize> {
    let head = |mut index: usize| {
        while material.candidates[index].leans && index > 0 && chosen.contains(&(index - 1)) {
            index -= 1;
        }
        index
    };
    let Some(&best) = chosen.first() else { return Vec::new() };
    let mut out = chosen.to_vec();
    out.sort_by_key(|&index| {
        let head = head(index);
        let candidate = &material.candidates[head];
        (head != best, candidate.before / 120, candidate.report, head, index)
    });
    out
}

/// Chooses the summary: candidates in order of telling. `covered` is carried on.
pub(crate) fn choose(
    chooser: &Chooser<'_>,
    material: &Material,
    budget: usize,
    covered: &mut [bool],
    allowed: impl Fn(&Candidate) -> bool,
) -> Vec<usize> {
    let chosen = chooser.choose(budget, usize::MAX, covered, allowed);
    in_order(&chosen, material)
}

/// Share of a sentence's weight that may be told already before it becomes a key point.
const TOLD_ALREADY: f64 = 0.5;

/// Chooses key points that the lines told so far do not have; best supported first.
pub(crate) fn key_points(
    chooser: &Chooser<'_>,
    material: &Material,
    config: &ComposeConfig,
    covered: &mut Vec<bool>,
    allowed: impl Fn(&Candidate) -> bool,
) -> Vec<usize> {
    let mut out = Vec::new();
    let mut refused = Vec::new();
    while out.len() < config.key_points.1 && refused.len() < 200 {
        let mut next = covered.clone();
        let Some(&index) = chooser
            .choose(config.key_point_words, 1, &mut next, |candidate| {
                allowed(candidate) && !refused.contains(&(candidate.report, candidate.sentence))
            })
            .first()
        else {
            break;
        };
        let candidate = &material.candidates[index];
        refused.push((candidate.report, candidate.sentence));
        if chooser.told_before(index, covered) <= TOLD_ALREADY {
            *covered = next;
            out.push(index);
        }
    }
    out
}
