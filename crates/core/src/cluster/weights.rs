//! The learned judgment of pairs, as it ships: `weights.txt`, which says where it is from and how it is made again.

use super::trees::Trees;
use std::sync::LazyLock;

/// What was learned: who belongs together in one event, and in one running story.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// Same event.
    pub event: Trees,
    /// Same running story.
    pub story: Trees,
    /// Mean probability from which groups are one event, 0 to 1.
    pub event_cut: f32,
    /// Mean probability from which events are one story.
    pub story_cut: StoryCut,
}

/// Mean probability from which events are one running story, by how many articles there are: among few, the words of a
/// story are not yet known for rare and all that belongs together looks less alike; among many, there is more to confuse it
/// with.
#[derive(Clone, Copy, Debug, Default)]
pub struct StoryCut {
    /// Among up to [`StoryCut::FEW`] articles, 0 to 1.
    pub few: f32,
    /// Among [`StoryCut::MANY`] and more, 0 to 1.
    pub many: f32,
}

impl StoryCut {
    /// Articles up to which few is few.
    pub const FEW: usize = 50;
    /// Articles from which many is many.
    pub const MANY: usize = 200;

    /// The cut among so many articles: between the two it grows with the logarithm of their number.
    pub fn among(self, articles: usize) -> f32 {
        let (few, many) = (libm::logf(Self::FEW as f32), libm::logf(Self::MANY as f32));
        let here = libm::logf(articles.clamp(Self::FEW, Self::MANY) as f32);
        self.few + (self.many - self.few) * (here - few) / (many - few)
    }
}

static LEARNED: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("weights.txt")).unwrap_or_default());

impl Weights {
    /// The compiled-in weights.
    pub fn learned() -> Self {
        LEARNED.clone()
    }

    /// Reads the form of `weights.txt`: a section `[event] cut X` and a section `[story] cut X Y`, for few articles and for
    /// many, each with trees as [`Trees::parse`] reads them. `None` if it is not of that form.
    pub fn parse(text: &str) -> Option<Self> {
        let section = |name: &str| {
            let from = text.find(name)? + name.len();
            let rest = text[from..].trim_start().strip_prefix("cut ")?;
            let (cut, trees) = rest.split_once('\n')?;
            let trees = trees.split("\n[").next()?;
            let cuts: Option<Vec<f32>> = cut.split_whitespace().map(|cut| cut.parse().ok()).collect();
            Some((cuts?, Trees::parse(trees)?))
        };
        let (event_cut, event) = section("\n[event]")?;
        let (story_cut, story) = section("\n[story]")?;
        let ([event_cut], [few, many]) = (event_cut[..].try_into().ok()?, story_cut[..].try_into().ok()?);
        Some(Self { event, story, event_cut, story_cut: StoryCut { few, many } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiled_in_weights_are_of_their_form() {
        let weights = Weights::parse(include_str!("weights.txt")).expect("of that form");
        assert!(weights.event_cut > 0.1 && weights.event_cut < 0.9);
        let cut = weights.story_cut;
        assert!(cut.few > 0.1 && cut.few <= cut.many && cut.many < 0.9);
        assert_eq!((cut.among(0), cut.among(50), cut.among(1_000_000)), (cut.few, cut.few, cut.many));
        assert!((cut.among(100) - (cut.few + cut.many) / 2.0).abs() < 1e-4);
        assert!(weights.event.len() > 10 && weights.story.len() > 10);
    }
}
