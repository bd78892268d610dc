//! Stories from the store, as the renderer of the core shows them.

use super::answer::Rendered;
use super::app::App;
use super::problem::{Answer, Problem};
use crate::store::{StoryRow, Told};
use newsloom_core::model::{Article, ArticleId, Digest, Edition, StoryId, TextHash};
use newsloom_core::render::{Shown, html};
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

/// A told story with the wordings that it cites.
pub struct Whole {
    /// The story as it is told.
    pub told: Told,
    /// The articles, each in the wording that is cited.
    pub articles: Vec<Article>,
}

/// The story of an address: itself, or where the address leads by now.
pub enum Led {
    /// It stands here.
    Here(StoryId),
    /// It became part of another.
    Elsewhere(StoryId),
}

/// Reads an address of a story.
pub fn lead(app: &App, text: &str) -> Answer<Led> {
    let id = StoryId::parse(text.strip_suffix(".html").unwrap_or(text))
        .ok_or_else(|| Problem::not_found("story"))?;
    match app.store.resolve(id)? {
        Some(here) if here == id => Ok(Led::Here(id)),
        Some(elsewhere) => Ok(Led::Elsewhere(elsewhere)),
        None => Err(Problem::not_found("story")),
    }
}

/// The story at an address that must be the present one or lead there.
pub fn resolve(app: &App, text: &str) -> Answer<StoryId> {
    Ok(match lead(app, text)? {
        Led::Here(id) | Led::Elsewhere(id) => id,
    })
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

/// The body of a story's page, kept until the story changes.
pub fn story_body(app: &App, row: &StoryRow) -> Answer<Rendered> {
    let key = format!("story {} {} {}", row.id, row.revision, row.changed);
    if let Some(kept) = app.keep.get(&key) {
        app.metrics.kept_hits.fetch_add(1, Ordering::Relaxed);
        return Ok(kept);
    }
    app.metrics.kept_misses.fetch_add(1, Ordering::Relaxed);
    let body = Rendered::html(body_of(app, whole(app, row.id)?));
    app.keep.put(key, body.clone());
    Ok(body)
}

/// The body of the page of a told story.
pub fn body_of(app: &App, whole: Whole) -> String {
    let Whole { told, articles } = whole;
    let mut digest = told.digest;
    localize(&mut digest, app.config.serve.pictures);
    let edition = empty_edition(&digest);
    let articles: BTreeMap<ArticleId, &Article> =
        articles.iter().map(|article| (article.id, article)).collect();
    let page = html::story_page(&Shown { edition: &edition, articles: &articles }, &digest);
    inside(&page)
}

/// The body of the page of several told stories, in their order.
pub fn edition_body(app: &App, mut edition: Edition, articles: &[Article]) -> String {
    for digest in &mut edition.stories {
        localize(digest, app.config.serve.pictures);
    }
    let articles: BTreeMap<ArticleId, &Article> =
        articles.iter().map(|article| (article.id, article)).collect();
    inside(&html::edition_page(&Shown { edition: &edition, articles: &articles }))
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

/// The content of a page of the renderer, with its addresses led to the service.
fn inside(page: &str) -> String {
    let body = page.split_once("<main id=\"main\">").and_then(|(_, rest)| rest.rsplit_once("</main>"));
    let body = body.map_or("", |(body, _)| body);
    body.replace("href=\"story/", "href=\"/story/")
        .replace("src=\"pictures/", "src=\"/pictures/")
        .replace("src=\"../pictures/", "src=\"/pictures/")
}

/// The wordings of several told stories, each once.
pub fn wordings_of(app: &App, told: &[Told]) -> Answer<Vec<Article>> {
    let mut wanted: Vec<(ArticleId, TextHash)> =
        told.iter().flat_map(|told| told.versions.iter().copied()).collect();
    wanted.sort_unstable();
    wanted.dedup();
    Ok(app.store.wordings(&wanted)?)
}
