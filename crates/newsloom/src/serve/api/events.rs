//! Changes as they happen: server-sent events. A reader that was away goes on from `Last-Event-ID`.

use super::stories;
use crate::serve::access::Reader;
use crate::serve::app::{Shared, blocking};
use crate::serve::metrics::Metrics;
use crate::serve::params::Params;
use crate::serve::problem::{self, Answer, Problem};
use crate::serve::telling;
use crate::store::Change;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use newsloom_core::model::StoryId;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::sync::broadcast::{Receiver, error::RecvError};

/// Streams at once, all peers together.
const MOST_STREAMS: i64 = 500;
/// Changes read from the store in one step for who was away.
const STEP: usize = 256;

/// Counts a stream as long as it lives.
struct Counted(Arc<Metrics>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.streams.fetch_sub(1, Ordering::Relaxed);
    }
}

struct Stream {
    app: Shared,
    story: Option<StoryId>,
    seq: u64,
    waiting: VecDeque<Arc<Change>>,
    live: Receiver<Arc<Change>>,
    behind: bool,
    _counted: Counted,
}

/// `GET /api/v1/events`: changes after the number `after`, of one `story` or of all.
pub async fn events(Reader { app, .. }: Reader, params: Params, headers: HeaderMap) -> Answer<Response> {
    let story = match params.get("story").map(str::to_owned) {
        Some(id) => Some(blocking(&app, move |app| telling::resolve(app, &id)).await?),
        None => None,
    };
    let resumed = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    let asked = params.number_given("after", 0..=i64::MAX as u64)?;
    let before = app.metrics.streams.fetch_add(1, Ordering::Relaxed);
    let counted = Counted(Arc::clone(&app.metrics));
    if before >= MOST_STREAMS {
        return Err(Problem {
            retry_after: Some(30),
            ..Problem::new(problem::TOO_MANY, "Too many listen already; ask for changes from time to time.")
        });
    }
    let live = app.pulse.listen();
    let last = app.pulse.last();
    // Who was away for long reads the list of changes; a page of today never is.
    let seq = resumed.or(asked).unwrap_or(last);
    let state =
        Stream { behind: seq < last, app, story, seq, waiting: VecDeque::new(), live, _counted: counted };
    let events = stream::unfold(state, |mut state| async move {
        let change = state.next().await?;
        let event = Event::default().event("change").id(change.seq.to_string());
        let event = event.data(stories::change(&change).to_string());
        Some((Ok::<_, Infallible>(event), state))
    });
    let keep_alive = KeepAlive::new().interval(Duration::from_secs(20)).text("still here");
    let mut answer = Sse::new(events).keep_alive(keep_alive).into_response();
    answer.headers_mut().insert("x-accel-buffering", axum::http::HeaderValue::from_static("no"));
    Ok(answer)
}

impl Stream {
    async fn next(&mut self) -> Option<Arc<Change>> {
        loop {
            while let Some(change) = self.waiting.pop_front() {
                if change.seq <= self.seq {
                    continue;
                }
                self.seq = change.seq;
                if self
                    .story
                    .is_none_or(|story| change.change.story == story || change.change.other == Some(story))
                {
                    return Some(change);
                }
            }
            if self.behind {
                let seq = self.seq;
                let step = blocking(&self.app, move |app| Ok(app.store.changes(seq, STEP)?)).await.ok()?;
                self.behind = step.len() == STEP;
                self.waiting.extend(step.into_iter().map(Arc::new));
                continue;
            }
            match self.live.recv().await {
                Ok(change) => self.waiting.push_back(change),
                Err(RecvError::Lagged(_)) => self.behind = true,
                Err(RecvError::Closed) => return None,
            }
        }
    }
}
