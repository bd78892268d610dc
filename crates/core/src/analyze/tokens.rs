//! The words of an article with what is known about each: made once, used by all that follows.

use super::lexicon::{Vocabulary, bare, class};
use crate::model::{Sentence, Span};
use crate::text::hash::key64;
use crate::text::normalize::fold_into;
use crate::text::words::{WordKind, words};

/// A word of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: WordKind,
    /// Key of the folded word, without a possessive ending.
    pub key: u64,
    /// Key of its stem; 0 for a stop word.
    pub term: u32,
    /// Bits of [`class`].
    pub class: u32,
    /// Index of its sentence.
    pub sentence: u32,
}

impl Token {
    /// Whether it is in any of the given classes.
    pub fn is(&self, classes: u32) -> bool {
        self.class & classes != 0
    }

    /// Whether it starts with a capital.
    pub fn is_capital(&self) -> bool {
        self.is(class::CAPITAL)
    }

    /// Its span without a possessive ending.
    pub fn bare(&self, text: &str) -> Span {
        let slice = self.span.of(text);
        let bare = slice.strip_suffix("'s").or_else(|| slice.strip_suffix("’s")).unwrap_or(slice);
        Span { start: self.span.start, end: self.span.start + bare.len() as u32 }
    }
}

/// The words of all sentences, in order.
pub(super) fn tokens(text: &str, sentences: &[Sentence], vocabulary: &mut Vocabulary) -> Vec<Token> {
    let mut all = Vec::with_capacity(text.len() / 5);
    for (nth, sentence) in (0u32..).zip(sentences) {
        let Some(slice) = text.get(sentence.span.range()) else { break };
        push(&mut all, slice, sentence.span.start, nth, vocabulary);
    }
    all
}

/// The words of a text that stands alone.
pub(super) fn loose(text: &str, vocabulary: &mut Vocabulary) -> Vec<Token> {
    let mut all = Vec::new();
    push(&mut all, text, 0, 0, vocabulary);
    all
}

fn push(all: &mut Vec<Token>, slice: &str, offset: u32, sentence: u32, vocabulary: &mut Vocabulary) {
    for word in words(slice) {
        let entry = vocabulary.entry(word.of(slice), word.kind);
        all.push(Token {
            span: Span { start: word.span.start + offset, end: word.span.end + offset },
            kind: word.kind,
            key: entry.key,
            term: entry.term,
            class: entry.class,
            sentence,
        });
    }
}

/// Adds the keys of the words of a text, as their tokens have them, without asking what else is known about a word.
pub(super) fn keys(slice: &str, out: &mut Vec<u64>) {
    let mut folded = String::new();
    for word in words(slice) {
        let word = word.of(slice);
        if word.bytes().fold(true, |plain, byte| plain & byte.is_ascii_lowercase()) {
            out.push(key64(word));
        } else {
            folded.clear();
            fold_into(word, &mut folded);
            out.push(key64(bare(word, &folded)));
        }
    }
}

/// Ranges of the tokens of each sentence that has any: (sentence, first, one past the last).
pub(super) fn by_sentence(tokens: &[Token]) -> impl Iterator<Item = (u32, usize, usize)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let sentence = tokens.get(at)?.sentence;
        let first = at;
        at += tokens[at..].partition_point(|token| token.sentence == sentence);
        Some((sentence, first, at))
    })
}
