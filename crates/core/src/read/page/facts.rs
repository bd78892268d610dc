//! What a page says about itself that helps to find its text: its title, its description, and the article's text
//! where its data carry it. All of it is cross-checked with the text shown, none of it believed.

use super::lexicon::{Sieve, text_words};
use crate::read::html::{Attr, Name, NodeId, Tree, entity};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

/// What the page says about itself.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Words of the title by hash, each with its order among them.
    pub title: FxHashMap<u64, u32>,
    /// Runs of three words of the description.
    pub description: FxHashSet<u64>,
    /// Runs of three words of the body that the data carry.
    pub body: FxHashSet<u64>,
    /// That body itself, empty where there is none.
    pub body_text: String,
    /// Quick looks at the title's words, and at the runs of description and body.
    pub in_title: Sieve,
    pub in_runs: Sieve,
}

impl Facts {
    fn title_words(&mut self, text: &str) {
        text_words(text, |hash, _| {
            let order = self.title.len() as u32;
            self.title.entry(hash).or_insert(order);
        });
    }
}

/// Longest text of a page's own data that is looked at, in bytes.
const LONGEST: usize = 1 << 20;

/// Collects what the page says about itself.
pub(super) fn collect(tree: &Tree) -> Facts {
    let mut facts = Facts::default();
    let mut title_seen = false;
    for meta in tree.find_all(Name::Meta) {
        let Some(key) = tree.get(meta, Attr::Property).or_else(|| tree.get(meta, Attr::Name)) else {
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
                facts.title_words(&content);
            } else if description {
                runs(&content, |hash| _ = facts.description.insert(hash));
            }
        }
    }
    if !title_seen && let Some(title) = tree.find(Name::Title) {
        facts.title_words(&tree.text(title));
    }
    facts.body_text = body_in_data(tree);
    let body = std::mem::take(&mut facts.body_text);
    runs(&body, |hash| _ = facts.body.insert(hash));
    facts.body_text = body;
    facts.in_title = Sieve::of(facts.title.keys().copied(), 16);
    facts.in_runs = Sieve::of(facts.description.iter().chain(&facts.body).copied(), 256);
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
    let (mut best, mut longest) = (String::new(), 0);
    for script in tree.find_all(Name::Script) {
        let Some(text) = tree.first_child(script).map(|n: NodeId| tree.raw_text(n)) else { continue };
        let is_data = tree
            .get(script, Attr::Type)
            .is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json"));
        if is_data && text.len() <= LONGEST {
            for body in bodies(text) {
                if body.len() > longest {
                    longest = body.len();
                    best = plain(&unescape(body));
                }
            }
        }
    }
    best
}

/// The strings that stand behind `"articleBody":`, escapes unread. The script need not be JSON in all its parts.
fn bodies(script: &str) -> impl Iterator<Item = &str> {
    const KEY: &str = "\"articleBody\"";
    memchr::memmem::find_iter(script.as_bytes(), KEY).filter_map(move |at| {
        let value =
            script[at + KEY.len()..].trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        let mut end = 0;
        loop {
            end += memchr::memchr2(b'"', b'\\', &value.as_bytes()[end..])?;
            if value.as_bytes()[end] == b'"' {
                return Some(&value[..end]);
            }
            end = (end + 2).min(value.len());
        }
    })
}

/// A JSON string's escapes read; what is none stays as it is.
fn unescape(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\\', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    // Raw line breaks inside strings, which many pages have, are taken for spaces.
    let mended: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match serde_json::from_str(&format!("\"{mended}\"")) {
        Ok(read) => Cow::Owned(read),
        Err(_) => Cow::Owned(mended),
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
