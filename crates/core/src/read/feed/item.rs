//! A feed's entries as items: what the rest of newsloom works with.

use super::super::address;
use super::{Entry, Feed, Person, markup};
use crate::model::{Hint, Item, Language};
use std::collections::BTreeSet;
use url::Url;

/// Letters that content must have beyond a teaser's to be kept as content.
const TEASER: usize = 280;

/// The entries of `feed`, each with an id that a second reading of the same bytes gives again. An entry that stands
/// there twice under one id and with one text is given once.
pub fn items(feed: &Feed, document: Option<&Url>) -> Vec<Item> {
    let outlet = feed.title.as_deref().map(markup::plain).filter(|title| !title.is_empty());
    let mut ids = BTreeSet::new();
    let mut said = BTreeSet::new();
    let mut items = Vec::with_capacity(feed.entries.len());
    for entry in &feed.entries {
        let Some(mut item) = item(entry, feed, outlet.as_deref(), document) else { continue };
        if !said.insert((item.id.clone(), item.url.clone(), item.hint.title.clone())) {
            continue;
        }
        if !ids.insert(item.id.clone()) {
            // An id used twice names nothing: the two are told apart by what they say.
            item.id = made_of(&item);
            if !ids.insert(item.id.clone()) {
                continue;
            }
        }
        items.push(item);
    }
    items
}

fn item(entry: &Entry, feed: &Feed, outlet: Option<&str>, document: Option<&Url>) -> Option<Item> {
    let plain = |text: &Option<String>| text.as_deref().map(markup::plain).filter(|text| !text.is_empty());
    let url = entry.link.as_deref().and_then(|link| address::followed(link, document));
    let summary = plain(&entry.summary);
    let full = entry.content.clone().or_else(|| {
        entry.summary.clone().filter(|_| summary.as_ref().is_some_and(|summary| summary.len() > TEASER))
    });
    let persons = if entry.authors.is_empty() { feed.author.as_slice() } else { &entry.authors };
    let language = entry.language.as_deref().or(feed.language.as_deref()).and_then(Language::parse);
    let hint = Hint {
        title: plain(&entry.title),
        summary: summary.or_else(|| plain(&entry.content).map(|text| shorten(&text))),
        published: entry.published.or(entry.created).or(entry.updated),
        modified: entry.updated,
        authors: persons
            .iter()
            .map(|Person { name, .. }| name.clone())
            .filter(|name| !name.is_empty())
            .collect(),
        outlet: entry
            .source
            .as_deref()
            .map(markup::plain)
            .filter(|name| !name.is_empty())
            .or_else(|| outlet.map(str::to_owned)),
        language,
        sections: entry.categories.clone(),
        image: entry.image.clone(),
    };
    let mut item = Item { id: String::new(), url, hint, content: full };
    if item.url.is_none() && item.hint.title.is_none() && item.hint.summary.is_none() {
        return None; // says nothing
    }
    item.id = match (entry.id.as_deref().map(str::trim).filter(|id| !id.is_empty()), &item.url) {
        (Some(id), _) => id.to_owned(),
        (None, Some(url)) => url.clone(),
        (None, None) => made_of(&item),
    };
    Some(item)
}

/// An id made from what an item says.
fn made_of(item: &Item) -> String {
    let mut hasher = blake3::Hasher::new();
    let parts = [&item.url, &item.hint.title, &item.hint.summary, &item.content];
    for part in parts {
        let part = part.as_deref().unwrap_or("");
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    format!("content:{}", &hasher.finalize().to_hex()[..32])
}

/// The first words of `text`, at most 280 characters.
fn shorten(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(TEASER) else { return text.to_owned() };
    let cut = text[..end].rfind(' ').unwrap_or(end);
    format!("{} …", &text[..cut])
}
