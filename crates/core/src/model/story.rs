//! Articles that belong together.

use super::{ArticleId, EventId, StoryId, Timestamp};
use serde::{Deserialize, Serialize};

/// An article's place in a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// The article.
    pub article: ArticleId,
    /// The article it reprints, or `None`.
    pub copy_of: Option<ArticleId>,
    /// When the article was published, as it is ordered.
    pub at: Option<Timestamp>,
    /// Why it is here, in a few words for people: the shared names, phrases and figures. Empty for the first.
    pub why: String,
}

/// One thing that happened: a strike, a vote, a match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    /// Made from its first article.
    pub id: EventId,
    /// Its articles, in time order.
    pub members: Vec<Member>,
}

/// A running story: events that follow from one another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Story {
    /// Made from its first article.
    pub id: StoryId,
    /// Its events, in order of their first article.
    pub events: Vec<Event>,
}

impl Story {
    /// All members, event by event.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.events.iter().flat_map(|event| &event.members)
    }
}

/// A change that a desk made to its stories. Applied in the order of `seq`, the changes give each article's story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its number on this desk, from 1, without gaps.
    pub seq: u64,
    /// The time when it was made: the article's that made it, else the one that tending was told last. Never a clock's.
    pub at: Option<Timestamp>,
    /// The story that was changed.
    pub story: StoryId,
    /// What happened.
    #[serde(flatten)]
    pub what: Changed,
    /// The reason in a few words for people; may be empty.
    #[serde(default)]
    pub why: String,
}

/// What happened to a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Changed {
    /// It began with this article.
    Born {
        /// The article.
        article: ArticleId,
    },
    /// An article joined it.
    Joined {
        /// The article.
        article: ArticleId,
    },
    /// A copy of one of its articles joined it.
    Copied {
        /// The copy.
        article: ArticleId,
        /// The article that it reprints.
        original: ArticleId,
    },
    /// An article of another story went over to it.
    Moved {
        /// The article.
        article: ArticleId,
        /// The story where it was.
        from: StoryId,
    },
    /// All that was in `from` when this was made is in it now; `from` lives on as another name of it.
    Merged {
        /// The story that ended.
        from: StoryId,
    },
    /// It was made out of articles of `from`.
    Split {
        /// The story where they were.
        from: StoryId,
        /// The articles that left.
        articles: Vec<ArticleId>,
    },
    /// It was quiet for longer than the window and takes no articles by likeness any more.
    Closed,
    /// A late article reopened it.
    Reopened,
}

/// Why a story is what it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reasons {
    /// The story.
    pub story: StoryId,
    /// Its articles, in the order of its members.
    pub articles: Vec<Reason>,
}

/// Why an article is where it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The article.
    pub article: ArticleId,
    /// Its event.
    pub event: EventId,
    /// The article it reprints.
    pub copy_of: Option<ArticleId>,
    /// The article of its story that is most like it, if there is another one.
    pub nearest: Option<ArticleId>,
    /// How likely it belongs to its story, 0 to 1: the mean over the members it was held against; 1 where it stands alone.
    pub chance: f32,
    /// Names that it shares with the nearest article, rarest first.
    pub names: Vec<String>,
    /// Figures that it shares with it.
    pub figures: Vec<String>,
    /// Telling words that it shares with it.
    pub words: u32,
    /// Runs of words that both texts have, longest first. Empty until somebody who has the texts fills it in.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// The story that came second.
    pub second: Option<StandsBy>,
    /// Whether a correction by people holds it there.
    #[serde(default)]
    pub corrected: bool,
}

/// A story that an article might have joined.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StandsBy {
    /// The story.
    pub story: StoryId,
    /// Its article most like the one in question.
    pub article: ArticleId,
    /// How likely the article belongs to it, 0 to 1.
    pub chance: f32,
}
