//! Sources of the API.

use super::{body, list, show};
use crate::serve::access::{Editor, Reader};
use crate::serve::app::{App, blocking};
use crate::serve::pages::sources::web_address;
use crate::serve::problem::{Answer, Problem};
use crate::store::{NewSource, SourceRow, SourceRules};
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use newsloom_core::model::{SourceId, Timestamp};
use serde_json::{Value, json};

fn row(app: &App, source: &SourceRow) -> Value {
    let health = (app.health)(source, Timestamp::now());
    let time = |at: Option<Timestamp>| at.map(|at| at.to_string());
    json!({
        "id": source.id, "url": source.url, "title": source.title, "group": source.group,
        "rules": {
            "weight": source.rules.weight, "muted": source.rules.muted, "full_text": source.rules.full_text,
            "every_s": source.rules.every.map(|every| every.as_secs()),
        },
        "health": {"well": health.well, "words": health.words},
        "articles": source.poll.articles, "article_at": time(source.poll.article_at),
        "asked_at": time(source.poll.asked_at), "due": time(source.poll.due), "every_s": source.poll.every_s,
        "self": format!("/api/v1/sources/{}", source.id),
    })
}

/// `GET /api/v1/sources`.
pub async fn sources(Reader { app, .. }: Reader, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let rows = app.store.sources()?.iter().map(|source| row(app, source)).collect();
        Ok(list(&headers, "sources", rows, None))
    })
    .await
}

/// `GET /api/v1/sources/{id}`.
pub async fn source(Reader { app, .. }: Reader, Path(id): Path<String>, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let id = SourceId::parse(&id).ok_or_else(|| Problem::not_found("source"))?;
        let source = app.store.source(id)?.ok_or_else(|| Problem::not_found("source"))?;
        Ok(show(&headers, &row(app, &source)))
    })
    .await
}

/// `POST /api/v1/sources`: `{"url", "title", "group"}`.
pub async fn add(Editor { app, .. }: Editor, headers: HeaderMap, given: Bytes) -> Answer {
    let given = body(&headers, &given)?;
    blocking(&app, move |app| {
        let group = given["group"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let source = NewSource {
            url: web_address(given["url"].as_str())?,
            title: given["title"].as_str().unwrap_or_default().chars().take(200).collect(),
            group: group.take(8).map(|name| name.chars().take(100).collect()).collect(),
            rules: SourceRules::default(),
            at: Timestamp::now(),
        };
        let (id, new) = app.store.add_source(&source)?;
        let source = app.store.source(id)?.ok_or_else(|| Problem::not_found("source"))?;
        let mut answer = show(&HeaderMap::new(), &row(app, &source));
        *answer.status_mut() = if new { StatusCode::CREATED } else { StatusCode::OK };
        Ok(answer)
    })
    .await
}

/// `DELETE /api/v1/sources/{id}`.
pub async fn remove(Editor { app, .. }: Editor, Path(id): Path<String>) -> Answer<StatusCode> {
    blocking(&app, move |app| {
        let id = SourceId::parse(&id).ok_or_else(|| Problem::not_found("source"))?;
        if app.store.remove_source(id)? {
            Ok(StatusCode::NO_CONTENT)
        } else {
            Err(Problem::not_found("source"))
        }
    })
    .await
}

/// `POST /api/v1/sources/{id}/poll`: asks it now.
pub async fn poll(Editor { app, .. }: Editor, Path(id): Path<String>) -> Answer<StatusCode> {
    blocking(&app, move |app| {
        let id = SourceId::parse(&id).ok_or_else(|| Problem::not_found("source"))?;
        app.store.source(id)?.ok_or_else(|| Problem::not_found("source"))?;
        Ok(app.store.poll_at(id, Timestamp::now())?)
    })
    .await?;
    Ok(StatusCode::ACCEPTED)
}
