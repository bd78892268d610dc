//! Stories from the store, as the renderer of the core shows them.

use super::answer::Rendered;
use super::app::App;
use super::problem::{Answer, Problem};
use crate::store::{StoryRow, Told};
use newsloom_core::model::{Article, ArticleId, Digest, Edition, StoryId, TextHash};
use newsloom_core::render::{Place, Shown, View, html};
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

/// Where the service has the pages of stories as they are told now, and their pictures.
pub const NOW: Place<'_> = Place::At { pages: "/", files: "/" };

/// A told story with the wordings that it cites.
pub struct Whole {
    /// The story as it is told.
    pub told: Told,
    /// The articles, each in the wording that is cited.
    pub articles: Vec<Article>,
}

/// What an address of a story asks for.
pub struct Asked {
    /// The story as it is named there.
    pub named: StoryId,
    /// The story that the address leads to by now.
    pub here: StoryId,
    /// In which view.
    pub view: View,
    /// As a feed in place of a page.
    pub feed: bool,
}

/// Reads an address as the renderer writes them: `ID`, `ID.html`, `ID-wire.html`, `ID-feed.xml`.
pub fn lead(app: &App, text: &str) -> Answer<Asked> {
    let missing = || Problem::not_found("story");
    let (text, feed) = match text.strip_suffix(".xml") {
        Some(name) => (name, true),
        None => (text.strip_suffix(".html").unwrap_or(text), false),
    };
    let (id, view) = text.split_once('-').unwrap_or((text, View::Digest.name()));
    let view = View::parse(view).filter(|view| !feed || *view == View::Feed).ok_or_else(missing)?;
    let named = StoryId::parse(id).ok_or_else(missing)?;
    let here = app.store.resolve(named)?.ok_or_else(missing)?;
    Ok(Asked { named, here, view, feed })
}

/// The story at an address that must be the present one or lead there.
pub fn resolve(app: &App, text: &str) -> Answer<StoryId> {
    Ok(lead(app, text)?.here)
}

/// What lists show of a story.
pub fn row(app: &App, id: StoryId) -> Answer<StoryRow> {
    app.store.story(id)?.ok_or_else(|| Problem::not_found("story"))
}

/// A story as it is told now.
pub fn whole(app: &App, id: StoryId) -> Answer<Whole> {
    let told = app.store.told(id)?.ok_or_else(|| Problem::not_found("story"))?;
    with_articles(app, told)
}

/// A told story with its wordings.
pub fn with_articles(app: &App, told: Told) -> Answer<Whole> {
    let articles = app.store.wordings(&told.versions)?;
    Ok(Whole { told, articles })
}

/// Pictures come from our own address, never from the outlet's.
fn localize(digest: &mut Digest, pictures: bool) {
    match &mut digest.image {
        Some(image) if pictures => image.url = format!("pictures/{}", image.article),
        other => *other = None,
    }
}

/// The body of a view of a story, kept until the story changes.
pub fn story_body(app: &App, row: &StoryRow, view: View) -> Answer<Rendered> {
    let key = format!("story {} {} {} {}", row.id, row.revision, row.changed, view.name());
    if let Some(kept) = app.keep.get(&key) {
        app.metrics.kept_hits.fetch_add(1, Ordering::Relaxed);
        return Ok(kept);
    }
    app.metrics.kept_misses.fetch_add(1, Ordering::Relaxed);
    let body = Rendered::html(body_of(app, whole(app, row.id)?, view, NOW));
    app.keep.put(key, body.clone());
    Ok(body)
}

/// The body of a view of a told story, with the addresses of `place`.
pub fn body_of(app: &App, whole: Whole, view: View, place: Place<'_>) -> String {
    let Whole { told, articles } = whole;
    let mut digest = told.digest;
    localize(&mut digest, app.config.serve.pictures);
    let edition = empty_edition(&digest);
    let articles: BTreeMap<ArticleId, &Article> =
        articles.iter().map(|article| (article.id, article)).collect();
    let shown = Shown { edition: &edition, articles: &articles, place };
    html::content(&html::view_page(&shown, &digest, view)).to_owned()
}

/// The body of the page of several told stories, in their order, with the addresses of `place`.
pub fn edition_body(app: &App, mut edition: Edition, articles: &[Article], place: Place<'_>) -> String {
    for digest in &mut edition.stories {
        localize(digest, app.config.serve.pictures);
    }
    let articles: BTreeMap<ArticleId, &Article> =
        articles.iter().map(|article| (article.id, article)).collect();
    let shown = Shown { edition: &edition, articles: &articles, place };
    html::content(&html::edition_page(&shown)).to_owned()
}

fn empty_edition(digest: &Digest) -> Edition {
    Edition {
        date: digest.date,
        from: None,
        to: None,
        made_at: digest.freshest.unwrap_or_default(),
        stories: Vec::new(),
    }
}

/// The wordings of several told stories, each once.
pub fn wordings_of(app: &App, told: &[Told]) -> Answer<Vec<Article>> {
    let mut wanted: Vec<(ArticleId, TextHash)> =
        told.iter().flat_map(|told| told.versions.iter().copied()).collect();
    wanted.sort_unstable();
    wanted.dedup();
    Ok(app.store.wordings(&wanted)?)
}
