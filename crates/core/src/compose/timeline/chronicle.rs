//! A chronicle of a long story: the days that matter most, and what happened on each.
//!
//! Most timelines rank days by how often the reports name them (Martschat and Markert, "A Temporally Sensitive Submodularity
//! Framework for Timeline Summarization", 2018, and the works before it). A day on which much was written is not yet one to be
//! remembered, so ours are ranked by how much is said of a day that is said of no other, by the likelihood ratio of its
//! words (Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence", 1993), and by how many come back to it: name it by
//! its number, or long after. A sentence without a date speaks for the day it was published on, a little. The sentences of a day
//! are chosen by how near they are to the middle of all that is said of that day, each thing once.

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
/// Words of a day, those that are most its own, by which it is ranked.
const OWN_WORDS: usize = 10;
/// What a day gains that is told of at all, so that of days without words of their own the one named most often leads.
const NAMED: f64 = 0.01;
/// What a day gains by a sentence that names it by its number, and by one of a report from later than [`LATE_DAYS`] after it.
const COME_BACK: (f64, f64) = (0.1, 0.3);
/// Days after which a report comes back to a day rather than telling the news.
const LATE_DAYS: i32 = 6;
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

/// What is said of a day.
#[derive(Default)]
struct Day {
    /// Sentences that name it, and a little for each published on it.
    named: f64,
    /// What comes back to it: see [`COME_BACK`].
    come_back: f64,
    /// Sentences that name it, and how many of them have each word.
    naming: u32,
    words: FxHashMap<u64, u32>,
    said: Vec<Said>,
}

impl Day {
    /// How much it matters, among `all` sentences of which `documents` have each word.
    fn weight(&self, documents: &FxHashMap<u64, u32>, all: u32) -> f64 {
        let (naming, others) = (f64::from(self.naming), f64::from(all.saturating_sub(self.naming)));
        let mut own: Vec<f64> = self
            .words
            .iter()
            .filter(|(_, here)| **here > 1)
            .filter_map(|(word, here)| {
                let elsewhere = f64::from(documents.get(word).copied().unwrap_or(0).saturating_sub(*here));
                let here = f64::from(*here);
                (here * others > elsewhere * naming).then(|| ratio((here, naming), (elsewhere, others)))
            })
            .collect();
        own.sort_by(|a, b| b.total_cmp(a));
        let own: f64 = own.iter().take(OWN_WORDS).sum();
        (own + NAMED * self.named) * libm::sqrt(1.0 + self.come_back)
    }
}

/// Dunning's likelihood ratio of two counts out of two totals: how sure it is that they are of two rates.
fn ratio((here, naming): (f64, f64), (elsewhere, others): (f64, f64)) -> f64 {
    let fit = |count: f64, of: f64| {
        let part = |part: f64| if part > 0.0 { part * libm::log(part / of) } else { 0.0 };
        part(count) + part(of - count)
    };
    2.0 * (fit(here, naming) + fit(elsewhere, others) - fit(here + elsewhere, naming + others))
}

/// The days that matter most, in order, each with the sentences that tell it. Time and memory grow with the number of
/// sentences. Copies count nothing.
pub fn chronicle(reports: &[Report<'_>], wanted: &ChronicleOf) -> Vec<(Date, Vec<Citation>)> {
    let mut days: BTreeMap<Date, Day> = BTreeMap::new();
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
            let mut exact: Vec<(Date, f64)> = named
                .filter(|date| {
                    matches!(date.when.precision, Precision::Minute | Precision::Hour | Precision::Day)
                })
                .map(|date| {
                    let day = date.when.day;
                    let shown = date.span.of(text);
                    let by_number =
                        date.span != sentence.span && shown.contains(|c: char| c.is_ascii_digit());
                    let late = (published - day).get_days() > LATE_DAYS;
                    (day, COME_BACK.0 * f64::from(by_number) + COME_BACK.1 * f64::from(late))
                })
                .collect();
            let place = place as f64;
            let names = !exact.is_empty();
            let (counts, weight) = if names {
                (1.0, 1.0 / (1.0 + place / HALF.0))
            } else {
                exact.push((published, 0.0));
                (PUBLISHED, PUBLISHED_SAYS / (1.0 + place / HALF.1))
            };
            let cite = Citation { article: report.article.id, span: sentence.span };
            for (day, comes_back) in exact.into_iter().filter(|(day, _)| (first..=last).contains(day)) {
                let it = days.entry(day).or_default();
                it.named += counts;
                it.come_back += comes_back;
                let said = &mut it.said;
                if said.len() < MOST_SENTENCES && said.last().is_none_or(|before| before.cite != cite) {
                    if names {
                        it.naming += 1;
                        for (word, _) in &words {
                            *it.words.entry(*word).or_default() += 1;
                        }
                    }
                    said.push(Said { cite, weight, words: words.clone(), length });
                }
            }
        }
    }
    let rare = |word: &u64| {
        let found = f64::from(documents.get(word).copied().unwrap_or(1));
        libm::log(1.0 + f64::from(sentences) / found)
    };
    let mut ranked: Vec<(f64, Date)> =
        days.iter().map(|(day, it)| (it.weight(&documents, sentences), *day)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.truncate(wanted.days);
    let mut out: Vec<(Date, Vec<Citation>)> =
        ranked.into_iter().map(|(_, day)| (day, lines(&days[&day].said, wanted.lines, &rare))).collect();
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
