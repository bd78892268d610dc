//! Whom the words mean that name a speaker: a name, or a pronoun's antecedent.

use super::super::super::lexicon::class;
use super::super::may_speak;
use super::Reader;
use crate::model::{MentionKind, Span};
use crate::text::gender::Gender;

/// Words before a verb of speech that its subject may have.
const NEWCOMER_WITHIN: usize = 8;

impl Reader<'_> {
    /// The mention that the speaker's words mean: the name in them, or for a pronoun the person spoken of last.
    pub fn resolve(&self, speaker: Span, quote: Span) -> Option<u32> {
        let s = &self.subjects;
        let first = s.tokens.partition_point(|token| token.span.start < speaker.start);
        let next = first + s.tokens[first..].partition_point(|token| token.span.start < speaker.end);
        if next > first && next - first == 1 && s.is(first, class::PRONOUN) {
            return self.antecedent(first, quote);
        }
        // The name must be the head: not behind a preposition.
        let (nth, begin, end) = (first..next).find_map(|at| s.mention_at(at))?;
        let behind = begin > first && (first..begin).any(|at| s.is(at, class::PREPOSITION));
        let owner = s.is(end - 1, class::POSSESSIVE) && end < next;
        (!behind && !owner && may_speak(s.names.mentions[nth].kind)).then_some(nth as u32)
    }

    /// Whom a pronoun means: who spoke last if nobody was named since, else the last person named as a subject.
    fn antecedent(&self, pronoun: usize, quote: Span) -> Option<u32> {
        let s = &self.subjects;
        if !matches!(
            s.slice(pronoun),
            "he" | "He"
                | "she"
                | "She"
                | "who"
                | "er"
                | "Er"
                | "él"
                | "Él"
                | "ella"
                | "Ella"
                | "il"
                | "Il"
                | "elle"
                | "Elle"
        ) {
            return None;
        }
        let wanted = Gender::of(s.slice(pronoun));
        // "He" is not whom the text calls Ms, nor the other way round.
        let may_be = |key: u64| {
            let from = self.genders.partition_point(|(other, _)| *other < key);
            let mut known = self.genders[from..].iter().take_while(|(other, _)| *other == key).peekable();
            wanted.is_none() || known.peek().is_none() || known.any(|(_, gender)| Some(*gender) == wanted)
        };
        let mut named = None;
        // Who else is spoken of: only where it is one person, the pronoun can mean nobody else.
        let mut others: Vec<(u64, u32)> = Vec::new();
        let until = s.names.at.partition_point(|(first, _)| (*first as usize) < pronoun);
        for nth in (0..until).rev().take(40) {
            let mention = &s.names.mentions[nth];
            let (first, next) = s.names.at[nth];
            let (first, next) = (first as usize, next as usize);
            if mention.kind != MentionKind::Person
                || self.masked.get(first).copied().unwrap_or(false)
                || quote.contains(mention.span)
                || !may_be(mention.key)
            {
                continue;
            }
            if !others.iter().any(|(key, _)| *key == mention.key) {
                others.push((mention.key, nth as u32));
            }
            // `An ally of Osei said`: who was spoken of last has no name.
            if self.newcomer(next, pronoun) {
                return None;
            }
            let subject = self.opens_sentence(first)
                || s.is(next, class::SPEECH | class::BETWEEN | class::WEAK_SPEECH)
                    && !self.is_governed(first);
            if subject && !s.is(next - 1, class::POSSESSIVE) && !self.is_owner(next) {
                named = Some(nth as u32);
                break;
            }
        }
        let spoke = self.told.iter().rev().take(3).find_map(|(_, speaker)| *speaker);
        let spoke = spoke.filter(|nth| may_be(s.names.mentions[*nth as usize].key));
        match (spoke, named) {
            (Some(spoke), Some(named)) => Some(spoke.max(named)),
            (spoke, named) => spoke.or(named).or_else(|| match others[..] {
                [(_, only)] => Some(only),
                _ => None,
            }),
        }
    }

    /// Whether somebody without a name speaks between a name and the pronoun: `a neighbor said`, `an ally of Osei told us`.
    fn newcomer(&self, from: usize, pronoun: usize) -> bool {
        let s = &self.subjects;
        let verb = (from..pronoun).rev().find(|at| !self.masked[*at] && self.is_verb(*at, class::SPEECH));
        let Some(verb) = verb else { return false };
        let mut start = verb;
        while start > 0 && verb - start < NEWCOMER_WITHIN && !self.breaks(start) && !self.masked[start - 1] {
            start -= 1;
        }
        let mut subject = start..verb;
        let article = subject.find(|at| {
            matches!(s.slice(*at), "a" | "A" | "an" | "An" | "one" | "One" | "another" | "Another")
        });
        article.is_some_and(|at| {
            at == start && subject.all(|at| !s.is(at, class::SPEECH | class::PRONOUN | class::CLAUSE))
        })
    }

    /// Whether nothing stands before a name in its sentence but its roles.
    fn opens_sentence(&self, first: usize) -> bool {
        let mut start = first;
        while !self.breaks(start)
            && self.subjects.is(start - 1, class::TITLE | class::DETERMINER | class::DEMONYM)
        {
            start -= 1;
        }
        self.breaks(start)
    }

    /// Whether a preposition stands before a name and its roles: `the wounds of Mr. Osei`.
    fn is_governed(&self, first: usize) -> bool {
        let s = &self.subjects;
        let mut start = first;
        while start > 0 && s.is(start - 1, class::TITLE | class::DETERMINER) {
            start -= 1;
        }
        start > 0 && s.is(start - 1, class::PREPOSITION)
    }

    /// Whether a possessive ending set apart follows: `Osei ’s`.
    fn is_owner(&self, next: usize) -> bool {
        matches!(self.subjects.slice(next), "'s" | "\u{2019}s" | "s")
    }
}
