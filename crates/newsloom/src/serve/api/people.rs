//! Names of the API: people, organisations, places.

use super::{limit, list};
use crate::serve::access::Reader;
use crate::serve::app::blocking;
use crate::serve::pages::people::KINDS;
use crate::serve::params::{self, Params};
use crate::serve::problem::Answer;
use axum::http::HeaderMap;
use serde_json::json;

/// `GET /api/v1/people`: the names in most stories.
pub async fn people(Reader { app, .. }: Reader, params: Params, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let kind = params.read_as("kind", "person, organisation or place", |text| {
            KINDS.iter().find(|(known, ..)| *known == text)
        })?;
        let kind = kind.unwrap_or(&KINDS[0]);
        let rows = app.store.facets(kind.1, params.get("q").unwrap_or_default(), limit(&params)?)?;
        let rows = rows.iter().map(|row| {
            json!({
                "name": row.value, "kind": kind.0, "stories": row.stories, "mentions": row.count,
                "in": format!("/api/v1/stories?{}={}", kind.0, params::escape(&row.value)),
            })
        });
        Ok(list(&headers, "people", rows.collect(), None))
    })
    .await
}
