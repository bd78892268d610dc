//! Which events of a story tell of one incident: an earthquake on Monday stays one while the search, the inquiry and the
//! funeral are events of their own, and its toll is one count through all of them.

use crate::model::{Precision, Report, Span};
use crate::text::words::words;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Sentences of a report that are searched for what happened when.
const SENTENCES: usize = 5;
/// Words between what happened and its day.
const APART: usize = 14;

/// What happens once at a place on a day, as the words of reports name it. Attacks are not among these: two of one day are
/// two, and their tolls must not be mixed.
fn happening(word: &str) -> Option<&'static str> {
    Some(match word {
        "earthquake" | "quake" | "tremor" | "earthquake's" | "quake's" | "erdbeben" | "terremoto"
        | "sismo" | "seísmo" | "séisme" => "earthquake",
        "crash" | "crashed" | "collision" | "collided" | "derailment" | "derailed" | "absturz" | "unfall"
        | "accidente" => "crash",
        "flood" | "floods" | "flooding" | "inundación" | "inundaciones" | "hochwasser" => "flood",
        "fire" | "blaze" | "wildfire" | "incendio" | "brand" | "feuer" => "fire",
        "storm" | "hurricane" | "cyclone" | "typhoon" | "tornado" | "tormenta" | "sturm" => "storm",
        "explosion" | "blast" | "exploded" | "explosión" => "explosion",
        "collapse" | "collapsed" | "landslide" | "avalanche" | "einsturz" | "lawine" | "derrumbe" => {
            "collapse"
        }
        "shooting" | "gunman" | "tiroteo" => "shooting",
        "sank" | "capsized" | "sinking" | "shipwreck" | "naufragio" => "sinking",
        _ => return None,
    })
}

/// The incident of each report: a number that those of one event share, and those of events that name one happening of
/// one day; and the incidents that are such a happening.
pub(crate) fn incidents(reports: &[Report<'_>]) -> (Vec<u32>, BTreeSet<u32>) {
    let events = reports.iter().map(|report| report.event as usize + 1).max().unwrap_or(0);
    let mut leads: Vec<usize> = (0..events).collect();
    let mut seen: BTreeMap<(&str, Date), usize> = BTreeMap::new();
    for report in reports.iter().filter(|report| report.copy_of.is_none()) {
        let Some(anchor) = anchor(report) else { continue };
        let event = report.event as usize;
        let other = *seen.entry(anchor).or_insert(event);
        let (a, b) = (first(&leads, event), first(&leads, other));
        leads[a.max(b)] = a.min(b);
    }
    let of = reports.iter().map(|report| first(&leads, report.event as usize) as u32).collect();
    let happenings = seen.values().map(|event| first(&leads, *event) as u32).collect();
    (of, happenings)
}

fn first(leads: &[usize], mut at: usize) -> usize {
    while leads[at] != at {
        at = leads[at];
    }
    at
}

/// What the report says happened, and on which day, most often in its opening.
fn anchor(report: &Report<'_>) -> Option<(&'static str, Date)> {
    let text = &report.article.text;
    let dates = &report.analysis.dates;
    let published = report.article.published.as_ref().map(|date| date.day);
    let mut counts: BTreeMap<(&'static str, Date), (usize, usize)> = BTreeMap::new();
    for (place, sentence) in report.analysis.sentences.iter().take(SENTENCES).enumerate() {
        let shown = sentence.span.of(text);
        let from = dates.partition_point(|date| date.span.start < sentence.span.start);
        let inside = dates[from..].iter().take_while(|date| date.span.end <= sentence.span.end);
        let days: Vec<(Span, Date)> = inside
            .filter(|date| {
                matches!(date.when.precision, Precision::Minute | Precision::Hour | Precision::Day)
            })
            .map(|date| (date.span, date.when.day))
            .filter(|(_, day)| published.is_none_or(|published| *day <= published))
            .collect();
        if days.is_empty() {
            continue;
        }
        let all: Vec<_> = words(shown).collect();
        for (at, word) in all.iter().enumerate() {
            let lower = word.of(shown).to_lowercase();
            let bare = lower.trim_end_matches("'s").trim_end_matches("\u{2019}s");
            let Some(kind) = happening(bare) else { continue };
            let near = days.iter().filter_map(|(span, day)| {
                let start = span.start - sentence.span.start;
                let there = all.iter().position(|word| word.span.end > start)?;
                let apart = there.abs_diff(at);
                (apart <= APART).then_some((apart, *day))
            });
            if let Some((_, day)) = near.min() {
                counts.entry((kind, day)).or_insert((0, place)).0 += 1;
            }
        }
    }
    let best = counts.into_iter().max_by_key(|(_, (count, place))| (*count, std::cmp::Reverse(*place)));
    best.map(|(anchor, _)| anchor)
}
