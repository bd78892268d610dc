//! What the values of feed elements mean: types, modes, languages, dates.

use super::super::{
    date::{DayOrder, parse_date},
    entities,
    xml::Element,
};
use super::markup;
use crate::model::{Dated, FoundIn, Language};
use url::Url;

/// The value of a text element as harmless markup with links resolved. `None` where it is blank.
pub(super) fn value(element: Element, document: Option<&Url>) -> Option<String> {
    let kind = element.attribute("type").unwrap_or("").to_ascii_lowercase();
    let mode = element.attribute("mode").unwrap_or("").to_ascii_lowercase();
    let base = element.base(document);
    let binary = !kind.is_empty()
        && !kind.contains("html")
        && !kind.starts_with("text")
        && !kind.contains("xml")
        && kind != "html";
    let given = if element.has_elements() {
        element.inner()
    } else {
        let text = element.text();
        if mode == "base64" || (binary && kind.contains('/') && looks_base64(&text)) {
            String::from_utf8_lossy(&base64(&text)).into_owned()
        } else if kind == "text" || kind == "text/plain" || mode == "xml" {
            // said to be plain; markup in it is what its author meant to show, unless it is plainly markup
            let mut escaped = String::with_capacity(text.len());
            entities::escape(text.trim(), &mut escaped);
            escaped
        } else {
            text
        }
    };
    let given = given.trim();
    if given.is_empty() {
        return None;
    }
    // Blank where nothing harmless is left: the element is there all the same.
    Some(markup::disarm(given, base.as_ref()).trim().to_owned())
}

/// The text of an element, folded. `None` where it is blank.
pub(super) fn words(element: Element) -> Option<String> {
    let text = element.text();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The address in an element's text, resolved.
pub(super) fn address(element: Element, document: Option<&Url>) -> Option<String> {
    let text = words(element)?;
    Some(resolve(&text, element, document))
}

/// `given` resolved against the bases around `element`; as it is, where that is not possible.
pub(super) fn resolve(given: &str, element: Element, document: Option<&Url>) -> String {
    let given = given.trim();
    match element.base(document) {
        Some(base) => base.join(given).map_or_else(|_| given.to_owned(), String::from),
        None => given.to_owned(),
    }
}

/// The date in an element's text.
pub(super) fn date(element: Element, language: Option<Language>) -> Option<Dated> {
    read_date(&words(element)?, language)
}

/// A date as a feed gives it.
pub(super) fn read_date(text: &str, language: Option<Language>) -> Option<Dated> {
    parse_date(text, language, DayOrder::Unknown).map(|dated| Dated { found_in: FoundIn::Feed, ..dated })
}

fn looks_base64(text: &str) -> bool {
    let text = text.trim();
    text.len() >= 8
        && text.bytes().all(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=') || byte.is_ascii_whitespace()
        })
}

/// Decodes base 64; what is none of its characters is skipped.
fn base64(text: &str) -> Vec<u8> {
    let (mut bits, mut count) = (0u32, 0);
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}
