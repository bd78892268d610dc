//! The traits: what every store can do. Lists are paged, writes come in batches, everything blocks.

use super::Result;
use super::rows::*;
use newsloom_core::model::{Article, ArticleId, RawId, SourceId, StoryId, TextHash, Timestamp};
use std::path::Path;

/// Articles and their wordings. A wording never changes after it was written.
pub trait Articles: Send + Sync {
    /// Takes in what was read and ends the jobs it came from. Doing it twice changes nothing. Answers in the order of
    /// `batch.articles`.
    fn arrive(&self, batch: &Arrived) -> Result<Vec<Taken>>;
    /// The latest wording of an article.
    fn article(&self, id: ArticleId) -> Result<Option<Version>>;
    /// One wording of an article.
    fn wording(&self, id: ArticleId, version: TextHash) -> Result<Option<Version>>;
    /// Many wordings at once; those that are not known are left out. The order is that of `wanted`.
    fn wordings(&self, wanted: &[(ArticleId, TextHash)]) -> Result<Vec<Article>>;
    /// All wordings of an article, the earliest first.
    fn history(&self, id: ArticleId) -> Result<Vec<Version>>;
    /// A list of articles, newest first.
    fn articles(&self, query: &ArticleQuery) -> Result<Page<ArticleRow>>;
    /// Rows of the given articles, in their order; those that are not known are left out.
    fn rows(&self, ids: &[ArticleId]) -> Result<Vec<ArticleRow>>;
    /// Wordings with a tape number above `arrival`, in the order of the tape: what an index follows.
    fn tape(&self, arrival: u64, limit: usize) -> Result<Vec<Version>>;
    /// Articles that wait to be placed, in the order of arrival.
    fn unplaced(&self, limit: usize) -> Result<Vec<Version>>;
    /// Placed articles from the `after`th on, each in the wording that was placed, in the order of placing.
    fn placed(&self, after: u64, limit: usize) -> Result<Vec<Version>>;
    /// The correction log: new wordings, latest first; `before` is the tape number to go on from.
    fn edits(&self, before: Option<u64>, limit: usize) -> Result<Vec<Edit>>;
}

/// Stories, what happened to them, and editions. An address once given leads somewhere for ever.
pub trait Stories: Send + Sync {
    /// Writes what the desk decided. Numbers of the changes, first and last; `None` where there were none.
    fn place(&self, step: &Placed) -> Result<Option<(u64, u64)>>;
    /// Where the address of a story leads now: to itself, or to the story it became part of.
    fn resolve(&self, id: StoryId) -> Result<Option<StoryId>>;
    /// Other addresses that lead to a story.
    fn aliases(&self, id: StoryId) -> Result<Vec<StoryId>>;
    /// What lists show of a story. Does not follow aliases: [`Stories::resolve`] first.
    fn story(&self, id: StoryId) -> Result<Option<StoryRow>>;
    /// A story as it is told now.
    fn told(&self, id: StoryId) -> Result<Option<Told>>;
    /// The articles of a story.
    fn members(&self, id: StoryId) -> Result<Vec<MemberRow>>;
    /// A list of stories.
    fn stories(&self, query: &StoryQuery) -> Result<Page<StoryRow>>;
    /// Values of a facet, those in most stories first; only values that begin with `prefix`, whatever the case.
    fn facets(&self, facet: Facet, prefix: &str, limit: usize) -> Result<Vec<FacetRow>>;
    /// Changes with a number above `seq`, in order.
    fn changes(&self, seq: u64, limit: usize) -> Result<Vec<Change>>;
    /// Changes of one story, latest first.
    fn changes_of(&self, id: StoryId, limit: usize) -> Result<Vec<Change>>;
    /// Writes a correction down. Its number.
    fn correct(&self, action: &Action, by: &str, at: Timestamp) -> Result<u64>;
    /// Takes a correction back.
    ///
    /// # Errors
    /// [`Missing`](super::StoreError::Missing) where there is none, [`Refused`](super::StoreError::Refused) where it was taken back before.
    fn take_back(&self, correction: u64, at: Timestamp) -> Result<Correction>;
    /// Corrections that wait to be made or taken back, in order.
    fn waiting_corrections(&self) -> Result<Vec<Correction>>;
    /// Steps of the desk with a number above `after`, in order: each call of [`Stories::place`] that placed articles or did
    /// something else to the desk.
    fn steps(&self, after: u64, limit: usize) -> Result<Vec<Step>>;
    /// Corrections, those taken back too, latest first, from before the number `before` on.
    fn corrections(&self, before: Option<u64>, limit: usize) -> Result<Vec<Correction>>;
    /// Writes the open edition: a new one, or the open one made anew. Its number.
    fn draft_edition(&self, draft: &EditionDraft) -> Result<u64>;
    /// Closes the open edition for ever, keeping each of its stories as it is told now. `None` where none is open.
    fn close_edition(&self, at: Timestamp) -> Result<Option<EditionRow>>;
    /// An edition.
    fn edition(&self, id: u64) -> Result<Option<EditionRow>>;
    /// Editions, latest first, from before the number `before` on.
    fn editions(&self, before: Option<u64>, limit: usize) -> Result<Vec<EditionRow>>;
    /// A story as an edition tells it: as it was where the edition is closed, as it is where it is open.
    fn edition_story(&self, edition: u64, story: StoryId) -> Result<Option<Told>>;
}

/// Sources, and what hosts said.
pub trait Sources: Send + Sync {
    /// Adds a source, due at once. One that is there already is left as it is; whether it is new.
    fn add_source(&self, source: &NewSource) -> Result<(SourceId, bool)>;
    /// Takes a source away. Its articles stay. Whether it was there.
    fn remove_source(&self, id: SourceId) -> Result<bool>;
    /// Sets what the user wishes.
    fn set_rules(&self, id: SourceId, title: Option<&str>, group: &Group, rules: &SourceRules) -> Result<()>;
    /// A source.
    fn source(&self, id: SourceId) -> Result<Option<SourceRow>>;
    /// All sources, by group and title.
    fn sources(&self) -> Result<Vec<SourceRow>>;
    /// Sources that are due at `now`, the longest due first.
    fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<SourceRow>>;
    /// When the next source is due.
    fn next_due(&self) -> Result<Option<Timestamp>>;
    /// Makes a source due at `at`.
    fn poll_at(&self, id: SourceId, at: Timestamp) -> Result<()>;
    /// Which of the marks are new or differ from what was met before.
    fn unmet(&self, source: SourceId, marks: &[ItemMark]) -> Result<Vec<bool>>;
    /// Writes down what a poll gave, with its jobs.
    fn polled(&self, polled: &Polled) -> Result<()>;
    /// Writes down how polling goes, and nothing else: neither counts of articles nor the push subscription.
    fn set_poll(&self, id: SourceId, state: &PollState) -> Result<()>;
    /// Sets the push subscription of a source; `None` ends it.
    fn set_websub(&self, id: SourceId, websub: Option<&WebSub>) -> Result<()>;
    /// What the robots.txt of an origin (`https://host:port`) said last.
    fn robots(&self, origin: &str) -> Result<Option<Robots>>;
    /// Writes that down.
    fn set_robots(&self, origin: &str, robots: &Robots) -> Result<()>;
    /// Where an address moved for good.
    fn moved(&self, url: &str) -> Result<Option<String>>;
    /// Writes that down.
    fn set_moved(&self, url: &str, to: &str, at: Timestamp) -> Result<()>;
}

/// Pages that wait to be fetched.
pub trait Queue: Send + Sync {
    /// Takes up to `limit` jobs that are due, each nobody else's until `lease`.
    fn claim(&self, now: Timestamp, lease: Timestamp, limit: usize) -> Result<Vec<Claimed>>;
    /// Gives all leases back: what a process that has the store alone does at its start.
    fn release(&self) -> Result<u64>;
    /// When the next job is due; jobs under a lease count from its end.
    fn next_job(&self) -> Result<Option<Timestamp>>;
}

/// People, and what they keep.
pub trait Readers: Send + Sync {
    /// Adds somebody or changes them.
    fn set_user(&self, user: &User) -> Result<()>;
    /// Somebody.
    fn user(&self, name: &str) -> Result<Option<User>>;
    /// Everybody.
    fn users(&self) -> Result<Vec<User>>;
    /// Takes somebody away, with sessions, searches and looks.
    fn remove_user(&self, name: &str) -> Result<bool>;
    /// Begins a session.
    fn begin_session(&self, session: &Session) -> Result<()>;
    /// A session that has not ended at `now`.
    fn session(&self, key: &str, now: Timestamp) -> Result<Option<Session>>;
    /// Ends a session.
    fn end_session(&self, key: &str) -> Result<bool>;
    /// Adds a token.
    fn add_token(&self, token: &Token) -> Result<()>;
    /// The token with this hash; notes its use, to the hour.
    fn token(&self, key: &str, now: Timestamp) -> Result<Option<Token>>;
    /// All tokens.
    fn tokens(&self) -> Result<Vec<Token>>;
    /// Takes a token away by its name.
    fn remove_token(&self, name: &str) -> Result<bool>;
    /// Adds a search (`id` 0) or changes one. Its number.
    fn save_search(&self, search: &SavedSearch) -> Result<u64>;
    /// A search.
    fn search(&self, id: u64) -> Result<Option<SavedSearch>>;
    /// Searches of somebody, or of everybody.
    fn searches(&self, user: Option<&str>) -> Result<Vec<SavedSearch>>;
    /// Takes a search away.
    fn remove_search(&self, id: u64) -> Result<bool>;
    /// When somebody looked last at a story, or at the whole (`None`).
    fn last_look(&self, user: &str, story: Option<StoryId>) -> Result<Option<LastLook>>;
    /// Writes that down.
    fn look(&self, user: &str, story: Option<StoryId>, look: LastLook) -> Result<()>;
    /// A preference of somebody; `""` holds those of the whole service.
    fn preference(&self, user: &str, key: &str) -> Result<Option<String>>;
    /// Sets a preference; `None` takes it away.
    fn set_preference(&self, user: &str, key: &str, value: Option<&str>) -> Result<()>;
    /// What somebody does not want told; `""` for the whole service.
    fn mutes(&self, user: &str) -> Result<Vec<Mute>>;
    /// Mutes or unmutes.
    fn mute(&self, user: &str, what: &Mute, muted: bool) -> Result<()>;
}

/// Pages as they came.
pub trait Blobs: Send + Sync {
    /// Keeps pages; those known already are not written again.
    fn keep(&self, pages: &[RawPage]) -> Result<()>;
    /// A page.
    fn raw(&self, id: RawId) -> Result<Option<RawPage>>;
}

/// Looking after the whole.
pub trait Care: Send + Sync {
    /// How much of everything there is.
    fn counts(&self) -> Result<Counts>;
    /// Writes a whole copy to a file that must not exist, while others read and write.
    fn backup(&self, file: &Path) -> Result<()>;
    /// What is damaged, in words; empty where all is whole.
    fn damages(&self) -> Result<Vec<String>>;
    /// Takes away what need not be kept. With `only_look`, counts it and takes nothing.
    fn retain(&self, until: &Retention, only_look: bool) -> Result<Retained>;
    /// The last snapshot of the desk.
    fn snapshot(&self) -> Result<Option<Snapshot>>;
    /// Keeps a snapshot in place of the last.
    fn keep_snapshot(&self, snapshot: &Snapshot) -> Result<()>;
    /// A note of the program to itself.
    fn note(&self, key: &str) -> Result<Option<String>>;
    /// Writes a note.
    fn set_note(&self, key: &str, value: &str) -> Result<()>;
}

/// All of it.
pub trait Store: Articles + Stories + Sources + Queue + Readers + Blobs + Care {}

impl<T: Articles + Stories + Sources + Queue + Readers + Blobs + Care> Store for T {}
