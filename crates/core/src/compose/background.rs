//! What a reader has to know beforehand, and what is to come: lines chosen by the dates in them.

use super::check::Checker;
use super::complete;
use super::days;
use super::editor::Editor;
use super::material::{Candidate, Material, Words};
use super::since::Before;
use crate::model::{DateRef, Line, Precision, Report, Span};
use crate::text::calendar::is_calendar_word;
use crate::text::dates::announced;
use crate::text::phrase_list::PhraseList;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Lines of background.
const MOST_BACKGROUND: usize = 4;
/// Lines of what is new.
const MOST_NEW: usize = 5;
/// Lines of what comes next.
const MOST_NEXT: usize = 5;
/// Days before the newest report from which a date tells of the past, not of the news.
const PAST_DAYS: i32 = 21;

/// Days before the newest report up to which a day of saying may lie in a line of what comes next.
const A_WEEK: i32 = 6;
/// Days before the newest report up to which an older one may tell what comes next; further back where it names the date itself, for
/// plans change.
const STILL_TRUE: (i32, i32) = (7, 30);

/// Words that take back what is announced.
static NOT: LazyLock<PhraseList> = LazyLock::new(|| {
    PhraseList::new(&[
        "not",
        "n't",
        "n\u{2019}t",
        "no plans",
        "no longer",
        "canceled",
        "cancelled",
        "called off",
        "missed",
        "nicht",
        "kein",
        "keine",
    ])
});

/// Words that tell of the past.
#[rustfmt::skip]
static REMEMBERING: LazyLock<PhraseList> = LazyLock::new(|| PhraseList::new(&[
    "since", "years ago", "last year", "decades", "previously", "in the past", "history", "first time since", "began in",
    "for years", "earlier this year", "last month", "founded", "has long", "had long", "seit", "jahren", "desde", "depuis",
]));

/// The background: what the earlier days of the story told, a line a day; where it has one day only, sentences that
/// tell of the past.
pub(crate) fn background(
    reports: &[Report<'_>],
    material: &Material<'_>,
    editor: &Editor<'_, '_>,
    checker: &mut Checker<'_>,
    told: &mut Vec<Words>,
) -> Vec<Line> {
    let Some(newest) = days::newest(reports) else { return Vec::new() };
    let mut days: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
    for (index, report) in reports.iter().enumerate() {
        if let Some(published) = report.article.published.as_ref().filter(|date| date.day < newest) {
            days.entry(published.day).or_default().push(index);
        }
    }
    let mut chosen: Vec<(Date, usize)> = Vec::new();
    for (day, members) in days.iter().rev().take(8) {
        let wanted = |candidate: &Candidate<'_>| {
            members.contains(&candidate.report) && candidate.before <= 60 && !is_said(candidate.text(reports))
        };
        let Some(&best) = editor.others(1, told, wanted).first() else { continue };
        chosen.push((*day, best));
        if chosen.len() == MOST_BACKGROUND {
            break;
        }
    }
    chosen.sort_unstable();
    let mut indexes: Vec<usize> = chosen.into_iter().map(|(_, index)| index).collect();
    if indexes.len() < 2 {
        let past = |candidate: &Candidate<'_>| {
            let mut dates = days::dates_in(candidate, reports).peekable();
            let dated =
                dates.peek().is_some() && dates.all(|date| (newest - date.when.day).get_days() >= PAST_DAYS);
            !is_said(candidate.text(reports)) && (dated || REMEMBERING.any_whole(candidate.text(reports)))
        };
        indexes.extend(editor.others(3 - indexes.len(), told, past));
    }
    lines(&indexes, reports, material, checker)
}

/// Whether the sentence is mostly what somebody said: that is no background.
fn is_said(text: &str) -> bool {
    let quoted = text.trim_start().starts_with(['"', '\u{201c}', '\u{201e}', '\u{ab}']);
    let inside: usize = text
        .split(['"', '\u{201c}', '\u{201d}', '\u{201e}', '\u{ab}', '\u{bb}'])
        .skip(1)
        .step_by(2)
        .map(str::len)
        .sum();
    quoted || inside * 2 > text.len()
}

/// What is new since the story was told before.
pub(crate) fn whats_new(
    reports: &[Report<'_>],
    material: &Material<'_>,
    editor: &Editor<'_, '_>,
    checker: &mut Checker<'_>,
    before: &Before,
) -> Vec<Line> {
    let wanted = |candidate: &Candidate<'_>| {
        let article = reports[candidate.report].article;
        !before.has(article.id) && !before.told(candidate.span.of(&article.text))
    };
    let chosen = editor.others(MOST_NEW, &mut Vec::new(), wanted);
    lines(&chosen, reports, material, checker)
}

/// What is announced for after the newest report, soonest first.
pub(crate) fn whats_next(
    reports: &[Report<'_>],
    material: &Material<'_>,
    editor: &Editor<'_, '_>,
    checker: &mut Checker<'_>,
) -> Vec<Line> {
    let Some(newest) = days::newest(reports) else { return Vec::new() };
    let coming = |candidate: &Candidate<'_>| -> Option<Date> {
        let report = &reports[candidate.report];
        let published = report.article.published.as_ref()?.day;
        let text = candidate.text(reports);
        let age = (newest - published).get_days();
        let fits = |date: &&DateRef| {
            let shown = date.span.of(&report.article.text);
            let named = shown.contains(|letter: char| letter.is_ascii_digit())
                || date.when.precision == Precision::Month
                    && is_calendar_word(shown, report.article.language);
            let at = Span {
                start: date.span.start - candidate.span.start,
                end: date.span.end - candidate.span.start,
            };
            let from = date.when.day;
            let ahead = match date.when.precision {
                Precision::Minute | Precision::Hour | Precision::Day | Precision::Week => {
                    from > newest && from > published
                }
                Precision::Month => from.first_of_month() > newest.first_of_month(),
                // What is foreseen for a year is no event.
                Precision::Year => false,
            };
            ahead
                && age <= if named { STILL_TRUE.1 } else { STILL_TRUE.0 }
                && days::tells_of(report, candidate.span, date)
                && announced(text, at, report.article.language)
                && !NOT.any_whole(&text[..at.start as usize])
        };
        // "They missed the term of May 3 and will meet on May 9" tells as much of what was, and so does what was to come before.
        let past = |date: &DateRef| {
            let day = date.when.day;
            days::exact(date) && ((newest - day).get_days() > A_WEEK || day < newest && day > published)
        };
        if days::dates_in(candidate, reports).any(past) {
            return None;
        }
        days::dates_in(candidate, reports).filter(fits).map(|date| date.when.day).min()
    };
    let wanted = |candidate: &Candidate<'_>| coming(candidate).is_some();
    // Said in the summary already or not: here it stands with the others by its date.
    let mut chosen = editor.others(MOST_NEXT, &mut Vec::new(), wanted);
    chosen.sort_by_key(|&index| (coming(&material.candidates[index]), index));
    lines(&chosen, reports, material, checker)
}

fn lines(
    indexes: &[usize],
    reports: &[Report<'_>],
    material: &Material<'_>,
    checker: &mut Checker<'_>,
) -> Vec<Line> {
    indexes
        .iter()
        .filter_map(|&index| {
            let draft = complete::line(&material.candidates[index], reports, "");
            checker.line(&draft).ok()
        })
        .collect()
}
