//! Which number counts what: by the nearest word of its kind in the same clause.

use super::{Slot, hedging};
use crate::model::Span;
use crate::text::numbers::Number;

/// What a number counts, by the words around it.
pub(super) fn slot(
    number: &Number,
    text: &str,
    words: &[(Span, String)],
    numbers: &[Number],
) -> Option<Slot> {
    let first = words.iter().position(|(span, _)| span.end > number.span.start)?;
    let after = words.iter().position(|(span, _)| span.start >= number.span.end).unwrap_or(words.len());
    let parted = |a: u32, b: u32| {
        text.get(a as usize..b as usize).is_none_or(|gap| gap.contains([';', '.', ':', '(', '\u{2014}']))
    };
    // "the 1988 bombing that killed": a year, unless people stand right behind it.
    let written = number.span.of(text);
    let year = written.len() == 4
        && written.bytes().all(|digit| digit.is_ascii_digit())
        && (1800.0..2200.0).contains(&number.value);
    let people = words.get(after).is_some_and(|(_, word)| word == "people" || Slot::of(word).is_some());
    if year && !people {
        return None;
    }
    // "a father of four, was arrested"
    let parents = |word: &str| matches!(word, "father" | "mother" | "parent" | "parents" | "family");
    if first > 1 && words[first - 1].1 == "of" && parents(&words[first - 2].1) {
        return None;
    }
    let mut best: Option<(usize, Slot)> = None;
    for (distance, (span, word)) in words[after..].iter().take(8).enumerate() {
        let other = numbers.iter().any(|other| other.span != number.span && other.span.overlaps(*span));
        let before = if distance == 0 { number.span.end } else { words[after + distance - 1].0.end };
        let comma = text[before as usize..span.start as usize].contains(',');
        if other || comma && distance == 0 || parted(number.span.end, span.start) || subordinate(word) {
            break;
        }
        if let Some(slot) = Slot::of(word) {
            let opens = comma || distance > 0 && joint(&words[after + distance - 1].1);
            if only_noun(word) || opens && has_object(after + distance, words, numbers) {
                break;
            }
            best = Some((distance + 1, slot));
            break;
        }
    }
    let mut distance = 0;
    for (at, (span, word)) in words[..first].iter().enumerate().rev().take(8) {
        // "One was killed and 10 others hurt", "was killed, 10 others hurt": what stands before is told already.
        let gap = words.get(at + 1).map_or("", |(next, _)| &text[span.end as usize..next.start as usize]);
        if parted(span.end, number.span.start) || joint(word) || gap.contains(',') || distance > 2 {
            break;
        }
        if !hedging(word) {
            distance += 1;
        }
        if let Some(slot) = Slot::of(word).filter(|_| !word.ends_with("deaths")) {
            // "killing at least 12", but not "the dead roots store 12" or "killed in 400 shootings"; and what is suffered, or
            // a noun, has no object: "the injured were taken".
            let suffered = words[..at].last().is_some_and(|(_, before)| SUFFERING.contains(&before.as_str()));
            if distance <= 1 && !suffered && best.is_none_or(|(nearest, _)| distance < nearest) {
                best = Some((distance, slot));
            }
            break;
        }
    }
    if best.is_some_and(|(_, slot)| !matches!(slot, Slot::Drones | Slot::Missiles)) {
        // What has a unit counts no people: "thirty times as powerful", "2.6 million tonnes".
        let unit = words.get(after).is_some_and(|(_, word)| UNITS.contains(&word.as_str()));
        if unit {
            return None;
        }
    }
    // "The toll is now at least 31": what hedges stands between, and no other number.
    let toll = words[..first].iter().rposition(|(_, word)| matches!(word.as_str(), "toll" | "number"));
    if best.is_none()
        && let Some(toll) = toll.filter(|toll| first - toll <= 16)
        && !numbers
            .iter()
            .any(|other| words[toll].0.end <= other.span.start && other.span.end <= number.span.start)
    {
        let back = || words[..first].iter().rev().take(16).map(|(_, word)| word.as_str());
        let last = words[toll + 1..first].iter().rfind(|(_, word)| !HEDGES.contains(&word.as_str()));
        let direct = tolling(&words[first - 1].1) || last.is_some_and(|(_, word)| tolling(word));
        if direct && (words[toll].1 == "toll" || back().any(|word| word == "killed")) {
            return Some(Slot::Killed);
        }
    }
    best.map(|(_, slot)| slot)
}

/// Whether the word for what is counted has an object of its own: "shot 14 people, killing five", "fired at 58 people and
/// wounded hundreds".
fn has_object(at: usize, words: &[(Span, String)], numbers: &[Number]) -> bool {
    let number = |span: Span| numbers.iter().any(|number| number.span.overlaps(span));
    let mut behind = words[at + 1..].iter().skip_while(|(_, word)| hedging(word));
    words[at].1.ends_with("ing") || behind.next().is_some_and(|(span, _)| number(*span))
}

/// Words that name what is counted only before its number: "three gunshot wounds" are no three people.
fn only_noun(word: &str) -> bool {
    matches!(word, "wounds" | "kills" | "dies")
}

/// Words that open a clause of its own, which tells nothing of the number before it.
fn subordinate(word: &str) -> bool {
    matches!(word, "after" | "when" | "before" | "while" | "because" | "since" | "until" | "nach" | "als")
}

/// Words that join a clause to the one before.
pub(super) fn joint(word: &str) -> bool {
    matches!(word, "and" | "or" | "but" | "while" | "und" | "y" | "et")
}

/// Words before a participle by which it has a subject and no object, or is a noun.
#[rustfmt::skip]
const SUFFERING: &[&str] = &["was", "were", "been", "being", "is", "are", "be", "the", "those", "got", "feared", "found"];

/// Nouns right behind a number that do not count people.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "times", "tonnes", "tons", "metres", "meters", "kilometres", "kilometers", "miles", "feet", "years", "months", "weeks", "days",
    "decades", "centuries", "hours", "minutes", "seconds", "goals", "points", "seats", "votes", "crowns", "euros", "dollars", "pounds", "per", "percent",
    "degrees", "centimetres", "acres", "hectares", "homes", "houses", "buildings", "villages", "towns", "countries", "states",
    "cars", "vehicles", "boats", "ships", "planes", "aircraft", "rounds", "drones", "missiles", "counts", "cases", "charges", "shots",
    "animals", "birds", "cattle", "cows", "pigs", "sheep", "chickens", "horses", "dogs", "whales", "fish", "trees", "jobs", "bills",
];

/// Words of a hedge, which stands between a verb and its number.
const HEDGES: &[&str] =
    &["at", "least", "now", "more", "than", "about", "around", "some", "nearly", "almost", "over"];

/// Words after "toll" and before its number.
fn tolling(word: &str) -> bool {
    matches!(
        word,
        "to" | "at"
            | "of"
            | "reached"
            | "reaches"
            | "passes"
            | "passed"
            | "past"
            | "hits"
            | "hit"
            | "tops"
            | "as"
            | "is"
            | "stands"
            | "stood"
    )
}
