//! What can go wrong with a store, in words that say what to do.

use std::path::PathBuf;

/// Why a store call failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process has the folder.
    #[error("another newsloom (process {pid}) works on {}; stop it first, or name another folder with --data", folder.display())]
    InUse {
        /// The folder.
        folder: PathBuf,
        /// The process as it wrote itself down; `unknown` where it could not.
        pid: String,
    },
    /// The disk has no room left.
    #[error("the disk of {} is full: nothing of this step was written, nothing written before is lost; make room, or lower store.keep_pages_days", folder.display())]
    Full {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder or the database may not be written.
    #[error("{} may not be written by this user: nothing was changed; mend its permissions or name another folder with --data", folder.display())]
    ReadOnly {
        /// The folder.
        folder: PathBuf,
    },
    /// The database was written by a later version of newsloom.
    #[error(
        "the store has format {found}, this newsloom knows formats up to {known}; use the newer version that wrote it"
    )]
    TooNew {
        /// Format of the database.
        found: u32,
        /// The newest one known here.
        known: u32,
    },
    /// The file is no database of newsloom, or damaged.
    #[error("{what}; `newsloom restore FILE` puts a backup in its place")]
    Damaged {
        /// What is wrong.
        what: String,
    },
    /// Something asked for is not there.
    #[error("there is no {0}")]
    Missing(String),
    /// What was asked contradicts what is kept.
    #[error("{0}")]
    Refused(String),
    /// The database failed in another way.
    #[error("the store failed: {0}")]
    Failed(String),
}

impl StoreError {
    /// Whether nothing of the failed call was written. False only where the answer of a commit itself was lost.
    pub fn is_certainly_undone(&self) -> bool {
        !matches!(self, Self::Failed(_))
    }

    /// Whether trying the same call again later may help.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Full { .. } | Self::ReadOnly { .. } | Self::InUse { .. })
    }
}
