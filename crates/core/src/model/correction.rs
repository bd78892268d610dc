//! What people say about stories, which the desk holds to.

use super::{ArticleId, StoryId};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A story, named by its id (or one that it had) or by any of its articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// By its id.
    Story(StoryId),
    /// By an article in it.
    Article(ArticleId),
}

impl Serialize for Named {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Story(id) => serializer.collect_str(id),
            Self::Article(id) => serializer.collect_str(id),
        }
    }
}

impl<'de> Deserialize<'de> for Named {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        let story = StoryId::parse(&text).map(Self::Story);
        story
            .or_else(|| ArticleId::parse(&text).map(Self::Article))
            .ok_or_else(|| serde::de::Error::custom("neither a story's id nor an article's"))
    }
}

/// A correction by people, as a line of JSON: `{"do":"merge","stories":["s...","s..."]}`,
/// `{"do":"split","story":"s...","articles":["a..."]}`, `{"do":"move","article":"a...","to":"s..."}`,
/// `{"do":"pin","article":"a..."}`, `{"do":"undo","correction":1}`. It holds against all later changes of the desk's own
/// until it is undone; of two that contradict each other the later one holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Correction {
    /// These are one story. Their events stay as they are.
    Merge {
        /// Two stories or more.
        stories: Vec<Named>,
    },
    /// These articles are a story of their own.
    Split {
        /// The story where they are.
        story: Named,
        /// Some of its articles, not all. Copies go with their originals.
        articles: Vec<ArticleId>,
    },
    /// This article belongs to another story.
    Move {
        /// The article. Its copies go with it.
        article: ArticleId,
        /// Where it belongs.
        to: Named,
    },
    /// This article stays where it is.
    Pin {
        /// The article.
        article: ArticleId,
    },
    /// An earlier correction is taken back, and its articles return to where it found them.
    Undo {
        /// Its number: corrections count from 1 in the order in which they were made, undone ones and undoings included.
        correction: u32,
    },
}

/// Why a correction cannot be made. Nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CorrectionError {
    /// A story or article that the desk does not have, or no longer.
    #[error("{0:?} is not on the desk")]
    Unknown(Named),
    /// An article that is not in the story named.
    #[error("{0} is not in that story")]
    Elsewhere(ArticleId),
    /// Nothing would change: stories that are one already, all articles or none of a story split off, an article moved to where
    /// it is, an article pinned that stands alone.
    #[error("that changes nothing")]
    Nothing,
    /// There is no correction of that number, or it was undone before.
    #[error("there is no correction {0} to undo")]
    NotMade(u32),
}
