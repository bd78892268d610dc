//! Feeds of every kind to one shape: RSS 0.9x to 2.0, RDF, CDF, Atom 0.3 and 1.0, JSON Feed.
//!
//! Whatever holds an entry is read. Markup in titles and content has its links resolved and is disarmed: no scripts,
//! no event handlers, no frames.

mod element;
mod item;
mod json;
pub mod markup;
mod person;
mod show;
mod xml;

pub use item::items;
pub use json::read_json;
pub use person::Person;
pub use show::{read, shown};
pub use xml::read_xml;

use crate::model::{Dated, Image, Remark};

/// A feed. Texts are markup: escaped HTML, harmless.
#[derive(Clone, Debug, Default)]
pub struct Feed {
    /// `rss20`, `rss090`, `rss`, `atom03`, `atom10`, `cdf`, `json11` and the like.
    pub version: String,
    /// Title.
    pub title: Option<String>,
    /// Address of the site.
    pub link: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// Who is responsible.
    pub author: Option<Person>,
    /// Language tag as given.
    pub language: Option<String>,
    /// Its own id.
    pub id: Option<String>,
    /// When it last changed.
    pub updated: Option<Dated>,
    /// When it was published.
    pub published: Option<Dated>,
    /// Its picture.
    pub image: Option<String>,
    /// Its icon.
    pub icon: Option<String>,
    /// Rights.
    pub rights: Option<String>,
    /// What made it.
    pub generator: Option<String>,
    /// Categories.
    pub categories: Vec<String>,
    /// Entries, in order.
    pub entries: Vec<Entry>,
    /// What was not as it should be.
    pub remarks: Vec<Remark>,
}

/// An entry. Texts are markup: escaped HTML, harmless.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// The id it gives itself.
    pub id: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Address of the page.
    pub link: Option<String>,
    /// Teaser.
    pub summary: Option<String>,
    /// Content.
    pub content: Option<String>,
    /// Authors.
    pub authors: Vec<Person>,
    /// When it was published.
    pub published: Option<Dated>,
    /// When it last changed.
    pub updated: Option<Dated>,
    /// When it was made.
    pub created: Option<Dated>,
    /// Address of the comments.
    pub comments: Option<String>,
    /// Categories.
    pub categories: Vec<String>,
    /// Files that belong to it.
    pub enclosures: Vec<Enclosure>,
    /// Its picture.
    pub image: Option<Image>,
    /// Name of the outlet that it was taken from.
    pub source: Option<String>,
    /// Rights.
    pub rights: Option<String>,
    /// Language tag as given.
    pub language: Option<String>,
}

/// A file that belongs to an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enclosure {
    /// Its address.
    pub url: String,
    /// Its media type, as given.
    pub kind: Option<String>,
    /// Its length in bytes, as given.
    pub length: Option<String>,
}

#[cfg(test)]
mod tests;
