//! Editions of the API.

use super::stories::told;
use super::{limit, list, show};
use crate::serve::access::Reader;
use crate::serve::app::blocking;
use crate::serve::params::{self, Params};
use crate::serve::problem::{Answer, Problem};
use crate::serve::telling;
use crate::store::EditionRow;
use axum::extract::Path;
use axum::http::HeaderMap;
use serde_json::{Value, json};

fn row(row: &EditionRow) -> Value {
    json!({
        "id": row.id, "date": row.date.to_string(), "from": row.from.to_string(), "to": row.to.to_string(),
        "made_at": row.made_at.to_string(), "closed": row.closed, "stories": row.stories,
        "self": format!("/api/v1/editions/{}", row.id),
    })
}

/// `GET /api/v1/editions`.
pub async fn editions(Reader { app, .. }: Reader, params: Params, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let wanted = limit(&params)?;
        let rows = app.store.editions(params.going_on()?, wanted)?;
        let next = params::next(&rows, wanted, |row| row.id);
        Ok(list(&headers, "editions", rows.iter().map(row).collect(), next))
    })
    .await
}

/// `GET /api/v1/editions/{id}`: with its stories as it tells them.
pub async fn edition(Reader { app, .. }: Reader, Path(id): Path<String>, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let id: u64 = id.parse().map_err(|_| Problem::not_found("edition"))?;
        let edition = app.store.edition(id)?.ok_or_else(|| Problem::not_found("edition"))?;
        let mut stories = Vec::with_capacity(edition.stories.len());
        for story in &edition.stories {
            if let Some(one) = app.store.edition_story(id, *story)? {
                stories.push(Value::Object(told(&telling::with_articles(app, one)?)));
            }
        }
        let mut shown = row(&edition);
        shown["stories"] = Value::Array(stories);
        Ok(show(&headers, &shown))
    })
    .await
}
