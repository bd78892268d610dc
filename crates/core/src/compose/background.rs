//! What a reader has to know beforehand, and what is to come: lines chosen by the dates in them.

use super::check::Checker;
use super::complete;
use super::editor::Editor;
use super::material::{Candidate, Material, Words};
use super::since::Before;
use crate::model::{DateRef, Language, Line, Precision, Report, Span};
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

/// English words that announce: "due" is a number elsewhere.
#[rustfmt::skip]
static ANNOUNCING: LazyLock<PhraseList> = LazyLock::new(|| PhraseList::new(&[
    "will", "scheduled", "expected", "due", "planned", "plans", "set to", "announced", "are to", "is to", "deadline", "next",
    "declared", "begins", "begin", "starts", "start", "meets", "meet", "would", "be held", "by the end of", "ahead of",
]));

/// Words of other languages that do.
#[rustfmt::skip]
static ANNOUNCING_ELSEWHERE: LazyLock<PhraseList> = LazyLock::new(|| PhraseList::new(&[
    "wird", "werden", "soll", "sollen", "geplant", "será", "serán", "previsto", "prevista", "tendrá", "celebrará", "reunirá",
    "prévu", "prévue", "aura", "doit", "sera", "seront", "sarà", "saranno", "si terrà", "serão", "terá", "ocorrerá", "zal",
    "zullen", "będzie", "będą", "odbędzie", "skal", "ska", "будет", "будут", "состоится", "состоятся", "пройдет", "пройдёт",
    "пройдут", "запланировано", "буде", "будуть", "відбудеться", "відбудуться", "пройде",
]));

/// Verbs before a day that is the day of saying.
const SAYING: &[&str] = &["said", "reported", "announced", "told", "released", "says", "published", "wrote"];

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
    let Some(newest) = newest(reports) else { return Vec::new() };
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
            let mut dates = dates(candidate, reports).peekable();
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
    let Some(newest) = newest(reports) else { return Vec::new() };
    let coming = |candidate: &Candidate<'_>| -> Option<Date> {
        let published = reports[candidate.report].article.published.as_ref()?.day;
        let days = dates(candidate, reports).filter(|date| {
            let from = date.when.day;
            let text = &reports[candidate.report].article.text;
            let before = Span { start: candidate.span.start, end: date.span.start }.of(text);
            // "said on Friday" tells when it was said, however far off the day was taken to be.
            let mut words = before.split_whitespace().rev().take(3);
            if words.any(|word| SAYING.contains(&word.trim_end_matches(','))) {
                return false;
            }
            match date.when.precision {
                Precision::Minute | Precision::Hour | Precision::Day => from > newest && from > published,
                Precision::Week | Precision::Month => from.first_of_month() > newest.first_of_month(),
                Precision::Year => from.year() > newest.year(),
            }
        });
        days.map(|date| date.when.day).min()
    };
    let wanted = |candidate: &Candidate<'_>| {
        let language = reports[candidate.report].article.language;
        coming(candidate).is_some() && announces(candidate.text(reports), language)
    };
    // Said in the summary already or not: here it stands with the others by its date.
    let mut chosen = editor.others(MOST_NEXT, &mut Vec::new(), wanted);
    chosen.sort_by_key(|&index| (coming(&material.candidates[index]), index));
    lines(&chosen, reports, material, checker)
}

/// Whether a sentence has a word that announces in its language; English where that is not known.
fn announces(text: &str, language: Option<Language>) -> bool {
    let english = language.is_none_or(|language| language == Language::ENGLISH);
    let words = if english { &ANNOUNCING } else { &ANNOUNCING_ELSEWHERE };
    words.any_whole(text)
}

fn newest(reports: &[Report<'_>]) -> Option<Date> {
    reports.iter().filter_map(|report| report.article.published.as_ref().map(|date| date.day)).max()
}

/// The dates in a candidate.
fn dates<'r>(candidate: &Candidate<'_>, reports: &'r [Report<'_>]) -> impl Iterator<Item = &'r DateRef> {
    let dates = &reports[candidate.report].analysis.dates;
    let span = candidate.span;
    let first = dates.partition_point(|date| date.span.start < span.start);
    dates[first..].iter().take_while(move |date| date.span.end <= span.end)
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

#[cfg(test)]
mod tests {
    use super::announces;
    use crate::model::Language;

    #[test]
    fn words_announce_in_their_language() {
        for (text, code, expected) in [
            ("The pier is due to open on Friday.", "en", true),
            ("Nel porto due navi, viste sabato.", "it", false),
            ("Il molo sarà aperto venerdì.", "it", true),
            ("Причал будет открыт в пятницу.", "ru", true),
            ("The pier opened on Friday.", "en", false),
        ] {
            assert_eq!(announces(text, Language::parse(code)), expected, "{text}");
        }
    }
}
