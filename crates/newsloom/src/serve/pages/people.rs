//! People, organisations and places of the stories.

use super::today::short;
use crate::serve::access::Reader;
use crate::serve::answer::Rendered;
use crate::serve::app::{App, blocking};
use crate::serve::frame::{Frame, Place, own};
use crate::serve::params::{self, Params};
use crate::serve::problem::{Answer, Problem};
use crate::store::{Facet, StoryQuery};
use axum::extract::Path;
use axum::http::HeaderMap;
use maud::{Markup, html};
use newsloom_core::render::words;

/// Names of one list.
const NAMES: usize = 200;
/// Stories of one page.
const STORIES: usize = 50;

/// The kinds of names: word in addresses, facet, heading.
pub const KINDS: &[(&str, Facet, &str)] = &[
    ("person", Facet::Person, "People"),
    ("organisation", Facet::Organisation, "Organizations"),
    ("place", Facet::Place, "Places"),
];

fn facet(kind: &str) -> Option<&'static (&'static str, Facet, &'static str)> {
    KINDS.iter().find(|(known, ..)| *known == kind)
}

/// `/people`: the names in most stories; `?kind=` of which kind, `?q=` that begin so.
pub async fn people(Reader { app, visitor }: Reader, params: Params, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let kind = params.read_as("kind", "person, organisation or place", facet)?.unwrap_or(&KINDS[0]);
        let beginning = params.get("q").unwrap_or_default();
        let body = kept(app, kind.0, beginning, || list(app, kind, beginning))?;
        Ok(super::show(&headers, Frame::new(kind.2, Place::People, &visitor).page(&body)))
    })
    .await
}

/// Counting names goes over all stories, so a list is kept until a story changes.
fn kept(app: &App, kind: &str, beginning: &str, make: impl FnOnce() -> Answer<Markup>) -> Answer<Markup> {
    let key = format!("names {kind} {} {beginning}", app.pulse.last());
    if let Some(kept) = app.keep.get(&key) {
        return Ok(own(&String::from_utf8_lossy(&kept.body)));
    }
    let made = make()?;
    app.keep.put(key, Rendered::html(made.0.clone()));
    Ok(made)
}

fn list(app: &App, kind: &(&str, Facet, &str), beginning: &str) -> Answer<Markup> {
    let rows = app.store.facets(kind.1, beginning, NAMES)?;
    Ok(html! {
            h1 { (kind.2) }
            nav.kinds aria-label="Kinds of names" {
                @for (word, _, heading) in KINDS {
                    a href={ "/people?kind=" (word) } aria-current=[(*word == kind.0).then_some("page")] { (heading) } " "
                }
            }
            form.inline action="/people" method="get" {
                input type="hidden" name="kind" value=(kind.0);
                label for="beginning" { "Beginning with" }
                input #beginning name="q" value=(beginning) maxlength="100";
                button type="submit" { "Show" }
            }
            @if rows.is_empty() { p.empty { "No name was found." } }
            ul.names {
                @for row in &rows {
                    li {
                        a href={ "/people/" (kind.0) "/" (params::escape(&row.value).replace('/', "%2F")) } { (row.value) }
                        " " span.meta { (words::count(row.stories as usize, "story", "stories")) }
                    }
                }
            }
    })
}

/// `/people/{kind}/{name}`: the stories of a name.
pub async fn person(
    Reader { app, visitor }: Reader,
    Path((kind, name)): Path<(String, String)>,
    params: Params,
    headers: HeaderMap,
) -> Answer {
    blocking(&app, move |app| {
        let kind = facet(&kind).ok_or_else(|| Problem::not_found("kind of name"))?;
        let query = StoryQuery {
            facet: Some((kind.1, name.clone())),
            after: params.get("after").map(str::to_owned),
            limit: STORIES,
            ..StoryQuery::default()
        };
        let page = app.store.stories(&query)?;
        if page.rows.is_empty() && query.after.is_none() {
            return Err(Problem::not_found("name"));
        }
        let here = format!("/people/{}/{}", kind.0, params::escape(&name).replace('/', "%2F"));
        let body = html! {
            p.kicker { a href={ "/people?kind=" (kind.0) } { (kind.2) } }
            h1 { (name) }
            p.meta {
                a href={ "/search?q=" (params::escape(&format!("person:\"{name}\""))) } { "Search the articles that name them" }
            }
            section.single { ul { @for row in &page.rows { (short(row)) } } }
            (super::more(page.next.as_deref(), &here, &[]))
        };
        Ok(super::show(&headers, Frame::new(&name, Place::People, &visitor).page(&body)))
    })
    .await
}
