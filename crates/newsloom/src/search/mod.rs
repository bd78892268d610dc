//! Full-text search over articles and stories: an index beside the store, made again from it at will.
//!
//! [`query`] reads what a person typed, [`index`] keeps the words, [`find`] answers, [`snippet`] shows where in the
//! text the answer stands. The index holds words and ids, never text: what is shown is cut from the stored article, so
//! a shown passage is a true citation.
//!
//! Why an index of its own: SQLite's FTS5 costs some 3 microseconds per match, so a common word in a million articles
//! takes seconds; blocks with known best scores (tantivy) are skipped whole.

mod dates;
pub mod find;
pub mod index;
pub mod query;
pub mod snippet;
mod terms;
#[cfg(test)]
mod tests;

pub use find::{Found, Hit, Order, Wanted};
pub use index::Index;
pub use query::{Mistake, Query};
pub use snippet::{Snippet, snippets};

use newsloom_core::model::Language;

/// What an entry of the index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An article in its newest wording.
    Article,
    /// A story as it is told now.
    Story,
}

impl Kind {
    /// The word that stands for it in queries and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Story => "story",
        }
    }
}

/// What the index is given about an article or a story.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its id as shown. An entry with the same id takes the place of the older one.
    pub id: String,
    /// Title or headline.
    pub title: String,
    /// The text; of a story its told lines.
    pub text: String,
    /// Domains of its outlets.
    pub sources: Vec<String>,
    /// Names of people in it, as written.
    pub people: Vec<String>,
    /// Names of its authors.
    pub authors: Vec<String>,
    /// Language of the text.
    pub language: Option<Language>,
    /// When it was published, in seconds since 1970; of a story its newest report.
    pub published: Option<i64>,
}

/// Why the index cannot be used. The store is untouched: deleting the folder of the index and starting anew mends it.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The folder cannot be made or read.
    #[error("cannot use the folder of the search index {}: {cause}", path.display())]
    Folder {
        /// The folder.
        path: std::path::PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// Another process writes the index.
    #[error("another newsloom writes the search index; stop it first")]
    Busy,
    /// The index is damaged or the disk is full.
    #[error("the search index failed: {0}; it can be made again with `newsloom search --rebuild`")]
    Index(String),
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> Self {
        match error {
            tantivy::TantivyError::LockFailure(..) => Self::Busy,
            other => Self::Index(other.to_string()),
        }
    }
}
