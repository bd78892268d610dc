//! How fast one peer may ask: a bucket per address that fills up steadily.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Addresses remembered at once. Past that those with full buckets are forgotten, which changes nothing for them.
const MOST_PEERS: usize = 20_000;

/// Buckets of all peers.
#[derive(Debug)]
pub struct Pace {
    most: f64,
    per_second: f64,
    buckets: Mutex<BTreeMap<IpAddr, (f64, Instant)>>,
}

impl Pace {
    /// At most `most` requests at once, and `per_minute` in the long run.
    pub fn new(most: u32, per_minute: u32) -> Self {
        Self {
            most: f64::from(most.max(1)),
            per_second: f64::from(per_minute) / 60.0,
            buckets: Mutex::new(BTreeMap::new()),
        }
    }

    /// Takes one from the bucket of `peer`, or says how long to wait for the next.
    ///
    /// # Errors
    /// The time to wait.
    pub fn take(&self, peer: IpAddr, now: Instant) -> Result<(), Duration> {
        let peer = whole_network(peer);
        let mut buckets = self.buckets.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if buckets.len() >= MOST_PEERS && !buckets.contains_key(&peer) {
            let (most, per_second) = (self.most, self.per_second);
            buckets.retain(|_, (left, at)| *left + now.duration_since(*at).as_secs_f64() * per_second < most);
            if buckets.len() >= MOST_PEERS {
                buckets.clear(); // more peers than are remembered: nobody is punished for the crowd
            }
        }
        let (left, at) = buckets.entry(peer).or_insert((self.most, now));
        *left = (*left + now.saturating_duration_since(*at).as_secs_f64() * self.per_second).min(self.most);
        *at = now;
        if *left >= 1.0 {
            *left -= 1.0;
            return Ok(());
        }
        let wait = if self.per_second > 0.0 { (1.0 - *left) / self.per_second } else { 3600.0 };
        Err(Duration::from_secs_f64(wait.min(3600.0)))
    }
}

/// One household has a whole /64 of version 6: it counts as one peer.
fn whole_network(peer: IpAddr) -> IpAddr {
    match peer {
        IpAddr::V4(_) => peer,
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(v4) => v4.into(),
            None => IpAddr::V6((ip.to_bits() & !(u128::from(u64::MAX))).into()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills() {
        let pace = Pace::new(2, 60);
        let start = Instant::now();
        let (a, b): (IpAddr, IpAddr) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        assert!(pace.take(a, start).is_ok() && pace.take(a, start).is_ok());
        assert_eq!(pace.take(a, start).unwrap_err().as_secs_f64().round(), 1.0);
        assert!(pace.take(b, start).is_ok());
        assert!(pace.take(a, start + Duration::from_millis(1100)).is_ok());
        let six = |text: &str| text.parse::<IpAddr>().unwrap();
        assert_eq!(whole_network(six("2001:db8::1")), whole_network(six("2001:db8::2")));
        assert_eq!(whole_network(six("::ffff:192.0.2.1")), a);
    }
}
