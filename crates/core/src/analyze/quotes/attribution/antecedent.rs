//! Whom the words mean that name a speaker: a name, or a pronoun's antecedent.

use super::super::super::lexicon::class;
use super::super::may_speak;
use super::{Gender, Reader};
use crate::model::{MentionKind, Span};

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
        let mut last = None;
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
            last.get_or_insert(nth as u32);
            let starts = self.breaks(first)
                || (first > 0 && (self.breaks(first - 1) || s.is(first - 1, class::TITLE)));
            let subject = starts || s.is(next, class::SPEECH | class::BETWEEN | class::WEAK_SPEECH);
            if subject && !s.is(next - 1, class::POSSESSIVE) {
                named = Some(nth as u32);
                break;
            }
        }
        let spoke = self.told.iter().rev().take(3).find_map(|(_, speaker)| *speaker);
        let spoke = spoke.filter(|nth| may_be(s.names.mentions[*nth as usize].key));
        match (spoke, named) {
            (Some(spoke), Some(named)) => Some(spoke.max(named)),
            (spoke, named) => spoke.or(named).or(last),
        }
    }
}
