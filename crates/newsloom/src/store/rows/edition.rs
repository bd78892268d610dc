//! Editions: what was worth telling at a time.

use jiff::civil;
use newsloom_core::model::{StoryId, Timestamp};

/// An edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionRow {
    /// Its number, from 1.
    pub id: u64,
    /// Its day.
    pub date: civil::Date,
    /// What it covers: from here,
    pub from: Timestamp,
    /// to here. An open edition ends when it is closed.
    pub to: Timestamp,
    /// When it was made last.
    pub made_at: Timestamp,
    /// A closed edition never changes.
    pub closed: bool,
    /// Its stories in the order of telling.
    pub stories: Vec<StoryId>,
}

/// An edition to be written.
#[derive(Clone, Debug)]
pub struct EditionDraft {
    /// Its day.
    pub date: civil::Date,
    /// What it covers: from here,
    pub from: Timestamp,
    /// to here.
    pub to: Timestamp,
    /// When it is made.
    pub made_at: Timestamp,
    /// Its stories in the order of telling. When the edition closes, the store keeps each as it is told at that moment.
    pub stories: Vec<StoryId>,
}
