//! An hour of many sources in seconds: the loop itself under a clock that jumps, against a network that notes its manners.

use super::{Live, Setup, Status};
use crate::config::Config;
use crate::fetch::{Answer, Ask, FetchError, Fetcher, Wait};
use crate::remote::Models;
use crate::run::clock::{Clock, FakeClock};
use crate::store::{MemoryStore, NewSource, SourceRules, Sources};
use newsloom_core::model::Timestamp;
use newsloom_core::text::hash::key64;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Feeds that share a host.
const PER_HOST: usize = 3;

/// What was seen.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Simulated {
    /// Sources.
    pub sources: usize,
    /// Hosts.
    pub hosts: usize,
    /// Simulated minutes.
    pub minutes: u64,
    /// Requests.
    pub requests: u64,
    /// Sources that were asked at least once.
    pub reached: usize,
    /// Requests to a host before its pause was over, or while another one was in flight.
    pub too_fast: u64,
    /// Shortest time between the end of a request to a host and the start of the next, milliseconds.
    pub shortest_pause_ms: i64,
    /// Polls of a source that came earlier than the lower bound allows.
    pub too_early: u64,
    /// Requests before the end of a `Retry-After`.
    pub retry_broken: u64,
    /// Longest time between two polls of a source that answers well, seconds.
    pub longest_s: i64,
    /// Longest that a source waited beyond the time at which it was due, after the first round, seconds.
    pub latest_s: i64,
    /// Real seconds.
    pub took_s: f64,
}

#[derive(Default)]
struct Seen {
    host: BTreeMap<String, (bool, Option<Timestamp>)>,
    source: BTreeMap<String, Timestamp>,
    hold: BTreeMap<String, Timestamp>,
    waiting: BTreeMap<(i64, u64), (String, Answer)>,
    out: Simulated,
}

/// The network: each feed has entries at its own pace, some fail, some ask to wait.
#[derive(Clone)]
struct Crowd {
    seen: Arc<Mutex<Seen>>,
    clock: FakeClock,
    pause: Duration,
    least: Duration,
}

fn feed_at(url: &str, now: Timestamp) -> Answer {
    let character = key64(url);
    let mut answer = Answer { status: 200, url: url.to_owned(), ..Answer::default() };
    match character % 100 {
        0..5 => answer.status = 500,
        5 => {
            answer.status = 429;
            answer.retry_after = Some(Wait::For(Duration::from_secs(1200)));
        }
        _ => {
            // A new entry every five minutes to ten hours.
            let every = 300 + (character / 100 % 120) as i64 * 300;
            let number = now.as_second() / every;
            answer.etag = Some(number.to_string().into_bytes());
            let items: String = (0..5)
                .map(|back| format!("<item><title>Entry {0}</title><guid>{0}</guid></item>", number - back))
                .collect();
            answer.body = format!("<rss><channel><title>x</title>{items}</channel></rss>").into_bytes();
        }
    }
    answer
}

impl Fetcher for Crowd {
    fn send(&self, tag: u64, ask: Ask) {
        let now = self.clock.now();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = &mut *seen;
        let host = ask.host();
        seen.out.requests += 1;
        let (busy, last) = seen.host.entry(host.clone()).or_default();
        let gap = last.map(|last| now.as_millisecond() - last.as_millisecond());
        if *busy || gap.is_some_and(|gap| gap < self.pause.as_millis() as i64) {
            seen.out.too_fast += 1;
        }
        *busy = true;
        if let Some(gap) = gap {
            seen.out.shortest_pause_ms = seen.out.shortest_pause_ms.min(gap);
        }
        if seen.hold.get(&host).is_some_and(|until| now < *until) {
            seen.out.retry_broken += 1;
        }
        let mut answer = feed_at(&ask.url, now);
        if let Some(before) = seen.source.insert(ask.url.clone(), now) {
            let passed = now.as_second() - before.as_second();
            if passed < self.least.as_secs() as i64 {
                seen.out.too_early += 1;
            }
            if answer.status < 400 {
                seen.out.longest_s = seen.out.longest_s.max(passed);
            }
        }
        if answer.etag.is_some() && answer.etag == ask.etag {
            answer = Answer { status: 304, body: Vec::new(), ..answer };
        }
        // Every host takes its own time.
        let done = now.as_millisecond() + 20 + (key64(&host) % 780) as i64;
        seen.waiting.insert((done, tag), (host, answer));
    }

    fn answers(&self, wait: Duration) -> Vec<(u64, Result<Answer, FetchError>)> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = &mut *seen;
        let now = self.clock.now().as_millisecond();
        let next = seen.waiting.keys().next().map(|key| key.0);
        let until = next.map_or(i64::MAX, |next| next.max(now)).min(now + wait.as_millis() as i64);
        self.clock.pass(Duration::from_millis((until - now).max(0) as u64));
        let now = self.clock.now();
        let mut came = Vec::new();
        while let Some(entry) =
            seen.waiting.first_entry().filter(|entry| entry.key().0 <= now.as_millisecond())
        {
            let ((_, tag), (host, answer)) = entry.remove_entry();
            if let Some(wait) = answer.retry_after {
                seen.hold.insert(host.clone(), wait.end(now));
            }
            seen.host.insert(host, (false, Some(now)));
            came.push((tag, Ok(answer)));
        }
        came
    }
}

/// Polls `sources` made-up sources for so many minutes.
///
/// # Errors
/// When the store in memory fails, which it does not.
pub fn simulate(sources: usize, minutes: u64, config: &Config) -> crate::store::Result<Simulated> {
    let started = Instant::now();
    let begin = Timestamp::from_second(1_790_000_000).unwrap_or(Timestamp::UNIX_EPOCH);
    let clock = FakeClock::new(begin);
    let store = Arc::new(MemoryStore::new());
    for number in 0..sources {
        store.add_source(&NewSource {
            url: format!("https://host{}.example/feed{number}", number / PER_HOST),
            title: String::new(),
            group: Vec::new(),
            // What is measured is polling: nothing is read on.
            rules: SourceRules { muted: true, ..SourceRules::default() },
            at: begin,
        })?;
    }
    let crowd = Crowd {
        seen: Arc::default(),
        clock: clock.clone(),
        pause: config.fetch.pause,
        least: config.live.least,
    };
    let seen = Arc::clone(&crowd.seen);
    seen.lock().unwrap_or_else(PoisonError::into_inner).out.shortest_pause_ms = i64::MAX;
    let setup = Setup {
        store: store.clone(),
        fetcher: Box::new(crowd),
        clock: Arc::new(clock.clone()),
        models: Models::default(),
        config: config.clone(),
    };
    let mut live = Live::new(setup, Arc::new(Mutex::new(Status::default())), Some(Duration::from_secs(1)));
    let end = begin.checked_add(Duration::from_secs(minutes * 60)).unwrap_or(begin);
    let mut latest = 0;
    let mut look = begin.as_second() + 1800;
    while clock.now() < end {
        live.round()?;
        let now = clock.now().as_second();
        if now >= look {
            look = now + 30;
            let late = store.next_due()?.map_or(0, |due| now - due.as_second());
            latest = latest.max(late);
        }
    }
    let mut out = seen.lock().unwrap_or_else(PoisonError::into_inner).out.clone();
    let reached = seen.lock().unwrap_or_else(PoisonError::into_inner).source.len();
    out.sources = sources;
    out.hosts = sources.div_ceil(PER_HOST);
    out.minutes = minutes;
    out.reached = reached;
    out.latest_s = latest;
    out.took_s = started.elapsed().as_secs_f64();
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_sources_are_asked_politely() {
        let out = simulate(60, 40, &Config::new()).unwrap();
        assert_eq!((out.reached, out.too_fast, out.too_early, out.retry_broken), (60, 0, 0, 0), "{out:?}");
        assert!(out.requests > 120 && out.shortest_pause_ms >= 500 && out.latest_s < 10, "{out:?}");
    }
}
