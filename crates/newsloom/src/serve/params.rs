//! Parameters of addresses and forms: read leniently, checked one by one, so that each mistake is told by its name.

use super::problem::{self, Answer, Problem};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use newsloom_core::model::Timestamp;
use std::convert::Infallible;
use std::fmt::Write;
use std::ops::RangeInclusive;

/// Parameters at most; the rest is not looked at.
const MOST: usize = 200;

/// Named values in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Reads `a=1&b=2`. Bytes that are not UTF-8 become replacement characters.
    pub fn read(text: &[u8]) -> Self {
        Self(
            url::form_urlencoded::parse(text)
                .take(MOST)
                .map(|(k, v)| (k.into_owned(), v.into_owned()))
                .collect(),
        )
    }

    /// A value, trimmed; `None` where it is missing or blank.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(known, _)| known == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// All values of a name, as of check boxes.
    pub fn all<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.trim())
    }

    /// A whole number within bounds, or `otherwise` where it is missing.
    ///
    /// # Errors
    /// [`problem::BAD_PARAMETER`].
    pub fn number(&self, name: &str, bounds: RangeInclusive<u64>, otherwise: u64) -> Answer<u64> {
        Ok(self.number_given(name, bounds)?.unwrap_or(otherwise))
    }

    /// A whole number within bounds, or `None` where it is missing.
    ///
    /// # Errors
    /// [`problem::BAD_PARAMETER`].
    pub fn number_given(&self, name: &str, bounds: RangeInclusive<u64>) -> Answer<Option<u64>> {
        let takes = format!("a whole number from {} to {}", bounds.start(), bounds.end());
        self.read_as(name, &takes, |text| text.parse().ok().filter(|number| bounds.contains(number)))
    }

    /// The number of the last row of the list before, where a list goes on: see [`next`].
    ///
    /// # Errors
    /// [`problem::BAD_PARAMETER`].
    pub fn going_on(&self) -> Answer<Option<u64>> {
        self.read_as("after", "the `next` of a list", |text| text.parse().ok())
    }

    /// A value that `read` understands, or `None` where it is missing.
    ///
    /// # Errors
    /// [`problem::BAD_PARAMETER`]; `takes` says what it takes.
    pub fn read_as<T>(&self, name: &str, takes: &str, read: impl Fn(&str) -> Option<T>) -> Answer<Option<T>> {
        self.get(name).map(|text| read(text).ok_or_else(|| bad(name, takes))).transpose()
    }

    /// A time: ISO with offset, or a day.
    ///
    /// # Errors
    /// [`problem::BAD_PARAMETER`].
    pub fn time(&self, name: &str) -> Answer<Option<Timestamp>> {
        self.read_as(name, "a time as in 2026-03-09T14:00:00Z, or a day as in 2026-03-09", |text| {
            text.parse().ok().or_else(|| format!("{text}T00:00:00Z").parse().ok())
        })
    }
}

/// A parameter with a value that it does not take.
pub fn bad(name: &str, takes: &str) -> Problem {
    Problem::new(problem::BAD_PARAMETER, format!("`{name}` takes {takes}."))
}

impl<S: Sync> FromRequestParts<S> for Params {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::read(parts.uri.query().unwrap_or_default().as_bytes()))
    }
}

/// What the next request of a list says in `after`: the number of the last row, where there were as many rows as wanted.
pub fn next<T>(rows: &[T], wanted: usize, number: impl Fn(&T) -> u64) -> Option<String> {
    let last = rows.last().filter(|_| rows.len() == wanted)?;
    Some(number(last).to_string())
}

/// Text as a part of an address.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(byte as char);
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// A path of our own to go back to: anything else would lead a reader away.
pub fn own_path(text: Option<&str>) -> &str {
    match text {
        Some(path)
            if path.starts_with('/')
                && !path.starts_with("//")
                && !path.contains(['\\', '\r', '\n'])
                && path.is_ascii() =>
        {
            path
        }
        _ => "/",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_checked_by_name() {
        let params = Params::read(b"limit=20&from=2026-03-09&x=%ff&x=2&blank=+");
        assert_eq!(params.number("limit", 1..=100, 5).unwrap(), 20);
        assert_eq!(params.number("other", 1..=100, 5).unwrap(), 5);
        assert_eq!(params.time("from").unwrap().unwrap().to_string(), "2026-03-09T00:00:00Z");
        assert_eq!(params.all("x").count(), 2);
        assert!(params.get("blank").is_none());
        let problem = params.number("limit", 1..=10, 5).unwrap_err();
        assert!(problem.detail.contains("`limit` takes a whole number from 1 to 10"), "{}", problem.detail);
    }

    #[test]
    fn only_own_paths_lead_back() {
        for away in ["https://evil.example", "//evil.example", "/\\evil.example", "x", ""] {
            assert_eq!(own_path(Some(away)), "/", "{away}");
        }
        assert_eq!(own_path(Some("/story/s1?x=1")), "/story/s1?x=1");
        assert_eq!(escape("a b/é"), "a%20b/%C3%A9");
    }
}
