//! `feed.xml` (Atom, RFC 4287) and `feed.json` (JSON Feed 1.1): an entry per story.

use super::{Shown, address, view};
use crate::model::Digest;
use maud::html;
use serde_json::json;
use std::fmt::{self, Write};

/// Name of the feed.
const TITLE: &str = "newsloom";

/// The summary of a story as plain text.
fn summary(digest: &Digest) -> String {
    let lines: Vec<&str> = digest.summary.iter().map(|line| line.text.as_str()).collect();
    lines.join(" ")
}

/// A story as a small piece of HTML for feed readers: summary, key points, and the articles as links.
fn content(digest: &Digest) -> String {
    html! {
        p { (summary(digest)) }
        @if !digest.key_points.is_empty() {
            ul { @for line in &digest.key_points { li { (line.text) } } }
        }
        p { (super::words::counts(digest)) }
        ul {
            @for article in &digest.articles {
                li {
                    @match article.url.as_deref().and_then(address::link) {
                        Some(url) => a href=(url) { (article.title) },
                        None => (article.title),
                    }
                    " (" (article.outlet) ")"
                }
            }
        }
    }
    .into_string()
}

/// RFC 3339 time of the newest report, else noon of the story's day.
fn updated(digest: &Digest) -> String {
    digest.freshest.map_or_else(|| format!("{}T12:00:00Z", digest.date), |at| at.to_string())
}

/// Writes the edition as an Atom feed, an entry at a time.
///
/// # Errors
/// Only those of `out`.
pub fn write_atom(shown: &Shown, out: &mut dyn Write) -> fmt::Result {
    let edition = shown.edition;
    let head = html! {
        id { "urn:newsloom:edition" }
        title { (TITLE) }
        updated { (edition.made_at.to_string()) }
        author { name { "newsloom" } }
        link rel="self" href="feed.xml" {}
        link rel="alternate" type="text/html" href="index.html" {}
    };
    out.write_str(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">",
    )?;
    out.write_str(&head.into_string())?;
    for digest in &edition.stories {
        let entry = html! {
            "\n"
            entry {
                id { "urn:newsloom:" (digest.story) }
                title { (clean(&digest.title.text)) }
                updated { (updated(digest)) }
                link rel="alternate" type="text/html" href=(super::story_path(digest)) {}
                summary { (clean(&summary(digest))) }
                content type="html" { (clean(&content(digest))) }
            }
        };
        out.write_str(&entry.into_string())?;
    }
    out.write_str("\n</feed>\n")
}

/// Path of a story's own feed inside the folder of an edition.
pub fn story_path(digest: &Digest) -> String {
    format!("story/{}-feed.xml", digest.story)
}

/// The story as a feed of briefs: an entry per report, newest first.
pub fn story_atom(digest: &Digest) -> String {
    let page = format!("{}.html", digest.story);
    let body = html! {
        feed xmlns="http://www.w3.org/2005/Atom" {
            id { "urn:newsloom:" (digest.story) }
            title { (clean(&digest.title.text)) }
            updated { (updated(digest)) }
            author { name { "newsloom" } }
            link rel="self" href={ (digest.story) "-feed.xml" } {}
            link rel="alternate" type="text/html" href=(page) {}
            @for (index, article) in view::newest_first(digest) {
                @if let (Some(line), None) = (article.summary.first(), article.copy_of) {
                    "\n"
                    entry {
                        id { "urn:newsloom:" (digest.story) ":" (article.id) }
                        title { (clean(&article.title)) }
                        updated {
                            @match article.published.as_deref().and_then(view::instant) {
                                Some(at) => (at.to_string()),
                                None => (updated(digest)),
                            }
                        }
                        author { name { (clean(&article.outlet)) } }
                        link rel="alternate" type="text/html" href={ (page) "#article-" (index + 1) } {}
                        @if let Some(url) = article.url.as_deref().and_then(address::link) {
                            link rel="via" href=(clean(url)) {}
                        }
                        summary { (clean(&line.text)) }
                    }
                }
            }
            "\n"
        }
    };
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{}\n", body.into_string())
}

/// Writes the edition as a JSON Feed, an item at a time.
///
/// # Errors
/// Only those of `out`.
pub fn write_json_feed(shown: &Shown, out: &mut dyn Write) -> fmt::Result {
    write!(
        out,
        "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":{},\"home_page_url\":\"index.html\",\
         \"feed_url\":\"feed.json\",\n\"items\":[",
        json!(TITLE)
    )?;
    for (index, digest) in shown.edition.stories.iter().enumerate() {
        let item = json!({
            "id": format!("urn:newsloom:{}", digest.story),
            "url": super::story_path(digest),
            "title": digest.title.text,
            "summary": summary(digest),
            "content_html": content(digest),
            "date_modified": updated(digest),
            "image": digest.image.as_ref().and_then(|image| address::picture(&image.url)),
            "_newsloom": {
                "articles": digest.articles.len(),
                "independent_reports": digest.independent_reports,
                "key_points": digest.key_points,
            },
        });
        write!(out, "{}{item}", if index == 0 { "\n" } else { ",\n" })?;
    }
    out.write_str("\n]}\n")
}

/// Text without the control characters that XML 1.0 forbids.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|&c| matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}')))
        .collect()
}
