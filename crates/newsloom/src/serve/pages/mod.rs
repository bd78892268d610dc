//! The pages of the service. Each works without script; forms are plain forms.

pub mod article;
pub mod assets;
pub mod changed;
pub mod corrections;
mod diff;
pub mod feeds;
pub mod people;
pub mod search;
pub mod settings;
pub mod sign_in;
pub mod sources;
pub mod story;
pub mod today;

use super::answer::Rendered;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use maud::{Markup, html};
use newsloom_core::model::Timestamp;

/// A page as an answer.
pub fn show(asked: &HeaderMap, page: String) -> Response {
    Rendered::html(page).answer(asked)
}

/// Sends the reader to another page of ours after a form was taken.
pub fn go(to: &str) -> Response {
    lead_to(to, StatusCode::SEE_OTHER)
}

/// The address of something has changed for good.
pub fn moved(to: &str) -> Response {
    lead_to(to, StatusCode::PERMANENT_REDIRECT)
}

fn lead_to(to: &str, status: StatusCode) -> Response {
    let mut response = Response::new(axum::body::Body::empty());
    *response.status_mut() = status;
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

/// A time as a reader likes it, with the exact one for programs.
pub fn time(at: Timestamp) -> Markup {
    let iso = at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    html! { time datetime=(iso) { (newsloom_core::render::words::moment(&iso)) } }
}

/// "3 minutes ago", "2 days ago".
pub fn ago(then: Timestamp, now: Timestamp) -> String {
    let seconds = (now.as_second() - then.as_second()).max(0);
    let (number, unit) = match seconds {
        0..=59 => return "just now".to_owned(),
        60..=3_599 => (seconds / 60, "minute"),
        3_600..=86_399 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    format!("{number} {unit}{} ago", if number == 1 { "" } else { "s" })
}

/// A link to the rows that follow.
pub fn more(next: Option<&str>, path: &str, keep: &[(&str, &str)]) -> Markup {
    let Some(next) = next else { return html! {} };
    let mut to = format!("{path}?after={}", super::params::escape(next));
    for (name, value) in keep.iter().filter(|(_, value)| !value.is_empty()) {
        to.push_str(&format!("&{name}={}", super::params::escape(value)));
    }
    html! { p.more { a href=(to) rel="next" { "More" } } }
}
