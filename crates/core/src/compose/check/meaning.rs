//! Rules beyond the letter of the contract: what leaving words out or wording anew must not change.
//!
//! A guard is a word that turns the one after it: "not", "at least", "former", "may". Guards and the content word each of
//! them governs are compared between the line and the sentences it rests on. None may come in, none may be lost while
//! the governed word stays. Crude, and meant to err on the side of withholding: what falls here is told in its source's own words.

use super::tokens::Token;
use crate::text::negation::denies;
use std::collections::BTreeSet;

/// Share of content words that other wording must have in common with its sources.
const SHARED_WORDS: f64 = 0.6;
/// Content words in a row that a line may have said otherwise; more were left out.
const MOST_SAID_OTHERWISE: usize = 3;

/// What a guard does to the word after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Guard {
    /// Denies it.
    Negation,
    /// Makes a figure inexact: "at least", "about".
    Bound,
    /// Makes it a possibility, a plan or a report: "may", "reportedly".
    Modality,
    /// Changes an office or a state: "former", "alleged".
    Role,
    /// Counts without counting: "dozens".
    Vague,
}

impl Guard {
    /// The word for people.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Negation => "negation",
            Self::Bound => "bound",
            Self::Modality => "modality",
            Self::Role => "role word",
            Self::Vague => "vague quantity",
        }
    }
}

/// The guard that the word at `at` is, with the number of words it takes.
fn guard_at(words: &[Token], at: usize) -> Option<(Guard, usize)> {
    let word = words[at].lower.as_str();
    let next = words.get(at + 1).map_or("", |token| token.lower.as_str());
    if word == "may" && words[at].capital && !words[at].opens {
        return None; // the month
    }
    Some(match word {
        _ if denies(word) => (Guard::Negation, 1),
        "at" if matches!(next, "least" | "most") => (Guard::Bound, 2),
        "up" if next == "to" => (Guard::Bound, 2),
        "more" | "less" | "fewer" if next == "than" => (Guard::Bound, 2),
        "about" | "around" | "nearly" | "almost" | "over" | "roughly" | "approximately" | "some"
        | "under" | "mindestens" | "rund" | "fast"
            if words.get(at + 1).is_some_and(|token| token.value.is_some()) =>
        {
            (Guard::Bound, 1)
        }
        "may" | "might" | "could" | "would" | "should" | "reportedly" | "allegedly" | "possibly"
        | "perhaps" | "probably" | "apparently" | "likely" | "unlikely" | "könnte" | "könnten" | "podría"
        | "podrían" => (Guard::Modality, 1),
        "former" | "ex" | "alleged" | "suspected" | "acting" | "deputy" | "vice" | "late" | "would-be"
        | "unconfirmed" | "ehemalige" | "ehemaliger" | "ehemaligen" | "früherer" | "exministro"
        | "expresidente" => (Guard::Role, 1),
        "dozens" | "scores" | "hundreds" | "thousands" | "millions" | "several" | "many" | "few"
        | "dutzende" | "hunderte" | "decenas" | "cientos" => (Guard::Vague, 1),
        _ => return None,
    })
}

/// A content word with the guards that stand over it.
struct Governed {
    key: u64,
    value: Option<f64>,
    guards: BTreeSet<Guard>,
}

/// Every content word with the guards before it. A guard reaches over function words to the first content word.
fn governed(words: &[Token]) -> Vec<Governed> {
    let mut out = Vec::new();
    let mut open: BTreeSet<Guard> = BTreeSet::new();
    let mut at = 0;
    while at < words.len() {
        if let Some((guard, taken)) = guard_at(words, at) {
            if words[at].opens {
                open.clear();
            }
            open.insert(guard);
            at += taken;
            continue;
        }
        let word = &words[at];
        if word.opens {
            open.clear();
        }
        if word.content {
            out.push(Governed { key: word.stem, value: word.value, guards: std::mem::take(&mut open) });
        }
        at += 1;
    }
    if !open.is_empty() {
        out.push(Governed { key: 0, value: None, guards: open });
    }
    out
}

fn same(a: &Governed, b: &Governed) -> bool {
    match (a.value, b.value) {
        (Some(one), Some(other)) => (one - other).abs() < 1e-9,
        (None, None) => a.key == b.key,
        _ => false,
    }
}

/// Why the told words do not mean what the known ones do, as far as guards, figures and names show it.
pub(crate) fn kept(told: &[Token], known: &[Token]) -> Result<(), String> {
    let sources = governed(known);
    if negations(told) > negations(known) {
        return Err("a negation was put in".to_owned());
    }
    for word in governed(told) {
        let places: Vec<&Governed> = sources.iter().filter(|source| same(source, &word)).collect();
        if word.value.is_some() && places.is_empty() {
            return Err("a figure is in none of its sources".to_owned());
        }
        if places.iter().any(|place| place.guards == word.guards) {
            continue;
        }
        let Some(nearest) = places.first() else {
            match word.guards.iter().next() {
                Some(guard) => return Err(format!("a {} stands over words of its own", guard.name())),
                None => continue,
            }
        };
        let differs = word.guards.symmetric_difference(&nearest.guards).next();
        if let Some(guard) = differs {
            let what = if word.guards.contains(guard) { "put in" } else { "left out" };
            return Err(format!("a {} was {what}", guard.name()));
        }
    }
    Ok(())
}

fn negations(words: &[Token]) -> usize {
    (0..words.len()).filter(|&at| matches!(guard_at(words, at), Some((Guard::Negation, _)))).count()
}

/// Why other wording does not mean what its sources do, beyond [`kept`].
pub(crate) fn reworded(told: &[Token], known: &[Token]) -> Result<(), String> {
    if swapped(told, known) {
        return Err("two names stand the other way round in its sources".to_owned());
    }
    if let Some(guard) = passed_over(told, known) {
        return Err(format!("a {} was left out with the word under it", guard.name()));
    }
    let overlap = overlap(told, known);
    if overlap < SHARED_WORDS {
        return Err(format!("only {:.0}% of its words are in its sources", overlap * 100.0));
    }
    Ok(())
}

/// A guard of the sources whose words the line says otherwise, as it seems: the content words on either side of them stand in
/// the line, they do not, and neither does a guard of the kind ("may lose its license": "lost its license").
fn passed_over(told: &[Token], known: &[Token]) -> Option<Guard> {
    let told = governed(told);
    let have: BTreeSet<Guard> = told.iter().flat_map(|word| word.guards.clone()).collect();
    let sources = governed(known);
    let said: Vec<bool> = sources.iter().map(|word| told.iter().any(|told| same(told, word))).collect();
    // The words between two that are said; where many are gone, a clause was left out.
    let between = said.split(|said| *said).scan(0, |at, gone| {
        let from = *at;
        *at += gone.len() + 1;
        Some(from..from + gone.len())
    });
    between
        .filter(|gone| gone.start > 0 && gone.end < said.len() && gone.len() <= MOST_SAID_OTHERWISE)
        .flat_map(|gone| &sources[gone])
        .flat_map(|word| &word.guards)
        .find(|guard| matches!(guard, Guard::Negation | Guard::Modality) && !have.contains(guard))
        .copied()
}

/// Two names that stand in one order in the line and only in the other in its sources: who did it to whom may be swapped.
fn swapped(told: &[Token], known: &[Token]) -> bool {
    let place = |at: usize| {
        at > 0
            && matches!(
                told[at - 1].lower.as_str(),
                "in" | "at" | "off" | "near" | "on" | "outside" | "bei" | "en"
            )
    };
    let mut order: Vec<u64> = Vec::new();
    let mut of_place = false;
    for (at, token) in told.iter().enumerate() {
        let named = token.capital && token.content;
        of_place = named && (of_place || place(at));
        if named && !of_place {
            order.push(token.stem);
        }
    }
    let spots =
        |key: u64| known.iter().enumerate().filter(move |(_, token)| token.stem == key).map(|(at, _)| at);
    order.windows(2).any(|pair| {
        let (first, second) = (pair[0], pair[1]);
        first != second
            && spots(first).next().is_some()
            && spots(second).next().is_some()
            && spots(first).min() > spots(second).max()
    })
}

/// Share of the told content words that stand in the sources too, 0 to 1; 1 where there is none.
fn overlap(told: &[Token], known: &[Token]) -> f64 {
    let have: BTreeSet<u64> = known.iter().map(|token| token.stem).collect();
    let content: Vec<&Token> = told.iter().filter(|token| token.content).collect();
    if content.is_empty() {
        return 1.0;
    }
    let found = content
        .iter()
        .filter(|token| {
            have.contains(&token.stem)
                || token.value.is_some_and(|value| known.iter().any(|other| other.value == Some(value)))
        })
        .count();
    found as f64 / content.len() as f64
}
