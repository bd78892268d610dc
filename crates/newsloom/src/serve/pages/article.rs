//! The page of an article: its text as it was read, its wordings and what each edit changed.

use super::diff::{Piece, diff};
use crate::serve::access::Reader;
use crate::serve::app::{App, blocking};
use crate::serve::frame::{Frame, Place};
use crate::serve::params::Params;
use crate::serve::problem::{Answer, Problem};
use crate::store::Version;
use axum::extract::Path;
use axum::http::HeaderMap;
use maud::{Markup, html};
use newsloom_core::model::{Article, ArticleId, BlockKind, Span, TextHash};
use newsloom_core::render::{address, json, words};

/// Entries of the log of edits on one page.
const EDITS: usize = 50;

/// `/article/{id}`: the latest wording; `?version=` another, `?mark=FROM-TO` with bytes marked, `?against=` compared.
pub async fn article(
    Reader { app, visitor }: Reader,
    Path(id): Path<String>,
    params: Params,
    headers: HeaderMap,
) -> Answer {
    blocking(&app, move |app| {
        let id = ArticleId::parse(&id).ok_or_else(|| Problem::not_found("article"))?;
        let history = app.store.history(id)?;
        let wanted = params.read_as("version", "the id of a wording", TextHash::parse)?;
        let shown = match wanted {
            Some(version) => history.iter().find(|one| one.article.version == version),
            None => history.last(),
        };
        let shown = shown.ok_or_else(|| Problem::not_found("article"))?;
        let against = params.read_as("against", "the id of a wording", TextHash::parse)?;
        let against = against.and_then(|version| history.iter().find(|one| one.article.version == version));
        let mark = params.get("mark").and_then(|text| {
            let (from, to) = text.split_once('-')?;
            let span = (from.parse::<usize>().ok()?, to.parse::<usize>().ok()?);
            shown.article.text.get(span.0..span.1).map(|_| Span::new(span.0, span.1))
        });
        let body = page(app, shown, &history, against, mark)?;
        let title = if shown.article.title.is_empty() { "Article" } else { &shown.article.title };
        Ok(super::show(&headers, Frame::new(title, Place::Elsewhere, &visitor).page(&body)))
    })
    .await
}

fn page(
    app: &App,
    shown: &Version,
    history: &[Version],
    against: Option<&Version>,
    mark: Option<Span>,
) -> Answer<Markup> {
    let article = &shown.article;
    let row = app.store.rows(&[article.id])?.into_iter().next();
    let story = match row.as_ref().and_then(|row| row.story) {
        Some(story) => app.store.story(story)?,
        None => None,
    };
    let language = article.language.map(|language| language.to_string());
    Ok(html! {
        article.article {
            p.kicker { (article.outlet.name) }
            h1 lang=[language.as_deref()] { (article.title) }
            p.meta {
                @if !article.authors.is_empty() { (article.authors.join(", ")) " · " }
                @match json::published(article.published.as_ref()) {
                    Some(published) => (words::moment(&published)),
                    None => "no date given",
                }
                @if let Some(agency) = &article.agency { " · " (agency) }
                @if let Some(url) = article.url.as_deref().and_then(address::link) {
                    " · " a href=(url) rel="noopener noreferrer" { "Read it in the original" }
                }
            }
            @if let Some(story) = &story {
                p.notice { "In the story " a href={ "/story/" (story.id) } { (story.title) } }
            }
            (wordings(shown, history))
            @match against {
                Some(before) => (compared(&before.article, article)),
                None => div.text lang=[language.as_deref()] { (text(article, mark)) },
            }
            @if !article.remarks.is_empty() {
                details { summary { "Remarks of the reader" } ul { @for remark in &article.remarks { li { (remark.text) } } } }
            }
        }
    })
}

fn wordings(shown: &Version, history: &[Version]) -> Markup {
    if history.len() < 2 {
        return html! {};
    }
    html! {
        section.wordings {
            h2 { "Its outlet edited this article" }
            ol {
                @for (index, one) in history.iter().enumerate() {
                    @let id = one.article.id;
                    li {
                        @if one.article.version == shown.article.version { b { "Seen " (super::time(one.seen_at)) } }
                        @else {
                            a href={ "/article/" (id) "?version=" (one.article.version) } { "Seen " (super::time(one.seen_at)) }
                        }
                        @if let Some(before) = index.checked_sub(1).map(|before| &history[before]) {
                            " · " a href={ "/article/" (id) "?version=" (one.article.version) "&against=" (before.article.version) } {
                                "what changed"
                            }
                        }
                    }
                }
            }
        }
    }
}

fn compared(before: &Article, after: &Article) -> Markup {
    let pieces = |a, b| -> Markup {
        html! {
            @for piece in diff(a, b, after.language) {
                @match piece {
                    Piece::Same(text) => (text),
                    Piece::Out(text) => del { (text) },
                    Piece::In(text) => ins { (text) },
                }
            }
        }
    };
    html! {
        @if before.title != after.title { p.difference { b { (pieces(&before.title, &after.title)) } } }
        div.text.difference { (pieces(&before.text, &after.text)) }
    }
}

/// The text block by block, with the marked bytes in it.
fn text(article: &Article, mark: Option<Span>) -> Markup {
    html! {
        @for block in &article.blocks {
            @let inner = marked(&article.text, block.span, mark);
            @match block.kind {
                BlockKind::Heading => h2 { (inner) },
                BlockKind::Quotation => blockquote { (inner) },
                BlockKind::ListItem => p.item { (inner) },
                BlockKind::Caption => p.caption { (inner) },
                BlockKind::TableRow => p.table-row { (inner) },
                BlockKind::Paragraph => p { (inner) },
            }
        }
    }
}

fn marked(text: &str, block: Span, mark: Option<Span>) -> Markup {
    let Some(mark) = mark.filter(|mark| mark.overlaps(block)) else { return html! { (block.of(text)) } };
    let (from, to) = (mark.start.max(block.start), mark.end.min(block.end));
    let part = |start: u32, end: u32| Span { start, end }.of(text);
    html! {
        (part(block.start, from))
        mark id=[(mark.start >= block.start).then_some("mark")] { (part(from, to)) }
        (part(to, block.end))
    }
}

/// `/edits`: articles that their outlets edited.
pub async fn edits(Reader { app, visitor }: Reader, params: Params, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let edits = app.store.edits(params.going_on()?, EDITS)?;
        let next = if edits.len() == EDITS { edits.last().map(|edit| edit.arrival.to_string()) } else { None };
        let body = html! {
            h1 { "Edited articles" }
            p.meta { "Articles whose words changed after they were first read here. Earlier wordings stay, so citations stay true." }
            @if edits.is_empty() { p.empty { "No article was edited so far." } }
            ul.plain {
                @for edit in &edits {
                    li.row {
                        a href={ "/article/" (edit.article) "?version=" (edit.after) "&against=" (edit.before) } {
                            @if edit.title.is_empty() { "(without a title)" } @else { (edit.title) }
                        }
                        " " span.meta { (edit.domain) ", " (super::time(edit.at)) }
                    }
                }
            }
            (super::more(next.as_deref(), "/edits", &[]))
        };
        Ok(super::show(&headers, Frame::new("Edited articles", Place::Elsewhere, &visitor).page(&body)))
    })
    .await
}
