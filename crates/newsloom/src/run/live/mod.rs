//! The living service below the web: polls sources, reads what they lead to, tends the stories, keeps all in the store.
//!
//! One thread goes round: send what is due, take in what came, write it down, place it. Sockets are the fetcher's, reading
//! and telling are done on every core. Whatever was not written down when the process dies is done again: the queue and
//! the order of placing stand in the store. [`start`] lets it go on until it is stopped, [`once`] goes round until
//! nothing is due.

mod chores;
mod dispatch;
mod entries;
mod health;
mod keeper;
mod pages;
mod retell;
mod robots;
mod schedule;
mod simulate;
mod steady;
mod take;
#[cfg(test)]
mod tests;
mod websub;

use super::clock::Clock;
use crate::config::Config;
use crate::fetch::{Ask, Fetcher, Hosts};
use crate::remote::Models;
use crate::store::{Claimed, SourceRow, Store, StoreError};
use keeper::Keeper;
use newsloom_core::model::{SourceId, Timestamp};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

pub use chores::retention;
pub use health::{ago, health};
pub use schedule::Bounds;
pub use simulate::{Simulated, simulate};

/// Longest time for which the loop does not look whether it is to stop.
const TICK: Duration = Duration::from_millis(250);
/// Rest after a failure of the store, before it is tried again.
const REST: Duration = Duration::from_secs(5);

/// What the loop works with.
pub struct Setup {
    /// Where all is kept.
    pub store: Arc<dyn Store>,
    /// Who fetches.
    pub fetcher: Box<dyn Fetcher>,
    /// Who tells the time.
    pub clock: Arc<dyn Clock>,
    /// Models that may be asked.
    pub models: Models,
    /// All settings.
    pub config: Config,
}

/// What was done since the start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Whether the loop goes round.
    pub running: bool,
    /// Polls answered well.
    pub polls: u64,
    /// Polls that failed.
    pub failures: u64,
    /// Pages fetched.
    pub pages: u64,
    /// Entries of feeds that were new.
    pub entries: u64,
    /// Articles taken in.
    pub articles: u64,
    /// Articles with a new wording.
    pub edits: u64,
    /// Articles placed.
    pub placed: u64,
    /// Articles on the desk.
    pub desk: u64,
    /// Requests in flight.
    pub in_flight: u64,
    /// When it went round last.
    pub round: Option<Timestamp>,
    /// What is wrong now, in words.
    pub fault: Option<String>,
    /// Sources that failed, with the reason, the latest ones.
    pub failing: Vec<(String, String)>,
}

/// Holds a running loop. Dropping it stops the loop.
pub struct Handle {
    stop: Arc<AtomicBool>,
    status: Arc<Mutex<Status>>,
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    thread: Option<JoinHandle<()>>,
}

impl Handle {
    /// What was done, and how it is.
    pub fn status(&self) -> Status {
        lock(&self.status).clone()
    }

    /// Makes a source due at once.
    ///
    /// # Errors
    /// When there is no such source, or the store fails.
    pub fn poll_now(&self, source: SourceId) -> crate::store::Result<()> {
        self.store.poll_at(source, self.clock.now())
    }

    /// Waits until `asked` says so, or the loop ended by itself.
    pub fn wait(&self, asked: impl Fn() -> bool) {
        while !asked() && self.status().running {
            std::thread::sleep(TICK);
        }
    }

    /// Stops the loop and waits until it has written down what it had in hand.
    pub fn stop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Starts the loop on a thread of its own. The desk is made again there, so that pages are served meanwhile.
///
/// # Errors
/// When the system gives no thread.
pub fn start(setup: Setup) -> anyhow::Result<Handle> {
    let (store, clock) = (Arc::clone(&setup.store), Arc::clone(&setup.clock));
    let stop = Arc::new(AtomicBool::new(false));
    let status = Arc::new(Mutex::new(Status { running: true, ..Status::default() }));
    let mut live = Live::new(setup, Arc::clone(&status), Some(Duration::from_secs(1)));
    let asked = Arc::clone(&stop);
    let thread = std::thread::Builder::new().name("live".to_owned()).spawn(move || {
        while !asked.load(Ordering::SeqCst) {
            match live.round() {
                Ok(_) => super::notify::alive(),
                Err(error) => live.rest(&error, &asked),
            }
        }
        live.close();
    })?;
    Ok(Handle { stop, status, store, clock, thread: Some(thread) })
}

/// Asks every source once, but for those that asked to wait, reads what is new, and places it. `asked` is looked at
/// between two rounds: `true` ends it cleanly.
///
/// # Errors
/// When the store fails. What was confirmed is kept.
pub fn once(setup: Setup, asked: impl Fn() -> bool) -> anyhow::Result<Status> {
    let status = Arc::new(Mutex::new(Status { running: true, ..Status::default() }));
    let now = setup.clock.now();
    for source in setup.store.sources()? {
        let waits = source.poll.wait_until.is_some_and(|until| until > now);
        if !waits && !source.poll.gone {
            setup.store.poll_at(source.id, now)?;
        }
    }
    let mut live = Live::new(setup, Arc::clone(&status), None);
    while live.round()? && !asked() {}
    live.close();
    let status = lock(&status).clone();
    Ok(status)
}

/// The loop.
struct Live {
    store: Arc<dyn Store>,
    fetcher: Box<dyn Fetcher>,
    clock: Arc<dyn Clock>,
    config: Config,
    bounds: Bounds,
    /// How long articles may wait to be placed while others are still on their way; `None` until none is.
    patience: Option<Duration>,
    hosts: Hosts,
    rules: robots::Rules,
    models: Arc<Models>,
    keeper: Keeper,
    /// Whether the desk stands as the store has it.
    awake: bool,
    in_flight: BTreeMap<u64, Errand>,
    next_tag: u64,
    /// Sources that are being asked.
    asking: BTreeSet<SourceId>,
    /// Hosts whose robots.txt is being asked for.
    asking_robots: BTreeSet<String>,
    /// Sources that are due, as they were read last, each with its host.
    ready: Vec<(String, SourceRow)>,
    /// Jobs that were claimed and wait for their host's turn.
    waiting: VecDeque<Claimed>,
    /// Wishes to be told by hubs, each with its host, that wait for their turn.
    subscribing: VecDeque<(String, SourceId, Ask)>,
    /// Whether and where hubs may tell us.
    push: Option<websub::Push>,
    /// When to look into the store for sources and jobs again.
    look: Timestamp,
    /// Whether the store has, or may have, more that is due than was read.
    more: bool,
    /// Since when articles wait to be placed.
    unplaced_since: Option<Timestamp>,
    chores: chores::Chores,
    steady: steady::Steady,
    status: Arc<Mutex<Status>>,
    /// A file that is told which articles are safely kept: for tests that cut the power.
    confirm: Option<std::path::PathBuf>,
}

/// A question in flight.
struct Errand {
    host: String,
    what: What,
}

enum What {
    Poll(Box<SourceRow>),
    Page(Box<Claimed>),
    Robots(String),
    Hub(SourceId),
}

impl Live {
    fn new(setup: Setup, status: Arc<Mutex<Status>>, patience: Option<Duration>) -> Self {
        let Setup { store, fetcher, clock, models, config } = setup;
        let models = Arc::new(models);
        let now = clock.now();
        Self {
            bounds: Bounds { least: config.live.least, most: config.live.most },
            hosts: Hosts::new(config.fetch.pause),
            rules: robots::Rules::new(&config.fetch.user_agent),
            keeper: Keeper::asleep(&config.core, Arc::clone(&models), patience.is_some()),
            models,
            awake: false,
            in_flight: BTreeMap::new(),
            next_tag: 0,
            asking: BTreeSet::new(),
            asking_robots: BTreeSet::new(),
            ready: Vec::new(),
            waiting: VecDeque::new(),
            look: now,
            more: true,
            unplaced_since: None,
            chores: chores::Chores::new(now),
            steady: steady::Steady::new(now, clock.passed()),
            status,
            confirm: std::env::var_os("NEWSLOOM_TEST_CONFIRM").map(Into::into),
            subscribing: VecDeque::new(),
            push: websub::Push::of(&config),
            patience,
            store,
            fetcher,
            clock,
            config,
        }
    }

    /// Makes the desk as the store has it: at the start, and after a failure, since the desk may then have placed what the
    /// store did not take.
    fn wake(&mut self) -> crate::store::Result<()> {
        // This process has the store alone: whoever held a lease is dead.
        self.store.release()?;
        let words_later = self.patience.is_some();
        self.keeper =
            Keeper::wake(self.store.as_ref(), &self.config.core, Arc::clone(&self.models), words_later)?;
        // Whether something waits shows the first placing.
        self.unplaced_since = Some(self.clock.now());
        self.trust_clock()?;
        self.awake = true;
        Ok(())
    }

    /// Goes round once. Whether there is more to do now.
    fn round(&mut self) -> crate::store::Result<bool> {
        if !self.awake {
            self.wake()?;
        }
        let now = self.steady()?;
        self.look(now)?;
        let (work, next) = self.dispatch(now)?;
        let wait = if work.is_empty() { self.wait(now, next) } else { Duration::ZERO };
        let answers = self.fetcher.answers(wait);
        self.take(answers, work)?;
        let now = self.steady()?;
        let idle = self.empty() && !self.more;
        self.place(now, idle)?;
        if self.keeper.reword(self.store.as_ref(), now)? {
            self.chores.stories_changed();
        }
        self.chores(now)?;
        let mut status = lock(&self.status);
        status.round = Some(now);
        status.in_flight = self.in_flight.len() as u64;
        status.desk = self.keeper.len() as u64;
        status.fault = None;
        Ok(!idle)
    }

    /// Whether nothing is in hand.
    fn empty(&self) -> bool {
        self.in_flight.is_empty()
            && self.waiting.is_empty()
            && self.ready.is_empty()
            && self.subscribing.is_empty()
    }

    /// How long to wait for answers.
    fn wait(&self, now: Timestamp, next: Option<Timestamp>) -> Duration {
        if self.patience.is_none() && self.empty() {
            return Duration::ZERO;
        }
        let until =
            next.map_or(TICK, |next| Duration::try_from(next.duration_since(now)).unwrap_or_default());
        until.clamp(Duration::from_millis(1), TICK)
    }

    /// Places what arrived, once all that was on its way is there, or has been long enough.
    fn place(&mut self, now: Timestamp, idle: bool) -> crate::store::Result<()> {
        let Some(since) = self.unplaced_since else { return Ok(()) };
        let pages = self.in_flight.values().any(|errand| matches!(errand.what, What::Page(_)));
        let patient =
            self.patience.is_some_and(|patience| since.checked_add(patience).is_ok_and(|end| end <= now));
        let all_there = idle || self.patience.is_some() && !pages && self.waiting.is_empty();
        if !all_there && !patient {
            return Ok(());
        }
        let placed = self.keeper.work(self.store.as_ref(), now)?;
        self.unplaced_since = None;
        self.chores.stories_changed();
        lock(&self.status).placed += placed as u64;
        Ok(())
    }

    /// Lets a failure be known, gives back what was in hand, and waits: the store has all that counts.
    fn rest(&mut self, error: &StoreError, asked: &AtomicBool) {
        tracing::error!(%error, "the store failed; it is tried again");
        lock(&self.status).fault = Some(error.to_string());
        self.awake = false;
        self.in_flight.clear();
        self.asking.clear();
        self.asking_robots.clear();
        self.waiting.clear();
        self.subscribing.clear();
        self.ready.clear();
        self.hosts = Hosts::new(self.config.fetch.pause);
        let end = std::time::Instant::now() + REST;
        while std::time::Instant::now() < end && !asked.load(Ordering::SeqCst) {
            std::thread::sleep(TICK);
            super::notify::alive();
        }
    }

    /// Writes down what makes the next start quick.
    fn close(&mut self) {
        if self.awake
            && let Err(error) = self.keeper.keep(self.store.as_ref())
        {
            tracing::warn!(%error, "the desk was not kept; the next start replays the tape");
        }
        let _ = self.store.release();
        lock(&self.status).running = false;
    }
}

fn lock(status: &Mutex<Status>) -> std::sync::MutexGuard<'_, Status> {
    status.lock().unwrap_or_else(PoisonError::into_inner)
}
