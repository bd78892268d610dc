//! A store in memory: for tests, and the shortest statement of what a store does.

mod articles;
mod care;
mod readers;
mod sources;
mod stories;

use super::rows::*;
use newsloom_core::model::{ArticleId, EventId, RawId, SourceId, StoryId, TextHash, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A store in memory. Forgets all when it is dropped.
#[derive(Debug, Default)]
pub struct MemoryStore {
    tables: Mutex<Tables>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        // A panic in a test that holds the lock is told by that test.
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is known of an article beside its wordings.
#[derive(Clone, Debug)]
struct Known {
    /// Tape numbers of its wordings.
    wordings: Vec<u64>,
    /// Tape number of the wording that was placed.
    placed: Option<u64>,
    at: Timestamp,
    source: Option<SourceId>,
    home: Option<(StoryId, EventId)>,
}

/// A story with all that belongs to it.
#[derive(Clone, Debug)]
struct Kept {
    row: StoryRow,
    told: Told,
    members: Vec<MemberRow>,
}

/// A job in the queue.
#[derive(Clone, Debug)]
struct Waiting {
    job: Job,
    attempts: u32,
    due: Timestamp,
    lease: Option<Timestamp>,
}

#[derive(Debug, Default)]
struct Tables {
    /// The last number that the tape gave; retention may take its wording away.
    last_arrival: u64,
    tape: Vec<Version>,
    edits: Vec<Edit>,
    articles: BTreeMap<ArticleId, Known>,
    placed: Vec<u64>,
    stories: BTreeMap<StoryId, Kept>,
    aliases: BTreeMap<StoryId, StoryId>,
    changes: Vec<Change>,
    corrections: Vec<Correction>,
    /// Corrections of which the taking back was seen to.
    settled_backs: BTreeSet<u64>,
    steps: Vec<Step>,
    editions: Vec<EditionRow>,
    edition_stories: BTreeMap<(u64, StoryId), Told>,
    sources: BTreeMap<SourceId, SourceRow>,
    marks: BTreeMap<(SourceId, u64), (u64, Timestamp)>,
    jobs: BTreeMap<String, Waiting>,
    robots: BTreeMap<String, Robots>,
    moved: BTreeMap<String, String>,
    users: BTreeMap<String, User>,
    sessions: BTreeMap<String, Session>,
    tokens: BTreeMap<String, Token>,
    searches: BTreeMap<u64, SavedSearch>,
    looks: BTreeMap<(String, Option<StoryId>), LastLook>,
    preferences: BTreeMap<(String, String), String>,
    mutes: BTreeSet<(String, Mute)>,
    pages: BTreeMap<RawId, RawPage>,
    snapshot: Option<Snapshot>,
    notes: BTreeMap<String, String>,
}

impl Tables {
    fn wording(&self, arrival: u64) -> Option<&Version> {
        // Retention leaves holes, so that the number is not the index.
        let at = self.tape.binary_search_by_key(&arrival, |version| version.arrival).ok()?;
        self.tape.get(at)
    }

    fn latest(&self, id: ArticleId) -> Option<&Version> {
        self.wording(*self.articles.get(&id)?.wordings.last()?)
    }

    fn find(&self, id: ArticleId, version: TextHash) -> Option<&Version> {
        let known = self.articles.get(&id)?;
        known.wordings.iter().rev().filter_map(|n| self.wording(*n)).find(|v| v.article.version == version)
    }

    fn row(&self, id: ArticleId) -> Option<ArticleRow> {
        let known = self.articles.get(&id)?;
        let Version { arrival, article, .. } = self.latest(id)?;
        Some(ArticleRow {
            id,
            version: article.version,
            arrival: *arrival,
            url: article.url.clone(),
            title: article.title.clone(),
            domain: article.outlet.domain.clone(),
            at: known.at,
            language: article.language,
            kind: article.kind,
            source: known.source,
            story: known.home.map(|home| home.0),
            event: known.home.map(|home| home.1),
            versions: known.wordings.len() as u32,
        })
    }
}

#[cfg(test)]
mod tests {
    crate::store::contract::suite!((super::MemoryStore::new(),));
}
