//! Answers: bytes with their type and entity tag, and the short answer for who has them already.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

/// Bytes of a type, nothing more said.
pub fn bytes(media_type: &'static str, body: impl Into<Bytes>) -> Response {
    let mut response = Response::new(Body::from(body.into()));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

/// Something rendered, with its entity tag: kept by whoever serves it again.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub body: Bytes,
    /// `W/"..."`, made from the bytes. Weak, since the same page may go out packed or plain.
    pub tag: HeaderValue,
}

impl Rendered {
    /// Of bytes.
    pub fn new(media_type: &'static str, body: impl Into<Bytes>) -> Self {
        let body = body.into();
        let hash = blake3::hash(&body);
        let tag = format!("W/\"{}\"", &hash.to_hex()[..20]);
        let tag = HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("W/\"x\""));
        Self { media_type, body, tag }
    }

    /// A page.
    pub fn html(page: String) -> Self {
        Self::new("text/html; charset=utf-8", page)
    }

    /// JSON.
    pub fn json(value: &serde_json::Value) -> Self {
        Self::new("application/json", value.to_string())
    }

    /// The answer to a request with `asked` as headers: all of it, or that it has not changed.
    pub fn answer(&self, asked: &HeaderMap) -> Response {
        let mut response = if matches(asked, &self.tag) {
            let mut short = Response::new(Body::empty());
            *short.status_mut() = StatusCode::NOT_MODIFIED;
            short
        } else {
            bytes(self.media_type, self.body.clone())
        };
        response.headers_mut().insert(header::ETAG, self.tag.clone());
        response
    }
}

/// Whether `If-None-Match` holds the tag. RFC 9110, section 13.1.2: compared weakly.
fn matches(asked: &HeaderMap, tag: &HeaderValue) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let Ok(ours) = tag.to_str() else { return false };
    let ours = bare(ours);
    asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.trim() == "*" || value.split(',').any(|theirs| bare(theirs) == ours))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_it_gets_the_short_answer() {
        let rendered = Rendered::html("<p>x".to_owned());
        let ask = |value: &str| {
            let mut asked = HeaderMap::new();
            asked.insert(header::IF_NONE_MATCH, HeaderValue::from_str(value).unwrap());
            rendered.answer(&asked).status()
        };
        let tag = rendered.tag.to_str().unwrap();
        assert_eq!(ask(tag), StatusCode::NOT_MODIFIED);
        assert_eq!(ask(&format!("\"a\", {}", tag.trim_start_matches("W/"))), StatusCode::NOT_MODIFIED);
        assert_eq!(ask("*"), StatusCode::NOT_MODIFIED);
        assert_eq!(ask("\"other\""), StatusCode::OK);
        assert_ne!(rendered.tag, Rendered::html("<p>y".to_owned()).tag);
    }
}
