//! Alerts of kept searches: how many articles that arrived since the reader last looked match.

use super::problem::Answer;
use crate::search::{Index, Kind, Order, Query, Wanted};
use crate::store::{SavedSearch, Store};
use maud::{Markup, html};
use newsloom_core::model::ArticleId;
use newsloom_core::render::words;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// "3 new articles".
pub fn count(new: usize) -> Markup {
    html! { (words::count(new, "new article", "new articles")) @if new == MOST { " or more" } }
}

/// New hits that are counted; more are told as "and more".
const MOST: usize = 20;

/// What is to be told, by the number of the search.
#[derive(Debug, Default)]
pub struct Alerts(Mutex<BTreeMap<u64, (SavedSearch, usize)>>);

impl Alerts {
    /// Asks every search with an alert again; called when the index has grown.
    ///
    /// # Errors
    /// When the store fails.
    pub fn refresh(&self, store: &dyn Store, index: &Index) -> Answer<()> {
        let mut fresh = BTreeMap::new();
        for search in store.searches(None)?.into_iter().filter(|search| search.alert) {
            let Ok(query) = Query::read(&search.query) else { continue };
            let now = jiff::Timestamp::now().as_second();
            let wanted =
                Wanted { kind: Some(Kind::Article), order: Order::Newest, offset: 0, limit: MOST, now };
            let Ok(found) = index.find(&query, &wanted) else { continue };
            let ids: Vec<ArticleId> = found.hits.iter().filter_map(|hit| ArticleId::parse(&hit.id)).collect();
            let new = store.rows(&ids)?.iter().filter(|row| row.arrival > search.told_to).count();
            if new > 0 {
                fresh.insert(search.id, (search, new));
            }
        }
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = fresh;
        Ok(())
    }

    /// Forgets the alert of a search, which was looked at.
    pub fn seen(&self, search: u64) {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).remove(&search);
    }

    /// New articles of a search.
    pub fn new_of(&self, search: u64) -> Option<usize> {
        let all = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        all.get(&search).map(|(_, new)| *new)
    }

    /// What is to be told to somebody; nothing where there is nothing.
    pub fn shown(&self, user: &str) -> Markup {
        let all = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let own: Vec<&(SavedSearch, usize)> =
            all.values().filter(|(search, _)| search.user == user).collect();
        if own.is_empty() {
            return html! {};
        }
        html! {
            section.notice.alerts aria-label="New hits of kept searches" {
                ul {
                    @for (search, new) in own {
                        li {
                            a href={ "/searches/" (search.id) } { (search.name) } ": "
                            (count(*new))
                        }
                    }
                }
            }
        }
    }
}
