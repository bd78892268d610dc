//! The learned weights of the score: `weights.txt` beside this file, made by `cargo xtask learn verify`, which says from what.

use super::measures::{SIZES, WIDTH};
use std::sync::LazyLock;

const FILE: &str = include_str!("weights.txt");

/// Of one measure.
#[derive(Clone, Copy)]
struct Weight {
    /// In a claim and sources of middle length.
    alone: f32,
    /// What is added for each spread that claim and sources are longer than that.
    by_size: [f32; SIZES.len()],
    mean: f32,
    spread: f32,
}

impl Weight {
    /// Spreads from the mean. A value far outside of what was learned from says no more than one at its edge.
    fn step(self, value: f32) -> f32 {
        ((value - self.mean) / self.spread).clamp(-4.0, 4.0)
    }
}

struct Weights {
    start: f32,
    each: [Weight; WIDTH],
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| read(FILE));

/// One line per measure: weight, what each size adds to it, mean, spread; before them the constant. Lines that begin with `#`
/// are for people.
fn read(file: &str) -> Weights {
    let none = Weight { alone: 0.0, by_size: [0.0; SIZES.len()], mean: 0.0, spread: 1.0 };
    let mut weights = Weights { start: 0.0, each: [none; WIDTH] };
    let mut lines = file.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    weights.start = lines.next().and_then(|line| line.trim().parse().ok()).unwrap_or(0.0);
    for (slot, line) in weights.each.iter_mut().zip(lines) {
        let numbers: Vec<f32> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        if let [alone, claim, sources, mean, spread] = numbers[..] {
            *slot = Weight { alone, by_size: [claim, sources], mean, spread: spread.max(1e-6) };
        }
    }
    weights
}

/// The chance that a claim of such measures is borne out, 0 to 1, as learned from claims of which half are.
pub(super) fn score(measures: &[f32; WIDTH]) -> f64 {
    let weights = &*WEIGHTS;
    let sizes = SIZES.map(|at| weights.each[at].step(measures[at]));
    let mut sum = f64::from(weights.start);
    for (value, weight) in measures.iter().zip(&weights.each) {
        let more: f32 = weight.by_size.iter().zip(sizes).map(|(weight, size)| weight * size).sum();
        sum += f64::from((weight.alone + more) * weight.step(*value));
    }
    1.0 / (1.0 + libm::exp(-sum))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_has_a_line_for_every_measure() {
        let lines = FILE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).count();
        assert_eq!(lines, WIDTH + 1);
        assert!(WEIGHTS.each.iter().all(|weight| weight.alone != 0.0 && weight.mean != 0.0));
    }
}
