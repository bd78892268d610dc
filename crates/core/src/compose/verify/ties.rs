//! Whether what a claim brings together stands together in its sources too, as a name and what is said of it.

use super::atoms::{Atom, class};
use super::index::Index;

/// Places of a word that are looked at.
const PLACES: usize = 60;
/// Words within which two content words count as near each other.
const NEAR: u32 = 6;
/// Words beyond which two places are not compared.
const FAR: u32 = 80;

/// Shares of the neighbors among the content words of a sentence, 0 to 1; 1 where there are none of the kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ties {
    /// Of all, by rarity: in one sentence of the sources. `None` where there are no neighbors.
    pub together: Option<f64>,
    /// Of all: near each other. `None` where there are no neighbors.
    pub close: Option<f64>,
    /// Of those with a name: in one sentence.
    pub named: f64,
    /// Of those with a name: near each other.
    pub named_close: f64,
    /// Whether some with a name are not near each other.
    pub a_name_apart: bool,
    /// Of names that follow each other: in one sentence.
    pub names: f64,
    /// Of words with one between them: near each other.
    pub second: f64,
}

/// Counts how many of some pairs hold.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    all: f64,
    good: f64,
}

impl Tally {
    fn add(&mut self, good: bool) {
        self.all += 1.0;
        self.good += f64::from(u8::from(good));
    }

    fn share(self) -> f64 {
        if self.all > 0.0 { self.good / self.all } else { 1.0 }
    }
}

impl Ties {
    /// Looks at the content words of a sentence, each with its rarity.
    pub fn new(content: &[(&Atom, f64)], index: &Index) -> Self {
        let is_name = |at: usize| content[at].0.is(class::CAPITAL) && !content[at].0.is(class::NUMBER);
        let (mut named, mut named_close) = (Tally::default(), Tally::default());
        let (mut second, mut names) = (Tally::default(), Tally::default());
        let (mut weights, mut together, mut near) = (0.0, 0.0, 0usize);
        for at in 1..content.len() {
            let ((one, a), (other, b)) = (content[at - 1], content[at]);
            let (same, close) = beside(one, other, index);
            weights += a.min(b);
            together += if same { a.min(b) } else { 0.0 };
            near += usize::from(close);
            // The capital that opens a sentence says nothing.
            if at > 1 && is_name(at - 1) || is_name(at) {
                named.add(same);
                named_close.add(close);
            }
            if at > 1 {
                second.add(beside(content[at - 2].0, other, index).1);
            }
        }
        let mut last: Option<&Atom> = None;
        for (atom, _) in
            content.iter().enumerate().filter(|(at, _)| *at > 0 && is_name(*at)).map(|(_, one)| one)
        {
            if let Some(last) = last.replace(atom).filter(|last| last.key != atom.key) {
                names.add(beside(last, atom, index).0);
            }
        }
        let some = content.len() > 1;
        Self {
            together: some.then(|| if weights > 0.0 { together / weights } else { 1.0 }),
            close: some.then(|| near as f64 / (content.len() - 1) as f64),
            named: named.share(),
            named_close: named_close.share(),
            a_name_apart: named_close.good < named_close.all,
            names: names.share(),
            second: second.share(),
        }
    }
}

/// Whether two words stand in one sentence, and whether they stand near each other.
fn beside(one: &Atom, other: &Atom, index: &Index) -> (bool, bool) {
    let (ones, others) = (index.places(one.key), index.places(other.key));
    let mut from = 0;
    let (mut same, mut near) = (false, false);
    for place in ones.iter().take(PLACES) {
        while others.get(from).is_some_and(|other| other + FAR < *place) {
            from += 1;
        }
        for other in others[from..].iter().take_while(|other| **other <= place + FAR).take(PLACES) {
            same |= index.of[*other as usize] == index.of[*place as usize];
            near |= other != place && other.abs_diff(*place) <= NEAR;
        }
        if same && near {
            break;
        }
    }
    (same, near)
}

#[cfg(test)]
mod tests {
    use super::super::atoms::Atoms;
    use super::*;
    use crate::model::{Language, Span};

    fn ties(claim: &str) -> Ties {
        let source = "The ferry Arden sank off Lumen on Monday. Twelve people died, harbor master Ada Quill said. \
            Minister Teo Brandt ordered an inquiry into the old pier and its rotten planks two days later.";
        let mut atoms = Atoms::new(Some(Language::ENGLISH));
        let index = Index::new(&[source], Some(Language::ENGLISH), &mut atoms);
        let mut told = Vec::new();
        atoms.push(claim, Span::new(0, claim.len()), &mut told);
        let content: Vec<(&Atom, f64)> =
            told.iter().filter(|atom| atom.is(class::CONTENT)).map(|atom| (atom, 1.0)).collect();
        Ties::new(&content, &index)
    }

    #[test]
    fn what_stands_together_in_the_source_is_tied() {
        let whole = ties("Minister Teo Brandt ordered an inquiry");
        assert_eq!((whole.together, whole.named, whole.a_name_apart), (Some(1.0), 1.0, false));
        let lent = ties("Minister Arden ordered an inquiry");
        assert!(lent.named < 1.0 && lent.a_name_apart && lent.together < whole.together, "{lent:?}");
        assert_eq!(ties("Minister").together, None);
    }
}
