//! The promises of every store, and what only a store on disk can break.

use super::{FILE, SqliteStore, restore};
use crate::store::*;
use std::path::Path;

fn fresh() -> (SqliteStore, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (SqliteStore::open(folder.path()).unwrap(), folder)
}

crate::store::contract::suite!(fresh());

#[test]
fn a_second_service_is_told_who_has_the_folder() {
    let (store, folder) = fresh();
    let error = SqliteStore::open(folder.path()).unwrap_err().to_string();
    assert!(error.contains(&format!("process {}", std::process::id())), "{error}");
    SqliteStore::open_beside(folder.path()).unwrap().set_note("a", "1").unwrap();
    assert_eq!(store.note("a").unwrap().as_deref(), Some("1"));
    drop(store);
    SqliteStore::open(folder.path()).unwrap();
}

#[test]
fn a_store_of_every_format_opens() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stores");
    for format in 1..=super::open::FORMAT {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(kept.join(format!("format-{format}.db")), folder.path().join(FILE)).unwrap();
        let store = SqliteStore::open(folder.path()).unwrap();
        let counts = store.counts().unwrap();
        assert_eq!((counts.articles, counts.stories, counts.editions), (1, 1, 1), "format {format}");
        let page = store.stories(&StoryQuery { limit: 9, ..StoryQuery::default() }).unwrap();
        let told = store.told(page.rows[0].id).unwrap().unwrap();
        assert_eq!(store.wordings(&told.versions).unwrap().len(), 1);
        assert!(store.edition_story(1, page.rows[0].id).unwrap().is_some());
    }
}

/// Writes the store that [`a_store_of_every_format_opens`] keeps of the present format:
/// `cargo test -p newsloom --lib keep_the_present_format -- --ignored`, once per new format.
#[test]
#[ignore = "writes into the tree"]
fn keep_the_present_format() {
    let (store, _folder) = fresh();
    contract::a_store_to_keep(&store);
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stores");
    std::fs::create_dir_all(&kept).unwrap();
    store.backup(&kept.join(format!("format-{}.db", super::open::FORMAT))).unwrap();
}

#[test]
fn a_later_or_foreign_database_is_left_alone() {
    let (store, folder) = fresh();
    drop(store);
    let database = rusqlite::Connection::open(folder.path().join(FILE)).unwrap();
    database.pragma_update(None, "user_version", 99).unwrap();
    drop(database);
    assert!(matches!(SqliteStore::open(folder.path()), Err(StoreError::TooNew { found: 99, .. })));
    let folder = tempfile::tempdir().unwrap();
    rusqlite::Connection::open(folder.path().join(FILE))
        .unwrap()
        .execute_batch("create table x (y)")
        .unwrap();
    assert!(matches!(SqliteStore::open(folder.path()), Err(StoreError::Damaged { .. })));
    std::fs::write(
        folder.path().join(FILE),
        "not a database, but long enough to be looked at closely".repeat(99),
    )
    .unwrap();
    assert!(matches!(SqliteStore::open(folder.path()), Err(StoreError::Damaged { .. })));
}

#[test]
fn a_backup_brings_the_store_back() {
    let (store, folder) = fresh();
    contract::a_store_to_keep(&store);
    let file = folder.path().join("copy.db");
    store.backup(&file).unwrap();
    assert!(matches!(store.backup(&file), Err(StoreError::Refused(_))));
    store.set_note("later", "1").unwrap();
    assert!(matches!(restore(folder.path(), &file, false), Err(StoreError::InUse { .. })));
    drop(store);
    assert!(restore(folder.path(), &folder.path().join("none"), true).is_err());
    let aside = restore(folder.path(), &file, false).unwrap().unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    assert_eq!((store.note("later").unwrap(), store.counts().unwrap().stories), (None, 1));
    drop(store);
    // The store from before is whole, with what was only in its log.
    let elsewhere = tempfile::tempdir().unwrap();
    restore(elsewhere.path(), &aside, false).unwrap();
    assert!(SqliteStore::open(elsewhere.path()).unwrap().note("later").unwrap().is_some());
}
