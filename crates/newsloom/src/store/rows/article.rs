//! Articles, their wordings, and the pages they came from.

use newsloom_core::model::{
    Article, ArticleId, ArticleKind, EventId, Language, RawId, SourceId, StoryId, TextHash, Timestamp,
};

/// An article on its way into the store.
#[derive(Clone, Debug)]
pub struct NewArticle {
    /// The article.
    pub article: Article,
    /// The page it was read from, if that is kept.
    pub raw: Option<RawId>,
    /// The source that led to it; `None` where somebody gave it by hand.
    pub source: Option<SourceId>,
    /// When it was taken in.
    pub seen_at: Timestamp,
}

/// What a batch of read documents adds, and which jobs it ends. One transaction.
#[derive(Clone, Debug, Default)]
pub struct Arrived {
    /// Articles, in the order in which they enter the tape.
    pub articles: Vec<NewArticle>,
    /// Keys of jobs that are done, whatever they gave.
    pub done: Vec<String>,
    /// Jobs to be tried again.
    pub postponed: Vec<super::Postponed>,
}

/// What became of an article that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was not known; it waits to be placed.
    New,
    /// It was known with another wording, which is kept beside the new one.
    Edited {
        /// The wording before.
        before: TextHash,
    },
    /// Nothing new: the same wording was known.
    Known,
}

/// One wording of an article, whole.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its number on the tape, from 1.
    pub arrival: u64,
    /// The article in this wording.
    pub article: Article,
    /// The page it was read from, while that is kept.
    pub raw: Option<RawId>,
    /// The source that led to it.
    pub source: Option<SourceId>,
    /// When this wording was first seen.
    pub seen_at: Timestamp,
}

/// What a list of articles shows of one. Always its latest wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleRow {
    /// The article.
    pub id: ArticleId,
    /// Its latest wording.
    pub version: TextHash,
    /// Number of that wording on the tape.
    pub arrival: u64,
    /// Its address.
    pub url: Option<String>,
    /// Its title; may be empty.
    pub title: String,
    /// Domain of the outlet.
    pub domain: String,
    /// When it was published, as it is ordered; when it was first seen where nothing says so.
    pub at: Timestamp,
    /// Its language.
    pub language: Option<Language>,
    /// What kind of piece it is.
    pub kind: ArticleKind,
    /// The source that led to it.
    pub source: Option<SourceId>,
    /// The story it stands in, once it is placed.
    pub story: Option<StoryId>,
    /// The event it tells, once it is placed.
    pub event: Option<EventId>,
    /// How many wordings of it are known, at least 1.
    pub versions: u32,
}

/// Which articles, newest first.
#[derive(Clone, Debug, Default)]
pub struct ArticleQuery {
    /// Only of this domain.
    pub domain: Option<String>,
    /// Only from this source.
    pub source: Option<SourceId>,
    /// Only of this story.
    pub story: Option<StoryId>,
    /// Only from this instant on.
    pub from: Option<Timestamp>,
    /// Only before this instant.
    pub to: Option<Timestamp>,
    /// [`super::Page::next`] of the page before.
    pub after: Option<String>,
    /// How many at most, 1 to 1000.
    pub limit: usize,
}

/// An article got another wording: an entry of the correction log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Number of the new wording on the tape.
    pub arrival: u64,
    /// The article.
    pub article: ArticleId,
    /// Its title as it is now.
    pub title: String,
    /// Domain of the outlet.
    pub domain: String,
    /// The wording before.
    pub before: TextHash,
    /// The wording after.
    pub after: TextHash,
    /// When the new wording was seen.
    pub at: Timestamp,
}

/// A page as it came, kept packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawPage {
    /// Its address after redirects.
    pub url: Option<String>,
    /// Media type, without parameters.
    pub media_type: Option<String>,
    /// Character encoding label of the header.
    pub charset: Option<String>,
    /// When it was fetched.
    pub fetched_at: Timestamp,
    /// The bytes.
    pub body: Vec<u8>,
}

impl RawPage {
    /// The id under which the page is kept: the hash of its bytes.
    pub fn id(&self) -> RawId {
        RawId::of(&[&self.body])
    }
}
