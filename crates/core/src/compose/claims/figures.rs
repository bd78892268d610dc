//! Other figures that differ: sums of money, shares, durations, distances, magnitudes, and counts of things.
//!
//! Two reports mean one figure where the incident, the unit or the counted noun, and words around it are the same and the
//! values lie close together: 2.4 and 2.6 million crowns of bribes are one sum told twice, 2.4 and 212 million are not.
//! What a report tells with two values, and does not call a change, is left out: it may be two things.

use super::{Claim, Slot, Told, is_age, joint, slot, told, told_by};
use crate::model::{Language, Report, SentenceKind, Span};
use crate::text::hash::key64;
use crate::text::numbers::{Number, NumberKind, parse};
use crate::text::phrase_list::PhraseList;
use crate::text::stem::Stemmer;
use crate::text::stop::StopWords;
use crate::text::words::words;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Figures of a story that are compared; more would cost time for nothing that a reader looks at.
const MOST: usize = 1500;
/// The greater value over the smaller one, at most, for both to be the same figure.
const NEAR: f64 = 1.35;
/// The same where one word around it is enough.
const VERY_NEAR: f64 = 1.12;
/// The same of magnitudes, which are told of aftershocks too.
const MAGNITUDES: f64 = 1.07;
/// Years that nobody is old: a reef or a tree that is older is counted, a person's age is not.
const OLDEST: f64 = 130.0;
/// A length from which it is as rare as any other figure.
const LONG: f64 = 1000.0;
/// Words on either side that say what a figure is about.
const AROUND: usize = 12;

/// A figure with what it is about.
struct Figure {
    claim: Claim,
    /// What is counted or measured, as a class of words.
    of: String,
    /// The noun behind the number, where people are counted by one of the many words for them.
    noun: Option<String>,
    /// Stems of the words around it, ascending.
    around: Vec<u64>,
    /// Whether the sentence itself sets it against another: "the union said 2,000 people; police put the number at 1,200".
    against: bool,
    /// Whether it was expected or forecast, and did not come about.
    expected: bool,
}

/// Groups of figures that mean the same and differ, each with what it is about, in order of their first report.
pub(crate) fn figures(
    reports: &[Report<'_>],
    language: Option<Language>,
    incidents: &[u32],
) -> Vec<(String, Vec<Claim>)> {
    let mut kinds: BTreeMap<String, Vec<Figure>> = BTreeMap::new();
    let mut count = 0;
    let mut reader =
        Reader { stemmer: Stemmer::new(language), stops: StopWords::new(language), before: None };
    for told in told_by(reports, language, incidents) {
        for figure in reader.read(&told) {
            count += 1;
            if count <= MOST {
                kinds.entry(figure.of.clone()).or_default().push(figure);
            }
        }
    }
    let mut out: Vec<(usize, String, Vec<Claim>)> = Vec::new();
    for (of, figures) in kinds {
        for group in groups(&figures) {
            let claims: Vec<Claim> = group.iter().map(|&at| figures[at].claim.clone()).collect();
            let mut nouns: BTreeMap<&str, usize> = BTreeMap::new();
            for noun in group.iter().filter_map(|&at| figures[at].noun.as_deref()) {
                *nouns.entry(noun).or_default() += 1;
            }
            let noun = nouns.into_iter().max_by_key(|(noun, times)| (*times, std::cmp::Reverse(*noun)));
            let about = noun.map_or_else(|| of.clone(), |(noun, _)| noun.to_owned());
            out.push((claims.first().map_or(0, |claim| claim.report), about, claims));
        }
    }
    out.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
    out.into_iter().map(|(_, of, claims)| (of, claims)).collect()
}

/// Figures of one kind that mean the same, where they differ.
fn groups(figures: &[Figure]) -> Vec<Vec<usize>> {
    let mut used = BTreeSet::new();
    let mut out = Vec::new();
    // What a report gives beside the very figure that the other has is something else.
    let given: BTreeSet<(usize, u64)> =
        figures.iter().map(|figure| (figure.claim.report, figure.claim.value.to_bits())).collect();
    let gives = |report: usize, value: f64| given.contains(&(report, value.to_bits()));
    let same = |a: &Figure, b: &Figure| {
        let beside = a.claim.value != b.claim.value
            && a.claim.report != b.claim.report
            && (gives(a.claim.report, b.claim.value) || gives(b.claim.report, a.claim.value));
        let told_together = a.against || b.against || a.of == MAGNITUDE;
        (close(a, b) || told_together || a.claim.was.or(b.claim.was).is_some())
            && (!beside || told_together)
            && same(a, b)
    };
    for (first, figure) in figures.iter().enumerate() {
        if used.contains(&first) {
            continue;
        }
        let mut group = vec![first];
        for (other, candidate) in figures.iter().enumerate().skip(first + 1) {
            let joins =
                group.iter().any(|&member| same(&figures[member], candidate)) && !used.contains(&other);
            let beside =
                |member: &usize| close(&figures[*member], candidate) || same(&figures[*member], candidate);
            if joins && group.iter().all(beside) {
                group.push(other);
            }
        }
        let mut by_report: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
        for &member in &group {
            by_report.entry(figures[member].claim.report).or_default().push(figures[member].claim.value);
        }
        let plain = by_report.values().all(|values| values.iter().all(|value| *value == values[0]));
        let differ = group.iter().any(|&member| figures[member].claim.value != figure.claim.value);
        // One report may set two figures side by side, each with who gives it.
        let against = group.iter().any(|&member| figures[member].against);
        if differ && (against || by_report.len() > 1 && (plain || figure.of == MAGNITUDE)) {
            used.extend(group.iter().copied());
            out.push(group);
        }
    }
    out
}

fn close(a: &Figure, b: &Figure) -> bool {
    let (low, high) = (a.claim.value.min(b.claim.value), a.claim.value.max(b.claim.value));
    low > 0.0 && high / low <= NEAR
}

/// Whether two reports mean one figure by these.
fn same(a: &Figure, b: &Figure) -> bool {
    if (a.against || b.against) && a.claim.sentence == b.claim.sentence && a.claim.report == b.claim.report {
        return true;
    }
    let shared = a.around.iter().filter(|stem| b.around.binary_search(stem).is_ok()).count();
    // "from 4 to 4.8 per cent" is the change of what another has as 4.
    let changed = |now: &Figure, then: &Figure| now.claim.was == Some(then.claim.value);
    if (changed(a, b) || changed(b, a)) && shared > 0 {
        return true;
    }
    if !close(a, b) || a.expected != b.expected || a.claim.incident != b.claim.incident {
        return false;
    }
    let value = a.claim.value.min(b.claim.value);
    let apart = a.claim.value.max(b.claim.value) / value;
    // A rare value needs less to be known again, and so does one that is nearly the same; "three days" stands in every text.
    let wanted = match value {
        value if value < LONG && LENGTHS.contains(&a.of.as_str()) => 3,
        _ if a.of == MAGNITUDE => return apart <= MAGNITUDES,
        _ if a.of == PER_CENT || a.of.starts_with(MONEY) => 2,
        // The crew and the fishermen may be the same people, or not.
        _ if a.noun != b.noun && apart > VERY_NEAR => return false,
        value if value >= 100.0 && apart <= VERY_NEAR => 1,
        value if value >= 20.0 || value.fract() != 0.0 => 2,
        _ if apart > VERY_NEAR => return false,
        _ => 3,
    };
    shared >= wanted
}

const MAGNITUDE: &str = "magnitude";
const PER_CENT: &str = "per cent";
const MONEY: &str = "sum in";
const PEOPLE: &str = "people";

struct Reader {
    stemmer: Stemmer,
    stops: StopWords,
    /// What the last figure of the sentence before measures, and the report and place of that sentence.
    before: Option<(String, usize, Span)>,
}

/// Words of what was thought to come and is no report of what is.
static EXPECTING: LazyLock<PhraseList> = LazyLock::new(|| {
    PhraseList::new(&["forecast", "economists", "analysts had", "polled by", "had expected"])
});

/// Whether a number without a unit is what somebody offers or wants, and nothing follows it in its clause.
fn offered(before: &str, after: &str) -> bool {
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

impl Reader {
    fn read(&mut self, from: &Told<'_>) -> Vec<Figure> {
        let (text, dates) = (from.text, &from.report.analysis.dates);
        let mut out: Vec<Figure> = Vec::new();
        if !matches!(from.sentence.kind, SentenceKind::Prose | SentenceKind::List) {
            return out;
        }
        let numbers = parse(text, from.report.article.language);
        if numbers.is_empty() {
            return out;
        }
        let expected = EXPECTING.any(text);
        let start = from.sentence.span.start;
        // "The S&P 500 lost 68 points": 500 is a part of the name.
        let mentions = &from.report.analysis.mentions;
        let named = |number: &Number| {
            let at = start + number.span.start;
            let next = mentions.partition_point(|mention| mention.span.end <= at);
            let inside = mentions.get(next).is_some_and(|mention| mention.span.start < at);
            inside || text[..number.span.start as usize].trim_end().ends_with("S&P")
        };
        let lower: Vec<(Span, String)> =
            words(text).map(|word| (word.span, word.of(text).to_lowercase())).collect();
        let first = dates.partition_point(|date| date.span.end <= from.sentence.span.start);
        let dated = |number: &Number| {
            let start = from.sentence.span.start;
            let span = Span { start: start + number.span.start, end: start + number.span.end };
            dates[first..]
                .iter()
                .take_while(|date| date.span.start < span.end)
                .any(|date| date.span.overlaps(span))
        };
        for number in &numbers {
            let counted = number.kind == NumberKind::Cardinal
                && (is_suffering(number, &lower)
                    || is_age(text, number) && number.value < OLDEST
                    || slot(number, text, &lower, &numbers).is_some());
            // "from 4 to 4.8 per cent" is a change; "4 to 5 per cent" is a range, which is no one value.
            let before = &text[..number.span.start as usize];
            let change = before.ends_with("from ") && number.upper.is_some();
            if counted || number.upper.is_some() && !change || number.value <= 0.0 || dated(number) {
                continue;
            }
            if named(number) || is_period(before) {
                continue;
            }
            let against = restated(before);
            let known = || out.last().filter(|_| against).map(|figure| figure.of.clone());
            let found = kind(number, text, &lower).or_else(|| Some((known()?, None)));
            // "The union wants 7 per cent. The railway offers four": four of what the sentence before says.
            let bare = || {
                let (of, index, whole) = self.before.clone()?;
                if index != from.index || !from.follows(whole) {
                    return None;
                }
                offered(before, &text[number.span.end as usize..]).then_some((of, whole))
            };
            let (of, noun, whole) = match found {
                Some((of, noun)) => (of, noun, from.sentence.span),
                None => {
                    let Some((of, whole)) = bare() else { continue };
                    (of, None, Span { start: whole.start, end: from.sentence.span.end })
                }
            };
            let around = self.around(number, text, &lower);
            let claim = Claim {
                hedge: number.hedge,
                was: number.upper.map(|_| number.value).or_else(|| before_change(number, &numbers, text)),
                sentence: whole,
                ..from.claim(number.upper.unwrap_or(number.value), shown(text, number))
            };
            out.push(Figure { claim, of, noun, around, against, expected });
        }
        self.before = out.last().map(|figure| (figure.of.clone(), from.index, from.sentence.span));
        out
    }

    /// Stems of the content words around a number, ascending.
    fn around(&mut self, number: &Number, text: &str, words: &[(Span, String)]) -> Vec<u64> {
        let first = words.iter().position(|(span, _)| span.end > number.span.start).unwrap_or(0);
        let after = words.iter().position(|(span, _)| span.start >= number.span.end).unwrap_or(words.len());
        let (mut from, mut until) = (first.saturating_sub(AROUND), words.len().min(after + AROUND));
        // Shares stand in rows, each with its own clause: "the bank fell 2 per cent while the yard rose 3 per cent".
        if number.kind == NumberKind::Percent {
            let ends = |at: usize| {
                let (span, word) = &words[at];
                joint(word) || text[span.end as usize..].starts_with([',', ';'])
            };
            from = (from..first).rev().find(|&at| ends(at)).map_or(from, |at| at + 1);
            until = (after..until).find(|&at| ends(at)).map_or(until, |at| at + 1);
        }
        let before = words[from..first].iter();
        let behind = words[after..until].iter();
        let mut stems: Vec<u64> = before
            .chain(behind)
            .filter(|(span, word)| {
                let digits = word.starts_with(|c: char| c.is_ascii_digit());
                !digits
                    && word.len() > 2
                    && !self.stops.has(word)
                    && !number.unit.is_some_and(|unit| unit.overlaps(*span))
            })
            .map(|(span, word)| (span.of(text), word))
            .filter(|(_, word)| !MEASURES.contains(&word.as_str()) && !FAINT.contains(&word.as_str()))
            .map(|(_, word)| word.trim_end_matches("'s").trim_end_matches("\u{2019}s").to_owned())
            .collect::<Vec<_>>()
            .iter()
            .map(|word| key64(self.stemmer.stem(word)))
            .collect();
        stems.sort_unstable();
        stems.dedup();
        stems
    }
}

/// The number that this one came from: the 4 of "from 4 to 4.8 per cent".
fn before_change(number: &Number, numbers: &[Number], text: &str) -> Option<f64> {
    let at = numbers.iter().position(|other| other.span == number.span)?;
    let last = numbers.get(at.checked_sub(1)?)?;
    let between = text.get(last.span.end as usize..number.span.start as usize)?;
    let from = text[..last.span.start as usize].ends_with("from ");
    (from && between.trim() == "to").then_some(last.value)
}

/// Whether a number is the length of a time that ends or begins now: "in the past six weeks".
fn is_period(before: &str) -> bool {
    let word = before.trim_end().rsplit(' ').next().unwrap_or("");
    matches!(word, "past" | "last" | "next" | "previous" | "coming" | "first" | "recent")
}

/// Whether a number counts people who suffered, with others between: "nine students and one adult were killed".
fn is_suffering(number: &Number, words: &[(Span, String)]) -> bool {
    let after = words.partition_point(|(span, _)| span.start < number.span.end);
    let slots = words[after..].iter().take(8).filter_map(|(_, word)| Slot::of(word));
    slots.into_iter().any(|slot| matches!(slot, Slot::Killed | Slot::Injured | Slot::Missing))
}

/// Whether what stands before a number says that somebody else gives it for what was counted before: "police put the number
/// at".
fn restated(before: &str) -> bool {
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

/// Lengths of way and time, which stand in every text and are seldom what is disputed.
const LENGTHS: &[&str] = &[
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

/// Units that say nothing of what is measured.
const MEASURES: &[&str] = &[
    "million", "billion", "trillion", "thousand", "hundred", "cent", "per", "percent", "years", "days",
    "hours", "people",
];
/// Words that stand beside any figure.
const FAINT: &[&str] = &[
    "said",
    "says",
    "say",
    "told",
    "according",
    "least",
    "about",
    "around",
    "nearly",
    "almost",
    "more",
    "less",
    "than",
    "over",
    "some",
    "total",
    "number",
    "reported",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "also",
    "new",
    "old",
    "year",
    "week",
    "month",
    "day",
    "last",
    "first",
    "two",
    "three",
];

/// What a figure measures or counts. `None` where that is not clear.
fn kind(number: &Number, text: &str, words: &[(Span, String)]) -> Option<(String, Option<String>)> {
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
fn of_people(word: &str) -> Option<&str> {
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
fn class(word: &str) -> &str {
    match word {
        "jobs" | "posts" | "positions" | "roles" => "jobs",
        "homes" | "houses" | "households" => "homes",
        "kilometres" | "kilometers" => "kilometers",
        "metres" | "meters" => "meters",
        other => other,
    }
}

/// The figure as it is told, with its unit where that is a sign or a word beside it.
fn shown(text: &str, number: &Number) -> String {
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
