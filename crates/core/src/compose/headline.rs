//! The headline: the best title that its own article's text bears out, else a sentence cut short.

use super::check::Checker;
use super::choose::Chooser;
use super::material::Material;
use super::summary::capitalized;
use crate::model::{Article, Citation, DraftLine, How, Line, Report, SentenceKind, Span};
use crate::text::normalize::fold;
use std::collections::BTreeSet;

/// Words of a title at least and at most to be a headline.
const TITLE_WORDS: (usize, usize) = (4, 18);
/// Titles that are tried, best first.
const TITLES_TRIED: usize = 30;

/// The headline. `None` only where no report has a word of text.
pub(crate) fn headline(
    reports: &[Report<'_>],
    material: &Material,
    chooser: &Chooser<'_>,
    checker: &mut Checker<'_>,
    words: usize,
    weighty: impl Fn(usize) -> f64,
) -> Option<Line> {
    let mut ranked: Vec<(f64, usize)> = material
        .titles
        .iter()
        .filter(|(index, _)| is_news(&reports[*index].article.title))
        .map(|(index, concepts)| {
            let count = reports[*index].article.title.split_whitespace().count() as f64;
            (weighty(*index) * chooser.weight(concepts) / libm::sqrt(count), *index)
        })
        .filter(|(weight, _)| *weight > 0.0)
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, index) in ranked.into_iter().take(TITLES_TRIED) {
        let drafts = from_title(&reports[index]);
        if let Some(line) = drafts.iter().find_map(|draft| checker.line(draft).ok()) {
            return Some(line);
        }
    }
    from_sentence(reports, material, chooser, checker, words)
}

/// Whether a title tells what happened: no question, no label before a colon, no first person, neither too short nor too long.
fn is_news(title: &str) -> bool {
    let count = title.split_whitespace().count();
    let label = title.split_once(": ").is_some_and(|(head, _)| head.split_whitespace().count() <= 2);
    (TITLE_WORDS.0..=TITLE_WORDS.1).contains(&count) && !title.contains(['?', '|', '\u{2026}']) && !label
}

/// The title resting on the sentence that shares most of its words, and on the two that do together.
fn from_title(report: &Report<'_>) -> Vec<DraftLine> {
    let article = report.article;
    let wanted = word_set(&article.title);
    let sentences: Vec<(Span, BTreeSet<String>)> = report
        .analysis
        .sentences
        .iter()
        .filter(|sentence| sentence.kind != SentenceKind::Heading)
        .take(60)
        .map(|sentence| (sentence.span, word_set(sentence.span.of(&article.text))))
        .collect();
    let best = |missing: &BTreeSet<String>| {
        let shared = |words: &BTreeSet<String>| missing.intersection(words).count();
        let most = sentences.iter().map(|(_, words)| shared(words)).max().filter(|most| *most > 0)?;
        sentences.iter().find(|(_, words)| shared(words) == most)
    };
    let Some((first, has)) = best(&wanted) else { return Vec::new() };
    let missing: BTreeSet<String> = wanted.difference(has).cloned().collect();
    let mut cites = vec![*first];
    if let Some((second, _)) = best(&missing).filter(|(span, _)| span != first) {
        cites.push(*second);
    }
    cites.sort_unstable();
    let text =
        sentence_case(&article.title, &cites.iter().map(|span| span.of(&article.text)).collect::<Vec<_>>());
    let draft = |spans: &[Span]| DraftLine {
        text: text.clone(),
        cites: spans.iter().map(|&span| Citation { article: article.id, span }).collect(),
    };
    if cites.len() == 1 { vec![draft(&cites)] } else { vec![draft(&[*first]), draft(&cites)] }
}

fn word_set(text: &str) -> BTreeSet<String> {
    let bare = |word: &str| fold(word.trim_matches(|letter: char| !letter.is_alphanumeric()));
    text.split_whitespace().map(bare).filter(|word| word.len() > 2).collect()
}

/// A title in Title Case or capitals with those words in lower case that its sources do not capitalize.
fn sentence_case(title: &str, sources: &[&str]) -> String {
    let words: Vec<&str> = title.split_whitespace().collect();
    let upper = |word: &&&str| word.chars().next().is_some_and(char::is_uppercase);
    let long = words.iter().filter(|word| word.chars().count() > 3);
    if words.is_empty() || long.clone().filter(upper).count() * 10 < long.count() * 7 {
        return words.join(" ");
    }
    let mut capital: BTreeSet<String> = BTreeSet::new();
    for source in sources {
        for (at, word) in source.split_whitespace().enumerate() {
            let bare = bare(word);
            if at > 0 && bare.chars().next().is_some_and(char::is_uppercase) {
                capital.insert(fold(bare));
            }
        }
    }
    let lowered = words.iter().map(|word| {
        let bare = bare(word);
        let acronym = bare.chars().filter(|letter| letter.is_uppercase()).count() > 1 && bare.len() <= 5;
        let kept =
            acronym || bare.contains(|letter: char| letter.is_ascii_digit()) || capital.contains(&fold(bare));
        if kept { (*word).to_owned() } else { word.to_lowercase() }
    });
    capitalized(&lowered.collect::<Vec<_>>().join(" "))
}

/// A word without the marks around it and without its genitive: "Tarsenia’s," is "Tarsenia".
fn bare(word: &str) -> &str {
    let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare)
}

/// A sentence that can stand alone, cut to `words` words where a clause ends.
fn from_sentence(
    reports: &[Report<'_>],
    material: &Material,
    chooser: &Chooser<'_>,
    checker: &mut Checker<'_>,
    words: usize,
) -> Option<Line> {
    let mut covered = chooser.blank();
    let best = chooser.choose(60, 3, &mut covered, |candidate| candidate.before < 120);
    let standing = best.iter().map(|&index| &material.candidates[index]);
    for candidate in
        standing.chain(material.candidates.iter().filter(|candidate| candidate.words > 2).take(3))
    {
        let article = reports[candidate.report].article;
        for span in cuts(article, candidate.span, words) {
            let cites = vec![Citation { article: article.id, span }];
            let text = span.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
            let text = capitalized(text.trim_end_matches(['.', ',', ';', ':']));
            if let Ok(line) = checker.line(&DraftLine { text, cites }) {
                return Some(line);
            }
        }
    }
    reports.iter().find_map(|report| opening(report.article, words))
}

/// Openings of the sentence that end before a comma or a subordinate word, longest first; then the whole sentence if short.
pub(crate) fn cuts(article: &Article, sentence: Span, words: usize) -> Vec<Span> {
    let text = sentence.of(&article.text);
    let mut out = Vec::new();
    let mut count = 0;
    let mut previous_end = 0;
    for word in text.split_whitespace() {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let lower = word.to_lowercase();
        let breaks =
            matches!(lower.as_str(), "after" | "as" | "while" | "because" | "although" | "which" | "who")
                || text[..previous_end].ends_with([',', ';', ':', '\u{2014}', '\u{2013}']);
        if breaks && (6..=words).contains(&count) && has_verb(&text[..previous_end]) {
            out.push(Span { start: sentence.start, end: sentence.start + previous_end as u32 });
        }
        count += 1;
        previous_end = start + word.len();
    }
    if count <= words {
        out.push(sentence);
    }
    out.reverse();
    out
}

/// Whether an English clause most likely has its verb; in other languages this seldom holds, and nothing is cut.
fn has_verb(clause: &str) -> bool {
    const VERBS: &[&str] = &[
        "is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "may", "might", "can",
        "says", "said", "did", "does", "do", "took", "found", "won", "lost", "went", "came", "gave", "made",
        "held", "sent", "told", "hit", "struck", "fell", "rose", "began", "left", "kept", "led", "met",
        "ran", "saw", "set", "cut", "put", "sank", "broke", "drove", "shot", "fought", "bought", "sold",
        "built", "brought", "spoke", "threw", "became",
    ];
    clause.split(' ').enumerate().skip(1).any(|(at, word)| {
        VERBS.contains(&word) || at > 1 && word.len() > 4 && word.ends_with("ed") && !word.contains('-')
    })
}

/// The first words of a text: the last resort.
fn opening(article: &Article, words: usize) -> Option<Line> {
    let text = &article.text;
    let start = text.len() - text.trim_start().len();
    let end = text
        .split_whitespace()
        .take(words)
        .last()
        .map(|word| word.as_ptr() as usize - text.as_ptr() as usize + word.len())?;
    let span = Span::new(start, end);
    let shown = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Line { text: shown, how: How::Verbatim, cites: vec![Citation { article: article.id, span }] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_case_is_told_as_a_sentence_with_its_names() {
        let sources = ["The talks in Tarsenia went on. On Monday, Tarsenia’s fleet left."];
        assert_eq!(
            sentence_case("Talks Resume After Attack on Tarsenia’s Fleet", &sources),
            "Talks resume after attack on Tarsenia’s fleet"
        );
        assert_eq!(sentence_case("Talks resume in Lindmoor", &sources), "Talks resume in Lindmoor");
    }
}
