//! What happened when, and what is announced: the best sentence of each date that the reports name.

mod chronicle;

pub use chronicle::{ChronicleOf, chronicle, shown as chronicle_line};

use super::check::Checker;
use super::choose::Chooser;
use super::material::{Candidate, Material};
use super::{standalone, summary};
use crate::model::{ArticleId, Citation, DateRef, Dated, Language, Line, Precision, Report, TimelineEntry};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Entries of a timeline.
const MOST: usize = 12;
/// Announced events listed.
const MOST_NEXT: usize = 4;
/// Words of an entry.
const LONGEST: u32 = 45;

/// Reports from which on a story is long.
const LONG: usize = 10;
/// Lines of a day that the chronicle is asked for.
const LINES: usize = 6;
/// What the first of them gains against a line that is not among them.
const OF_THE_DAY: f64 = 1.0;

/// Words that announce, in lower case.
const ANNOUNCING: &[&str] = &[
    "will",
    "scheduled",
    "expected",
    "due",
    "planned",
    "plans",
    "set",
    "announced",
    "are to",
    "is to",
    "deadline",
    "wird",
    "werden",
    "soll",
    "sollen",
    "geplant",
    "será",
    "serán",
    "previsto",
    "prevista",
];

/// The timeline, in order of dates, and the lines of what is announced for after the newest report.
pub(crate) fn timeline(
    reports: &[Report<'_>],
    material: &Material<'_>,
    chooser: &Chooser<'_>,
    checker: &mut Checker<'_>,
    told: impl Fn(&str) -> bool,
) -> (Vec<TimelineEntry>, Vec<Line>) {
    let newest =
        reports.iter().filter_map(|report| report.article.published.as_ref().map(|date| date.day)).max();
    let Some(newest) = newest else { return Default::default() };
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
        // "Today, fewer than half do": nowadays, not that day.
        let opening = date.span.of(&article.text).to_lowercase();
        if date.span.start <= candidate.span.start && matches!(opening.as_str(), "today" | "heute" | "hoy") {
            continue;
        }
        if !standalone::opens_alone(text) || english && !standalone::has_verb(text) {
            continue;
        }
        let score = told_of(date.when.day, candidate) * chooser.weight(&candidate.concepts)
            / libm::sqrt(f64::from(candidate.words.max(1)));
        let entry = best.entry((date.when.day, shown(&date.when))).or_insert((score, index, date.when));
        if score > entry.0 {
            *entry = (score, index, date.when);
        }
    }
    let mut past: Vec<(f64, usize, Dated)> = Vec::new();
    let mut next: Vec<(usize, Dated)> = Vec::new();
    for (score, index, when) in best.into_values() {
        if when.day > newest {
            next.push((index, when));
        } else {
            past.push((score, index, when));
        }
    }
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
    for (_, index, when) in past {
        let Some(line) = line(index) else { continue };
        if entries.iter().all(|entry| entry.line.text != line.text) {
            entries.push(TimelineEntry { date: shown(&when), precision: when.precision, line });
        }
    }
    if entries.len() < 2 {
        entries.clear();
    }
    let mut lines: Vec<Line> = Vec::new();
    for (index, _) in next {
        let Some(line) = line(index) else { continue };
        if announces(&line.text) && !told(&line.text) && lines.len() < MOST_NEXT {
            lines.push(line);
        }
    }
    (entries, lines)
}

/// How often the reports name each day; copies count nothing. Counting alone finds the days of timelines that editors made
/// better than what it was published on does.
fn named(reports: &[Report<'_>]) -> BTreeMap<Date, usize> {
    let mut times: BTreeMap<Date, usize> = BTreeMap::new();
    for report in reports.iter().filter(|report| report.copy_of.is_none()) {
        let exact = |date: &&DateRef| {
            matches!(date.when.precision, Precision::Minute | Precision::Hour | Precision::Day)
        };
        for date in report.analysis.dates.iter().filter(exact) {
            *times.entry(date.when.day).or_default() += 1;
        }
    }
    times
}

/// The date of a sentence that names just one to the day or better, before any that it names less exactly.
fn only_date(candidate: &Candidate<'_>, reports: &[Report<'_>]) -> Option<DateRef> {
    let dates = &reports[candidate.report].analysis.dates;
    let first = dates.partition_point(|date| date.span.start < candidate.span.start);
    let inside = || dates[first..].iter().take_while(|date| date.span.end <= candidate.span.end);
    let exact =
        |date: &&DateRef| matches!(date.when.precision, Precision::Minute | Precision::Hour | Precision::Day);
    let date = inside().next().filter(exact)?;
    let same = inside().filter(exact).all(|other| other.when.day == date.when.day);
    same.then_some(*date)
}

/// The date as ISO, as long as its precision allows.
fn shown(when: &Dated) -> String {
    match when.precision {
        Precision::Year => when.day.strftime("%Y").to_string(),
        Precision::Month => when.day.strftime("%Y-%m").to_string(),
        _ => when.day.to_string(),
    }
}

fn announces(text: &str) -> bool {
    let lower = format!(" {} ", text.to_lowercase());
    ANNOUNCING.iter().any(|word| lower.contains(&format!(" {word} ")))
}
