//! Where in a text the words of a query stand: passages as byte ranges, so that what is shown is a citation.

use super::query::{Part, Query};
use super::terms::{self, Folded};
use newsloom_core::model::{Language, Span};
use newsloom_core::text::sentences::sentences;
use newsloom_core::text::stem::Stemmer;
use std::collections::BTreeSet;

/// Bytes of a passage at most.
const LONGEST: usize = 320;
/// Bytes of a text that are looked at.
const LOOKED_AT: usize = 256 << 10;

/// A passage of a text with the words in it that were looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The passage; whole sentences where they are short enough.
    pub span: Span,
    /// The words found in it, as ranges of the same text, in order.
    pub marks: Vec<Span>,
}

/// The best `most` passages of a text, in the order of the text. Without a match, its beginning.
pub fn snippets(text: &str, language: Option<Language>, query: &Query, most: usize) -> Vec<Snippet> {
    let end = (0..=text.len().min(LOOKED_AT)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let seen = &text[..end];
    let words = terms::folded(seen);
    let marks = marks(&words, language, query);
    let passages: Vec<Span> = passages(seen, language);
    let mut scored: Vec<(usize, usize, Snippet)> = Vec::new();
    let mut from = 0;
    for (order, passage) in passages.iter().enumerate() {
        while from < marks.len() && marks[from].0.start < passage.start {
            from += 1;
        }
        let inside: Vec<&(Span, usize)> =
            marks[from..].iter().take_while(|(span, _)| span.end <= passage.end).collect();
        if inside.is_empty() {
            continue;
        }
        let distinct: BTreeSet<usize> = inside.iter().map(|(_, which)| *which).collect();
        let spans: Vec<Span> = inside.iter().map(|(span, _)| *span).collect();
        let snippet = shorten(seen, Snippet { span: *passage, marks: merged(spans) });
        scored.push((distinct.len() * 8 + inside.len().min(7), order, snippet));
    }
    scored.sort_by_key(|(score, order, _)| (std::cmp::Reverse(*score), *order));
    scored.truncate(most.max(1));
    if scored.is_empty() {
        let first = passages.first().copied().unwrap_or_default();
        return vec![shorten(seen, Snippet { span: first, marks: Vec::new() })];
    }
    scored.sort_by_key(|(_, order, _)| *order);
    scored.into_iter().map(|(_, _, snippet)| snippet).collect()
}

/// Sentences of every paragraph.
fn passages(text: &str, language: Option<Language>) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for block in text.split("\n\n") {
        for span in sentences(block, language) {
            found.push(Span::new(span.start as usize + start, span.end as usize + start));
        }
        start += block.len() + 2;
    }
    found
}

/// Places of the words looked for, each with the number of the part that looks for it.
fn marks(words: &[Folded], language: Option<Language>, query: &Query) -> Vec<(Span, usize)> {
    let mut stemmer = Stemmer::new(language);
    let languages: Vec<Language> = language.into_iter().collect();
    let mut found = Vec::new();
    for (which, part) in query.shown_words().into_iter().enumerate() {
        match part {
            Part::Word(_, typed) => {
                let looked_for = terms::folded(typed);
                if looked_for.iter().any(|word| word.place > 0) {
                    phrase(words, &looked_for, which, &mut found);
                    continue;
                }
                let Some(first) = looked_for.first() else { continue };
                let stems = terms::stems(first, &languages);
                for word in words {
                    if stems.contains(&terms::stem(&mut stemmer, word)) {
                        found.push((word.span, which));
                    }
                }
            }
            Part::Beginning(_, typed) => {
                let Some(last) = terms::folded(typed).pop() else { continue };
                found
                    .extend(words.iter().filter(|w| w.word.starts_with(&last.word)).map(|w| (w.span, which)));
            }
            Part::Phrase(_, text) => phrase(words, &terms::folded(text), which, &mut found),
            _ => {}
        }
    }
    found.sort();
    found
}

fn phrase(words: &[Folded], looked_for: &[Folded], which: usize, found: &mut Vec<(Span, usize)>) {
    let mut whole = looked_for.to_vec();
    whole.dedup_by_key(|word| word.place);
    let Some(first) = whole.first() else { return };
    'starts: for (at, word) in words.iter().enumerate() {
        if word.word != first.word {
            continue;
        }
        let mut end = word.span.end;
        let mut next = at;
        for wanted in &whole[1..] {
            let place = word.place + wanted.place - first.place;
            next += words[next..].iter().take_while(|w| w.place < place).count();
            match words[next..].iter().take_while(|w| w.place == place).find(|w| w.word == wanted.word) {
                Some(here) => end = end.max(here.span.end),
                None => continue 'starts,
            }
        }
        found.push((Span { start: word.span.start, end }, which));
    }
}

/// Overlapping ranges as one.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}

/// Cuts a long passage down to the part around its first marks, at word boundaries.
fn shorten(text: &str, snippet: Snippet) -> Snippet {
    if snippet.span.len() <= LONGEST {
        return snippet;
    }
    let (from, to) = (snippet.span.start as usize, snippet.span.end as usize);
    let first = snippet.marks.first().map_or(from, |mark| mark.start as usize);
    let boundary = |at: usize| (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    let mut start = boundary(first.saturating_sub(LONGEST / 3).max(from));
    if start > from {
        start += text[start..first].find(char::is_whitespace).map_or(0, |at| at + 1);
        start = boundary(start).min(first);
    }
    let mut end = boundary((start + LONGEST).min(to));
    if end < to {
        end = text[start..end].rfind(char::is_whitespace).map_or(end, |at| start + at);
    }
    let span = Span::new(start, end.max(start));
    let marks = snippet.marks.into_iter().filter(|mark| span.contains(*mark)).collect();
    Snippet { span, marks }
}
