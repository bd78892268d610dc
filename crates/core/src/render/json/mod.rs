//! `digest.json`: the public shape `newsloom.digest/1`, written and read back.

mod load;
mod story;

pub use load::{Loaded, NotADigest, load};

use super::Shown;
use crate::model::{Article, Dated, Digest, Edition, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt::{self, Write};

/// Schema name of the file.
pub const SCHEMA: &str = "newsloom.digest/1";

/// What the file says about the edition as a whole.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    date: jiff::civil::Date,
    #[serde(default)]
    from: Option<Timestamp>,
    #[serde(default)]
    to: Option<Timestamp>,
    made_at: Timestamp,
}

impl Head {
    fn of(edition: &Edition) -> Self {
        Self { date: edition.date, from: edition.from, to: edition.to, made_at: edition.made_at }
    }
}

/// The text of an article that lines cite.
#[derive(Debug, Serialize, Deserialize)]
struct Cited {
    url: Option<String>,
    title: String,
    text: String,
    outlet: String,
    published: Option<String>,
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    version: Option<String>,
}

/// Writes the whole file, one story and one article per line so that two editions can be compared with a plain diff.
/// Nothing larger than a story is held.
///
/// # Errors
/// Only those of `out`.
pub fn write_digest(shown: &Shown, out: &mut dyn Write) -> fmt::Result {
    let edition = shown.edition;
    write!(out, "{{\"schema\":\"{SCHEMA}\",\n\"edition\":{},\n\"stories\":[", text(&Head::of(edition))?)?;
    for (index, digest) in edition.stories.iter().enumerate() {
        out.write_str(if index == 0 { "\n" } else { ",\n" })?;
        out.write_str(&story(digest))?;
    }
    out.write_str("\n],\n\"articles\":{")?;
    for (index, (id, article)) in shown.articles.iter().enumerate() {
        out.write_str(if index == 0 { "\n" } else { ",\n" })?;
        write!(out, "\"{id}\":{}", cited_article(article)?)?;
    }
    out.write_str("\n}}\n")
}

/// The whole file as one string; for small editions and tests. See [`write_digest`].
pub fn digest_json(shown: &Shown) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_digest(shown, &mut out);
    out
}

/// A story of the file, as one line of JSON.
pub fn story(digest: &Digest) -> String {
    text(&story::Told::of(digest)).unwrap_or_default()
}

fn text(value: &impl Serialize) -> Result<String, fmt::Error> {
    serde_json::to_string(value).map_err(|_| fmt::Error)
}

/// An article's time as the public shapes show it: ISO time with offset, else ISO day, else nothing.
pub fn published(dated: Option<&Dated>) -> Option<String> {
    dated.map(|dated| dated.iso().unwrap_or_else(|| dated.day.to_string()))
}

fn cited_article(article: &Article) -> Result<String, fmt::Error> {
    #[derive(Serialize)]
    struct Shape<'a> {
        url: Option<&'a str>,
        title: &'a str,
        text: &'a str,
        outlet: &'a str,
        published: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        lang: Option<crate::model::Language>,
        version: crate::model::TextHash,
    }
    text(&Shape {
        url: article.url.as_deref(),
        title: &article.title,
        text: &article.text,
        outlet: &article.outlet.domain,
        published: published(article.published.as_ref()),
        lang: article.language,
        version: article.version,
    })
}
