//! What looking after the store needs.

use newsloom_core::model::Timestamp;

/// How much of everything there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Articles, each once.
    pub articles: u64,
    /// Wordings of articles: the length of the tape.
    pub versions: u64,
    /// Number of the last wording on the tape.
    pub last_arrival: u64,
    /// Articles that wait to be placed.
    pub unplaced: u64,
    /// Stories.
    pub stories: u64,
    /// Number of the last change.
    pub last_change: u64,
    /// Editions.
    pub editions: u64,
    /// Sources.
    pub sources: u64,
    /// Sources that fail now.
    pub failing: u64,
    /// Jobs that wait.
    pub jobs: u64,
    /// Pages that are kept.
    pub pages: u64,
    /// Bytes on disk; 0 where there is no disk.
    pub bytes: u64,
}

/// Until when things are kept. `None` keeps for ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// Pages fetched before this go.
    pub pages: Option<Timestamp>,
    /// Marks of feed entries not met since go.
    pub marks: Option<Timestamp>,
    /// Sessions that ended before this go.
    pub sessions: Option<Timestamp>,
    /// Stories whose last report is older go, with those of their articles that no closed edition cites.
    pub stories: Option<Timestamp>,
}

/// What retention took away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retained {
    /// Pages.
    pub pages: u64,
    /// Marks of feed entries.
    pub marks: u64,
    /// Sessions.
    pub sessions: u64,
    /// Stories.
    pub stories: u64,
    /// Articles.
    pub articles: u64,
}

/// The desk as it was after a number of placed articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Number of the last step it knows: the desk is whole again after the steps beyond are done anew.
    pub step: u64,
    /// How many articles were placed by then.
    pub placed: u64,
    /// The desk, in its own form.
    pub bytes: Vec<u8>,
}
