//! What a page's data say of a live blog: `LiveBlogPosting` of schema.org.

use crate::model::{Dated, FoundIn};
use crate::read::date::{DayOrder, parse_date};
use crate::read::html::{Name, Tree};
use crate::read::value::Data;
use crate::read::{meta, page};
use crate::text::normalize::nfc;

/// Most updates that are read.
const MOST: usize = 2_000;
/// Bytes of a script that is mended where it must be.
const LONGEST: usize = 4 << 20;

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
        // Programs may hold the word as well; only data are read.
        let is_data = tree.raw_attr(script, "type").is_some_and(|kind| kind.contains("json"))
            || text.trim_start().starts_with(['{', '[']);
        if !is_data || memchr::memmem::find(text.as_bytes(), b"liveBlogUpdate").is_none() {
            continue;
        }
        let mended;
        let value: Data = match serde_json::from_str(text) {
            Ok(value) => value,
            Err(_) if text.len() > LONGEST => continue,
            Err(_) => {
                mended = meta::mend(text);
                let Ok(value) = serde_json::from_str(&mended) else { continue };
                value
            }
        };
        let mut open = vec![&value];
        while let Some(value) = open.pop() {
            match value {
                Data::List(items) => open.extend(items.iter().rev()),
                Data::Members(fields) => {
                    if let Some(list) = fields.get("liveBlogUpdate") {
                        let list = match list {
                            Data::List(items) => items.as_slice(),
                            one => std::slice::from_ref(one),
                        };
                        updates.extend(list.iter().take(MOST - updates.len().min(MOST)).filter_map(update));
                    } else {
                        open.extend(fields.iter().rev().map(|(_, v)| v).filter(|v| v.holds_others()));
                    }
                }
                _ => {}
            }
        }
    }
    updates
}

fn update(value: &Data) -> Option<Update> {
    let value = value.members()?;
    let said = |names: &[&str]| {
        let text = names.iter().find_map(|name| value.get(name)?.as_str())?;
        let text = page::plain_text(text);
        let text = nfc(&text);
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
