//! Digests in, strings out: HTML, Markdown, JSON, Atom, JSON Feed. Templates live here.
//!
//! Nothing of an article reaches the output unescaped, and only `http(s)` addresses become links: see [`address`].

pub mod address;
pub mod feeds;
pub mod html;
pub mod json;
pub mod markdown;
mod passage;
mod place;
mod view;
pub mod words;

pub use place::Place;
pub use view::View;

use crate::model::{Article, ArticleId, Digest, Edition};
use std::collections::BTreeMap;

/// The articles that an edition cites, by id.
pub type Articles<'a> = BTreeMap<ArticleId, &'a Article>;

/// An edition with everything needed to show it.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// The text of every article listed in it.
    pub articles: &'a Articles<'a>,
    /// Where its pages lie, as they name one another.
    pub place: Place<'a>,
}

/// Path of a story's page inside the folder of an edition: `story/` and the story's id, so that the address never
/// changes while the headline does.
pub fn story_path(digest: &Digest) -> String {
    View::Digest.path(digest)
}
