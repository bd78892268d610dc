//! A claim in words of its own: what of it no source has.

use super::Check;
use super::atoms::{Atom, class};
use super::index::Index;
use crate::model::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Atoms on either side of a word among which what it belongs to is looked for.
const NEAR: usize = 3;

/// Figures, dates, names, offices and vague quantities that the sources do not have: kind and words for people.
pub(super) fn doubts(claim: &str, told: &[Atom], index: &Index) -> Vec<(Check, String)> {
    let mut out: BTreeMap<(Check, String), ()> = BTreeMap::new();
    for (at, atom) in told.iter().enumerate() {
        let word = atom.span.of(claim);
        let known = index.has(atom.key);
        let doubt = if atom.is(class::NUMBER) {
            (!known).then(|| (Check::Number, format!("the figure {word} is in no source")))
        } else if atom.is(class::CALENDAR) {
            (!known).then(|| (Check::Date, format!("the date word {word} is in no source")))
        } else if atom.is(class::ROLE) || atom.is(class::VAGUE) {
            let what = if atom.is(class::ROLE) { "role word" } else { "vague quantity" };
            let lone = matches!(word, "many" | "few" | "several" | "late" | "acting" | "ex");
            (!lone && !belongs(told, at, index))
                .then(|| (Check::Guard, format!("no source has the {what} {word} there")))
        } else if atom.is(class::CAPITAL) && atom.is(class::CONTENT) && at > 0 {
            let here = known || index.has_root(atom.root);
            (!here).then(|| (Check::Name, format!("the name {word} is in no source")))
        } else {
            None
        };
        if let Some(doubt) = doubt {
            out.insert(doubt, ());
        }
    }
    out.into_keys().collect()
}

/// Offices whose `former` or the like is in one source, while more sources have the same office and name without it.
pub(super) fn contested(claim: &str, told: &[Atom], index: &Index) -> Vec<(Check, String)> {
    let mut out = Vec::new();
    for (at, role) in told.iter().enumerate().filter(|(_, atom)| atom.is(class::ROLE)) {
        let after = &told[at + 1..(at + 6).min(told.len())];
        let named = |atom: &Atom| atom.is(class::CAPITAL) && atom.is(class::CONTENT);
        let run = &after[..after.iter().take_while(|atom| named(atom)).count()];
        let (mut with, mut without) = (BTreeSet::new(), BTreeSet::new());
        for pair in run.windows(2) {
            for place in index.places(pair[0].key) {
                let place = *place as usize;
                if index.atoms.get(place + 1).is_none_or(|next| next.key != pair[1].key) {
                    continue;
                }
                let passage = index.passages[index.of[place] as usize];
                let before = &index.atoms[place.saturating_sub(NEAR).max(passage.first as usize)..place];
                let side =
                    if before.iter().any(|atom| atom.is(class::ROLE)) { &mut with } else { &mut without };
                side.insert(passage.source);
            }
        }
        if without.len() > with.len().max(1) {
            let word = role.span.of(claim);
            let name = Span { start: run[0].span.start, end: run[run.len() - 1].span.end }.of(claim);
            let count = without.len();
            out.push((Check::Guard, format!("{count} sources have {name} without the role word {word}")));
        }
    }
    out
}

/// Whether a source has the word at `at` near one of the content words that it stands beside in the claim.
fn belongs(told: &[Atom], at: usize, index: &Index) -> bool {
    let content = |atom: &&Atom| atom.is(class::CONTENT) && !atom.is(class::GUARD);
    let role = told[at].is(class::ROLE);
    let after = told[at + 1..].iter().take(NEAR).filter(content);
    let before = told[..at].iter().rev().take(NEAR).filter(content);
    // An office stands after its word; what a quantity counts or suffers may stand on either side.
    let mut beside: Vec<u64> = after.map(|atom| atom.key).collect();
    if !role {
        // The verb right before decides; people and the like stand with any verb.
        let verb: Vec<u64> = before.take(1).map(|atom| atom.key).collect();
        if !verb.is_empty() {
            beside = verb;
        }
    }
    if beside.is_empty() {
        return index.has(told[at].key);
    }
    index.places(told[at].key).iter().any(|place| {
        let place = *place as usize;
        let from = if role { place } else { place.saturating_sub(NEAR) };
        let to = (place + NEAR + 1).min(index.atoms.len());
        (from..to).any(|other| index.of[other] == index.of[place] && beside.contains(&index.atoms[other].key))
    })
}
