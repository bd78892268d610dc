//! Statements spread over the reports, put together: two parties that speak of one thing give a row.

use super::super::material::{Material, speaks};
use super::super::people::Names;
use super::{Cell, Row};
use crate::model::{Language, Mention, MentionKind, Report, Span};
use crate::text::normalize::capitalized;
use crate::text::phrase_list::PhraseList;
use crate::text::stop::is_stop;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

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
    /// What is said: the sentence without who says it.
    content: Span,
    /// Where who says it stands, with what stands around: titles, bodies.
    around: Span,
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
        let apart = |one: usize, other: usize| {
            let (one, other) = (&statements[one], &statements[other]);
            two_parties(one, other, reports) && !same_words(one, other, reports)
        };
        let alike = members
            .iter()
            .enumerate()
            .any(|(nth, &one)| members[nth + 1..].iter().any(|&other| !apart(one, other)));
        if alike {
            continue;
        }
        let slices: Vec<&str> = members
            .iter()
            .map(|&member| statements[member].content.of(&reports[statements[member].report].article.text))
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
        let opens = |mention: &Mention| {
            let verb = |word: &str| stands(word) || OTHER_VERBS.contains(&word) || word == "that";
            let before = before(mention);
            before.len() <= OPENS && !before.contains(',') && !before.split_whitespace().any(verb)
        };
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
        if !is_subject(before(mention), after(mention)) {
            continue;
        }
        let Some(content) = content(text, candidate.span, mention.span) else { continue };
        let cut = |from: usize, to: usize| {
            let (mut from, mut to) =
                (from.max(candidate.span.start as usize), to.min(candidate.span.end as usize));
            while !text.is_char_boundary(from) {
                from -= 1;
            }
            while !text.is_char_boundary(to) {
                to += 1;
            }
            Span::new(from, to)
        };
        let around =
            cut((mention.span.start as usize).saturating_sub(AROUND), mention.span.end as usize + AROUND);
        if REPORTERS.any_whole(around.of(text)) || !takes_a_stand(candidate.span.of(text), content.of(text)) {
            continue;
        }
        out.push(Statement {
            report: candidate.report,
            span: candidate.span,
            party: crate::text::hash::key64(name),
            name: name.to_owned(),
            content,
            around,
            candidate: index,
        });
    }
    out
}

/// Bytes on either side of a name that say who that is.
const AROUND: usize = 48;

/// Who tells what others say, and takes no stand.
static REPORTERS: LazyLock<PhraseList> = LazyLock::new(|| {
    PhraseList::new(&[
        "correspondent",
        "reporter",
        "political editor",
        "analyst",
        "anchor",
        "columnist",
        "historian",
        "witness",
        "resident",
    ])
});

/// Verbs that only say; what is said must be a stand then.
const SAYS: &[&str] = &[
    "said", "says", "told", "called", "calls", "argued", "argues", "insisted", "insists", "warned", "warns",
];

/// Words by which what is said is a stand: it wants, forbids, promises, judges.
#[rustfmt::skip]
const WANTS: &[&str] = &[
    "will", "would", "should", "must", "cannot", "can't", "won't", "wouldn't", "shouldn't", "want", "wants", "wanted", "need", "needs",
    "demand", "oppose", "opposed", "opposes", "support", "supports", "supported", "against", "reject", "rejects", "refuse", "agree", "agreed",
    "believe", "believes", "ready", "willing", "wrong", "right", "fair", "unfair", "illegal", "unacceptable", "deny",
];

/// Whether a sentence has a stand in it, by its verb or by what is said.
fn takes_a_stand(sentence: &str, content: &str) -> bool {
    let bare = |word: &str| {
        word.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '\'').to_lowercase()
    };
    let strong = sentence.split_whitespace().any(|word| {
        let word = bare(word);
        STANDS.contains(&word.as_str()) && !SAYS.contains(&word.as_str())
    });
    strong
        || content
            .split_whitespace()
            .any(|word| WANTS.contains(&bare(&word.replace('\u{2019}', "'")).as_str()))
}

/// Whether a name is who speaks, and no part of who does: "a resident of Lumen told", "Quill's lawyer said".
fn is_subject(before: &str, after: &str) -> bool {
    let owns = after.trim_start().starts_with(['\'', '\u{2019}', ')']);
    // "said Senate Leader Ada Quill": the Senate says nothing.
    let longer = after.trim_start().starts_with(char::is_uppercase);
    let last = before.trim_end().rsplit(' ').next().unwrap_or("").to_lowercase();
    // "if Lumen denies it" and "although Quill said so" are no statements of theirs.
    !owns && !longer && !NO_SUBJECT.contains(&last.as_str())
}

/// Words behind which a name is no subject of the main clause.
#[rustfmt::skip]
const NO_SUBJECT: &[&str] = &[
    "of", "from", "for", "in", "at", "to", "against", "with", "near", "by", "on", "if", "because", "although", "though", "when", "while",
    "that", "who", "which", "after", "before", "since", "until", "as", "whether", "unless",
];

/// What of a sentence is said, without who says it and the verb.
fn content(text: &str, sentence: Span, name: Span) -> Option<Span> {
    let after = text.get(name.end as usize..sentence.end as usize)?;
    let mut from = None;
    for word in after.split_whitespace().take(24) {
        let end = word.as_ptr() as usize - after.as_ptr() as usize + word.len();
        if stands(word) {
            from = Some(name.end as usize + end);
            break;
        }
    }
    let told = |from: usize| text[from..sentence.end as usize].split_whitespace().count();
    match from {
        Some(from) if told(from) >= SAID => Some(Span::new(from, sentence.end as usize)),
        _ => (name.start > sentence.start).then_some(Span { start: sentence.start, end: name.start }),
    }
}

/// Words behind a verb of saying from which they are what is said; else that stands before.
const SAID: usize = 5;

/// Whether two statements are of two parties: not of one person under two names, or of a body and who speaks for it.
fn two_parties(one: &Statement, other: &Statement, reports: &[Report<'_>]) -> bool {
    let shared =
        one.name.split(' ').any(|word| other.name.split(' ').any(|its| its == word || misspelt(word, its)));
    let around = |statement: &Statement| statement.around.of(&reports[statement.report].article.text);
    let speaks_for = |one: &Statement, other: &Statement| around(one).contains(other.name.as_str());
    let letters = |name: &str| -> String { name.split(' ').filter_map(|word| word.chars().next()).collect() };
    let short = letters(&one.name) == other.name || letters(&other.name) == one.name;
    !shared && !short && !speaks_for(one, other) && !speaks_for(other, one)
}

/// Whether two words are one name written in two ways, a letter or two apart.
fn misspelt(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().min(other.len()) < 5 || one.len().abs_diff(other.len()) > 2 || one[0] != other[0] {
        return false;
    }
    let front = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let back = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    front + back + 2 >= one.len().max(other.len())
}

/// Whether two statements are one in the same words, given to two speakers.
fn same_words(one: &Statement, other: &Statement, reports: &[Report<'_>]) -> bool {
    let words = |statement: &Statement| -> BTreeSet<String> {
        let text = statement.content.of(&reports[statement.report].article.text);
        let all = text.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase);
        all.filter(|word| word.len() > 3 && !is_stop(word, None)).collect()
    };
    let (one, other) = (words(one), words(other));
    let common = one.intersection(&other).count();
    common as f64 >= SAME * one.len().min(other.len()).max(1) as f64
}

/// Share of the words of the shorter statement from which two are the same.
const SAME: f64 = 0.6;

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
    let verb = words.next().is_some_and(|word| stands(word) && SAYS.contains(&word) && word != "told");
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
    let all: Vec<Vec<String>> = slices.iter().map(|slice| split(slice)).collect();
    let (first, others) = all.split_first()?;
    let content = |word: &String| {
        word.len() > 3
            && word.chars().all(|letter| letter.is_lowercase() || letter == '-')
            && !is_stop(word, None)
            && !STANDS.contains(&word.as_str())
            && !NO_ISSUE.contains(&word.as_str())
    };
    for length in [3, 2] {
        for (at, run) in first.windows(length).enumerate() {
            // "Quay for thirty" is nothing that is spoken of; "release of prisoners" is.
            let middle = run[1..length - 1].iter().all(|word| content(word) || word == "of");
            let ends = content(&run[0]) && content(&run[length - 1]);
            let placed = |words: &Vec<String>| {
                words.windows(length).enumerate().any(|(at, its)| its == run && is_named(words, at, length))
            };
            if ends && middle && is_thing(run) && is_named(first, at, length) && others.iter().all(placed) {
                return Some(run.join(" "));
            }
        }
    }
    None
}

/// Words behind which the name of a thing stands.
#[rustfmt::skip]
const LEADING: &[&str] = &[
    "the", "a", "an", "its", "his", "her", "their", "our", "any", "this", "that", "these", "those", "no", "new", "all", "more", "of", "on", "for", "to",
    "with", "about", "against", "over", "from", "by", "into", "without", "under", "in", "between", "and", "or", "s",
];

/// Whether words of a sentence are the name of a thing by what stands beside them, and no title of somebody who is named.
fn is_named(words: &[String], at: usize, length: usize) -> bool {
    let capital = |word: &String| word.starts_with(char::is_uppercase);
    let led =
        at.checked_sub(1).is_some_and(|before| LEADING.contains(&words[before].to_lowercase().as_str()));
    led && !words.get(at + length).is_some_and(capital)
}

/// Words for who somebody is, or where something is: no issue.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "general", "minister", "secretary", "executive", "manager", "analyst", "director", "officer", "officers", "official", "officials", "spokesman",
    "spokeswoman", "spokesperson", "leader", "leaders", "president", "chairman", "chief", "counsel", "attorney", "lawyer", "lawyers", "board",
    "agency", "agencies", "editor", "city", "cities", "coast", "town", "member", "members", "house", "school", "office", "department", "company",
    "room", "side", "area", "region", "women", "children", "team", "speech", "interview", "meeting", "candidate", "candidates",
    "nominee", "party", "government", "administration", "personnel", "course",
];

/// Whether a run of words may name a thing that is spoken of: no role, no verb, no adverb.
fn is_thing(run: &[String]) -> bool {
    let last = run.last().map_or("", String::as_str);
    let adverb = run.iter().any(|word| word.ends_with("ly"));
    let acts = last.len() > 4 && (last.ends_with("ed") || last.ends_with("ing"));
    let acting = run[0].ends_with("ing") && !last.ends_with('s') && run.len() > 2;
    !adverb
        && !acts
        && !acting
        && !run.iter().any(|word| word != "of" && ROLES.contains(&word.as_str()) && word.as_str() == last)
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
        assert!(!is_subject("A resident of ", " told the council so."));
        assert!(!is_subject("", "\u{2019}s lawyer said so.") && is_subject("Mayor ", " said so."));
        assert!(!is_subject("They would, said ", " Leader Ada Quill."));
    }

    #[test]
    fn an_issue_is_a_thing_that_both_speak_of() {
        for (one, other, expected) in [
            ("the harbor taxes must go", "he would keep the harbor taxes", Some("harbor taxes")),
            ("it would clearly mark the pier", "they clearly mark the wall", None),
            ("a director general must be found", "the director general would stay", None),
            ("no foreign minister would agree", "the foreign minister Ada Quill would", None),
            ("they would continue sheltering boats", "it must not continue sheltering them", None),
        ] {
            assert_eq!(common_words(&[one, other]).as_deref(), expected, "{one}");
        }
    }

    #[test]
    fn a_stand_is_a_wish_or_a_refusal() {
        assert!(takes_a_stand("Ada Quill said the pier must go.", "the pier must go."));
        assert!(takes_a_stand("Ada Quill rejected the plan of the pier.", "the plan of the pier."));
        assert!(!takes_a_stand("Ada Quill said the pier is 9 years old.", "the pier is 9 years old."));
        assert!(
            misspelt("Quillart", "Quilhart") && misspelt("Tallart", "Tallhart") && !misspelt("Quill", "Osei")
        );
    }
}
