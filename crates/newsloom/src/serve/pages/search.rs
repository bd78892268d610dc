//! The search page.

use super::today::short;
use crate::search::{Kind, Order, Snippet, find::DEEPEST_HIT};
use crate::serve::access::{Reader, Visitor};
use crate::serve::app::{App, blocking};
use crate::serve::finding::{self, Shown};
use crate::serve::frame::{Frame, Place, csrf};
use crate::serve::params::{self, Params};
use crate::serve::problem::Answer;
use axum::http::HeaderMap;
use maud::{Markup, html};
use newsloom_core::model::{Article, Span};
use newsloom_core::render::{address, words};

/// Hits of one page.
const LISTED: usize = 20;
/// Stories shown above the articles.
const STORIES: usize = 4;

/// `/search?q=`.
pub async fn search(Reader { app, visitor }: Reader, params: Params, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let typed = params.get("q").unwrap_or_default().to_owned();
        let title = if typed.is_empty() { "Search".to_owned() } else { format!("Search: {typed}") };
        let (body, bad) = match finding::query(&typed) {
            Ok(query) => (results(app, &visitor, &typed, &query, &params)?, false),
            Err(_) if typed.is_empty() => (html! { h1 { "Search" } (help()) }, false),
            Err(mistake) => (
                html! {
                    h1 { "Search" }
                    p.mistake role="alert" { (mistake.detail) "." }
                    (help())
                },
                true,
            ),
        };
        let frame = Frame { query: &typed, ..Frame::new(&title, Place::Search, &visitor) };
        let mut answer = super::show(&headers, frame.page(&body));
        if bad {
            *answer.status_mut() = axum::http::StatusCode::BAD_REQUEST;
        }
        Ok(answer)
    })
    .await
}

fn results(
    app: &App,
    visitor: &Visitor,
    typed: &str,
    query: &crate::search::Query,
    params: &Params,
) -> Answer<Markup> {
    let order = if params.get("order") == Some("newest") { Order::Newest } else { Order::Best };
    let offset = params.number("after", 0..=DEEPEST_HIT as u64, 0)? as usize;
    let stories = match offset {
        0 => finding::search(app, query, Some(Kind::Story), order, 0, STORIES)?,
        _ => finding::Results { shown: Vec::new(), matches: 0 },
    };
    let articles = finding::search(app, query, Some(Kind::Article), order, offset, LISTED)?;
    let end = offset + LISTED;
    let next = (articles.matches > end && end < DEEPEST_HIT).then(|| end.to_string());
    let other = if order == Order::Best { ("newest", "newest first") } else { ("best", "best first") };
    let coded = params::escape(typed);
    Ok(html! {
        h1 { "Search" }
        p.meta role="status" {
            (words::count(articles.matches, "article matches", "articles match"))
            " · " a href={ "/search?q=" (coded) "&order=" (other.0) } { (other.1) }
            " · " a href={ "/search/feed.xml?q=" (coded) } { "as a feed" }
        }
        @if !stories.shown.is_empty() {
            section.single { h2 { "Stories" } ul { @for one in &stories.shown { @if let Shown::Story(row) = one { (short(row)) } } } }
        }
        @if articles.shown.is_empty() && stories.shown.is_empty() {
            p.empty { "Nothing was found. Try fewer or other words." }
            (help())
        }
        @if !articles.shown.is_empty() {
            section.hits {
                h2 { "Articles" }
                @for one in &articles.shown { @if let Shown::Article(hit) = one { (article(hit)) } }
            }
        }
        (super::more(next.as_deref(), "/search", &[("q", typed), ("order", params.get("order").unwrap_or_default())]))
        @if visitor.is_known() { (save_form(visitor, typed)) }
    })
}

fn save_form(visitor: &Visitor, typed: &str) -> Markup {
    html! {
        form.inline.save method="post" action="/searches" {
            (csrf(visitor))
            input type="hidden" name="q" value=(typed);
            label for="name" { "Keep this search as" }
            input #name name="name" required maxlength="100" value=(typed);
            input #alert type="checkbox" name="alert" value="yes";
            label for="alert" { "tell me of new hits" }
            button type="submit" { "Keep" }
        }
    }
}

fn article(hit: &finding::ShownArticle) -> Markup {
    let row = &hit.row;
    html! {
        article.hit.row {
            h3 {
                a href={ "/article/" (row.id) } { @if row.title.is_empty() { "(without a title)" } @else { (row.title) } }
            }
            p.meta {
                (row.domain) ", " (super::time(row.at))
                @if let Some(story) = row.story { " · " a href={ "/story/" (story) } { "its story" } }
            }
            @for passage in &hit.passages { (passage_of(&hit.article, passage)) }
        }
    }
}

/// A passage with the words found in it; it leads to its place in the text and in the original.
fn passage_of(article: &Article, passage: &Snippet) -> Markup {
    let text = article.text.as_str();
    let mut pieces: Vec<(bool, &str)> = Vec::new();
    let mut at = passage.span.start;
    for mark in &passage.marks {
        pieces.push((false, Span { start: at, end: mark.start }.of(text)));
        pieces.push((true, mark.of(text)));
        at = mark.end;
    }
    pieces.push((false, Span { start: at, end: passage.span.end }.of(text)));
    let own = format!("/article/{}?mark={}-{}#mark", article.id, passage.span.start, passage.span.end);
    let original =
        article.url.as_deref().and_then(|url| address::with_text_fragment(url, passage.span.of(text)));
    html! {
        blockquote.found lang=[article.language.map(|language| language.to_string())] {
            @for (marked, piece) in &pieces { @if *marked { mark { (piece) } } @else { (piece) } }
            " " span.meta {
                a href=(own) { "in the text" }
                @if let Some(original) = &original { " · " a href=(original) rel="noopener noreferrer" { "in the original" } }
            }
        }
    }
}

fn help() -> Markup {
    html! {
        section.help {
            h2 { "What can be typed" }
            dl {
                dt { code { "ferry strike" } } dd { "both words, in any of their forms" }
                dt { code { "\"harbor bridge\"" } } dd { "these words in this order" }
                dt { code { "port*" } } dd { "words that begin so" }
                dt { code { "storm OR flood" } } dd { "either; parentheses keep things together" }
                dt { code { "-football" } } dd { "not this" }
                dt { code { "title:bridge" } } dd { "in the title; also " code { "person:" } ", " code { "author:" } }
                dt { code { "source:harbor.example" } } dd { "from this outlet" }
                dt { code { "lang:de" } } dd { "in this language" }
                dt { code { "date:2026-03-01..2026-03-09" } } dd { "published then; also " code { "after:" } ", " code { "before:" } }
            }
        }
    }
}
