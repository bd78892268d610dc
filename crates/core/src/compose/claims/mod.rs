//! Counted claims: how many were killed, injured, missing, arrested, and by how many drones or missiles.
//!
//! A claim is a number tied to a word of its kind in the same sentence by nearness. Counts of a part ("three of them"), of
//! another year, and vague ones are left out: what is compared must be the same count.

mod figures;
mod incidents;
mod measures;
mod past;
mod slot;
mod tied;
mod twins;
mod votes;

pub(crate) use figures::figures;
pub(crate) use incidents::incidents;
pub(crate) use slot::{Slot, Turn};
pub(crate) use twins::twins;
pub(crate) use votes::votes;

use self::tied::slot;
use super::material::speaks;
use crate::model::{Language, Mention, Report, Sentence, SentenceKind, Span, Timestamp};
use crate::text::calendar::month;
use crate::text::normalize::fold;
use crate::text::numbers::{Hedge, Number, NumberKind, parse};
use crate::text::phrase_list::PhraseList;
use crate::text::stop::is_stop;
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
    /// Whether it sums up what many days cost: "killed since the offensive began".
    pub summed: bool,
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

    /// The names in the sentence that are of a sort.
    fn names(&self, wanted: impl Fn(&Mention) -> bool) -> impl Iterator<Item = &Mention> {
        let mentions = &self.report.analysis.mentions;
        let first = mentions.partition_point(|mention| mention.span.start < self.sentence.span.start);
        let end = self.sentence.span.end;
        mentions[first..]
            .iter()
            .take_while(move |mention| mention.span.end <= end)
            .filter(move |mention| wanted(mention))
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
            summed: false,
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
    // Nobody is killed by halves, and what happens in a year or among so many is a rate.
    let whole =
        |number: &Number| number.value >= 1.0 && number.value.fract() == 0.0 && !is_rate(text, number);
    counted(text, language, plain, |number| whole(number) && !is_age(text, number))
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
    let ends = |end: &str| {
        let from = before.len().checked_sub(end.len());
        from.and_then(|from| before.get(from..)).is_some_and(|before| before.eq_ignore_ascii_case(end))
    };
    let gone = number.value < 120.0 && at.iter().any(|at| ends(at)) && !after.starts_with(" people");
    // "She was 11 when", "a man in his 50s"
    let then = number.value < 120.0
        && after.starts_with(" when ")
        && [" was ", " is ", " were "].iter().any(|verb| ends(verb));
    let decade =
        number.span.of(text).ends_with('s') && number.span.of(text).starts_with(|c: char| c.is_ascii_digit());
    years || gone || then || decade || number.value < 120.0 && set_off && name()
}

/// Whether a number counts what happens in every year or day, or among so many: "38 deaths per 100,000 people".
fn is_rate(text: &str, number: &Number) -> bool {
    let after = text.get(number.span.end as usize..).unwrap_or("");
    let clause = after.split([',', ';', '(']).next().unwrap_or("").trim_end_matches('.');
    let units = [
        "a day",
        "a week",
        "a month",
        "a year",
        "each year",
        "every year",
        "every day",
        "annually",
        "per year",
    ];
    // "killed 12 people a day after the talks" is no rate.
    let ends = |unit: &&str| {
        clause.ends_with(*unit)
            || clause.contains(&format!("{unit} in "))
            || clause.contains(&format!("{unit} on "))
    };
    clause.contains(" per 1") || clause.contains(" per million") || units.iter().any(ends)
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
    let words = after.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .take(3)
        .map(str::to_lowercase)
        .take_while(|word| matches!(word.as_str(), "other" | "more" | "of") || !is_stop(word, None))
        .find(|word| PARTS.contains(&format!(" {word} ")))
        .map_or(0, |word| crate::text::hash::key64(&word))
}

/// Whether the sentence counts only a part of the whole, or another year's.
pub(crate) fn partial(text: &str) -> bool {
    PARTIAL.any(text)
}

static PARTIAL: LazyLock<PhraseList> = LazyLock::new(|| {
    PhraseList::new(&[
        " of them",
        "previous",
        "last year",
        " alone",
        " in 19",
        " in 20",
        " separate ",
        "year ago",
        "years ago",
        "month ago",
        "months ago",
        "weeks ago",
        "decade ago",
        "decades ago",
    ])
});

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
    // "All four were killed" is told of four that were named before.
    let all = lower.trim_end() == "all" || lower.trim_end().ends_with(" all");
    all || ["among the", "included", "including", " of whom"].iter().any(|part| lower.contains(part))
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
            if counted.is_empty() || past::anchor(report, sentence).is_some() {
                continue;
            }
            // What hit another place than the report is about is another incident.
            let elsewhere = incidents::struck(report, sentence)
                .filter(|there| place.is_some_and(|place| place != *there));
            let incident =
                elsewhere.map_or(incidents[index], |there| incidents[index] ^ (there as u32 | 1 << 31));
            for (slot, number) in counted {
                if aside(text, &number) || is_broken(text, &number) || in_name(report, sentence, &number) {
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
                    summed: sums_up(text, &number),
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

/// Words by which a clause sums up what many days cost.
static SUMMED: LazyLock<PhraseList> = LazyLock::new(|| {
    PhraseList::new(&[
        "so far",
        " since ",
        "days of ",
        "weeks of ",
        "months of ",
        "year of ",
        "years of ",
        "year war",
        "overall",
        "in total",
        "toll",
    ])
});

/// Whether the clause of a number sums up what many days cost.
fn sums_up(text: &str, number: &Number) -> bool {
    let (start, end) = (number.span.start as usize, number.span.end as usize);
    let from = text[..start].rfind([',', ';']).map_or(0, |at| at + 1);
    let until = text[end..].find([',', ';']).map_or(text.len(), |at| end + at);
    SUMMED.any(&text[from..until])
}

/// Whether a number is a piece of one that a blank has broken: "230, 000".
fn is_broken(text: &str, number: &Number) -> bool {
    let digits = |text: &str| text.len() >= 3 && text.bytes().take(3).all(|digit| digit.is_ascii_digit());
    let after = text.get(number.span.end as usize..).unwrap_or("");
    let group = after
        .strip_prefix(", ")
        .is_some_and(|rest| digits(rest) && !rest[3..].starts_with(|c: char| c.is_ascii_digit()));
    let before = text.get(..number.span.start as usize).unwrap_or("").strip_suffix(", ");
    let head = before.is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
    group || head && number.span.len() == 3 && digits(number.span.of(text))
}

/// Whether a number stands within a name: "lost by the Lumen 500".
fn in_name(report: &Report<'_>, sentence: &Sentence, number: &Number) -> bool {
    let mentions = &report.analysis.mentions;
    let at = sentence.span.start + number.span.start;
    let next = mentions.partition_point(|mention| mention.span.end <= at);
    mentions.get(next).is_some_and(|mention| mention.span.start < at)
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
        check("Quill was 11 when her mother died.", &[]);
        check("A man in his 50s died in Lumen.", &[]);
        check("The road sees 38.1 deaths per 100,000 people.", &[]);
        check("The works kill 35,000 people a year.", &[]);
        check("A gunman shot 14 people, killing five.", &[(Slot::Killed, 5.0)]);
        check("He shot at 58 people and wounded 20 on the pier.", &[(Slot::Injured, 20.0)]);
        check("He was found with three gunshot wounds.", &[]);
        check("Two men left the pier after the flood killed their dog.", &[]);
        check("The toll is now at least 31 on the islands.", &[(Slot::Killed, 31.0)]);
        check("The toll rose to 31, with at least 12 others in hospital.", &[(Slot::Killed, 31.0)]);
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
        assert_eq!(beside("All four were killed."), [true]);
        let broken = |text: &str| is_broken(text, &parse(text, Some(Language::ENGLISH))[0]);
        assert!(broken("The wave killed 230, 000 people.") && !broken("It killed 230, and 12 are missing."));
        let before = "The raiders killed six people before soldiers came.";
        assert_eq!(whom(Slot::Killed, before, &parse(before, Some(Language::ENGLISH))[0]), 0);
        let sum = |text: &str| sums_up(text, &parse(text, Some(Language::ENGLISH))[0]);
        assert!(sum("Some 600 people were killed so far in the fighting."));
        assert!(!sum("Some 43 people were killed in the school, the worst day since the fighting began."));
        assert_eq!(counts("Die Linie 4 f\u{e4}hrt nicht.", Language::parse("de")), []);
        assert_eq!(beside("Shelling killed 12 people, days after an attack killed 35."), [false, true]);
    }
}
