//! Sources: what is asked again and again, how that goes, and what hosts wish.

use newsloom_core::model::{SourceId, Timestamp};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A group of sources, outermost first: `["Coast", "Ports"]`.
pub type Group = Vec<String>;

/// What the user wishes for one source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceRules {
    /// How much its word counts in the order of an edition, 0 to 10; 1 is usual.
    pub weight: f32,
    /// Polled, but its articles are not told.
    pub muted: bool,
    /// Whether the page of each entry is fetched: `None` decides by what the feed carries.
    pub full_text: Option<bool>,
    /// Least time between two polls; `None` takes the setting.
    pub every: Option<Duration>,
}

impl Default for SourceRules {
    fn default() -> Self {
        Self { weight: 1.0, muted: false, full_text: None, every: None }
    }
}

/// A source to be added.
#[derive(Clone, Debug)]
pub struct NewSource {
    /// Address of the feed or list.
    pub url: String,
    /// Its name; empty where it is not known yet.
    pub title: String,
    /// Its group; empty for none.
    pub group: Group,
    /// What the user wishes.
    pub rules: SourceRules,
    /// When it is added.
    pub at: Timestamp,
}

/// Validators of the last answer, byte by byte as the server gave them (RFC 9110, section 13).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    /// Value of `ETag`.
    pub etag: Option<Vec<u8>>,
    /// Value of `Last-Modified`.
    pub last_modified: Option<Vec<u8>>,
}

/// A push subscription (W3C WebSub).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebSub {
    /// Address of the hub.
    pub hub: String,
    /// Address that the hub calls the feed by.
    pub topic: String,
    /// Secret with which the hub signs what it sends.
    pub secret: String,
    /// End of the lease; `None` until the hub has confirmed.
    pub until: Option<Timestamp>,
    /// When it was asked for last.
    pub asked_at: Option<Timestamp>,
}

impl WebSub {
    /// Last part of the address at which the hub reaches us: whoever does not know the secret does not know it either.
    pub fn token(&self) -> String {
        blake3::derive_key("newsloom websub callback", self.secret.as_bytes())[..16]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// Address at which the hub reaches us, under the address of the service.
    pub fn callback(&self, base: &str, source: SourceId) -> String {
        format!("{base}/websub/{source}/{}", self.token())
    }
}

/// How polling a source goes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PollState {
    /// When it is due next; `None` where it is not asked any more.
    pub due: Option<Timestamp>,
    /// Time between polls as learned, seconds.
    pub every_s: u32,
    /// When it was asked last.
    pub asked_at: Option<Timestamp>,
    /// When it answered well last, 304 too.
    pub well_at: Option<Timestamp>,
    /// Since when it fails; `None` while it answers well.
    pub failing_since: Option<Timestamp>,
    /// Failures in a row.
    pub failures: u32,
    /// The last failure in words: `answers 403`.
    pub failure: Option<String>,
    /// Status of the last answer; `None` where none came.
    pub status: Option<u16>,
    /// The address is gone for good (410).
    pub gone: bool,
    /// The server asked not to be asked before this.
    pub wait_until: Option<Timestamp>,
    /// Where it says that it moved for good, and how often in a row.
    pub moving: Option<(String, u32)>,
    /// Validators for the next poll.
    pub validators: Validators,
    /// Hash of the last body, to see a change where validators lie.
    pub body: Option<u64>,
    /// Publication time of its newest entry.
    pub newest: Option<Timestamp>,
    /// When an article from it was taken in last.
    pub article_at: Option<Timestamp>,
    /// Articles taken in from it.
    pub articles: u64,
    /// Its push subscription; written by a call of its own.
    #[serde(skip)]
    pub websub: Option<WebSub>,
}

/// A source.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceRow {
    /// The source: the hash of the address under which it was added.
    pub id: SourceId,
    /// Address that is asked now, after permanent redirects.
    pub url: String,
    /// Its name; the address where it gave none.
    pub title: String,
    /// Its group.
    pub group: Group,
    /// What the user wishes.
    pub rules: SourceRules,
    /// When it was added.
    pub added_at: Timestamp,
    /// How polling goes.
    pub poll: PollState,
}

/// The health of a source, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// Whether all is well.
    pub well: bool,
    /// `answers 403 since Tuesday; last article 3 days ago; try ...`
    pub words: String,
}

/// What a host's robots.txt said (RFC 9309).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Robots {
    /// When it was asked.
    pub fetched_at: Timestamp,
    /// Status of the answer; 0 where none came.
    pub status: u16,
    /// Its first 500 KiB.
    pub body: Vec<u8>,
}
