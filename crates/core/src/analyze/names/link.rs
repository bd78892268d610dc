//! One key for all forms of a name inside an article: a surname alone is the person whom the article calls by it.

use super::super::lexicon::class;
use super::kinds::{self, Evidence};
use super::{Finder, Names, Run, spelling};
use crate::model::{Mention, MentionKind, Span};
use crate::text::gender::Gender;
use crate::text::hash::key64;
use rustc_hash::FxHashMap;

/// Whom a surname may mean.
#[derive(Clone, Debug)]
struct Bearer {
    /// Key of the full name.
    key: u64,
    /// The runs of the full name, in order.
    at: Vec<usize>,
    gender: Option<Gender>,
    /// Whether the surname is written in capitals.
    upper: bool,
}

impl Finder<'_> {
    /// Gives each run its key and kind.
    pub(super) fn link(&self, runs: &[Run]) -> Names {
        let mut keys = self.full_keys(runs);
        let mut evidence: FxHashMap<u64, Evidence> = FxHashMap::default();
        let mut bearers: FxHashMap<u64, Vec<Bearer>> = FxHashMap::default();
        for (nth, (run, key)) in runs.iter().zip(&keys).enumerate() {
            let seen = kinds::evidence(self.text, self.tokens, run.first, run.next, run.titled);
            evidence.entry(*key).or_default().add(&seen);
            if run.next - run.first > 1 && seen.may_be_person() {
                let of_surname = bearers.entry(self.word_key(run.next - 1)).or_default();
                match of_surname.iter_mut().find(|bearer| bearer.key == *key) {
                    Some(bearer) => bearer.at.push(nth),
                    None => of_surname.push(self.bearer(run, *key, nth)),
                }
            }
        }
        let called = self.called(runs, &bearers);
        for (nth, run) in runs.iter().enumerate().filter(|(_, run)| run.next - run.first == 1) {
            let surname = self.word_key(run.first);
            let Some(of_surname) = bearers.get(&surname) else { continue };
            let gender = self.addressed(run).or_else(|| called.get(&surname).copied());
            let Some(bearer) = self.meant(of_surname, runs, nth, gender) else { continue };
            // Before the full name, as headlines have it, only a person's name is taken for one.
            let own = evidence.get(&keys[nth]).copied().unwrap_or_default();
            let person = evidence.get(&bearer.key).is_some_and(|full| full.kind() == MentionKind::Person);
            if bearer.at[0] < nth || own.kind() != MentionKind::Place && person {
                keys[nth] = bearer.key;
                let seen = kinds::evidence(self.text, self.tokens, run.first, run.next, run.titled);
                evidence.entry(bearer.key).or_default().add(&seen);
            }
        }
        let mut names = Names::default();
        for (run, key) in runs.iter().zip(keys) {
            let end = self.tokens[run.next - 1].bare(self.text).end;
            let span = Span { start: self.tokens[run.first].span.start, end };
            let kind = evidence.get(&key).map_or(MentionKind::Other, Evidence::kind);
            names.mentions.push(Mention { span, kind, key });
            names.at.push((run.first as u32, run.next as u32));
        }
        names
    }

    /// The key of each run by its own words. Initials count only where they tell two people of the article apart.
    fn full_keys(&self, runs: &[Run]) -> Vec<u64> {
        let plain: Vec<u64> = runs.iter().map(|run| self.key_of(run, false)).collect();
        let mut initials: FxHashMap<u64, u64> = FxHashMap::default();
        let mut differ: Vec<u64> = Vec::new();
        for (run, key) in runs.iter().zip(&plain).filter(|(run, _)| run.next - run.first > 2) {
            let whole = self.key_of(run, true);
            if whole != *key && *initials.entry(*key).or_insert(whole) != whole {
                differ.push(*key);
            }
        }
        let key = |(run, key): (&Run, &u64)| {
            if differ.contains(key) { self.key_of(run, true) } else { *key }
        };
        runs.iter().zip(&plain).map(key).collect()
    }

    fn key_of(&self, run: &Run, with_initials: bool) -> u64 {
        let alone = run.next - run.first == 1;
        let words: Vec<u64> = (run.first..run.next)
            .filter(|at| with_initials || alone || !self.is_initial(*at))
            .map(|at| self.word_key(at))
            .collect();
        spelling::join(&words)
    }

    /// Whether a word of a name is an initial or several: `W`, `H.W`.
    fn is_initial(&self, at: usize) -> bool {
        self.tokens[at].is(class::LETTER)
    }

    fn bearer(&self, run: &Run, key: u64, nth: usize) -> Bearer {
        let (given, last) = (&self.tokens[run.first], &self.tokens[run.next - 1]);
        let by_name = given.is(class::GIVEN).then(|| Gender::of_given(given.span.of(self.text))).flatten();
        let gender = by_name.or_else(|| self.addressed(run));
        Bearer { key, at: vec![nth], gender, upper: last.is(class::UPPER) }
    }

    /// What the form of address before a name says.
    fn addressed(&self, run: &Run) -> Option<Gender> {
        let before = run.first.checked_sub(1)?;
        Gender::of(self.tokens[before].span.of(self.text).trim_end_matches('.')).filter(|_| run.titled)
    }

    /// By which pronouns the article goes on after a surname alone that a woman has, where it has one kind of them only: the
    /// others of her family have it too.
    fn called(&self, runs: &[Run], bearers: &FxHashMap<u64, Vec<Bearer>>) -> FxHashMap<u64, Gender> {
        let mut counts: FxHashMap<u64, [u32; 2]> = FxHashMap::default();
        let hers = |surname: &u64| {
            let all = bearers.get(surname).map(Vec::as_slice).unwrap_or_default();
            all.iter().any(|bearer| bearer.gender == Some(Gender::Woman))
        };
        for run in runs.iter().filter(|run| run.next - run.first == 1) {
            let surname = self.word_key(run.first);
            if !hers(&surname) {
                continue;
            }
            let sentence = self.tokens[run.first].sentence;
            let rest = self.tokens[run.next..].iter().take_while(|token| token.sentence == sentence);
            if let Some(gender) = rest.filter_map(|token| Gender::of_pronoun(token.span.of(self.text))).next()
            {
                counts.entry(surname).or_default()[usize::from(gender == Gender::Man)] += 1;
            }
        }
        let gender = |[women, men]: [u32; 2]| match (women, men) {
            (women, men) if men >= 2 && men >= women * 3 => Some(Gender::Man),
            (women, men) if women >= 2 && women >= men * 3 => Some(Gender::Woman),
            _ => None,
        };
        counts.into_iter().filter_map(|(surname, counts)| Some((surname, gender(counts)?))).collect()
    }

    /// Whom the surname in run `nth` means: who fits the gender and has the full name much more often; else who was named in full
    /// right before, and without one the first of the article.
    fn meant<'b>(
        &self,
        bearers: &'b [Bearer],
        runs: &[Run],
        nth: usize,
        gender: Option<Gender>,
    ) -> Option<&'b Bearer> {
        let token = &self.tokens[runs[nth].first];
        let fits = |bearer: &&Bearer| {
            let other = gender.is_some() && bearer.gender.is_some() && bearer.gender != gender;
            // `UN` is nobody called Un.
            !other && (bearer.upper || !token.is(class::UPPER))
        };
        let fitting = || bearers.iter().filter(fits);
        let most = fitting().max_by_key(|bearer| (bearer.at.len(), std::cmp::Reverse(bearer.at[0])))?;
        let others = fitting().filter(|bearer| bearer.key != most.key);
        if others.map(|bearer| bearer.at.len()).max().is_none_or(|times| times * 2 <= most.at.len()) {
            return Some(most);
        }
        let before = |bearer: &Bearer| bearer.at.iter().rev().find(|at| **at < nth).copied();
        let near = |bearer: &&Bearer| {
            before(bearer).is_some_and(|at| self.tokens[runs[at].first].sentence + 1 >= token.sentence)
        };
        let last = fitting().filter(near).max_by_key(|bearer| before(bearer));
        last.or_else(|| fitting().min_by_key(|bearer| bearer.at[0]))
    }

    fn word_key(&self, at: usize) -> u64 {
        key64(&spelling::spelling(self.tokens[at].bare(self.text).of(self.text)))
    }
}
