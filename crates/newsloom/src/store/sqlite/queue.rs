//! The queue.

use super::packed::from_json;
use super::values::{ms, time_opt};
use super::{SqliteStore, done, rows};
use crate::store::rows::*;
use crate::store::{Queue, Result};
use newsloom_core::model::Timestamp;
use rusqlite::params;

impl Queue for SqliteStore {
    fn claim(&self, now: Timestamp, lease: Timestamp, limit: usize) -> Result<Vec<Claimed>> {
        self.write(|tx| {
            let sql = "select body, attempts from jobs where due <= ?1 and coalesce(lease, 0) <= ?1 \
                       order by due, key limit ?2";
            let claimed = rows!(tx, sql, params![ms(now), limit as i64], |row| {
                Ok(Claimed { job: from_json(row.get_ref(0)?.as_str()?)?, attempts: row.get(1)? })
            });
            for Claimed { job, .. } in &claimed {
                done!(tx, "update jobs set lease = ? where key = ?", params![ms(lease), job.key]);
            }
            Ok(claimed)
        })
    }

    fn release(&self) -> Result<u64> {
        self.write(|tx| Ok(done!(tx, "update jobs set lease = null where lease is not null", []) as u64))
    }

    fn next_job(&self) -> Result<Option<Timestamp>> {
        let sql = "select min(max(due, coalesce(lease, due))) from jobs";
        self.read(|tx| tx.query_row(sql, [], |row| time_opt(row, 0)))
    }
}
