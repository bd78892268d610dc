//! What happened when, and what is announced: the best sentence of each date that the reports name.

mod chronicle;

pub use chronicle::{ChronicleOf, chronicle, shown as chronicle_line};

use super::check::Checker;
use super::choose::Chooser;
use super::days::{dates_in, exact, newest, tells_of};
use super::material::{Candidate, Material, Words, share};
use super::{standalone, summary};
use crate::model::{ArticleId, Citation, DateRef, Dated, Language, Precision, Report, Span, TimelineEntry};
use crate::text::dates::{self, Tense};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Entries of a timeline.
const MOST: usize = 12;
/// Words of an entry.
const LONGEST: u32 = 45;

/// Reports from which on a story is long.
const LONG: usize = 10;
/// Lines of a day that the chronicle is asked for.
const LINES: usize = 6;
/// What the first of them gains against a line that is not among them.
const OF_THE_DAY: f64 = 1.0;

/// Share of the shorter line's words from which two lines say the same.
const SAME: f64 = 0.8;
/// What a line counts that only announces what was to happen on the day.
const ANNOUNCES: f64 = 0.5;

/// The timeline, in order of dates.
pub(crate) fn timeline(
    reports: &[Report<'_>],
    material: &Material<'_>,
    chooser: &Chooser<'_>,
    checker: &mut Checker<'_>,
) -> Vec<TimelineEntry> {
    let Some(newest) = newest(reports) else { return Vec::new() };
    // What the chronicle of a long story tells of a day says most of what is said of that day. A short one has no more days than
    // can be shown, and asking costs an eighth of its telling.
    let first =
        reports.iter().flat_map(|report| report.analysis.dates.iter().map(|date| date.when.day)).min();
    let wanted =
        ChronicleOf { days: MOST * 2, lines: LINES, between: (first.unwrap_or(newest).min(newest), newest) };
    let days: BTreeMap<Date, Vec<Citation>> = if reports.len() < LONG {
        BTreeMap::new()
    } else {
        chronicle(reports, &wanted).into_iter().collect()
    };
    let places: BTreeMap<ArticleId, usize> =
        reports.iter().enumerate().map(|(index, report)| (report.article.id, index)).collect();
    let told_of = |day: Date, candidate: &Candidate<'_>| {
        let lines = days.get(&day).map_or(&[][..], Vec::as_slice);
        let same = |cite: &Citation| {
            places.get(&cite.article) == Some(&candidate.report) && cite.span.overlaps(candidate.span)
        };
        lines.iter().position(same).map_or(1.0, |place| 1.0 + OF_THE_DAY / (place + 1) as f64)
    };
    let mut best: BTreeMap<(Date, String), (f64, usize, Dated)> = BTreeMap::new();
    for (index, candidate) in material.candidates.iter().enumerate() {
        let article = reports[candidate.report].article;
        let text = candidate.span.of(&article.text);
        let english = article.language.is_none_or(|language| language == Language::ENGLISH);
        if candidate.words > LONGEST || !candidate.stands() {
            continue;
        }
        let Some(date) = only_date(candidate, reports) else { continue };
        let at =
            Span { start: date.span.start - candidate.span.start, end: date.span.end - candidate.span.start };
        let tense = dates::tense(text, at, article.language);
        // What is told in the past of a day after the newest report was published by another clock than it was written by.
        let ahead = article.published.as_ref().map_or(0, |when| (date.when.day - when.day).get_days());
        if date.when.day > newest && (tense != Some(Tense::Past) || ahead > 1) {
            continue;
        }
        if !standalone::opens_alone(text) || english && !standalone::has_verb(text) {
            continue;
        }
        let happened = if tense == Some(Tense::Future) { ANNOUNCES } else { 1.0 };
        let score = happened * told_of(date.when.day, candidate) * chooser.weight(&candidate.concepts)
            / libm::sqrt(f64::from(candidate.words.max(1)));
        let entry = best.entry((date.when.day, shown(&date.when))).or_insert((score, index, date.when));
        if score > entry.0 {
            *entry = (score, index, date.when);
        }
    }
    let mut past: Vec<(f64, usize, Dated)> = best.into_values().collect();
    // The days that a chronicle would have; of them those that the reports name most often, then those with the better sentence.
    let named = named(reports);
    let often = |when: &Dated| (days.contains_key(&when.day), named.get(&when.day).copied().unwrap_or(0));
    past.sort_by(|a, b| often(&b.2).cmp(&often(&a.2)).then(b.0.total_cmp(&a.0)).then(a.1.cmp(&b.1)));
    past.truncate(MOST);
    past.sort_by_key(|(_, index, when)| (when.day, when.order(), *index));
    let mut line = |index: usize| {
        let draft = summary::line(&material.candidates[index], reports);
        checker.line(&draft).ok()
    };
    let mut entries: Vec<TimelineEntry> = Vec::new();
    let mut told: Vec<Words> = Vec::new();
    for (_, index, when) in past {
        let Some(line) = line(index) else { continue };
        // What one report says of a day, a later one repeats as said on its own.
        let words = material.single_words(&material.candidates[index]);
        if told.iter().all(|other| share(other, &words) < SAME) {
            told.push(words);
            entries.push(TimelineEntry { date: shown(&when), precision: when.precision, line });
        }
    }
    if entries.len() < 2 {
        entries.clear();
    }
    entries
}

/// How often the reports name each day; copies count nothing. Counting alone finds the days of timelines that editors made
/// better than what it was published on does.
fn named(reports: &[Report<'_>]) -> BTreeMap<Date, usize> {
    let mut times: BTreeMap<Date, usize> = BTreeMap::new();
    for report in reports.iter().filter(|report| report.copy_of.is_none()) {
        for date in report.analysis.dates.iter().filter(|date| exact(date)) {
            *times.entry(date.when.day).or_default() += 1;
        }
    }
    times
}

/// The date of a sentence that names just one to the day or better, before any that it names less exactly, and tells of that day.
fn only_date(candidate: &Candidate<'_>, reports: &[Report<'_>]) -> Option<DateRef> {
    let date = dates_in(candidate, reports).next().filter(|date| exact(date))?;
    let mut others = dates_in(candidate, reports).filter(|date| exact(date));
    let same = others.all(|other| other.when.day == date.when.day);
    (same && tells_of(&reports[candidate.report], candidate.span, date)).then_some(*date)
}

/// The date as ISO, as long as its precision allows.
fn shown(when: &Dated) -> String {
    match when.precision {
        Precision::Year => when.day.strftime("%Y").to_string(),
        Precision::Month => when.day.strftime("%Y-%m").to_string(),
        _ => when.day.to_string(),
    }
}
