//! Counted claims: how many were killed, injured, missing, arrested, and by how many drones or missiles.
//!
//! A claim is a number tied to a word of its kind in the same sentence by nearness. Counts of a part ("three of them"), of
//! another year, and vague ones are left out: what is compared must be the same count.

mod figures;
mod incidents;
mod slot;
mod twins;
mod votes;

pub(crate) use figures::figures;
pub(crate) use incidents::incidents;
pub(crate) use slot::{Slot, Turn};
pub(crate) use twins::twins;
pub(crate) use votes::votes;

use super::material::speaks;
use crate::model::{Language, Report, Sentence, SentenceKind, Span, Timestamp};
use crate::text::calendar::month;
use crate::text::normalize::fold;
use crate::text::numbers::{Hedge, Number, NumberKind, parse};
use crate::text::phrase_list::PhraseList;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Bytes of a sentence that is read for counts.
const LONGEST: usize = 500;
/// Sentences of a report that are read for what is no count of people.
const SENTENCES: usize = 40;

/// A counted claim in a report.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    /// What is counted.
    pub slot: Slot,
    /// How many.
    pub value: f64,
    /// How exactly.
    pub hedge: Option<Hedge>,
    /// The count as it is told, with its hedge.
    pub told: String,
    /// Index of the report.
    pub report: usize,
    /// The sentence, in the report's text.
    pub sentence: Span,
    /// Whom it counts, where that is a part of all people: key of the noun, 0 for people at large.
    pub whom: u64,
    /// The incident it is about: see [`mod@incidents`].
    pub incident: u32,
    /// When the report was published.
    pub at: Option<Timestamp>,
    /// The value before, where the sentence itself tells a change: "from 4 to 4.8 per cent".
    pub was: Option<f64>,
}

/// A sentence of a report that may speak.
struct Told<'a> {
    /// Index of the report.
    index: usize,
    report: &'a Report<'a>,
    incident: u32,
    sentence: &'a Sentence,
    text: &'a str,
}

impl Told<'_> {
    /// Whether only white space stands between another sentence of its report and this one.
    fn follows(&self, other: Span) -> bool {
        let text = &self.report.article.text;
        let between = text.get(other.end as usize..self.sentence.span.start as usize);
        between.is_some_and(|between| between.trim().is_empty())
    }

    /// What the sentence claims that is no count of people.
    fn claim(&self, value: f64, told: String) -> Claim {
        Claim {
            slot: Slot::Other,
            value,
            hedge: None,
            told,
            report: self.index,
            sentence: self.sentence.span,
            whom: 0,
            incident: self.incident,
            at: self.report.article.published.as_ref().map(|date| date.order()),
            was: None,
        }
    }
}

/// The first sentences of all reports that may speak, without what is too long to be one.
fn told_by<'a>(
    reports: &'a [Report<'a>],
    language: Option<Language>,
    incidents: &[u32],
) -> impl Iterator<Item = Told<'a>> {
    let speaking =
        reports.iter().zip(incidents).enumerate().filter(move |(_, (report, _))| speaks(report, language));
    speaking.flat_map(|(index, (report, &incident))| {
        let first = report.analysis.sentences.iter().take(SENTENCES);
        first
            .map(move |sentence| Told {
                index,
                report,
                incident,
                sentence,
                text: sentence.span.of(&report.article.text),
            })
            .filter(|told| told.text.len() <= LONGEST)
    })
}

/// Words that may stand between a number and what it counts without separating them.
fn hedging(word: &str) -> bool {
    matches!(
        word,
        "at" | "least"
            | "about"
            | "around"
            | "more"
            | "than"
            | "up"
            | "to"
            | "some"
            | "nearly"
            | "over"
            | "as"
            | "many"
            | "almost"
            | "another"
            | "further"
            | "of"
            | "a"
            | "the"
    )
}

/// The counts that a sentence or title tells.
pub(crate) fn counts(text: &str, language: Option<Language>) -> Vec<(Slot, Number)> {
    let plain = |number: &Number| number.kind == NumberKind::Cardinal;
    counted(text, language, plain, |number| number.value >= 1.0 && !is_age(text, number))
}

/// The counts that are only vague: `dozens injured`.
pub(crate) fn vague_counts(text: &str, language: Option<Language>) -> Vec<(Slot, Number)> {
    counted(text, language, |number| number.kind == NumberKind::Vague, |_| true)
}

/// What the numbers of one sort count, where they are `wanted`.
fn counted(
    text: &str,
    language: Option<Language>,
    sort: impl Fn(&Number) -> bool,
    wanted: impl Fn(&Number) -> bool,
) -> Vec<(Slot, Number)> {
    if !COUNTING.any(text) {
        return Vec::new();
    }
    let numbers = parse(text, language);
    if !numbers.iter().any(&sort) {
        return Vec::new();
    }
    let mut words: Vec<(Span, String)> =
        crate::text::words::words(text).map(|word| (word.span, word.of(text).to_lowercase())).collect();
    if language.is_some_and(|language| language != Language::ENGLISH) {
        // The German article kills nobody.
        words
            .iter_mut()
            .filter(|(_, word)| matches!(word.as_str(), "die" | "dies"))
            .for_each(|(_, word)| word.clear());
    }
    numbers
        .iter()
        .filter(|number| sort(number) && wanted(number) && !is_day(text, number, language))
        .filter_map(|number| Some((slot(number, text, &words, &numbers)?, *number)))
        .collect()
}

/// Whether a number is somebody's age: `Ada Quill, 54, said`, `a 54-year-old`.
pub(crate) fn is_age(text: &str, number: &Number) -> bool {
    let (start, end) = (number.span.start as usize, number.span.end as usize);
    let (before, after) = (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""));
    let years =
        after.starts_with("-year-old") || after.starts_with(" years old") || after.starts_with(" year old");
    let set_off = before.ends_with(", ") && after.starts_with([',', '.', ';'])
        || before.ends_with('(') && after.starts_with(')');
    let name = || {
        let words = before.trim_end_matches([',', ' ', '(']);
        words.rsplit(' ').next().is_some_and(|word| word.starts_with(char::is_uppercase))
    };
    let at = ["died at ", "dies at ", "dead at ", "aged ", "at age ", "at the age of "];
    let gone =
        number.value < 120.0 && at.iter().any(|at| before.ends_with(at)) && !after.starts_with(" people");
    years || gone || number.value < 120.0 && set_off && name()
}

/// Whether a number is the day of a month: `died on June 3`, `am 4. Juni`.
fn is_day(text: &str, number: &Number, language: Option<Language>) -> bool {
    let (start, end) = (number.span.start as usize, number.span.end as usize);
    if number.hedge.is_some() || !(1.0..=31.0).contains(&number.value) || number.value.fract() != 0.0 {
        return false;
    }
    let (before, after) = (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""));
    let named = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        word.starts_with(char::is_uppercase) && month(&fold(word), language).is_some()
    };
    let last = before.trim_end().rsplit(' ').next().unwrap_or("");
    let next = after.trim_start_matches(['.', ' ']).split([' ', ',']).next().unwrap_or("");
    named(last) && !last.ends_with(',') || named(next)
}

/// People who are counted apart from all others: children are a part of the killed.
const PARTS: &str = " child children boys girls boy girl woman women man men soldier soldiers troops officer officers police policemen \
    guard guards guardsmen firefighters rescuers medics students pupils teachers workers journalists sailors seamen fishermen coastguards \
    crew passengers foreigners tourists militants fighters rebels gunmen protesters activists inmates prisoners hostages ";

/// Key of the noun right behind a number, where it counts a part of all people.
pub(crate) fn whom(slot: Slot, text: &str, number: &Number) -> u64 {
    if matches!(slot, Slot::Drones | Slot::Missiles) {
        return 0;
    }
    let after = text.get(number.span.end as usize..).unwrap_or("");
    let after = after.split([',', ';', '.', '(']).next().unwrap_or("");
    let mut words = after.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .by_ref()
        .take(3)
        .map(str::to_lowercase)
        .find(|word| PARTS.contains(&format!(" {word} ")))
        .map_or(0, |word| crate::text::hash::key64(&word))
}

/// Whether the sentence counts only a part of the whole, or another year's.
pub(crate) fn partial(text: &str) -> bool {
    PARTIAL.any(text)
}

static PARTIAL: LazyLock<PhraseList> =
    LazyLock::new(|| PhraseList::new(&[" of them", "previous", "last year", " alone", " in 19", " in 20"]));

/// Words without which a sentence counts nothing that is known here.
static COUNTING: LazyLock<PhraseList> = LazyLock::new(|| {
    let words: Vec<&str> = Slot::words().chain(["toll"]).collect();
    PhraseList::new(&words)
});

/// Whether a number counts a part of a whole that was told before ("14 of the sailors"), or of what happened earlier
/// ("days after an attack killed 35").
fn aside(text: &str, number: &Number) -> bool {
    let (start, end) = (number.span.start as usize, number.span.end as usize);
    let after = text.get(end..).unwrap_or("");
    let part = [
        "of the ",
        "of them",
        "of those ",
        "of these ",
        "of its ",
        "of their ",
        "of his ",
        "of her ",
        "of our ",
        "of whom",
    ];
    if after.strip_prefix(' ').is_some_and(|after| part.iter().any(|part| after.starts_with(part))) {
        return true;
    }
    let before = text.get(..start).unwrap_or("");
    let lower = before.to_lowercase();
    ["among the", "included", "including", " of whom"].iter().any(|part| lower.contains(part))
        || now(before).len() < before.len()
}

/// The sentence without what it tells of an earlier happening: "days after an attack killed 35".
pub(crate) fn now(text: &str) -> &str {
    let units = ["hours", "day", "days", "week", "weeks", "month", "months", "year", "years"];
    let earlier = text.match_indices(" after ").find(|(at, _)| {
        let unit = text[..*at].rsplit(' ').next().unwrap_or("");
        units.contains(&unit)
    });
    earlier.map_or(text, |(at, _)| &text[..at])
}

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
        let aside = distance == 0 && text[number.span.end as usize..span.start as usize].contains(',');
        if other || aside || parted(number.span.end, span.start) {
            break;
        }
        if let Some(slot) = Slot::of(word) {
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
    if best.is_none() && first > 0 && tolling(&words[first - 1].1) {
        let back = || words[..first].iter().rev().take(16).map(|(_, word)| word.as_str());
        if back().any(|word| word == "toll")
            || back().any(|word| word == "number") && back().any(|word| word == "killed")
        {
            return Some(Slot::Killed);
        }
    }
    best.map(|(_, slot)| slot)
}

/// Words that join a clause to the one before.
fn joint(word: &str) -> bool {
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
    "cars", "vehicles", "boats", "ships", "planes", "aircraft", "rounds", "drones", "missiles",
];

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
    )
}

/// The claims of all reports that may speak, the largest of each kind per report.
pub(crate) fn claims(reports: &[Report<'_>], language: Option<Language>, incidents: &[u32]) -> Vec<Claim> {
    let mut out = Vec::new();
    // A count is the same in any language.
    let counts_there = |report: &Report<'_>| speaks(report, report.article.language.or(language));
    for (index, report) in reports.iter().enumerate().filter(|(_, report)| counts_there(report)) {
        let article = report.article;
        let place = incidents::struck_first(report);
        let mut largest: BTreeMap<(Slot, u64), Claim> = BTreeMap::new();
        for sentence in report.analysis.sentences.iter().take(60) {
            let text = sentence.span.of(&article.text);
            // What is longer or has bars in it is furniture that hangs together by chance.
            let glued = text.contains(" | ") || text.len() > LONGEST;
            let prose = matches!(sentence.kind, SentenceKind::Prose | SentenceKind::List);
            if !prose || glued || partial(text) {
                continue;
            }
            let counted = counts(text, article.language);
            if counted.is_empty() {
                continue;
            }
            // What hit another place than the report is about is another incident.
            let elsewhere = incidents::struck(report, sentence)
                .filter(|there| place.is_some_and(|place| place != *there));
            let incident =
                elsewhere.map_or(incidents[index], |there| incidents[index] ^ (there as u32 | 1 << 31));
            for (slot, number) in counted {
                if aside(text, &number) {
                    continue;
                }
                let claim = Claim {
                    slot,
                    value: number.value,
                    hedge: number.hedge,
                    told: told(text, &number),
                    report: index,
                    sentence: sentence.span,
                    whom: whom(slot, text, &number),
                    incident,
                    at: article.published.as_ref().map(|date| date.order()),
                    was: None,
                };
                let key = (slot, claim.whom);
                match largest.get(&key) {
                    Some(known) if known.value >= claim.value => {}
                    _ => {
                        largest.insert(key, claim);
                    }
                }
            }
        }
        out.extend(largest.into_values());
    }
    out
}

/// The count in words: its hedge, if any, and the number as written.
pub(super) fn told(text: &str, number: &Number) -> String {
    let hedge = match number.hedge {
        Some(Hedge::AtLeast) => "at least ",
        Some(Hedge::MoreThan) => "more than ",
        Some(Hedge::About) => "about ",
        Some(Hedge::Nearly) => "nearly ",
        Some(Hedge::UpTo) => "up to ",
        Some(Hedge::LessThan) => "fewer than ",
        Some(Hedge::Exactly) | None => "",
    };
    format!("{hedge}{}", number.span.of(text).to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(Slot, f64)]) {
        let found: Vec<(Slot, f64)> = counts(text, Some(Language::ENGLISH))
            .iter()
            .map(|(slot, number)| (*slot, number.value))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn counts_are_tied_to_what_they_count() {
        check(
            "At least 12 people were killed and 90 injured.",
            &[(Slot::Killed, 12.0), (Slot::Injured, 90.0)],
        );
        check(
            "The blast killed nine people and injured 70 others.",
            &[(Slot::Killed, 9.0), (Slot::Injured, 70.0)],
        );
        check(
            "It brought the number of people killed by the flood to 31, police said.",
            &[(Slot::Killed, 31.0)],
        );
        check("Flood toll rises to 31 as rain goes on", &[(Slot::Killed, 31.0)]);
        check("Three people are missing.", &[(Slot::Missing, 3.0)]);
        check("The navy said 24 drones came in from the east.", &[(Slot::Drones, 24.0)]);
        check("Quill, 54, said the harbor was closed for 3 days.", &[]);
        check("Ada Quill, 19, an apprentice, died in hospital.", &[]);
        check("A 54-year-old man died.", &[]);
        check("He was tried for the 1988 bombing that killed 270.", &[(Slot::Killed, 270.0)]);
        check("Ada Quill died June 3, and Ben Osei on May 25, 2020.", &[]);
        check(
            "At least one person was killed and 10 others were injured.",
            &[(Slot::Killed, 1.0), (Slot::Injured, 10.0)],
        );
        check(
            "Some 140 people were injured and about 60 were still missing.",
            &[(Slot::Injured, 140.0), (Slot::Missing, 60.0)],
        );
        check("Ada Quill, an editor for three decades, has died at 94.", &[]);
        check("At least 150 people were killed in more than 400 shootings.", &[(Slot::Killed, 150.0)]);
        check("The injured were taken to three hospitals and two schools.", &[]);
        check("Quill, a father of four, was arrested.", &[]);
        check("The guards killed a plan to build one.", &[]);
        check("The ash is thirty times as deep as where nobody died.", &[]);
        assert!(partial("17 people died there in 1931."));
        let others = "It injured 70 others, including children.";
        assert_eq!(whom(Slot::Injured, others, &parse(others, Some(Language::ENGLISH))[0]), 0);
        let beside = |text: &str| {
            parse(text, Some(Language::ENGLISH)).iter().map(|number| aside(text, number)).collect::<Vec<_>>()
        };
        assert_eq!(
            beside("In Lumen, where 14 of the detained sailors live, 31 lanterns hung."),
            [true, false]
        );
        assert_eq!(beside("It killed 9 people and injured 70 others, including children."), [false, false]);
        assert_eq!(beside("It killed 9 people, including 2 children."), [false, true]);
        assert_eq!(counts("Die Linie 4 f\u{e4}hrt nicht.", Language::parse("de")), []);
        assert_eq!(beside("Shelling killed 12 people, days after an attack killed 35."), [false, true]);
    }
}
