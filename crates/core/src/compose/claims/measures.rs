//! What a figure measures or counts, and which numbers are no figures.

use super::{Slot, told};
use crate::model::Span;
use crate::text::numbers::{Number, NumberKind};

/// Lengths of way and time, which stand in every text and are seldom what is disputed.
pub(super) const LENGTHS: &[&str] = &[
    "miles",
    "kilometers",
    "meters",
    "feet",
    "hours",
    "minutes",
    "seconds",
    "days",
    "weeks",
    "months",
    "years",
];

/// What single players and teams do or get, each their own.
#[rustfmt::skip]
pub(super) const SCORES: &[&str] = &[
    "yards", "points", "passes", "punches", "goals", "games", "matches", "wins", "losses", "defeats", "carries", "catches", "receptions",
    "touchdowns", "rebounds", "assists", "runs", "hits", "starts", "rounds", "sets", "tackles", "interceptions", "shots", "attempts",
    "seasons", "titles", "medals", "knockouts", "fights", "wickets", "laps", "tries",
];

/// Parts of all who are on board.
pub(super) const ABOARD: &[&str] = &["passengers", "crew", "crews", "crewmen"];

/// The magnitude of a quake.
pub(super) const MAGNITUDE: &str = "magnitude";

/// A share.
pub(super) const PER_CENT: &str = "per cent";

/// A sum of money, before its unit.
pub(super) const MONEY: &str = "sum in";

/// People of any sort.
pub(super) const PEOPLE: &str = "people";

/// Whether a number without a unit is what somebody offers or wants, and nothing follows it in its clause.
pub(super) fn offered(before: &str, after: &str) -> bool {
    let verb = before.trim_end().rsplit(' ').next().unwrap_or("");
    after.trim_start().starts_with(['.', ',', ';'])
        && matches!(
            verb,
            "offers"
                | "offered"
                | "offering"
                | "wants"
                | "wanted"
                | "proposes"
                | "proposed"
                | "demands"
                | "demanded"
        )
}

/// The number that this one came from: the 4 of "from 4 to 4.8 per cent".
pub(super) fn before_change(number: &Number, numbers: &[Number], text: &str) -> Option<f64> {
    let at = numbers.iter().position(|other| other.span == number.span)?;
    let last = numbers.get(at.checked_sub(1)?)?;
    let between = text.get(last.span.end as usize..number.span.start as usize)?;
    let from = text[..last.span.start as usize].ends_with("from ");
    (from && between.trim() == "to").then_some(last.value)
}

/// Whether a number is an end of a range: "from 18 percent to nearly 250 percent".
pub(super) fn in_range(number: &Number, numbers: &[Number], text: &str) -> bool {
    let Some(at) = numbers.iter().position(|other| other.span == number.span) else { return false };
    let until = |one: &Number, other: &Number| {
        let between = text.get(one.span.end as usize..other.span.start as usize).unwrap_or("");
        let from =
            text[..one.span.start as usize].trim_end_matches(['$', '\u{20ac}', '\u{a3}']).ends_with("from ");
        let mut words = between.split_whitespace();
        let unit = |word: &str| matches!(word, "percent" | "per" | "cent" | "%");
        let joint = words.by_ref().find(|word| !unit(word));
        one.kind == other.kind && !from && joint == Some("to") && words.count() <= 2
    };
    at.checked_sub(1).is_some_and(|last| until(&numbers[last], number))
        || numbers.get(at + 1).is_some_and(|next| until(number, next))
}

/// Whether a number is a line that something crosses or not, and no value: "keep prices from falling below $10".
pub(super) fn is_threshold(before: &str) -> bool {
    let mut words = before.trim_end_matches(['$', '\u{20ac}', '\u{a3}']).split_whitespace().rev();
    words.next().is_some_and(|word| matches!(word, "below" | "above" | "beneath" | "past"))
}

/// Whether a number tells how long before or after something else it was: "three days after".
pub(super) fn is_relative(text: &str, number: &Number) -> bool {
    let mut words = text.get(number.span.end as usize..).unwrap_or("").split_whitespace();
    let unit = words.next().is_some_and(|word| LENGTHS.contains(&word));
    unit && words.next().is_some_and(|word| {
        matches!(word.trim_matches(','), "ago" | "later" | "after" | "before" | "earlier" | "since")
    })
}

/// Whether a number is the length of a time that ends or begins now: "in the past six weeks".
pub(super) fn is_period(before: &str) -> bool {
    let word = before.trim_end().rsplit(' ').next().unwrap_or("");
    matches!(word, "past" | "last" | "next" | "previous" | "coming" | "first" | "recent")
}

/// Whether a number counts people who suffered, with others between: "nine students and one adult were killed".
pub(super) fn is_suffering(number: &Number, words: &[(Span, String)]) -> bool {
    let after = words.partition_point(|(span, _)| span.start < number.span.end);
    let slots = words[after..].iter().take(8).filter_map(|(_, word)| Slot::of(word));
    slots.into_iter().any(|slot| matches!(slot, Slot::Killed | Slot::Injured | Slot::Missing))
}

/// Whether what stands before a number says that somebody else gives it for what was counted before: "police put the number
/// at".
pub(super) fn restated(before: &str) -> bool {
    let lower = before.to_lowercase();
    let lower = lower.trim_end().trim_end_matches("about").trim_end_matches("around").trim_end();
    let Some(lower) = lower.strip_suffix(" at") else { return false };
    let nouns = ["number", "figure", "total", "turnout", "crowd", "it"];
    let noun = nouns.iter().find_map(|noun| lower.strip_suffix(noun));
    noun.is_some_and(|verb| {
        let verb = verb.trim_end().trim_end_matches("the").trim_end_matches("that").trim_end();
        verb.ends_with(" put")
            || verb.ends_with(" puts")
            || verb.ends_with(" estimated")
            || verb.ends_with(" gave")
    })
}

/// What a figure measures or counts. `None` where that is not clear.
pub(super) fn kind(
    number: &Number,
    text: &str,
    words: &[(Span, String)],
) -> Option<(String, Option<String>)> {
    let slice = number.span.of(text);
    match number.kind {
        NumberKind::Money => {
            let unit = number.unit.map_or("", |unit| unit.of(text)).trim().to_lowercase();
            let of = format!("{MONEY} {}", if unit.is_empty() { "money" } else { &unit });
            return Some((of, None));
        }
        NumberKind::Percent => return Some((PER_CENT.to_owned(), None)),
        NumberKind::Cardinal => {}
        _ => return None,
    }
    let first = words.iter().position(|(span, _)| span.end > number.span.start)?;
    let after = words.iter().position(|(span, _)| span.start >= number.span.end).unwrap_or(words.len());
    let magnitude = |word: &str| matches!(word, "magnitude" | "magnitud" | "magnitude-" | "st\u{e4}rke");
    if words[first.saturating_sub(3)..first].iter().any(|(_, word)| magnitude(word)) && number.value < 10.0 {
        return Some((MAGNITUDE.to_owned(), None));
    }
    // A bare year.
    if slice.len() == 4
        && slice.bytes().all(|b| b.is_ascii_digit())
        && (1800.0..2200.0).contains(&number.value)
    {
        return None;
    }
    // "the crews of two boats, 30 in all"
    if text[number.span.end as usize..].starts_with(" in all") {
        let people = words[..first].iter().rev().take(10).any(|(_, word)| of_people(word).is_some());
        return people.then(|| (PEOPLE.to_owned(), None));
    }
    let mut end = number.span.end;
    for (span, word) in words[after..].iter().take(3) {
        let gap = text.get(end as usize..span.start as usize)?;
        if gap.contains([',', '.', ';', ':', '(', ')', '\u{2014}', '\u{2013}']) {
            return None;
        }
        end = span.end;
        let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("'s");
        if let Some(noun) = of_people(word) {
            return Some((PEOPLE.to_owned(), Some(noun.to_owned())));
        }
        let common = span.of(text).starts_with(char::is_lowercase);
        if plural && common {
            return Some((class(word).to_owned(), None));
        }
        // "31 Orvanians"
        if plural && word.ends_with("ans") {
            return Some((PEOPLE.to_owned(), None));
        }
        if matches!(
            word.as_str(),
            "of" | "to" | "and" | "in" | "on" | "at" | "a" | "the" | "from" | "or" | "with"
        ) {
            return None;
        }
    }
    None
}

/// The noun under which people are counted; one for all words of a crowd.
pub(super) fn of_people(word: &str) -> Option<&str> {
    match word {
        "people" | "persons" | "demonstrators" | "protesters" | "marchers" => Some(PEOPLE),
        "sailors" | "seamen" | "fishermen" | "coastguards" | "crew" | "crews" | "crewmen" | "passengers"
        | "hostages" | "prisoners" | "captives" | "detainees" | "migrants" | "refugees" | "soldiers"
        | "troops" | "officers" | "firefighters" | "workers" | "employees" | "staff" | "students"
        | "pupils" | "children" | "members" => Some(word),
        _ => None,
    }
}

/// One word for words that count the same.
pub(super) fn class(word: &str) -> &str {
    match word {
        "jobs" | "posts" | "positions" | "roles" => "jobs",
        "homes" | "houses" | "households" => "homes",
        "kilometres" | "kilometers" => "kilometers",
        "metres" | "meters" => "meters",
        other => other,
    }
}

/// The figure as it is told, with its unit where that is a sign or a word beside it.
pub(super) fn shown(text: &str, number: &Number) -> String {
    let plain = told(text, number);
    let Some(unit) = number.unit else { return plain };
    let written = number.span.of(text).to_lowercase();
    let (start, end) = (number.span.start.min(unit.start), number.span.end.max(unit.end));
    let whole = Span { start, end }.of(text).to_lowercase();
    if whole.len() > written.len() + 24 { plain } else { plain.replace(&written, &whole) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;
    use crate::text::numbers::parse;
    use crate::text::words::words;

    fn check(text: &str, expected: &[&str]) {
        let numbers = parse(text, Some(Language::ENGLISH));
        let lower: Vec<(Span, String)> =
            words(text).map(|word| (word.span, word.of(text).to_lowercase())).collect();
        let found: Vec<String> =
            numbers.iter().filter_map(|number| Some(kind(number, text, &lower)?.0)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn what_a_figure_counts() {
        check("Power to about 2,000 homes failed.", &["homes"]);
        check("The institute put the magnitude at 6.1 on Monday.", &["magnitude"]);
        check("The yard will cut up to 640 posts.", &["jobs"]);
        assert!(restated("The union said 2,000 people marched; police put the number at about "));
        assert!(!restated("The union said "));
        check("It was built in 1998 with 12 of them.", &[]);
        check("They would be exchanged for the crews of two trawlers, 30 in all.", &["trawlers", "people"]);
        check("The exchange of 31 Vesperians will take place at sea.", &["people"]);
        let text = "It improved its offer from 4 to 4.8 per cent.";
        let numbers = parse(text, Some(Language::ENGLISH));
        assert_eq!(
            numbers.iter().map(|number| before_change(number, &numbers, text)).collect::<Vec<_>>(),
            [None, Some(4.0)]
        );
        assert!(offered("The railway offers ", "."));
        check("The reef is about 4,700 years old.", &["years"]);
        check("The rate rose to 4.8 per cent.", &["per cent"]);
    }
}
