//! Terms of an article with their counts in title, lead and body.

use super::tokens::Token;
use crate::model::{Mention, Term};
use crate::text::hash::key32;
use crate::text::words::WordKind;
use rustc_hash::FxHashMap;

/// Words at the start of the text that count as its lead.
const LEAD_WORDS: usize = 100;

/// Counts the terms: stems of words that are not stop words, parts of hyphenated words, neighbors of ideographs. The names
/// are those of the text, in order.
pub(super) fn count(
    title: &str,
    title_tokens: &[Token],
    text: &str,
    tokens: &[Token],
    names: &[Mention],
) -> Vec<Term> {
    let mut counts: FxHashMap<u32, Term> =
        FxHashMap::with_capacity_and_hasher(tokens.len() / 3, Default::default());
    each(title, title_tokens, |key, _| {
        let term = counts.entry(key).or_insert(Term { key, ..Term::default() });
        term.title = term.title.saturating_add(1);
    });
    let mut names = names.iter().map(|name| name.span).peekable();
    each(text, tokens, |key, nth| {
        let term = counts.entry(key).or_insert(Term { key, ..Term::default() });
        let start = tokens[nth].span.start;
        while names.next_if(|name| name.end <= start).is_some() {}
        if names.peek().is_some_and(|name| name.start <= start) {
            term.named = term.named.saturating_add(1);
        }
        term.body = term.body.saturating_add(1);
        if nth < LEAD_WORDS {
            term.lead = term.lead.saturating_add(1);
        }
    });
    let mut terms: Vec<Term> = counts.into_values().collect();
    terms.sort_unstable_by_key(|term| term.key);
    terms
}

fn each(text: &str, tokens: &[Token], mut tell: impl FnMut(u32, usize)) {
    for (nth, token) in tokens.iter().enumerate() {
        match token.kind {
            WordKind::Ideograph => {
                // Two neighbors say what one word says in other scripts.
                let next = tokens.get(nth + 1);
                if let Some(next) =
                    next.filter(|next| next.kind == WordKind::Ideograph && next.span.start == token.span.end)
                {
                    let pair = &text[token.span.start as usize..next.span.end as usize];
                    tell(key32(pair), nth);
                }
            }
            WordKind::Word | WordKind::Number if token.term != 0 => tell(token.term, nth),
            WordKind::Word | WordKind::Number => {}
        }
    }
}
