//! Stories, changes, corrections, editions.

use super::{Kept, MemoryStore, Tables};
use crate::store::rows::*;
use crate::store::{Result, StoreError, Stories, cursor};
use newsloom_core::model::{StoryId, Timestamp};
use std::cmp::Reverse;
use std::collections::BTreeMap;

impl Tables {
    fn end(&mut self, id: StoryId, leads_to: Option<StoryId>) {
        if let Some(kept) = self.stories.remove(&id) {
            for member in kept.members {
                if let Some(known) = self.articles.get_mut(&member.article)
                    && known.home.is_some_and(|home| home.0 == id)
                {
                    known.home = None;
                }
            }
        }
        match leads_to {
            Some(to) => {
                for target in self.aliases.values_mut().filter(|target| **target == id) {
                    *target = to;
                }
                self.aliases.insert(id, to);
            }
            None => self.aliases.retain(|_, target| *target != id),
        }
    }

    fn write(&mut self, write: &StoryWrite, changed: u64) {
        let row = StoryRow::of(write, changed);
        let id = row.id;
        self.aliases.remove(&id);
        for known in self.articles.values_mut().filter(|known| known.home.is_some_and(|home| home.0 == id)) {
            known.home = None;
        }
        for member in &write.members {
            if let Some(known) = self.articles.get_mut(&member.article) {
                known.home = Some((id, member.event));
            }
        }
        self.stories.insert(id, Kept { row, told: write.told.clone(), members: write.members.clone() });
    }
}

impl Stories for MemoryStore {
    fn place(&self, step: &Placed) -> Result<Option<(u64, u64)>> {
        let mut tables = self.tables();
        let tables = &mut *tables;
        for id in &step.articles {
            if let Some(known) = tables.articles.get_mut(id)
                && known.placed.is_none()
                && let Some(latest) = known.wordings.last().copied()
            {
                known.placed = Some(latest);
                tables.placed.push(latest);
            }
        }
        if !step.articles.is_empty() || step.call.is_some() {
            let (number, placed) = (tables.steps.len() as u64 + 1, tables.placed.len() as u64);
            tables.steps.push(Step { number, placed, call: step.call.clone() });
        }
        for settled in &step.corrections {
            if let Some(kept) = tables.corrections.iter_mut().find(|kept| kept.id == settled.id) {
                kept.number = settled.number;
                kept.refused = settled.refused.clone();
                if kept.undone.is_some() {
                    tables.settled_backs.insert(kept.id);
                }
            }
        }
        let first = tables.changes.last().map_or(0, |change| change.seq) + 1;
        let mut last_of: BTreeMap<StoryId, u64> = BTreeMap::new();
        for (index, change) in step.changes.iter().enumerate() {
            let seq = first + index as u64;
            last_of.insert(change.story, seq);
            tables.changes.push(Change { seq, at: step.at, change: change.clone() });
        }
        for (id, leads_to) in &step.gone {
            tables.end(*id, *leads_to);
        }
        for write in &step.stories {
            let id = write.told.digest.story;
            let before = tables.stories.get(&id).map_or(0, |kept| kept.row.changed);
            tables.write(write, last_of.get(&id).copied().unwrap_or(before));
        }
        Ok((!step.changes.is_empty()).then(|| (first, first + step.changes.len() as u64 - 1)))
    }

    fn resolve(&self, id: StoryId) -> Result<Option<StoryId>> {
        let tables = self.tables();
        if tables.stories.contains_key(&id) {
            return Ok(Some(id));
        }
        Ok(tables.aliases.get(&id).copied().filter(|target| tables.stories.contains_key(target)))
    }

    fn aliases(&self, id: StoryId) -> Result<Vec<StoryId>> {
        Ok(self
            .tables()
            .aliases
            .iter()
            .filter(|(_, target)| **target == id)
            .map(|(alias, _)| *alias)
            .collect())
    }

    fn story(&self, id: StoryId) -> Result<Option<StoryRow>> {
        Ok(self.tables().stories.get(&id).map(|kept| kept.row.clone()))
    }

    fn told(&self, id: StoryId) -> Result<Option<Told>> {
        Ok(self.tables().stories.get(&id).map(|kept| kept.told.clone()))
    }

    fn members(&self, id: StoryId) -> Result<Vec<MemberRow>> {
        Ok(self.tables().stories.get(&id).map(|kept| kept.members.clone()).unwrap_or_default())
    }

    fn stories(&self, query: &StoryQuery) -> Result<Page<StoryRow>> {
        let after = cursor::read(query.after.as_deref())?;
        let tables = self.tables();
        let mut rows: Vec<StoryRow> = tables
            .stories
            .values()
            .filter(|kept| {
                let facet = query.facet.as_ref();
                facet.is_none_or(|facet| kept.told.facets().contains_key(facet))
            })
            .map(|kept| kept.row.clone())
            .filter(|row| query.changed_since.is_none_or(|seq| row.changed > seq))
            .filter(|row| {
                query.from.is_none_or(|from| row.last >= from) && query.to.is_none_or(|to| row.last < to)
            })
            .filter(|row| row.outlets >= query.least_outlets)
            .collect();
        let key = |row: &StoryRow| match query.order {
            StoryOrder::Newest => (Reverse(row.last.as_millisecond()), row.id),
            StoryOrder::Changed => (Reverse(-(row.changed as i64)), row.id),
        };
        rows.sort_by_key(key);
        if let Some((number, id)) = after {
            rows.retain(|row| {
                let (Reverse(mine), own) = key(row);
                mine < number || (mine == number && own.to_string() > id)
            });
        }
        let limit = cursor::limit(query.limit);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|row| cursor::show(key(row).0.0, &row.id.to_string()));
        Ok(Page { rows, next })
    }

    fn facets(&self, facet: Facet, prefix: &str, limit: usize) -> Result<Vec<FacetRow>> {
        let prefix = prefix.to_lowercase();
        let mut sums: BTreeMap<String, (u32, u32)> = BTreeMap::new();
        for kept in self.tables().stories.values() {
            for ((kind, value), count) in kept.told.facets() {
                if kind == facet && value.to_lowercase().starts_with(&prefix) {
                    let sum = sums.entry(value).or_default();
                    *sum = (sum.0 + 1, sum.1 + count);
                }
            }
        }
        let mut rows: Vec<FacetRow> =
            sums.into_iter().map(|(value, (stories, count))| FacetRow { value, stories, count }).collect();
        rows.sort_by(|a, b| (b.stories, b.count, &a.value).cmp(&(a.stories, a.count, &b.value)));
        rows.truncate(limit);
        Ok(rows)
    }

    fn changes(&self, seq: u64, limit: usize) -> Result<Vec<Change>> {
        Ok(self.tables().changes.iter().filter(|change| change.seq > seq).take(limit).cloned().collect())
    }

    fn changes_of(&self, id: StoryId, limit: usize) -> Result<Vec<Change>> {
        let tables = self.tables();
        Ok(tables
            .changes
            .iter()
            .rev()
            .filter(|change| change.change.story == id)
            .take(limit)
            .cloned()
            .collect())
    }

    fn correct(&self, action: &Action, by: &str, at: Timestamp) -> Result<u64> {
        let mut tables = self.tables();
        let id = tables.corrections.len() as u64 + 1;
        tables.corrections.push(Correction {
            id,
            at,
            by: by.to_owned(),
            action: action.clone(),
            undone: None,
            number: None,
            refused: None,
        });
        Ok(id)
    }

    fn take_back(&self, correction: u64, at: Timestamp) -> Result<Correction> {
        let mut tables = self.tables();
        let found = tables
            .corrections
            .iter_mut()
            .find(|kept| kept.id == correction)
            .ok_or_else(|| StoreError::Missing(format!("correction {correction}")))?;
        if found.undone.is_some() {
            return Err(StoreError::Refused(format!("correction {correction} was taken back before")));
        }
        found.undone = Some(at);
        Ok(found.clone())
    }

    fn waiting_corrections(&self) -> Result<Vec<Correction>> {
        let tables = self.tables();
        let waits = |kept: &&Correction| match (kept.number, kept.undone) {
            (None, None) => kept.refused.is_none(),
            (Some(_), Some(_)) => !tables.settled_backs.contains(&kept.id),
            _ => false,
        };
        Ok(tables.corrections.iter().filter(waits).cloned().collect())
    }

    fn steps(&self, after: u64, limit: usize) -> Result<Vec<Step>> {
        Ok(self.tables().steps.iter().filter(|step| step.number > after).take(limit).cloned().collect())
    }

    fn corrections(&self, before: Option<u64>, limit: usize) -> Result<Vec<Correction>> {
        Ok(self
            .tables()
            .corrections
            .iter()
            .rev()
            .filter(|kept| before.is_none_or(|before| kept.id < before))
            .take(limit)
            .cloned()
            .collect())
    }

    fn draft_edition(&self, draft: &EditionDraft) -> Result<u64> {
        let mut tables = self.tables();
        let id = match tables.editions.last() {
            Some(open) if !open.closed => open.id,
            Some(closed) => closed.id + 1,
            None => 1,
        };
        tables.editions.retain(|edition| edition.id != id);
        tables.editions.push(EditionRow {
            id,
            date: draft.date,
            from: draft.from,
            to: draft.to,
            made_at: draft.made_at,
            closed: false,
            stories: draft.stories.clone(),
        });
        Ok(id)
    }

    fn close_edition(&self, at: Timestamp) -> Result<Option<EditionRow>> {
        let mut tables = self.tables();
        let tables = &mut *tables;
        let Some(open) = tables.editions.last_mut().filter(|edition| !edition.closed) else {
            return Ok(None);
        };
        open.closed = true;
        open.to = at;
        open.made_at = at;
        let known = &tables.stories;
        open.stories.retain(|story| known.contains_key(story));
        for story in &open.stories {
            if let Some(kept) = known.get(story) {
                tables.edition_stories.insert((open.id, *story), kept.told.clone());
            }
        }
        Ok(Some(open.clone()))
    }

    fn edition(&self, id: u64) -> Result<Option<EditionRow>> {
        Ok(self.tables().editions.iter().find(|edition| edition.id == id).cloned())
    }

    fn editions(&self, before: Option<u64>, limit: usize) -> Result<Vec<EditionRow>> {
        let tables = self.tables();
        let editions = tables.editions.iter().rev().filter(|edition| before.is_none_or(|n| edition.id < n));
        Ok(editions.take(limit).cloned().collect())
    }

    fn edition_story(&self, edition: u64, story: StoryId) -> Result<Option<Told>> {
        let tables = self.tables();
        let Some(row) = tables.editions.iter().find(|row| row.id == edition) else { return Ok(None) };
        if !row.stories.contains(&story) {
            return Ok(None);
        }
        Ok(if row.closed {
            tables.edition_stories.get(&(edition, story)).cloned()
        } else {
            tables.stories.get(&story).map(|kept| kept.told.clone())
        })
    }
}
