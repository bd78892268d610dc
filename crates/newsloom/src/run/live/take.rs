//! What came is read on every core and written down.

use super::entries::{self, Entries};
use super::pages::{self, Done, Work};
use super::schedule::{Heard, after, heard, moved};
use super::{Live, What, lock, websub};
use crate::fetch::{Answer, FetchError};
use crate::run::wide;
use crate::store::{Arrived, Job, NewArticle, Polled, Result, SourceRow, Taken};
use newsloom_core::model::{ArticleId, RawId, Timestamp};
use newsloom_core::text::hash::key64;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

type Answered = std::result::Result<Answer, FetchError>;

/// Failing sources that a status names.
const MOST_NAMED: usize = 20;

impl Live {
    /// Takes in answers, and work that needed none.
    pub(super) fn take(&mut self, answers: Vec<(u64, Answered)>, mut work: Vec<Work>) -> Result<()> {
        let now = self.clock.now();
        let mut polls = Vec::new();
        for (tag, answer) in answers {
            // A tag that is not known was given up.
            let Some(errand) = self.in_flight.remove(&tag) else { continue };
            self.hosts.end(&errand.host, now);
            if let Ok(answer) = &answer
                && matches!(answer.status, 429 | 503)
                && let Some(wait) = answer.retry_after
            {
                self.hosts.hold(&errand.host, wait.end(now));
            }
            match errand.what {
                What::Poll(source) => {
                    self.asking.remove(&source.id);
                    polls.push((*source, answer));
                }
                What::Page(claimed) => {
                    work.push(Work { claimed: *claimed, answer: Some(answer), forbidden: None });
                }
                What::Hub(source) => websub::heard(source, &answer),
                What::Robots(origin) => {
                    self.asking_robots.remove(&origin);
                    if let Some(pause) = self.rules.heard(self.store.as_ref(), &origin, answer, now)? {
                        self.hosts.set_pause(&errand.host, pause, now);
                    }
                }
            }
        }
        self.take_polls(polls, now)?;
        self.take_pages(work, now)
    }

    fn take_polls(&mut self, polls: Vec<(SourceRow, Answered)>, now: Timestamp) -> Result<()> {
        if polls.is_empty() {
            return Ok(());
        }
        let (core, most) = (&self.config.core, self.config.fetch.entries_per_feed);
        let read = wide::each(polls, |(source, answer)| {
            let entries = new_body(&source, &answer).map(|(body, answer)| {
                let read = catch_unwind(AssertUnwindSafe(|| entries::read(&source, answer, most, core, now)));
                let fault = || Entries {
                    nothing: Some("a fault in newsloom while reading it".to_owned()),
                    ..Entries::default()
                };
                (body, read.unwrap_or_else(|_| fault()))
            });
            (source, answer, entries)
        });
        for (source, answer, entries) in read {
            self.look_for_hub(&source, &answer, now)?;
            match self.take_poll(&source, &answer, entries, now) {
                // Removed while it was asked: nothing to write.
                Err(crate::store::StoreError::Missing(_)) => {}
                other => other?,
            }
        }
        Ok(())
    }

    fn take_poll(
        &mut self,
        source: &SourceRow,
        answer: &Answered,
        entries: Option<(u64, Entries)>,
        now: Timestamp,
    ) -> Result<()> {
        let mut heard = heard(answer, now);
        let Some((body, entries)) = entries else {
            self.note(source, &heard);
            let state = after(source, answer, &heard, now, self.bounds);
            let to = moved(&state);
            if to.is_none() {
                return self.store.set_poll(source.id, &state);
            }
            return self.write_poll(source, state, to, Entries::default(), Vec::new(), now);
        };
        if let Some(nothing) = &entries.nothing {
            heard = Heard::Failed { words: format!("gives nothing that can be read: {nothing}"), wait: None };
        }
        let marks: Vec<_> = entries.items.iter().map(|(mark, _)| *mark).collect();
        let unmet = self.store.unmet(source.id, &marks)?;
        let fresh: Vec<_> = entries
            .items
            .iter()
            .zip(&unmet)
            .filter(|(_, unmet)| **unmet)
            .map(|((_, item), _)| item.clone())
            .collect();
        if !fresh.is_empty() {
            heard = Heard::News;
        }
        lock(&self.status).entries += fresh.len() as u64;
        self.note(source, &heard);
        let mut state = after(source, answer, &heard, now, self.bounds);
        state.body = Some(body);
        state.newest = entries.newest.max(state.newest);
        let mut jobs: Vec<Job> = Vec::new();
        if !source.rules.muted {
            jobs = fresh.into_iter().map(|item| entries::job(source, item)).collect();
            self.leave_out_known(source, &mut jobs)?;
            let articles: Vec<NewArticle> = entries
                .articles
                .iter()
                .map(|(article, _)| NewArticle {
                    article: article.clone(),
                    raw: None,
                    source: Some(source.id),
                    seen_at: now,
                })
                .collect();
            self.arrive(Arrived { articles, ..Arrived::default() }, now)?;
        }
        let to = moved(&state);
        self.write_poll(source, state, to, entries, jobs, now)
    }

    fn write_poll(
        &mut self,
        source: &SourceRow,
        state: crate::store::PollState,
        to: Option<String>,
        entries: Entries,
        jobs: Vec<Job>,
        now: Timestamp,
    ) -> Result<()> {
        if let Some(to) = &to {
            self.store.set_moved(&source.url, to, now)?;
        }
        if !jobs.is_empty() {
            // Look for them at once.
            self.look = now;
            self.more = true;
        }
        self.store.polled(&Polled {
            source: source.id,
            state,
            title: entries.title,
            moved_to: to,
            marks: entries.items.iter().map(|(mark, _)| *mark).collect(),
            jobs,
            at: now,
        })
    }

    /// A page that another source led to is not fetched again for this one.
    fn leave_out_known(&self, source: &SourceRow, jobs: &mut Vec<Job>) -> Result<()> {
        let id = |job: &Job| job.item.url.as_deref().map(|url| ArticleId::of(&[url.as_bytes(), b"0"]));
        let ids: Vec<_> = jobs.iter().filter(|job| job.fetch).filter_map(id).collect();
        let known: Vec<_> = self
            .store
            .rows(&ids)?
            .into_iter()
            .filter(|row| row.source != Some(source.id))
            .map(|row| row.id)
            .collect();
        jobs.retain(|job| id(job).is_none_or(|id| !known.contains(&id)));
        Ok(())
    }

    /// Counts a poll.
    fn note(&self, source: &SourceRow, heard: &Heard) {
        let mut status = lock(&self.status);
        let words = match heard {
            Heard::News | Heard::Nothing => {
                status.polls += 1;
                return;
            }
            Heard::Failed { words, .. } => words.clone(),
            Heard::Gone => "answers 410: it is gone for good".to_owned(),
        };
        tracing::info!(source = %source.url, %words, "a source failed");
        status.failures += 1;
        status.failing.push((source.url.clone(), words));
        if status.failing.len() > MOST_NAMED {
            status.failing.remove(0);
        }
    }

    fn take_pages(&mut self, work: Vec<Work>, now: Timestamp) -> Result<()> {
        if work.is_empty() {
            return Ok(());
        }
        let fetched = work.iter().filter(|work| work.answer.is_some()).count();
        let core = &self.config.core;
        let done = wide::each(work, |work| {
            let claimed = work.claimed.clone();
            // A document on which reading fails costs that document.
            catch_unwind(AssertUnwindSafe(|| pages::read(work, core, now))).unwrap_or_else(|_| Done {
                claimed,
                articles: Vec::new(),
                page: None,
                again: None,
                why: Some("a fault in newsloom while reading it; please report it".to_owned()),
            })
        });
        let mut arrived = Arrived::default();
        let mut kept = Vec::new();
        for Done { claimed, articles, page, again, why } in done {
            if let Some(again) = again {
                arrived.postponed.push(again);
                continue;
            }
            if articles.is_empty() {
                let why = why.as_deref().unwrap_or("no article was found in it");
                tracing::info!(page = %claimed.job.key, %why, "nothing was taken from a page");
            }
            let raw = page.as_ref().map(crate::store::RawPage::id);
            if self.config.live.keep_pages_days > 0 {
                kept.extend(page.filter(|_| !articles.is_empty()));
            }
            arrived.articles.extend(articles.into_iter().map(|(article, _)| NewArticle {
                article,
                raw: raw.filter(|_| self.config.live.keep_pages_days > 0),
                source: Some(claimed.job.source),
                seen_at: now,
            }));
            arrived.done.push(claimed.job.key);
        }
        if !kept.is_empty() {
            self.store.keep(&kept)?;
        }
        lock(&self.status).pages += fetched as u64;
        self.arrive(arrived, now)
    }

    fn arrive(&mut self, mut arrived: Arrived, now: Timestamp) -> Result<()> {
        if arrived.articles.is_empty() && arrived.done.is_empty() && arrived.postponed.is_empty() {
            return Ok(());
        }
        self.embed(&mut arrived.articles)?;
        let taken = self.store.arrive(&arrived)?;
        if let Some(file) = &self.confirm {
            confirm(file, &arrived);
        }
        let new = taken.iter().filter(|taken| **taken == Taken::New).count();
        let edited = taken.iter().filter(|taken| matches!(taken, Taken::Edited { .. })).count();
        if new + edited > 0 {
            self.unplaced_since = self.unplaced_since.or(Some(now));
            tracing::info!(new, edited, "articles were taken in");
        }
        let mut status = lock(&self.status);
        status.articles += new as u64;
        status.edits += edited as u64;
        Ok(())
    }

    /// Asks what the texts mean that the store does not have yet. What is said is stored with them, so that a desk made again is
    /// the same desk.
    fn embed(&self, articles: &mut [NewArticle]) -> Result<()> {
        let Some(embedder) = &self.models.embedder else { return Ok(()) };
        let ids: Vec<ArticleId> = articles.iter().map(|new| new.article.id).collect();
        let known: BTreeSet<_> =
            self.store.rows(&ids)?.into_iter().map(|row| (row.id, row.version)).collect();
        let new = |new: &&mut NewArticle| !known.contains(&(new.article.id, new.article.version));
        embedder.fill(articles.iter_mut().filter(new).map(|new| &mut new.article));
        Ok(())
    }
}

/// The body of an answer that is not the one of last time, with its hash.
fn new_body<'a>(source: &SourceRow, answer: &'a Answered) -> Option<(u64, &'a Answer)> {
    let answer = answer.as_ref().ok().filter(|answer| (200..300).contains(&answer.status))?;
    let hash = key64(&RawId::of(&[&answer.body]).to_string());
    (source.poll.body != Some(hash)).then_some((hash, answer))
}

/// Says that articles are safely kept.
fn confirm(file: &std::path::Path, arrived: &Arrived) {
    use std::io::Write;
    let lines: String = arrived.articles.iter().map(|new| format!("{}\n", new.article.id)).collect();
    let open = std::fs::OpenOptions::new().create(true).append(true).open(file);
    if let Err(error) = open.and_then(|mut file| file.write_all(lines.as_bytes())) {
        tracing::warn!(%error, "what is kept cannot be confirmed");
    }
}
