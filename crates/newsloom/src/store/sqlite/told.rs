//! Writing stories: their rows, members, facets and addresses.

use super::packed::pack;
use super::values::{ms, ms_opt, text, text_opt, word};
use super::{done, row};
use crate::store::rows::{StoryRow, StoryWrite};
use newsloom_core::model::StoryId;
use rusqlite::{Transaction, params};

/// Puts a story in its place, as it is from now on.
pub(super) fn write(tx: &Transaction, write: &StoryWrite, changed: Option<u64>) -> rusqlite::Result<()> {
    let id = text(write.told.digest.story);
    let changed = match changed {
        Some(seq) => seq,
        None => row!(tx, "select changed from stories where id = ?", [&id], |row| row.get::<_, i64>(0))
            .unwrap_or(0) as u64,
    };
    let it = StoryRow::of(write, changed);
    done!(tx, "delete from aliases where id = ?", [&id]);
    done!(
        tx,
        "insert or replace into stories (id, title, lead, date, first, last, articles, outlets, independent, state, \
         revision, changed, told_at, picture) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            id,
            it.title,
            it.lead,
            it.date.to_string(),
            ms_opt(it.first),
            ms(it.last),
            it.articles,
            it.outlets,
            it.independent,
            word(&it.state),
            it.revision,
            it.changed as i64,
            ms(it.told_at),
            it.picture
        ]
    );
    done!(tx, "insert or replace into told (story, body) values (?, ?)", params![id, pack(&write.told)?]);
    leave(tx, &id)?;
    for (position, member) in write.members.iter().enumerate() {
        done!(
            tx,
            "update articles set story = ?, event = ?, copy_of = ?, position = ? where id = ?",
            params![id, text(member.event), text_opt(member.copy_of), position as i64, text(member.article)]
        );
    }
    unlist(tx, &id)?;
    for ((facet, value), count) in write.told.facets() {
        let kind = word(&facet);
        done!(
            tx,
            "insert into facets (kind, value, story, count) values (?, ?, ?, ?)",
            params![kind, value, id, count]
        );
        done!(
            tx,
            "insert into names (kind, value, fold, stories, count) values (?, ?, ?, 1, ?) on conflict (kind, value) \
             do update set stories = stories + 1, count = count + excluded.count",
            params![kind, value, value.to_lowercase(), count]
        );
    }
    Ok(())
}

/// Takes a story away. Its address leads to another from now on, or nowhere.
pub(super) fn end(tx: &Transaction, id: StoryId, leads_to: Option<StoryId>) -> rusqlite::Result<()> {
    let id = text(id);
    leave(tx, &id)?;
    unlist(tx, &id)?;
    done!(tx, "delete from stories where id = ?", [&id]);
    done!(tx, "delete from told where story = ?", [&id]);
    match leads_to.map(text) {
        Some(to) => {
            done!(tx, "update aliases set target = ? where target = ?", [&to, &id]);
            done!(tx, "insert or replace into aliases (id, target) values (?, ?)", [&id, &to]);
        }
        None => {
            done!(tx, "delete from aliases where target = ?", [&id]);
        }
    }
    Ok(())
}

/// Its articles stand nowhere.
fn leave(tx: &Transaction, id: &str) -> rusqlite::Result<()> {
    let sql =
        "update articles set story = null, event = null, copy_of = null, position = null where story = ?";
    done!(tx, sql, [id]);
    Ok(())
}

/// Nothing is found by it.
fn unlist(tx: &Transaction, id: &str) -> rusqlite::Result<()> {
    done!(
        tx,
        "update names set stories = stories - 1, count = names.count - f.count from facets f \
         where f.story = ? and names.kind = f.kind and names.value = f.value",
        [id]
    );
    done!(
        tx,
        "delete from names where stories <= 0 and (kind, value) in (select kind, value from facets where story = ?)",
        [id]
    );
    done!(tx, "delete from facets where story = ?", [id]);
    Ok(())
}
