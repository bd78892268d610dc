//! A story as the file has it.

use crate::model::{
    ArticleId, Digest, DigestArticle, Disagreement, Line, Person, Picture, Position, QuoteLine, SourceCount,
    StoryId, TimelineEntry, Withheld,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// How much a story rests on.
#[derive(Debug, Serialize, Deserialize)]
struct Counts {
    articles: usize,
    outlets: usize,
    independent_reports: u32,
}

/// The public shape of a story. Fields that later versions of this program added may be missing in a file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Told<'a> {
    id: StoryId,
    title: Cow<'a, Line>,
    date: Date,
    #[serde(default)]
    first_seen: Option<Cow<'a, str>>,
    #[serde(default)]
    last_seen: Option<Cow<'a, str>>,
    sources: Cow<'a, [SourceCount]>,
    counts: Counts,
    image: Option<Cow<'a, Picture>>,
    summary: Cow<'a, [Line]>,
    key_points: Cow<'a, [Line]>,
    articles: Cow<'a, [DigestArticle]>,
    disagreements: Cow<'a, [Disagreement]>,
    quotes: Cow<'a, [QuoteLine]>,
    people: Cow<'a, [Person]>,
    timeline: Cow<'a, [TimelineEntry]>,
    positions: Cow<'a, [Position]>,
    background: Cow<'a, [Line]>,
    whats_new: Cow<'a, [Line]>,
    whats_next: Cow<'a, [Line]>,
    withheld: Cow<'a, [Withheld]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    writer: Option<Cow<'a, str>>,
}

impl<'a> Told<'a> {
    /// The shape of a digest, borrowed from it.
    pub(super) fn of(digest: &'a Digest) -> Self {
        Self {
            id: digest.story,
            title: Cow::Borrowed(&digest.title),
            date: digest.date,
            first_seen: digest.first_seen.as_deref().map(Cow::Borrowed),
            last_seen: digest.last_seen.as_deref().map(Cow::Borrowed),
            sources: Cow::Borrowed(&digest.sources),
            counts: Counts {
                articles: digest.articles.len(),
                outlets: digest.sources.len(),
                independent_reports: digest.independent_reports,
            },
            image: digest.image.as_ref().map(Cow::Borrowed),
            summary: Cow::Borrowed(&digest.summary),
            key_points: Cow::Borrowed(&digest.key_points),
            articles: Cow::Borrowed(&digest.articles),
            disagreements: Cow::Borrowed(&digest.disagreements),
            quotes: Cow::Borrowed(&digest.quotes),
            people: Cow::Borrowed(&digest.people),
            timeline: Cow::Borrowed(&digest.timeline),
            positions: Cow::Borrowed(&digest.positions),
            background: Cow::Borrowed(&digest.background),
            whats_new: Cow::Borrowed(&digest.whats_new),
            whats_next: Cow::Borrowed(&digest.whats_next),
            withheld: Cow::Borrowed(&digest.withheld),
            writer: digest.writer.as_deref().map(Cow::Borrowed),
        }
    }

    /// The digest again.
    pub(super) fn digest(self) -> Digest {
        let freshest = self.last_seen.as_deref().and_then(crate::render::view::instant);
        Digest {
            story: self.id,
            title: self.title.into_owned(),
            date: self.date,
            first_seen: self.first_seen.map(Cow::into_owned),
            last_seen: self.last_seen.map(Cow::into_owned),
            freshest,
            sources: self.sources.into_owned(),
            independent_reports: self.counts.independent_reports,
            image: self.image.map(Cow::into_owned),
            summary: self.summary.into_owned(),
            key_points: self.key_points.into_owned(),
            articles: self.articles.into_owned(),
            disagreements: self.disagreements.into_owned(),
            quotes: self.quotes.into_owned(),
            people: self.people.into_owned(),
            timeline: self.timeline.into_owned(),
            positions: self.positions.into_owned(),
            background: self.background.into_owned(),
            whats_new: self.whats_new.into_owned(),
            whats_next: self.whats_next.into_owned(),
            withheld: self.withheld.into_owned(),
            writer: self.writer.map(Cow::into_owned),
        }
    }

    /// Every citation's article and end, for the one who has the texts.
    pub(super) fn cites(digest: &Digest) -> impl Iterator<Item = (ArticleId, crate::model::Span)> + '_ {
        lines_of(digest).flat_map(|line| line.cites.iter().map(|cite| (cite.article, cite.span)))
    }
}

/// Every line of a digest.
fn lines_of(digest: &Digest) -> impl Iterator<Item = &Line> {
    let plain =
        [&digest.summary, &digest.key_points, &digest.background, &digest.whats_new, &digest.whats_next];
    std::iter::once(&digest.title)
        .chain(plain.into_iter().flatten())
        .chain(digest.articles.iter().flat_map(|article| &article.summary))
        .chain(digest.disagreements.iter().flat_map(|row| &row.sides).flat_map(|side| &side.lines))
        .chain(digest.quotes.iter().flat_map(|quote| std::iter::once(&quote.line).chain(&quote.variants)))
        .chain(digest.timeline.iter().map(|entry| &entry.line))
        .chain(digest.positions.iter().flat_map(|row| &row.parties).flat_map(|party| &party.lines))
}
