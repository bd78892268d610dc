//! Sentences of two reports that say the same but for one day, or for one place in an order.
//!
//! Days and ranks are told of everything, so that the value alone says nothing: only where most words of the two sentences
//! are the same do they mean one thing. Days count that are named by their date; weekdays depend on when one reads.

use super::{Claim, told_by};
use crate::model::{Language, Precision, Report, SentenceKind, Span};
use crate::text::calendar;
use crate::text::hash::key64;
use crate::text::normalize::fold;
use crate::text::numbers::{NumberKind, parse};
use crate::text::stem::Stemmer;
use crate::text::stop::StopWords;
use crate::text::words::{WordKind, words};
use std::collections::BTreeSet;

/// Sentences of a story that are compared, of each sort.
const MOST: usize = 300;
/// Content words that the two have in common, at least.
const COMMON: usize = 5;
/// Share of the shorter one's content words that the other has.
const SAME: f64 = 0.7;

struct Twin {
    claim: Claim,
    words: Vec<u64>,
}

/// Pairs of such sentences, each with what differs.
pub(crate) fn twins(
    reports: &[Report<'_>],
    language: Option<Language>,
    incidents: &[u32],
) -> Vec<(&'static str, Vec<Claim>)> {
    let mut sorts: [(&'static str, Vec<Twin>); 2] = [("date", Vec::new()), ("rank", Vec::new())];
    let mut stemmer = Stemmer::new(language);
    let stops = StopWords::new(language);
    for told in told_by(reports, language, incidents) {
        let text = told.text;
        let digits = text.bytes().any(|byte| byte.is_ascii_digit());
        let prose = told.sentence.kind == SentenceKind::Prose;
        if !prose || !digits && !ORDINALS.iter().any(|word| text.contains(word)) {
            continue;
        }
        let found = [day(told.report, told.sentence.span), rank(text, told.report.article.language)];
        for ((_, twins), (value, span)) in
            sorts.iter_mut().zip(found).filter_map(|(sort, found)| Some((sort, found?)))
        {
            if twins.len() < MOST {
                let words = content(text, &mut stemmer, &stops);
                twins.push(Twin { claim: told.claim(value, span.of(text).to_owned()), words });
            }
        }
    }
    let mut out = Vec::new();
    for (what, twins) in &sorts {
        let mut used = BTreeSet::new();
        for (at, one) in twins.iter().enumerate() {
            let differs = |(next, other): &(usize, &Twin)| {
                !used.contains(next)
                    && reports[one.claim.report].independent != reports[other.claim.report].independent
                    && one.claim.value != other.claim.value
                    && alike(&one.words, &other.words)
            };
            if used.contains(&at) {
                continue;
            }
            let found = twins.iter().enumerate().skip(at + 1).find(differs);
            if let Some((next, other)) = found {
                used.extend([at, next]);
                out.push((*what, vec![one.claim.clone(), other.claim.clone()]));
            }
        }
    }
    out
}

/// Words of rank, by which sentences without a digit are worth a look.
const ORDINALS: &[&str] = &[
    "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
];

fn alike(a: &[u64], b: &[u64]) -> bool {
    let common = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    common >= COMMON && common as f64 >= a.len().min(b.len()) as f64 * SAME
}

/// The one day that a sentence names by its date, as days of the common era, with its words.
fn day(report: &Report<'_>, sentence: Span) -> Option<(f64, Span)> {
    let dates = &report.analysis.dates;
    let first = dates.partition_point(|date| date.span.start < sentence.start);
    let inside = || dates[first..].iter().take_while(|date| date.span.end <= sentence.end);
    let date = inside().next()?;
    let text = &report.article.text;
    let written = date.span.of(text);
    let named = written.bytes().any(|byte| byte.is_ascii_digit())
        && written.bytes().any(|byte| byte.is_ascii_alphabetic());
    if inside().count() > 1 || !named || date.when.precision != Precision::Day {
        return None;
    }
    // "At the hearing in Lumen, March 4, 2025": what ends a line without a preposition is the day of a picture or a post.
    let after = Span { start: date.span.end, end: sentence.end }.of(text);
    let led = Span { start: sentence.start, end: date.span.start }.of(text).trim_end();
    let led = led.rsplit(' ').next().unwrap_or("");
    if after.trim_end_matches(['.', ' ']).is_empty() && !led.starts_with(char::is_lowercase) {
        return None;
    }
    // The day of saying is no claim.
    let before = Span { start: sentence.start, end: date.span.start }.of(text);
    let saying = ["said", "told", "reported", "announced", "says", "wrote", "published", "updated"];
    if before.split_whitespace().rev().take(4).any(|word| saying.contains(&word.trim_matches(','))) {
        return None;
    }
    let days = date.when.day.day_of_year() as f64 + f64::from(date.when.day.year()) * 366.0;
    Some((days, Span { start: date.span.start - sentence.start, end: date.span.end - sentence.start }))
}

/// The one rank that a sentence gives: `the third round`.
fn rank(text: &str, language: Option<Language>) -> Option<(f64, Span)> {
    let numbers = parse(text, language);
    let mut ranks = numbers.iter().filter(|number| number.kind == NumberKind::Ordinal && number.value >= 2.0);
    let rank = ranks.next().filter(|rank| rank.value <= 100.0)?;
    if ranks.next().is_some() {
        return None;
    }
    let after = text.get(rank.span.end as usize..)?;
    let noun = after.strip_prefix([' ', '-'])?;
    let before = text.get(..rank.span.start as usize)?.trim_end();
    let spelled = calendar::month(&fold(before.rsplit(' ').next()?), language).is_some();
    // Rounds and meetings follow one another: a third and a fourth one are two. What is second-largest or in third place is not.
    let mut next = noun.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    let first = next.next()?;
    let best =
        first.len() > 4 && first.ends_with("est") || matches!(first, "most" | "least" | "best" | "worst");
    let placed =
        matches!(first, "place" | "rank" | "spot" | "position" | "straight" | "consecutive" | "successive");
    let in_a_row = noun.split_once(" in a row").is_some_and(|(noun, _)| noun.split(' ').count() <= 3);
    let plain = best || placed || in_a_row;
    (plain && !spelled).then_some((rank.value, rank.span))
}

fn content(text: &str, stemmer: &mut Stemmer, stops: &StopWords) -> Vec<u64> {
    let mut found: Vec<u64> = words(text)
        .filter(|word| word.kind == WordKind::Word)
        .map(|word| fold(word.of(text).trim_end_matches("'s").trim_end_matches("\u{2019}s")))
        .filter(|word| {
            word.len() > 2
                && !stops.has(word)
                && !calendar::is_calendar_word(word, None)
                && !ORDINALS.contains(&word.as_str())
        })
        .map(|word| key64(stemmer.stem(&word)))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<f64>) {
        assert_eq!(rank(text, Some(Language::ENGLISH)).map(|found| found.0), expected, "{text}");
    }

    #[test]
    fn ranks_are_places_in_an_order() {
        check("They met for a third round of talks in Lumen.", None);
        check("It is the second-largest harbor of Vesper.", Some(2.0));
        check("Lumen is in fourth place with 12 points.", Some(4.0));
        check("It is the fifth meeting in a row without a change.", Some(5.0));
        check("He scored in the second half.", None);
        check("It opened on March 3rd in Lumen.", None);
    }

    #[test]
    fn the_same_words_mean_the_same_thing() {
        let mut stemmer = Stemmer::new(Some(Language::ENGLISH));
        let stops = StopWords::new(Some(Language::ENGLISH));
        let mut words = |text: &str| content(text, &mut stemmer, &stops);
        let one = words("Envoys of Lumen and Vesper will meet in Arden on March 19 to discuss the pier.");
        let other = words("The envoys of Vesper and Lumen meet on March 20 in Arden, to discuss piers.");
        let third = words("The harbor of Lumen opens on March 20 after repairs of its oldest crane.");
        assert!(alike(&one, &other) && !alike(&one, &third));
    }
}
