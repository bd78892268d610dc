//! The article of a page that shows none before its program has run: its text lies in the state that the page carries for
//! that program, as JSON in a script.
//!
//! Nothing is known of the form of that state but that articles are prose: the text is the longest string of prose, or
//! the list whose items hold most prose and lead nowhere else (those of teasers carry an address).

use super::facts::plain;
use crate::read::html::{Attr, Name, Tree};
use crate::read::value::{Data, Members};

/// Bytes of text on a page from which on its state is not looked at.
pub(super) const SHOWN: usize = 400;
/// Bytes of prose from which on a state carries an article.
const LEAST: usize = 500;
/// Bytes of state that are read.
const MOST: usize = 4 << 20;
/// Bytes of the shortest paragraph.
const PARAGRAPH: usize = 40;

/// The article's text out of the page's state, a paragraph a line; `None` where there is none.
pub(super) fn body(tree: &Tree) -> Option<String> {
    let mut left = MOST;
    let mut best = String::new();
    for script in tree.find_all(Name::Script).take(300) {
        let Some(text) = tree.first_child(script).map(|inner| tree.raw_text(inner)) else { continue };
        let kind = tree.get(script, Attr::Type).unwrap_or("");
        let Some(json) = value_in(text, kind.contains("json") && !kind.contains("ld+json")) else { continue };
        if json.len() > left {
            continue;
        }
        left -= json.len();
        // What stands behind the value is program.
        let Some(Ok(data)) = serde_json::Deserializer::from_str(json).into_iter::<Data>().next() else {
            continue;
        };
        let found = prose_of(&data);
        if found.len() > best.len() {
            best = found;
        }
    }
    (best.len() >= LEAST).then_some(best)
}

/// Where the value in a script begins: the script itself where it `is_json`, else what is assigned to a member of
/// `window` or a name in underscores.
fn value_in(text: &str, is_json: bool) -> Option<&str> {
    if is_json {
        return Some(text.trim_start());
    }
    let mut start = text.len().min(400);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let (name, _) = text[..start].split_once('=')?;
    if !name.contains("window") && !name.contains("__") {
        return None;
    }
    let value = text[name.len() + 1..].trim_start();
    value.starts_with(['{', '[']).then_some(value)
}

/// The most prose that one string or one list holds.
fn prose_of(data: &Data) -> String {
    let mut best = String::new();
    let mut open = vec![data];
    while let Some(data) = open.pop() {
        let found = match data {
            Data::Text(text) => paragraphs(text),
            Data::List(items) => {
                open.extend(items);
                items.iter().map(item).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
            }
            Data::Members(members) => {
                open.extend(members.iter().map(|(_, value)| value));
                continue;
            }
            _ => continue,
        };
        if found.len() > best.len() {
            best = found;
        }
    }
    best
}

/// The prose of an item of a list: the item itself or what it holds, where it leads nowhere.
fn item(data: &Data) -> String {
    let leads =
        |members: &Members| ["url", "href", "link", "slug", "permalink"].iter().any(|key| members.has(key));
    match data {
        Data::Text(text) => paragraphs(text),
        Data::Members(members) if !leads(members) => {
            let texts = members.iter().filter_map(|(_, value)| match value {
                Data::Text(text) => Some(paragraphs(text)),
                Data::Members(inner) if !leads(inner) => {
                    Some(inner.iter().filter_map(|(_, value)| value.as_str()).map(paragraphs).collect())
                }
                _ => None,
            });
            texts.max_by_key(String::len).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// The paragraphs of prose in a string, which may be HTML, a line each.
fn paragraphs(text: &str) -> String {
    if text.len() < PARAGRAPH || !text.contains([' ', '。', '、']) {
        return String::new();
    }
    let text = plain(text);
    let lines = text.lines().map(str::trim).filter(|line| is_prose(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a line is a sentence: long enough, with the mark that ends one, and not code.
fn is_prose(line: &str) -> bool {
    let ends = line.contains(['.', '!', '?', '。', '！', '？', '؟', '۔', '।', '…']);
    line.len() >= PARAGRAPH && ends && !line.contains(['{', '}', '<', '>', '=']) && !line.contains("://")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::parse;

    fn sentence(n: usize) -> String {
        format!("On day {n} the ferry left the northern pier with {n} passengers, the office said.")
    }

    fn check(script: &str, expected: Option<usize>) {
        let page = format!("<html><body><div id=app></div>{script}</body></html>");
        let lines = body(&parse(&page)).map(|text| text.lines().count());
        assert_eq!(lines, expected, "{script}");
    }

    #[test]
    fn an_article_in_the_state_is_found() {
        let html: String = (1..12).map(|n| format!("<p>{}</p>", sentence(n))).collect();
        let list: Vec<String> = (1..12)
            .map(|n| format!("{{\"type\":\"p\",\"data\":{{\"text\":\"{}\"}}}}", sentence(n)))
            .collect();
        let list = list.join(",");
        let teasers: Vec<String> =
            (1..40).map(|n| format!("{{\"url\":\"/a/{n}\",\"summary\":\"{}\"}}", sentence(n))).collect();
        let teasers = teasers.join(",");
        check(
            &format!(
                "<script id=__NEXT_DATA__ type='application/json'>{{\"props\":{{\"more\":[{teasers}],\"body\":\"{html}\"}}}}</script>"
            ),
            Some(11),
        );
        check(
            &format!(
                "<script>window.__STATE__ = {{\"a\":{{\"blocks\":[{list}],\"more\":[{teasers}]}}}};run()</script>"
            ),
            Some(11),
        );
        check(&format!("<script>window.__STATE__ = {{\"more\":[{teasers}]}};</script>"), None);
        check("<script>var a = {\"x\": 1};</script><script>run({})</script>", None);
        check("<script>window.__STATE__ = {\"a\": ", None);
    }
}
