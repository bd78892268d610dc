//! The learned weights of the score: `weights.txt` beside this file, made by `cargo xtask learn verify`, which says from what.

use super::measures::WIDTH;
use std::sync::LazyLock;

const FILE: &str = include_str!("weights.txt");

struct Weights {
    start: f32,
    each: [(f32, f32, f32); WIDTH],
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| read(FILE));

/// One line per measure: weight, mean, spread; before them the constant. Lines that begin with `#` are for people.
fn read(file: &str) -> Weights {
    let mut weights = Weights { start: 0.0, each: [(0.0, 0.0, 1.0); WIDTH] };
    let mut lines = file.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let number = |word: Option<&str>| word.and_then(|word| word.parse::<f32>().ok());
    weights.start = number(lines.next()).unwrap_or(0.0);
    for (slot, line) in weights.each.iter_mut().zip(lines) {
        let mut words = line.split_whitespace();
        if let (Some(weight), Some(mean), Some(spread)) =
            (number(words.next()), number(words.next()), number(words.next()))
        {
            *slot = (weight, mean, spread.max(1e-6));
        }
    }
    weights
}

/// The chance that a claim of such measures is borne out, 0 to 1, as learned from claims of which half are.
pub(super) fn score(measures: &[f32; WIDTH]) -> f64 {
    let weights = &*WEIGHTS;
    let mut sum = f64::from(weights.start);
    for (value, (weight, mean, spread)) in measures.iter().zip(&weights.each) {
        // A value far outside of what was learned from says no more than one at its edge.
        let step = ((value - mean) / spread).clamp(-4.0, 4.0);
        sum += f64::from(weight * step);
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
    }
}
