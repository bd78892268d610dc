//! Being told by hubs (W3C WebSub): which source names one, and when to ask it to tell us, or to go on telling.
//!
//! What a hub sends is only a sign that there is news: the source is then asked as ever, with its validators and in its
//! host's turn. So polling goes on, and a hub that falls silent costs time, never news.

use super::Live;
use crate::config::Config;
use crate::fetch::{Answer, Ask, FetchError};
use crate::store::{Result, SourceRow, StoreError, WebSub};
use newsloom_core::model::{SourceId, Timestamp};
use newsloom_core::read::hub;
use std::time::Duration;
use url::Url;

/// Lease that is asked for.
const LEASE: Duration = Duration::from_secs(10 * 86_400);
/// A lease is renewed when less than this is left of it; no source is asked more rarely than every six hours by default.
const RENEW: Duration = Duration::from_secs(2 * 86_400);
/// A hub that did not confirm is asked again after this.
const AGAIN: Duration = Duration::from_secs(86_400);
/// Wishes that wait at once; what is beyond is wished at the next poll.
const MOST_WISHES: usize = 200;

/// Where hubs may tell us.
pub(super) struct Push {
    base: String,
}

impl Push {
    /// Where the settings name an address of ours that others can reach, and do not forbid it.
    pub fn of(config: &Config) -> Option<Self> {
        let base = &config.serve.base_url;
        let public = Url::parse(base).is_ok_and(|url| match url.host() {
            Some(url::Host::Domain(name)) => name != "localhost" && !name.ends_with(".localhost"),
            Some(url::Host::Ipv4(ip)) => !ip.is_loopback(),
            Some(url::Host::Ipv6(ip)) => !ip.is_loopback(),
            None => false,
        });
        (public && config.live.push).then(|| Self { base: base.clone() })
    }
}

/// The hub and the topic that a good answer names.
fn named(answer: &Answer) -> Option<(Url, Url)> {
    let here = Url::parse(&answer.url).ok()?;
    let said = hub::find(&answer.body);
    let hub = answer.link("hub").or(said.hub.as_deref())?;
    let own = answer.link("self").or(said.own.as_deref());
    let hub = here.join(hub).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())?;
    let topic = own.and_then(|own| here.join(own).ok()).unwrap_or(here);
    Some((hub, topic))
}

/// Whether it is time to ask the hub.
fn is_due(websub: &WebSub, now: Timestamp) -> bool {
    let after = |at: Timestamp, time| at.checked_add(time).is_ok_and(|end| end <= now);
    let asked_lately = websub.asked_at.is_some_and(|at| !after(at, AGAIN));
    let runs_out = websub.until.is_none_or(|until| until.checked_sub(RENEW).is_ok_and(|time| time <= now));
    runs_out && !asked_lately
}

impl Live {
    /// Reads from an answer whether its source is pushed, and wishes to be told where it is.
    pub(super) fn look_for_hub(
        &mut self,
        source: &SourceRow,
        answer: &std::result::Result<Answer, FetchError>,
        now: Timestamp,
    ) -> Result<()> {
        let Some(push) = &self.push else { return Ok(()) };
        let Ok(answer) = answer else { return Ok(()) };
        let known = self.store.source(source.id)?.and_then(|row| row.poll.websub);
        let mut websub = match answer.status {
            304 => known.clone(),
            200..300 => named(answer).map(|(hub, topic)| {
                let same =
                    known.clone().filter(|known| known.hub == hub.as_str() && known.topic == topic.as_str());
                same.unwrap_or_else(|| WebSub {
                    hub: hub.to_string(),
                    topic: topic.to_string(),
                    secret: secret(),
                    until: None,
                    asked_at: None,
                })
            }),
            _ => return Ok(()),
        };
        if let Some(websub) = &mut websub
            && !source.rules.muted
            && self.subscribing.len() < MOST_WISHES
            && is_due(websub, now)
        {
            websub.asked_at = Some(now);
            let ask = wish(websub, &websub.callback(&push.base, source.id));
            self.subscribing.push_back((ask.host(), source.id, ask));
        }
        if websub == known {
            return Ok(());
        }
        match self.store.set_websub(source.id, websub.as_ref()) {
            Err(StoreError::Missing(_)) => Ok(()),
            other => other,
        }
    }
}

/// What is sent to the hub (section 5.1).
fn wish(websub: &WebSub, callback: &str) -> Ask {
    let fields = [
        ("hub.mode", "subscribe"),
        ("hub.topic", &websub.topic),
        ("hub.callback", callback),
        ("hub.lease_seconds", &LEASE.as_secs().to_string()),
        ("hub.secret", &websub.secret),
    ];
    Ask::form(&websub.hub, fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec())
}

/// A secret that nobody guesses: 32 hexadecimal digits.
fn secret() -> String {
    let mut bytes = [0; 16];
    // Without randomness there is no secret, and what cannot be checked is not taken.
    if getrandom::fill(&mut bytes).is_err() {
        return String::new();
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a hub answered to a wish; whether it will tell us it says by calling us.
pub(super) fn heard(source: SourceId, answer: &std::result::Result<Answer, FetchError>) {
    match answer {
        Ok(answer) if (200..300).contains(&answer.status) => tracing::debug!(%source, "a hub took a wish"),
        Ok(answer) => {
            tracing::info!(%source, status = answer.status, "a hub does not want to tell of a source")
        }
        Err(error) => tracing::info!(%source, %error, "a hub does not answer"),
    }
}
