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
    /// Mean probability from which events are one story, 0 to 1.
    pub story_cut: f32,
}

static LEARNED: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("weights.txt")).unwrap_or_default());

impl Weights {
    /// The compiled-in weights.
    pub fn learned() -> Self {
        LEARNED.clone()
    }

    /// Reads the form of `weights.txt`: a section `[event] cut X` and a section `[story] cut X`, each with trees as
    /// [`Trees::parse`] reads them. `None` if it is not of that form.
    pub fn parse(text: &str) -> Option<Self> {
        let section = |name: &str| {
            let from = text.find(name)? + name.len();
            let rest = text[from..].trim_start().strip_prefix("cut ")?;
            let (cut, trees) = rest.split_once('\n')?;
            let trees = trees.split("\n[").next()?;
            Some((cut.trim().parse::<f32>().ok()?, Trees::parse(trees)?))
        };
        let (event_cut, event) = section("\n[event]")?;
        let (story_cut, story) = section("\n[story]")?;
        Some(Self { event, story, event_cut, story_cut })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiled_in_weights_are_of_their_form() {
        let weights = Weights::parse(include_str!("weights.txt")).expect("of that form");
        assert!(weights.event_cut > 0.1 && weights.event_cut < 0.9);
        assert!(weights.story_cut > 0.1 && weights.story_cut < 0.9);
        assert!(weights.event.len() > 10 && weights.story.len() > 10);
    }
}
