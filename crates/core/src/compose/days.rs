//! Which dates of a sentence are the days that it tells of.

use super::material::Candidate;
use crate::model::{DateRef, FoundIn, Language, Precision, Report, Span};
use crate::text::dates::{self, Tense};
use crate::text::stop::is_stop;
use jiff::civil::Date;

/// Days after which a weekday named alone is taken for another one.
const A_WEEK: i32 = 6;

/// Words right before a date that bound a time or tell which thing is meant: the sentence tells of another day.
#[rustfmt::skip]
const BOUNDS: &[&str] = &[
    "since", "before", "after", "until", "till", "of", "than", "between", "to",
    "seit", "vor", "nach", "bis", "desde", "antes", "hasta", "depuis", "avant", "jusqu'au", "dal", "dalla", "fino", "até", "sinds",
    "voor", "tot", "sedan", "siden",
];

/// Words between those and a date.
const BETWEEN: &[&str] =
    &["late", "early", "last", "the", "this", "dem", "den", "der", "zum", "el", "del", "al", "le", "du"];

/// Words right before a date that make it a part of the noun behind it, where such a noun follows: "a Thursday hearing".
#[rustfmt::skip]
const DETERMINERS: &[&str] = &[
    "a", "an", "the", "this", "that", "its", "his", "her", "their", "our", "my", "your", "another", "any", "some",
];

/// Words right before a date that make it the day of the clause.
const AT: &[&str] = &["on", "in", "from", "by", "until", "for", "and", "beginning", "starting", "effective"];

/// Parts of a day.
const PARTS: &[&str] =
    &["morning", "afternoon", "evening", "night", "noon", "midday", "midnight", "lunchtime"];

/// Words that mean nowadays as well as the day itself.
#[rustfmt::skip]
const TODAY: &[&str] = &[
    "today", "tonight", "heute", "hoy", "aujourd'hui", "aujourd\u{2019}hui", "oggi", "hoje", "vandaag", "сегодня", "сьогодні", "dziś",
    "dzisiaj", "idag", "bugün",
];

/// Words that open a clause about what stands before it.
#[rustfmt::skip]
const RELATIVE: &[&str] = &[
    "who", "which", "where", "that", "whose", "der", "die", "das", "dem", "den", "deren", "dessen", "wo", "que", "donde", "qui", "où",
    "dont", "che", "onde", "dat", "waar", "который", "которая", "которые", "котором",
];

/// Whether the sentence of a report tells of the day that one of its dates names, as far as its words show: not where the date bounds a
/// time, tells which thing is meant, or is somebody else's "today".
pub(crate) fn tells_of(report: &Report<'_>, sentence: Span, date: &DateRef) -> bool {
    let text = &report.article.text;
    let language = report.article.language;
    let before = Span { start: sentence.start, end: date.span.start }.of(text);
    let after = Span { start: date.span.end, end: sentence.end }.of(text);
    let shown = date.span.of(text).to_lowercase();
    // Who is quoted spoke on another day, and may have written.
    let quoted = |date: &DateRef| {
        let holds = |quote: &Span| quote.start <= date.span.start && date.span.end <= quote.end;
        report.analysis.quotes.iter().any(|quote| holds(&quote.span))
    };
    if date.when.found_in == FoundIn::Inferred && quoted(date) {
        return false;
    }
    let mut words = before.split_whitespace().rev();
    let last = words.next().unwrap_or("");
    let bound = |word: &str| BOUNDS.contains(&word.to_lowercase().as_str());
    // "by the end of May"
    let part = last == "of"
        && words.clone().next().is_some_and(|word| matches!(word, "end" | "beginning" | "middle" | "start"));
    if !part && bound(last)
        || BETWEEN.contains(&last.to_lowercase().as_str()) && words.next().is_some_and(bound)
    {
        return false;
    }
    // "Friday's storm" tells of Friday where it is what the sentence is about.
    let owner = shown.ends_with("'s") || shown.ends_with("\u{2019}s");
    if owner && !before.is_empty() {
        return false;
    }
    // "a Thursday hearing", "Quill's Dec. 19 letter", "a failed July 15 coup", "with Sunday coffee", but not "on July 15 voters went"
    let next = after.strip_prefix(' ').unwrap_or("");
    let next = next.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or("");
    let noun = next.starts_with(char::is_lowercase) && !is_stop(next, language) && !PARTS.contains(&next);
    let verb = next.ends_with("ed") || next.ends_with("ing");
    let last = last.to_lowercase();
    let determined = DETERMINERS.contains(&last.as_str())
        || last.ends_with("'s")
        || last.ends_with("\u{2019}s")
        || last.ends_with("s'");
    let english = language.is_none_or(|language| language == Language::ENGLISH);
    let joined =
        english && !last.is_empty() && !last.ends_with([',', ':', ';']) && !AT.contains(&last.as_str());
    if noun && (determined || joined && !verb) {
        return false;
    }
    if TODAY.contains(&shown.trim_end_matches("'s").trim_end_matches("\u{2019}s")) {
        let clause = before.rsplit([',', '(']).next().unwrap_or("");
        let opening = clause.split_whitespace().take(2);
        let relative = clause.len() < before.len()
            && opening.map(str::to_lowercase).any(|word| RELATIVE.contains(&word.as_str()));
        let at = Span { start: date.span.start - sentence.start, end: date.span.end - sentence.start };
        let tense = dates::tense(sentence.of(text), at, language);
        // "Today, fewer than half do": nowadays, not that day.
        let nowadays = before.is_empty() && tense != Some(Tense::Future);
        return !(owner || relative || nowadays || tense.is_none());
    }
    true
}

/// The dates in a candidate.
pub(crate) fn dates_in<'r>(
    candidate: &Candidate<'_>,
    reports: &'r [Report<'_>],
) -> impl Iterator<Item = &'r DateRef> {
    let dates = &reports[candidate.report].analysis.dates;
    let span = candidate.span;
    let first = dates.partition_point(|date| date.span.start < span.start);
    dates[first..].iter().take_while(move |date| date.span.end <= span.end)
}

/// Whether a date is exact to the day.
pub(crate) fn exact(date: &DateRef) -> bool {
    matches!(date.when.precision, Precision::Minute | Precision::Hour | Precision::Day)
}

/// The day of the newest report.
pub(crate) fn newest(reports: &[Report<'_>]) -> Option<Date> {
    reports.iter().filter_map(|report| report.article.published.as_ref().map(|date| date.day)).max()
}

/// Whether a sentence names a day without its date ("Monday", "yesterday") that lies more than a week before `newest`, the day on which
/// the story is read: it would be taken for one of the last days.
pub(crate) fn misleads(candidate: &Candidate<'_>, reports: &[Report<'_>], newest: Date) -> bool {
    let report = &reports[candidate.report];
    if report.article.published.as_ref().is_none_or(|published| published.day >= newest) {
        return false;
    }
    dates_in(candidate, reports).any(|date| {
        let bare = !date.span.of(&report.article.text).contains(|letter: char| letter.is_ascii_digit());
        bare && exact(date) && (newest - date.when.day).get_days() > A_WEEK
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Analysis, Article, BlockKind, Dated, Quote};
    use jiff::civil::date;

    /// Whether the sentence, published on Wednesday, 15 April 2026, tells of the day that it names first.
    #[track_caller]
    fn check(text: &str, expected: bool) {
        let mut article = Article::from_blocks(None, 0, &[(BlockKind::Paragraph, text)]);
        let anchor = date(2026, 4, 15);
        article.published = Some(Dated::day(anchor, FoundIn::Given));
        article.language = Language::parse(if text.contains("heute") { "de" } else { "en" });
        let mut analysis =
            Analysis { dates: dates::find(text, Some(anchor), article.language), ..Analysis::default() };
        if let (Some(start), Some(end)) = (text.find('"'), text.rfind('"')) {
            analysis.quotes.push(Quote { span: Span::new(start + 1, end), speaker: None, cue: None });
        }
        let report =
            Report { article: &article, analysis: &analysis, copy_of: None, event: 0, independent: 0 };
        let told = tells_of(&report, Span::new(0, text.len()), &analysis.dates[0]);
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn a_sentence_tells_of_the_day_of_its_clause() {
        check("The ferry Arden sank off Port Lumen on Monday.", true);
        check("Quill said Tuesday the ferry had been full.", true);
        check("Monday's storm sank three ferries off Port Lumen.", true);
        check("On July 15 voters went to the polls in Lumen.", true);
        check("The harbor has been shut since Monday.", false);
        check("The council listed breaches of a Sept. 23 resolution.", false);
        check("The yard called off a Monday hearing on the cuts.", false);
        check("The toll of a failed July 15 mutiny rose to 31.", false);
        check("The inquiry is to report by the end of May.", true);
        check("Crews cleared what was left by Monday's storm.", false);
    }

    #[test]
    fn today_may_be_nowadays_or_another_day() {
        check("Ada Quill was named harbor master today.", true);
        check("The yard needs the best of today's ships.", false);
        check("\"Today in Lumen we opened a pier,\" the council said.", false);
        check("Das Haus, in dem heute auch die Lumener Post ihren Sitz hat, wurde verkauft.", false);
        check("Das Haus wurde heute verkauft.", true);
    }
}
