//! JSON: feeds, and articles as structured data.

use super::date::{DayOrder, parse_date};
use super::{ReadConfig, address_of, complete, feed, pages, read_plain, unreadable};
use crate::model::{Article, Dated, FoundIn, RawDocument, Reading, Remark};
use serde_json::Value;

/// Reads JSON of any kind: a feed, an article, a list of articles.
pub(super) fn read_json(text: &str, raw: &RawDocument, config: &ReadConfig) -> Reading {
    let value = match serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) {
        Ok(value) => value,
        Err(error) => match serde_json::from_str::<Value>(&repaired(text)) {
            Ok(value) => value,
            Err(_) if error.is_syntax() || error.is_eof() => {
                if text.trim_start().starts_with("[") && !text.contains("\":") {
                    return read_plain(text, raw, config);
                }
                let mut reading = unreadable("broken JSON");
                reading
                    .remarks
                    .push(Remark::new("json-broken", format!("The JSON cannot be read: {error}.")));
                return reading;
            }
            Err(_) => return unreadable("JSON that is nested too deep"),
        },
    };
    let document = address_of(raw);
    if let Some(feed) = feed::read_json(&value, document.as_ref(), config.max_items) {
        let items = feed::items(&feed, document.as_ref());
        let mut reading = Reading { items, remarks: feed.remarks, ..Reading::default() };
        if reading.items.is_empty() {
            reading.remarks.push(Remark::new("no-items", "The feed has no entry that says anything."));
        }
        return reading;
    }
    let mut reading = Reading::default();
    let one = std::slice::from_ref(&value);
    let given = value.as_array().map_or(one, Vec::as_slice);
    let graph = value.get("@graph").and_then(Value::as_array).map_or(given, Vec::as_slice);
    for object in graph.iter().take(config.max_items) {
        reading.articles.extend(article(object, raw, reading.articles.len() as u32));
    }
    if reading.articles.is_empty() {
        reading
            .remarks
            .push(Remark::new("no-article", "The JSON is neither a feed nor an article with a text."));
    }
    reading
}

/// The value of a JSON text, mended where it must be. `None` where even that does not help.
pub(super) fn lenient(text: &str) -> Option<Value> {
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str(text).or_else(|_| serde_json::from_str(&repaired(text))).ok()
}

/// Without control characters in strings and without commas before a closing bracket.
fn repaired(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in text.chars().filter(|c| *c != '\0' && *c != '\u{feff}') {
        if in_string {
            if c < ' ' {
                out.push(' ');
                continue;
            }
            in_string = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else {
            in_string = c == '"';
            if matches!(c, ']' | '}') {
                let kept = out.trim_end();
                if kept.ends_with(',') {
                    out.truncate(kept.len() - 1);
                }
            }
        }
        out.push(c);
    }
    out
}

fn string<'v>(object: &'v Value, names: &[&str]) -> Option<&'v str> {
    names.iter().find_map(|name| object.get(name)?.as_str()).map(str::trim).filter(|text| !text.is_empty())
}

/// An article given as an object, with the names that schema.org and common programs use.
fn article(object: &Value, raw: &RawDocument, part: u32) -> Option<Article> {
    let body = string(object, &["articleBody", "content_html", "content", "body", "text", "content_text"])?;
    let url =
        string(object, &["url", "mainEntityOfPage", "link", "@id"]).filter(|url| url.starts_with("http"));
    let title = string(object, &["headline", "title", "name"]).unwrap_or("");
    let markup = if body.contains("</") {
        body.to_owned()
    } else {
        let mut markup = String::new();
        for line in body.lines() {
            markup.push_str("<p>");
            super::entities::escape(line, &mut markup);
        }
        markup
    };
    let mut article = pages::from_fragment(
        &markup,
        url.and_then(|url| super::address::canonical(url, None)).as_deref(),
        title,
    )?;
    article.part = part;
    article.title = super::title::clean_title(title, &[]);
    let date = |names: &[&str]| {
        let dated = parse_date(string(object, names)?, None, DayOrder::Unknown)?;
        Some(Dated { found_in: FoundIn::Given, ..dated })
    };
    article.published =
        date(&["datePublished", "date_published", "published", "date", "pubDate", "published_at"]);
    article.modified = date(&["dateModified", "date_modified", "modified", "updated", "updated_at"]);
    article.authors = authors(object.get("author").or_else(|| object.get("authors")));
    article.section = string(object, &["articleSection", "section"]).map(str::to_owned);
    let plain = RawDocument {
        url: raw.url.clone().filter(|_| part == 0),
        hint: raw.hint.clone(),
        ..RawDocument::default()
    };
    complete(&mut article, &plain);
    Some(article)
}

fn authors(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(name)) => vec![name.trim().to_owned()],
        Some(Value::Array(all)) => all.iter().take(64).flat_map(|one| authors(Some(one))).collect(),
        Some(object) => string(object, &["name"]).map(str::to_owned).into_iter().collect(),
        None => Vec::new(),
    }
}
