//! What a page's data say of a live blog: `LiveBlogPosting` of schema.org.

use crate::model::{Dated, FoundIn};
use crate::read::date::{DayOrder, parse_date};
use crate::read::html::{Name, Tree};
use crate::read::{meta, page};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// Most updates that are read.
const MOST: usize = 2_000;

/// An update of a live blog.
pub(super) struct Update {
    pub title: Option<String>,
    /// Plain text, paragraphs as lines.
    pub body: String,
    pub at: Option<Dated>,
}

impl Update {
    /// Whether it is the post with this heading or text.
    pub fn is_of(&self, title: Option<&str>, text: &str) -> bool {
        let same = self.title.as_deref().zip(title).is_some_and(|(own, shown)| own == shown);
        let first = self.body.lines().find(|line| line.len() >= 40);
        same || first.is_some_and(|line| text.contains(line))
    }
}

/// The updates that the page's data carry, in their order.
pub(super) fn updates(tree: &Tree) -> Vec<Update> {
    let mut updates = Vec::new();
    for script in tree.find_all(Name::Script).take(300) {
        let Some(text) = tree.first_child(script).map(|inner| tree.raw_text(inner)) else { continue };
        if memchr::memmem::find(text.as_bytes(), b"liveBlogUpdate").is_none() {
            continue;
        }
        let Some(value) = meta::read_json(text) else { continue };
        let mut open = vec![&value];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(items) => open.extend(items.iter().rev()),
                Value::Object(fields) => {
                    if let Some(list) = fields.get("liveBlogUpdate") {
                        let one = std::slice::from_ref(list);
                        let list = list.as_array().map_or(one, Vec::as_slice);
                        updates.extend(list.iter().take(MOST - updates.len().min(MOST)).filter_map(update));
                    } else {
                        open.extend(fields.values().rev().filter(|v| v.is_array() || v.is_object()));
                    }
                }
                _ => {}
            }
        }
    }
    updates
}

fn update(value: &Value) -> Option<Update> {
    let said = |names: &[&str]| {
        let text = names.iter().find_map(|name| value.get(name)?.as_str())?;
        let text = page::plain_text(text);
        let text: String = text.nfc().collect();
        (!text.trim().is_empty()).then(|| text.trim().to_owned())
    };
    let at =
        ["datePublished", "dateCreated", "dateModified"].iter().find_map(|name| value.get(name)?.as_str());
    let at = at.and_then(|text| parse_date(text, None, DayOrder::Unknown));
    let title =
        said(&["headline", "name"]).map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
    let body = said(&["articleBody", "text", "description"]).unwrap_or_default();
    (title.is_some() || !body.is_empty()).then(|| Update {
        title,
        body,
        at: at.map(|dated| Dated { found_in: FoundIn::JsonLd, ..dated }),
    })
}
