//! The subject of a verb of speech: the words that name who speaks.

use super::super::lexicon::class;
use super::super::names::Names;
use super::super::tokens::Token;
use crate::model::{MentionKind, Span};

/// Words of a subject at most.
const LONGEST: usize = 14;
/// Nouns between the names of a phrase at most: `Marrow law professor Ada Osei`.
const HEAD_NOUNS: usize = 4;

/// Finds subjects among the tokens of an article.
#[derive(Clone, Copy)]
pub(super) struct Subjects<'t> {
    pub text: &'t str,
    pub tokens: &'t [Token],
    pub names: &'t Names,
}

impl<'t> Subjects<'t> {
    /// The text between tokens `at - 1` and `at`.
    pub fn gap(&self, at: usize) -> &'t str {
        if at == 0 || at >= self.tokens.len() {
            return "";
        }
        &self.text[self.tokens[at - 1].span.end as usize..self.tokens[at].span.start as usize]
    }

    pub fn slice(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    pub fn is(&self, at: usize, classes: u32) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(classes))
    }

    /// The span of tokens `first..next`, without a possessive ending.
    pub fn span(&self, first: usize, next: usize) -> Span {
        Span { start: self.tokens[first].span.start, end: self.tokens[next - 1].bare(self.text).end }
    }

    /// The mention that holds token `at`, as (index, first token, one past the last).
    pub fn mention_at(&self, at: usize) -> Option<(usize, usize, usize)> {
        let nth = self.names.at.partition_point(|(_, next)| *next as usize <= at);
        let (first, next) = *self.names.at.get(nth)?;
        (first as usize <= at).then_some((nth, first as usize, next as usize))
    }

    /// The first mention inside tokens `from..to` that may speak.
    pub fn first_speaker(&self, from: usize, to: usize) -> Option<(usize, usize, usize)> {
        let mut nth = self.names.at.partition_point(|(_, next)| *next as usize <= from);
        while let Some((first, next)) = self.names.at.get(nth) {
            if *first as usize >= to {
                return None;
            }
            let (first, next) = (*first as usize, *next as usize);
            let adverbial = first > from && self.is(first - 1, class::WHERE) && self.gap(first) == " ";
            let owner = self.is(next - 1, class::POSSESSIVE);
            if first >= from
                && self.names.mentions[nth].kind != MentionKind::Place
                && !owner
                && !(adverbial && self.names.mentions[nth].kind != MentionKind::Person)
            {
                return Some((nth, first, next));
            }
            nth += 1;
        }
        None
    }

    /// The subject before a verb at `verb`, among tokens `from..verb`.
    pub fn before(&self, from: usize, verb: usize) -> Option<Span> {
        let mut last = verb.checked_sub(1).filter(|last| *last >= from)?;
        let mut comma = self.gap(verb).contains([',', ')', '—', '–']);
        while last > from
            && self.is(last, class::BETWEEN)
            && !self.is(last, class::PRONOUN)
            && !self.is(last, class::CAPITAL)
        {
            comma |= self.gap(last).contains([',', ')', '—', '–']);
            last -= 1;
        }
        if self.is(last, class::PRONOUN) && !comma {
            return Some(self.tokens[last].span);
        }
        if comma {
            return self.before_aside(from, last + 1);
        }
        if self.is(last, class::BETWEEN) && !self.is(last, class::CAPITAL | class::PRONOUN) {
            return None;
        }
        // `Osei nodded and said`: the subject stands further back.
        if self.is(last, class::CLAUSE) || matches!(self.slice(last), "to" | "then" | "Then") {
            return None;
        }
        Some(self.phrase_ending(from, last + 1))
    }

    /// The subject of a clause whose verb comes after an aside: `Vale, the mayor, said`.
    fn before_aside(&self, from: usize, next: usize) -> Option<Span> {
        // An adverbial that opens the sentence (`In a letter to the council,`) is not the subject.
        let mut from = from;
        if self.is(from, class::PREPOSITION | class::WHERE | class::CLAUSE)
            && let Some(comma) = (from + 1..next).find(|at| self.gap(*at).contains(','))
        {
            from = comma;
        }
        // The aside's comma before the verb has a partner: the subject ends there.
        if let Some(mention) = self.first_speaker(from, next) {
            let (_, first, end) = self.head_of(mention, next);
            // A pronoun before it is the subject of the sentence.
            if let Some(pronoun) = (from..first)
                .find(|at| self.is(*at, class::PRONOUN) && !matches!(self.slice(*at), "who" | "it" | "It"))
            {
                return Some(self.tokens[pronoun].span);
            }
            return Some(self.with_head(from, first, end));
        }
        if let Some(pronoun) = (from..next).find(|at| self.is(*at, class::PRONOUN)) {
            return Some(self.tokens[pronoun].span);
        }
        let end = (from + 1..next).find(|at| self.gap(*at).contains([',', '(', '—', '–'])).unwrap_or(next);
        (from < end && end - from <= LONGEST).then(|| self.span(from, end))
    }

    /// The name at the end of the phrase that a name begins: of `Marrow law professor Ada Osei` she, of `Vale aide Ada Osei` too.
    fn head_of(&self, mention: (usize, usize, usize), to: usize) -> (usize, usize, usize) {
        let other = class::PREPOSITION
            | class::CLAUSE
            | class::SPEECH
            | class::WEAK_SPEECH
            | class::DETERMINER
            | class::BETWEEN
            | class::PRONOUN
            | class::CALENDAR
            | class::STOP;
        let (mut head, mut at) = (mention, mention.2);
        while at < to && at - head.2 < HEAD_NOUNS && matches!(self.gap(at), " " | "\u{a0}" | ". ") {
            let after_title = self.gap(at) != ". " || self.is(at - 1, class::TITLE);
            if !after_title || self.is(at - 1, class::POSSESSIVE) {
                break;
            }
            if at > head.2
                && let Some(next) = self.mention_at(at)
            {
                if self.names.mentions[next.0].kind == MentionKind::Place {
                    break;
                }
                (head, at) = (next, next.2);
                continue;
            }
            if self.is(at, other) || self.is(at, class::CAPITAL) && !self.is(at, class::TITLE) {
                break;
            }
            at += 1;
        }
        head
    }

    /// A name with the noun that it only belongs to: `a spokesman for Vale` is not Vale.
    fn with_head(&self, from: usize, first: usize, end: usize) -> Span {
        let mut lead = first;
        while lead > from
            && self.is(lead - 1, class::TITLE | class::DEMONYM)
            && self.gap(lead).trim_matches([' ', '.']).is_empty()
        {
            lead -= 1;
        }
        let belongs = lead > from + 1
            && self.gap(lead) == " "
            && matches!(self.slice(lead - 1), "for" | "of" | "at" | "with" | "from" | "to");
        if belongs {
            let start = self.phrase_start(from, lead);
            return self.span(start, end);
        }
        self.span(first, end)
    }

    /// The noun phrase that ends before token `next`.
    pub fn phrase_ending(&self, from: usize, next: usize) -> Span {
        if let Some((_, first, end)) = self.mention_at(next - 1)
            && first >= from
        {
            return self.with_head(from, first, end.min(next));
        }
        let start = self.phrase_start(from, next);
        self.span(start, next)
    }

    /// Where the noun phrase starts that ends before `next`.
    fn phrase_start(&self, from: usize, next: usize) -> usize {
        let mut start = next - 1;
        while start > from && next - start < LONGEST {
            let gap = self.gap(start);
            if gap.contains([',', ';', ':', '—', '–', '(', ')', '“', '”', '"', '.']) && !gap.starts_with(". ")
            {
                break;
            }
            if self.is(start - 1, class::CLAUSE | class::SPEECH | class::PRONOUN) {
                break;
            }
            start -= 1;
        }
        // A leading adverbial (`In a statement the mayor`) is no part of it.
        if self.is(start, class::PREPOSITION)
            && let Some(determiner) = (start + 2..next).rev().find(|at| self.is(*at, class::DETERMINER))
        {
            return determiner;
        }
        start
    }

    /// The subject after a verb at `verb`: `said Ada Osei, the mayor`.
    pub fn after(&self, verb: usize, to: usize) -> Option<Span> {
        let mut first = verb + 1;
        while first < to && self.is(first, class::BETWEEN) && !self.is(first, class::CAPITAL) {
            first += 1;
        }
        if first >= to || !matches!(self.gap(first), " " | "\u{a0}") {
            return None;
        }
        if self.is(first, class::PRONOUN) {
            return Some(self.tokens[first].span);
        }
        if self.is(first, class::PREPOSITION | class::CLAUSE) {
            return None;
        }
        if let Some(mention) = self.mention_at(first) {
            let (_, start, end) = self.head_of(mention, to);
            if self.is(end - 1, class::POSSESSIVE) {
                return Some(self.span(start, (end + 2).min(to)));
            }
            return Some(self.span(start, end));
        }
        let mut end = first + 1;
        while end < to && end - first < LONGEST {
            let gap = self.gap(end);
            if !matches!(gap, " " | ". " | "\u{a0}" | " & ") || self.is(end, class::CLAUSE | class::SPEECH) {
                break;
            }
            let slice = self.slice(end);
            if self.is(end, class::PREPOSITION) && !matches!(slice, "of" | "for" | "at" | "with" | "from") {
                break;
            }
            if self.is(end, class::CALENDAR) {
                break;
            }
            end += 1;
        }
        // Title, then name: `said Mayor Ada Osei`.
        if let Some((_, start, stop)) = self.first_speaker(first, end)
            && (first..start).all(|at| self.is(at, class::TITLE | class::DEMONYM | class::CAPITAL))
        {
            return Some(self.span(start, stop));
        }
        Some(self.span(first, end))
    }
}
