//! Keeps the search index up with the store. How far it has come stands in the index itself, so a crash or a lost index
//! costs work, never words.

use crate::search::{Entry, Index, Kind, SearchError};
use crate::store::{Store, StoreError, Version};
use newsloom_core::flow;
use newsloom_core::model::{Article, Digest, MentionKind, PersonKind, StoryId, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// Wordings or changes read from the store in one step.
const STEP: usize = 500;
/// Entries between two commits while the index is far behind.
const COMMIT_EVERY: usize = 20_000;
/// Bytes of an article within which people are looked for.
const NAMES_WITHIN: usize = 64 << 10;

/// Why following stopped; it may be tried again.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The index could not be written.
    #[error(transparent)]
    Search(#[from] SearchError),
}

/// How far the index has come: tape number and change number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Mark {
    arrival: u64,
    change: u64,
}

impl Mark {
    fn read(index: &Index) -> Self {
        let read = |mark: String| {
            let (arrival, change) = mark.split_once(' ')?;
            Some(Self { arrival: arrival.parse().ok()?, change: change.parse().ok()? })
        };
        index.mark().and_then(read).unwrap_or_default()
    }
}

/// Brings the index up to the store; how many entries were written. Stops between two steps when `stop` says so.
///
/// # Errors
/// When the store or the index fails; what was committed before stays.
pub fn catch_up(
    store: &dyn Store,
    index: &Index,
    core: &flow::Config,
    stop: impl Fn() -> bool,
) -> Result<usize, FollowError> {
    let mut mark = Mark::read(index);
    let from_nothing = mark == Mark::default();
    let mut write = Write { index, written: 0, waiting: 0 };
    while !stop() {
        let versions = store.tape(mark.arrival, STEP)?;
        let Some(last) = versions.last() else { break };
        mark.arrival = last.arrival;
        // Of several wordings in one step only the latest counts.
        let latest: BTreeMap<_, _> = versions.iter().map(|version| (version.article.id, version)).collect();
        let entries: Vec<Entry> = latest.values().map(|version| article_entry(version, core)).collect();
        write.put(&entries, mark)?;
    }
    while !stop() {
        let changes = store.changes(mark.change, STEP)?;
        let Some(last) = changes.last() else { break };
        mark.change = last.seq;
        let touched: BTreeSet<StoryId> = changes
            .iter()
            .flat_map(|change| std::iter::once(change.change.story).chain(change.change.other))
            .collect();
        let mut gone = Vec::new();
        let mut entries = Vec::new();
        for id in touched {
            match store.told(id)? {
                Some(told) => entries.push(story_entry(&told.digest)),
                None => gone.push(id.to_string()),
            }
        }
        if !from_nothing || !gone.is_empty() {
            index.remove(&gone)?;
        }
        write.put(&entries, mark)?;
    }
    if mark != Mark::read(index) {
        write.commit(mark)?;
    }
    Ok(write.written)
}

/// Writes entries, with a commit now and then.
struct Write<'a> {
    index: &'a Index,
    written: usize,
    waiting: usize,
}

impl Write<'_> {
    fn put(&mut self, entries: &[Entry], mark: Mark) -> Result<(), SearchError> {
        self.index.put(entries)?;
        self.written += entries.len();
        self.waiting += entries.len();
        if self.waiting >= COMMIT_EVERY {
            self.commit(mark)?;
        }
        Ok(())
    }

    fn commit(&mut self, mark: Mark) -> Result<(), SearchError> {
        self.waiting = 0;
        self.index.commit(&format!("{} {}", mark.arrival, mark.change))
    }
}

/// The entry of an article in its latest wording.
pub fn article_entry(version: &Version, core: &flow::Config) -> Entry {
    let article = &version.article;
    let mut people = BTreeSet::new();
    if article.text.len() <= NAMES_WITHIN {
        let analysis = flow::analyze(article, core);
        for mention in analysis.mentions.iter().filter(|mention| mention.kind == MentionKind::Person) {
            people.insert(mention.span.of(&article.text).to_owned());
        }
    }
    entry_of(article, people.into_iter().collect(), version.seen_at)
}

/// The entry of an article in which these people are named; one without a date has the time at which it was seen.
pub fn entry_of(article: &Article, people: Vec<String>, seen_at: Timestamp) -> Entry {
    let published = article.published.map_or(seen_at, |dated| dated.order());
    Entry {
        kind: Kind::Article,
        id: article.id.to_string(),
        title: article.title.clone(),
        text: article.text.clone(),
        sources: vec![article.outlet.domain.clone()],
        people,
        authors: article.authors.clone(),
        language: article.language,
        published: Some(published.as_second()),
    }
}

/// The entry of a story: its told lines.
pub fn story_entry(digest: &Digest) -> Entry {
    let lines =
        digest.summary.iter().chain(&digest.key_points).chain(&digest.background).chain(&digest.whats_next);
    let text: Vec<&str> = lines.map(|line| line.text.as_str()).collect();
    let text = text.join("\n\n");
    let people = digest
        .people
        .iter()
        .filter(|person| person.kind == PersonKind::Person)
        .flat_map(|person| std::iter::once(&person.name).chain(&person.aliases).cloned())
        .collect();
    Entry {
        kind: Kind::Story,
        id: digest.story.to_string(),
        title: digest.title.text.clone(),
        language: newsloom_core::text::language::detect(&text),
        text,
        sources: digest.sources.iter().map(|source| source.domain.clone()).collect(),
        people,
        authors: Vec::new(),
        published: digest.freshest.map(|at| at.as_second()),
    }
}
