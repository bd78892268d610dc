//! For those who run the service: is it alive, is it ready, how does it do.

use super::access::Reader;
use super::app::{Shared, blocking};
use super::problem::{self, Answer, Problem};
use super::{answer, metrics::Gauge};
use axum::extract::State;
use axum::response::Response;
use serde_json::json;

/// `/healthz`: the process answers.
pub async fn alive() -> Response {
    answer::bytes("text/plain; charset=utf-8", "ok\n")
}

/// `/readyz`: the store answers.
pub async fn ready(State(app): State<Shared>) -> Answer<Response> {
    let read = blocking(&app, |app| {
        app.store
            .note("ready")
            .map_err(|error| Problem::new(problem::NOT_READY, format!("The store does not answer: {error}")))
    });
    read.await?;
    Ok(answer::bytes("text/plain; charset=utf-8", "ready\n"))
}

/// `/metrics`.
pub async fn metrics(Reader { app, .. }: Reader) -> Answer<Response> {
    let gauges = blocking(&app, |app| {
        let counts = app.store.counts()?;
        let gauge =
            |name: &'static str, help: &'static str, value: u64| -> Gauge { (name, help, value as f64) };
        Ok(vec![
            gauge("newsloom_articles", "Articles in the store.", counts.articles),
            gauge("newsloom_wordings", "Wordings of articles in the store.", counts.versions),
            gauge("newsloom_articles_waiting", "Articles that wait to be placed.", counts.unplaced),
            gauge("newsloom_stories", "Stories in the store.", counts.stories),
            gauge("newsloom_changes_total", "Changes of stories so far.", counts.last_change),
            gauge("newsloom_sources", "Sources.", counts.sources),
            gauge("newsloom_sources_failing", "Sources that fail now.", counts.failing),
            gauge("newsloom_jobs_waiting", "Pages that wait to be fetched.", counts.jobs),
            gauge("newsloom_store_bytes", "Bytes of the store on disk.", counts.bytes),
            gauge("newsloom_index_entries", "Entries of the search index.", app.index.len()),
            gauge("newsloom_pages_kept_bytes", "Memory of rendered pages.", app.keep.bytes() as u64),
            gauge("newsloom_resident_bytes", "Memory of the process.", resident()),
            gauge(
                "newsloom_start_seconds",
                "When the process started, since 1970.",
                app.started.as_second() as u64,
            ),
        ])
    })
    .await?;
    Ok(answer::bytes("text/plain; version=0.0.4; charset=utf-8", app.metrics.show(&gauges)))
}

/// Resident memory, where the system tells it.
fn resident() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm")
        .ok()
        .and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    pages.unwrap_or(0) * 4096
}

/// The state as the API shows it.
pub fn state(app: &super::app::App) -> Answer<serde_json::Value> {
    let counts = app.store.counts()?;
    Ok(json!({
        "version": env!("CARGO_PKG_VERSION"),
        "started": app.started.to_string(),
        "articles": counts.articles,
        "wordings": counts.versions,
        "waiting": {"articles": counts.unplaced, "pages": counts.jobs},
        "stories": counts.stories,
        "last_change": counts.last_change,
        "editions": counts.editions,
        "sources": {"all": counts.sources, "failing": counts.failing},
        "bytes": counts.bytes,
        "index": {"entries": app.index.len()},
    }))
}
