//! What stands between a story and its digest: the material that may be used, and a text that is not yet trusted.
//!
//! The built-in writer fills a [`Draft`] from the reports themselves; any other is handed a [`Brief`].

use super::{Analysis, Article, ArticleId, Citation, Language};

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

/// A sentence that a writer may use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence<'a> {
    /// Where it stands.
    pub cite: Citation,
    /// Its words.
    pub text: &'a str,
    /// Domain of its outlet.
    pub outlet: &'a str,
    /// ISO day or time of its report, where that is known.
    pub published: Option<String>,
}

/// What a writer is given to tell a story from: the sentences that matter most, and how long its text may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brief<'a> {
    /// The sentences, by report in order of time.
    pub evidence: Vec<Evidence<'a>>,
    /// The language to write in; `None` where it is not known.
    pub language: Option<Language>,
    /// Words of the headline at most.
    pub headline_words: usize,
    /// Words of the summary, fewest and most.
    pub summary_words: (usize, usize),
    /// Key points, fewest and most.
    pub key_points: (usize, usize),
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
    /// Who wrote it; `None` for the built-in writer.
    pub by: Option<String>,
}
