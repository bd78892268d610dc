//! No page without a robots answer: what each host said, asked once a day, kept in the store.

use crate::fetch::{Answer, FetchError};
use crate::store::{Robots as Kept, Sources};
use newsloom_core::model::Timestamp;
use newsloom_core::read::robots::{MOST_BYTES, Robots};
use std::collections::BTreeMap;
use std::time::Duration;
use url::Url;

/// How long an answer holds (RFC 9309, section 2.4).
const HOLDS: Duration = Duration::from_secs(86_400);
/// How long a failure holds before it is asked again.
const FAILURE_HOLDS: Duration = Duration::from_secs(3600);
/// Hosts whose rules are kept ready.
const MOST_READY: usize = 4096;

/// What is known about an address.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Say {
    /// It may be fetched.
    Yes,
    /// It may not.
    No,
    /// The host has to be asked first.
    Ask,
}

/// The rules of hosts for one reader.
pub(super) struct Rules {
    agent: String,
    ready: BTreeMap<String, (Timestamp, Robots)>,
}

/// Scheme, host and port: whom a robots.txt speaks for.
pub(super) fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

impl Rules {
    /// For a reader with this user agent.
    pub fn new(user_agent: &str) -> Self {
        let agent = user_agent.split(['/', ' ']).next().unwrap_or("newsloom").to_owned();
        Self { agent, ready: BTreeMap::new() }
    }

    /// Whether an address may be fetched.
    pub fn say(&mut self, store: &dyn Sources, url: &Url, now: Timestamp) -> crate::store::Result<Say> {
        let origin = origin(url);
        if self.ready.get(&origin).is_none_or(|(until, _)| *until <= now) {
            let Some(kept) = store.robots(&origin)? else { return Ok(Say::Ask) };
            let until = until(&kept);
            if until <= now {
                return Ok(Say::Ask);
            }
            if self.ready.len() >= MOST_READY {
                self.ready.clear();
            }
            self.ready.insert(origin.clone(), (until, self.rules(&kept)));
        }
        let path = &url[url::Position::BeforePath..url::Position::AfterQuery];
        Ok(match self.ready.get(&origin) {
            Some((_, rules)) if rules.allows(path) => Say::Yes,
            _ => Say::No,
        })
    }

    /// Notes what a host answered. Gives the pause that it asks for.
    pub fn heard(
        &mut self,
        store: &dyn Sources,
        origin: &str,
        answer: Result<Answer, FetchError>,
        now: Timestamp,
    ) -> crate::store::Result<Option<Duration>> {
        let (status, mut body) = match answer {
            Ok(answer) => (answer.status, answer.body),
            // An address that is refused is refused again when the page is asked for, with the reason.
            Err(FetchError::Private(_)) => (404, Vec::new()),
            Err(_) => (0, Vec::new()),
        };
        body.truncate(MOST_BYTES);
        if !(200..300).contains(&status) {
            body.clear();
        }
        let mut kept = Kept { fetched_at: now, status, body };
        if status == 0 || status >= 500 {
            // Rules that were known hold while the host is down, for a month (section 2.3.1.4 speaks of a reasonable time).
            if let Some(known) = store.robots(origin)?.filter(|known| (200..500).contains(&known.status)) {
                let month = Duration::from_secs(30 * 86_400);
                if known.fetched_at.checked_add(month).is_ok_and(|end| end > now) {
                    let again = now.checked_sub(HOLDS - FAILURE_HOLDS).unwrap_or(now);
                    kept = Kept { fetched_at: known.fetched_at.max(again), ..known };
                }
            }
        }
        store.set_robots(origin, &kept)?;
        let rules = self.rules(&kept);
        let pause = rules.pause().map(Duration::from_secs_f64);
        self.ready.insert(origin.to_owned(), (until(&kept), rules));
        Ok(pause)
    }

    fn rules(&self, kept: &Kept) -> Robots {
        Robots::of_status(kept.status).unwrap_or_else(|| Robots::parse(&kept.body, &self.agent))
    }
}

/// Until when an answer holds.
fn until(kept: &Kept) -> Timestamp {
    let holds = if kept.status == 0 || kept.status >= 500 { FAILURE_HOLDS } else { HOLDS };
    kept.fetched_at.checked_add(holds).unwrap_or(kept.fetched_at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::MemoryStore;

    #[test]
    fn a_host_is_asked_first_and_its_answer_holds() {
        let store = MemoryStore::new();
        let mut rules = Rules::new("newsloom/1 (x)");
        let url = Url::parse("https://quay.example:8443/a?b").unwrap();
        let at = |hour: i64| Timestamp::from_second(hour * 3600).unwrap();
        assert_eq!(rules.say(&store, &url, at(0)).unwrap(), Say::Ask);
        let said = |status, body: &str| Ok(Answer { status, body: body.into(), ..Answer::default() });
        let file = "User-agent: newsloom\nDisallow: /a\nCrawl-delay: 7";
        let pause = rules.heard(&store, &origin(&url), said(200, file), at(0)).unwrap();
        assert_eq!(pause, Some(Duration::from_secs(7)));
        assert_eq!(rules.say(&store, &url, at(1)).unwrap(), Say::No);
        assert_eq!(Rules::new("other").say(&store, &url, at(1)).unwrap(), Say::Yes);
        assert_eq!(rules.say(&store, &url, at(25)).unwrap(), Say::Ask);
        // Down for a while: what was said before holds.
        rules.heard(&store, &origin(&url), said(503, ""), at(25)).unwrap();
        assert_eq!(rules.say(&store, &url, at(25)).unwrap(), Say::No);
        assert_eq!(rules.say(&store, &url, at(27)).unwrap(), Say::Ask);
        rules.heard(&store, &origin(&url), said(404, ""), at(27)).unwrap();
        assert_eq!(rules.say(&store, &url, at(28)).unwrap(), Say::Yes);
        let other = Url::parse("https://pier.example/").unwrap();
        rules.heard(&store, &origin(&other), Err(FetchError::Scheme), at(0)).unwrap();
        assert_eq!(rules.say(&store, &other, at(0)).unwrap(), Say::No);
    }
}
