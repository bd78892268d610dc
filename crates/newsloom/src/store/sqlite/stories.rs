//! Stories, changes, corrections, editions.

use super::open::ours;
use super::packed::{from_json, json, unpack};
use super::values::{count, from_word, id, id_opt, ms, parsed, text, text_opt, time, time_opt, word};
use super::{SqliteStore, done, row, rows, told};
use crate::store::rows::*;
use crate::store::{Result, StoreError, Stories, cursor};
use newsloom_core::model::{StoryId, Timestamp};
use rusqlite::types::Value;
use rusqlite::{Row, Transaction, params};
use std::collections::BTreeMap;

/// The columns of a list.
const LISTED: &str = "s.id, s.title, s.lead, s.date, s.first, s.last, s.articles, s.outlets, s.independent, s.state, \
                      s.revision, s.changed, s.told_at, s.picture";
const CHANGE: &str = "seq, at, kind, story, article, other, note";
const CORRECTION: &str = "id, at, by, action, undone, number, refused";
const EDITION: &str = "id, date, starts, ends, made_at, closed";

fn listed(row: &Row) -> rusqlite::Result<StoryRow> {
    Ok(StoryRow {
        id: id(row, 0)?,
        title: row.get(1)?,
        lead: row.get(2)?,
        date: parsed(row, 3)?,
        first: time_opt(row, 4)?,
        last: time(row, 5)?,
        articles: row.get(6)?,
        outlets: row.get(7)?,
        independent: row.get(8)?,
        state: from_word(row, 9)?,
        revision: row.get(10)?,
        changed: count(row, 11)?,
        told_at: time(row, 12)?,
        picture: row.get(13)?,
    })
}

fn changed(row: &Row) -> rusqlite::Result<Change> {
    let change = NewChange {
        kind: from_word(row, 2)?,
        story: id(row, 3)?,
        article: id_opt(row, 4)?,
        other: id_opt(row, 5)?,
        note: row.get(6)?,
    };
    Ok(Change { seq: count(row, 0)?, at: time(row, 1)?, change })
}

fn corrected(row: &Row) -> rusqlite::Result<Correction> {
    Ok(Correction {
        id: count(row, 0)?,
        at: time(row, 1)?,
        by: row.get(2)?,
        action: from_json(row.get_ref(3)?.as_str()?)?,
        undone: time_opt(row, 4)?,
        number: row.get(5)?,
        refused: row.get(6)?,
    })
}

fn edition(row: &Row) -> rusqlite::Result<EditionRow> {
    Ok(EditionRow {
        id: count(row, 0)?,
        date: parsed(row, 1)?,
        from: time(row, 2)?,
        to: time(row, 3)?,
        made_at: time(row, 4)?,
        closed: row.get(5)?,
        stories: Vec::new(),
    })
}

/// An edition with its stories.
fn whole(tx: &Transaction, mut edition: EditionRow) -> rusqlite::Result<EditionRow> {
    let sql = "select story from edition_stories where edition = ? order by position";
    edition.stories = rows!(tx, sql, [edition.id as i64], |row| id(row, 0));
    Ok(edition)
}

impl Stories for SqliteStore {
    fn place(&self, step: &Placed) -> Result<Option<(u64, u64)>> {
        self.write(|tx| {
            let mut placed = row!(tx, "select value from counters where name = 'placed'", [], |row| row.get(0)).unwrap_or(0i64);
            for id in &step.articles {
                let sql = "update articles set placed = ?, placed_wording = latest where id = ? and placed is null";
                placed += done!(tx, sql, params![placed + 1, text(id)]) as i64;
            }
            done!(tx, "insert or replace into counters (name, value) values ('placed', ?)", [placed]);
            if !step.articles.is_empty() || step.call.is_some() {
                let sql = "insert into steps (number, placed, call) \
                           select coalesce(max(number), 0) + 1, ?, ? from steps";
                done!(tx, sql, params![placed, step.call]);
            }
            for SettledCorrection { id, number, refused } in &step.corrections {
                let sql = "update corrections set number = ?, refused = ?, taken_back = undone where id = ?";
                done!(tx, sql, params![number, refused, *id as i64]);
            }
            let last = tx.query_row("select coalesce(max(seq), 0) from changes", [], |row| count(row, 0))?;
            let mut seq = last;
            let mut last_of: BTreeMap<StoryId, u64> = BTreeMap::new();
            for change in &step.changes {
                seq += 1;
                last_of.insert(change.story, seq);
                done!(
                    tx,
                    "insert into changes (seq, at, kind, story, article, other, note) values (?, ?, ?, ?, ?, ?, ?)",
                    params![
                        seq as i64,
                        ms(step.at),
                        word(&change.kind),
                        text(change.story),
                        text_opt(change.article),
                        text_opt(change.other),
                        change.note
                    ]
                );
            }
            for (id, leads_to) in &step.gone {
                told::end(tx, *id, *leads_to)?;
            }
            for write in &step.stories {
                told::write(tx, write, last_of.get(&write.told.digest.story).copied())?;
            }
            Ok((seq > last).then_some((last + 1, seq)))
        })
    }

    fn resolve(&self, story: StoryId) -> Result<Option<StoryId>> {
        let sql = "select id from stories where id = ?1 union all select s.id from aliases a join stories s \
                   on s.id = a.target where a.id = ?1 limit 1";
        self.read(|tx| Ok(row!(tx, sql, [text(story)], |row| id(row, 0))))
    }

    fn aliases(&self, story: StoryId) -> Result<Vec<StoryId>> {
        let sql = "select id from aliases where target = ? order by id";
        self.read(|tx| Ok(rows!(tx, sql, [text(story)], |row| id(row, 0))))
    }

    fn story(&self, id: StoryId) -> Result<Option<StoryRow>> {
        let sql = format!("select {LISTED} from stories s where s.id = ?");
        self.read(|tx| Ok(row!(tx, &sql, [text(id)], listed)))
    }

    fn told(&self, id: StoryId) -> Result<Option<Told>> {
        let sql = "select body from told where story = ?";
        self.read(|tx| Ok(row!(tx, sql, [text(id)], |row| unpack(row.get_ref(0)?.as_blob()?))))
    }

    fn members(&self, story: StoryId) -> Result<Vec<MemberRow>> {
        let sql = "select id, event, copy_of from articles where story = ? order by position";
        self.read(|tx| {
            Ok(rows!(tx, sql, [text(story)], |row| {
                Ok(MemberRow { article: id(row, 0)?, event: id(row, 1)?, copy_of: id_opt(row, 2)? })
            }))
        })
    }

    fn stories(&self, query: &StoryQuery) -> Result<Page<StoryRow>> {
        let after = cursor::read(query.after.as_deref())?;
        let limit = cursor::limit(query.limit);
        let mut values: Vec<Value> = Vec::new();
        let mut sql = format!("select {LISTED} from ");
        match &query.facet {
            Some((facet, value)) => {
                sql.push_str("facets f join stories s on s.id = f.story where f.kind = ? and f.value = ?");
                values.extend([word(facet).into(), value.clone().into()]);
            }
            None => sql.push_str("stories s where true"),
        }
        let mut only = |condition: &str, value: Option<Value>| {
            if let Some(value) = value {
                sql.push_str(condition);
                values.push(value);
            }
        };
        only(" and s.changed > ?", query.changed_since.map(|seq| (seq as i64).into()));
        only(" and s.last >= ?", query.from.map(|from| ms(from).into()));
        only(" and s.last < ?", query.to.map(|to| ms(to).into()));
        only(" and s.outlets >= ?", (query.least_outlets > 0).then(|| i64::from(query.least_outlets).into()));
        let newest = query.order == StoryOrder::Newest;
        if let Some((number, id)) = after {
            let number = if newest { number } else { -number };
            let (bound, beyond) = if newest {
                (" and s.last <= ?", " and (s.last < ?")
            } else {
                (" and s.changed >= ?", " and (s.changed > ?")
            };
            only(bound, Some(number.into()));
            only(beyond, Some(number.into()));
            only(" or s.id > ?)", Some(id.into()));
        }
        sql.push_str(if newest { " order by s.last desc, s.id" } else { " order by s.changed, s.id" });
        sql.push_str(" limit ?");
        values.push((limit as i64 + 1).into());
        let mut rows = self.read(|tx| Ok(rows!(tx, &sql, rusqlite::params_from_iter(&values), listed)))?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let number = |row: &StoryRow| if newest { ms(row.last) } else { -(row.changed as i64) };
        let next = rows.last().filter(|_| more).map(|row| cursor::show(number(row), &text(row.id)));
        Ok(Page { rows, next })
    }

    fn facets(&self, facet: Facet, prefix: &str, limit: usize) -> Result<Vec<FacetRow>> {
        let prefix = prefix.to_lowercase();
        let (sql, end) = if prefix.is_empty() {
            (
                "select value, stories, count from names where kind = ?1 and ?2 <= ?3 order by stories desc, count desc, value limit ?4",
                String::new(),
            )
        } else {
            let sql = "select value, stories, count from names where kind = ?1 and fold >= ?2 and fold < ?3 \
                       order by stories desc, count desc, value limit ?4";
            (sql, format!("{prefix}\u{10ffff}"))
        };
        self.read(|tx| {
            Ok(rows!(tx, sql, params![word(&facet), prefix, end, limit as i64], |row| {
                Ok(FacetRow { value: row.get(0)?, stories: row.get(1)?, count: row.get(2)? })
            }))
        })
    }

    fn changes(&self, seq: u64, limit: usize) -> Result<Vec<Change>> {
        let sql = format!("select {CHANGE} from changes where seq > ? order by seq limit ?");
        self.read(|tx| Ok(rows!(tx, &sql, params![seq as i64, limit as i64], changed)))
    }

    fn changes_of(&self, id: StoryId, limit: usize) -> Result<Vec<Change>> {
        let sql = format!("select {CHANGE} from changes where story = ? order by seq desc limit ?");
        self.read(|tx| Ok(rows!(tx, &sql, params![text(id), limit as i64], changed)))
    }

    fn correct(&self, action: &Action, by: &str, at: Timestamp) -> Result<u64> {
        self.write(|tx| {
            let sql = "insert into corrections (at, by, action) values (?, ?, ?)";
            done!(tx, sql, params![ms(at), by, json(action)?]);
            Ok(tx.last_insert_rowid() as u64)
        })
    }

    fn take_back(&self, correction: u64, at: Timestamp) -> Result<Correction> {
        let sql = format!("select {CORRECTION} from corrections where id = ?");
        self.write(|tx| {
            let found = row!(tx, &sql, [correction as i64], corrected)
                .ok_or_else(|| ours(StoreError::Missing(format!("correction {correction}"))))?;
            if found.undone.is_some() {
                return Err(ours(StoreError::Refused(format!(
                    "correction {correction} was taken back before"
                ))));
            }
            done!(tx, "update corrections set undone = ? where id = ?", params![ms(at), correction as i64]);
            Ok(Correction { undone: Some(at), ..found })
        })
    }

    fn waiting_corrections(&self) -> Result<Vec<Correction>> {
        let sql = format!(
            "select {CORRECTION} from corrections where (number is null and refused is null and undone is null) \
             or (number is not null and undone is not null and taken_back is null) order by id"
        );
        self.read(|tx| Ok(rows!(tx, &sql, [], corrected)))
    }

    fn steps(&self, after: u64, limit: usize) -> Result<Vec<Step>> {
        let sql = "select number, placed, call from steps where number > ? order by number limit ?";
        self.read(|tx| {
            Ok(rows!(tx, sql, params![after as i64, limit as i64], |row| {
                Ok(Step { number: count(row, 0)?, placed: count(row, 1)?, call: row.get(2)? })
            }))
        })
    }

    fn corrections(&self, before: Option<u64>, limit: usize) -> Result<Vec<Correction>> {
        let sql = format!("select {CORRECTION} from corrections where id < ? order by id desc limit ?");
        let before = before.map_or(i64::MAX, |before| before as i64);
        self.read(|tx| Ok(rows!(tx, &sql, params![before, limit as i64], corrected)))
    }

    fn draft_edition(&self, draft: &EditionDraft) -> Result<u64> {
        self.write(|tx| {
            let last = row!(tx, "select id, closed from editions order by id desc limit 1", [], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?))
            });
            let id = last.map_or(1, |(id, closed)| if closed { id + 1 } else { id });
            done!(
                tx,
                "insert or replace into editions (id, date, starts, ends, made_at, closed) values (?, ?, ?, ?, ?, 0)",
                params![id, draft.date.to_string(), ms(draft.from), ms(draft.to), ms(draft.made_at)]
            );
            done!(tx, "delete from edition_stories where edition = ?", [id]);
            for (position, story) in draft.stories.iter().enumerate() {
                let sql = "insert into edition_stories (edition, position, story) values (?, ?, ?)";
                done!(tx, sql, params![id, position as i64, text(story)]);
            }
            Ok(id as u64)
        })
    }

    fn close_edition(&self, at: Timestamp) -> Result<Option<EditionRow>> {
        let sql = format!("select {EDITION} from editions where closed = 0");
        self.write(|tx| {
            let Some(open) = row!(tx, &sql, [], edition) else { return Ok(None) };
            let number = open.id as i64;
            let update = "update editions set closed = 1, ends = ?1, made_at = ?1 where id = ?2";
            done!(tx, update, params![ms(at), number]);
            let gone = "delete from edition_stories where edition = ? and story not in (select id from stories)";
            done!(tx, gone, [number]);
            done!(
                tx,
                "update edition_stories set body = (select body from told where story = edition_stories.story) \
                 where edition = ?",
                [number]
            );
            let open = whole(tx, EditionRow { closed: true, to: at, made_at: at, ..open })?;
            for story in &open.stories {
                let told = row!(tx, "select body from told where story = ?", [text(story)], |row| {
                    unpack::<Told>(row.get_ref(0)?.as_blob()?)
                });
                for (article, _) in told.iter().flat_map(|told| &told.versions) {
                    let sql = "insert or ignore into cited (article, edition) values (?, ?)";
                    done!(tx, sql, params![text(article), number]);
                }
            }
            Ok(Some(open))
        })
    }

    fn edition(&self, id: u64) -> Result<Option<EditionRow>> {
        let sql = format!("select {EDITION} from editions where id = ?");
        self.read(|tx| row!(tx, &sql, [id as i64], edition).map(|found| whole(tx, found)).transpose())
    }

    fn editions(&self, before: Option<u64>, limit: usize) -> Result<Vec<EditionRow>> {
        let sql = format!("select {EDITION} from editions where id < ? order by id desc limit ?");
        let before = before.map_or(i64::MAX, |before| before as i64);
        self.read(|tx| {
            let found = rows!(tx, &sql, params![before, limit as i64], edition);
            found.into_iter().map(|found| whole(tx, found)).collect()
        })
    }

    fn edition_story(&self, edition: u64, story: StoryId) -> Result<Option<Told>> {
        let sql = "select coalesce(s.body, t.body) from edition_stories s left join told t on t.story = s.story \
                   where s.edition = ? and s.story = ?";
        self.read(|tx| {
            let found = row!(tx, sql, params![edition as i64, text(story)], |row| {
                row.get_ref(0)?.as_blob_or_null()?.map(unpack::<Told>).transpose()
            });
            Ok(found.flatten())
        })
    }
}
