//! Sources, and what hosts said.

use super::open::ours;
use super::packed::{from_json, json};
use super::values::{count, id, ms, ms_opt, text, time, time_opt};
use super::{SqliteStore, done, row, rows};
use crate::store::rows::*;
use crate::store::{Result, Sources, StoreError};
use newsloom_core::model::{SourceId, Timestamp};
use rusqlite::{Row, Transaction, params};

const SOURCE: &str = "id, url, title, grp, rules, added_at, due, article_at, articles, poll, websub";

fn source(row: &Row) -> rusqlite::Result<SourceRow> {
    let poll: PollState = from_json(row.get_ref(9)?.as_str()?)?;
    Ok(SourceRow {
        id: id(row, 0)?,
        url: row.get(1)?,
        title: row.get(2)?,
        group: from_json(row.get_ref(3)?.as_str()?)?,
        rules: from_json(row.get_ref(4)?.as_str()?)?,
        added_at: time(row, 5)?,
        poll: PollState {
            due: time_opt(row, 6)?,
            article_at: time_opt(row, 7)?,
            articles: count(row, 8)?,
            websub: row.get_ref(10)?.as_str_or_null()?.map(from_json).transpose()?,
            ..poll
        },
    })
}

/// Writes how polling goes. The columns that count articles are the tape's, that of the
/// subscription is set apart.
fn set_poll(tx: &Transaction, id: SourceId, state: &PollState) -> rusqlite::Result<()> {
    let sql = "update sources set due = ?, failing = ?, poll = ? where id = ?";
    touched(
        done!(tx, sql, params![ms_opt(state.due), state.failing_since.is_some(), json(state)?, text(id)]),
        id,
    )
}

/// An error where no row was touched.
fn touched(rows: usize, id: SourceId) -> rusqlite::Result<()> {
    if rows == 0 { Err(ours(StoreError::Missing(format!("source {id}")))) } else { Ok(()) }
}

impl Sources for SqliteStore {
    fn add_source(&self, source: &NewSource) -> Result<(SourceId, bool)> {
        let id = SourceId::of(&[source.url.as_bytes()]);
        let title = if source.title.is_empty() { &source.url } else { &source.title };
        self.write(|tx| {
            let new = done!(
                tx,
                "insert or ignore into sources (id, url, title, grp, rules, added_at, due, poll) \
                 values (?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    text(id),
                    source.url,
                    title,
                    json(&source.group)?,
                    json(&source.rules)?,
                    ms(source.at),
                    ms(source.at),
                    json(&PollState::default())?
                ]
            );
            Ok((id, new > 0))
        })
    }

    fn remove_source(&self, id: SourceId) -> Result<bool> {
        self.write(|tx| {
            done!(tx, "delete from marks where source = ?", [text(id)]);
            done!(tx, "delete from jobs where source = ?", [text(id)]);
            Ok(done!(tx, "delete from sources where id = ?", [text(id)]) > 0)
        })
    }

    fn set_rules(&self, id: SourceId, title: Option<&str>, group: &Group, rules: &SourceRules) -> Result<()> {
        self.write(|tx| {
            let sql = "update sources set title = coalesce(?, title), grp = ?, rules = ? where id = ?";
            touched(done!(tx, sql, params![title, json(group)?, json(rules)?, text(id)]), id)
        })
    }

    fn source(&self, id: SourceId) -> Result<Option<SourceRow>> {
        let sql = format!("select {SOURCE} from sources where id = ?");
        self.read(|tx| Ok(row!(tx, &sql, [text(id)], source)))
    }

    fn sources(&self) -> Result<Vec<SourceRow>> {
        let sql = format!("select {SOURCE} from sources");
        let mut rows = self.read(|tx| Ok(rows!(tx, &sql, [], source)))?;
        rows.sort_by(|a, b| (&a.group, &a.title, a.id).cmp(&(&b.group, &b.title, b.id)));
        Ok(rows)
    }

    fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<SourceRow>> {
        let sql = format!("select {SOURCE} from sources where due <= ? order by due, id limit ?");
        self.read(|tx| Ok(rows!(tx, &sql, params![ms(now), limit as i64], source)))
    }

    fn next_due(&self) -> Result<Option<Timestamp>> {
        self.read(|tx| tx.query_row("select min(due) from sources", [], |row| time_opt(row, 0)))
    }

    fn poll_at(&self, id: SourceId, at: Timestamp) -> Result<()> {
        self.write(|tx| {
            touched(done!(tx, "update sources set due = ? where id = ?", params![ms(at), text(id)]), id)
        })
    }

    fn unmet(&self, source: SourceId, marks: &[ItemMark]) -> Result<Vec<bool>> {
        let source = text(source);
        self.read(|tx| {
            let mut unmet = Vec::with_capacity(marks.len());
            for mark in marks {
                let sql = "select 1 from marks where source = ? and key = ? and print = ?";
                let met = row!(tx, sql, params![source, mark.key as i64, mark.print as i64], |_| Ok(()));
                unmet.push(met.is_none());
            }
            Ok(unmet)
        })
    }

    fn polled(&self, polled: &Polled) -> Result<()> {
        let source = text(polled.source);
        self.write(|tx| {
            set_poll(tx, polled.source, &polled.state)?;
            if let Some(title) = &polled.title {
                done!(
                    tx,
                    "update sources set title = ? where id = ? and title = url",
                    params![title, source]
                );
            }
            if let Some(to) = &polled.moved_to {
                let sql = "update sources set title = iif(title = url, ?1, title), url = ?1 where id = ?2";
                done!(tx, sql, params![to, source]);
            }
            for mark in &polled.marks {
                done!(
                    tx,
                    "insert or replace into marks (source, key, print, at) values (?, ?, ?, ?)",
                    params![source, mark.key as i64, mark.print as i64, ms(polled.at)]
                );
            }
            for job in &polled.jobs {
                done!(
                    tx,
                    "insert or ignore into jobs (key, source, due, attempts, body) values (?, ?, ?, 0, ?)",
                    params![job.key, text(job.source), ms(polled.at), json(job)?]
                );
            }
            Ok(())
        })
    }

    fn set_poll(&self, id: SourceId, state: &PollState) -> Result<()> {
        self.write(|tx| set_poll(tx, id, state))
    }

    fn set_websub(&self, id: SourceId, websub: Option<&WebSub>) -> Result<()> {
        self.write(|tx| {
            let websub = websub.map(json).transpose()?;
            touched(done!(tx, "update sources set websub = ? where id = ?", params![websub, text(id)]), id)
        })
    }

    fn robots(&self, origin: &str) -> Result<Option<Robots>> {
        self.read(|tx| {
            Ok(row!(tx, "select fetched_at, status, body from robots where origin = ?", [origin], |row| {
                Ok(Robots { fetched_at: time(row, 0)?, status: row.get(1)?, body: row.get(2)? })
            }))
        })
    }

    fn set_robots(&self, origin: &str, robots: &Robots) -> Result<()> {
        self.write(|tx| {
            let sql = "insert or replace into robots (origin, fetched_at, status, body) values (?, ?, ?, ?)";
            done!(tx, sql, params![origin, ms(robots.fetched_at), robots.status, robots.body]);
            Ok(())
        })
    }

    fn moved(&self, url: &str) -> Result<Option<String>> {
        self.read(|tx| Ok(row!(tx, "select target from moved where url = ?", [url], |row| row.get(0))))
    }

    fn set_moved(&self, url: &str, to: &str, at: Timestamp) -> Result<()> {
        self.write(|tx| {
            done!(
                tx,
                "insert or replace into moved (url, target, at) values (?, ?, ?)",
                params![url, to, ms(at)]
            );
            Ok(())
        })
    }
}
