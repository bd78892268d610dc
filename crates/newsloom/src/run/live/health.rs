//! The health of a source, in words: what is wrong since when, when its last article came, and what to try.

use crate::store::{Health, SourceRow};
use newsloom_core::model::Timestamp;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// A source that answers well but has had nothing for so long is worth a word, seconds.
const QUIET: i64 = 14 * DAY;

/// Says how a source is at `now`.
pub fn health(source: &SourceRow, now: Timestamp) -> Health {
    let poll = &source.poll;
    let last = poll.article_at.or(poll.newest);
    let article = match last {
        Some(at) => format!("last article {}", ago(at, now)),
        None => "no article yet".to_owned(),
    };
    if let Some(failure) = &poll.failure {
        let since = poll.failing_since.map(|at| format!(" since {}", since(at, now))).unwrap_or_default();
        return Health { well: false, words: format!("{failure}{since}; {article}; {}", advice(source)) };
    }
    let Some(well) = poll.well_at else {
        return Health { well: true, words: "not asked yet".to_owned() };
    };
    if source.rules.muted {
        return Health { well: true, words: format!("muted; {article}") };
    }
    if last.is_some_and(|at| now.as_second() - at.as_second() > QUIET) {
        let words = format!(
            "answers well, but {article}; try whether its page names another feed: newsloom add ADDRESS"
        );
        return Health { well: false, words };
    }
    Health { well: true, words: format!("answered {}; {article}", ago(well, now)) }
}

/// What to try with a source that fails.
fn advice(source: &SourceRow) -> &'static str {
    let poll = &source.poll;
    match poll.status {
        Some(410) => "try `newsloom remove` or look for its new feed on its page",
        Some(401 | 403) => "try the address in a browser; the outlet may want to be asked first",
        Some(404) => "try `newsloom add` with the address of its page, which names the feed it has now",
        Some(429) => "it is asked more rarely now; nothing to do",
        Some(500..) => "its server is at fault; it is tried again on its own",
        Some(_) => "try the address in a browser",
        None if poll.failure.as_deref().is_some_and(|words| words.contains("not a public address")) => {
            "allow it with fetch.allow_private if it is yours"
        }
        None => "try the address in a browser; it is tried again on its own",
    }
}

/// `3 minutes ago`, `2 days ago`.
pub fn ago(at: Timestamp, now: Timestamp) -> String {
    let seconds = (now.as_second() - at.as_second()).max(0);
    let (number, unit) = match seconds {
        0..60 => return "just now".to_owned(),
        60..HOUR => (seconds / 60, "minute"),
        HOUR..DAY => (seconds / HOUR, "hour"),
        _ => (seconds / DAY, "day"),
    };
    format!("{number} {unit}{} ago", if number == 1 { "" } else { "s" })
}

/// `14:05` today, `Tuesday` within the week, else the day.
fn since(at: Timestamp, now: Timestamp) -> String {
    let zone = jiff::tz::TimeZone::system();
    let (at, now) = (at.to_zoned(zone.clone()), now.to_zoned(zone));
    let days = (now.date() - at.date()).get_days();
    match days {
        0 => at.strftime("%H:%M").to_string(),
        1..=6 => at.strftime("%A").to_string(),
        _ => at.strftime("%Y-%m-%d").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{PollState, SourceRules};
    use newsloom_core::model::SourceId;

    fn check(poll: PollState, well: bool, words: &str) {
        let now: Timestamp = "2026-03-12T12:00:00Z".parse().unwrap();
        let source = SourceRow {
            id: SourceId::of(&[b"x"]),
            url: "https://quay.example/feed".to_owned(),
            title: "Quay".to_owned(),
            group: Vec::new(),
            rules: SourceRules::default(),
            added_at: now,
            poll,
        };
        let health = health(&source, now);
        assert!(health.words.contains(words), "{}", health.words);
        assert_eq!(health.well, well, "{}", health.words);
    }

    #[test]
    fn health_says_what_is_wrong_and_what_to_try() {
        let at = |text: &str| Some(text.parse().unwrap());
        check(PollState::default(), true, "not asked yet");
        let failing = PollState {
            failure: Some("answers 403".to_owned()),
            status: Some(403),
            failing_since: at("2026-03-10T11:00:00Z"),
            article_at: at("2026-03-09T11:00:00Z"),
            ..PollState::default()
        };
        check(failing.clone(), false, "answers 403 since Tuesday; last article 3 days ago; try");
        check(PollState { failing_since: at("2026-01-10T11:00:00Z"), ..failing }, false, "since 2026-01-10");
        let well = PollState {
            well_at: at("2026-03-12T11:57:00Z"),
            article_at: at("2026-03-12T10:00:00Z"),
            ..PollState::default()
        };
        check(well.clone(), true, "answered 3 minutes ago; last article 2 hours ago");
        check(
            PollState { article_at: at("2026-01-12T10:00:00Z"), ..well },
            false,
            "answers well, but last article 59 days ago",
        );
    }
}
