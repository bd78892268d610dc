//! A sentence beside the passage that it was made from: which words are the same, and what differs between them.

use super::atoms::{Atom, class};

/// Atoms of a passage that are compared at most.
const WIDEST: usize = 400;
/// Atoms of a claim that are compared at most.
const LONGEST: usize = 200;

/// A stretch where claim and passage differ: ranges of atoms in each. One of them may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// In the claim.
    pub told: std::ops::Range<usize>,
    /// In the passage.
    pub known: std::ops::Range<usize>,
}

/// How a claim lies on a passage.
#[derive(Clone, Debug, Default)]
pub(super) struct Alignment {
    /// Pairs of atoms that are the same, in order: index in the claim, index in the passage.
    pub same: Vec<(usize, usize)>,
}

/// Aligns by the highest sum of matches, where neighbors that stay neighbors count more (after Needleman and Wunsch 1970, without a
/// cost of gaps).
pub(super) fn align(told: &[Atom], known: &[Atom]) -> Alignment {
    let told = &told[..told.len().min(LONGEST)];
    let known = &known[..known.len().min(WIDEST)];
    let (rows, columns) = (told.len() + 1, known.len() + 1);
    // Best sum up to here, and best sum that ends with a match here.
    let mut best = vec![0u16; rows * columns];
    let mut ending = vec![0u16; rows * columns];
    for row in 1..rows {
        let atom = &told[row - 1];
        let worth = if atom.is(class::CONTENT) { 4 } else { 2 };
        for column in 1..columns {
            let at = row * columns + column;
            let up = at - columns;
            let mut most = best[up].max(best[at - 1]);
            if known[column - 1].key == atom.key {
                let joined = if ending[up - 1] > 0 { ending[up - 1] + 3 } else { 0 };
                ending[at] = joined.max(best[up - 1]) + worth;
                most = most.max(ending[at]);
            }
            best[at] = most;
        }
    }
    let mut same = Vec::new();
    let (mut row, mut column) = (rows - 1, columns - 1);
    let mut matched = false;
    while row > 0 && column > 0 {
        let at = row * columns + column;
        let up = at - columns;
        if matched || (ending[at] == best[at] && ending[at] > 0) {
            same.push((row - 1, column - 1));
            let joined = if ending[up - 1] > 0 { ending[up - 1] + 3 } else { 0 };
            matched = joined > 0 && joined >= best[up - 1];
            row -= 1;
            column -= 1;
        } else if best[at - 1] == best[at] {
            column -= 1;
        } else {
            row -= 1;
        }
    }
    same.reverse();
    Alignment { same }
}

impl Alignment {
    /// What differs, in order. Before the first and after the last match the passage counts from `start` and to `end`.
    pub fn changes(&self, told: usize, start: usize, end: usize) -> Vec<Change> {
        let mut out = Vec::new();
        let (mut one, mut other) = (0, start);
        for &(a, b) in &self.same {
            if a > one || b > other {
                out.push(Change { told: one..a, known: other.min(b)..b });
            }
            (one, other) = (a + 1, b + 1);
        }
        if told > one || end > other {
            out.push(Change { told: one..told, known: other..end.max(other) });
        }
        out
    }
}
