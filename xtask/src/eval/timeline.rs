//! Timelines: the chronicle of the core on collections whose timelines editors made.
//!
//! Asked for as many days and lines as the reference has, between its first and its last day, as the literature does.

use std::collections::BTreeMap;
use std::time::Instant;

use jiff::civil::Date;
use newsloom_core::compose::{ChronicleOf, chronicle, chronicle_line};
use newsloom_core::flow;
use newsloom_core::model::{
    Analysis, Article, ArticleId, BlockKind, DateRef, Dated, FoundIn, Language, Report, Sentence,
    SentenceKind, Span,
};
use newsloom_core::text::dates;
use serde_json::Value;

use super::{Bench, Found, measured};
use crate::lines;
use crate::results::table;

const UNSEEN: &str = "Not seen by these numbers: whether a line can be read alone and tells the day's event rather than one of its echoes. \
The alignment is that of Martschat and Markert (2017): each day meets the reference day that is nearest in time and words.";

/// Runs both sets.
pub fn run(bench: &Bench) -> anyhow::Result<Found> {
    let mut rows = Vec::new();
    let mut all = Vec::new();
    for set in ["t17", "crisis_dated"].into_iter().filter(|set| bench.wants(set)) {
        let truth = bench.shared.join(format!("bench/summ/tl_{set}.dev.jsonl.gz"));
        let (mut dates, mut alignment, mut seconds) = (Vec::new(), Vec::new(), 0.0);
        lines::each(&truth, |topic| {
            let read = if topic["docs"].is_array() { documents(&topic) } else { dated(&topic) };
            for reference in topic["timelines"].as_object().into_iter().flat_map(|all| all.values()) {
                let reference = timeline(reference);
                let (Some(first), Some(last)) = (reference.keys().next(), reference.keys().next_back())
                else {
                    continue;
                };
                let reports = reports(&read, (*first, *last));
                let told: usize = reference.values().map(Vec::len).sum();
                let wanted = ChronicleOf {
                    days: reference.len(),
                    lines: (told as f64 / reference.len() as f64).round().max(1.0) as usize,
                    between: (*first, *last),
                };
                let start = Instant::now();
                let made = chronicle(&reports, &wanted);
                seconds += start.elapsed().as_secs_f64();
                let made: BTreeMap<Date, Vec<String>> = made
                    .into_iter()
                    .map(|(day, cites)| {
                        (day, cites.iter().filter_map(|cite| chronicle_line(cite, &reports)).collect())
                    })
                    .collect();
                let both = made.keys().filter(|day| reference.contains_key(day)).count() as f64;
                dates.push(2.0 * both / (made.len() + reference.len()) as f64);
                alignment.push(align(&made, &reference));
            }
            Ok(())
        })?;
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
        let (date_f1, rouge) = (mean(&dates), mean(&alignment));
        rows.push(vec![
            set.to_owned(),
            dates.len().to_string(),
            format!("{date_f1:.3}"),
            format!("{rouge:.3}"),
            format!("{:.2}", seconds / dates.len().max(1) as f64),
        ]);
        all.push(measured(format!("timeline.{set}"), &truth, &[("date_f1", date_f1), ("align_r1", rouge)])?);
    }
    let head = ["set", "timelines", "date F1", "alignment R1", "s each"];
    Ok(Found {
        name: "eval-timeline",
        title: "Timelines",
        body: format!("{}\n{UNSEEN}", table(&head, &rows)),
        measured: all,
    })
}

type Read = Vec<(Article, Analysis)>;

fn day(text: &Value) -> Option<Date> {
    text.as_str()?.get(..10)?.parse().ok()
}

fn timeline(value: &Value) -> BTreeMap<Date, Vec<String>> {
    let days = value.as_object().into_iter().flatten();
    days.filter_map(|(at, told)| {
        let told = told.as_array()?.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        Some((at.get(..10)?.parse().ok()?, told))
    })
    .collect()
}

/// Articles with their text, a sentence a line.
fn documents(topic: &Value) -> Read {
    let config = flow::Config::default();
    let documents = topic["docs"].as_array().into_iter().flatten().enumerate();
    documents
        .filter_map(|(number, document)| {
            let blocks: Vec<(BlockKind, &str)> =
                document["text"].as_str()?.lines().map(|line| (BlockKind::Paragraph, line.trim())).collect();
            let mut article = Article::from_blocks(None, 0, &blocks);
            article.id = ArticleId::of(&[&number.to_le_bytes()]);
            article.language = Some(Language::ENGLISH);
            article.published = Some(Dated::day(day(&document["date"])?, FoundIn::Given));
            let analysis = flow::analyze(&article, &config);
            Some((article, analysis))
        })
        .collect()
}

/// Sentences that somebody else has dated: each day is a report of its own.
fn dated(topic: &Value) -> Read {
    let days = topic["dated"].as_array().into_iter().flatten();
    days.filter_map(|given| {
        let at = day(&given["date"])?;
        let texts: Vec<(BlockKind, &str)> = given["sents"]
            .as_array()?
            .iter()
            .filter_map(Value::as_str)
            .map(|text| (BlockKind::Paragraph, text))
            .collect();
        let mut article = Article::from_blocks(None, 0, &texts);
        article.id = ArticleId::of(&[at.to_string().as_bytes()]);
        article.language = Some(Language::ENGLISH);
        article.published = Some(Dated::day(at, FoundIn::Given));
        let mut analysis = Analysis::default();
        for (block, given) in article.blocks.iter().enumerate() {
            analysis.sentences.push(Sentence {
                span: given.span,
                block: block as u32,
                kind: SentenceKind::Prose,
            });
            // The words that name the day, where they can be told: how a day is named says whether a report comes back to it.
            let text = given.span.of(&article.text);
            let named =
                dates::find(text, Some(at), article.language).into_iter().find(|found| found.when.day == at);
            let span = named.map_or(given.span, |found| Span {
                start: given.span.start + found.span.start,
                end: given.span.start + found.span.end,
            });
            analysis.dates.push(DateRef { span, when: Dated::day(at, FoundIn::Given) });
        }
        Some((article, analysis))
    })
    .collect()
}

fn reports(read: &Read, (first, last): (Date, Date)) -> Vec<Report<'_>> {
    let inside = read.iter().filter(|(article, _)| {
        article.published.as_ref().is_some_and(|date| (first..=last).contains(&date.day))
    });
    inside
        .zip(0..)
        .map(|((article, analysis), independent)| Report {
            article,
            analysis,
            copy_of: None,
            event: 0,
            independent,
        })
        .collect()
}

type Bag = BTreeMap<String, u32>;

fn bag(told: &[String]) -> Bag {
    let mut bag = Bag::new();
    for word in told.iter().flat_map(|text| text.split(|c: char| !c.is_ascii_alphanumeric())) {
        if !word.is_empty() {
            *bag.entry(word.to_ascii_lowercase()).or_default() += 1;
        }
    }
    bag
}

fn common(a: &Bag, b: &Bag) -> f64 {
    a.iter().map(|(word, times)| f64::from(b.get(word).copied().unwrap_or(0).min(*times))).sum()
}

fn size(bag: &Bag) -> f64 {
    bag.values().map(|times| f64::from(*times)).sum()
}

/// F1 of the words in common, each day with the other side's day that suits it best, less the further off that is.
fn align(made: &BTreeMap<Date, Vec<String>>, reference: &BTreeMap<Date, Vec<String>>) -> f64 {
    let bags = |told: &BTreeMap<Date, Vec<String>>| -> Vec<(Date, Bag)> {
        told.iter().map(|(day, told)| (*day, bag(told))).collect()
    };
    let (made, reference) = (bags(made), bags(reference));
    let apart = |a: Date, b: Date| f64::from((a - b).get_days().abs());
    let side = |from: &[(Date, Bag)], to: &[(Date, Bag)]| {
        let (mut shared, mut all) = (0.0, 0.0);
        for (day, mine) in from {
            let cost = |(other, theirs): &&(Date, Bag)| {
                let f1 = 2.0 * common(mine, theirs) / (size(mine) + size(theirs)).max(1.0);
                (1.0 - 1.0 / (apart(*day, *other) + 1.0)) * (1.0 - f1)
            };
            let near = to.iter().min_by(|a, b| {
                cost(a).total_cmp(&cost(b)).then(apart(*day, a.0).total_cmp(&apart(*day, b.0)))
            });
            let Some((other, theirs)) = near else { continue };
            shared += common(mine, theirs) / (apart(*day, *other) + 1.0);
            all += size(mine);
        }
        if all > 0.0 { shared / all } else { 0.0 }
    };
    let (precision, recall) = (side(&made, &reference), side(&reference, &made));
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timeline_aligns_with_itself_and_less_with_one_a_day_off() {
        let of = |day: &str, told: &str| BTreeMap::from([(day.parse().unwrap(), vec![told.to_owned()])]);
        let truth = of("2026-03-09", "the ferry sank");
        assert_eq!(align(&truth, &truth), 1.0);
        assert_eq!(align(&of("2026-03-10", "the ferry sank"), &truth), 0.5);
        assert_eq!(align(&of("2026-03-09", "rain fell"), &truth), 0.0);
    }
}
