//! A told line with its citations, each opening the source passage in place.

use crate::model::{Citation, Digest, How, Line};
use crate::render::passage::passage;
use crate::render::{Shown, address, words};
use maud::{Markup, html};

/// Shows the lines of one story.
#[derive(Clone, Copy)]
pub(super) struct Lines<'a> {
    pub shown: &'a Shown<'a>,
    pub digest: &'a Digest,
    /// Address of the story's own page, where its articles are listed; empty on that page.
    pub page: &'a str,
}

impl Lines<'_> {
    /// The address of an article's entry, by its number from 1.
    pub fn entry(&self, number: usize) -> String {
        format!("{}#article-{number}", self.page)
    }

    /// The number of the article in the story's list, from 1.
    fn number(&self, citation: &Citation) -> usize {
        self.digest.articles.iter().position(|a| a.id == citation.article).map_or(0, |index| index + 1)
    }

    /// The line and, behind it, its citations.
    pub fn line(&self, line: &Line) -> Markup {
        html! {
            span.told lang=[self.language(line)] { (line.text) }
            (self.citations(line))
        }
    }

    /// The language of a line where it is not that of the page: its article's.
    pub fn language(&self, line: &Line) -> Option<String> {
        let article = self.shown.articles.get(&line.cites.first()?.article)?;
        article.language.map(|language| language.to_string()).filter(|language| language != "en")
    }

    /// Lines as running text.
    pub fn prose(&self, lines: &[Line]) -> Markup {
        html! {
            div.prose { @for line in lines { (self.line(line)) " " } }
        }
    }

    /// Lines as a list.
    pub fn list(&self, lines: &[Line]) -> Markup {
        html! {
            ul.points { @for line in lines { li { (self.line(line)) } } }
        }
    }

    /// The numbers behind a line. They open without script: each is a disclosure.
    pub fn citations(&self, line: &Line) -> Markup {
        let numbers: Vec<usize> = line.cites.iter().map(|cite| self.number(cite)).collect();
        let mut shown: Vec<String> = numbers.iter().map(usize::to_string).collect();
        shown.dedup();
        let label = match shown.as_slice() {
            [one] => format!("Source: article {one}"),
            many => format!("Sources: articles {}", many.join(", ")),
        };
        html! {
            details.cite {
                summary aria-label=(label) title=(how(line.how)) { (shown.join(",")) }
                div.passages {
                    @for (citation, number) in line.cites.iter().zip(&numbers) { (self.passage(citation, *number)) }
                    p.how { (how(line.how)) }
                }
            }
        }
    }

    fn passage(&self, citation: &Citation, number: usize) -> Markup {
        let Some(article) = self.shown.articles.get(&citation.article) else { return html! {} };
        let passage = passage(article, citation);
        let target = article
            .url
            .as_deref()
            .and_then(|url| address::with_text_fragment(url, citation.span.of(&article.text)));
        let published = crate::render::json::published(article.published.as_ref());
        html! {
            figure.passage {
                blockquote lang=[article.language.map(|l| l.to_string())] {
                    @if passage.cut_before { "… " }
                    (passage.before) mark { (passage.cited) } (passage.after)
                    @if passage.cut_after { " …" }
                }
                figcaption {
                    a href=(self.entry(number)) { (number) }
                    " " (article.outlet.domain)
                    @if let Some(published) = &published { ", " (words::moment(published)) }
                    @if let Some(target) = &target {
                        " · " a href=(target) rel="noopener noreferrer" { "Read it in the original" }
                    }
                }
            }
        }
    }
}

/// How a line relates to its passage, in words.
fn how(how: How) -> &'static str {
    match how {
        How::Verbatim => "The words of the source",
        How::Trimmed => "The words of the source, shortened",
        How::Reworded => "In other words; figures, names and quotations as in the source",
    }
}
