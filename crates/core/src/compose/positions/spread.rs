//! Statements spread over the reports, put together: two parties that speak of one thing give a row.

use super::super::material::{Material, speaks};
use super::super::people::Names;
use super::{Cell, Row};
use crate::model::{Language, Mention, MentionKind, Report, Span};
use crate::text::normalize::capitalized;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Words of a statement, at least and at most.
const WORDS: std::ops::RangeInclusive<u32> = 8..=45;
/// Statements looked at; a long story has thousands.
const MOST_STATEMENTS: usize = 800;
/// Rows put together.
const MOST_ROWS: usize = 4;
/// Bytes before a name that still opens its sentence: a title, a role.
const OPENS: usize = 40;
/// Words that name no issue.
#[rustfmt::skip]
const NO_ISSUE: &[&str] = &[
    "million", "billion", "thousand", "percent", "cent", "year", "years", "month", "months", "week", "weeks", "days", "people",
    "told", "reporters", "news", "conference", "statement", "twenty", "thirty", "forty", "fifty", "sixty", "hundred", "half", "dozen", "earlier", "later", "last", "next", "first", "according", "media",
];

/// Verbs by which a stand is taken.
#[rustfmt::skip]
const STANDS: &[&str] = &[
    "said", "says", "told", "called", "calls", "rejected", "rejects", "demanded", "demands", "insisted", "insists", "warned",
    "warns", "wants", "wanted", "refused", "refuses", "offered", "offers", "proposed", "proposes", "accused", "denied", "denies",
    "urged", "vowed", "argued", "argues", "opposed", "opposes", "supports", "supported", "backs", "backed", "criticized",
    "criticised", "condemned", "welcomed", "dismissed",
];

struct Statement {
    report: usize,
    span: Span,
    party: u64,
    name: String,
    /// Candidate, for its concepts.
    candidate: usize,
}

/// The rows that statements of different parties make.
pub(super) fn rows(
    reports: &[Report<'_>],
    language: Option<Language>,
    material: &Material<'_>,
    names: &Names,
) -> Vec<Row> {
    let statements = statements(reports, language, material, names);
    // Pairs of words that statements of several parties have: what they speak of.
    let mut by_concept: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (index, statement) in statements.iter().enumerate() {
        for &concept in &material.candidates[statement.candidate].concepts {
            let known = &material.concepts[concept as usize];
            if known.pair && known.seen.len() >= 2 {
                by_concept.entry(concept).or_default().push(index);
            }
        }
    }
    let mut ranked: Vec<(usize, usize, u32)> = by_concept
        .iter()
        .filter_map(|(&concept, members)| {
            let parties: BTreeSet<u64> = members.iter().map(|&member| statements[member].party).collect();
            let seen = material.concepts[concept as usize].seen.len();
            (parties.len() >= 2).then_some((parties.len(), seen, concept))
        })
        .collect();
    ranked.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
    let mut rows = Vec::new();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    let mut named: BTreeSet<String> = BTreeSet::new();
    for (_, _, concept) in ranked.into_iter().take(200) {
        if rows.len() == MOST_ROWS {
            break;
        }
        let mut best: BTreeMap<u64, usize> = BTreeMap::new();
        for &member in by_concept[&concept].iter().filter(|member| !used.contains(member)) {
            best.entry(statements[member].party).or_insert(member);
        }
        if best.len() < 2 {
            continue;
        }
        let members: Vec<usize> = best.into_values().collect();
        // One person under two names is no two parties.
        let apart = |a: &str, b: &str| !a.split(' ').any(|word| b.split(' ').any(|other| other == word));
        let alike = members.iter().enumerate().any(|(nth, &one)| {
            members[nth + 1..].iter().any(|&other| !apart(&statements[one].name, &statements[other].name))
        });
        if alike {
            continue;
        }
        let slices: Vec<&str> = members
            .iter()
            .map(|&member| statements[member].span.of(&reports[statements[member].report].article.text))
            .collect();
        let Some(issue) = common_words(&slices).filter(|issue| named.insert(issue.clone())) else { continue };
        used.extend(members.iter().copied());
        let cells = members.into_iter().map(|member| {
            let statement = &statements[member];
            Cell { party: statement.name.clone(), report: statement.report, span: statement.span }
        });
        rows.push(Row { issue: capitalized(&issue), cells: cells.take(4).collect() });
    }
    rows
}

fn statements(
    reports: &[Report<'_>],
    language: Option<Language>,
    material: &Material<'_>,
    names: &Names,
) -> Vec<Statement> {
    let mut out: Vec<Statement> = Vec::new();
    for (index, candidate) in material.candidates.iter().enumerate() {
        let report = &reports[candidate.report];
        if !WORDS.contains(&candidate.words) || !speaks(report, language) || !candidate.stands() {
            continue;
        }
        if out.len() >= MOST_STATEMENTS {
            break;
        }
        let text = &report.article.text;
        let mentions = &report.analysis.mentions;
        let first = mentions.partition_point(|mention| mention.span.start < candidate.span.start);
        let inside = mentions[first..].iter().take_while(|mention| mention.span.end <= candidate.span.end);
        let inside: Vec<&Mention> = inside.take(6).collect();
        let before = |mention: &Mention| &text[candidate.span.start as usize..mention.span.start as usize];
        let after = |mention: &Mention| &text[mention.span.end as usize..candidate.span.end as usize];
        let party =
            |mention: &Mention| matches!(mention.kind, MentionKind::Person | MentionKind::Organisation);
        let opens = |mention: &Mention| before(mention).len() <= OPENS && !before(mention).contains(',');
        // "Lumen said", not "the reporter in Lumen said".
        let alone = |mention: &Mention| before(mention).split_whitespace().nth(1).is_none();
        // Whoever stands beside the verb says it, wherever that is; else who opens the sentence.
        let beside = inside.iter().find(|mention| {
            party(mention) && (says(after(mention)) || said_by(before(mention)))
                || mention.kind == MentionKind::Place && alone(mention) && says(after(mention))
        });
        let speaker = beside.or_else(|| {
            inside
                .first()
                .filter(|mention| party(mention) && opens(mention) && says_after_all(after(mention)))
        });
        let Some(mention) = speaker else { continue };
        let Some((name, _)) = names.get(mention.key) else { continue };
        out.push(Statement {
            report: candidate.report,
            span: candidate.span,
            party: crate::text::hash::key64(name),
            name: name.to_owned(),
            candidate: index,
        });
    }
    out
}

fn stands(word: &str) -> bool {
    STANDS.contains(&word.trim_matches([',', '.']))
}

/// Words that may stand between a subject and its verb.
const AUXILIARY: &[&str] =
    &["has", "have", "had", "also", "later", "then", "again", "repeatedly", "publicly"];
/// Verbs that make another clause of what comes before a verb of saying.
const OTHER_VERBS: &[&str] =
    &["is", "are", "was", "were", "will", "would", "should", "could", "can", "may", "might", "must"];

/// Whether the words behind a name begin with its taking a stand.
fn says(after: &str) -> bool {
    let mut words = after.split_whitespace().skip_while(|word| AUXILIARY.contains(word));
    !after.trim_start().starts_with(',') && words.next().is_some_and(stands)
}

/// Whether the words before a name end with a stand that is taken by it: ", said Mayor" and no "warned" whose object it is.
fn said_by(before: &str) -> bool {
    let titled = |word: &&str| word.starts_with(char::is_uppercase);
    let mut words = before.split_whitespace().rev().skip_while(titled);
    let verb = words.next().is_some_and(|word| stands(word) && word != "told");
    let ends = |word: &str| word.ends_with([',', '"', '\u{201d}', '\'', '\u{2019}', '\u{bb}']);
    verb && words.next().is_none_or(ends)
}

/// Whether who opens a sentence takes a stand behind what is said of him: "Quill, the mayor, said", "Quill of the union said".
fn says_after_all(after: &str) -> bool {
    if after.trim_start().starts_with(',') {
        return after.split(',').skip(2).take(3).any(says);
    }
    let words = after.split_whitespace().take(7);
    let mut words = words.take_while(|word| !OTHER_VERBS.contains(word) && !word.ends_with([',', ';']));
    words.any(stands)
}

/// Two or more neighboring words in lower case that all the slices have, the longest run: the name of what they speak of.
fn common_words(slices: &[&str]) -> Option<String> {
    let split = |slice: &str| -> Vec<String> {
        slice
            .split(|letter: char| !letter.is_alphanumeric() && letter != '-')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let first = split(slices.first()?);
    let others: Vec<String> =
        slices[1..].iter().map(|slice| format!(" {} ", split(slice).join(" "))).collect();
    let content = |word: &String| {
        word.len() > 3
            && word.chars().all(|letter| letter.is_lowercase() || letter == '-')
            && !crate::text::stop::is_stop(word, None)
            && !STANDS.contains(&word.as_str())
            && !NO_ISSUE.contains(&word.as_str())
    };
    for length in [3, 2] {
        for run in first.windows(length) {
            let joined = format!(" {} ", run.join(" "));
            // "Quay for thirty" is nothing that is spoken of; "release of prisoners" is.
            let middle = run[1..length - 1].iter().all(|word| content(word) || word == "of");
            let ends = content(&run[0]) && content(&run[length - 1]);
            if ends && middle && others.iter().all(|other| other.contains(&joined)) {
                return Some(run.join(" "));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_says_it_stands_beside_the_verb() {
        for (after, expected) in [
            (" said the pier was safe.", true),
            (" has repeatedly denied it.", true),
            (" should replace the pier, Ada Quill has said.", false),
            (" pier was safe.", false),
        ] {
            assert_eq!(says(after), expected, "{after}");
        }
        for (before, expected) in [
            ("The pier was safe, said Health Minister ", true),
            ("\u{201c}It is safe,\u{201d} said ", true),
            ("Ada Quill was dismayed and warned ", false),
            ("The pier shows code in all supported ", false),
        ] {
            assert_eq!(said_by(before), expected, "{before}");
        }
        for (after, expected) in [
            (", the mayor of Lumen, said it was safe.", true),
            (" of the fishers' union said it was safe.", true),
            (" should replace the pier, the mayor said.", false),
            (", the mayor, left before anybody said so.", false),
        ] {
            assert_eq!(says_after_all(after), expected, "{after}");
        }
    }
}
