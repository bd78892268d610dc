//! An answer to a poll, read: its entries, and which of them become jobs.

use crate::fetch::Answer;
use crate::store::{ItemMark, Job, SourceRow};
use newsloom_core::flow;
use newsloom_core::model::{Analysis, Article, Hint, Item, LinkKind, RawDocument, Timestamp};
use newsloom_core::text::hash::key64;
use std::collections::BTreeSet;

/// Bytes of an entry's own content from which on its page need not be fetched: shorter is a teaser.
const WHOLE: usize = 2000;

/// What a source gave.
#[derive(Default)]
pub(super) struct Entries {
    /// Its name.
    pub title: Option<String>,
    /// Its entries, each with its mark.
    pub items: Vec<(ItemMark, Item)>,
    /// Articles that stand in it whole: the source is a page.
    pub articles: Vec<(Article, Analysis)>,
    /// Time of its newest entry.
    pub newest: Option<Timestamp>,
    /// What was wrong with it, where nothing was found.
    pub nothing: Option<String>,
}

/// The document of an answer.
pub(super) fn document(asked: &str, answer: &Answer, hint: Hint, now: Timestamp) -> RawDocument {
    RawDocument {
        name: asked.to_owned(),
        url: Some(answer.url.clone()),
        media_type: answer.media_type.clone(),
        charset: answer.charset.clone(),
        header_date: answer.last_modified.as_ref().and_then(|date| String::from_utf8(date.clone()).ok()),
        fetched_at: Some(now),
        hint,
        body: answer.body.clone(),
    }
}

/// Reads what a source answered.
pub(super) fn read(
    source: &SourceRow,
    answer: &Answer,
    most: usize,
    config: &flow::Config,
    now: Timestamp,
) -> Entries {
    let raw = document(&source.url, answer, Hint::default(), now);
    let taken = flow::take_in(&raw, config);
    let mut found = Entries::default();
    let links = taken.reading.links.into_iter().filter(|link| link.kind == LinkKind::Page);
    let links =
        links.map(|link| Item { id: link.url.clone(), url: Some(link.url), hint: link.hint, content: None });
    let mut seen = BTreeSet::new();
    for item in taken.reading.items.into_iter().chain(links).take(most) {
        let key = key64(item.url.as_deref().unwrap_or(&item.id));
        if !seen.insert(key) {
            continue;
        }
        found.newest =
            found.newest.max(item.hint.published.map(|published| published.order()).filter(|at| *at <= now));
        found.items.push((ItemMark { key, print: print(&item) }, item));
    }
    found.title = found.items.iter().find_map(|(_, item)| item.hint.outlet.clone());
    found.articles = taken.articles;
    if found.items.is_empty() && found.articles.is_empty() {
        found.nothing = taken.reading.remarks.first().map(|remark| remark.text.to_string());
    }
    found
}

/// What tells an edit of an entry from the same entry met again. Times are left out: some feeds give a new one each time.
fn print(item: &Item) -> u64 {
    let hint = &item.hint;
    let parts = [hint.title.as_deref(), hint.summary.as_deref(), item.content.as_deref()];
    key64(&parts.map(Option::unwrap_or_default).join("\u{1f}"))
}

/// The job of an entry.
pub(super) fn job(source: &SourceRow, item: Item) -> Job {
    let teaser = item.content.as_ref().is_none_or(|content| content.len() < WHOLE);
    let fetch = source.rules.full_text.unwrap_or(teaser)
        && item.url.as_deref().is_some_and(|url| url.starts_with("http://") || url.starts_with("https://"));
    let key = item.url.clone().unwrap_or_else(|| format!("{} {}", source.id, item.id));
    Job { key, source: source.id, feed: source.url.clone(), item, fetch }
}
