//! Pages that wait to be fetched: the queue stands in the ledger, so that nothing is forgotten.

use super::PollState;
use newsloom_core::model::{Item, SourceId, Timestamp};
use serde::{Deserialize, Serialize};

/// An entry of a feed as it was met last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemMark {
    /// Hash of the entry's id.
    pub key: u64,
    /// Hash of what the feed says about it; another one means that it was edited.
    pub print: u64,
}

/// A page to be fetched, or an entry to be read as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// What it is known by: the address, or the entry's id where it has none.
    pub key: String,
    /// The source that led to it.
    pub source: SourceId,
    /// Address of the feed.
    pub feed: String,
    /// What the feed says.
    pub item: Item,
    /// Whether the page is fetched; else the feed's own text is taken.
    pub fetch: bool,
}

/// What one poll of a source gave. One transaction.
#[derive(Clone, Debug)]
pub struct Polled {
    /// The source.
    pub source: SourceId,
    /// How polling goes from now on.
    pub state: PollState,
    /// Its name as the feed gives it, where the user gave none.
    pub title: Option<String>,
    /// Its address from now on, after a permanent redirect.
    pub moved_to: Option<String>,
    /// Every entry of the feed.
    pub marks: Vec<ItemMark>,
    /// Jobs for the entries that are new or differ.
    pub jobs: Vec<Job>,
    /// When.
    pub at: Timestamp,
}

/// A job that somebody works on until its lease ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Claimed {
    /// The job.
    pub job: Job,
    /// How often it was tried before.
    pub attempts: u32,
}

/// A job that is to be tried again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Postponed {
    /// Key of the job.
    pub key: String,
    /// Not before this.
    pub due: Timestamp,
    /// Why, in words.
    pub why: String,
}
