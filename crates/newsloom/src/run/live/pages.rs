//! A job done: the page read, or the entry's own text taken, and what becomes of the job.

use super::entries::document;
use super::schedule::{Heard, heard};
use crate::fetch::{Answer, FetchError};
use crate::store::{Claimed, Postponed, RawPage};
use newsloom_core::flow;
use newsloom_core::model::{Analysis, Article, RawDocument, Timestamp};
use std::time::Duration;

/// Tries of a page before the entry's own text has to do.
const MOST_TRIES: u32 = 4;
/// Pause before the second try; doubles.
const FIRST_PAUSE: Duration = Duration::from_secs(120);

/// What a job gave.
pub(super) struct Done {
    /// The job.
    pub claimed: Claimed,
    /// Its articles.
    pub articles: Vec<(Article, Analysis)>,
    /// Its page.
    pub page: Option<RawPage>,
    /// Set where it is to be tried again.
    pub again: Option<Postponed>,
    /// Why the page itself could not be had, where it could not.
    pub why: Option<String>,
}

/// A job with what came for it: an answer, or `None` where the page is not to be fetched (with the reason, if it is one).
pub(super) struct Work {
    pub claimed: Claimed,
    pub answer: Option<Result<Answer, FetchError>>,
    pub forbidden: Option<&'static str>,
}

/// Does a job. Pure but for the time that is handed in, so that many are done at once.
pub(super) fn read(work: Work, config: &flow::Config, now: Timestamp) -> Done {
    let Work { claimed, answer, forbidden } = work;
    let mut done = Done { articles: Vec::new(), page: None, again: None, why: None, claimed };
    done.why = forbidden.map(str::to_owned);
    let job = &done.claimed.job;
    if let Some(answer) = answer {
        match (heard(&answer, now), &answer) {
            (Heard::Nothing, Ok(answer)) if answer.status != 304 => {
                let raw = document(&job.key, answer, job.item.hint.clone(), now);
                let taken = flow::take_in(&raw, config);
                done.articles = taken.articles;
                done.articles.retain(|(article, _)| {
                    !article.text.is_empty()
                        && !article.remarks.iter().any(|remark| remark.code == "index-page")
                });
                done.why = taken.reading.remarks.first().map(|remark| remark.text.to_string());
                done.page = Some(RawPage {
                    url: raw.url,
                    media_type: raw.media_type,
                    charset: raw.charset,
                    fetched_at: now,
                    body: raw.body,
                });
            }
            (Heard::Failed { words, wait }, answer) => {
                let passing = match answer {
                    Ok(answer) => matches!(answer.status, 408 | 425 | 429 | 500..),
                    Err(error) => matches!(error, FetchError::Timeout(_) | FetchError::Connection(_)),
                };
                if passing && done.claimed.attempts + 1 < MOST_TRIES {
                    let pause = FIRST_PAUSE.saturating_mul(1 << done.claimed.attempts);
                    let due = now.checked_add(pause).unwrap_or(now);
                    let due = wait.map_or(due, |wait| wait.max(due));
                    done.again = Some(Postponed { key: job.key.clone(), due, why: words });
                    return done;
                }
                done.why = Some(words);
            }
            (Heard::Gone, _) => done.why = Some("answers 410".to_owned()),
            _ => {}
        }
    }
    if done.articles.is_empty() {
        let feed = RawDocument {
            name: job.feed.clone(),
            url: Some(job.feed.clone()),
            fetched_at: Some(now),
            ..RawDocument::default()
        };
        done.articles.extend(
            flow::take_in_item(&job.item, &feed, config).filter(|(article, _)| !article.text.is_empty()),
        );
        if done.articles.is_empty() {
            done.page = None;
        }
    }
    done
}
