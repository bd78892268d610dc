//! Whose turn it is: one request at a time per host, with a pause between two, longer where the host wishes.

use jiff::SignedDuration;
use newsloom_core::model::Timestamp;
use std::collections::BTreeMap;
use std::time::Duration;

/// Hosts remembered; the ones free longest are forgotten first.
const MOST_HOSTS: usize = 50_000;

/// What is known of a host.
#[derive(Clone, Copy, Debug)]
struct Host {
    /// Not before this.
    free: Timestamp,
    /// Whether a request is in flight.
    busy: bool,
    /// Its own pause.
    pause: Option<Duration>,
}

/// The turns of all hosts. Time is handed in, so that an hour can be simulated in a second.
#[derive(Debug)]
pub struct Hosts {
    pause: Duration,
    hosts: BTreeMap<String, Host>,
}

impl Hosts {
    /// With at least `pause` between the end of a request to a host and the start of the next.
    pub fn new(pause: Duration) -> Self {
        Self { pause, hosts: BTreeMap::new() }
    }

    /// When a host may be asked: `now` or later; `None` while a request to it is in flight.
    pub fn free_at(&self, host: &str, now: Timestamp) -> Option<Timestamp> {
        match self.hosts.get(host) {
            Some(host) if host.busy => None,
            Some(host) => Some(host.free.max(now)),
            None => Some(now),
        }
    }

    /// A request to a host begins.
    pub fn begin(&mut self, host: &str, now: Timestamp) {
        if self.hosts.len() >= MOST_HOSTS {
            self.hosts.retain(|_, host| host.busy || host.free > now || host.pause.is_some());
        }
        self.host(host, now).busy = true;
    }

    /// A request to a host has ended, well or not.
    pub fn end(&mut self, host: &str, now: Timestamp) {
        let pause = self.pause;
        let host = self.host(host, now);
        host.busy = false;
        host.free = host.free.max(now.checked_add(host.pause.unwrap_or(pause)).unwrap_or(now));
    }

    /// A host asked not to be asked before `until`.
    pub fn hold(&mut self, host: &str, until: Timestamp) {
        let host = self.host(host, until);
        host.free = host.free.max(until);
    }

    /// A host asked for a pause of its own. A shorter one than ours changes nothing.
    pub fn set_pause(&mut self, host: &str, pause: Duration, now: Timestamp) {
        let least = self.pause;
        self.host(host, now).pause = (pause > least).then_some(pause);
    }

    /// The clock jumped: all pauses last as long as they would have.
    pub fn shift(&mut self, by: SignedDuration) {
        for host in self.hosts.values_mut() {
            host.free = host.free.checked_add(by).unwrap_or(host.free);
        }
    }

    fn host(&mut self, host: &str, now: Timestamp) -> &mut Host {
        self.hosts.entry(host.to_owned()).or_insert(Host { free: now, busy: false, pause: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_asked_in_turn() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let mut hosts = Hosts::new(Duration::from_secs(2));
        assert_eq!(hosts.free_at("a", at(0)), Some(at(0)));
        hosts.begin("a", at(0));
        assert_eq!(hosts.free_at("a", at(1)), None);
        assert_eq!(hosts.free_at("b", at(1)), Some(at(1)));
        hosts.end("a", at(5));
        assert_eq!(hosts.free_at("a", at(6)), Some(at(7)));
        assert_eq!(hosts.free_at("a", at(9)), Some(at(9)));
        hosts.hold("a", at(60));
        assert_eq!(hosts.free_at("a", at(9)), Some(at(60)));
        hosts.set_pause("b", Duration::from_secs(30), at(9));
        hosts.begin("b", at(10));
        hosts.end("b", at(11));
        assert_eq!(hosts.free_at("b", at(12)), Some(at(41)));
    }
}
