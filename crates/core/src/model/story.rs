//! Articles that belong together.

use super::{ArticleId, EventId, StoryId, Timestamp};
use serde::Serialize;

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
