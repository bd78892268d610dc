//! The embedded store: one SQLite file in the data folder.
//!
//! Write-ahead log with `synchronous = FULL`: what a call confirmed survives a power cut. One connection writes, others
//! read beside it. A file lock keeps a second service away; commands that look or add a source work beside a service.

mod articles;
mod backup;
mod care;
mod open;
mod packed;
mod queue;
mod readers;
mod sources;
mod stories;
mod told;
mod values;

use super::{Result, StoreError};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

pub use backup::restore;
pub use open::is_tended;

/// Name of the database in the data folder.
pub const FILE: &str = "newsloom.db";
/// Readers kept open; more are opened when more read at once, and closed after.
const READERS: usize = 8;

/// A store in a folder.
#[derive(Debug)]
pub struct SqliteStore {
    folder: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    /// Held as long as the store is; the system lets go of it when the process ends, however it ends.
    _lock: Option<File>,
}

impl SqliteStore {
    /// Opens the store of a folder for the one process that tends it, making or renewing it as needed.
    ///
    /// # Errors
    /// When another process tends it, it cannot be written, is damaged, or was written by a later version.
    pub fn open(folder: &Path) -> Result<Self> {
        open::open(folder, true)
    }

    /// Opens the store of a folder beside the process that may be tending it.
    ///
    /// # Errors
    /// As [`SqliteStore::open`], but for the other process.
    pub fn open_beside(folder: &Path) -> Result<Self> {
        open::open(folder, false)
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Does `work` in one transaction, which is on disk when this returns.
    fn write<T>(&self, work: impl FnOnce(&Transaction) -> rusqlite::Result<T>) -> Result<T> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let steps = || -> std::result::Result<T, (rusqlite::Error, bool)> {
            let undone = |error| (error, true);
            let transaction =
                writer.transaction_with_behavior(TransactionBehavior::Immediate).map_err(undone)?;
            let value = work(&transaction).map_err(undone)?;
            transaction.commit().map_err(|error| (error, false))?;
            Ok(value)
        };
        // `work` runs once: the closure around it is called once.
        steps().map_err(|(error, undone)| self.explain(error, undone))
    }

    /// Does `work` on a reader, all of it on one state of the store.
    fn read<T>(&self, work: impl FnOnce(&Transaction) -> rusqlite::Result<T>) -> Result<T> {
        let kept = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut reader = match kept {
            Some(reader) => reader,
            None => open::reader(&self.folder).map_err(|error| self.explain(error, true))?,
        };
        let value = (|| {
            let transaction = reader.transaction()?;
            let value = work(&transaction)?;
            transaction.finish()?;
            Ok(value)
        })();
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < READERS {
            readers.push(reader);
        }
        value.map_err(|error| self.explain(error, true))
    }

    fn explain(&self, error: rusqlite::Error, undone: bool) -> StoreError {
        open::explain(&self.folder, error, undone)
    }
}

/// Asks something of the transaction by a statement that is prepared once per connection.
macro_rules! rows {
    ($tx:expr, $sql:expr, $params:expr, $map:expr) => {{
        let mut statement = $tx.prepare_cached($sql)?;
        let rows = statement.query_map($params, $map)?.collect::<rusqlite::Result<Vec<_>>>()?;
        rows
    }};
}
/// The same for one row or none.
macro_rules! row {
    ($tx:expr, $sql:expr, $params:expr, $map:expr) => {{
        use rusqlite::OptionalExtension;
        $tx.prepare_cached($sql)?.query_row($params, $map).optional()?
    }};
}
/// The same for a statement that only does; how many rows it touched.
macro_rules! done {
    ($tx:expr, $sql:expr, $params:expr) => {
        $tx.prepare_cached($sql)?.execute($params)?
    };
}
use {done, row, rows};

#[cfg(test)]
mod tests;
