//! What a page says about itself that helps to find its text: its title, its description, and the article's text
//! where its data carry it. All of it is cross-checked with the text shown, none of it believed.

use super::lexicon::text_words;
use crate::read::html::{Name, NodeId, Tree, entity};
use rustc_hash::FxHashSet;
use serde_json::Value;

/// What the page says about itself.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Words of the title, by hash.
    pub title: FxHashSet<u64>,
    /// Runs of three words of the description.
    pub description: FxHashSet<u64>,
    /// Runs of three words of the body that the data carry.
    pub body: FxHashSet<u64>,
    /// That body itself, empty where there is none.
    pub body_text: String,
}

/// Longest text of a page's own data that is looked at, in bytes.
const LONGEST: usize = 1 << 20;

/// Collects what the page says about itself.
pub(super) fn collect(tree: &Tree) -> Facts {
    let mut facts = Facts::default();
    let mut title_seen = false;
    for meta in tree.find_all(Name::Meta) {
        let Some(key) = tree.raw_attr(meta, "property").or_else(|| tree.raw_attr(meta, "name")) else {
            continue;
        };
        let title = key.eq_ignore_ascii_case("og:title") || key.eq_ignore_ascii_case("twitter:title");
        let description =
            key.eq_ignore_ascii_case("og:description") || key.eq_ignore_ascii_case("description");
        if (title || description)
            && let Some(content) = tree.attr(meta, "content")
        {
            if title && !title_seen {
                title_seen = true;
                text_words(&content, |hash, _| _ = facts.title.insert(hash));
            } else if description {
                runs(&content, |hash| _ = facts.description.insert(hash));
            }
        }
    }
    if !title_seen && let Some(title) = tree.find(Name::Title) {
        text_words(&tree.text(title), |hash, _| _ = facts.title.insert(hash));
    }
    facts.body_text = body_in_data(tree);
    let body = std::mem::take(&mut facts.body_text);
    runs(&body, |hash| _ = facts.body.insert(hash));
    facts.body_text = body;
    facts
}

/// Gives the hash of every run of three words.
pub(super) fn runs(text: &str, mut give: impl FnMut(u64)) {
    let mut last = [0u64; 2];
    let mut count = 0;
    text_words(text, |hash, _| {
        count += 1;
        if count >= 3 {
            give(run(last[0], last[1], hash));
        }
        last = [last[1], hash];
    });
}

/// The hash of a run of three words.
pub(super) fn run(a: u64, b: u64, c: u64) -> u64 {
    (a.rotate_left(17) ^ b.rotate_left(7) ^ c).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The longest `articleBody` of the page's JSON-LD.
fn body_in_data(tree: &Tree) -> String {
    let mut best = String::new();
    for script in tree.find_all(Name::Script) {
        let Some(text) = tree.first_child(script).map(|n: NodeId| tree.raw_text(n)) else { continue };
        if memchr::memmem::find(text.as_bytes(), b"articleBody").is_none()
            || !tree
                .raw_attr(script, "type")
                .is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json"))
        {
            continue;
        }
        if let Some(value) = read_json(text) {
            longest_body(&value, &mut best);
        }
    }
    best
}

/// Reads a script's JSON; raw line breaks inside strings, which many pages have, are taken for spaces.
fn read_json(text: &str) -> Option<Value> {
    if text.len() > LONGEST {
        return None;
    }
    serde_json::from_str(text.trim()).ok().or_else(|| {
        let mended: String = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&mended).ok()
    })
}

fn longest_body(value: &Value, best: &mut String) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(fields) => {
                for (key, field) in fields {
                    match field {
                        Value::String(text) if key == "articleBody" && text.len() > best.len() => {
                            *best = plain(text);
                        }
                        Value::Array(_) | Value::Object(_) => open.push(field),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

/// A body may itself be escaped HTML: its references read and its tags made line breaks.
pub(in crate::read) fn plain(text: &str) -> String {
    let text = entity::decode(text, false);
    if !text.contains('<') {
        return text.into_owned();
    }
    let tree = crate::read::html::parse(&text);
    let page = super::blocks::cut(&tree);
    let blocks: Vec<&str> = page.blocks.iter().map(|b| page.text_of(b)).collect();
    blocks.join("\n")
}
