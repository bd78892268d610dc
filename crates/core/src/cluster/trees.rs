//! Boosted trees, read and evaluated: the learned judgment of a pair.
//!
//! The trees are symmetric ("oblivious"): all branches of a level ask the same question, so the answers of a tree are the
//! bits of the number of its leaf (Kohavi 1994; Prokhorenkova et al. 2018 boost them).

use super::near::WIDTH;

/// By what log odds are divided before they are averaged.
const FLATTENED: f32 = 2.0;

/// Questions of a tree at most.
const DEPTH: usize = 6;

/// A tree in one piece of memory; questions that it does not ask are never answered with yes.
#[derive(Clone, Debug)]
struct Tree {
    /// Measure per level.
    measures: [u8; DEPTH],
    /// Threshold per level: the bit is set where the measure is greater.
    thresholds: [f32; DEPTH],
    /// Log odds per leaf.
    leaves: [f32; 1 << DEPTH],
}

/// A sum of trees that gives the probability of "same".
#[derive(Clone, Debug, Default)]
pub struct Trees {
    start: f32,
    trees: Vec<Tree>,
}

impl Trees {
    /// Reads the form that the learning command writes: `start X`, then a line per tree, questions `measure>threshold`
    /// followed by `:` and the leaves. Lines that begin with `#` are comments. `None` if it is not of that form.
    pub fn parse(text: &str) -> Option<Self> {
        let mut it = Self::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(start) = line.strip_prefix("start ") {
                it.start = start.parse().ok()?;
                continue;
            }
            let (questions, leaves) = line.split_once(':')?;
            let mut tree =
                Tree { measures: [0; DEPTH], thresholds: [f32::INFINITY; DEPTH], leaves: [0.0; 1 << DEPTH] };
            let mut depth = 0;
            for question in questions.split_whitespace() {
                let (measure, threshold) = question.split_once('>')?;
                *tree.measures.get_mut(depth)? =
                    measure.parse().ok().filter(|measure| usize::from(*measure) < WIDTH)?;
                tree.thresholds[depth] = threshold.parse().ok()?;
                depth += 1;
            }
            let mut count = 0;
            for leaf in leaves.split_whitespace() {
                *tree.leaves.get_mut(count)? = leaf.parse().ok()?;
                count += 1;
            }
            if count != 1 << depth {
                return None;
            }
            it.trees.push(tree);
        }
        Some(it)
    }

    /// How many trees there are.
    pub fn len(&self) -> usize {
        self.trees.len()
    }

    /// Whether there are none: then every pair is as likely as not.
    pub fn is_empty(&self) -> bool {
        self.trees.is_empty()
    }

    /// Log odds of "same".
    pub fn log_odds(&self, measures: &[f32; WIDTH]) -> f32 {
        self.trees.iter().fold(self.start, |sum, tree| {
            let mut leaf = 0;
            for level in 0..DEPTH {
                let measure = measures[usize::from(tree.measures[level])];
                leaf |= usize::from(measure > tree.thresholds[level]) << level;
            }
            sum + tree.leaves[leaf]
        })
    }

    /// Chance of "same", 0 to 1.
    pub fn chance(&self, measures: &[f32; WIDTH]) -> f32 {
        Self::chance_of(self.log_odds(measures))
    }

    /// Log odds as a chance, flattened: where chances are averaged, a sure pair must not outweigh several doubtful ones.
    pub fn chance_of(log_odds: f32) -> f32 {
        1.0 / (1.0 + libm::expf(-log_odds / FLATTENED))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn what_is_not_of_that_form_is_refused() {
        for text in ["0>0.2: 1 2 3", "9999>1: 1 2", "nonsense", "0>x: 1 2"] {
            assert!(Trees::parse(text).is_none(), "{text}");
        }
    }
}
