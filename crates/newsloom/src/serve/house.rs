//! What happens around every request: who asks and how fast, how long it may take, what goes out with every answer.

use super::access::{Visitor, forgery};
use super::app::{Shared, blocking};
use super::problem::{self, Problem};
use super::{frame, params};
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use std::net::{IpAddr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Longest time for an answer to begin, the arrival of the request's body included.
const TIMEOUT: Duration = Duration::from_secs(20);
/// Bytes of an address.
const LONGEST_ADDRESS: usize = 8 << 10;

/// Nothing from elsewhere, no script but our own file, no frame around us. What an article smuggled in could not run,
/// and could not tell anybody that it was read.
pub const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Headers of every answer that does not say otherwise itself.
const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    // Nothing to others; to ourselves, since without it browsers send forms with `Origin: null`.
    ("referrer-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "private, no-cache"),
    ("vary", "cookie, authorization, accept-encoding"),
];

/// The outermost layer.
pub async fn keep_house(State(app): State<Shared>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = request_id();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let wants_page = wants_page(&path, request.headers());
    let peer = peer(&app, &request);
    let (visitor, admitted) = admit(&app, Asked::of(&request), peer).await;
    let mut answer = match admitted {
        Err(problem) => problem.into_response(),
        Ok(()) => {
            request.extensions_mut().insert(visitor.clone());
            // A panic costs its request, not the service.
            let work = AssertUnwindSafe(next.run(request)).catch_unwind();
            match tokio::time::timeout(TIMEOUT, work).await {
                Ok(Ok(answer)) => answer,
                Ok(Err(_)) => Problem::fault("a handler panicked").into_response(),
                Err(_) => Problem::new(problem::TOO_SLOW, "The request took longer than is waited for.")
                    .into_response(),
            }
        }
    };
    if wants_page && let Some(problem) = answer.extensions().get::<Problem>().cloned() {
        answer = as_page(&app, &visitor, &method, &path, &problem, answer);
    }
    dress(answer.headers_mut(), &id);
    let took = started.elapsed();
    app.metrics.count(&route, method.as_str(), answer.status().as_u16(), took);
    let status = answer.status().as_u16();
    if status >= 500 {
        tracing::warn!(%id, %method, path, status, ms = took.as_millis() as u64, "answered with a fault");
    } else {
        tracing::debug!(%id, %method, path, status, us = took.as_micros() as u64, "answered");
    }
    answer
}

/// Sixteen letters that name a request in the log and in its answer.
fn request_id() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    static START: std::sync::OnceLock<u64> = std::sync::OnceLock::new();
    let start = *START.get_or_init(|| jiff::Timestamp::now().as_millisecond() as u64);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{:016x}", start.wrapping_shl(20).wrapping_add(count))
}

fn dress(headers: &mut HeaderMap, id: &str) {
    for (name, value) in HEADERS {
        let name = HeaderName::from_static(name);
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
}

/// Whether a browser asks for something to look at.
fn wants_page(path: &str, headers: &HeaderMap) -> bool {
    let accepts = |value: &HeaderValue| value.to_str().is_ok_and(|value| value.contains("text/html"));
    !path.starts_with("/api/") && headers.get(header::ACCEPT).is_some_and(accepts)
}

/// Whose connection it is; behind a proxy, whom the proxy names last.
fn peer(app: &Shared, request: &Request) -> IpAddr {
    let direct = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::from([127, 0, 0, 1]), |ConnectInfo(address)| address.ip());
    if !app.config.serve.behind_proxy {
        return direct;
    }
    let named =
        request.headers().get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
    named.and_then(|list| list.rsplit(',').next()?.trim().parse().ok()).unwrap_or(direct)
}

/// The head of a request.
struct Asked {
    method: Method,
    headers: HeaderMap,
    host: Option<String>,
    address_length: usize,
}

impl Asked {
    fn of(request: &Request) -> Self {
        let uri = request.uri();
        Self {
            method: request.method().clone(),
            headers: request.headers().clone(),
            host: uri.host().map(str::to_owned),
            address_length: uri.path().len() + uri.query().map_or(0, str::len),
        }
    }
}

/// Who asks, and whether the request is let in.
async fn admit(app: &Shared, asked: Asked, peer: IpAddr) -> (Visitor, Result<(), Problem>) {
    let nobody = Visitor::nobody();
    if let Err(problem) = check_host(app, &asked.headers, asked.host.as_deref()) {
        return (nobody, Err(problem));
    }
    if asked.address_length > LONGEST_ADDRESS {
        return (nobody, Err(Problem::new(problem::TOO_LONG, "An address has at most 8 KiB here.")));
    }
    if !peer.is_loopback()
        && let Err(wait) = app.pace.take(peer, Instant::now())
    {
        app.metrics.limited.fetch_add(1, Ordering::Relaxed);
        return (nobody, Err(too_many(wait)));
    }
    let visitor = if ["cookie", "authorization"].iter().any(|name| asked.headers.contains_key(*name)) {
        let headers = asked.headers.clone();
        let read = blocking(app, move |app| Ok(Visitor::of(&headers, &app.access, &*app.store))).await;
        match read {
            Ok(visitor) => visitor,
            Err(problem) => return (nobody, Err(problem)),
        }
    } else {
        Visitor::of(&asked.headers, &app.access, &*app.store)
    };
    let honest = forgery::check_origin(&asked.method, &asked.headers, &visitor);
    (visitor, honest)
}

/// A peer that has to wait.
pub fn too_many(wait: Duration) -> Problem {
    let seconds = wait.as_secs().max(1);
    Problem {
        retry_after: Some(seconds),
        ..Problem::new(problem::TOO_MANY, format!("Wait {seconds} seconds and try again."))
    }
}

/// Names that are ours. A name that somebody else points at our address (rebinding) is refused; numbers cannot be.
fn check_host(app: &Shared, headers: &HeaderMap, target: Option<&str>) -> Result<(), Problem> {
    let kind = if target.is_some() { problem::BAD_TARGET } else { problem::BAD_HOST };
    let wrong = || Problem::new(kind, "Add the name to serve.hosts if it is meant to lead here.");
    let named = match target {
        Some(host) => host,
        None => headers.get(header::HOST).and_then(|host| host.to_str().ok()).ok_or_else(wrong)?,
    };
    let name = match named.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None if named.matches(':').count() > 1 => named,
        None => named.split(':').next().unwrap_or_default(),
    };
    let name = name.to_ascii_lowercase();
    let config = &app.config.serve;
    let of_base = config.base_url.split("://").nth(1).map(|host| host.split(':').next().unwrap_or_default());
    let ours = name == "localhost"
        || name.ends_with(".localhost")
        || name.parse::<IpAddr>().is_ok()
        || of_base.is_some_and(|host| host.eq_ignore_ascii_case(&name))
        || config.hosts.iter().any(|host| host == "*" || *host == name);
    if ours { Ok(()) } else { Err(wrong()) }
}

/// A problem as a page, or the way to the sign-in.
fn as_page(
    app: &Shared,
    visitor: &Visitor,
    method: &Method,
    path: &str,
    problem: &Problem,
    plain: Response,
) -> Response {
    if problem.kind == problem::NOT_SIGNED_IN && forgery::is_safe(method) && !app.access.open {
        let mut way = Response::new(axum::body::Body::empty());
        *way.status_mut() = StatusCode::SEE_OTHER;
        let to = format!("/login?next={}", params::escape(path));
        if let Ok(to) = HeaderValue::from_str(&to) {
            way.headers_mut().insert(header::LOCATION, to);
        }
        return way;
    }
    let page = frame::problem_page(app, visitor, problem);
    let (mut head, _) = plain.into_parts();
    head.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    // The plain answer may have been packed already; the page is not.
    for of_plain in [header::CONTENT_LENGTH, header::CONTENT_ENCODING] {
        head.headers.remove(of_plain);
    }
    Response::from_parts(head, axum::body::Body::from(page))
}
