//! The newest stories, and editions of the past.

use crate::serve::access::{Reader, Visitor};
use crate::serve::answer::Rendered;
use crate::serve::app::{App, blocking};
use crate::serve::frame::{Frame, Place, own};
use crate::serve::params::{self, Params};
use crate::serve::problem::{Answer, Problem};
use crate::serve::telling;
use crate::store::{EditionRow, Mute, StoryQuery, StoryRow, Told};
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};
use newsloom_core::flow;
use newsloom_core::model::{Digest, Edition, StoryId, Timestamp};
use newsloom_core::render::Place::At;
use newsloom_core::render::{View, words};
use std::collections::BTreeSet;

/// Stories told on the front page; more stand behind it as a list.
const TOLD: usize = 24;
/// Stories of one page of a list.
const LISTED: usize = 60;
/// Editions of one page of a list.
const EDITIONS: usize = 40;

/// `/`: the open edition, or the newest stories where none is made.
pub async fn front(Reader { app, visitor }: Reader, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let seq = app.pulse.last();
        let body = front_body(app, &visitor, seq)?;
        let frame = Frame { live: "*", seq, ..Frame::new("", Place::Today, &visitor) };
        let body = html! {
            @if visitor.is_known() { (app.alerts.shown(&visitor.name)) }
            (own(&String::from_utf8_lossy(&body.body)))
        };
        Ok(super::show(&headers, frame.page(&body)))
    })
    .await
}

/// The content of the front page, kept until something changes or an hour has passed.
fn front_body(app: &App, visitor: &Visitor, seq: u64) -> Answer<Rendered> {
    let hour = Timestamp::now().as_second() / 3600;
    let open = app.store.editions(None, 1)?.into_iter().find(|row| !row.closed && !row.stories.is_empty());
    let made_at = open.as_ref().map(|row| row.made_at);
    let mutes = app.store.mutes(if visitor.is_known() { &visitor.name } else { "" })?;
    let muted = blake3::hash(format!("{mutes:?}").as_bytes()).to_hex();
    let key = format!("front {seq} {made_at:?} {hour} {}", &muted[..12]);
    if let Some(kept) = app.keep.get(&key) {
        return Ok(kept);
    }
    let mut rows = match &open {
        Some(edition) => rows_of(app, &edition.stories)?,
        None => app.store.stories(&StoryQuery { limit: LISTED, ..StoryQuery::default() })?.rows,
    };
    rows.retain(|row| !mutes.iter().any(|mute| hides(mute, row)));
    let mut told = told_rows(app, rows.iter().map(|row| row.id).take(TOLD))?;
    told.retain(|told| {
        told.digest.sources.iter().any(|source| !mutes.contains(&Mute::Domain(source.domain.clone())))
    });
    let articles = telling::wordings_of(app, &told)?;
    let told: Vec<_> = told.into_iter().map(|told| told.digest).collect();
    let edition = match &open {
        // Its order is that of the loop, which knows what the user thinks of each source.
        Some(row) => made(row, told),
        None => {
            let favor = &app.config.core.compose.favor;
            flow::edition(told, Timestamp::now(), rows.iter().map(|row| row.last), |digest| favor.of(digest))
        }
    };
    let mut body = telling::edition_body(app, edition, &articles, telling::NOW);
    let rest: Vec<&StoryRow> = rows.iter().skip(TOLD).collect();
    let tail = html! {
        @if !rest.is_empty() {
            section.single aria-labelledby="further" {
                h2 #further { "Further stories" }
                ul { @for row in rest { (short(row)) } }
            }
        }
        p.more { a href="/stories" { "All stories, the last report first" } }
    };
    body.push_str(&tail.into_string());
    let body = Rendered::html(body);
    app.keep.put(key, body.clone());
    Ok(body)
}

/// Whether a story is hidden from somebody by what lists know of it.
fn hides(mute: &Mute, row: &StoryRow) -> bool {
    match mute {
        Mute::Story(id) => *id == row.id,
        Mute::Words(words) => row.title.to_lowercase().contains(&words.to_lowercase()),
        Mute::Domain(_) => false,
    }
}

/// Rows of the first stories of an edition, in its order.
fn rows_of(app: &App, stories: &[StoryId]) -> Answer<Vec<StoryRow>> {
    let mut rows = Vec::with_capacity(LISTED);
    for id in stories.iter().take(LISTED) {
        rows.extend(app.store.story(*id)?);
    }
    Ok(rows)
}

/// An edition as it was made, of these stories.
fn made(row: &EditionRow, stories: Vec<Digest>) -> Edition {
    Edition { date: row.date, from: Some(row.from), to: Some(row.to), made_at: row.made_at, stories }
}

/// `/stories`: all of them, the last report first.
pub async fn stories(Reader { app, visitor }: Reader, params: Params, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let query = StoryQuery {
            after: params.get("after").map(str::to_owned),
            limit: LISTED,
            ..StoryQuery::default()
        };
        let page = app.store.stories(&query)?;
        let body = html! {
            h1 { "Stories" }
            section.single { ul { @for row in &page.rows { (short(row)) } } }
            (super::more(page.next.as_deref(), "/stories", &[]))
        };
        Ok(super::show(&headers, Frame::new("Stories", Place::Today, &visitor).page(&body)))
    })
    .await
}

/// Told stories by their ids; those that are gone are left out.
pub fn told_rows(app: &App, ids: impl Iterator<Item = StoryId>) -> Answer<Vec<Told>> {
    let mut found = Vec::new();
    let mut met = BTreeSet::new();
    for id in ids {
        if met.insert(id)
            && let Some(told) = app.store.told(id)?
        {
            found.push(told);
        }
    }
    Ok(found)
}

/// A story in one line.
pub fn short(row: &StoryRow) -> Markup {
    html! {
        li.row {
            a href={ "/story/" (row.id) } { (row.title) }
            " " span.meta {
                (words::count(row.articles as usize, "article", "articles")) ", "
                (words::count(row.outlets as usize, "outlet", "outlets")) ", " (super::time(row.last))
            }
        }
    }
}

/// `/editions`: all of them.
pub async fn editions(Reader { app, visitor }: Reader, params: Params, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let rows = app.store.editions(params.going_on()?, EDITIONS)?;
        let next = params::next(&rows, EDITIONS, |row| row.id);
        let body = html! {
            h1 { "Editions" }
            p.meta { "An edition tells what was worth telling at its time. A closed one never changes." }
            @if rows.is_empty() { p.empty { "No edition was made yet." } }
            ul.plain {
                @for row in &rows {
                    li.row {
                        a href={ "/edition/" (row.id) } { (words::long_day(row.date)) }
                        " " span.meta {
                            (words::count(row.stories.len(), "story", "stories")) ", "
                            @if row.closed { "closed " (super::time(row.to)) } @else { "open" }
                        }
                    }
                }
            }
            (super::more(next.as_deref(), "/editions", &[]))
        };
        Ok(super::show(&headers, Frame::new("Editions", Place::Editions, &visitor).page(&body)))
    })
    .await
}

/// `/edition/{id}`: one of them.
pub async fn edition(Reader { app, visitor }: Reader, Path(id): Path<String>, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let id: u64 = id.parse().map_err(|_| Problem::not_found("edition"))?;
        let row = app.store.edition(id)?.ok_or_else(|| Problem::not_found("edition"))?;
        let key = format!("edition {id} {} {}", row.made_at, row.closed);
        let body = match app.keep.get(&key) {
            Some(kept) => kept,
            None => {
                let body = Rendered::html(edition_body(app, &row)?);
                app.keep.put(key, body.clone());
                body
            }
        };
        let title = format!("Edition of {}", words::long_day(row.date));
        Ok(page(&headers, &visitor, &title, &body))
    })
    .await
}

fn page(headers: &HeaderMap, visitor: &Visitor, title: &str, body: &Rendered) -> Response {
    let frame = Frame::new(title, Place::Editions, visitor);
    super::show(headers, frame.page(&own(&String::from_utf8_lossy(&body.body))))
}

fn edition_body(app: &App, row: &EditionRow) -> Answer<String> {
    let mut told = Vec::new();
    for story in &row.stories {
        if let Some(one) = app.store.edition_story(row.id, *story)? {
            told.push(one);
        }
    }
    let articles = telling::wordings_of(app, &told)?;
    let edition = made(row, told.into_iter().map(|told| told.digest).collect());
    // A closed edition keeps its stories as they were told then.
    let pages = format!("/edition/{}/", row.id);
    Ok(telling::edition_body(app, edition, &articles, At { pages: &pages, files: "/" }))
}

/// `/edition/{id}/story/{story}`: a story as an edition tells it.
pub async fn edition_story(
    Reader { app, visitor }: Reader,
    Path((id, story)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    blocking(&app, move |app| {
        let id: u64 = id.parse().map_err(|_| Problem::not_found("edition"))?;
        let name = story.strip_suffix(".html").unwrap_or(&story);
        let (story, view) = name.split_once('-').unwrap_or((name, View::Digest.name()));
        let view = View::parse(view).ok_or_else(|| Problem::not_found("view"))?;
        let story = StoryId::parse(story).ok_or_else(|| Problem::not_found("story"))?;
        let row = app.store.edition(id)?.ok_or_else(|| Problem::not_found("edition"))?;
        let told = app.store.edition_story(id, story)?.ok_or_else(|| Problem::not_found("story"))?;
        let title = told.digest.title.text.clone();
        let pages = format!("/edition/{id}/");
        let place = At { pages: &pages, files: "/" };
        let inner = telling::body_of(app, telling::with_articles(app, told)?, view, place);
        let body = html! {
            p.notice {
                "As told in the edition of " a href={ "/edition/" (id) } { (words::long_day(row.date)) } ". "
                a href={ "/story/" (story) } { "The story as it is told now" }
            }
            (own(&inner))
        };
        Ok(super::show(&headers, Frame::new(&title, Place::Editions, &visitor).page(&body)))
    })
    .await
}
