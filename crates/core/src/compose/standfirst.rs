//! Standfirsts: the line between a headline and its report, written as headlines are.

use super::material::{Candidate, Material, share};
use super::standalone;
use crate::model::{Report, Span};
use crate::text::stop::is_stop;

/// Words of a paragraph that may be a standfirst.
const DECK_WORDS: u32 = 24;

/// Whether each candidate is of a standfirst: a short paragraph of its own that opens a report, before a dateline, or
/// in the words of headlines, or before an opening that says the same at greater length.
pub(super) fn decks(reports: &[Report<'_>], material: &Material<'_>) -> Vec<bool> {
    let mut out = vec![false; material.candidates.len()];
    let block = |candidate: &Candidate<'_>| {
        reports[candidate.report].analysis.sentences.get(candidate.sentence).map(|sentence| sentence.block)
    };
    let mut at = 0;
    while at < material.candidates.len() {
        let first = &material.candidates[at];
        let report = first.report;
        let length = material.candidates[at..].iter().take_while(|other| other.report == report).count();
        let own = &material.candidates[at..at + length];
        let head = own.iter().take_while(|other| block(other) == block(first)).count();
        let words: u32 = own[..head].iter().map(|candidate| candidate.words).sum();
        if let Some(next) = own.get(head).filter(|_| words <= DECK_WORDS) {
            let text = &reports[report].article.text;
            let whole = Span { start: first.span.start, end: own[head - 1].span.end }.of(text);
            let sentence = reports[report].analysis.sentences[next.sentence].span.of(text);
            let longer = next.words > first.words;
            if standalone::dateline(sentence) > 0
                || longer && (standalone::headlinese(whole) || terse(whole))
                || longer && share(&material.single_words(first), &material.single_words(next)) >= 0.6
            {
                out[at..at + head].fill(true);
            }
        }
        at += length;
    }
    out
}

/// Function words of a paragraph below which it is written as headlines are, as a share.
const FUNCTION_WORDS: f64 = 0.29;
/// Words of a sentence, on average, below which two of them are no opening of a report.
const SHORT_SENTENCES: usize = 10;

/// Whether an English paragraph leaves out what headlines leave out, or lists several things in so many short sentences.
fn terse(paragraph: &str) -> bool {
    let words: Vec<&str> = paragraph.split_whitespace().collect();
    let asks = |word: &&str| matches!(*word, "what" | "why" | "how" | "who");
    let explains = paragraph
        .split_once(": ")
        .is_some_and(|(_, rest)| rest.split_whitespace().next().as_ref().is_some_and(asks));
    let ends = words.iter().filter(|word| word.ends_with(['.', '!', '?'])).count();
    let plain =
        |word: &&&str| is_stop(&word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase(), None);
    let function = words.iter().filter(plain).count() as f64;
    let caption = matches!(words.first(), Some(&"What")) && !paragraph.contains('?');
    paragraph.contains(';')
        || explains
        || caption
        || ends > 1 && words.len() <= ends * SHORT_SENTENCES
        || function < words.len() as f64 * FUNCTION_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paragraph: &str, expected: bool) {
        assert_eq!(terse(paragraph), expected, "{paragraph}");
    }

    #[test]
    fn standfirsts_are_told_from_openings() {
        check("Tower of harbor church cracked; no deaths reported.", true);
        check("Tolls, pilots and the lock stay open.", true);
        check("Soft ground and heavy roofs: what made the night so deadly.", true);
        check("Quill asked for her hat. At least nine boats are lost.", true);
        check("What is left of the old harbor office.", true);
        check("The ferry Arden sank on Monday off the coast of Port Lumen.", false);
        check("A man has died after he was hit by a tram in Port Lumen.", false);
    }
}
