//! Summary lines and key points out of the chosen sentences.

use super::choose::Chooser;
use super::config::ComposeConfig;
use super::headline::cuts;
use super::material::{Candidate, Material};
use crate::model::{Citation, DraftLine, Report};
use crate::text::normalize::capitalized;

/// A proposed line that is the candidate's words.
pub(crate) fn line(candidate: &Candidate<'_>, reports: &[Report<'_>]) -> DraftLine {
    let article = reports[candidate.report].article;
    let told = candidate.span.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
    DraftLine {
        text: capitalized(&told),
        cites: vec![Citation { article: article.id, span: candidate.span }],
    }
}

/// Words into a report within which a sentence opens it.
const OPENING: u32 = 40;

/// Candidates for the summary in the order of telling: the best first, then as their reports have them. A sentence that
/// leans on the one before it stays behind it.
pub(crate) fn in_order(chosen: &[usize], material: &Material<'_>) -> Vec<usize> {
    let head = |mut index: usize| {
        while index > 0 && chosen.contains(&(index - 1)) && material.candidates[index].leans() {
            index -= 1;
        }
        index
    };
    // The opening of the best report says what happened: of those that open theirs, the one chosen first begins.
    let opens = |index: &&usize| {
        material.candidates[**index].before < OPENING && material.candidates[**index].stands()
    };
    let Some(&best) = chosen.iter().find(opens).or(chosen.first()) else { return Vec::new() };
    let mut out = chosen.to_vec();
    out.sort_by_key(|&index| {
        let head = head(index);
        let candidate = &material.candidates[head];
        (head != best, candidate.before / 120, candidate.report, head, index)
    });
    out
}

/// Share of the budget that a summary must fill before weaker sentences are left alone.
const FULL: f64 = 0.9;

/// Chooses the summary: candidates in order of telling. `covered` is carried on. Where the sentences that can stand do not fill the budget, others of the reports' own text do.
pub(crate) fn fill(
    chooser: &Chooser<'_>,
    material: &Material<'_>,
    budget: usize,
    covered: &mut [bool],
) -> Vec<usize> {
    let mut chosen = chooser.choose(budget, usize::MAX, covered, |_| true);
    for weakest in [true, false] {
        let left = budget.saturating_sub(words(&chosen, material));
        if (left as f64) < budget as f64 * (1.0 - FULL) {
            break;
        }
        let more = chooser.choose_any(
            left,
            usize::MAX,
            covered,
            |candidate| candidate.words > 3 && !candidate.stands() && candidate.weak() == weakest,
            |_| false,
        );
        chosen.extend(more.into_iter().filter(|index| !chosen.contains(index)).collect::<Vec<_>>());
    }
    in_order(&chosen, material)
}

/// Words of the chosen sentences together.
fn words(chosen: &[usize], material: &Material<'_>) -> usize {
    chosen.iter().map(|&index| material.candidates[index].words as usize).sum()
}

/// Fewest words that are worth cutting a sentence for.
const WORTH_CUTTING: usize = 6;

/// A sentence cut where a clause ends, for the words that whole sentences leave free.
pub(crate) fn remainder(
    chooser: &Chooser<'_>,
    material: &Material<'_>,
    reports: &[Report<'_>],
    left: usize,
    covered: &[bool],
    chosen: &[usize],
) -> Option<DraftLine> {
    if left < WORTH_CUTTING {
        return None;
    }
    chooser.ranked(covered, left).filter(|index| !chosen.contains(index)).take(12).find_map(|index| {
        let candidate = &material.candidates[index];
        let article = reports[candidate.report].article;
        let span = cuts(article, candidate.span, left).into_iter().next()?;
        let text = span.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let text = format!("{}.", text.trim_end_matches([',', ';', ':', '.', '\u{2014}', '\u{2013}', ' ']));
        Some(DraftLine { text: capitalized(&text), cites: vec![Citation { article: article.id, span }] })
    })
}

/// Share of a sentence's weight that may be told already before it becomes a key point.
const TOLD_ALREADY: f64 = 0.5;

/// Sentences that are tried as key points.
const MOST_TRIED: usize = 200;

/// Chooses key points that the lines told so far do not have; best supported first.
pub(crate) fn key_points(
    chooser: &Chooser<'_>,
    config: &ComposeConfig,
    covered: &mut [bool],
    allowed: impl Fn(&Candidate<'_>) -> bool,
) -> Vec<usize> {
    let mut out = Vec::new();
    let mut best = chooser.best_first(config.key_point_words, covered, |candidate| allowed(candidate));
    let mut tried = 0;
    while out.len() < config.key_points.1 && tried < MOST_TRIED {
        let Some(index) = best.next(chooser, covered, out.len()) else { break };
        tried += 1;
        if chooser.told_before(index, covered) <= TOLD_ALREADY {
            chooser.cover(index, covered);
            out.push(index);
        }
    }
    out
}
