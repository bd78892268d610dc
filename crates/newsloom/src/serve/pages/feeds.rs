//! Feeds of the service: the newest stories, and searches.

use crate::search::{Kind, Order, Query};
use crate::serve::access::Reader;
use crate::serve::answer::Rendered;
use crate::serve::app::{App, blocking};
use crate::serve::finding::{self, Shown};
use crate::serve::pages::today::told_rows;
use crate::serve::params::{self, Params};
use crate::serve::problem::{Answer, Problem};
use crate::store::{StoryQuery, Told};
use axum::extract::Path;
use axum::http::{HeaderMap, header};
use maud::{Markup, PreEscaped, html};
use newsloom_core::model::Timestamp;
use newsloom_core::render::{address, words};
use serde_json::json;

/// Entries of a feed.
const ENTRIES: usize = 40;

/// One entry, of a story or an article.
struct Entry {
    id: String,
    title: String,
    link: String,
    updated: Timestamp,
    summary: String,
    content: String,
}

/// Where the service is reached: as set, else as the request names it.
pub fn base(app: &App, headers: &HeaderMap) -> String {
    let set = &app.config.serve.base_url;
    if !set.is_empty() {
        return set.clone();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let plain = host.bytes().all(|b| b.is_ascii_alphanumeric() || b".:-[]".contains(&b));
    format!("http://{}", if plain { host } else { "localhost" })
}

fn stories(app: &App, base: &str) -> Answer<Vec<Entry>> {
    let rows = app.store.stories(&StoryQuery { limit: ENTRIES, ..StoryQuery::default() })?.rows;
    let told = told_rows(app, rows.iter().map(|row| row.id))?;
    Ok(told.iter().map(|told| story(told, base)).collect())
}

fn story(told: &Told, base: &str) -> Entry {
    let digest = &told.digest;
    let lines: Vec<&str> = digest.summary.iter().map(|line| line.text.as_str()).collect();
    let summary = lines.join(" ");
    let content = html! {
        p { (summary) }
        @if !digest.key_points.is_empty() { ul { @for line in &digest.key_points { li { (line.text) } } } }
        p { (words::counts(digest)) }
        ul {
            @for article in digest.articles.iter().take(12) {
                li {
                    @match article.url.as_deref().and_then(address::link) {
                        Some(url) => a href=(url) { (article.title) },
                        None => (article.title),
                    }
                    " (" (article.outlet) ")"
                }
            }
        }
    };
    Entry {
        id: format!("urn:newsloom:{}", digest.story),
        title: digest.title.text.clone(),
        link: format!("{base}/story/{}", digest.story),
        updated: told.told_at,
        summary,
        content: content.into_string(),
    }
}

fn found(app: &App, query: &Query, base: &str) -> Answer<Vec<Entry>> {
    let results = finding::search(app, query, Some(Kind::Article), Order::Newest, 0, ENTRIES)?;
    let entry = |one: Shown| {
        let Shown::Article(hit) = one else { return None };
        let passages: Vec<&str> =
            hit.passages.iter().map(|passage| passage.span.of(&hit.article.text)).collect();
        let content = html! {
            @for passage in &passages { blockquote { (passage) } }
            p {
                (hit.row.domain)
                @if let Some(url) = hit.row.url.as_deref().and_then(address::link) { ", " a href=(url) { "in the original" } }
            }
        };
        Some(Entry {
            id: format!("urn:newsloom:{}", hit.row.id),
            title: hit.row.title.clone(),
            link: format!("{base}/article/{}", hit.row.id),
            updated: hit.row.at,
            summary: passages.join(" … "),
            content: content.into_string(),
        })
    };
    Ok(results.shown.into_iter().filter_map(entry).collect())
}

/// RFC 4287.
fn atom(id: &str, title: &str, own: &str, page: &str, entries: &[Entry]) -> Rendered {
    let updated = entries.iter().map(|entry| entry.updated).max().unwrap_or_default();
    let feed: Markup = html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"))
        feed xmlns="http://www.w3.org/2005/Atom" {
            id { (id) }
            title { (clean(title)) }
            updated { (updated) }
            author { name { "newsloom" } }
            link rel="self" href=(own) {}
            link rel="alternate" type="text/html" href=(page) {}
            @for entry in entries {
                entry {
                    id { (entry.id) }
                    title { (clean(&entry.title)) }
                    updated { (entry.updated) }
                    link rel="alternate" type="text/html" href=(entry.link) {}
                    summary { (clean(&entry.summary)) }
                    content type="html" { (clean(&entry.content)) }
                }
            }
        }
    };
    Rendered::new("application/atom+xml; charset=utf-8", feed.into_string())
}

/// Text without the control characters that XML 1.0 forbids.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|&c| matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}')))
        .collect()
}

/// JSON Feed 1.1.
fn json_feed(title: &str, own: &str, page: &str, entries: &[Entry]) -> Rendered {
    let items: Vec<_> = entries
        .iter()
        .map(|entry| {
            json!({
                "id": entry.id, "url": entry.link, "title": entry.title, "summary": entry.summary,
                "content_html": entry.content, "date_modified": entry.updated.to_string(),
            })
        })
        .collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1", "title": title, "home_page_url": page, "feed_url": own,
        "items": items,
    });
    Rendered::new("application/feed+json", feed.to_string())
}

fn kept(app: &App, key: String, make: impl FnOnce() -> Answer<Rendered>) -> Answer<Rendered> {
    if let Some(kept) = app.keep.get(&key) {
        return Ok(kept);
    }
    let made = make()?;
    app.keep.put(key, made.clone());
    Ok(made)
}

/// `/feed.xml`.
pub async fn atom_feed(Reader { app, .. }: Reader, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let base = base(app, &headers);
        let feed = kept(app, format!("atom {base} {}", app.pulse.last()), || {
            let own = format!("{base}/feed.xml");
            Ok(atom("urn:newsloom:stories", "newsloom", &own, &format!("{base}/"), &stories(app, &base)?))
        })?;
        Ok(feed.answer(&headers))
    })
    .await
}

/// `/feed.json`.
pub async fn json_stories(Reader { app, .. }: Reader, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let base = base(app, &headers);
        let feed = kept(app, format!("json feed {base} {}", app.pulse.last()), || {
            let own = format!("{base}/feed.json");
            Ok(json_feed("newsloom", &own, &format!("{base}/"), &stories(app, &base)?))
        })?;
        Ok(feed.answer(&headers))
    })
    .await
}

/// `/search/feed.xml?q=`: a search as a feed.
pub async fn search_feed(Reader { app, .. }: Reader, params: Params, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let typed = params.get("q").unwrap_or_default();
        Ok(of_search(app, &headers, typed, typed)?.answer(&headers))
    })
    .await
}

/// `/searches/{id}/feed.xml`: a kept search as a feed.
pub async fn kept_search_feed(
    Reader { app, visitor }: Reader,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Answer {
    blocking(&app, move |app| {
        let id = id.parse().map_err(|_| Problem::not_found("search"))?;
        // Programs read the searches of everybody who gave them a token; people their own.
        let own = |user: &str| visitor.is_program() || user == visitor.name;
        let search = app.store.search(id)?.filter(|search| own(&search.user));
        let search = search.ok_or_else(|| Problem::not_found("search"))?;
        Ok(of_search(app, &headers, &search.query, &search.name)?.answer(&headers))
    })
    .await
}

fn of_search(app: &App, headers: &HeaderMap, typed: &str, name: &str) -> Answer<Rendered> {
    let query = finding::query(typed)?;
    let base = base(app, headers);
    let coded = params::escape(typed);
    let id = format!("urn:newsloom:search:{}", &blake3::hash(typed.as_bytes()).to_hex()[..24]);
    let title = format!("newsloom: {name}");
    let own = format!("{base}/search/feed.xml?q={coded}");
    Ok(atom(&id, &title, &own, &format!("{base}/search?q={coded}"), &found(app, &query, &base)?))
}
