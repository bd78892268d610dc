//! Requests that somebody else's page makes in the name of who reads it.
//!
//! Two fences: browsers say from which site a request comes (`Sec-Fetch-Site`, `Origin`), and forms carry a token that
//! other sites cannot read. `SameSite` on the cookie is the third. Programs send none of these headers; they are known
//! by their token, which no browser sends by itself.

use super::super::problem::{self, Answer, Problem};
use super::Visitor;
use axum::http::{HeaderMap, Method, header};

/// Whether a method changes nothing.
pub fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Refuses a request that changes something and comes from another site.
///
/// # Errors
/// [`problem::FORGED`].
pub fn check_origin(method: &Method, headers: &HeaderMap, visitor: &Visitor) -> Answer<()> {
    if is_safe(method) || visitor.is_program() {
        return Ok(());
    }
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match text(header::HeaderName::from_static("sec-fetch-site")) {
        // A browser says so itself; where it tells pages no referrer it sends `Origin: null` beside it.
        Some("same-origin") => return Ok(()),
        Some("none") | None => {}
        Some(_) => return Err(forged()),
    }
    if let Some(origin) = headers.get(header::ORIGIN) {
        let host = text(header::HOST).unwrap_or_default();
        let from = origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
        if from.is_none_or(|from| !from.eq_ignore_ascii_case(host)) {
            return Err(forged());
        }
    }
    Ok(())
}

/// Refuses a form without the token of its visitor.
///
/// # Errors
/// [`problem::FORGED`].
pub fn check_token(visitor: &Visitor, token: Option<&str>) -> Answer<()> {
    let same = token.is_some_and(|token| {
        // Hashes are compared, so the time tells nothing about the token.
        blake3::hash(token.as_bytes()) == blake3::hash(visitor.csrf.as_bytes())
    });
    if visitor.is_program() || (same && !visitor.csrf.is_empty()) { Ok(()) } else { Err(forged()) }
}

fn forged() -> Problem {
    Problem::new(problem::FORGED, "Open the page anew and send the form from there.")
}

#[cfg(test)]
mod tests {
    use super::super::Via;
    use super::*;
    use axum::http::HeaderValue;

    fn check(method: Method, lines: &[(&'static str, &'static str)], via: Via, passes: bool) {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("127.0.0.1:8787"));
        for (name, value) in lines {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        let visitor = Visitor { via, csrf: "t".to_owned(), ..Visitor::nobody() };
        assert_eq!(check_origin(&method, &headers, &visitor).is_ok(), passes, "{method} {lines:?}");
    }

    #[test]
    fn other_sites_change_nothing() {
        check(Method::GET, &[("origin", "https://evil.example")], Via::Open, true);
        check(Method::POST, &[], Via::Open, true);
        check(Method::POST, &[("origin", "http://127.0.0.1:8787")], Via::Session, true);
        check(Method::POST, &[("origin", "http://127.0.0.1:8788")], Via::Session, false);
        check(Method::POST, &[("origin", "null")], Via::Session, false);
        check(Method::POST, &[("origin", "null"), ("sec-fetch-site", "same-origin")], Via::Session, true);
        check(Method::POST, &[("origin", "null"), ("sec-fetch-site", "none")], Via::Session, false);
        check(Method::POST, &[("sec-fetch-site", "cross-site")], Via::Open, false);
        check(Method::POST, &[("sec-fetch-site", "same-site")], Via::Open, false);
        check(Method::POST, &[("origin", "https://evil.example")], Via::Token, true);
        let visitor = Visitor { csrf: "t".to_owned(), ..Visitor::nobody() };
        assert!(check_token(&visitor, Some("t")).is_ok());
        assert!(check_token(&visitor, Some("u")).is_err() && check_token(&visitor, None).is_err());
        assert!(check_token(&Visitor::nobody(), Some("")).is_err());
    }
}
