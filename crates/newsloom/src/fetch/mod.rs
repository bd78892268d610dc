//! How bytes come in: from files, standard input, and addresses.

mod answer;
mod crew;
mod error;
pub mod files;
mod guard;
pub mod http;
mod polite;

pub use answer::{Answer, Ask, Wait};
pub use crew::{Crew, Fetcher};
pub use error::FetchError;
pub use http::Manners;
pub use polite::Hosts;

use newsloom_core::model::Remark;

/// Something that was left out, told to the user in one line: what and where, why, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// What and where: a path, an address, `line 7 of pages.jsonl`.
    pub what: String,
    /// Why, and what to do about it.
    pub why: String,
    /// Whether it is a fault (something asked for could not be had) or only a note.
    pub fault: bool,
}

impl LeftOut {
    /// Something that was asked for and could not be had.
    pub fn fault(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self { what: what.into(), why: why.into(), fault: true }
    }

    /// Something worth knowing; what could be had was had.
    pub fn note(what: impl Into<String>, remark: &Remark) -> Self {
        Self { what: what.into(), why: remark.text.to_string(), fault: false }
    }
}

impl std::fmt::Display for LeftOut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.what, self.why)
    }
}
