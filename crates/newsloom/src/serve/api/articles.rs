//! Articles of the API.

use super::{bad_cursor, cursor, limit, list, show};
use crate::serve::access::Reader;
use crate::serve::app::blocking;
use crate::serve::params::{self, Params};
use crate::serve::problem::{Answer, Problem};
use crate::serve::telling;
use crate::store::{ArticleQuery, ArticleRow, Edit, Version};
use axum::extract::Path;
use axum::http::HeaderMap;
use newsloom_core::model::{ArticleId, SourceId, TextHash};
use newsloom_core::render::json as shapes;
use serde_json::{Value, json};

/// An article of a list.
pub fn row(row: &ArticleRow) -> Value {
    json!({
        "id": row.id, "version": row.version, "arrival": row.arrival, "url": row.url, "title": row.title,
        "outlet": row.domain, "at": row.at.to_string(), "lang": row.language, "kind": row.kind,
        "source": row.source, "story": row.story, "event": row.event, "versions": row.versions,
        "self": format!("/api/v1/articles/{}", row.id),
    })
}

/// `GET /api/v1/articles`.
pub async fn articles(Reader { app, .. }: Reader, params: Params, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        if let Some(since) = params.number_given("changed_since", 0..=i64::MAX as u64)? {
            let wanted = limit(&params)?;
            let versions = app.store.tape(since, wanted)?;
            let next = params::next(&versions, wanted, |one| one.arrival);
            let ids: Vec<ArticleId> = versions.iter().map(|one| one.article.id).collect();
            let rows = app.store.rows(&ids)?;
            return Ok(list(&headers, "articles", rows.iter().map(row).collect(), next));
        }
        let story = params.get("story").map(|id| telling::resolve(app, id)).transpose()?;
        let query = ArticleQuery {
            domain: params.get("outlet").map(str::to_lowercase),
            source: params.read_as("source", "the id of a source", SourceId::parse)?,
            story,
            from: params.time("from")?,
            to: params.time("to")?,
            after: cursor(&params),
            limit: limit(&params)?,
        };
        let page = app.store.articles(&query).map_err(bad_cursor(query.after.is_some()))?;
        Ok(list(&headers, "articles", page.rows.iter().map(row).collect(), page.next))
    })
    .await
}

/// A whole wording.
pub fn version(version: &Version) -> Value {
    let article = &version.article;
    json!({
        "id": article.id, "version": article.version, "arrival": version.arrival,
        "seen_at": version.seen_at.to_string(), "url": article.url, "title": article.title,
        "outlet": {"name": article.outlet.name, "domain": article.outlet.domain}, "authors": article.authors,
        "published": shapes::published(article.published.as_ref()),
        "modified": shapes::published(article.modified.as_ref()), "lang": article.language,
        "section": article.section, "kind": article.kind, "agency": article.agency,
        "text": article.text, "blocks": article.blocks,
        "remarks": article.remarks.iter().map(|r| json!({"code": r.code, "text": r.text})).collect::<Vec<_>>(),
    })
}

/// `GET /api/v1/articles/{id}`: the latest wording, or the one of `version`.
pub async fn article(
    Reader { app, .. }: Reader,
    Path(id): Path<String>,
    params: Params,
    headers: HeaderMap,
) -> Answer {
    blocking(&app, move |app| {
        let id = ArticleId::parse(&id).ok_or_else(|| Problem::not_found("article"))?;
        let found = match params.read_as("version", "the id of a wording", TextHash::parse)? {
            Some(version) => app.store.wording(id, version)?,
            None => app.store.article(id)?,
        };
        let found = found.ok_or_else(|| Problem::not_found("article"))?;
        let row = app.store.rows(&[id])?.into_iter().next();
        let mut shown = version(&found);
        shown["story"] = json!(row.as_ref().and_then(|row| row.story));
        shown["versions"] = json!(row.as_ref().map_or(1, |row| row.versions));
        Ok(show(&headers, &shown))
    })
    .await
}

/// `GET /api/v1/articles/{id}/versions`.
pub async fn versions(Reader { app, .. }: Reader, Path(id): Path<String>, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let id = ArticleId::parse(&id).ok_or_else(|| Problem::not_found("article"))?;
        let history = app.store.history(id)?;
        if history.is_empty() {
            return Err(Problem::not_found("article"));
        }
        Ok(list(&headers, "versions", history.iter().map(version).collect(), None))
    })
    .await
}

fn edit(edit: &Edit) -> Value {
    json!({
        "arrival": edit.arrival, "article": edit.article, "title": edit.title, "outlet": edit.domain,
        "before": edit.before, "after": edit.after, "at": edit.at.to_string(),
    })
}

/// `GET /api/v1/edits`: the correction log of the outlets, latest first.
pub async fn edits(Reader { app, .. }: Reader, params: Params, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let wanted = limit(&params)?;
        let edits = app.store.edits(params.going_on()?, wanted)?;
        let next = params::next(&edits, wanted, |one| one.arrival);
        Ok(list(&headers, "edits", edits.iter().map(edit).collect(), next))
    })
    .await
}
