//! Opening: the lock, the settings of a connection, and the way from every earlier format to the present one.

use super::{FILE, SqliteStore};
use crate::store::{Result, StoreError};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

/// What makes the database of each format out of the one before. Never changed once released; the next is appended.
const STEPS: &[&str] =
    &[include_str!("schema/0001.sql"), include_str!("schema/0002.sql"), include_str!("schema/0003.sql")];
/// Marks the file as ours ("news").
const APPLICATION: u32 = 0x6e65_7773;
/// How long a writer waits for one in another process.
const PATIENCE: Duration = Duration::from_secs(20);

/// The present format.
pub(super) const FORMAT: u32 = STEPS.len() as u32;

/// Opens a folder, alone or beside others.
pub(super) fn open(folder: &Path, alone: bool) -> Result<SqliteStore> {
    fs::create_dir_all(folder).map_err(|error| io(folder, &error))?;
    let lock = if alone { Some(lock(folder)?) } else { None };
    let failed = |error| explain(folder, error, true);
    let mut writer = Connection::open(folder.join(FILE)).map_err(failed)?;
    settings(&writer).map_err(failed)?;
    renew(&mut writer, folder)?;
    Ok(SqliteStore {
        folder: folder.to_owned(),
        writer: Mutex::new(writer),
        readers: Mutex::default(),
        _lock: lock,
    })
}

/// A connection that only reads.
pub(super) fn reader(folder: &Path) -> rusqlite::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let reader = Connection::open_with_flags(folder.join(FILE), flags)?;
    reader.busy_timeout(PATIENCE)?;
    reader.pragma_update(None, "query_only", true)?;
    reader.set_prepared_statement_cache_capacity(64);
    Ok(reader)
}

fn settings(writer: &Connection) -> rusqlite::Result<()> {
    writer.busy_timeout(PATIENCE)?;
    writer.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    // FULL: the log is synced at every commit. NORMAL would lose confirmed rows in a power cut.
    writer.pragma_update(None, "synchronous", "full")?;
    writer.pragma_update(None, "journal_size_limit", 64 << 20)?;
    writer.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// Brings the database to the present format, each step in one transaction.
fn renew(writer: &mut Connection, folder: &Path) -> Result<()> {
    let failed = |error| explain(folder, error, true);
    let number = |writer: &Connection, name: &str| {
        writer.pragma_query_value(None, name, |row| row.get::<_, u32>(0)).map_err(failed)
    };
    let (found, whose) = (number(writer, "user_version")?, number(writer, "application_id")?);
    if found > FORMAT && whose == APPLICATION {
        return Err(StoreError::TooNew { found, known: FORMAT });
    }
    if whose != APPLICATION {
        let tables: u32 =
            writer.query_row("select count(*) from sqlite_schema", [], |row| row.get(0)).map_err(failed)?;
        if tables > 0 || found > 0 {
            let what = format!("{} is a database of another program", folder.join(FILE).display());
            return Err(StoreError::Damaged { what });
        }
    }
    if found == FORMAT {
        return Ok(());
    }
    let transaction =
        writer.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(failed)?;
    // Another process may have done it while this one waited.
    let found: u32 =
        transaction.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(failed)?;
    for step in STEPS.iter().skip(found as usize) {
        transaction.execute_batch(step).map_err(failed)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION).map_err(failed)?;
    transaction.pragma_update(None, "user_version", FORMAT).map_err(failed)?;
    transaction.commit().map_err(failed)
}

/// Format of a database file.
///
/// # Errors
/// When it is no database of newsloom, or of a later version.
pub(super) fn format_of(file: &Path) -> Result<u32> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let failed = |error| explain(folder, error, true);
    let other = || StoreError::Damaged { what: format!("{} is no store of newsloom", file.display()) };
    let database = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(failed)?;
    let number = |name| database.pragma_query_value(None, name, |row| row.get::<_, u32>(0));
    let whose = number("application_id").map_err(|_| other())?;
    let found = number("user_version").map_err(failed)?;
    match (whose, found) {
        (APPLICATION, 1..=FORMAT) => Ok(found),
        (APPLICATION, _) => Err(StoreError::TooNew { found, known: FORMAT }),
        _ => Err(other()),
    }
}

/// Takes the folder for this process.
pub(super) fn lock(folder: &Path) -> Result<File> {
    let path = folder.join("newsloom.lock");
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(|error| io(folder, &error))?;
    if file.try_lock().is_err() {
        let mut pid = String::new();
        let _ = file.read_to_string(&mut pid);
        let pid = if pid.trim().is_empty() { "unknown".to_owned() } else { pid.trim().to_owned() };
        return Err(StoreError::InUse { folder: folder.to_owned(), pid });
    }
    // The number is for people; a full disk here shows itself again where it matters.
    let _ = file.set_len(0);
    let _ = writeln!(file, "{}", std::process::id());
    Ok(file)
}

/// Whether some process tends the folder now.
pub fn is_tended(folder: &Path) -> bool {
    File::open(folder.join("newsloom.lock")).is_ok_and(|file| file.try_lock().is_err())
}

/// An error of the file system in our words.
pub(super) fn io(folder: &Path, error: &std::io::Error) -> StoreError {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
            StoreError::Full { folder: folder.to_owned() }
        }
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            StoreError::ReadOnly { folder: folder.to_owned() }
        }
        _ => StoreError::Failed(format!("{}: {error}", folder.display())),
    }
}

/// An error of the database in our words. `undone` where it came before the commit.
pub(super) fn explain(folder: &Path, error: rusqlite::Error, undone: bool) -> StoreError {
    let folder = folder.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::Full { folder },
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
            StoreError::ReadOnly { folder }
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            StoreError::InUse { folder, pid: "unknown".to_owned() }
        }
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged {
            what: format!("the database {} is damaged: {error}", folder.join(FILE).display()),
        },
        _ => match error {
            rusqlite::Error::ToSqlConversionFailure(refused) => match refused.downcast::<StoreError>() {
                Ok(ours) => *ours,
                Err(other) => StoreError::Failed(other.to_string()),
            },
            error if undone => {
                StoreError::Damaged { what: format!("a row cannot be read or written: {error}") }
            }
            error => StoreError::Failed(error.to_string()),
        },
    }
}

/// Carries an error of ours through a transaction.
pub(super) fn ours(error: StoreError) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(Box::new(error))
}
