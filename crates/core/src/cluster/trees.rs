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
pub(super) const LANES: usize = 16;

/// Half of them: there are often no more.
const HALF: usize = LANES / 2;

/// Rows of a table by measure: a power of two, so that every number leads to one.
const ROWS: usize = WIDTH.next_power_of_two();

/// Leaves that a byte can tell apart.
const LEAVES: usize = 256;

/// Thresholds of a measure at most: an answer is known by how many of them it passes, in a byte.
const STEPS: usize = 254;

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

/// A question by the number of the threshold among those of its measure, once for each lane.
#[derive(Clone, Copy, Debug)]
struct Step {
    measure: u8,
    /// How many of the measure's thresholds must be passed.
    passed: [u8; LANES],
}

/// A sum of trees that gives the probability of "same".
#[derive(Clone, Debug, Default)]
pub struct Trees {
    start: f32,
    /// Questions of each tree.
    levels: usize,
    /// Tree by tree.
    questions: Vec<Question>,
    /// Log odds per leaf, tree by tree, and zeros behind: who counts on from a tree's first leaf by a byte finds a number.
    leaves: Vec<f32>,
    /// The thresholds that are asked about, each once: measure by measure, ascending.
    thresholds: Vec<(u8, f32)>,
    /// The questions again. None where a measure has more than [`STEPS`] thresholds.
    steps: Vec<Step>,
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
        it.leaves.resize(it.leaves.len() + LEAVES, 0.0);
        it.count_steps();
        Some(it)
    }

    /// Gives each question its number among those about the same measure.
    fn count_steps(&mut self) {
        let asked = self.questions.iter().filter(|question| question.threshold < f32::INFINITY);
        self.thresholds = asked.map(|question| (question.measure, question.threshold)).collect();
        self.thresholds.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        self.thresholds.dedup();
        let below = |measure: u8, least: f32| {
            self.thresholds
                .iter()
                .filter(|(other, threshold)| *other == measure && *threshold < least)
                .count()
        };
        let step = |question: &Question| {
            let passed = below(question.measure, question.threshold) + 1;
            let asked = question.threshold < f32::INFINITY;
            Step { measure: question.measure, passed: [if asked { passed as u8 } else { u8::MAX }; LANES] }
        };
        if (0..WIDTH as u8).all(|measure| below(measure, f32::INFINITY) <= STEPS) {
            self.steps = self.questions.iter().map(step).collect();
        }
    }

    /// How many trees there are.
    pub fn len(&self) -> usize {
        self.questions.len() / self.levels.max(1)
    }

    /// Whether there are none: then every pair is as likely as not.
    pub fn is_empty(&self) -> bool {
        self.questions.is_empty()
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
            5 if !self.steps.is_empty() && pairs.count <= HALF => self.abreast::<5, HALF>(pairs),
            6 if !self.steps.is_empty() && pairs.count <= HALF => self.abreast::<6, HALF>(pairs),
            5 if !self.steps.is_empty() => self.abreast::<5, LANES>(pairs),
            6 if !self.steps.is_empty() => self.abreast::<6, LANES>(pairs),
            _ => std::array::from_fn(|lane| self.log_odds(&pairs.lane(lane))),
        }
    }

    fn abreast<const LEVELS: usize, const USED: usize>(&self, pairs: &Abreast) -> [f32; LANES] {
        // How many thresholds each pair passes is found first: bytes are compared sixteen at a time.
        let mut passed = [[0u8; LANES]; ROWS];
        for (measure, threshold) in &self.thresholds {
            let measure = usize::from(*measure) % ROWS;
            count_above(&mut passed[measure], &pairs.rows[measure], *threshold);
        }
        let (steps, _) = self.steps.as_chunks::<LEVELS>();
        let mut sums = [self.start; LANES];
        for (steps, leaves) in steps.iter().zip(self.leaves.array_windows::<LEAVES>().step_by(1 << LEVELS)) {
            let mut at = [0u8; LANES];
            for (level, step) in steps.iter().enumerate() {
                answer(&mut at, &passed[usize::from(step.measure) % ROWS], &step.passed, 1 << level);
            }
            // Looking up leaves is what costs most.
            for (sum, at) in sums[..USED].iter_mut().zip(at) {
                *sum += leaves[usize::from(at)];
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

// Lanes are counted by number here, for only then does each loop become a few instructions over all of them.

#[inline(always)]
fn count_above(counts: &mut [u8; LANES], row: &[f32; LANES], threshold: f32) {
    for lane in 0..LANES {
        counts[lane] += u8::from(row[lane] > threshold);
    }
}

/// Sets a bit in the lanes where enough is passed.
#[inline(always)]
fn answer(at: &mut [u8; LANES], passed: &[u8; LANES], least: &[u8; LANES], bit: u8) {
    for lane in 0..LANES {
        at[lane] |= if passed[lane] >= least[lane] { bit } else { 0 };
    }
}

/// The measures of several pairs, measure by measure.
#[derive(Clone, Debug)]
pub(super) struct Abreast {
    rows: [[f32; LANES]; ROWS],
    count: usize,
}

impl Abreast {
    /// Up to [`LANES`] pairs; lanes without a pair hold zeros.
    pub fn of<'m>(pairs: impl Iterator<Item = &'m Measures>) -> Self {
        let mut it = Self { rows: [[0.0; LANES]; ROWS], count: 0 };
        for (lane, measures) in pairs.take(LANES).enumerate() {
            it.count = lane + 1;
            for (row, measure) in it.rows.iter_mut().zip(measures) {
                row[lane] = *measure;
            }
        }
        it
    }

    fn lane(&self, lane: usize) -> Measures {
        std::array::from_fn(|measure| self.rows[measure][lane])
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
