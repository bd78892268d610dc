//! JSON Feed 1.0 and 1.1 (jsonfeed.org), and feeds that resemble it.

use super::super::entities;
use super::element::read_date;
use super::{Enclosure, Entry, Feed, Person, markup};
use crate::model::{Image, Language, Remark};
use serde_json::Value;
use url::Url;

/// Reads a feed. `document` is its address; at most `most` entries are kept. `None` where there is no list of items.
pub fn read_json(value: &Value, document: Option<&Url>, most: usize) -> Option<Feed> {
    let given = value.get("items")?.as_array()?;
    let version = value.get("version").and_then(Value::as_str).unwrap_or("");
    let digits: String =
        version.rsplit('/').next().unwrap_or("").chars().filter(char::is_ascii_digit).collect();
    let mut feed = Feed {
        version: format!("json{digits}"),
        title: text(value, "title").map(|text| escaped(&text)),
        link: address(value, "home_page_url", document),
        description: text(value, "description").map(|text| escaped(&text)),
        author: persons(value).into_iter().next(),
        language: text(value, "language"),
        id: address(value, "feed_url", document),
        image: address(value, "icon", document),
        icon: address(value, "favicon", document),
        ..Feed::default()
    };
    let language = feed.language.as_deref().and_then(Language::parse);
    for item in given.iter().filter(|item| item.is_object()) {
        if feed.entries.len() == most {
            feed.remarks.push(Remark::new(
                "items-capped",
                format!("The feed has more than {most} entries; the rest was not read."),
            ));
            break;
        }
        feed.entries.push(entry(item, document, language));
    }
    feed.published =
        feed.entries.iter().filter_map(|entry| entry.published).max_by_key(|dated| dated.order());
    feed.updated = feed
        .entries
        .iter()
        .filter_map(|entry| entry.updated.or(entry.published))
        .max_by_key(|dated| dated.order());
    Some(feed)
}

fn entry(item: &Value, document: Option<&Url>, language: Option<Language>) -> Entry {
    let date = |name: &str| text(item, name).and_then(|text| read_date(&text, language));
    let html = text(item, "content_html").map(|html| markup::disarm(&html, document));
    let files = item.get("attachments").and_then(Value::as_array);
    let enclosures = files.into_iter().flatten().take(64).filter_map(|file| {
        Some(Enclosure {
            url: address(file, "url", document)?,
            kind: text(file, "mime_type"),
            length: text(file, "size_in_bytes"),
        })
    });
    let image = address(item, "image", document).or_else(|| address(item, "banner_image", document));
    let tags = item.get("tags").and_then(Value::as_array);
    Entry {
        id: text(item, "id"),
        title: text(item, "title").map(|text| escaped(&text)),
        link: address(item, "url", document).or_else(|| address(item, "external_url", document)),
        summary: text(item, "summary").map(|text| escaped(&text)),
        image: image
            .map(|url| Image { url, ..Image::default() })
            .or_else(|| html.as_deref().and_then(markup::first_picture)),
        content: html.or_else(|| text(item, "content_text").map(|text| escaped(&text))),
        authors: persons(item),
        published: date("date_published"),
        updated: date("date_modified"),
        categories: tags
            .into_iter()
            .flatten()
            .take(64)
            .filter_map(|tag| tag.as_str().map(str::to_owned))
            .collect(),
        enclosures: enclosures.collect(),
        language: text(item, "language"),
        ..Entry::default()
    }
}

/// Plain text as markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    entities::escape(text, &mut out);
    out
}

/// A string, or a number as one; not blank.
fn text(value: &Value, name: &str) -> Option<String> {
    let text = match value.get(name)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn address(value: &Value, name: &str, document: Option<&Url>) -> Option<String> {
    let given = text(value, name)?;
    Some(document.and_then(|base| base.join(&given).ok()).map_or(given, String::from))
}

/// Authors in the form of version 1.1 and of 1.0.
fn persons(value: &Value) -> Vec<Person> {
    let many = value.get("authors").and_then(Value::as_array).into_iter().flatten();
    let all = many.chain(value.get("author"));
    let mut persons: Vec<Person> = Vec::new();
    for one in all.take(64) {
        let name = text(one, "name").or_else(|| one.as_str().map(str::to_owned));
        if let Some(person) = Person::of(name, text(one, "email"))
            && !persons.contains(&person)
        {
            persons.push(person);
        }
    }
    persons
}
