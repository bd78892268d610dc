//! An article as it was read: clean text in blocks, with what is known about it.

use super::{ArticleId, Dated, Embedding, Language, Remark, Span, TextHash};
use serde::{Deserialize, Serialize};

/// Who published an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Outlet {
    /// Its name as it gives it, else the domain.
    pub name: String,
    /// Its domain as shown and counted: the host without `www.`, else a name in lower case where there is no address.
    pub domain: String,
}

/// What kind of piece it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArticleKind {
    /// A report.
    #[default]
    News,
    /// Explains or weighs.
    Analysis,
    /// Says what its author thinks.
    Opinion,
    /// A live blog or ticker.
    Live,
    /// A few lines.
    Brief,
    /// Anything else that has text.
    Other,
}

/// What a block of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// A heading inside the article.
    Heading,
    /// An item of a list.
    ListItem,
    /// A block quotation.
    Quotation,
    /// A caption of a picture or table.
    Caption,
    /// A row of a table, cells joined with a tab.
    TableRow,
}

/// A stretch of an article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the text. Blocks are in order and disjoint, two line breaks lie between them.
    pub span: Span,
}

/// A dated part of an article: a post of a live blog.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its blocks in the article's text. Entries are in the order of the page and disjoint.
    pub span: Span,
    /// When it was posted.
    pub at: Option<Dated>,
    /// Its own heading, which its span holds too.
    pub title: Option<String>,
}

/// A picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Its address, resolved.
    pub url: String,
    /// The caption beside it, without the credit.
    pub caption: Option<String>,
    /// Who made or owns it.
    pub credit: Option<String>,
    /// Its alternative text.
    pub alt: Option<String>,
    /// Width in pixels, where the page says it.
    pub width: Option<u32>,
    /// Height in pixels, where the page says it.
    pub height: Option<u32>,
}

/// An article. Its text never changes after birth: a new wording is the same id with a new version.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Article {
    /// Made from the canonical address and the part, or from the text where there is no address.
    pub id: ArticleId,
    /// Hash of the text.
    pub version: TextHash,
    /// Which article of its document: 0, 1, ...
    pub part: u32,
    /// Canonical address: tracking parameters removed.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Outlet,
    /// Title without site name or section; empty where there is none.
    pub title: String,
    /// Names of the people who wrote it.
    pub authors: Vec<String>,
    /// When it was published.
    pub published: Option<Dated>,
    /// When it was last changed.
    pub modified: Option<Dated>,
    /// Language of the text.
    pub language: Option<Language>,
    /// Section of the outlet.
    pub section: Option<String>,
    /// What kind of piece it is.
    pub kind: ArticleKind,
    /// The agency that its byline, dateline or credit line names.
    pub agency: Option<String>,
    /// The lead picture.
    pub image: Option<Image>,
    /// Other pictures of the body, in order.
    pub images: Vec<Image>,
    /// The text, NFC, blocks joined by two line breaks. Citations are byte ranges of this.
    pub text: String,
    /// The blocks of the text.
    pub blocks: Vec<Block>,
    /// Its dated parts, if it is a live blog.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<Entry>,
    /// What its text means, as a model says that was asked when it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embedding: Option<Embedding>,
    /// What was not as it should be. Belongs to the reading, not to the article: left out where an article is stored.
    #[serde(skip)]
    pub remarks: Vec<Remark>,
}

impl Article {
    /// An article of the given blocks; everything else at its default, ids made from address, part and text.
    ///
    /// Blocks that are blank are left out. Text is taken as given: the caller has it in NFC.
    pub fn from_blocks(url: Option<&str>, part: u32, given: &[(BlockKind, &str)]) -> Self {
        let mut article = Self::unnamed(url, part, given);
        article.version = TextHash::of(&[article.text.as_bytes()]);
        article.name_itself();
        article
    }

    /// The same without ids, for one who names it otherwise: they cost as much as reading the text.
    pub fn unnamed(url: Option<&str>, part: u32, given: &[(BlockKind, &str)]) -> Self {
        let mut text = String::with_capacity(given.iter().map(|(_, t)| t.len() + 2).sum());
        let mut blocks = Vec::with_capacity(given.len());
        for (kind, block) in given {
            let block = block.trim();
            if block.is_empty() {
                continue;
            }
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let start = text.len();
            text.push_str(block);
            blocks.push(Block { kind: *kind, span: Span::new(start, text.len()) });
        }
        Self {
            id: ArticleId::from_bits(0),
            version: TextHash::from_bits(0),
            part,
            url: url.map(str::to_owned),
            outlet: Outlet::default(),
            title: String::new(),
            authors: Vec::new(),
            published: None,
            modified: None,
            language: None,
            section: None,
            kind: ArticleKind::News,
            agency: None,
            image: None,
            images: Vec::new(),
            text,
            blocks,
            entries: Vec::new(),
            embedding: None,
            remarks: Vec::new(),
        }
    }

    /// The day on which the passage was written: that of the entry it stands in, else of the article.
    pub fn day_of(&self, passage: Span) -> Option<jiff::civil::Date> {
        let entry = self.entries.iter().find(|entry| entry.span.contains(passage));
        entry.and_then(|entry| entry.at).or(self.published).map(|dated| dated.day)
    }

    /// Makes the id anew after the address or the part was set.
    pub fn name_itself(&mut self) {
        let part = self.part.to_string();
        self.id = match &self.url {
            Some(url) => ArticleId::of(&[url.as_bytes(), part.as_bytes()]),
            None => ArticleId::of(&[b"", self.title.as_bytes(), self.text.as_bytes(), part.as_bytes()]),
        };
    }
}
