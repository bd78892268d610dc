//! Boosted trees, read and evaluated: the learned judgment of a pair.
//!
//! The trees are symmetric ("oblivious"): all branches of a level ask the same question, so the answers of a tree are the
//! bits of the number of its leaf (Kohavi 1994; Prokhorenkova et al. 2018 boost them). That makes them quick for several
//! pairs side by side: each question is put to all of them at once, and nothing branches.

use super::near::{Measures, WIDTH};

/// By what log odds are divided before they are averaged.
const FLATTENED: f32 = 2.0;

/// Questions of a tree at most.
const DEPTH: usize = 6;

/// Pairs that are judged side by side.
pub(super) const LANES: usize = 8;

/// A question: which measure, and what it must pass for a yes.
#[derive(Clone, Copy, Debug)]
struct Question {
    measure: u8,
    threshold: f32,
}

impl Question {
    /// Stands where a tree has fewer questions than others, and is never answered with yes.
    const NONE: Self = Self { measure: 0, threshold: f32::INFINITY };
}

/// A sum of trees that gives the probability of "same".
#[derive(Clone, Debug, Default)]
pub struct Trees {
    start: f32,
    /// Questions of each tree.
    levels: usize,
    /// Tree by tree.
    questions: Vec<Question>,
    /// Log odds per leaf, tree by tree.
    leaves: Vec<f32>,
}

impl Trees {
    /// Reads the form that the learning command writes: `start X`, then a line per tree, questions `measure>threshold`
    /// followed by `:` and the leaves. Lines that begin with `#` are comments. `None` if it is not of that form.
    pub fn parse(text: &str) -> Option<Self> {
        let mut start = 0.0;
        let mut trees: Vec<(Vec<Question>, Vec<f32>)> = Vec::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(number) = line.strip_prefix("start ") {
                start = number.parse().ok()?;
                continue;
            }
            let (questions, leaves) = line.split_once(':')?;
            let question = |text: &str| {
                let (measure, threshold) = text.split_once('>')?;
                let measure: u8 = measure.parse().ok().filter(|measure| usize::from(*measure) < WIDTH)?;
                Some(Question { measure, threshold: threshold.parse().ok()? })
            };
            let questions: Vec<Question> =
                questions.split_whitespace().map(question).collect::<Option<_>>()?;
            let leaves: Vec<f32> =
                leaves.split_whitespace().map(|leaf| leaf.parse().ok()).collect::<Option<_>>()?;
            if questions.len() > DEPTH || leaves.len() != 1 << questions.len() {
                return None;
            }
            trees.push((questions, leaves));
        }
        let levels = trees.iter().map(|(questions, _)| questions.len()).max().unwrap_or(0).max(1);
        let mut it = Self { start, levels, ..Self::default() };
        for (mut questions, mut leaves) in trees {
            questions.resize(levels, Question::NONE);
            leaves.resize(1 << levels, 0.0);
            it.questions.extend(questions);
            it.leaves.extend(leaves);
        }
        Some(it)
    }

    /// How many trees there are.
    pub fn len(&self) -> usize {
        self.leaves.len() >> self.levels
    }

    /// Whether there are none: then every pair is as likely as not.
    pub fn is_empty(&self) -> bool {
        self.leaves.is_empty()
    }

    /// Log odds of "same".
    pub fn log_odds(&self, measures: &Measures) -> f32 {
        let trees =
            self.questions.chunks_exact(self.levels.max(1)).zip(self.leaves.chunks_exact(1 << self.levels));
        trees.fold(self.start, |sum, (questions, leaves)| {
            let answers = questions.iter().enumerate().map(|(level, question)| {
                usize::from(measures[usize::from(question.measure)] > question.threshold) << level
            });
            sum + leaves[answers.sum::<usize>()]
        })
    }

    /// Log odds of "same" for several pairs, the same to the bit as [`Trees::log_odds`] gives for each.
    pub(super) fn log_odds_of(&self, pairs: &Abreast) -> [f32; LANES] {
        match self.levels {
            5 => self.abreast::<5, 32>(pairs),
            6 => self.abreast::<6, 64>(pairs),
            _ => std::array::from_fn(|lane| self.log_odds(&pairs.lane(lane))),
        }
    }

    fn abreast<const LEVELS: usize, const LEAVES: usize>(&self, pairs: &Abreast) -> [f32; LANES] {
        let (questions, _) = self.questions.as_chunks::<LEVELS>();
        let (leaves, _) = self.leaves.as_chunks::<LEAVES>();
        let mut sums = [self.start; LANES];
        for (questions, leaves) in questions.iter().zip(leaves) {
            let mut at = [0u32; LANES];
            for (level, question) in questions.iter().enumerate() {
                let measures = &pairs.0[usize::from(question.measure) % WIDTH];
                for (at, measure) in at.iter_mut().zip(measures) {
                    *at |= u32::from(*measure > question.threshold) << level;
                }
            }
            for (sum, at) in sums.iter_mut().zip(at) {
                *sum += leaves[at as usize % LEAVES];
            }
        }
        sums
    }

    /// Chance of "same", 0 to 1.
    pub fn chance(&self, measures: &Measures) -> f32 {
        Self::chance_of(self.log_odds(measures))
    }

    /// Log odds as a chance, flattened: where chances are averaged, a sure pair must not outweigh several doubtful ones.
    pub fn chance_of(log_odds: f32) -> f32 {
        1.0 / (1.0 + libm::expf(-log_odds / FLATTENED))
    }
}

/// The measures of several pairs, measure by measure.
#[derive(Clone, Debug)]
pub(super) struct Abreast([[f32; LANES]; WIDTH]);

impl Abreast {
    /// Up to [`LANES`] pairs; lanes without a pair hold zeros.
    pub fn of<'m>(pairs: impl Iterator<Item = &'m Measures>) -> Self {
        let mut it = [[0.0; LANES]; WIDTH];
        for (lane, measures) in pairs.take(LANES).enumerate() {
            for (row, measure) in it.iter_mut().zip(measures) {
                row[lane] = *measure;
            }
        }
        Self(it)
    }

    fn lane(&self, lane: usize) -> Measures {
        std::array::from_fn(|measure| self.0[measure][lane])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::weights::Weights;
    use crate::text::hash::mix64;

    #[test]
    fn answers_are_the_bits_of_the_leaf() {
        let trees = Trees::parse("# two levels\nstart 0.5\n0>0.2 3>1: 1 2 4 8\n").expect("of that form");
        let mut measures = [0.0; WIDTH];
        assert_eq!(trees.log_odds(&measures), 1.5);
        measures[0] = 0.3;
        assert_eq!(trees.log_odds(&measures), 2.5);
        measures[3] = 2.0;
        assert_eq!(trees.log_odds(&measures), 8.5);
        assert!(trees.chance(&measures) > 0.98 && trees.chance(&measures) < 0.99);
    }

    #[test]
    fn trees_may_be_of_different_depth() {
        let trees =
            Trees::parse("start 0\n0>0.2 3>1: 1 2 4 8\n3>0.5: 0.25 0.5\n: 16\n").expect("of that form");
        assert_eq!(trees.len(), 3);
        let mut measures = [0.0; WIDTH];
        measures[3] = 0.7;
        assert_eq!(trees.log_odds(&measures), 17.5);
    }

    #[test]
    fn side_by_side_is_the_same_as_one_by_one() {
        let weights = Weights::learned();
        let share = |seed: u64| (mix64(seed) >> 40) as f32 / (1u64 << 24) as f32;
        let pairs: Vec<Measures> = (0..LANES as u64 - 1)
            .map(|pair| std::array::from_fn(|measure| 6.0 * share(pair << 32 | measure as u64) - 1.0))
            .collect();
        let abreast = Abreast::of(pairs.iter());
        for trees in [weights.event, weights.story] {
            let found = trees.log_odds_of(&abreast);
            for (measures, found) in pairs.iter().zip(found) {
                assert_eq!(trees.log_odds(measures).to_bits(), found.to_bits());
            }
        }
    }

    #[test]
    fn what_is_not_of_that_form_is_refused() {
        for text in ["0>0.2: 1 2 3", "9999>1: 1 2", "nonsense", "0>x: 1 2"] {
            assert!(Trees::parse(text).is_none(), "{text}");
        }
    }
}
