//! Searching, for pages and the API alike: a query to hits with cited passages.

use super::app::App;
use super::problem::{self, Answer, Problem};
use crate::search::{Hit, Kind, Order, Query, Snippet, Wanted, snippets};
use crate::store::{ArticleRow, StoryRow};
use newsloom_core::model::{Article, ArticleId, StoryId};
use std::collections::BTreeMap;

/// Passages shown of one article.
const PASSAGES: usize = 2;

/// A hit with what is shown of it.
#[derive(Debug)]
pub enum Shown {
    /// An article with the passages that match.
    Article(Box<ShownArticle>),
    /// A story.
    Story(Box<StoryRow>),
}

/// An article that was found.
#[derive(Debug)]
pub struct ShownArticle {
    /// Its row.
    pub row: ArticleRow,
    /// The article; passages are ranges of its text.
    pub article: Article,
    /// The passages.
    pub passages: Vec<Snippet>,
}

/// What a search found, ready to be shown.
#[derive(Debug)]
pub struct Results {
    /// Hits in order.
    pub shown: Vec<Shown>,
    /// How many match in all.
    pub matches: usize,
}

/// Reads a query.
///
/// # Errors
/// [`problem::BAD_QUERY`] with the mistake in words.
pub fn query(text: &str) -> Answer<Query> {
    Query::read(text).map_err(|mistake| Problem::new(problem::BAD_QUERY, mistake.to_string()))
}

/// Finds and cuts passages.
pub fn search(
    app: &App,
    query: &Query,
    kind: Option<Kind>,
    order: Order,
    offset: usize,
    limit: usize,
) -> Answer<Results> {
    let now = jiff::Timestamp::now().as_second();
    let wanted = Wanted { kind, order, offset, limit, now };
    let found = app.index.find(query, &wanted).map_err(Problem::fault)?;
    Ok(Results { shown: show(app, query, &found.hits)?, matches: found.matches })
}

/// What is shown of hits; those that left the store since are left out.
pub fn show(app: &App, query: &Query, hits: &[Hit]) -> Answer<Vec<Shown>> {
    let ids: Vec<ArticleId> = hits.iter().filter_map(|hit| ArticleId::parse(&hit.id)).collect();
    let rows = app.store.rows(&ids)?;
    let wordings: Vec<_> = rows.iter().map(|row| (row.id, row.version)).collect();
    let articles = app.store.wordings(&wordings)?;
    let mut articles: BTreeMap<ArticleId, Article> =
        articles.into_iter().map(|article| (article.id, article)).collect();
    let mut rows: BTreeMap<ArticleId, ArticleRow> = rows.into_iter().map(|row| (row.id, row)).collect();
    let mut shown = Vec::with_capacity(hits.len());
    for hit in hits {
        match hit.kind {
            Kind::Article => {
                let Some(id) = ArticleId::parse(&hit.id) else { continue };
                let (Some(row), Some(article)) = (rows.remove(&id), articles.remove(&id)) else { continue };
                let passages = snippets(&article.text, article.language, query, PASSAGES);
                shown.push(Shown::Article(Box::new(ShownArticle { row, article, passages })));
            }
            Kind::Story => {
                let Some(id) = StoryId::parse(&hit.id) else { continue };
                if let Some(row) = app.store.story(id)? {
                    shown.push(Shown::Story(Box::new(row)));
                }
            }
        }
    }
    Ok(shown)
}
