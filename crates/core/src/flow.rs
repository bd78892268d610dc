//! The corridor: the only file that names several rooms, and the order in which they work.

use crate::cluster::{ClusterConfig, Desk};
use crate::dedup::Copies;
use crate::model::{Analysis, Article, ArticleId, Story};
use std::collections::BTreeMap;

/// Articles put together.
#[derive(Clone, Debug, Default)]
pub struct Grouped {
    /// Stories with events and members, in the order of their first article.
    pub stories: Vec<Story>,
    /// The independent report that each article belongs to; equal numbers rest on one text, agency or publisher.
    pub independent: BTreeMap<ArticleId, u32>,
}

/// Puts articles together that tell the same: copies under their originals, reports into events, events into stories.
///
/// The order in which the articles are given does not matter; an id that comes twice counts once.
pub fn group<'a>(
    articles: impl IntoIterator<Item = (&'a Article, &'a Analysis)>,
    config: &ClusterConfig,
) -> Grouped {
    let mut articles: Vec<(&Article, &Analysis)> = articles.into_iter().collect();
    articles.sort_by_cached_key(|(article, _)| Copies::before(article));
    articles.dedup_by_key(|(article, _)| article.id);
    let mut copies = Copies::new();
    let mut desk = Desk::new(config.clone());
    for (article, analysis) in articles {
        let original = copies.find(article, analysis);
        desk.take(article, analysis, original);
    }
    desk.settle();
    Grouped { stories: desk.stories(), independent: desk.independent() }
}
