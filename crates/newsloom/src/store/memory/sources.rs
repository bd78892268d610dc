//! Sources, what hosts said, and the queue.

use super::{MemoryStore, Waiting};
use crate::store::rows::*;
use crate::store::{Queue, Result, Sources, StoreError};
use newsloom_core::model::{SourceId, Timestamp};

impl MemoryStore {
    fn change_source(&self, id: SourceId, with: impl FnOnce(&mut SourceRow)) -> Result<()> {
        let mut tables = self.tables();
        let row = tables.sources.get_mut(&id).ok_or_else(|| StoreError::Missing(format!("source {id}")))?;
        with(row);
        Ok(())
    }
}

impl Sources for MemoryStore {
    fn add_source(&self, source: &NewSource) -> Result<(SourceId, bool)> {
        let id = SourceId::of(&[source.url.as_bytes()]);
        let mut tables = self.tables();
        if tables.sources.contains_key(&id) {
            return Ok((id, false));
        }
        let title = if source.title.is_empty() { source.url.clone() } else { source.title.clone() };
        let poll = PollState { due: Some(source.at), ..PollState::default() };
        tables.sources.insert(
            id,
            SourceRow {
                id,
                url: source.url.clone(),
                title,
                group: source.group.clone(),
                rules: source.rules.clone(),
                added_at: source.at,
                poll,
            },
        );
        Ok((id, true))
    }

    fn remove_source(&self, id: SourceId) -> Result<bool> {
        let mut tables = self.tables();
        tables.marks.retain(|(source, _), _| *source != id);
        tables.jobs.retain(|_, waiting| waiting.job.source != id);
        Ok(tables.sources.remove(&id).is_some())
    }

    fn set_rules(&self, id: SourceId, title: Option<&str>, group: &Group, rules: &SourceRules) -> Result<()> {
        self.change_source(id, |row| {
            if let Some(title) = title {
                row.title = title.to_owned();
            }
            row.group = group.clone();
            row.rules = rules.clone();
        })
    }

    fn source(&self, id: SourceId) -> Result<Option<SourceRow>> {
        Ok(self.tables().sources.get(&id).cloned())
    }

    fn sources(&self) -> Result<Vec<SourceRow>> {
        let mut rows: Vec<SourceRow> = self.tables().sources.values().cloned().collect();
        rows.sort_by(|a, b| (&a.group, &a.title, a.id).cmp(&(&b.group, &b.title, b.id)));
        Ok(rows)
    }

    fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<SourceRow>> {
        let mut rows: Vec<SourceRow> = self
            .tables()
            .sources
            .values()
            .filter(|row| row.poll.due.is_some_and(|due| due <= now))
            .cloned()
            .collect();
        rows.sort_by_key(|row| (row.poll.due, row.id));
        rows.truncate(limit);
        Ok(rows)
    }

    fn next_due(&self) -> Result<Option<Timestamp>> {
        Ok(self.tables().sources.values().filter_map(|row| row.poll.due).min())
    }

    fn poll_at(&self, id: SourceId, at: Timestamp) -> Result<()> {
        self.change_source(id, |row| row.poll.due = Some(at))
    }

    fn unmet(&self, source: SourceId, marks: &[ItemMark]) -> Result<Vec<bool>> {
        let tables = self.tables();
        let met =
            |mark: &ItemMark| tables.marks.get(&(source, mark.key)).is_some_and(|kept| kept.0 == mark.print);
        Ok(marks.iter().map(|mark| !met(mark)).collect())
    }

    fn polled(&self, polled: &Polled) -> Result<()> {
        self.change_source(polled.source, |row| {
            set_poll(row, &polled.state);
            if let Some(title) = polled.title.as_ref().filter(|_| row.title == row.url) {
                row.title = title.clone();
            }
            if let Some(to) = &polled.moved_to {
                if row.title == row.url {
                    row.title = to.clone();
                }
                row.url = to.clone();
            }
        })?;
        let mut tables = self.tables();
        for mark in &polled.marks {
            tables.marks.insert((polled.source, mark.key), (mark.print, polled.at));
        }
        for job in &polled.jobs {
            let fresh = Waiting { job: job.clone(), attempts: 0, due: polled.at, lease: None };
            tables.jobs.entry(job.key.clone()).or_insert(fresh);
        }
        Ok(())
    }

    fn set_poll(&self, id: SourceId, state: &PollState) -> Result<()> {
        self.change_source(id, |row| {
            set_poll(row, state);
        })
    }

    fn set_websub(&self, id: SourceId, websub: Option<&WebSub>) -> Result<()> {
        self.change_source(id, |row| row.poll.websub = websub.cloned())
    }

    fn robots(&self, origin: &str) -> Result<Option<Robots>> {
        Ok(self.tables().robots.get(origin).cloned())
    }

    fn set_robots(&self, origin: &str, robots: &Robots) -> Result<()> {
        self.tables().robots.insert(origin.to_owned(), robots.clone());
        Ok(())
    }

    fn moved(&self, url: &str) -> Result<Option<String>> {
        Ok(self.tables().moved.get(url).cloned())
    }

    fn set_moved(&self, url: &str, to: &str, _at: Timestamp) -> Result<()> {
        self.tables().moved.insert(url.to_owned(), to.to_owned());
        Ok(())
    }
}

/// Changes how polling goes, and what is set apart from it in no way.
fn set_poll(row: &mut SourceRow, state: &PollState) {
    let (article_at, articles, websub) = (row.poll.article_at, row.poll.articles, row.poll.websub.take());
    row.poll = PollState { article_at, articles, websub, ..state.clone() };
}

impl Queue for MemoryStore {
    fn claim(&self, now: Timestamp, lease: Timestamp, limit: usize) -> Result<Vec<Claimed>> {
        let mut tables = self.tables();
        let mut free: Vec<&mut Waiting> = tables
            .jobs
            .values_mut()
            .filter(|waiting| waiting.due <= now && waiting.lease.is_none_or(|end| end <= now))
            .collect();
        free.sort_by(|a, b| (a.due, &a.job.key).cmp(&(b.due, &b.job.key)));
        Ok(free
            .into_iter()
            .take(limit)
            .map(|waiting| {
                waiting.lease = Some(lease);
                Claimed { job: waiting.job.clone(), attempts: waiting.attempts }
            })
            .collect())
    }

    fn release(&self) -> Result<u64> {
        let mut tables = self.tables();
        let mut released = 0;
        for waiting in tables.jobs.values_mut() {
            released += u64::from(waiting.lease.take().is_some());
        }
        Ok(released)
    }

    fn next_job(&self) -> Result<Option<Timestamp>> {
        Ok(self
            .tables()
            .jobs
            .values()
            .map(|waiting| waiting.due.max(waiting.lease.unwrap_or(waiting.due)))
            .min())
    }
}
