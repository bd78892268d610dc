//! What every page of the service has around its content.

use super::access::{Via, Visitor};
use super::app::Shared;
use super::problem::Problem;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Which place of the navigation a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The newest stories.
    Today,
    /// Editions of the past.
    Editions,
    /// The search.
    Search,
    /// People and other names.
    People,
    /// Sources and their health.
    Sources,
    /// What was set right.
    Corrections,
    /// Settings.
    Settings,
    /// None of them.
    Elsewhere,
}

const PLACES: &[(Place, &str, &str)] = &[
    (Place::Today, "/", "Today"),
    (Place::Editions, "/editions", "Editions"),
    (Place::People, "/people", "People"),
    (Place::Sources, "/sources", "Sources"),
    (Place::Corrections, "/corrections", "Corrections"),
    (Place::Settings, "/settings", "Settings"),
];

/// What a page says about itself.
#[derive(Debug)]
pub struct Frame<'a> {
    /// Title of the document.
    pub title: &'a str,
    /// Where it belongs.
    pub place: Place,
    /// Who reads.
    pub visitor: &'a Visitor,
    /// What stands in the search field.
    pub query: &'a str,
    /// What is watched for changes: a story's id, `*` for everything, empty for nothing.
    pub live: &'a str,
    /// Number of the last change that the page shows.
    pub seq: u64,
}

impl<'a> Frame<'a> {
    /// A page that watches nothing.
    pub fn new(title: &'a str, place: Place, visitor: &'a Visitor) -> Self {
        Self { title, place, visitor, query: "", live: "", seq: 0 }
    }

    /// The whole page around `body`.
    pub fn page(&self, body: &Markup) -> String {
        let name =
            if self.title.is_empty() { "newsloom".to_owned() } else { format!("{} - newsloom", self.title) };
        let markup = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="same-origin";
                    meta name="color-scheme" content="light dark";
                    title { (name) }
                    link rel="stylesheet" href="/newsloom.css";
                    link rel="stylesheet" href="/service.css";
                    link rel="icon" href="/icon.svg" type="image/svg+xml";
                    link rel="alternate" type="application/atom+xml" title="Stories (Atom)" href="/feed.xml";
                    link rel="alternate" type="application/feed+json" title="Stories (JSON Feed)" href="/feed.json";
                    link rel="search" type="application/opensearchdescription+xml" title="newsloom" href="/opensearch.xml";
                    script src="/live.js" type="module" {}
                }
                body.service data-live=(self.live) data-seq=(self.seq) {
                    a.skip href="#main" { "Skip to content" }
                    (self.masthead())
                    p.news hidden role="status" { a href="" { "" } }
                    main #main tabindex="-1" { (body) }
                    footer.colophon {
                        p {
                            "Every sentence told here rests on a passage of an article: open the number behind it to read the passage."
                        }
                        nav aria-label="Data" {
                            a href="/feed.xml" { "Atom" } " " a href="/feed.json" { "JSON Feed" } " "
                            a href="/api/v1/openapi.json" { "API" } " " a href="/edits" { "Edited articles" }
                            span.keys-hint hidden { " Press " kbd { "?" } " for keys." }
                        }
                    }
                }
            }
        };
        markup.into_string()
    }

    fn masthead(&self) -> Markup {
        html! {
            header.masthead {
                a.name href="/" { "newsloom" }
                form.find role="search" action="/search" method="get" {
                    label.unseen for="find" { "Search" }
                    input #find type="search" name="q" value=(self.query) placeholder="Search" maxlength="1000" autocomplete="off";
                    button type="submit" { "Find" }
                }
                nav.places aria-label="Places" {
                    @for (place, href, name) in PLACES {
                        @let current = *place == self.place;
                        a href=(href) aria-current=[current.then_some("page")] { (name) }
                        " "
                    }
                    @match self.visitor.via {
                        Via::Nobody => a href="/login" { "Sign in" },
                        Via::Session => {
                            form.leave method="post" action="/logout" {
                                input type="hidden" name="csrf" value=(self.visitor.csrf);
                                button type="submit" title={ "Signed in as " (self.visitor.name) } { "Sign out" }
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
    }
}

/// A hidden field with the token of the visitor's forms.
pub fn csrf(visitor: &Visitor) -> Markup {
    html! { input type="hidden" name="csrf" value=(visitor.csrf); }
}

/// Markup that our own renderer made.
pub fn own(markup: &str) -> Markup {
    PreEscaped(markup.to_owned())
}

/// A problem as a page.
pub fn problem_page(_app: &Shared, visitor: &Visitor, problem: &Problem) -> String {
    let body = html! {
        h1 { (problem.kind.title) }
        p { (problem.detail) }
        p.meta { "Code: " (problem.kind.code) ". " a href="/" { "Back to the newest stories" } }
    };
    Frame::new(problem.kind.title, Place::Elsewhere, visitor).page(&body)
}
