//! A feed as plain data, field by field as it was read: for looking at what a feed holds, and for measuring.

use super::super::xml::Tree;
use super::super::{ReadConfig, address_of, encoding, sniff, warc};
use super::{Enclosure, Entry, Feed, Person};
use crate::model::{Dated, RawDocument};
use serde_json::{Value, json};
use sniff::Kind;
use std::borrow::Cow;

/// The feed in a document, with the name of its encoding. `None` where it holds neither a feed nor an entry.
pub fn read(raw: &RawDocument, config: &ReadConfig) -> Option<(Feed, &'static str)> {
    let body = &raw.body[..raw.body.len().min(config.max_document_bytes)];
    let body: Cow<[u8]> = match sniff::by_bytes(body) {
        Some(Kind::Gzip) => Cow::Owned(warc::unpack(body, config.max_document_bytes).0),
        Some(Kind::Empty) => return None,
        _ => Cow::Borrowed(body),
    };
    let decoded = encoding::decode(&body, raw.charset.as_deref());
    let document = address_of(raw);
    let text = decoded.text.trim_start();
    let feed = if text.starts_with('{') || text.starts_with('[') {
        let value = super::super::json::lenient(text)?;
        super::read_json(&value, document.as_ref(), config.max_items)
    } else {
        super::read_xml(&Tree::parse(&decoded.text), document.as_ref(), config.max_items)
    };
    feed.map(|feed| (feed, decoded.encoding))
}

/// The feed as JSON: `version`, `feed` and `entries` with the usual names; `null` for what it does not say. Times are
/// in UTC.
pub fn shown(feed: &Feed) -> Value {
    let (author, author_email) = person(feed.author.as_ref());
    let entries: Vec<Value> = feed.entries.iter().map(entry).collect();
    json!({
        "version": feed.version,
        "feed": {
            "title": feed.title, "link": feed.link, "description": feed.description, "author": author,
            "author_email": author_email, "language": feed.language, "id": feed.id, "updated": time(feed.updated),
            "published": time(feed.published), "image": feed.image, "icon": feed.icon, "rights": feed.rights,
            "generator": feed.generator, "categories": feed.categories,
        },
        "entries": entries,
        "remarks": feed.remarks,
    })
}

fn entry(entry: &Entry) -> Value {
    let (author, author_email) = person(entry.authors.first());
    let file = |file: &Enclosure| json!({"url": file.url, "type": file.kind, "length": file.length});
    let names: Vec<&str> = entry.authors.iter().map(|person| person.name.as_str()).collect();
    json!({
        "id": entry.id, "title": entry.title, "link": entry.link, "summary": entry.summary, "content": entry.content,
        "author": author, "author_email": author_email, "authors": names, "published": time(entry.published),
        "updated": time(entry.updated), "created": time(entry.created), "comments": entry.comments,
        "categories": entry.categories, "image": entry.image.as_ref().map(|image| &image.url), "rights": entry.rights,
        "language": entry.language, "source": entry.source,
        "enclosures": entry.enclosures.iter().map(file).collect::<Vec<Value>>(),
    })
}

fn person(person: Option<&Person>) -> (Option<&str>, Option<&str>) {
    let name = person.map(|person| person.name.as_str()).filter(|name| !name.is_empty());
    (name, person.and_then(|person| person.email.as_deref()))
}

/// ISO 8601 in UTC; the first instant where only the day or less is known.
fn time(dated: Option<Dated>) -> Option<String> {
    let dated = dated?;
    Some(match dated.at {
        Some(at) => jiff::tz::Offset::UTC.to_datetime(at).strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        None => format!("{}T00:00:00Z", dated.day),
    })
}
