//! Articles, their wordings and their pages.

use super::{Known, MemoryStore};
use crate::store::rows::*;
use crate::store::{Articles, Blobs, Result, cursor};
use newsloom_core::model::{Article, ArticleId, RawId, TextHash};

impl Articles for MemoryStore {
    fn arrive(&self, batch: &Arrived) -> Result<Vec<Taken>> {
        let mut tables = self.tables();
        let tables = &mut *tables;
        let mut taken = Vec::with_capacity(batch.articles.len());
        for new in &batch.articles {
            let id = new.article.id;
            let before = tables.latest(id).map(|v| (v.article.version, v.article.title.clone()));
            if before.as_ref().is_some_and(|(version, title)| {
                *version == new.article.version && *title == new.article.title
            }) {
                taken.push(Taken::Known);
                continue;
            }
            tables.last_arrival += 1;
            let arrival = tables.last_arrival;
            let mut article = new.article.clone();
            article.remarks = Vec::new();
            let at = article.published.map_or(new.seen_at, |published| published.order());
            taken.push(match before {
                None => Taken::New,
                Some((before, _)) => {
                    tables.edits.push(Edit {
                        arrival,
                        article: id,
                        title: article.title.clone(),
                        domain: article.outlet.domain.clone(),
                        before,
                        after: article.version,
                        at: new.seen_at,
                    });
                    Taken::Edited { before }
                }
            });
            let known = tables.articles.entry(id).or_insert(Known {
                wordings: Vec::new(),
                placed: None,
                at,
                source: new.source,
                home: None,
            });
            known.wordings.push(arrival);
            if let Some(source) = new.source.and_then(|source| tables.sources.get_mut(&source)) {
                source.poll.article_at = source.poll.article_at.max(Some(new.seen_at));
                source.poll.articles += 1;
            }
            tables.tape.push(Version {
                arrival,
                article,
                raw: new.raw,
                source: new.source,
                seen_at: new.seen_at,
            });
        }
        for key in &batch.done {
            tables.jobs.remove(key);
        }
        for postponed in &batch.postponed {
            if let Some(waiting) = tables.jobs.get_mut(&postponed.key) {
                waiting.attempts += 1;
                waiting.due = postponed.due;
                waiting.lease = None;
            }
        }
        Ok(taken)
    }

    fn article(&self, id: ArticleId) -> Result<Option<Version>> {
        Ok(self.tables().latest(id).cloned())
    }

    fn wording(&self, id: ArticleId, version: TextHash) -> Result<Option<Version>> {
        Ok(self.tables().find(id, version).cloned())
    }

    fn wordings(&self, wanted: &[(ArticleId, TextHash)]) -> Result<Vec<Article>> {
        let tables = self.tables();
        Ok(wanted
            .iter()
            .filter_map(|(id, version)| Some(tables.find(*id, *version)?.article.clone()))
            .collect())
    }

    fn history(&self, id: ArticleId) -> Result<Vec<Version>> {
        let tables = self.tables();
        let wordings = tables.articles.get(&id).map(|known| known.wordings.clone()).unwrap_or_default();
        Ok(wordings.iter().filter_map(|n| tables.wording(*n).cloned()).collect())
    }

    fn articles(&self, query: &ArticleQuery) -> Result<Page<ArticleRow>> {
        let after = cursor::read(query.after.as_deref())?;
        let tables = self.tables();
        let mut rows: Vec<ArticleRow> = tables
            .articles
            .keys()
            .filter_map(|id| tables.row(*id))
            .filter(|row| query.domain.as_ref().is_none_or(|domain| *domain == row.domain))
            .filter(|row| query.source.is_none_or(|source| row.source == Some(source)))
            .filter(|row| query.story.is_none_or(|story| row.story == Some(story)))
            .filter(|row| {
                query.from.is_none_or(|from| row.at >= from) && query.to.is_none_or(|to| row.at < to)
            })
            .collect();
        rows.sort_by_key(|row| (std::cmp::Reverse(row.at.as_millisecond()), row.id));
        if let Some((at, id)) = after {
            rows.retain(|row| {
                let mine = row.at.as_millisecond();
                mine < at || (mine == at && row.id.to_string() > id)
            });
        }
        let limit = cursor::limit(query.limit);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more);
        Ok(Page { next: next.map(|row| cursor::show(row.at.as_millisecond(), &row.id.to_string())), rows })
    }

    fn rows(&self, ids: &[ArticleId]) -> Result<Vec<ArticleRow>> {
        let tables = self.tables();
        Ok(ids.iter().filter_map(|id| tables.row(*id)).collect())
    }

    fn tape(&self, arrival: u64, limit: usize) -> Result<Vec<Version>> {
        let tables = self.tables();
        Ok(tables.tape.iter().filter(|version| version.arrival > arrival).take(limit).cloned().collect())
    }

    fn unplaced(&self, limit: usize) -> Result<Vec<Version>> {
        let tables = self.tables();
        let mut waiting: Vec<u64> = tables
            .articles
            .values()
            .filter(|known| known.placed.is_none())
            .filter_map(|known| known.wordings.last().copied())
            .collect();
        waiting.sort_unstable();
        Ok(waiting.iter().take(limit).filter_map(|n| tables.wording(*n).cloned()).collect())
    }

    fn placed(&self, after: u64, limit: usize) -> Result<Vec<Version>> {
        let tables = self.tables();
        Ok(tables
            .placed
            .iter()
            .skip(after as usize)
            .take(limit)
            .filter_map(|n| tables.wording(*n).cloned())
            .collect())
    }

    fn edits(&self, before: Option<u64>, limit: usize) -> Result<Vec<Edit>> {
        let tables = self.tables();
        let edits = tables.edits.iter().rev().filter(|edit| before.is_none_or(|n| edit.arrival < n));
        Ok(edits.take(limit).cloned().collect())
    }
}

impl Blobs for MemoryStore {
    fn keep(&self, pages: &[RawPage]) -> Result<()> {
        let mut tables = self.tables();
        for page in pages {
            tables.pages.entry(page.id()).or_insert_with(|| page.clone());
        }
        Ok(())
    }

    fn raw(&self, id: RawId) -> Result<Option<RawPage>> {
        Ok(self.tables().pages.get(&id).cloned())
    }
}
