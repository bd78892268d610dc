//! `digest.md`: the edition as Markdown (CommonMark), citations as numbered links.

use super::view::newest_first;
use super::{Shown, View, address, words};
use crate::model::{Citation, Digest, Line};
use std::fmt::{self, Write};

/// Writes the whole edition, a story at a time.
///
/// # Errors
/// Only those of `out`.
pub fn write_digest(shown: &Shown, out: &mut dyn Write) -> fmt::Result {
    writeln!(out, "# {}", words::long_day(shown.edition.date))?;
    for digest in &shown.edition.stories {
        out.write_str(&story(shown, digest))?;
    }
    Ok(())
}

/// A story.
pub fn story(shown: &Shown, digest: &Digest) -> String {
    let mut out = String::new();
    Writer { shown, digest, out: &mut out }.story();
    out
}

/// One view of a story.
pub fn view(shown: &Shown, digest: &Digest, view: View) -> String {
    let mut out = String::new();
    let mut writer = Writer { shown, digest, out: &mut out };
    match view {
        View::Digest => writer.story(),
        View::Wire => writer.wire(),
        View::Explainer => writer.explainer(),
        View::Positions => {
            writer.heading();
            writer.positions();
            writer.disagreements();
            writer.quotes();
        }
        View::Feed => writer.briefs(),
    }
    out
}

struct Writer<'a> {
    shown: &'a Shown<'a>,
    digest: &'a Digest,
    out: &'a mut String,
}

impl Writer<'_> {
    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn story(&mut self) {
        let digest = self.digest;
        let sources: Vec<String> = digest
            .sources
            .iter()
            .map(|source| format!("{}: {}", escape(&source.domain), source.articles))
            .collect();
        let title = self.line(&digest.title);
        let _ = write!(self.out, "\n## {title}\n\n{} · {}  \n", digest.date, words::counts(digest));
        let _ = writeln!(self.out, "Sources: {}", sources.join(" | "));
        if let Some(image) = &digest.image
            && let Some(url) = address::picture(&image.url)
        {
            let description = escape(image.description.as_deref().unwrap_or(""));
            let _ = write!(self.out, "\n![{description}](<{url}>)  \nPicture: {}\n", escape(&image.domain));
        }
        self.paragraph("Summary", &digest.summary);
        self.list("Key points", &digest.key_points);
        self.list("What is new", &digest.whats_new);
        self.disagreements();
        self.quotes();
        self.list("Background", &digest.background);
        self.timeline();
        self.positions();
        self.list("What comes next", &digest.whats_next);
        self.articles();
    }

    fn heading(&mut self) {
        let title = self.line(&self.digest.title);
        let digest = self.digest;
        let _ = write!(self.out, "\n## {title}\n\n{} · {}\n", digest.date, words::counts(digest));
    }

    fn explainer(&mut self) {
        let digest = self.digest;
        self.heading();
        self.list("What you need to know first", &digest.background);
        self.paragraph("What is going on now", &digest.summary);
        self.list("New since the last edition", &digest.whats_new);
        self.list("What matters", &digest.key_points);
        self.list("What comes next", &digest.whats_next);
        self.timeline();
    }

    /// The dispatches, newest first; a reprint is named with what it reprints.
    fn wire(&mut self) {
        let digest = self.digest;
        self.heading();
        for (index, article) in
            newest_first(digest).into_iter().filter(|(_, article)| article.copy_of.is_none())
        {
            let told: Vec<String> = article.summary.iter().map(|line| self.line(line)).collect();
            let when = article.published.as_deref().map_or("undated".to_owned(), words::moment);
            let title = escape(&article.title);
            let _ = write!(
                self.out,
                "\n### {title}\n\n{}, {when} \\[{}\\]\n",
                escape(&article.outlet),
                index + 1
            );
            if !told.is_empty() {
                let _ = write!(self.out, "\n{}\n", told.join(" "));
            }
            let copies: Vec<String> = digest
                .articles
                .iter()
                .filter(|other| other.copy_of == Some(article.id))
                .map(|other| escape(&other.outlet))
                .collect();
            if !copies.is_empty() {
                let _ = write!(self.out, "\nAlso carried by {}\n", copies.join(", "));
            }
        }
    }

    /// The first line of every report, newest first.
    fn briefs(&mut self) {
        let digest = self.digest;
        self.heading();
        self.put("\n");
        for (_, article) in newest_first(digest) {
            let (Some(line), None) = (article.summary.first(), article.copy_of) else { continue };
            let told = self.line(line);
            let when = article.published.as_deref().map_or("undated".to_owned(), words::moment);
            let _ = writeln!(self.out, "- {told} ({}, {when})", escape(&article.outlet));
        }
    }

    /// A line with its citations as numbered links into the list of articles.
    fn line(&self, line: &Line) -> String {
        escape(&line.text) + &self.citations(line)
    }

    /// Each article's number once, behind it all the passages that are taken from it there.
    fn citations(&self, line: &Line) -> String {
        let mut text = String::new();
        for (nth, cite) in line.cites.iter().enumerate() {
            let of_it = |other: &&Citation| other.article == cite.article;
            if line.cites[..nth].iter().any(|other| of_it(&other)) {
                continue;
            }
            let number = self.digest.articles.iter().position(|a| a.id == cite.article).map_or(0, |i| i + 1);
            let article = self.shown.articles.get(&cite.article);
            let target = article.and_then(|article| {
                let passages = line.cites.iter().filter(of_it).map(|cite| cite.span.of(&article.text));
                address::with_text_fragments(article.url.as_deref()?, passages)
            });
            let _ = match target {
                Some(target) => write!(text, " [\\[{number}\\]](<{target}>)"),
                None => write!(text, " \\[{number}\\]"),
            };
        }
        text
    }

    fn paragraph(&mut self, heading: &str, lines: &[Line]) {
        if lines.is_empty() {
            return;
        }
        let told: Vec<String> = lines.iter().map(|line| self.line(line)).collect();
        let _ = write!(self.out, "\n### {heading}\n\n{}\n", told.join(" "));
    }

    fn list(&mut self, heading: &str, lines: &[Line]) {
        if lines.is_empty() {
            return;
        }
        let _ = write!(self.out, "\n### {heading}\n\n");
        for line in lines {
            let told = self.line(line);
            let _ = writeln!(self.out, "- {told}");
        }
    }

    fn disagreements(&mut self) {
        if self.digest.disagreements.is_empty() {
            return;
        }
        self.put("\n### Where the sources differ\n\n");
        for row in &self.digest.disagreements {
            let _ = writeln!(self.out, "- **{}** ({})", escape(&row.about), words::disagreement(row.state));
            for side in &row.sides {
                let told: Vec<String> = side.lines.iter().map(|line| self.line(line)).collect();
                let _ = writeln!(self.out, "  - {}: {}", escape(&side.value), told.join(" "));
            }
        }
    }

    fn quotes(&mut self) {
        if self.digest.quotes.is_empty() {
            return;
        }
        self.put("\n### Who said what\n\n");
        for quote in &self.digest.quotes {
            let speaker = quote.speaker.as_deref().map_or("Speaker not named".to_owned(), escape);
            let (said, cites) = (escape(&quote.line.text), self.citations(&quote.line));
            let _ = writeln!(self.out, "- {speaker}: “{said}”{cites}");
        }
    }

    fn timeline(&mut self) {
        if self.digest.timeline.is_empty() {
            return;
        }
        self.put("\n### Timeline\n\n");
        for entry in &self.digest.timeline {
            let told = self.line(&entry.line);
            let date = words::timeline_date(&entry.date, entry.precision);
            let _ = writeln!(self.out, "- {date}: {told}");
        }
    }

    fn positions(&mut self) {
        if self.digest.positions.is_empty() {
            return;
        }
        self.put("\n### Positions\n\n");
        for row in &self.digest.positions {
            let _ = writeln!(self.out, "- **{}**", escape(&row.issue));
            for party in &row.parties {
                let told: Vec<String> = party.lines.iter().map(|line| self.line(line)).collect();
                let _ = writeln!(self.out, "  - {}: {}", escape(&party.party), told.join(" "));
            }
        }
    }

    fn articles(&mut self) {
        self.put("\n### Articles\n\n");
        for (index, article) in self.digest.articles.iter().enumerate() {
            let title = escape(&article.title);
            let title = match article.url.as_deref().and_then(address::link) {
                Some(url) => format!("[{title}](<{url}>)"),
                None => title,
            };
            let mut about = escape(&article.outlet);
            if let Some(published) = &article.published {
                let _ = write!(about, ", {}", words::moment(published));
            }
            let original =
                article.copy_of.and_then(|id| self.digest.articles.iter().position(|a| a.id == id));
            if let Some(original) = original {
                let _ = write!(about, ", reprints {}", original + 1);
            }
            let told: Vec<String> = article.summary.iter().map(|line| self.line(line)).collect();
            let _ = write!(self.out, "{}. **{title}** ({about})", index + 1);
            if !told.is_empty() {
                let _ = write!(self.out, "  \n   {}", told.join(" "));
            }
            self.put("\n");
        }
    }
}

/// Text that Markdown shows as it is; line breaks become spaces.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_whitespace() || c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_an_article_becomes_markup() {
        assert_eq!(escape("<b>*a*</b>\n[x](javascript:y)"), "\\<b\\>\\*a\\*\\</b\\> \\[x\\](javascript:y)");
    }
}
