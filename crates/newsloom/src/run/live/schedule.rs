//! When a source is asked next: as often as it has news, within bounds, later while it fails, never before it allows.

use crate::fetch::{Answer, FetchError};
use crate::store::{PollState, SourceRow};
use newsloom_core::model::Timestamp;
use newsloom_core::text::hash::key64;
use std::time::Duration;

/// Bounds of polling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// No source is asked more often.
    pub least: Duration,
    /// No source is asked more rarely, as long as it answers.
    pub most: Duration,
}

/// Interval of a source about which nothing is known.
const FIRST: Duration = Duration::from_secs(900);
/// Longest time between two tries of a source that fails.
const LONGEST_TRY: Duration = Duration::from_secs(86_400);
/// Permanent redirects in a row after which the new address is believed: one alone may be a mistake.
const MOVED_AFTER: u32 = 3;

/// What an answer meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Entries that were not met before.
    News,
    /// Nothing new.
    Nothing,
    /// It failed, in words.
    Failed {
        /// `answers 503`, `does not answer: ...`.
        words: String,
        /// Not before this, as the server asks.
        wait: Option<Timestamp>,
    },
    /// It is gone for good (410).
    Gone,
}

/// What an answer means as far as its head tells; whether there is news shows the body.
pub fn heard(answer: &Result<Answer, FetchError>, now: Timestamp) -> Heard {
    match answer {
        Ok(answer) => match answer.status {
            200..=299 | 304 => Heard::Nothing,
            410 => Heard::Gone,
            status => Heard::Failed {
                words: format!("answers {status}"),
                wait: answer.retry_after.map(|wait| wait.end(now)),
            },
        },
        Err(error) => Heard::Failed { words: format!("does not answer: {error}"), wait: None },
    }
}

/// How polling goes after an answer.
pub fn after(
    source: &SourceRow,
    answer: &Result<Answer, FetchError>,
    heard: &Heard,
    now: Timestamp,
    bounds: Bounds,
) -> PollState {
    let mut state = source.poll.clone();
    state.asked_at = Some(now);
    state.status = answer.as_ref().ok().map(|answer| answer.status);
    let every = interval(source, heard, bounds);
    state.every_s = every.as_secs() as u32;
    match heard {
        Heard::News | Heard::Nothing => {
            state.well_at = Some(now);
            state.failing_since = None;
            state.failure = None;
            state.failures = 0;
            state.gone = false;
            state.wait_until = None;
            let mut pause = jittered(source, every, bounds.most);
            if let Ok(answer) = answer {
                if answer.status != 304 {
                    state.validators.etag = answer.etag.clone();
                    state.validators.last_modified = answer.last_modified.clone();
                }
                // An answer that says how long it holds is not asked for again before, within the bounds.
                pause = pause.max(answer.fresh.unwrap_or_default().min(bounds.most));
                state.moving = moving(&source.poll, answer);
            }
            state.due = now.checked_add(pause).ok();
        }
        Heard::Gone => {
            state.gone = true;
            state.failing_since = state.failing_since.or(Some(now));
            state.failure = Some("answers 410: it is gone for good".to_owned());
            state.failures += 1;
            state.due = None;
        }
        Heard::Failed { words, wait } => {
            state.failing_since = state.failing_since.or(Some(now));
            state.failure = Some(words.clone());
            state.failures += 1;
            let doubled = every.saturating_mul(1 << state.failures.min(10)).min(LONGEST_TRY);
            let due = now.checked_add(jittered(source, doubled, LONGEST_TRY)).ok();
            state.due = due.max(*wait);
            state.wait_until = *wait;
        }
    }
    state
}

/// Where a source moved for good, once that was said often enough.
pub fn moved(state: &PollState) -> Option<String> {
    state.moving.as_ref().filter(|(_, times)| *times >= MOVED_AFTER).map(|(to, _)| to.clone())
}

fn moving(before: &PollState, answer: &Answer) -> Option<(String, u32)> {
    let to = answer.moved.clone()?;
    let times = before.moving.as_ref().filter(|(known, _)| *known == to).map_or(0, |(_, times)| *times);
    Some((to, times + 1))
}

/// Shorter with news, longer without, always within the bounds.
fn interval(source: &SourceRow, heard: &Heard, bounds: Bounds) -> Duration {
    let known = match source.poll.every_s {
        0 => FIRST,
        seconds => Duration::from_secs(u64::from(seconds)),
    };
    let wanted = match heard {
        Heard::News => known.mul_f64(0.6),
        Heard::Nothing => known.mul_f64(1.25),
        Heard::Failed { .. } | Heard::Gone => known,
    };
    let least = source.rules.every.unwrap_or(bounds.least).max(Duration::from_secs(30));
    wanted.clamp(least, bounds.most.max(least))
}

/// Up to a tenth longer, or shorter where that would pass `most`: by the source's id and its last turn, so that sources
/// added together do not stay together; the same on every run.
fn jittered(source: &SourceRow, every: Duration, most: Duration) -> Duration {
    let turn = source.poll.asked_at.map_or(0, Timestamp::as_second);
    let part = key64(&format!("{}{turn}", source.id)) % 1000;
    let jitter = every.mul_f64(part as f64 / 10_000.0);
    if every + jitter > most { every - jitter } else { every + jitter }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{MemoryStore, NewSource, SourceRules, Sources};

    const BOUNDS: Bounds = Bounds { least: Duration::from_secs(300), most: Duration::from_secs(7200) };

    fn source() -> SourceRow {
        let store = MemoryStore::new();
        let (id, _) = store
            .add_source(&NewSource {
                url: "https://quay.example/feed".to_owned(),
                title: String::new(),
                group: Vec::new(),
                rules: SourceRules::default(),
                at: Timestamp::UNIX_EPOCH,
            })
            .unwrap();
        store.source(id).unwrap().unwrap()
    }

    fn answer(status: u16) -> Result<Answer, FetchError> {
        Ok(Answer { status, ..Answer::default() })
    }

    /// Seconds until the next poll after some answers, `n` for news.
    fn check(answers: &[&str], least: i64, most: i64) {
        let mut source = source();
        let now = Timestamp::from_second(1_000_000).unwrap();
        for given in answers {
            let answer = answer(given.parse().unwrap_or(200));
            let heard = if *given == "n" { Heard::News } else { heard(&answer, now) };
            source.poll = after(&source, &answer, &heard, now, BOUNDS);
        }
        let seconds = source.poll.due.map_or(-1, |due| due.as_second() - now.as_second());
        assert!((least..=most).contains(&seconds), "{answers:?}: {seconds}");
    }

    #[test]
    fn a_source_is_asked_as_often_as_it_has_news() {
        check(&["200"], 1125, 1240);
        check(&["n", "n", "n", "n"], 300, 330);
        check(&["304"; 20], 6480, 7200);
        check(&["503"], 1800, 1990);
        check(&["503"; 9], 77_760, 86_400);
        check(&["410"], -1, -1);
        check(&["503", "503", "200"], 1100, 1250);
    }

    #[test]
    fn what_the_server_says_holds() {
        let source = source();
        let now = Timestamp::from_second(1_000_000).unwrap();
        let wait = Some(crate::fetch::Wait::For(Duration::from_secs(50_000)));
        let slow = Ok(Answer { status: 429, retry_after: wait, ..Answer::default() });
        let state = after(&source, &slow, &heard(&slow, now), now, BOUNDS);
        assert_eq!(state.due.unwrap().as_second(), 1_050_000);
        assert_eq!(state.failure.as_deref(), Some("answers 429"));
        let fresh = Ok(Answer { status: 200, fresh: Some(Duration::from_secs(3000)), ..Answer::default() });
        let state = after(&source, &fresh, &Heard::News, now, BOUNDS);
        assert_eq!(state.due.unwrap().as_second(), 1_003_000);
    }

    #[test]
    fn a_move_is_believed_the_third_time() {
        let mut source = source();
        let now = Timestamp::from_second(1_000_000).unwrap();
        let to =
            Ok(Answer { status: 200, moved: Some("https://new.example/".to_owned()), ..Answer::default() });
        for times in 1..=3 {
            source.poll = after(&source, &to, &Heard::Nothing, now, BOUNDS);
            assert_eq!(moved(&source.poll).is_some(), times == 3);
        }
    }
}
