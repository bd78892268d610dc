//! What can go wrong, as RFC 9457 problem details: one table of codes that never change their meaning.

use super::answer;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// A kind of problem: its stable code, its status, and its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Stable word for programs.
    pub code: &'static str,
    /// Status of the answer.
    pub status: u16,
    /// What it is, for people; the same for every occurrence.
    pub title: &'static str,
}

macro_rules! kinds {
    ($($name:ident = $code:literal, $status:literal, $title:literal;)*) => {
        $(
            #[doc = $title]
            pub const $name: Kind = Kind { code: $code, status: $status, title: $title };
        )*
        /// Every kind, in the order of the table.
        pub const ALL: &[Kind] = &[$($name),*];
    };
}

kinds! {
    BAD_QUERY = "bad-query", 400, "The search query has a mistake";
    BAD_PARAMETER = "bad-parameter", 400, "A parameter of the address has a value that it does not take";
    BAD_CURSOR = "bad-cursor", 400, "The cursor is not one that this service gave out";
    BAD_BODY = "bad-body", 400, "The body of the request cannot be read";
    BAD_HOST = "bad-host", 421, "The request names a host that this service does not answer for";
    BAD_TARGET = "bad-target", 400, "The request asks for something of another host";
    NOT_SIGNED_IN = "not-signed-in", 401, "This needs a sign-in";
    NOT_ALLOWED = "not-allowed", 403, "The one who is signed in may not do this";
    WRONG_SECRET = "wrong-secret", 403, "Name or password is wrong";
    FORGED = "forged", 403, "The request did not come from a page of this service";
    NOT_FOUND = "not-found", 404, "There is nothing at this address";
    WRONG_METHOD = "wrong-method", 405, "This address does not take this method";
    TOO_SLOW = "too-slow", 408, "The request took too long to arrive";
    CONFLICT = "conflict", 409, "The thing has changed since, or cannot be changed like this";
    GONE = "gone", 410, "What was here is gone";
    TOO_LARGE = "too-large", 413, "The body of the request is too large";
    TOO_LONG = "too-long", 414, "The address is too long";
    WRONG_TYPE = "wrong-type", 415, "The body of the request is not of a type that is read here";
    TOO_MANY = "too-many", 429, "Too many requests; wait and try again";
    FAULT = "fault", 500, "Something failed inside; the log says what, under the id of the request";
    NOT_READY = "not-ready", 503, "The service is not ready yet";
}

/// One occurrence of a problem.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Which kind.
    pub kind: Kind,
    /// What happened this time, and what to do.
    pub detail: String,
    /// Seconds after which to try again.
    pub retry_after: Option<u64>,
}

/// Result of a handler.
pub type Answer<T = Response> = Result<T, Problem>;

impl Problem {
    /// A problem with what happened this time.
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), retry_after: None }
    }

    /// Nothing stands here.
    pub fn not_found(what: &str) -> Self {
        Self::new(
            NOT_FOUND,
            format!("There is no {what} here. It may have been removed, or the address is wrong."),
        )
    }

    /// Something failed that the caller cannot mend. The cause goes to the log, never to the caller.
    pub fn fault(cause: impl std::fmt::Display) -> Self {
        tracing::error!(%cause, "a request failed");
        Self::new(FAULT, "Something failed inside newsloom. Try again; if it stays, look into the log.")
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.kind.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// As problem details.
    pub fn json(&self) -> serde_json::Value {
        json!({
            "type": format!("urn:newsloom:problem:{}", self.kind.code),
            "code": self.kind.code,
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
        })
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut answer = answer::bytes("application/problem+json", self.json().to_string().into_bytes());
        *answer.status_mut() = self.status();
        answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        // Pages show the same problem in their own words; see `house`.
        answer.extensions_mut().insert(self);
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_and_statuses_are_errors() {
        let codes: BTreeSet<_> = ALL.iter().map(|kind| kind.code).collect();
        assert_eq!(codes.len(), ALL.len());
        for kind in ALL {
            assert!(
                (400..600).contains(&kind.status) && StatusCode::from_u16(kind.status).is_ok(),
                "{}",
                kind.code
            );
        }
        let shown = Problem::not_found("story").json();
        assert_eq!((shown["code"].as_str(), shown["status"].as_u64()), (Some("not-found"), Some(404)));
    }
}
