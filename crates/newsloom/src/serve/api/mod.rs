//! The API, version 1: JSON over HTTP. Every told line names its passages, and every answer brings what they say.
//!
//! Lists are paged by cursor, `changed_since` follows changes, problems are RFC 9457, and `openapi.json` is made from
//! the table in [`openapi`] that the tests compare with the router.

pub mod articles;
pub mod corrections;
pub mod editions;
pub mod events;
pub mod openapi;
pub mod people;
pub mod schemas;
pub mod search;
pub mod sources;
pub mod stories;

use super::access::Reader;
use super::answer::Rendered;
use super::app::blocking;
use super::problem::{self, Answer, Problem};
use super::{ops, params::Params};
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use serde_json::{Value, json};

/// Rows of one answer at most.
pub const MOST: u64 = 200;
/// Rows of one answer where nothing is said.
pub const USUAL: u64 = 50;

/// JSON as an answer.
pub fn show(asked: &HeaderMap, value: &Value) -> Response {
    Rendered::json(value).answer(asked)
}

/// A list with the cursor of what follows.
pub fn list(asked: &HeaderMap, name: &str, rows: Vec<Value>, next: Option<String>) -> Response {
    show(asked, &json!({ name: rows, "next": next }))
}

/// How many rows are wanted.
pub fn limit(params: &Params) -> Answer<usize> {
    Ok(params.number("limit", 1..=MOST, USUAL)? as usize)
}

/// The cursor, as the store reads it. One that it does not know is told as such.
pub fn cursor(params: &Params) -> Option<String> {
    params.get("after").map(str::to_owned)
}

/// A store's refusal of a cursor.
pub fn bad_cursor(given: bool) -> impl Fn(crate::store::StoreError) -> Problem {
    move |error| match error {
        crate::store::StoreError::Refused(why) if given => Problem::new(problem::BAD_CURSOR, why),
        other => other.into(),
    }
}

/// The body of a request as JSON.
pub fn body(headers: &HeaderMap, body: &Bytes) -> Answer<Value> {
    let json = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(';').next().is_some_and(|kind| kind.trim() == "application/json"));
    if !json {
        return Err(Problem::new(problem::WRONG_TYPE, "Send JSON with `Content-Type: application/json`."));
    }
    serde_json::from_slice(body)
        .map_err(|error| Problem::new(problem::BAD_BODY, format!("This is not JSON: {error}.")))
}

/// `GET /api/v1/status`.
pub async fn status(Reader { app, .. }: Reader, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| Ok(show(&headers, &ops::state(app)?))).await
}

/// Anything under `/api/` that is not in the table.
pub async fn nothing() -> Problem {
    Problem::new(problem::NOT_FOUND, "See /api/v1/openapi.json for what there is.")
}

/// What anybody on the web may read without a cookie may be read by any page.
pub fn open_to_all(mut response: Response) -> Response {
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}
