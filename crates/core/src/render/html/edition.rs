//! `index.html`: the edition.

use super::layout::{Page, page};
use super::line::Lines;
use crate::model::Digest;
use crate::render::{Shown, address, story_path, words};
use maud::{Markup, html};

/// Sentences of the summary that the front page shows.
const TEASER: usize = 2;

/// The front page: stories of several independent reports in full, single reports as a short list below.
pub fn edition_page(shown: &Shown) -> String {
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
        @for (index, digest) in told.iter().enumerate() { (card(shown, digest, index == 0)) }
        @if !single.is_empty() {
            section.single aria-labelledby="single" {
                h2 #single { @if told.is_empty() { "Stories" } @else { "Told by one report" } }
                ul { @for digest in &single { (short(digest)) } }
            }
        }
    };
    let title = format!("newsloom, {day}");
    page(&Page { title: &title, language: "en", root: "", dateline: "" }, &body)
}

fn card(shown: &Shown, digest: &Digest, first: bool) -> Markup {
    let path = story_path(digest);
    let lines = Lines { shown, digest };
    let picture = digest.image.as_ref().and_then(|image| Some((image, address::picture(&image.url)?)));
    html! {
        article.card.lead[first] {
            @if let Some((image, url)) = picture {
                a.thumb href=(path) tabindex="-1" aria-hidden="true" {
                    img src=(url) alt=(image.description.as_deref().unwrap_or("")) loading=[(!first).then_some("lazy")];
                }
            }
            div.card-text {
                h2 { a href=(path) { (digest.title.text) } }
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

fn short(digest: &Digest) -> Markup {
    html! {
        li {
            a href=(story_path(digest)) { (digest.title.text) }
            @for source in digest.sources.iter().take(2) { " " span.meta { (source.domain) } }
            @if digest.articles.len() > 1 { " " span.meta { (words::count(digest.articles.len(), "article", "articles")) } }
        }
    }
}
