//! A text that sets parties side by side: a heading per issue, and under it sentences that begin with who they are about.

use super::{Cell, Row};
use crate::model::{BlockKind, Report, Span};
use crate::text::normalize::capitalized;
use std::collections::{BTreeMap, BTreeSet};

/// Words of a paragraph that can be a heading where it ends with a colon.
const HEADING_WORDS: usize = 6;
/// Issues under which a party must be met to be one.
const FEWEST_ISSUES: usize = 2;
/// Letters of a name that its adjective has too: "Orvane", "Orvanian".
const STEM: usize = 5;

/// A sentence or half of one with what it is about.
struct Part {
    issue: usize,
    span: Span,
    /// Stems of the names that it begins with; empty for "Both proposals".
    about: BTreeSet<String>,
    /// The names as written.
    shown: String,
}

/// The rows of a text, none where it does not set parties side by side.
pub(super) fn rows(index: usize, report: &Report<'_>) -> Vec<Row> {
    let issues = issues(report);
    if issues.len() < FEWEST_ISSUES {
        return Vec::new();
    }
    let parts: Vec<Part> =
        issues.iter().enumerate().flat_map(|(issue, (_, block))| parts(issue, *block, report)).collect();
    let parties = parties(&parts);
    if parties.len() < 2 {
        return Vec::new();
    }
    let mut rows: Vec<Row> = Vec::new();
    for (number, (issue, _)) in issues.iter().enumerate() {
        let mut cells = Vec::new();
        for part in parts.iter().filter(|part| part.issue == number) {
            for (party, stems) in &parties {
                if part.about.is_empty() || alike(&part.about, stems) {
                    cells.push(Cell { party: party.clone(), report: index, span: part.span });
                }
            }
        }
        if !cells.is_empty() {
            rows.push(Row { issue: issue.clone(), cells });
        }
    }
    let both = |row: &&Row| {
        let mut parties: Vec<&str> = row.cells.iter().map(|cell| cell.party.as_str()).collect();
        parties.dedup();
        parties.len() > 1
    };
    if rows.iter().filter(both).count() < FEWEST_ISSUES { Vec::new() } else { rows }
}

/// Headings with the first paragraph under each.
fn issues(report: &Report<'_>) -> Vec<(String, Span)> {
    let text = &report.article.text;
    let mut out = Vec::new();
    for pair in report.article.blocks.windows(2) {
        let (head, body) = (&pair[0], &pair[1]);
        let shown = head.span.of(text).trim();
        let short = shown.split_whitespace().count() <= HEADING_WORDS;
        let heads =
            head.kind == BlockKind::Heading || head.kind == BlockKind::Paragraph && shown.ends_with(':');
        let tells = matches!(body.kind, BlockKind::Paragraph | BlockKind::ListItem);
        if heads && short && tells && !shown.is_empty() {
            out.push((issue(shown), body.span));
        }
    }
    out
}

/// The heading as the name of an issue: without article and colon.
fn issue(heading: &str) -> String {
    let bare = heading.trim_end_matches([':', ' ', '.']);
    let bare = bare.strip_prefix("The ").unwrap_or(bare);
    capitalized(bare)
}

/// The sentences of a block, cut where a second party is set against the first, with whom each is about.
fn parts(issue: usize, block: Span, report: &Report<'_>) -> Vec<Part> {
    let text = &report.article.text;
    let first = report.analysis.sentences.partition_point(|sentence| sentence.span.end <= block.start);
    let inside =
        report.analysis.sentences[first..].iter().take_while(|sentence| sentence.span.start < block.end);
    let mut out = Vec::new();
    for sentence in inside {
        for span in halves(sentence.span, text) {
            if let Some((shown, about)) = begins_with(span.of(text))
                && (about.is_empty() || names(report, span, &shown))
            {
                out.push(Part { issue, span, about, shown });
            }
        }
    }
    out
}

/// Whether one of the words is a name by the text, not only by standing first.
fn names(report: &Report<'_>, part: Span, shown: &str) -> bool {
    let mentions = &report.analysis.mentions;
    let first = mentions.partition_point(|mention| mention.span.end <= part.start);
    let inside = mentions[first..].iter().take_while(|mention| mention.span.start < part.end).take(3);
    let text = &report.article.text;
    let named = |word: &str| {
        let mut inside = inside.clone();
        inside.any(|mention| mention.span.of(text).split_whitespace().any(|other| other.starts_with(word)))
    };
    let adjective = |word: &str| word.ends_with("an") || word.ends_with("ian") || word.ends_with("ish");
    shown.split(' ').filter(|word| *word != "and").any(|word| named(word) || adjective(word))
}

/// The sentence, in two where a "but" or "while" after a comma brings in another name.
fn halves(sentence: Span, text: &str) -> Vec<Span> {
    let shown = sentence.of(text);
    for joint in [", but ", ", while ", ", whereas ", "; "] {
        let Some(at) = shown.find(joint) else { continue };
        let rest = at + joint.len();
        if begins_with(&shown[rest..]).is_some() && begins_with(&shown[..at]).is_some() {
            let cut = |from: usize, to: usize| {
                Span::new(sentence.start as usize + from, sentence.start as usize + to)
            };
            return vec![cut(0, at), cut(rest, shown.len())];
        }
    }
    vec![sentence]
}

/// The names that a sentence begins with, as written and as stems; no names for "Both". `None` where it begins otherwise.
fn begins_with(sentence: &str) -> Option<(String, BTreeSet<String>)> {
    let mut names: Vec<&str> = Vec::new();
    for (at, word) in sentence.split_whitespace().enumerate().take(9) {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '.');
        let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("\u{2019}s")).unwrap_or(bare);
        let lower = bare.to_lowercase();
        if at <= 1 && lower == "both" {
            return Some((String::new(), BTreeSet::new()));
        }
        let leading = matches!(
            lower.as_str(),
            "the"
                | "only"
                | "but"
                | "however"
                | "under"
                | "while"
                | "by"
                | "contrast"
                | "a"
                | "in"
                | "meanwhile"
                | "for"
                | "its"
                | "part"
        );
        let capital = bare.chars().next().is_some_and(char::is_uppercase);
        if capital && !leading {
            names.push(bare);
        } else if lower == "and" && !names.is_empty() {
            names.push("and");
        } else if !names.is_empty() || !leading || at > 4 {
            break;
        }
        if word.ends_with([',', ';', ':']) && !names.is_empty()
            || word.ends_with("'s")
            || word.ends_with("\u{2019}s")
        {
            break;
        }
    }
    while names.last() == Some(&"and") {
        names.pop();
    }
    let stems: BTreeSet<String> =
        names.iter().filter(|name| **name != "and").map(|name| stem(name)).collect();
    (!stems.is_empty()).then(|| (names.join(" "), stems))
}

fn stem(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).take(STEM).collect::<String>().to_lowercase()
}

/// Whether two lists of stems name one party.
fn alike(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let common = a.intersection(b).count();
    common > 0 && common * 2 >= a.len().max(b.len())
}

/// The parties that several issues are about, in order of appearance, each in its shortest form.
fn parties(parts: &[Part]) -> Vec<(String, BTreeSet<String>)> {
    struct Group {
        stems: BTreeSet<String>,
        issues: BTreeSet<usize>,
        forms: BTreeMap<String, usize>,
    }
    let mut groups: Vec<Group> = Vec::new();
    for part in parts.iter().filter(|part| !part.about.is_empty()) {
        let at = groups.iter().position(|group| alike(&group.stems, &part.about)).unwrap_or_else(|| {
            groups.push(Group { stems: part.about.clone(), issues: BTreeSet::new(), forms: BTreeMap::new() });
            groups.len() - 1
        });
        groups[at].issues.insert(part.issue);
        *groups[at].forms.entry(part.shown.clone()).or_default() += 1;
    }
    groups
        .into_iter()
        .filter(|group| group.issues.len() >= FEWEST_ISSUES)
        .filter_map(|group| {
            let shown =
                group.forms.keys().min_by_key(|form| (form.chars().count(), (*form).clone()))?.clone();
            Some((shown, group.stems))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Analysis, Article, Mention, MentionKind, Sentence, SentenceKind};

    fn check(blocks: &[(BlockKind, &str)], expected: &[(&str, &[(&str, &str)])]) {
        let article = Article::from_blocks(None, 0, blocks);
        let mut analysis = Analysis::default();
        for (number, block) in (0u32..).zip(&article.blocks) {
            for span in crate::text::sentences::sentences(block.span.of(&article.text), None) {
                let span = Span { start: span.start + block.span.start, end: span.end + block.span.start };
                analysis.sentences.push(Sentence { span, block: number, kind: SentenceKind::Prose });
            }
        }
        for name in ["Lumen", "Vesper"] {
            let inside = article.text.match_indices(name);
            analysis.mentions.extend(inside.map(|(at, _)| Mention {
                span: Span::new(at, at + name.len()),
                kind: MentionKind::Place,
                key: name.len() as u64,
            }));
        }
        analysis.mentions.sort_by_key(|mention| mention.span);
        let report =
            Report { article: &article, analysis: &analysis, copy_of: None, event: 0, independent: 0 };
        let rows = rows(0, &report);
        let found: Vec<(&str, Vec<(&str, &str)>)> = rows
            .iter()
            .map(|row| {
                let cells = row.cells.iter().map(|cell| (cell.party.as_str(), cell.span.of(&article.text)));
                (row.issue.as_str(), cells.collect())
            })
            .collect();
        let expected: Vec<(&str, Vec<(&str, &str)>)> =
            expected.iter().map(|(issue, cells)| (*issue, cells.to_vec())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_heading_per_issue_gives_a_row() {
        use BlockKind::{Heading, Paragraph};
        check(
            &[
                (Heading, "The nets:"),
                (
                    Paragraph,
                    "The Lumenian draft allows nets of nine meters. The Vesperian draft forbids them.",
                ),
                (Paragraph, "Lumen lands most of the fish today."),
                (Heading, "Harbor fees"),
                (
                    Paragraph,
                    "Both drafts lower them. Lumen would end them, but Vesper\u{2019}s text keeps a third.",
                ),
            ],
            &[
                (
                    "Nets",
                    &[
                        ("Lumen", "The Lumenian draft allows nets of nine meters."),
                        ("Vesper", "The Vesperian draft forbids them."),
                    ],
                ),
                (
                    "Harbor fees",
                    &[
                        ("Lumen", "Both drafts lower them."),
                        ("Vesper", "Both drafts lower them."),
                        ("Lumen", "Lumen would end them"),
                        ("Vesper", "Vesper\u{2019}s text keeps a third."),
                    ],
                ),
            ],
        );
        check(&[(Heading, "The nets"), (Paragraph, "Fishers met on Monday. Fishers met again.")], &[]);
    }
}
