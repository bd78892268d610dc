//! People who read or edit: users, sessions, tokens, and what they keep.

use newsloom_core::model::Timestamp;
use serde::{Deserialize, Serialize};

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Read.
    Reader,
    /// Read, correct, and change settings and sources.
    Editor,
}

/// Somebody who may log in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The name, as it is typed.
    pub name: String,
    /// Hash of the password in PHC string form.
    pub password: String,
    /// What they may do.
    pub role: Role,
    /// Since when they are known.
    pub at: Timestamp,
}

/// A login. The store sees the hash of its secret only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Hash of the secret.
    pub key: String,
    /// Who.
    pub user: String,
    /// Token against forged requests.
    pub csrf: String,
    /// Since when.
    pub at: Timestamp,
    /// Until when.
    pub until: Timestamp,
}

/// A key for programs. The store sees its hash only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Hash of the secret.
    pub key: String,
    /// What it is for, in its owner's words; also what it is known by.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// Since when.
    pub at: Timestamp,
    /// When it was used last, to the hour.
    pub used: Option<Timestamp>,
}

/// A search that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its number, from 1; 0 for one that is to be added.
    pub id: u64,
    /// Whose; empty where nobody logs in.
    pub user: String,
    /// Its name.
    pub name: String,
    /// The query as it is typed.
    pub query: String,
    /// Whether new hits are told as an alert.
    pub alert: bool,
    /// Tape number up to which hits were told.
    pub told_to: u64,
    /// Since when.
    pub at: Timestamp,
}

/// When somebody looked last, and up to which change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastLook {
    /// Number of the last change then.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
}

/// Something that is not to be told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mute {
    /// Everything from a domain.
    Domain(String),
    /// Stories whose headline holds the words, whatever their case.
    Words(String),
    /// One story.
    Story(newsloom_core::model::StoryId),
}
