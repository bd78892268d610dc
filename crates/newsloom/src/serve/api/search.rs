//! Searching through the API.

use super::{articles, limit, show, stories};
use crate::search::{Kind, Order, find::DEEPEST_HIT};
use crate::serve::access::Reader;
use crate::serve::app::blocking;
use crate::serve::finding::{self, Shown};
use crate::serve::params::{self, Params};
use crate::serve::problem::Answer;
use axum::http::HeaderMap;
use newsloom_core::render::address;
use serde_json::{Value, json};

/// `GET /api/v1/search?q=`.
pub async fn search(Reader { app, .. }: Reader, params: Params, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let query = finding::query(params.get("q").ok_or_else(|| params::bad("q", "a query"))?)?;
        let kind = params.read_as("kind", "article or story", |text| match text {
            "article" => Some(Kind::Article),
            "story" => Some(Kind::Story),
            _ => None,
        })?;
        let order = params.read_as("order", "best or newest", |text| match text {
            "best" => Some(Order::Best),
            "newest" => Some(Order::Newest),
            _ => None,
        })?;
        let offset = params.number("after", 0..=DEEPEST_HIT as u64, 0)? as usize;
        let wanted = limit(&params)?;
        let results = finding::search(app, &query, kind, order.unwrap_or_default(), offset, wanted)?;
        let end = offset + wanted;
        let next = (results.matches > end && end < DEEPEST_HIT).then(|| end.to_string());
        let hits: Vec<Value> = results.shown.iter().map(hit).collect();
        Ok(show(&headers, &json!({"hits": hits, "matches": results.matches, "next": next})))
    })
    .await
}

/// A hit; of an article with its passages as ranges of its text.
fn hit(shown: &Shown) -> Value {
    match shown {
        Shown::Story(row) => json!({"kind": "story", "story": stories::row(row)}),
        Shown::Article(hit) => {
            let text = hit.article.text.as_str();
            let passages: Vec<Value> = hit
                .passages
                .iter()
                .map(|passage| {
                    let words = passage.span.of(text);
                    let original = hit.article.url.as_deref().and_then(|url| address::with_text_fragment(url, words));
                    json!({
                        "start": passage.span.start, "end": passage.span.end, "text": words,
                        "marks": passage.marks.iter().map(|mark| json!([mark.start, mark.end])).collect::<Vec<_>>(),
                        "original": original,
                    })
                })
                .collect();
            json!({
                "kind": "article", "article": articles::row(&hit.row),
                "evidence": {"article": hit.row.id, "version": hit.row.version, "passages": passages},
            })
        }
    }
}
