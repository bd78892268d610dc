//! Which events of a story tell of one incident: an earthquake on Monday stays one while the search, the inquiry and the
//! funeral are events of their own, and its toll is one count through all of them.

use super::{Slot, counts};
use crate::model::{MentionKind, Precision, Report, Sentence, Span};
use crate::text::words::{Word, words};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Sentences of a report that are searched for what happened when.
const SENTENCES: usize = 5;
/// Words between what happened and its day.
const APART: usize = 14;

/// Words behind an attack's preposition among which the place stands that it hit.
const HIT_WITHIN: usize = 5;

/// What happens once at a place on a day, as the words of reports name it. Attacks are not among these: two of one day are
/// two, and their tolls must not be mixed, unless they hit the same place: see [`struck`].
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
    let mut of: Vec<u32> = reports.iter().map(|report| first(&leads, report.event as usize) as u32).collect();
    let mut happenings = seen.values().map(|event| first(&leads, *event) as u32).collect();
    join_attacks(reports, &mut of, &mut happenings);
    (of, happenings)
}

/// Attacks that hit one place on one day.
struct Attack {
    place: u64,
    /// Day of the last report of it.
    last: Date,
    /// Reports that name the place.
    reports: usize,
    incident: u32,
}

/// Gives reports whose counts are of attacks on one place, published within a day of one another, one incident, whatever
/// events they were placed in. A report of such an event that names no place goes with the others of its event.
fn join_attacks(reports: &[Report<'_>], of: &mut [u32], happenings: &mut BTreeSet<u32>) {
    let mut attacks: Vec<Attack> = Vec::new();
    let mut of_report: Vec<Option<usize>> = vec![None; reports.len()];
    let mut taken = BTreeSet::new();
    let mut fresh = of.iter().max().map_or(0, |last| last + 1);
    for (index, report) in reports.iter().enumerate() {
        let Some(day) = report.article.published.as_ref().map(|date| date.day) else { continue };
        if happenings.contains(&of[index]) {
            continue;
        }
        let Some(place) = struck_first(report) else { continue };
        let near = |attack: &Attack| {
            attack.place == place && attack.last.until(day).is_ok_and(|apart| apart.get_days().abs() <= 1)
        };
        let at = attacks.iter().rposition(near).unwrap_or_else(|| {
            let mut incident = of[index];
            if !taken.insert(incident) {
                incident = fresh;
                fresh += 1;
            }
            attacks.push(Attack { place, last: day, reports: 0, incident });
            attacks.len() - 1
        });
        attacks[at].last = attacks[at].last.max(day);
        attacks[at].reports += 1;
        of_report[index] = Some(at);
    }
    let mut by_event: BTreeMap<u32, BTreeMap<usize, usize>> = BTreeMap::new();
    for (index, attack) in of_report.iter().enumerate() {
        if let Some(attack) = attack {
            *by_event.entry(of[index]).or_default().entry(*attack).or_default() += 1;
        }
    }
    for (index, incident) in of.iter_mut().enumerate() {
        let most = || {
            let attacks = by_event.get(incident)?;
            attacks.iter().max_by_key(|(at, times)| (**times, std::cmp::Reverse(**at))).map(|(at, _)| *at)
        };
        if let Some(at) = of_report[index].or_else(most) {
            *incident = attacks[at].incident;
            if attacks[at].reports > 1 {
                happenings.insert(*incident);
            }
        }
    }
}

/// Words for an attack.
fn attack(word: &str) -> bool {
    matches!(
        word,
        "attack"
            | "attacks"
            | "strike"
            | "strikes"
            | "airstrike"
            | "airstrikes"
            | "shelling"
            | "bombing"
            | "bombardment"
            | "barrage"
            | "raid"
            | "raids"
            | "assault"
            | "angriff"
            | "angriffe"
            | "ataque"
            | "ataques"
            | "attaque"
            | "attaques"
    )
}

/// Key of the place that an attack hit whose victims or weapons the opening of the report counts.
pub(super) fn struck_first(report: &Report<'_>) -> Option<u64> {
    report.analysis.sentences.iter().take(SENTENCES).find_map(|sentence| struck(report, sentence))
}

/// Key of the place that an attack hit whose victims or weapons the sentence counts: "a strike on Lumen killed nine".
pub(super) fn struck(report: &Report<'_>, sentence: &Sentence) -> Option<u64> {
    let shown = sentence.span.of(&report.article.text);
    let all: Vec<Word> = words(shown).collect();
    let lower = |at: usize| all.get(at).map_or(String::new(), |word| word.of(shown).to_lowercase());
    let onto = |at: &usize| {
        matches!(lower(*at).as_str(), "on" | "in" | "at" | "against" | "near" | "auf" | "contra" | "sur")
    };
    let preposition =
        (0..all.len()).filter(|at| attack(&lower(*at))).find_map(|at| (at + 1..at + 3).find(onto))?;
    let counted = counts(shown, report.article.language);
    if !counted
        .iter()
        .any(|(slot, _)| matches!(slot, Slot::Killed | Slot::Injured | Slot::Drones | Slot::Missiles))
    {
        return None;
    }
    let last = all.get(preposition + HIT_WITHIN).or(all.last())?;
    let from = sentence.span.start + all[preposition].span.end;
    let until = sentence.span.start + last.span.end;
    let mentions = &report.analysis.mentions;
    let first = mentions.partition_point(|mention| mention.span.start < from);
    let inside = mentions[first..].iter().take_while(|mention| mention.span.end <= until);
    inside
        .filter(|mention| matches!(mention.kind, MentionKind::Place | MentionKind::Other))
        .last()
        .map(|mention| mention.key)
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
