//! Looking after the whole.

use super::{MemoryStore, Tables};
use crate::store::rows::*;
use crate::store::{Care, Result, StoreError};
use newsloom_core::model::{ArticleId, StoryId};
use std::collections::BTreeSet;
use std::path::Path;

impl Tables {
    /// Stories too old to keep, and those of their articles that no closed edition cites.
    fn too_old(&self, until: &Retention) -> (Vec<StoryId>, BTreeSet<ArticleId>) {
        let Some(before) = until.stories else { return Default::default() };
        let cited: BTreeSet<ArticleId> =
            self.edition_stories.values().flat_map(|told| told.versions.iter().map(|(id, _)| *id)).collect();
        let old: Vec<StoryId> =
            self.stories.values().filter(|kept| kept.row.last < before).map(|kept| kept.row.id).collect();
        let articles = old
            .iter()
            .flat_map(|story| &self.stories[story].members)
            .map(|member| member.article)
            .filter(|id| !cited.contains(id))
            .collect();
        (old, articles)
    }
}

impl Care for MemoryStore {
    fn counts(&self) -> Result<Counts> {
        let tables = self.tables();
        Ok(Counts {
            articles: tables.articles.len() as u64,
            versions: tables.tape.len() as u64,
            last_arrival: tables.last_arrival,
            unplaced: tables.articles.values().filter(|known| known.placed.is_none()).count() as u64,
            stories: tables.stories.len() as u64,
            last_change: tables.changes.last().map_or(0, |change| change.seq),
            editions: tables.editions.len() as u64,
            sources: tables.sources.len() as u64,
            failing: tables.sources.values().filter(|row| row.poll.failing_since.is_some()).count() as u64,
            jobs: tables.jobs.len() as u64,
            pages: tables.pages.len() as u64,
            bytes: 0,
        })
    }

    fn backup(&self, _file: &Path) -> Result<()> {
        Err(StoreError::Refused("a store in memory has nothing that could be backed up".to_owned()))
    }

    fn damages(&self) -> Result<Vec<String>> {
        Ok(Vec::new())
    }

    fn retain(&self, until: &Retention, only_look: bool) -> Result<Retained> {
        let mut tables = self.tables();
        let tables = &mut *tables;
        let (stories, articles) = tables.too_old(until);
        let old_page = |page: &RawPage| until.pages.is_some_and(|before| page.fetched_at < before);
        let retained = Retained {
            pages: tables.pages.values().filter(|page| old_page(page)).count() as u64,
            marks: tables
                .marks
                .values()
                .filter(|mark| until.marks.is_some_and(|before| mark.1 < before))
                .count() as u64,
            sessions: tables
                .sessions
                .values()
                .filter(|s| until.sessions.is_some_and(|before| s.until < before))
                .count() as u64,
            stories: stories.len() as u64,
            articles: articles.len() as u64,
        };
        if only_look {
            return Ok(retained);
        }
        tables.pages.retain(|_, page| !old_page(page));
        tables.marks.retain(|_, mark| until.marks.is_none_or(|before| mark.1 >= before));
        tables.sessions.retain(|_, session| until.sessions.is_none_or(|before| session.until >= before));
        for story in stories {
            if let Some(kept) = tables.stories.remove(&story) {
                for member in kept.members {
                    if let Some(known) = tables.articles.get_mut(&member.article) {
                        known.home = None;
                    }
                }
            }
            tables.aliases.retain(|_, target| *target != story);
        }
        tables.articles.retain(|id, _| !articles.contains(id));
        tables.edits.retain(|edit| !articles.contains(&edit.article));
        tables.tape.retain(|version| !articles.contains(&version.article.id));
        Ok(retained)
    }

    fn snapshot(&self) -> Result<Option<Snapshot>> {
        Ok(self.tables().snapshot.clone())
    }

    fn keep_snapshot(&self, snapshot: &Snapshot) -> Result<()> {
        self.tables().snapshot = Some(snapshot.clone());
        Ok(())
    }

    fn note(&self, key: &str) -> Result<Option<String>> {
        Ok(self.tables().notes.get(key).cloned())
    }

    fn set_note(&self, key: &str, value: &str) -> Result<()> {
        self.tables().notes.insert(key.to_owned(), value.to_owned());
        Ok(())
    }
}
