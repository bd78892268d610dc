//! The health of a source in words: since when it fails, what came last, what to try.

use crate::store::{Health, SourceRow};
use newsloom_core::model::Timestamp;

/// How a source does at `now`.
pub fn of(source: &SourceRow, now: Timestamp) -> Health {
    let poll = &source.poll;
    if poll.gone {
        return ill("is gone for good (410); look for its new address, or remove it".to_owned());
    }
    if let Some(since) = poll.failing_since {
        let what = poll.failure.as_deref().unwrap_or("does not answer");
        let advice = advice(poll.status);
        return ill(format!("{what} since {}; {advice}", when(since, now)));
    }
    let Some(well) = poll.well_at else {
        return Health { well: true, words: "not asked yet".to_owned() };
    };
    let quiet =
        poll.article_at.or(poll.newest).is_some_and(|at| now.as_second() - at.as_second() > 30 * 86_400);
    if quiet {
        return Health {
            well: true,
            words: format!("answers, but brought nothing for a month; asked {}", when(well, now)),
        };
    }
    Health { well: true, words: format!("well; answered {}", when(well, now)) }
}

fn ill(words: String) -> Health {
    Health { well: false, words }
}

fn advice(status: Option<u16>) -> &'static str {
    match status {
        Some(401 | 403) => "it does not let this reader in: try another feed of the outlet",
        Some(404) => "try the outlet's front page to find its feed anew",
        Some(429) => "it wants to be asked less often: raise the least time between polls",
        Some(500..) => "its own fault: it is tried again by itself",
        Some(_) => "try its address in a browser",
        None => "try its address in a browser; it is tried again by itself",
    }
}

/// "at 14:05", "Tuesday", "12 March 2026".
fn when(at: Timestamp, now: Timestamp) -> String {
    let seconds = now.as_second() - at.as_second();
    let utc = jiff::tz::Offset::UTC.to_datetime(at);
    match seconds {
        i64::MIN..=86_399 => utc.strftime("%H:%M UTC").to_string(),
        86_400..=518_400 => utc.strftime("%A").to_string(),
        _ => utc.strftime("%-d %B %Y").to_string(),
    }
}
