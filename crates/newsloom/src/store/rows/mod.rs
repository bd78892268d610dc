//! The rows: what is written and what is read back. Plain values; nothing here works.

mod article;
mod care;
mod edition;
mod queue;
mod reader;
mod source;
mod story;

pub use article::{Arrived, ArticleQuery, ArticleRow, Edit, NewArticle, RawPage, Taken, Version};
pub use care::{Counts, Retained, Retention, Snapshot};
pub use edition::{EditionDraft, EditionRow};
pub use queue::{Claimed, ItemMark, Job, Polled, Postponed};
pub use reader::{LastLook, Mute, Role, SavedSearch, Session, Token, User};
pub use source::{Group, Health, NewSource, PollState, Robots, SourceRow, SourceRules, Validators, WebSub};
pub use story::{
    Action, Change, ChangeKind, Correction, Facet, FacetRow, MemberRow, NewChange, Placed, SettledCorrection,
    Step, StoryOrder, StoryQuery, StoryRow, StoryState, StoryWrite, Told,
};

/// Some rows, and where the next ones begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Hand this in as `after` for the rows that follow; `None` at the end. Opaque, safe in an address.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// A page with other rows in the same place.
    pub fn map<U>(self, with: impl FnMut(T) -> U) -> Page<U> {
        Page { rows: self.rows.into_iter().map(with).collect(), next: self.next }
    }
}
