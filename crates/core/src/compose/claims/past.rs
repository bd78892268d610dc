//! Whether a sentence is anchored in a past of its own: "In June 1904", "the flood of 1931", "at the end of last year".
//!
//! What it counts belongs to that time, and is compared with nothing that is counted of the present.

use crate::model::{DateRef, Precision, Report, Sentence};
use crate::text::words::{WordKind, words};

/// Days before a report within which what it names belongs to what it tells.
const PRESENT: i32 = 45;

/// The month of the past that a sentence names, as a number by which two are compared. `None` where it tells of the present.
pub(super) fn anchor(report: &Report<'_>, sentence: &Sentence) -> Option<i32> {
    let text = sentence.span.of(&report.article.text);
    let dates = &report.analysis.dates;
    let first = dates.partition_point(|date| date.span.start < sentence.span.start);
    let inside = || dates[first..].iter().take_while(|date| date.span.end <= sentence.span.end);
    let before = |start: u32| text.get(..(start - sentence.span.start) as usize).unwrap_or("");
    let past = |date: &&DateRef| {
        let length = match date.when.precision {
            Precision::Year => 366,
            Precision::Month => 31,
            Precision::Week => 7,
            Precision::Minute | Precision::Hour | Precision::Day => 0,
        };
        let apart = report.article.published.as_ref().map(|published| date.when.day.until(published.day));
        match apart {
            Some(Ok(apart)) => apart.get_days() > PRESENT + length,
            // Without a day of its own a report names the year of what is not of the present alone.
            _ => matches!(date.when.precision, Precision::Month | Precision::Year),
        }
    };
    let dated = inside().filter(past).find(|date| !superlative(before(date.span.start)));
    if let Some(date) = dated {
        let month = if date.when.precision == Precision::Year { 0 } else { date.when.day.month() };
        return Some(i32::from(date.when.day.year()) * 100 + i32::from(month));
    }
    let now = report.article.published.as_ref().map_or(i16::MAX, |published| published.day.year());
    let mut last = "";
    for word in words(text) {
        let written = word.of(text);
        let start = sentence.span.start + word.span.start;
        let known = || inside().any(|date| date.span.start <= start && start < date.span.end);
        if word.kind == WordKind::Number
            && leads(last)
            && let Some(year) = year(written).filter(|year| *year < now)
            && !known()
            && !superlative(before(start))
        {
            return Some(i32::from(year) * 100);
        }
        last = written;
    }
    None
}

fn year(written: &str) -> Option<i16> {
    let digits = written.len() == 4 && written.bytes().all(|digit| digit.is_ascii_digit());
    written.parse().ok().filter(|year| digits && (1500..2100).contains(year))
}

/// Words behind which four digits are a year.
fn leads(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "in" | "of"
            | "since"
            | "the"
            | "from"
            | "until"
            | "between"
            | "early"
            | "late"
            | "im"
            | "seit"
            | "jahr"
            | "en"
            | "de"
            | "desde"
    )
}

/// Whether what stands before a year ranks the present against it: "the deadliest flood since".
fn superlative(before: &str) -> bool {
    let mut words = before.split_whitespace().rev();
    let since = words.by_ref().take(5).any(|word| matches!(word, "since" | "seit" | "desde"));
    let rank = |word: &str| {
        let word = word.to_lowercase();
        word.len() > 4 && word.ends_with("est")
            || matches!(word.as_str(), "first" | "most" | "worst" | "least" | "best")
    };
    since && words.take(8).any(rank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Analysis, Article, BlockKind, Dated, FoundIn, SentenceKind, Span};
    use jiff::civil::date;

    fn check(text: &str, published: bool, expected: Option<i32>) {
        let mut article = Article::from_blocks(None, 0, &[(BlockKind::Paragraph, text)]);
        let day = date(2025, 4, 18);
        article.published = published.then(|| Dated::day(day, FoundIn::Given));
        let sentence =
            Sentence { span: Span::new(0, article.text.len()), block: 0, kind: SentenceKind::Prose };
        let dates = crate::text::dates::find(
            &article.text,
            published.then_some(day),
            crate::model::Language::parse("en"),
        );
        let analysis = Analysis { dates, ..Analysis::default() };
        let report =
            Report { article: &article, analysis: &analysis, copy_of: None, event: 0, independent: 0 };
        assert_eq!(anchor(&report, &sentence), expected, "{text}");
    }

    #[test]
    fn a_sentence_may_tell_of_a_past_of_its_own() {
        check("In June 2004 eight sailors were held off Lumen.", true, Some(200_406));
        check("In June 2004 eight sailors were held off Lumen.", false, Some(200_406));
        check("The flood of 1931 killed 200 people in Lumen.", false, Some(193_100));
        check("The 2004 tsunami killed 200 people.", false, Some(200_400));
        check("At least 12 people were killed on Thursday in Lumen.", true, None);
        check("It killed 52 people, the deadliest storm since the flood of 1931.", true, None);
        check("Some 2000 people marched in Lumen.", true, None);
        check("A ferry sank off Lumen on March 30, killing nine people.", true, None);
    }
}
