//! What is due goes out, each host in its turn.

use super::pages::Work;
use super::robots::{Say, origin};
use super::{Errand, Live, What};
use crate::fetch::Ask;
use crate::store::{Claimed, Result};
use newsloom_core::model::Timestamp;
use std::time::Duration;
use url::Url;

/// How often the store is looked into for what is due.
const LOOK_EVERY: Duration = Duration::from_millis(300);
/// Due sources read at once.
const MOST_READY: usize = 1000;
/// Jobs held at once.
const MOST_WAITING: usize = 400;
/// How long a claimed job is nobody else's.
const LEASE: Duration = Duration::from_secs(900);
/// A source whose host wants to be left alone for longer than this is put off until then.
const PUT_OFF: Duration = Duration::from_secs(20);

fn host_of(url: &str) -> String {
    Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

/// The earlier of two instants.
fn earlier(next: &mut Option<Timestamp>, at: Timestamp) {
    *next = Some(next.map_or(at, |next| next.min(at)));
}

impl Live {
    /// Looks into the store for sources and jobs that are due.
    pub(super) fn look(&mut self, now: Timestamp) -> Result<()> {
        if now < self.look && !(self.patience.is_none() && self.empty()) {
            return Ok(());
        }
        self.look = now.checked_add(LOOK_EVERY).unwrap_or(now);
        let most = MOST_READY + self.asking.len();
        let due = self.store.due(now, most)?;
        self.more = due.len() == most;
        let free = due.into_iter().filter(|source| !self.asking.contains(&source.id));
        self.ready = free.map(|source| (host_of(&source.url), source)).collect();
        if self.waiting.len() < MOST_WAITING / 2 {
            let lease = now.checked_add(LEASE).unwrap_or(now);
            let wanted = MOST_WAITING - self.waiting.len();
            let claimed = self.store.claim(now, lease, wanted)?;
            self.more |= claimed.len() == wanted;
            self.waiting.extend(claimed);
        } else {
            self.more = true;
        }
        if self.unplaced_since.is_none() && !self.store.waiting_corrections()?.is_empty() {
            self.unplaced_since = Some(now);
        }
        Ok(())
    }

    /// Sends what can be sent. Gives the work that needs no answer, and when the next host is free.
    pub(super) fn dispatch(&mut self, now: Timestamp) -> Result<(Vec<Work>, Option<Timestamp>)> {
        let mut next = None;
        self.dispatch_polls(now, &mut next)?;
        self.dispatch_wishes(now, &mut next);
        let mut work = Vec::new();
        let mut kept = std::collections::VecDeque::with_capacity(self.waiting.len());
        for claimed in std::mem::take(&mut self.waiting) {
            match self.dispatch_page(claimed, now, &mut next)? {
                Sent::Away => {}
                Sent::Done(done) => work.push(*done),
                Sent::Later(claimed) => kept.push_back(*claimed),
            }
        }
        self.waiting = kept;
        Ok((work, next))
    }

    fn dispatch_polls(&mut self, now: Timestamp, next: &mut Option<Timestamp>) -> Result<()> {
        let mut kept = Vec::new();
        for (host, source) in std::mem::take(&mut self.ready) {
            match self.hosts.free_at(&host, now) {
                Some(at) if at <= now && self.has_room() => {
                    let validators = source.poll.validators.clone();
                    let ask = Ask::if_changed(&source.url, validators.etag, validators.last_modified);
                    self.asking.insert(source.id);
                    self.send(host, What::Poll(Box::new(source)), ask, now);
                }
                Some(at) if at > now.checked_add(PUT_OFF).unwrap_or(now) => {
                    self.store.poll_at(source.id, at)?
                }
                Some(at) => {
                    earlier(next, at.max(now));
                    kept.push((host, source));
                }
                None => kept.push((host, source)),
            }
        }
        self.ready = kept;
        Ok(())
    }

    /// Wishes to hubs, which are hosts like others.
    fn dispatch_wishes(&mut self, now: Timestamp, next: &mut Option<Timestamp>) {
        for (host, source, ask) in std::mem::take(&mut self.subscribing) {
            match self.hosts.free_at(&host, now) {
                Some(at) if at <= now && self.has_room() => self.send(host, What::Hub(source), ask, now),
                free => {
                    if let Some(at) = free {
                        earlier(next, at.max(now));
                    }
                    self.subscribing.push_back((host, source, ask));
                }
            }
        }
    }

    fn dispatch_page(
        &mut self,
        claimed: Claimed,
        now: Timestamp,
        next: &mut Option<Timestamp>,
    ) -> Result<Sent> {
        let done = |claimed, forbidden| Ok(Sent::Done(Box::new(Work { claimed, answer: None, forbidden })));
        if !claimed.job.fetch {
            return done(claimed, None);
        }
        let Some(url) = claimed.job.item.url.as_deref().and_then(|url| Url::parse(url).ok()) else {
            return done(claimed, Some("its address cannot be read"));
        };
        let host = url.host_str().unwrap_or("").to_owned();
        let free = self.hosts.free_at(&host, now);
        match self.rules.say(self.store.as_ref(), &url, now)? {
            Say::No => return done(claimed, Some("robots.txt does not let it be read")),
            say if free.is_some_and(|at| at <= now) && self.has_room() => {
                let origin = origin(&url);
                if say == Say::Yes {
                    let ask = Ask::plain(&url);
                    self.send(host, What::Page(Box::new(claimed)), ask, now);
                    return Ok(Sent::Away);
                }
                if self.asking_robots.insert(origin.clone())
                    && let Ok(file) = url.join("/robots.txt")
                {
                    self.send(host, What::Robots(origin), Ask::plain(&file), now);
                }
            }
            _ => {}
        }
        if let Some(at) = free.filter(|at| *at > now) {
            earlier(next, at);
        }
        Ok(Sent::Later(Box::new(claimed)))
    }

    fn has_room(&self) -> bool {
        self.in_flight.len() < self.config.fetch.concurrency
    }

    fn send(&mut self, host: String, what: What, ask: Ask, now: Timestamp) {
        self.next_tag += 1;
        self.hosts.begin(&host, now);
        self.in_flight.insert(self.next_tag, Errand { host, what });
        self.fetcher.send(self.next_tag, ask);
    }
}

/// What became of a job.
enum Sent {
    Away,
    Done(Box<Work>),
    Later(Box<Claimed>),
}
