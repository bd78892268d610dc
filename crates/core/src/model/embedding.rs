//! What a text means as a vector.

use serde::{Deserialize, Serialize};

/// The direction of a vector that a model made of a text, in 127 steps of its largest part: enough for comparing, at a quarter
/// of the memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Embedding(Box<[i8]>);

/// Dimensions that a vector may have at most.
const MOST: usize = 8192;

impl Embedding {
    /// The direction of a vector; `None` where it has none: it is empty, zero, not finite, or of more than 8,192 dimensions.
    pub fn of(vector: &[f32]) -> Option<Self> {
        let largest = vector.iter().fold(0.0f32, |most, part| most.max(part.abs()));
        let sound = vector.iter().all(|part| part.is_finite()) && largest > 0.0 && vector.len() <= MOST;
        sound.then(|| Self(vector.iter().map(|part| (part / largest * 127.0).round() as i8).collect()))
    }

    /// Cosine of the angle to another vector, -1 to 1; `None` where the two have not as many dimensions: they are of two models.
    pub fn cosine(&self, other: &Self) -> Option<f32> {
        let dot = |a: &[i8], b: &[i8]| {
            a.iter().zip(b).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum::<i32>() as f32
        };
        let lengths = dot(&self.0, &self.0) * dot(&other.0, &other.0);
        (self.0.len() == other.0.len() && lengths > 0.0).then(|| dot(&self.0, &other.0) / lengths.sqrt())
    }

    /// Its steps, for storing.
    pub fn steps(&self) -> &[i8] {
        &self.0
    }

    /// From its steps.
    pub fn from_steps(steps: Box<[i8]>) -> Self {
        Self(steps)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_are_compared() {
        let of = |vector: &[f32]| Embedding::of(vector);
        let check = |a: &[f32], b: &[f32], cosine: Option<f32>| {
            let found = of(a).zip(of(b)).and_then(|(a, b)| a.cosine(&b));
            assert!(
                found.is_some() == cosine.is_some()
                    && found.is_none_or(|found| (found - cosine.unwrap_or(0.0)).abs() < 0.02),
                "{a:?} {b:?}: {found:?}"
            );
        };
        check(&[1.0, 0.0], &[5.0, 0.0], Some(1.0));
        check(&[1.0, 0.0], &[0.0, 0.1], Some(0.0));
        check(&[1.0, 1.0], &[1.0, 0.0], Some(0.707));
        check(&[1.0, 0.0], &[-1.0, 0.0], Some(-1.0));
        check(&[1.0, 0.0], &[1.0, 0.0, 0.0], None);
        check(&[0.0, 0.0], &[1.0, 0.0], None);
        check(&[f32::NAN, 0.0], &[1.0, 0.0], None);
        check(&[], &[], None);
    }
}
