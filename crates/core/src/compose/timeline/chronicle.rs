//! A chronicle of a long story: the days that matter most, and what happened on each.
//!
//! Days are ranked by how often the reports name them, as datewise timelines do (Martschat and Markert, "A Temporally
//! Sensitive Submodularity Framework for Timeline Summarization", 2018, and the works before it); a sentence without a date
//! speaks for the day it was published on, a little. The sentences of a day are chosen by how near they are to the middle
//! of all that is said of that day, each thing once.

use crate::model::{Citation, Precision, Report, SentenceKind, Span};
use crate::text::hash::key64;
use crate::text::normalize::fold_into;
use crate::text::stop::StopWords;
use crate::text::words::words;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What a day gains by a sentence that was published on it and names no day, against one that names it.
const PUBLISHED: f64 = 0.05;
/// What such a sentence says of its day, against one that names it.
const PUBLISHED_SAYS: f64 = 0.3;
/// Sentences into a report at which a sentence that names a day counts half, and one that names none.
const HALF: (f64, f64) = (20.0, 3.0);
/// Words of a sentence that may stand in a chronicle.
const LENGTH: std::ops::RangeInclusive<usize> = 8..=45;
/// What a word counts that the day's lines have already.
const AGAIN: f64 = 0.3;
/// Power of the length, and words added to it, by which a sentence's weight is divided.
const LONG: (f64, f64) = (0.7, 8.0);
/// Sentences of one day that are weighed; of the rest nothing new comes.
const MOST_SENTENCES: usize = 3000;

/// What a chronicle is to have.
#[derive(Clone, Copy, Debug)]
pub struct ChronicleOf {
    /// Days at most.
    pub days: usize,
    /// Lines of each day at most.
    pub lines: usize,
    /// First and last day that may stand in it.
    pub between: (Date, Date),
}

/// A sentence that speaks of a day.
struct Said {
    cite: Citation,
    weight: f64,
    /// Keys of its content words with how often it has them.
    words: Vec<(u64, u32)>,
    length: usize,
}

/// The days that matter most, in order, each with the sentences that tell it. Time and memory grow with the number of
/// sentences. Copies count nothing.
pub fn chronicle(reports: &[Report<'_>], wanted: &ChronicleOf) -> Vec<(Date, Vec<Citation>)> {
    let mut days: BTreeMap<Date, (f64, Vec<Said>)> = BTreeMap::new();
    let mut documents: FxHashMap<u64, u32> = FxHashMap::default();
    let mut sentences = 0u32;
    let (first, last) = wanted.between;
    let stops = StopWords::new(super::super::material::main_language(reports));
    for report in reports.iter().filter(|report| report.copy_of.is_none()) {
        let Some(published) = report.article.published.as_ref().map(|date| date.day) else { continue };
        let text = &report.article.text;
        let dates = &report.analysis.dates;
        let prose = |kind| matches!(kind, SentenceKind::Prose | SentenceKind::List);
        let all = report.analysis.sentences.iter().filter(|sentence| prose(sentence.kind));
        for (place, sentence) in all.enumerate() {
            let (words, length) = content(sentence.span.of(text), &stops);
            sentences += 1;
            for (word, _) in &words {
                *documents.entry(*word).or_default() += 1;
            }
            let from = dates.partition_point(|date| date.span.start < sentence.span.start);
            let named = dates[from..].iter().take_while(|date| date.span.end <= sentence.span.end);
            let mut exact: Vec<Date> = named
                .filter(|date| {
                    matches!(date.when.precision, Precision::Minute | Precision::Hour | Precision::Day)
                })
                .map(|date| date.when.day)
                .collect();
            let place = place as f64;
            let (counts, weight) = if exact.is_empty() {
                exact.push(published);
                (PUBLISHED, PUBLISHED_SAYS / (1.0 + place / HALF.1))
            } else {
                (1.0, 1.0 / (1.0 + place / HALF.0))
            };
            let cite = Citation { article: report.article.id, span: sentence.span };
            for day in exact.into_iter().filter(|day| (first..=last).contains(day)) {
                let (score, said) = days.entry(day).or_default();
                *score += counts;
                if said.len() < MOST_SENTENCES && said.last().is_none_or(|before| before.cite != cite) {
                    said.push(Said { cite, weight, words: words.clone(), length });
                }
            }
        }
    }
    let rare = |word: &u64| {
        let found = f64::from(documents.get(word).copied().unwrap_or(1));
        libm::log(1.0 + f64::from(sentences) / found)
    };
    let mut ranked: Vec<(f64, Date)> = days.iter().map(|(day, (score, _))| (*score, *day)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.truncate(wanted.days);
    let mut out: Vec<(Date, Vec<Citation>)> =
        ranked.into_iter().map(|(_, day)| (day, lines(&days[&day].1, wanted.lines, &rare))).collect();
    out.sort_by_key(|(day, _)| *day);
    out
}

/// The sentences that say most of what is said of a day, best first.
fn lines(said: &[Said], most: usize, rare: &impl Fn(&u64) -> f64) -> Vec<Citation> {
    let mut middle: FxHashMap<u64, f64> = FxHashMap::default();
    for sentence in said {
        for (word, _) in &sentence.words {
            *middle.entry(*word).or_default() += sentence.weight * rare(word);
        }
    }
    let mut fits: Vec<usize> = (0..said.len()).filter(|&at| LENGTH.contains(&said[at].length)).collect();
    if fits.is_empty() {
        fits = (0..said.len()).collect();
    }
    let mut told: FxHashMap<u64, ()> = FxHashMap::default();
    let mut out: Vec<usize> = Vec::new();
    while out.len() < most {
        let mut best: Option<(f64, usize)> = None;
        for &at in fits.iter().filter(|at| !out.contains(at)) {
            let sentence = &said[at];
            let count: u32 = sentence.words.iter().map(|(_, times)| times).sum();
            let sum: f64 = sentence
                .words
                .iter()
                .map(|(word, _)| {
                    middle[word] * rare(word) * if told.contains_key(word) { AGAIN } else { 1.0 }
                })
                .sum();
            let score = sentence.weight * sum / libm::pow(f64::from(count) + LONG.1, LONG.0);
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, at));
            }
        }
        let Some((_, at)) = best else { break };
        out.push(at);
        told.extend(said[at].words.iter().map(|(word, _)| (*word, ())));
    }
    out.into_iter().map(|at| said[at].cite).collect()
}

/// The content words of a sentence with their counts, and how many words it has in all.
fn content(sentence: &str, stops: &StopWords) -> (Vec<(u64, u32)>, usize) {
    let mut folded = String::new();
    let mut keys = Vec::new();
    let mut length = 0;
    for word in words(sentence) {
        length += 1;
        folded.clear();
        fold_into(word.of(sentence), &mut folded);
        if !stops.has(&folded) {
            keys.push(key64(&folded));
        }
    }
    keys.sort_unstable();
    let mut out: Vec<(u64, u32)> = Vec::new();
    for key in keys {
        match out.last_mut() {
            Some((last, times)) if *last == key => *times += 1,
            _ => out.push((key, 1)),
        }
    }
    (out, length)
}

/// The words that a citation of a chronicle shows.
pub fn shown(cite: &Citation, reports: &[Report<'_>]) -> Option<String> {
    let report = reports.iter().find(|report| report.article.id == cite.article)?;
    let span: Span = cite.span;
    Some(span.of(&report.article.text).split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Analysis, Article, BlockKind, DateRef, Dated, FoundIn, Sentence};

    #[test]
    fn the_day_that_most_reports_name_is_told_first() {
        let day = |text: &str| -> Date { text.parse().unwrap() };
        let texts = [
            (
                "2026-03-10",
                "The ferry Arden sank off Port Lumen on Monday with 31 people on board.",
                Some("2026-03-09"),
            ),
            (
                "2026-03-11",
                "Divers found the ferry that sank on Monday off the coast of Port Lumen.",
                Some("2026-03-09"),
            ),
            (
                "2026-03-12",
                "The harbor master of Port Lumen told reporters that he knew nothing of it.",
                None,
            ),
        ];
        let read: Vec<(Article, Analysis)> = texts
            .iter()
            .map(|(published, text, named)| {
                let url = format!("https://lumen.example/{published}");
                let mut article = Article::from_blocks(Some(&url), 0, &[(BlockKind::Paragraph, text)]);
                article.published = Some(Dated::day(day(published), FoundIn::Given));
                let mut analysis = Analysis::default();
                let span = Span::new(0, text.len());
                analysis.sentences.push(Sentence { span, block: 0, kind: SentenceKind::Prose });
                if let Some(named) = named {
                    let at = text.find("Monday").unwrap();
                    let when = Dated::day(day(named), FoundIn::Inferred);
                    analysis.dates.push(DateRef { span: Span::new(at, at + 6), when });
                }
                (article, analysis)
            })
            .collect();
        let reports: Vec<Report> = read
            .iter()
            .zip(0..)
            .map(|((article, analysis), independent)| Report {
                article,
                analysis,
                copy_of: None,
                event: 0,
                independent,
            })
            .collect();
        let wanted = ChronicleOf { days: 1, lines: 1, between: (day("2026-03-01"), day("2026-03-31")) };
        let told = chronicle(&reports, &wanted);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].0, day("2026-03-09"));
        assert!(shown(&told[0].1[0], &reports).unwrap().contains("sank"));
        let all = chronicle(&reports, &ChronicleOf { days: 9, ..wanted });
        assert_eq!(
            all.iter().map(|(day, _)| day.to_string()).collect::<Vec<_>>(),
            ["2026-03-09", "2026-03-12"]
        );
    }
}
