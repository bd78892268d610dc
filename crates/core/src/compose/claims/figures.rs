//! Other figures that differ: sums of money, shares, durations, distances, magnitudes, and counts of things.
//!
//! Two reports mean one figure where the incident, the unit or the counted noun, and words around it are the same and the
//! values lie close together: 2.4 and 2.6 million crowns of bribes are one sum told twice, 2.4 and 212 million are not.
//! What a report tells with two values, and does not call a change, is left out: it may be two things.

use super::measures::{
    ABOARD, LENGTHS, MAGNITUDE, MONEY, PER_CENT, SCORES, before_change, in_range, is_period, is_relative,
    is_suffering, is_threshold, kind, offered, restated, shown,
};
use super::tied::{joint, slot};
use super::{Claim, Told, in_name, is_age, is_broken, past, told_by};
use crate::model::{Language, MentionKind, Report, SentenceKind, Span};
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
/// The same of what is small, or counted under two nouns.
const VERY_NEAR: f64 = 1.12;
/// The same of magnitudes, which are told of aftershocks too.
const MAGNITUDES: f64 = 1.07;
/// Years that nobody is old: a reef or a tree that is older is counted, a person's age is not.
const OLDEST: f64 = 130.0;
/// A length from which it is as rare as any other figure.
const LONG: f64 = 1000.0;
/// Words on either side that say what a figure is about.
const AROUND: usize = 12;
/// Words on either side that say what a sum or share is of.
const BESIDE: usize = 6;
/// Days between two reports within which a figure that goes up and down is the same one.
const WINDOW: i64 = 3;
/// Magnitudes of one incident above which there was more than one quake.
const ONE_QUAKE: usize = 3;

/// A figure with what it is about.
struct Figure {
    claim: Claim,
    /// What is counted or measured, as a class of words.
    of: String,
    /// The noun behind the number, where people are counted by one of the many words for them.
    noun: Option<String>,
    /// Stems of the words around it, ascending.
    around: Vec<u64>,
    /// Stems of the few right beside it, ascending.
    heads: Vec<u64>,
    /// The month of the past that its sentence names.
    past: Option<i32>,
    /// The places that its sentence names.
    places: BTreeSet<u64>,
    /// The name before it in its sentence, and the one behind it.
    subject: Option<u64>,
    behind: Option<u64>,
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
        // Where a story has many magnitudes they are those of aftershocks.
        let values: BTreeSet<u64> = figures
            .iter()
            .filter(|figure| figure.past.is_none())
            .map(|figure| figure.claim.value.to_bits())
            .collect();
        if of == MAGNITUDE && values.len() > ONE_QUAKE {
            continue;
        }
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
            // What sets two figures against each other in a breath means no third one of its report.
            let third = |member: &usize| {
                let other = &figures[*member];
                (other.against || candidate.against)
                    && other.claim.report == candidate.claim.report
                    && other.claim.sentence != candidate.claim.sentence
            };
            if joins && group.iter().all(beside) && !group.iter().any(third) {
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
    if !close(a, b) || a.expected != b.expected || a.claim.incident != b.claim.incident || a.past != b.past {
        return false;
    }
    // What is counted in Lumen and what in Vesper are two, and so are the points of two players.
    let elsewhere = !a.places.is_empty() && !b.places.is_empty() && a.places.is_disjoint(&b.places);
    if elsewhere || SCORES.contains(&a.of.as_str()) && (a.subject.is_none() || a.subject != b.subject) {
        return false;
    }
    let beside = a.heads.iter().filter(|stem| b.heads.binary_search(stem).is_ok()).count();
    let value = a.claim.value.min(b.claim.value);
    let apart = a.claim.value.max(b.claim.value) / value;
    // A rare value needs less to be known again, and so does one that is nearly the same; "three days" stands in every text.
    let wanted = match value {
        value if value < LONG && LENGTHS.contains(&a.of.as_str()) => {
            // "435 miles from Lumen", "325 miles from Vesper"
            let named =
                a.subject.is_some() && a.subject == b.subject || a.behind.is_some() && a.behind == b.behind;
            if !named || a.behind.is_some() && b.behind.is_some() && a.behind != b.behind {
                return false;
            }
            3
        }
        _ if a.of == MAGNITUDE => return apart <= MAGNITUDES,
        _ if a.of == PER_CENT || a.of.starts_with(MONEY) => {
            if beside < 2 || !within(a, b) || a.expected {
                return false;
            }
            2
        }
        // Those on board are more than the passengers.
        _ if a.noun != b.noun
            && [a, b].iter().any(|one| one.noun.as_deref().is_some_and(|noun| ABOARD.contains(&noun))) =>
        {
            return false;
        }
        // The crew and the fishermen may be the same people, or not.
        _ if a.noun != b.noun && apart > VERY_NEAR => return false,
        value if value >= 20.0 || value.fract() != 0.0 => 2,
        _ if apart > VERY_NEAR => return false,
        _ => 3,
    };
    shared >= wanted
}

/// Whether two reports are of the same days, as far as that is known.
fn within(a: &Figure, b: &Figure) -> bool {
    let (Some(one), Some(other)) = (a.claim.at, b.claim.at) else { return true };
    one.duration_since(other).as_hours().abs() <= WINDOW * 24
}

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
        // What hangs together by bars and bullets is furniture, and what was before is told with the present one.
        if text.contains('\u{2022}') || text.contains(" | ") || text.contains("previous") {
            return out;
        }
        let expected = EXPECTING.any(text);
        // "The S&P 500 lost 68 points": 500 is a part of the name.
        let named = |number: &Number| {
            in_name(from.report, from.sentence, number)
                || text[..number.span.start as usize].trim_end().ends_with("S&P")
        };
        let past = past::anchor(from.report, from.sentence);
        // Its nouns have capitals too.
        let german = from.report.article.language == Some(Language::GERMAN);
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
            if is_relative(text, number) || is_broken(text, number) {
                continue;
            }
            if named(number) || is_period(before) || is_threshold(before) || in_range(number, &numbers, text)
            {
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
            let around = self.around(number, text, &lower, AROUND, true);
            let heads = self.around(number, text, &lower, BESIDE, german);
            let claim = Claim {
                hedge: number.hedge,
                was: number.upper.map(|_| number.value).or_else(|| before_change(number, &numbers, text)),
                sentence: whole,
                ..from.claim(number.upper.unwrap_or(number.value), shown(text, number))
            };
            let places =
                from.names(|mention| mention.kind == MentionKind::Place).map(|mention| mention.key).collect();
            let subject = from
                .names(|mention| mention.span.end <= from.sentence.span.start + number.span.start)
                .last()
                .map(|mention| mention.key);
            let behind = from
                .names(|mention| mention.span.start >= from.sentence.span.start + number.span.end)
                .next()
                .map(|mention| mention.key);
            out.push(Figure {
                claim,
                of,
                noun,
                around,
                heads,
                past,
                places,
                subject,
                behind,
                against,
                expected,
            });
        }
        self.before = out.last().map(|figure| (figure.of.clone(), from.index, from.sentence.span));
        out
    }

    /// Stems of the content words around a number, so many on either side, ascending; those with a capital only where `names` says so.
    fn around(
        &mut self,
        number: &Number,
        text: &str,
        words: &[(Span, String)],
        reach: usize,
        names: bool,
    ) -> Vec<u64> {
        let first = words.iter().position(|(span, _)| span.end > number.span.start).unwrap_or(0);
        let after = words.iter().position(|(span, _)| span.start >= number.span.end).unwrap_or(words.len());
        let (mut from, mut until) = (first.saturating_sub(reach), words.len().min(after + reach));
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
                    && (names || span.of(text).starts_with(char::is_lowercase))
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
