//! Where reports differ: counted claims side by side, never a verdict.

use super::check::Checker;
use super::claims::{self, Claim, Slot, Turn};
use super::material::speaks;
use crate::model::{
    Citation, Disagreement, DisagreementState, DraftLine, Language, Line, MentionKind, Report, Side,
};
use crate::text::numbers::{Hedge, parse};
use crate::text::stop::is_stop;
use std::collections::{BTreeMap, BTreeSet};

/// Lines shown for one side.
const LINES_PER_SIDE: usize = 3;
/// Sides shown of one claim.
const MOST_SIDES: usize = 12;

/// How far "about" and "nearly" reach, as a share of the value.
const ROUGH: f64 = 0.12;
/// Disagreements over other figures than counts of people, drones and missiles.
const MOST_FIGURES: usize = 6;
/// Disagreements over votes, days and ranks.
const MOST_OTHERS: usize = 4;
/// Independent reports of an incident from which a count that only one of them gives is worth a remark.
const SINGLE_AMONG: usize = 2;

/// Bytes into a report within which a count must stand that nobody else gives.
const OPENING: u32 = 450;

/// Claims of one kind and incident that differ between reports, or that one report alone makes; in order of kind.
pub(crate) fn disagreements(
    reports: &[Report<'_>],
    language: Option<Language>,
    (incidents, happenings): (&[u32], &BTreeSet<u32>),
    claims: &[Claim],
    checker: &mut Checker<'_>,
) -> Vec<Disagreement> {
    let mut groups: BTreeMap<(u32, Slot, u64), Vec<&Claim>> = BTreeMap::new();
    for claim in claims {
        groups.entry((claim.incident, claim.slot, claim.whom)).or_default().push(claim);
    }
    let mut speaking: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for (report, incident) in reports.iter().zip(incidents).filter(|(report, _)| speaks(report, language)) {
        speaking.entry(*incident).or_default().insert(report.independent);
    }
    let mut out = Vec::new();
    let mut alone = Vec::new();
    for ((incident, slot, whom), mut group) in groups {
        group.sort_by_key(|claim| (claim.at, claim.report));
        let mut differ = false;
        let parts = same_happening(&group, reports, happenings.contains(&incident));
        for part in parts {
            if let Some(state) = state(slot, &part) {
                if told_by_two(&part, reports) && !all_the_same(&part) {
                    out.extend(row(slot.name().to_owned(), state, &part, reports, checker));
                }
                differ = true;
            }
        }
        if differ {
            continue;
        }
        let by: BTreeSet<u32> = group.iter().map(|claim| reports[claim.report].independent).collect();
        let others = speaking.get(&incident).map_or(0, BTreeSet::len);
        let text = |claim: &Claim| claim.sentence.of(&reports[claim.report].article.text);
        // "a survivor of the flood that killed nine" is told of something else.
        let beside = |claim: &&Claim| {
            let behind = [" that killed ", " that left ", " that injured ", " which killed ", " in which "];
            behind.iter().any(|words| text(claim).contains(words))
        };
        let quoted = |claim: &&Claim| {
            let text = text(claim);
            text.trim_start().starts_with(['"', '\u{201c}', '\u{ab}', '\u{201e}'])
        };
        // Another report, of an event told apart from this one, may say the same.
        let told_elsewhere = || {
            claims.iter().any(|other| {
                other.slot == slot
                    && other.value == group[0].value
                    && reports[other.report].independent != reports[group[0].report].independent
            })
        };
        // What nobody else speaks of is no count that others do not give.
        let spoken_of = || {
            reports.iter().any(|report| {
                !by.contains(&report.independent) && report.copy_of.is_none() && slot.is_named_in(report)
            })
        };
        // What stands deep in a report about something else is no claim of the story.
        let opens = group.iter().any(|claim| claim.sentence.start <= OPENING);
        let told_here = group.iter().all(|claim| speaks(&reports[claim.report], language));
        if by.len() == 1
            && weighty(group[0])
            && others >= SINGLE_AMONG
            && whom == 0
            && opens
            && told_here
            && !group.iter().any(quoted)
            && !group.iter().any(beside)
            && !told_elsewhere()
            && spoken_of()
        {
            let only = &group[..1];
            alone.extend(row(
                slot.name().to_owned(),
                DisagreementState::SingleSource,
                only,
                reports,
                checker,
            ));
        }
    }
    // Only what two reports tell can differ.
    if reports.iter().filter(|report| speaks(report, language)).nth(1).is_some() {
        for (about, group) in claims::figures(reports, language, incidents).into_iter().take(MOST_FIGURES) {
            let mut group: Vec<&Claim> = group.iter().collect();
            group.sort_by_key(|claim| (claim.at, claim.report));
            if let Some(state) = state(Slot::Other, &group).filter(|_| !all_the_same(&group)) {
                out.extend(row(about, state, &group, reports, checker));
            }
        }
        let votes = claims::votes(reports, language, incidents).into_iter().map(|group| ("votes", group));
        let twins = claims::twins(reports, language, incidents);
        for (about, group) in votes.chain(twins).take(MOST_OTHERS) {
            let group: Vec<&Claim> = group.iter().collect();
            out.extend(row(about.to_owned(), DisagreementState::Disputed, &group, reports, checker));
        }
    }
    out.extend(alone);
    out
}

/// Counts up to this many times another may be of the same happening without a word in common.
const NEAR: f64 = 1.5;
/// Words in common by which two sentences tell of the same happening.
const COMMON: usize = 2;
/// A sum of many days is at least this many times the count of one of them.
const SUM: f64 = 4.0;
/// What is not known to be one happening is none where one count is this many times the other.
const MOST_APART: f64 = 10.0;

/// The claims of a group in parts that tell of one happening each: long stories tell of several in one breath. Where the
/// group is of `one` happening, only what is counted since a beginning is apart from what one day of it cost.
fn same_happening<'c>(group: &[&'c Claim], reports: &[Report<'_>], one: bool) -> Vec<Vec<&'c Claim>> {
    let words: Vec<BTreeSet<String>> = group
        .iter()
        .map(|claim| {
            let text = claims::now(claim.sentence.of(&reports[claim.report].article.text));
            let telling =
                |word: &&str| word.chars().count() > 3 && !word.starts_with(|c: char| c.is_ascii_digit());
            let counted: BTreeSet<String> = parse(text, reports[claim.report].article.language)
                .iter()
                .flat_map(|number| number.span.of(text).split(' ').map(str::to_lowercase))
                .collect();
            let all = text.split(|c: char| !c.is_alphanumeric()).filter(telling).map(str::to_lowercase);
            let all = all.filter(|word| !counted.contains(word));
            let faint = [
                "people",
                "least",
                "about",
                "around",
                "nearly",
                "almost",
                "officials",
                "authorities",
                "police",
            ];
            all.filter(|word| {
                !is_stop(word, None) && Slot::of(word).is_none() && !faint.contains(&word.as_str())
            })
            .collect()
        })
        .collect();
    let places: Vec<BTreeSet<u64>> = group
        .iter()
        .map(|claim| {
            let mentions = &reports[claim.report].analysis.mentions;
            let first = mentions.partition_point(|mention| mention.span.start < claim.sentence.start);
            let inside =
                mentions[first..].iter().take_while(|mention| mention.span.end <= claim.sentence.end);
            inside.filter(|mention| mention.kind == MentionKind::Place).map(|mention| mention.key).collect()
        })
        .collect();
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for at in 0..group.len() {
        let joins = |other: &usize| {
            let (low, high) =
                (group[at].value.min(group[*other].value), group[at].value.max(group[*other].value));
            // What happened in Lumen and what in Vesper are two, however alike the words are.
            let apart = !places[at].is_empty()
                && !places[*other].is_empty()
                && places[at].intersection(&places[*other]).next().is_none();
            let sum = group[at].summed != group[*other].summed && high > low * SUM;
            if sum || !one && high > low * MOST_APART {
                return false;
            }
            one || high <= low * NEAR || !apart && words[at].intersection(&words[*other]).count() >= COMMON
        };
        let (with, without): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| part.iter().any(joins));
        let mut joined: Vec<usize> = with.concat();
        joined.push(at);
        joined.sort_unstable();
        parts = without;
        parts.push(joined);
    }
    parts.sort();
    parts.into_iter().map(|part| part.into_iter().map(|at| group[at]).collect()).collect()
}

/// The sides of one disagreement, in time order.
fn row(
    about: String,
    state: DisagreementState,
    group: &[&Claim],
    reports: &[Report<'_>],
    checker: &mut Checker<'_>,
) -> Option<Disagreement> {
    let mut sides: Vec<(f64, bool, Side)> = Vec::new();
    for claim in group {
        let Some(line) = line(claim, reports, checker) else { continue };
        let exact = exact(claim);
        match sides.iter_mut().find(|(value, same, _)| *value == claim.value && *same == exact) {
            Some((_, _, side)) if side.lines.len() < LINES_PER_SIDE => {
                if !side.lines.iter().any(|told| told.text == line.text) {
                    side.lines.push(line);
                }
            }
            Some(_) => {}
            None => sides.push((claim.value, exact, Side { value: claim.told.clone(), lines: vec![line] })),
        }
    }
    // Of a long row the first and the last are what a reader needs.
    if sides.len() > MOST_SIDES {
        sides.drain(MOST_SIDES / 2..sides.len() - MOST_SIDES / 2);
    }
    let enough = if state == DisagreementState::SingleSource { 1 } else { 2 };
    let sides: Vec<Side> = sides.into_iter().map(|(_, _, side)| side).collect();
    (sides.len() >= enough).then_some(Disagreement { about, state, sides })
}

/// Whether two independent reports stand behind the claims.
fn told_by_two(group: &[&Claim], reports: &[Report<'_>]) -> bool {
    let first = group.first().map(|claim| reports[claim.report].independent);
    group.iter().any(|claim| Some(reports[claim.report].independent) != first)
}

/// Whether a count that nobody else gives is worth a remark.
fn weighty(claim: &Claim) -> bool {
    let least = match claim.slot {
        Slot::Killed | Slot::Missing => 3.0,
        _ => 10.0,
    };
    claim.value >= least
}

/// How far two values of which one is the other rounded may be apart, as a share of the greater one.
const ROUNDED: f64 = 0.05;

/// Whether the claims are one value, told more and less exactly: "$15.25 billion" and "$15bn", "3,141" and "more than 3,100".
fn all_the_same(group: &[&Claim]) -> bool {
    let pair = |a: &&Claim, b: &&Claim| a.value == b.value || rounded(a, b) || rounded(b, a);
    group.iter().enumerate().all(|(nth, one)| group[nth + 1..].iter().all(|other| pair(one, other)))
}

/// Whether one claim is the other with fewer digits.
fn rounded(round: &Claim, other: &Claim) -> bool {
    let step = step(round.value);
    if step <= self::step(other.value) {
        return false;
    }
    let (value, share) = (other.value, (other.value - round.value).abs() / other.value.max(round.value));
    let cut = libm::floor(value / step) * step == round.value;
    let near = share <= ROUNDED && (value - round.value).abs() <= step;
    near || cut && matches!(round.hedge, Some(Hedge::MoreThan | Hedge::AtLeast))
}

/// The worth of the last digit of a value that is no zero.
fn step(value: f64) -> f64 {
    // Hundredths are the finest that reports tell; what is finer is noise of the arithmetic.
    let hundredths = libm::round(value * 100.0);
    let mut step = 1.0;
    while step < 1e15 && hundredths > 0.0 && libm::fmod(hundredths, step * 10.0) == 0.0 {
        step *= 10.0;
    }
    step / 100.0
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
    let pasts: Vec<Past> = group.iter().map(|later| Past::of(later, group)).collect();
    for (nth, earlier) in group.iter().enumerate() {
        for (later, past) in group.iter().zip(&pasts).skip(nth + 1) {
            if later.value == earlier.value || slot.turns() == Some(Turn::Up) && past.keeps {
                continue;
            }
            let proved = earlier.at.is_some() && later.at.is_some() && earlier.at < later.at;
            let turned = match slot.turns() {
                // A count has changed only where no earlier one had gone as far.
                Some(Turn::Up) => earlier.value < later.value && past.most <= later.value,
                Some(Turn::Down) => earlier.value > later.value && past.least >= later.value,
                None => false,
            };
            let turned = turned && !roughly(earlier, later) && !roughly(later, earlier);
            let told_so = later.was == Some(earlier.value);
            if proved && (turned || told_so) {
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

/// What was claimed before a claim.
struct Past {
    least: f64,
    most: f64,
    /// Whether the claim takes nothing back of a greater one: "more than a dozen" behind fourteen.
    keeps: bool,
}

impl Past {
    fn of(later: &Claim, group: &[&Claim]) -> Self {
        let mut past = Self { least: f64::INFINITY, most: f64::NEG_INFINITY, keeps: false };
        for before in group.iter().filter(|before| before.at < later.at) {
            past.least = past.least.min(before.value);
            past.most = past.most.max(before.value);
            past.keeps |= before.value > later.value && within_bound(later, before);
        }
        past
    }
}

/// Whether one claim is a round figure for the other: "nearly 70" and 69.
fn roughly(round: &Claim, other: &Claim) -> bool {
    matches!(round.hedge, Some(Hedge::About | Hedge::Nearly)) && within_bound(round, other)
}

/// Whether one claim is a bound that the other keeps: `at least nine` and twelve.
fn within_bound(bound: &Claim, other: &Claim) -> bool {
    match bound.hedge {
        Some(Hedge::AtLeast | Hedge::MoreThan) => {
            other.value > bound.value && !matches!(other.hedge, Some(Hedge::UpTo | Hedge::LessThan))
        }
        Some(Hedge::UpTo | Hedge::LessThan) => other.value < bound.value,
        Some(Hedge::About) => (other.value - bound.value).abs() <= bound.value * ROUGH,
        Some(Hedge::Nearly) => other.value < bound.value && bound.value - other.value <= bound.value * ROUGH,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    #[test]
    fn one_value_may_be_told_more_and_less_exactly() {
        let claim = |value: f64, hedge: Option<Hedge>| Claim {
            slot: Slot::Other,
            value,
            hedge,
            told: String::new(),
            report: 0,
            sentence: Span::default(),
            whom: 0,
            incident: 0,
            at: None,
            summed: false,
            was: None,
        };
        let check = |round: (f64, Option<Hedge>), other: f64, expected: bool| {
            assert_eq!(rounded(&claim(round.0, round.1), &claim(other, None)), expected, "{round:?} {other}");
        };
        check((15.0e9, None), 15.25e9, true);
        check((2.0e6, Some(Hedge::Nearly)), 1.95e6, true);
        check((20.0, Some(Hedge::MoreThan)), 24.0, true);
        check((3_100.0, Some(Hedge::MoreThan)), 3_141.0, true);
        check((5.0, None), 5.7, false);
        check((1_200.0, None), 2_000.0, false);
        check((160_000.0, None), 150_000.0, false);
        check((3.7, None), 3.9, false);
    }
}
