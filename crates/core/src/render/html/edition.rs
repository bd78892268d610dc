//! `index.html`: the edition.

use super::layout::{Page, page};
use super::line::Lines;
use crate::model::Digest;
use crate::render::place::Depth;
use crate::render::{Shown, View, words};
use maud::{Markup, html};

/// Sentences of the summary that the front page shows.
const TEASER: usize = 2;

/// The front page: stories of several independent reports in full, single reports as a short list below.
pub fn edition_page(shown: &Shown) -> String {
    edition_page_to(shown, View::Digest)
}

/// As [`edition_page`], with headlines that lead to one view of each story, where the story has it.
pub fn edition_page_to(shown: &Shown, view: View) -> String {
    let edition = shown.edition;
    let day = words::long_day(edition.date);
    let (told, single): (Vec<&Digest>, Vec<&Digest>) =
        edition.stories.iter().partition(|digest| digest.independent_reports > 1);
    let articles: usize = edition.stories.iter().map(|digest| digest.articles.len()).sum();
    let body = html! {
        h1.edition-title { (day) }
        p.edition-counts {
            (words::count(edition.stories.len(), "story", "stories")) " from "
            (words::count(articles, "article", "articles"))
        }
        @if edition.stories.is_empty() {
            p.empty { "No article was found in what was read." }
        }
        @for (index, digest) in told.iter().enumerate() { (card(shown, digest, view, index == 0)) }
        @if !single.is_empty() {
            section.single aria-labelledby="single" {
                h2 #single { @if told.is_empty() { "Stories" } @else { "Told by one report" } }
                ul { @for digest in &single { (short(shown, digest, view)) } }
            }
        }
        @if edition.stories.len() > 1 { (order(shown)) }
    };
    let title = format!("newsloom, {day}");
    page(&Page { title: &title, language: "en", root: shown.place.root(Depth::Edition), dateline: "" }, &body)
}

/// Stories of which the order is shown.
const ORDER_SHOWN: usize = 40;

/// How the stories came into this order, for the one who asks.
fn order(shown: &Shown) -> Markup {
    let edition = shown.edition;
    html! {
        details.order {
            summary { "Why this order" }
            p {
                "A story stands higher the more independent reports it has and the newer its newest report is; reprints add nothing. Its weight is the \
    logarithm of one more than its independent reports, halved for each day since the newest, times what the settings say of its sources, \
    people, topic and language (digest.favor)."
            }
            div.wide.data { table {
                thead { tr { th scope="col" { "Story" } th scope="col" { "Independent reports" } th scope="col" { "Newest report" } } }
                tbody {
                    @for digest in edition.stories.iter().take(ORDER_SHOWN) {
                        tr {
                            th scope="row" { a href=(path_to(shown, digest, View::Digest)) { (digest.title.text) } }
                            td { (digest.independent_reports) }
                            td { (digest.last_seen.as_deref().map_or("undated".to_owned(), words::moment)) }
                        }
                    }
                }
            } }
        }
    }
}

/// The address of the view; of the story's page where the story has nothing for the view.
fn path_to(shown: &Shown, digest: &Digest, view: View) -> String {
    let view = if view.suits(digest) { view } else { View::Digest };
    shown.place.story(digest, view, Depth::Edition)
}

/// The language of a story's headline, where it is not that of the page.
fn language(shown: &Shown, digest: &Digest) -> Option<String> {
    let article = shown.articles.get(&digest.title.cites.first()?.article)?;
    article.language.map(|language| language.to_string()).filter(|language| language != "en")
}

fn card(shown: &Shown, digest: &Digest, view: View, first: bool) -> Markup {
    let path = path_to(shown, digest, view);
    let page = path_to(shown, digest, View::Digest);
    let lines = Lines { shown, digest, page: &page };
    let picture = digest
        .image
        .as_ref()
        .and_then(|image| Some((image, shown.place.picture(&image.url, Depth::Edition)?)));
    html! {
        article.card.lead[first] {
            @if let Some((image, url)) = picture {
                a.thumb href=(path) tabindex="-1" aria-hidden="true" {
                    img src=(url) alt=(image.description.as_deref().unwrap_or("")) loading=[(!first).then_some("lazy")];
                }
            }
            div.card-text {
                h2 lang=[language(shown, digest)] { a href=(path) { (digest.title.text) } }
                p.meta { (words::counts(digest)) }
                (lines.prose(&digest.summary[..digest.summary.len().min(TEASER)]))
                p.domains {
                    @for source in digest.sources.iter().take(6) { span { (source.domain) } " " }
                    @if digest.sources.len() > 6 { span { "+" (digest.sources.len() - 6) } }
                }
            }
        }
    }
}

fn short(shown: &Shown, digest: &Digest, view: View) -> Markup {
    html! {
        li {
            a href=(path_to(shown, digest, view)) lang=[language(shown, digest)] { (digest.title.text) }
            @for source in digest.sources.iter().take(2) { " " span.meta { (source.domain) } }
            @if digest.articles.len() > 1 { " " span.meta { (words::count(digest.articles.len(), "article", "articles")) } }
        }
    }
}
