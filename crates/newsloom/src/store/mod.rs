//! The one store: everything that newsloom keeps, behind small blocking traits.
//!
//! Callers hold a `&dyn Store` and never see how it is kept. [`Articles`], [`Stories`], [`Sources`], [`Queue`] and
//! [`Readers`] are the ledger (rows), [`Blobs`] holds the bytes of pages, [`Care`] looks after the whole. Each call is one transaction:
//! when it returns `Ok`, what it wrote survives a power cut; when it returns an error that
//! [is certainly undone](StoreError::is_certainly_undone), nothing of it was written.
//!
//! Two orders are kept. The *tape* numbers every wording of an article as it arrived (`arrival`). *Changes* number what
//! happened to stories (`seq`); readers follow them with `changed_since`. Both start at 1 and only grow.
//!
//! Every implementation does the same thing: one contract suite is run for all of them. Calls block; async callers
//! hand them to a blocking thread.

#[cfg(test)]
mod contract;
mod cursor;
mod error;
mod memory;
mod rows;
mod sqlite;
mod traits;

pub use error::StoreError;
pub use memory::MemoryStore;
pub use rows::{
    Action, Arrived, ArticleQuery, ArticleRow, Change, ChangeKind, Claimed, Correction, Counts, Edit,
    EditionDraft, EditionRow, Facet, FacetRow, Group, Health, ItemMark, Job, LastLook, MemberRow, Mute,
    NewArticle, NewChange, NewSource, Page, Placed, PollState, Polled, Postponed, RawPage, Retained,
    Retention, Robots, Role, SavedSearch, Session, SettledCorrection, Snapshot, SourceRow, SourceRules, Step,
    StoryOrder, StoryQuery, StoryRow, StoryState, StoryWrite, Taken, Token, Told, User, Validators, Version,
    WebSub,
};
pub use sqlite::{SqliteStore, is_tended, restore};
pub use traits::{Articles, Blobs, Care, Queue, Readers, Sources, Store, Stories};

/// What a store call gives.
pub type Result<T> = std::result::Result<T, StoreError>;
