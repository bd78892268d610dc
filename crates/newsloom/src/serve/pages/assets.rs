//! Files that are compiled in: styles, the one script, the icon.

use crate::serve::answer::Rendered;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use newsloom_core::render::html;

const SERVICE_STYLE: &str = include_str!("../assets/service.css");
const SCRIPT: &str = include_str!("../assets/live.js");
const ICON: &str = include_str!("../assets/icon.svg");
const SEARCH: &str = include_str!("../assets/opensearch.xml");

fn asset(headers: &HeaderMap, media_type: &'static str, text: &'static str) -> Response {
    let mut answer = Rendered::new(media_type, text.as_bytes()).answer(headers);
    // Asked again after an hour, and then answered in a few bytes unless newsloom was renewed.
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    answer
}

/// `/newsloom.css`: the style of stories.
pub async fn style(headers: HeaderMap) -> Response {
    asset(&headers, "text/css; charset=utf-8", html::STYLE)
}

/// `/service.css`: the style of the service's own pages.
pub async fn service_style(headers: HeaderMap) -> Response {
    asset(&headers, "text/css; charset=utf-8", SERVICE_STYLE)
}

/// `/live.js`: keys and live changes.
pub async fn script(headers: HeaderMap) -> Response {
    asset(&headers, "text/javascript; charset=utf-8", SCRIPT)
}

/// `/icon.svg`.
pub async fn icon(headers: HeaderMap) -> Response {
    asset(&headers, "image/svg+xml", ICON)
}

/// `/opensearch.xml`: browsers can search here from their address field.
pub async fn opensearch(headers: HeaderMap) -> Response {
    asset(&headers, "application/opensearchdescription+xml", SEARCH)
}
