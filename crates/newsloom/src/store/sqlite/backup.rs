//! A copy while others write, and the way back.

use super::{FILE, open};
use crate::store::{Result, StoreError};
use rusqlite::Connection;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Writes a copy of the store of `folder`, as it is at one moment, to `file`.
pub(super) fn backup(folder: &Path, file: &Path) -> Result<()> {
    if file.exists() {
        return Err(StoreError::Refused(format!("{} is there already; name another file", file.display())));
    }
    let place = file.parent().filter(|place| !place.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let draft = beside(file, "part");
    let _ = fs::remove_file(&draft);
    let copied = (|| {
        let failed = |error| open::explain(place, error, true);
        let database = Connection::open(folder.join(FILE)).map_err(failed)?;
        let name = draft.to_str().ok_or_else(|| {
            StoreError::Refused(format!("{} is no name that SQLite takes; use another", file.display()))
        })?;
        // Reads one state of the store; writers go on beside it.
        database.execute("vacuum into ?", [name]).map_err(failed)?;
        File::open(&draft).and_then(|copy| copy.sync_all()).map_err(|error| open::io(place, &error))?;
        fs::rename(&draft, file).map_err(|error| open::io(place, &error))?;
        sync_folder(place)
    })();
    if copied.is_err() {
        let _ = fs::remove_file(&draft);
    }
    copied
}

/// Puts a backup in the place of the store of `folder`. The store that was there is kept beside it; its new name is
/// given back. With `only_look`, everything is checked and nothing is written.
///
/// # Errors
/// When the backup is none, is damaged, or another process tends the folder.
pub fn restore(folder: &Path, backup: &Path, only_look: bool) -> Result<Option<PathBuf>> {
    open::format_of(backup)?;
    whole(backup)?;
    let there = folder.join(FILE);
    let aside = there.exists().then(|| {
        (1..)
            .map(|n| folder.join(format!("{FILE}.before-restore-{n}")))
            .find(|path| !path.exists())
            .unwrap_or_default()
    });
    if only_look {
        return Ok(aside);
    }
    let failed = |error: std::io::Error| open::io(folder, &error);
    fs::create_dir_all(folder).map_err(failed)?;
    let _lock = open::lock(folder)?;
    let draft = beside(&there, "restored");
    fs::copy(backup, &draft).map_err(failed)?;
    File::open(&draft).and_then(|copy| copy.sync_all()).map_err(failed)?;
    if let Some(aside) = &aside {
        // What is only in the log goes into the file, so that the file alone is the old store.
        if let Ok(old) = Connection::open(&there) {
            let _ = old.pragma_update_and_check(None, "wal_checkpoint", "truncate", |_| Ok(()));
        }
        fs::rename(&there, aside).map_err(failed)?;
    }
    for ending in ["-wal", "-shm"] {
        let _ = fs::remove_file(folder.join(format!("{FILE}{ending}")));
    }
    fs::rename(&draft, &there).map_err(failed)?;
    sync_folder(folder)?;
    Ok(aside)
}

/// Whether a database file is whole.
fn whole(file: &Path) -> Result<()> {
    let failed = |error| open::explain(file.parent().unwrap_or(Path::new(".")), error, true);
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let database = Connection::open_with_flags(file, flags).map_err(failed)?;
    let said: String = database.query_row("pragma quick_check(1)", [], |row| row.get(0)).map_err(failed)?;
    if said == "ok" {
        return Ok(());
    }
    Err(StoreError::Damaged { what: format!("the backup {} is damaged: {said}", file.display()) })
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

/// A rename is durable once its folder is synced.
fn sync_folder(folder: &Path) -> Result<()> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| open::io(folder, &error))
}
