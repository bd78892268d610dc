//! Looking after the whole.

use super::packed::{pack_bytes, unpack_bytes};
use super::values::{count, ms, ms_opt};
use super::{FILE, SqliteStore, backup, done, row, rows};
use crate::store::rows::*;
use crate::store::{Care, Result};
use rusqlite::{Transaction, params};
use std::path::Path;

fn number(tx: &Transaction, sql: &str) -> rusqlite::Result<u64> {
    tx.prepare_cached(sql)?.query_row([], |row| count(row, 0))
}

impl Care for SqliteStore {
    fn counts(&self) -> Result<Counts> {
        let bytes = [FILE.to_owned(), format!("{FILE}-wal")]
            .iter()
            .filter_map(|name| Some(std::fs::metadata(self.folder.join(name)).ok()?.len()))
            .sum();
        self.read(|tx| {
            Ok(Counts {
                articles: number(tx, "select count(*) from articles")?,
                versions: number(tx, "select count(*) from tape")?,
                last_arrival: number(
                    tx,
                    "select coalesce(max(seq), 0) from sqlite_sequence where name = 'tape'",
                )?,
                unplaced: number(tx, "select count(*) from articles where placed is null")?,
                stories: number(tx, "select count(*) from stories")?,
                last_change: number(tx, "select coalesce(max(seq), 0) from changes")?,
                editions: number(tx, "select count(*) from editions")?,
                sources: number(tx, "select count(*) from sources")?,
                failing: number(tx, "select count(*) from sources where failing")?,
                jobs: number(tx, "select count(*) from jobs")?,
                pages: number(tx, "select count(*) from pages")?,
                bytes,
            })
        })
    }

    fn backup(&self, file: &Path) -> Result<()> {
        backup::backup(&self.folder, file)
    }

    fn damages(&self) -> Result<Vec<String>> {
        self.read(|tx| {
            let found = rows!(tx, "pragma quick_check(20)", [], |row| row.get::<_, String>(0));
            Ok(found.into_iter().filter(|line| line != "ok").collect())
        })
    }

    fn retain(&self, until: &Retention, only_look: bool) -> Result<Retained> {
        self.write(|tx| {
            tx.execute_batch(
                "create temp table if not exists old_stories (id text primary key); delete from old_stories;
                 create temp table if not exists old_articles (id text primary key); delete from old_articles;",
            )?;
            if let Some(before) = until.stories {
                done!(tx, "insert into old_stories select id from stories where last < ?", [ms(before)]);
                tx.execute_batch(
                    "insert into old_articles select id from articles where story in (select id from old_stories)
                     and id not in (select article from cited)",
                )?;
            }
            let marks = ms_opt(until.marks);
            let (pages, sessions) = (ms_opt(until.pages), ms_opt(until.sessions));
            let one = |sql: &str, before: Option<i64>| tx.query_row(sql, [before], |row| count(row, 0));
            let retained = Retained {
                pages: one("select count(*) from pages where fetched_at < ?", pages)?,
                marks: one("select count(*) from marks where at < ?", marks)?,
                sessions: one("select count(*) from sessions where until < ?", sessions)?,
                stories: number(tx, "select count(*) from old_stories")?,
                articles: number(tx, "select count(*) from old_articles")?,
            };
            if only_look || retained == Retained::default() {
                return Ok(retained);
            }
            done!(tx, "delete from pages where fetched_at < ?", [pages]);
            done!(tx, "delete from marks where at < ?", [marks]);
            done!(tx, "delete from sessions where until < ?", [sessions]);
            for story in rows!(tx, "select id from old_stories", [], |row| super::values::id(row, 0)) {
                super::told::end(tx, story, None)?;
            }
            tx.execute_batch(
                "delete from tape where article in (select id from old_articles);
                 delete from edits where article in (select id from old_articles);
                 delete from articles where id in (select id from old_articles);",
            )?;
            Ok(retained)
        })
    }

    fn snapshot(&self) -> Result<Option<Snapshot>> {
        self.read(|tx| {
            Ok(row!(tx, "select step, placed, body from snapshot where id = 1", [], |row| {
                Ok(Snapshot {
                    step: count(row, 0)?,
                    placed: count(row, 1)?,
                    bytes: unpack_bytes(row.get_ref(2)?.as_blob()?)?,
                })
            }))
        })
    }

    fn keep_snapshot(&self, snapshot: &Snapshot) -> Result<()> {
        let body = pack_bytes(&snapshot.bytes).map_err(|error| self.explain(error, true))?;
        self.write(|tx| {
            let sql = "insert or replace into snapshot (id, step, placed, body) values (1, ?, ?, ?)";
            done!(tx, sql, params![snapshot.step as i64, snapshot.placed as i64, body]);
            Ok(())
        })
    }

    fn note(&self, key: &str) -> Result<Option<String>> {
        self.read(|tx| Ok(row!(tx, "select value from notes where key = ?", [key], |row| row.get(0))))
    }

    fn set_note(&self, key: &str, value: &str) -> Result<()> {
        self.write(|tx| {
            done!(tx, "insert or replace into notes (key, value) values (?, ?)", [key, value]);
            Ok(())
        })
    }
}
