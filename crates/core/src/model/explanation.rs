//! Why a page was read as it was: for people who look at what was kept and dropped.

use super::{BlockKind, Remark};

/// Everything that was decided about one document.
#[derive(Clone, Debug, Default)]
pub struct Explanation {
    /// The document as its user named it.
    pub name: String,
    /// Its address, as far as it is known.
    pub url: Option<String>,
    /// The articles found: title and number of blocks of each.
    pub articles: Vec<(String, usize)>,
    /// What was found out about the page besides its text, candidates included.
    pub facts: Vec<Fact>,
    /// The rules that the user gave for this site.
    pub rules: Vec<AppliedRule>,
    /// The blocks of text in document order.
    pub blocks: Vec<JudgedBlock>,
    /// What was not as it should be.
    pub remarks: Vec<Remark>,
}

/// A candidate for a title, a date and the like.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What it would be: `title`, `published`, `author`.
    pub what: &'static str,
    /// Its value.
    pub value: String,
    /// Its score, higher is better, where candidates were scored.
    pub score: Option<f32>,
    /// Where it was found and what speaks for it.
    pub why: String,
    /// Whether it was taken.
    pub chosen: bool,
}

/// A rule that the user gave, and how many elements it found on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppliedRule {
    /// The site whose rule it is.
    pub site: String,
    /// Its key: `keep`, `drop`, `title`, `date`, `author`.
    pub key: &'static str,
    /// The selector as given.
    pub selector: String,
    /// Elements that it found.
    pub found: usize,
}

/// What was decided about a block of text.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgedBlock {
    /// The element around it and those around that: `article > div.body > p`.
    pub place: String,
    /// What it is.
    pub kind: BlockKind,
    /// Its text.
    pub text: String,
    /// Whether it became part of an article.
    pub kept: bool,
    /// The scorer's verdict in log-odds, kept from about nought on; `None` where it was not asked.
    pub score: Option<f32>,
    /// What decided, and what the block looks like.
    pub why: String,
    /// The article that it is part of, where there are several.
    pub part: Option<u32>,
}
