//! What stands between a story and its digest: the material that may be used, and a text that is not yet trusted.

use super::{Analysis, Article, ArticleId, Citation};

/// An article of a story with its analysis, as material for telling.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The article.
    pub article: &'a Article,
    /// What is known about the inside of its text.
    pub analysis: &'a Analysis,
    /// The article it reprints, or `None`. A copy is listed, but adds no weight.
    pub copy_of: Option<ArticleId>,
    /// Number of its event inside the story, in order of first report: 0, 1, ...
    pub event: u32,
    /// Number of its independent report: reports that share it rest on one text or one agency.
    pub independent: u32,
}

/// A line that a writer proposes. It becomes a [`super::Line`] only through the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftLine {
    /// The words.
    pub text: String,
    /// What they rest on.
    pub cites: Vec<Citation>,
}

/// An article's own summary, proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftArticle {
    /// The article.
    pub article: ArticleId,
    /// Its summary.
    pub summary: Vec<DraftLine>,
}

/// What any writer hands back, built-in or model: not yet trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The headline.
    pub headline: Option<DraftLine>,
    /// The summary.
    pub summary: Vec<DraftLine>,
    /// The key points.
    pub key_points: Vec<DraftLine>,
    /// A summary per article.
    pub articles: Vec<DraftArticle>,
}
