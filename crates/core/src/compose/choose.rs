//! Choosing sentences: weighted concept coverage.
//!
//! The sum of the weights of all concepts that the chosen sentences have, each counted once, is submodular; a greedy
//! choice by gain over length to a power, with late updates of stale gains, is near its optimum (Lin and Bilmes, "A Class of Submodular
//! Functions for Document Summarization", 2011). A concept weighs by how many independent reports have it and how
//! early; a sentence by where it stands and how near its report is to the middle of all.

use super::config::Weights;
use super::material::{Candidate, Material};
use super::scales::{self, Scales, raised};
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::rc::Rc;

/// Material with its weights: ready to choose from, several times.
#[derive(Debug)]
pub(crate) struct Chooser<'m> {
    material: &'m Material<'m>,
    weights: Weights,
    /// Weight of each concept.
    concepts: Vec<f64>,
    /// Factor of each candidate.
    factors: Vec<f64>,
    /// Words of a sentence to the power that its gain is divided by.
    lengths: Rc<[f64]>,
}

/// Sentences by what they would add to what is covered, as far as that was looked at: more covered makes it less.
pub(crate) struct BestFirst(BinaryHeap<Entry>);

impl BestFirst {
    /// Takes out the sentence that adds most to `covered`, into which `round` sentences went since the first call.
    pub(crate) fn next(&mut self, chooser: &Chooser<'_>, covered: &[bool], round: usize) -> Option<usize> {
        while let Some(mut top) = self.0.pop() {
            if top.score <= 0.0 {
                continue;
            }
            if !top.judged && !chooser.material.candidates[top.candidate].stands() {
                continue;
            }
            top.judged = true;
            if top.round == round {
                return Some(top.candidate);
            }
            top.score = chooser.score(top.candidate, covered);
            top.round = round;
            self.0.push(top);
        }
        None
    }
}

struct Entry {
    score: f64,
    candidate: usize,
    round: usize,
    /// Whether it was asked if it may be chosen: that costs more than its score, and most are never on top.
    judged: bool,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Entry {}
impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then_with(|| other.candidate.cmp(&self.candidate))
    }
}

impl<'m> Chooser<'m> {
    /// As it is, but each candidate counts by a factor, 0 and more; 0 is never chosen.
    pub(crate) fn favoring(mut self, factor: impl Fn(&Candidate<'_>) -> f64) -> Self {
        for (own, candidate) in self.factors.iter_mut().zip(&self.material.candidates) {
            *own *= factor(candidate);
        }
        self
    }

    /// Weighs the material.
    pub(crate) fn new(material: &'m Material<'m>, weights: Weights) -> Self {
        scales::with(&weights, |scales| Self::scaled(material, weights, scales))
    }

    fn scaled(material: &'m Material<'m>, weights: Weights, scales: &mut Scales) -> Self {
        let reports = material.independent.len().max(1) as f64;
        let supported: Vec<f64> = (0..=material.independent.len())
            .map(|support| raised(support as f64, weights.support_power))
            .collect();
        let mut concepts: Vec<f64> = material
            .concepts
            .iter()
            .map(|concept| {
                let early: f64 = concept.seen.iter().map(|(_, at)| scales.early.at(*at)).sum();
                let support = concept.seen.len() as f64;
                let full = (support / (weights.minimum_share * reports).max(1.0)).min(1.0);
                let kind = if concept.pair { 1.0 } else { weights.single_words };
                let repeats = scales.repeats(concept.sentences, concept.seen.len() as u32);
                repeats * kind * early / support * supported[concept.seen.len()] * full * full
            })
            .collect();
        let central = centrality(material, &concepts);
        let near: Vec<f64> = central.iter().map(|near| raised(*near, weights.central_power)).collect();
        let first = material.candidates.first().map(|candidate| candidate.report);
        let factors = material
            .candidates
            .iter()
            .map(|candidate| {
                let lead = scales.lead.at(candidate.before);
                let near = near[candidate.report];
                let bonus = if Some(candidate.report) == first { 1.0 + weights.first_bonus } else { 1.0 };
                lead * near * bonus
            })
            .collect();
        concepts.iter_mut().for_each(|weight| *weight = if weight.is_finite() { *weight } else { 0.0 });
        Self { material, weights, concepts, factors, lengths: Rc::clone(&scales.lengths) }
    }

    /// What the sentence would add to what is covered, weighted by its factor.
    fn gain(&self, candidate: usize, covered: &[bool]) -> f64 {
        let sentence = &self.material.candidates[candidate];
        let new: f64 = sentence
            .concepts
            .iter()
            .filter(|concept| !covered[**concept as usize])
            .map(|concept| self.concepts[*concept as usize])
            .sum();
        new * self.factors[candidate]
    }

    /// What the sentence would add for its length: the measure of choosing.
    pub(crate) fn score(&self, candidate: usize, covered: &[bool]) -> f64 {
        let words = self.material.candidates[candidate].words.max(1) as usize;
        let length = self.lengths.get(words).copied();
        self.gain(candidate, covered)
            / length.unwrap_or_else(|| raised(words as f64, self.weights.length_power))
    }

    /// Sum of the weights of some concepts.
    pub(crate) fn weight(&self, concepts: &[u32]) -> f64 {
        concepts.iter().map(|concept| self.concepts[*concept as usize]).sum()
    }

    /// Share of the sentence's weight that is already covered, 0 to 1.
    pub(crate) fn told_before(&self, candidate: usize, covered: &[bool]) -> f64 {
        let sentence = &self.material.candidates[candidate];
        let weight = |only: bool| -> f64 {
            let concepts = sentence.concepts.iter().filter(|concept| !only || covered[**concept as usize]);
            concepts.map(|concept| self.concepts[*concept as usize]).sum()
        };
        let all = weight(false);
        if all > 0.0 { weight(true) / all } else { 1.0 }
    }

    /// Nothing covered yet.
    pub(crate) fn blank(&self) -> Vec<bool> {
        vec![false; self.concepts.len()]
    }

    /// Marks the sentence's concepts as covered.
    pub(crate) fn cover(&self, candidate: usize, covered: &mut [bool]) {
        for concept in &self.material.candidates[candidate].concepts {
            covered[*concept as usize] = true;
        }
    }

    /// The sentences that can stand, have at most `words` words and satisfy `allowed`, to be taken one by one.
    pub(crate) fn best_first(
        &self,
        words: usize,
        covered: &[bool],
        allowed: impl Fn(&Candidate<'_>) -> bool,
    ) -> BestFirst {
        let fits = |candidate: &Candidate<'_>| candidate.words as usize <= words && allowed(candidate);
        let entries = (0..self.material.candidates.len())
            .filter(|&index| fits(&self.material.candidates[index]))
            .map(|candidate| Entry {
                score: self.score(candidate, covered),
                candidate,
                round: 0,
                judged: false,
            });
        BestFirst(entries.collect())
    }

    /// Standing sentences longer than `words`, by gain over the words of them that would fit, best first.
    pub(crate) fn ranked(&self, covered: &[bool], words: usize) -> impl Iterator<Item = usize> {
        let mut out: Vec<(f64, usize)> = (0..self.material.candidates.len())
            .filter(|&index| self.material.candidates[index].words as usize > words)
            .map(|index| {
                let length = f64::from(self.material.candidates[index].words.max(1));
                (self.gain(index, covered) / length, index)
            })
            .filter(|(gain, _)| *gain > 0.0)
            .collect();
        out.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let stands = |index: &usize| self.material.candidates[*index].stands();
        out.into_iter().map(|(_, index)| index).filter(stands)
    }

    /// Chooses sentences that can stand and satisfy `allowed`, together at most `budget` words and `most` in number, best
    /// first. `covered` says what is told already and is carried on.
    pub(crate) fn choose(
        &self,
        budget: usize,
        most: usize,
        covered: &mut [bool],
        allowed: impl Fn(&Candidate<'_>) -> bool,
    ) -> Vec<usize> {
        self.choose_any(
            budget,
            most,
            covered,
            |candidate| candidate.stands() && allowed(candidate),
            |candidate| allowed(candidate),
        )
    }

    /// As [`Self::choose`], from the sentences for which `may_open` holds; `may_follow` says which may lean on them.
    pub(crate) fn choose_any(
        &self,
        budget: usize,
        most: usize,
        covered: &mut [bool],
        may_open: impl Fn(&Candidate<'_>) -> bool,
        may_follow: impl Fn(&Candidate<'_>) -> bool,
    ) -> Vec<usize> {
        let score = |candidate: usize, covered: &[bool]| self.score(candidate, covered);
        let mut heap: BinaryHeap<Entry> = (0..self.material.candidates.len())
            .filter(|&index| self.material.candidates[index].words as usize <= budget)
            .map(|candidate| Entry { score: score(candidate, covered), candidate, round: 0, judged: false })
            .collect();
        let (mut chosen, mut left) = (Vec::new(), budget);
        while let Some(mut top) = heap.pop() {
            let words = self.material.candidates[top.candidate].words as usize;
            if words > left || top.score <= 0.0 {
                continue;
            }
            if !top.judged && !may_open(&self.material.candidates[top.candidate]) {
                continue;
            }
            top.judged = true;
            if top.round < chosen.len() {
                top.score = score(top.candidate, covered);
                top.round = chosen.len();
                heap.push(top);
                continue;
            }
            self.cover(top.candidate, covered);
            chosen.push(top.candidate);
            left -= words;
            if chosen.len() == most {
                break;
            }
            if let Some(next) = self.material.follower(top.candidate)
                && most > 1
                && may_follow(&self.material.candidates[next])
            {
                let score = score(next, covered);
                heap.push(Entry { score, candidate: next, round: chosen.len(), judged: true });
            }
        }
        chosen
    }
}

/// How near each report is to the middle of all: mean weight of its opening's concepts in the others, 0 to 1 of the best.
fn centrality(material: &Material<'_>, weights: &[f64]) -> Vec<f64> {
    const OPENING: u32 = 200;
    let mut sums = vec![(0.0, 0.0); material.lengths.len()];
    for candidate in material.candidates.iter().filter(|candidate| candidate.before < OPENING) {
        let (shared, count) = &mut sums[candidate.report];
        for &concept in &candidate.concepts {
            *count += 1.0;
            if material.concepts[concept as usize].seen.len() > 1 {
                *shared += weights[concept as usize];
            }
        }
    }
    let means: Vec<f64> =
        sums.iter().map(|(shared, count)| if *count > 0.0 { shared / count } else { 0.0 }).collect();
    let best = means.iter().copied().fold(0.0, f64::max);
    means.iter().map(|mean| if best > 0.0 { (mean / best).max(0.05) } else { 1.0 }).collect()
}
