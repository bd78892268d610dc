//! A question to a server, and what it answered: status, validators, how long it holds, and the bytes.

use super::error::FetchError;
use newsloom_core::model::{Hint, RawDocument, Timestamp};
use std::time::Duration;
use url::Url;

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The address.
    pub url: String,
    /// `ETag` of what we have, byte by byte as it was given.
    pub etag: Option<Vec<u8>>,
    /// `Last-Modified` of what we have, byte by byte as it was given.
    pub last_modified: Option<Vec<u8>>,
    /// Fields to send with `POST`; else it is a `GET`.
    pub form: Option<Vec<(String, String)>>,
}

impl Ask {
    /// Asks for a document that we do not have.
    pub fn plain(url: &Url) -> Self {
        Self { url: url.to_string(), etag: None, last_modified: None, form: None }
    }

    /// Asks for a document if it is another than the one that we have.
    pub fn if_changed(url: &str, etag: Option<Vec<u8>>, last_modified: Option<Vec<u8>>) -> Self {
        Self { url: url.to_owned(), etag, last_modified, form: None }
    }

    /// Sends a form.
    pub fn form(url: &str, fields: Vec<(String, String)>) -> Self {
        Self { url: url.to_owned(), etag: None, last_modified: None, form: Some(fields) }
    }

    /// The host that is asked.
    pub fn host(&self) -> String {
        Url::parse(&self.url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
    }
}

/// An answer, whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Address that gave it, after redirects.
    pub url: String,
    /// Where the address moved for good, if an unbroken row of permanent redirects led there.
    pub moved: Option<String>,
    /// Media type, without parameters.
    pub media_type: Option<String>,
    /// Character encoding label.
    pub charset: Option<String>,
    /// Value of `ETag`.
    pub etag: Option<Vec<u8>>,
    /// Value of `Last-Modified`.
    pub last_modified: Option<Vec<u8>>,
    /// What `Retry-After` asks for.
    pub retry_after: Option<Wait>,
    /// How long the answer holds without asking again, as HTTP caching says.
    pub fresh: Option<Duration>,
    /// `Link` headers: relation and address.
    pub links: Vec<(String, String)>,
    /// The bytes, unpacked.
    pub body: Vec<u8>,
}

/// A wish to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// So long.
    For(Duration),
    /// Until then.
    Until(Timestamp),
}

impl Wait {
    /// The instant until which to wait, at most a week from `now`.
    pub fn end(self, now: Timestamp) -> Timestamp {
        const WEEK: Duration = Duration::from_secs(7 * 86_400);
        let most = now.checked_add(WEEK).unwrap_or(now);
        match self {
            Self::For(time) => now.checked_add(time.min(WEEK)).unwrap_or(most),
            Self::Until(then) => then.clamp(now, most),
        }
    }
}

impl Answer {
    /// The document that came, if one came.
    ///
    /// # Errors
    /// When the status is one of an error.
    pub fn document(self, asked: &str, hint: Hint) -> Result<RawDocument, FetchError> {
        if !(200..300).contains(&self.status) {
            return Err(FetchError::Status(self.status));
        }
        Ok(RawDocument {
            name: asked.to_owned(),
            url: Some(self.url),
            media_type: self.media_type,
            charset: self.charset,
            header_date: self.last_modified.and_then(|value| String::from_utf8(value).ok()),
            fetched_at: Some(Timestamp::now()),
            hint,
            body: self.body,
        })
    }

    /// Address of a `Link` relation.
    pub fn link(&self, relation: &str) -> Option<&str> {
        self.links.iter().find(|(rel, _)| rel == relation).map(|(_, url)| url.as_str())
    }
}

/// An HTTP date (RFC 9110, section 5.6.7).
fn http_date(value: &str) -> Option<Timestamp> {
    const PARSER: jiff::fmt::rfc2822::DateTimeParser =
        jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true);
    PARSER.parse_timestamp(value.trim()).ok()
}

/// Reads `Retry-After` (RFC 9110, section 10.2.3): seconds or a date.
pub(super) fn retry_after(value: &str) -> Option<Wait> {
    match value.trim().parse::<u64>() {
        Ok(seconds) => Some(Wait::For(Duration::from_secs(seconds))),
        Err(_) => http_date(value).map(Wait::Until),
    }
}

/// How long an answer holds (RFC 9111, section 4.2.1): `max-age`, else `Expires` less `Date`.
pub(super) fn freshness(
    control: Option<&str>,
    expires: Option<&str>,
    date: Option<&str>,
) -> Option<Duration> {
    let mut max_age = None;
    for directive in control.unwrap_or("").split(',') {
        let (name, value) = directive.split_once('=').unwrap_or((directive, ""));
        match name.trim().to_ascii_lowercase().as_str() {
            "no-cache" | "no-store" => return None,
            "max-age" => max_age = value.trim().trim_matches('"').parse::<u64>().ok(),
            _ => {}
        }
    }
    if let Some(seconds) = max_age {
        return Some(Duration::from_secs(seconds));
    }
    let seconds = http_date(expires?)?.as_second().checked_sub(http_date(date?)?.as_second())?;
    u64::try_from(seconds).ok().map(Duration::from_secs)
}

/// Reads a `Link` header (RFC 8288): relations with their addresses.
pub(super) fn links(value: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for part in value.split('<').skip(1) {
        let Some((url, parameters)) = part.split_once('>') else { continue };
        for parameter in parameters.split(';') {
            let Some((name, value)) = parameter.split_once('=') else { continue };
            if name.trim().eq_ignore_ascii_case("rel") {
                let value = value.trim().trim_end_matches(',').trim().trim_matches('"');
                let relations = value.split_ascii_whitespace().map(str::to_ascii_lowercase);
                found.extend(relations.map(|relation| (relation, url.trim().to_owned())));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_read() {
        let now: Timestamp = "2026-03-09T10:00:00Z".parse().unwrap();
        let check = |value, expected: Option<&str>| {
            let end = retry_after(value).map(|wait| wait.end(now).to_string());
            assert_eq!(end.as_deref(), expected, "{value}");
        };
        check("120", Some("2026-03-09T10:02:00Z"));
        check("Mon, 09 Mar 2026 11:00:00 GMT", Some("2026-03-09T11:00:00Z"));
        check("Mon, 09 Mar 2020 11:00:00 GMT", Some("2026-03-09T10:00:00Z"));
        check("99999999999", Some("2026-03-16T10:00:00Z"));
        check("soon", None);
        check("-5", None);
    }

    #[test]
    fn answers_hold_as_long_as_they_say() {
        let date = Some("Mon, 09 Mar 2026 10:00:00 GMT");
        let later = Some("Mon, 09 Mar 2026 10:10:00 GMT");
        assert_eq!(freshness(Some("public, Max-Age=60"), later, date), Some(Duration::from_secs(60)));
        assert_eq!(freshness(None, later, date), Some(Duration::from_secs(600)));
        assert_eq!(freshness(None, date, later), None);
        assert_eq!(freshness(Some("no-cache, max-age=60"), None, None), None);
        assert_eq!(freshness(Some("max-age=x"), None, None), None);
    }

    #[test]
    fn links_are_read() {
        let found = links("<https://hub.example/>; rel=\"hub\", </feed>; rel=self; type=x");
        assert_eq!(
            found,
            [("hub", "https://hub.example/"), ("self", "/feed")].map(|(a, b)| (a.to_owned(), b.to_owned()))
        );
        assert!(links("<<<;;rel").is_empty());
    }
}
