//! Where hubs reach us (W3C WebSub, sections 5 and 7): they confirm a wish, and tell of news with a signature.

use super::answer;
use super::app::{App, Shared, blocking};
use super::params::Params;
use super::problem::{Answer, Problem};
use crate::store::{SourceRow, WebSub};
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use newsloom_core::model::{SourceId, Timestamp};
use ring::hmac;
use std::time::Duration;

/// Bytes of what a hub may send: a feed. It is checked and then forgotten.
pub const LARGEST: usize = 4 << 20;
/// Longest lease that is believed.
const LONGEST_LEASE: u64 = 30 * 86_400;
/// A confirmation that comes later after the wish is somebody else's.
const WISHED_WITHIN: Duration = Duration::from_secs(2 * 86_400);
/// Longest challenge that is given back, bytes.
const LONGEST_CHALLENGE: usize = 1024;
/// A source is asked at most so often because of a hub.
const LEAST: Duration = Duration::from_secs(10);

/// The subscription of an address, or that there is none.
fn subscription(app: &App, source: &str, token: &str) -> Answer<(SourceRow, WebSub)> {
    let missing = || Problem::not_found("subscription");
    let source = app.store.source(SourceId::parse(source).ok_or_else(missing)?)?.ok_or_else(missing)?;
    let websub = source.poll.websub.clone().filter(|websub| !websub.secret.is_empty()).ok_or_else(missing)?;
    // Hashes are compared, so the time tells nothing about the token.
    let same = blake3::hash(websub.token().as_bytes()) == blake3::hash(token.as_bytes());
    if same { Ok((source, websub)) } else { Err(missing()) }
}

/// `GET /websub/{source}/{token}`: did you wish this?
pub async fn confirm(
    State(app): State<Shared>,
    Path((source, token)): Path<(String, String)>,
    params: Params,
) -> Answer<Response> {
    blocking(&app, move |app| {
        let (source, mut websub) = subscription(app, &source, &token)?;
        let now = Timestamp::now();
        if params.get("hub.mode") == Some("denied") {
            tracing::info!(source = %source.url, reason = params.get("hub.reason"), "a hub will not tell of a source");
            websub.until = None;
            app.store.set_websub(source.id, Some(&websub))?;
            return Ok(StatusCode::OK.into_response());
        }
        let wished = websub.asked_at.is_some_and(|at| at.checked_add(WISHED_WITHIN).is_ok_and(|end| end > now));
        let ours = params.get("hub.mode") == Some("subscribe") && params.get("hub.topic") == Some(&websub.topic);
        let challenge = params.get("hub.challenge").filter(|text| text.len() <= LONGEST_CHALLENGE);
        let (true, true, Some(challenge)) = (wished, ours, challenge) else {
            return Err(Problem::not_found("wish"));
        };
        let lease = params.number("hub.lease_seconds", 0..=u64::MAX, LONGEST_LEASE)?.min(LONGEST_LEASE);
        websub.until = now.checked_add(Duration::from_secs(lease)).ok();
        app.store.set_websub(source.id, Some(&websub))?;
        Ok(answer::bytes("text/plain; charset=utf-8", challenge.to_owned()))
    })
    .await
}

/// `POST /websub/{source}/{token}`: there is news. The source is asked for it; what was sent is only checked. A wrong signature is
/// answered like a right one and does nothing (section 7.1.2).
pub async fn told(
    State(app): State<Shared>,
    Path((source, token)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer<StatusCode> {
    blocking(&app, move |app| {
        let (source, websub) = subscription(app, &source, &token)?;
        let signature = headers.get("x-hub-signature").and_then(|value| value.to_str().ok());
        if signature.is_some_and(|signature| is_signed(signature, &websub.secret, &body)) {
            let now = Timestamp::now();
            let soonest = source.poll.asked_at.and_then(|at| at.checked_add(LEAST).ok());
            app.store.poll_at(source.id, soonest.map_or(now, |soonest| soonest.max(now)))?;
        } else {
            tracing::info!(source = %source.url, "what a hub sent is not signed with our secret");
        }
        Ok(StatusCode::ACCEPTED)
    })
    .await
}

/// Whether `method=hexadecimal` is the HMAC of the body under the secret.
fn is_signed(signature: &str, secret: &str, body: &[u8]) -> bool {
    let Some((method, digits)) = signature.trim().split_once('=') else { return false };
    let algorithm = match method.to_ascii_lowercase().as_str() {
        "sha1" => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
        "sha256" => hmac::HMAC_SHA256,
        "sha384" => hmac::HMAC_SHA384,
        "sha512" => hmac::HMAC_SHA512,
        _ => return false,
    };
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let Some(tag) = digits.as_bytes().chunks(2).map(pair).collect::<Option<Vec<u8>>>() else { return false };
    hmac::verify(&hmac::Key::new(algorithm, secret.as_bytes()), body, &tag).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_checked() {
        // RFC 4231, test case 2, and RFC 2202 for SHA-1.
        let body = b"what do ya want for nothing?";
        let check =
            |signature: &str, signed| assert_eq!(is_signed(signature, "Jefe", body), signed, "{signature}");
        check("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", true);
        check("SHA1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79", true);
        check("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3844", false);
        check("sha256=5bdcc146", false);
        check("sha256=+5", false);
        check("md5=750c783e6ab0b503eaa86e310a5db738", false);
        check("sha256", false);
        check("", false);
    }
}
