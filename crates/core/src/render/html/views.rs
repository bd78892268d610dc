//! The other ways of telling one story, a page each: wire, explainer, positions, briefs.

use super::layout::{Page, page};
use super::line::Lines;
use super::sections;
use super::story::story_page;
use crate::model::{Digest, DigestArticle};
use crate::render::place::Depth;
use crate::render::view::newest_first;
use crate::render::{Shown, View, address, feeds, words};
use maud::{Markup, html};

/// Every file of a story as path and content: its page, its other views, and its briefs as Atom.
pub fn story_files(shown: &Shown, digest: &Digest) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = View::ALL
        .into_iter()
        .filter(|view| view.suits(digest))
        .map(|view| (view.path(digest), view_page(shown, digest, view)))
        .collect();
    if View::Feed.suits(digest) {
        files.push((feeds::story_path(digest), feeds::story_atom(digest)));
    }
    files
}

/// The page of a view. One that the story has nothing for is its headline and little else.
pub fn view_page(shown: &Shown, digest: &Digest, view: View) -> String {
    let main = shown.place.story(digest, View::Digest, Depth::Story);
    let lines = Lines { shown, digest, page: &main };
    let body = match view {
        View::Digest => return story_page(shown, digest, &navigation(shown, digest, view)),
        View::Wire => wire(&lines),
        View::Explainer => explainer(&lines),
        View::Positions => positions(&lines),
        View::Feed => briefs(&lines),
    };
    let whole = html! {
        article.story.view {
            p.kicker { (view.title()) " · " (words::long_day(digest.date)) }
            h1 { a href=(main) lang=[lines.language(&digest.title)] { (digest.title.text) } }
            (navigation(shown, digest, view))
            (body)
        }
    };
    let title = format!("{}: {} - newsloom", view.title(), digest.title.text);
    let dateline = digest.date.strftime("%-d %B %Y").to_string();
    page(
        &Page { title: &title, language: "en", root: shown.place.root(Depth::Story), dateline: &dateline },
        &whole,
    )
}

/// Links between the views of a story.
fn navigation(shown: &Shown, digest: &Digest, current: View) -> Markup {
    let views: Vec<View> = View::ALL.into_iter().filter(|view| view.suits(digest)).collect();
    if views.len() < 2 {
        return html! {};
    }
    html! {
        nav.views aria-label="Views of this story" {
            ul {
                @for view in views {
                    li {
                        @if view == current {
                            span aria-current="page" { (view.title()) }
                        } @else {
                            a href=(shown.place.story(digest, view, Depth::Story)) { (view.title()) }
                        }
                    }
                }
            }
        }
    }
}

fn language(lines: &Lines, article: &DigestArticle) -> Option<String> {
    let language = lines.shown.articles.get(&article.id)?.language?.to_string();
    (language != "en").then_some(language)
}

/// The dispatches, newest first, reprints under what they reprint.
fn wire(lines: &Lines) -> Markup {
    let digest = lines.digest;
    let mut day = String::new();
    html! {
        p.meta { "The dispatches of this story, newest first. Reprints stand under the text that they reprint." }
        @for (index, article) in newest_first(digest) {
            @if article.copy_of.is_none() {
                @let this = article.published.as_deref().and_then(|at| at.get(..10)).unwrap_or("undated").to_owned();
                @if this != day {
                    h2.day { @if this == "undated" { "Undated" } @else { (words::moment(&this)) } }
                    ({ day = this; "" })
                }
                (dispatch(lines, index, article))
            }
        }
    }
}

fn dispatch(lines: &Lines, index: usize, article: &DigestArticle) -> Markup {
    let digest = lines.digest;
    let copies: Vec<(usize, &DigestArticle)> =
        digest.articles.iter().enumerate().filter(|(_, other)| other.copy_of == Some(article.id)).collect();
    html! {
        section.dispatch {
            h3 lang=[language(lines, article)] {
                @match article.url.as_deref().and_then(address::link) {
                    Some(url) => a href=(url) rel="noopener noreferrer" { (article.title) },
                    None => (article.title),
                }
            }
            p.meta {
                (article.outlet)
                @if let Some(published) = &article.published { ", " (words::moment(published)) }
                " · " a href=(lines.entry(index + 1)) { "article " (index + 1) }
            }
            @if !article.summary.is_empty() { (lines.prose(&article.summary)) }
            @if !copies.is_empty() {
                p.meta {
                    "Also carried by "
                    @for (at, (number, copy)) in copies.iter().enumerate() {
                        @if at > 0 { ", " }
                        a href=(lines.entry(*number + 1)) { (copy.outlet) }
                    }
                }
            }
        }
    }
}

/// What one has to know, what goes on, what comes.
fn explainer(lines: &Lines) -> Markup {
    let digest = lines.digest;
    html! {
        (sections::points(lines, "before", "What you need to know first", &digest.background))
        @if !digest.summary.is_empty() {
            section.summary { h2 #now { "What is going on now" } (lines.prose(&digest.summary)) }
        }
        (sections::points(lines, "new", "New since the last edition", &digest.whats_new))
        (sections::points(lines, "points", "What matters", &digest.key_points))
        (sections::points(lines, "next", "What comes next", &digest.whats_next))
        (sections::timeline(lines))
    }
}

/// Who stands where, what is disputed, who said what.
fn positions(lines: &Lines) -> Markup {
    html! {
        (sections::positions(lines))
        (sections::disagreements(lines))
        (sections::quotes(lines))
    }
}

/// The first line of every report, newest first.
fn briefs(lines: &Lines) -> Markup {
    let digest = lines.digest;
    html! {
        p.meta { "One line of every report, newest first. " a href=(lines.shown.place.story_feed(digest)) { "As Atom" } }
        ol.briefs {
            @for (index, article) in newest_first(digest) {
                @if let (Some(line), None) = (article.summary.first(), article.copy_of) {
                    li {
                        div { (lines.line(line)) }
                        p.meta {
                            @if let Some(published) = &article.published { (words::moment(published)) " · " }
                            a href=(lines.entry(index + 1)) { (article.outlet) }
                        }
                    }
                }
            }
        }
    }
}
