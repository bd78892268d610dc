//! The page of a story.

use super::layout::{Page, page};
use super::line::Lines;
use super::{plots, sections};
use crate::model::{ArticleKind, DescribedBy, Digest, DigestArticle, EventId, Picture};
use crate::render::place::Depth;
use crate::render::{Shown, address, words};
use maud::{Markup, html};

/// Everything that is told about one story, with links to its other views above the summary. Sections without content
/// are absent.
pub(super) fn story_page(shown: &Shown, digest: &Digest, navigation: &Markup) -> String {
    let lines = Lines { shown, digest, page: "" };
    let body = html! {
        article.story {
            p.kicker { (words::long_day(digest.date)) }
            h1 lang=[lines.language(&digest.title)] { (digest.title.text) }
            div.title-cites { span.meta { "Headline grounded in" } (lines.citations(&digest.title)) }
            p.counts { (words::counts(digest)) }
            (span_of_reports(digest))
            ul.sources aria-label="Articles per outlet" {
                @for source in &digest.sources { li { (source.domain) ": " b { (source.articles) } } }
            }
            (navigation)
            @if let Some(image) = &digest.image { (picture(shown, digest, image)) }
            @if !digest.summary.is_empty() {
                section.summary { h2 #summary { "Summary" } (lines.prose(&digest.summary)) }
            }
            (sections::points(&lines, "points", "Key points", &digest.key_points))
            (contents(digest))
            (sections::points(&lines, "new", "What is new", &digest.whats_new))
            (sections::disagreements(&lines))
            (sections::quotes(&lines))
            (sections::positions(&lines))
            (sections::timeline(&lines))
            (sections::points(&lines, "background", "Background", &digest.background))
            (sections::points(&lines, "next", "What comes next", &digest.whats_next))
            (sections::people(&lines))
            (articles(&lines))
            (plots::coverage(&lines))
            (sections::writer(digest))
            (sections::withheld(digest))
        }
    };
    let title = format!("{} - newsloom", digest.title.text);
    let dateline = digest.date.strftime("%-d %B %Y").to_string();
    page(
        &Page { title: &title, language: "en", root: shown.place.root(Depth::Story), dateline: &dateline },
        &body,
    )
}

/// Links to the sections below, on pages long enough to need them.
fn contents(digest: &Digest) -> Markup {
    let sections = [
        ("new", "What is new", !digest.whats_new.is_empty()),
        ("differ", "Where the sources differ", !digest.disagreements.is_empty()),
        ("said", "Who said what", !digest.quotes.is_empty()),
        ("positions", "Who stands where", !digest.positions.is_empty()),
        ("timeline", "Timeline", !digest.timeline.is_empty()),
        ("background", "Background", !digest.background.is_empty()),
        ("next", "What comes next", !digest.whats_next.is_empty()),
        ("names", "Names", !digest.people.is_empty()),
        ("articles", "Articles", true),
        ("coverage", "Coverage", digest.articles.len() >= 3),
    ];
    let there: Vec<_> = sections.into_iter().filter(|section| section.2).collect();
    if there.len() < 4 {
        return html! {};
    }
    html! {
        nav.contents aria-label="On this page" {
            ul { @for (id, title, _) in there { li { a href={ "#" (id) } { (title) } } } }
        }
    }
}

fn span_of_reports(digest: &Digest) -> Markup {
    html! {
        @match (&digest.first_seen, &digest.last_seen) {
            (Some(first), Some(last)) if first != last => {
                p.meta { "First report " (words::moment(first)) ", last " (words::moment(last)) }
            }
            (Some(first), _) => p.meta { "Report of " (words::moment(first)) },
            _ => {}
        }
    }
}

fn picture(shown: &Shown, digest: &Digest, image: &Picture) -> Markup {
    let Some(url) = shown.place.picture(&image.url, Depth::Story) else { return html! {} };
    let number = digest.articles.iter().position(|a| a.id == image.article).map(|index| index + 1);
    let by = match image.described_by {
        DescribedBy::Caption => "caption",
        DescribedBy::Alt => "alternative text",
        DescribedBy::Model => "description by a model",
        DescribedBy::None => "not described by its source",
    };
    html! {
        figure.lead-picture {
            img src=(url) alt=(image.description.as_deref().unwrap_or(""));
            figcaption {
                @if let Some(description) = &image.description { span.description { (description) } " " }
                span.meta {
                    "Picture: " (image.domain)
                    @if let Some(number) = number { ", with article " a href={ "#article-" (number) } { (number) } }
                    @if let Some(credit) = &image.credit { " · " (credit) }
                    " · " (by)
                }
            }
        }
    }
}

/// The articles, event by event where the story has several. Numbers are those of the whole list.
fn articles(lines: &Lines) -> Markup {
    let listed = &lines.digest.articles;
    let mut events: Vec<EventId> = Vec::new();
    for article in listed {
        if !events.contains(&article.event) {
            events.push(article.event);
        }
    }
    html! {
        section.articles aria-labelledby="articles" {
            h2 #articles { "Articles" }
            @for event in &events {
                @let members = listed.iter().enumerate().filter(|(_, article)| article.event == *event);
                @if let (true, Some((_, first))) = (events.len() > 1, members.clone().next()) {
                    p.event {
                        "Event"
                        @if let Some(published) = first.published.as_deref().and_then(|at| at.get(..10)) {
                            ", first told " (words::moment(published))
                        }
                    }
                }
                ol { @for (index, entry) in members { (article(lines, index, entry)) } }
            }
        }
    }
}

fn article(lines: &Lines, index: usize, entry: &DigestArticle) -> Markup {
    let digest = lines.digest;
    let language = lines.shown.articles.get(&entry.id).and_then(|a| a.language).map(|l| l.to_string());
    let original =
        entry.copy_of.and_then(|id| digest.articles.iter().position(|a| a.id == id)).map(|index| index + 1);
    let kind = match entry.kind {
        ArticleKind::News | ArticleKind::Other => None,
        ArticleKind::Analysis => Some("analysis"),
        ArticleKind::Opinion => Some("opinion"),
        ArticleKind::Live => Some("live"),
        ArticleKind::Brief => Some("brief"),
    };
    html! {
        li id={ "article-" (index + 1) } value=(index + 1) .copy[original.is_some()] {
            span.number aria-hidden="true" { (index + 1) }
            h3 lang=[language.as_deref()] {
                @match entry.url.as_deref().and_then(address::link) {
                    Some(url) => a href=(url) rel="noopener noreferrer" { (entry.title) },
                    None => (entry.title),
                }
            }
            p.meta {
                (entry.outlet)
                @if let Some(published) = &entry.published { ", " (words::moment(published)) }
                @if let Some(kind) = kind { " · " span.kind { (kind) } }
                @if let Some(number) = original {
                    " · reprints " a href={ "#article-" (number) } { "article " (number) }
                }
            }
            @if !entry.summary.is_empty() { div lang=[language.as_deref()] { (lines.prose(&entry.summary)) } }
            @if !entry.why.is_empty() { p.why { "Here because: " (entry.why) } }
        }
    }
}
