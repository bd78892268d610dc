//! What comes in, and what reading it gives.

use super::{Article, Dated, Image, Language, Remark, Timestamp};
use serde::{Deserialize, Serialize};

/// A document as it came: the ground on which everything later rests.
#[derive(Clone, Debug, Default)]
pub struct RawDocument {
    /// Where it is from as its user would name it: a path, an address, `line 7 of pages.jsonl`.
    pub name: String,
    /// Its address, `http(s)` or `file`, for resolving links. `None` for standard input and the like.
    pub url: Option<String>,
    /// Media type as a header or file ending gives it, without parameters: `text/html`. Not to be believed blindly.
    pub media_type: Option<String>,
    /// Character encoding label as a header gives it.
    pub charset: Option<String>,
    /// Value of an HTTP `Last-Modified` or `Date` header, as given.
    pub header_date: Option<String>,
    /// When it was fetched.
    pub fetched_at: Option<Timestamp>,
    /// What the feed that led here said about it.
    pub hint: Hint,
    /// The bytes.
    pub body: Vec<u8>,
}

/// What somebody else, as a rule a feed, says about a page. Used where the page itself is silent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Hint {
    /// Title, plain text.
    pub title: Option<String>,
    /// Teaser, plain text.
    pub summary: Option<String>,
    /// When it was published.
    pub published: Option<Dated>,
    /// When it was last changed.
    pub modified: Option<Dated>,
    /// Names of the authors.
    pub authors: Vec<String>,
    /// Name of the outlet.
    pub outlet: Option<String>,
    /// Language.
    pub language: Option<Language>,
    /// Section or categories, first one first.
    pub sections: Vec<String>,
    /// A picture.
    pub image: Option<Image>,
}

/// An entry of a feed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Stable id: the feed's own, else the address, else made from the content. Never random.
    pub id: String,
    /// Address of the page, resolved against the feed's. `None` where the entry has none.
    pub url: Option<String>,
    /// What the feed says about the page.
    pub hint: Hint,
    /// The entry's own content as HTML, where the feed carries more than a teaser.
    pub content: Option<String>,
}

/// What a link that was found in a document leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    /// A feed, or a list of feeds, that a list names (OPML, sitemap index).
    Feed,
    /// A feed that a page names as its alternate (`rel=alternate`). A saved page that names one is no wish to fetch it.
    Alternate,
    /// An article's page (from a sitemap or a section page).
    Page,
}

/// A link to another document that may be read as well.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// What it leads to.
    pub kind: LinkKind,
    /// Its address, resolved against the document's.
    pub url: String,
    /// What was said about it.
    pub hint: Hint,
    /// Names of the groups around it, outermost first (nested OPML outlines).
    pub groups: Vec<String>,
}

/// A digest that somebody else made, found in a document: text to check, never to believe or cite.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForeignDigest {
    /// Its headline.
    pub title: String,
    /// Its summary.
    pub summary: String,
    /// Its key points.
    pub key_points: Vec<String>,
}

/// What reading one document gave.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Articles found, in document order.
    pub articles: Vec<Article>,
    /// Entries, if it is a feed.
    pub items: Vec<Item>,
    /// Documents it leads to, if it is a list of such (OPML, sitemap).
    pub links: Vec<Link>,
    /// A digest by somebody else, kept apart.
    pub digest: Option<ForeignDigest>,
    /// What was not as it should be.
    pub remarks: Vec<Remark>,
}
