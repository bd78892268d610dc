//! People, and what they keep.

use super::open::ours;
use super::values::{count, from_word, ms, text, text_opt, time, time_opt, word};
use super::{SqliteStore, done, row, rows};
use crate::store::rows::*;
use crate::store::{Readers, Result, StoreError};
use newsloom_core::model::{StoryId, Timestamp};
use rusqlite::{Row, params};

const SEARCH: &str = "id, user, name, query, alert, told_to, at";
const HOUR_MS: i64 = 3_600_000;

fn user(row: &Row) -> rusqlite::Result<User> {
    Ok(User { name: row.get(0)?, password: row.get(1)?, role: from_word(row, 2)?, at: time(row, 3)? })
}

fn token(row: &Row) -> rusqlite::Result<Token> {
    Ok(Token {
        key: row.get(0)?,
        name: row.get(1)?,
        role: from_word(row, 2)?,
        at: time(row, 3)?,
        used: time_opt(row, 4)?,
    })
}

fn search(row: &Row) -> rusqlite::Result<SavedSearch> {
    Ok(SavedSearch {
        id: count(row, 0)?,
        user: row.get(1)?,
        name: row.get(2)?,
        query: row.get(3)?,
        alert: row.get(4)?,
        told_to: count(row, 5)?,
        at: time(row, 6)?,
    })
}

/// The number and the words under which a mute stands.
fn muted(what: &Mute) -> (i64, String) {
    match what {
        Mute::Domain(domain) => (0, domain.clone()),
        Mute::Words(words) => (1, words.clone()),
        Mute::Story(story) => (2, text(story)),
    }
}

impl Readers for SqliteStore {
    fn set_user(&self, user: &User) -> Result<()> {
        self.write(|tx| {
            let sql = "insert or replace into users (name, password, role, at) values (?, ?, ?, ?)";
            done!(tx, sql, params![user.name, user.password, word(&user.role), ms(user.at)]);
            Ok(())
        })
    }

    fn user(&self, name: &str) -> Result<Option<User>> {
        self.read(|tx| {
            Ok(row!(tx, "select name, password, role, at from users where name = ?", [name], user))
        })
    }

    fn users(&self) -> Result<Vec<User>> {
        self.read(|tx| Ok(rows!(tx, "select name, password, role, at from users order by name", [], user)))
    }

    fn remove_user(&self, name: &str) -> Result<bool> {
        self.write(|tx| {
            for table in ["sessions", "searches", "looks", "preferences", "mutes"] {
                done!(tx, &format!("delete from {table} where user = ?"), [name]);
            }
            Ok(done!(tx, "delete from users where name = ?", [name]) > 0)
        })
    }

    fn begin_session(&self, session: &Session) -> Result<()> {
        self.write(|tx| {
            let sql = "insert or replace into sessions (key, user, csrf, at, until) values (?, ?, ?, ?, ?)";
            done!(
                tx,
                sql,
                params![session.key, session.user, session.csrf, ms(session.at), ms(session.until)]
            );
            Ok(())
        })
    }

    fn session(&self, key: &str, now: Timestamp) -> Result<Option<Session>> {
        let sql = "select key, user, csrf, at, until from sessions where key = ? and until > ?";
        self.read(|tx| {
            Ok(row!(tx, sql, params![key, ms(now)], |row| {
                Ok(Session {
                    key: row.get(0)?,
                    user: row.get(1)?,
                    csrf: row.get(2)?,
                    at: time(row, 3)?,
                    until: time(row, 4)?,
                })
            }))
        })
    }

    fn end_session(&self, key: &str) -> Result<bool> {
        self.write(|tx| Ok(done!(tx, "delete from sessions where key = ?", [key]) > 0))
    }

    fn add_token(&self, token: &Token) -> Result<()> {
        self.write(|tx| {
            if row!(tx, "select 1 from tokens where name = ?", [&token.name], |_| Ok(())).is_some() {
                let why = format!("there is a token named {:?} already", token.name);
                return Err(ours(StoreError::Refused(why)));
            }
            let sql = "insert into tokens (key, name, role, at) values (?, ?, ?, ?)";
            done!(tx, sql, params![token.key, token.name, word(&token.role), ms(token.at)]);
            Ok(())
        })
    }

    fn token(&self, key: &str, now: Timestamp) -> Result<Option<Token>> {
        let found = self.read(|tx| {
            Ok(row!(tx, "select key, name, role, at, used from tokens where key = ?", [key], token))
        })?;
        let Some(mut found) = found else { return Ok(None) };
        let hour = ms(now).div_euclid(HOUR_MS) * HOUR_MS;
        if found.used.is_none_or(|used| ms(used) < hour) {
            self.write(|tx| Ok(done!(tx, "update tokens set used = ? where key = ?", params![hour, key])))?;
            found.used = Timestamp::from_millisecond(hour).ok();
        }
        Ok(Some(found))
    }

    fn tokens(&self) -> Result<Vec<Token>> {
        self.read(|tx| Ok(rows!(tx, "select key, name, role, at, used from tokens order by name", [], token)))
    }

    fn remove_token(&self, name: &str) -> Result<bool> {
        self.write(|tx| Ok(done!(tx, "delete from tokens where name = ?", [name]) > 0))
    }

    fn save_search(&self, search: &SavedSearch) -> Result<u64> {
        let id = (search.id > 0).then_some(search.id as i64);
        self.write(|tx| {
            let sql = "insert or replace into searches (id, user, name, query, alert, told_to, at) \
                       values (?, ?, ?, ?, ?, ?, ?)";
            let SavedSearch { user, name, query, alert, told_to, at, .. } = search;
            done!(tx, sql, params![id, user, name, query, alert, *told_to as i64, ms(*at)]);
            Ok(id.unwrap_or_else(|| tx.last_insert_rowid()) as u64)
        })
    }

    fn search(&self, id: u64) -> Result<Option<SavedSearch>> {
        let sql = format!("select {SEARCH} from searches where id = ?");
        self.read(|tx| Ok(row!(tx, &sql, [id as i64], search)))
    }

    fn searches(&self, user: Option<&str>) -> Result<Vec<SavedSearch>> {
        let sql = format!("select {SEARCH} from searches where ?1 is null or user = ?1 order by id");
        self.read(|tx| Ok(rows!(tx, &sql, [user], search)))
    }

    fn remove_search(&self, id: u64) -> Result<bool> {
        self.write(|tx| Ok(done!(tx, "delete from searches where id = ?", [id as i64]) > 0))
    }

    fn last_look(&self, user: &str, story: Option<StoryId>) -> Result<Option<LastLook>> {
        let sql = "select seq, at from looks where user = ? and story = ?";
        let story = text_opt(story).unwrap_or_default();
        self.read(|tx| {
            Ok(row!(tx, sql, params![user, story], |row| Ok(LastLook {
                seq: count(row, 0)?,
                at: time(row, 1)?
            })))
        })
    }

    fn look(&self, user: &str, story: Option<StoryId>, look: LastLook) -> Result<()> {
        let story = text_opt(story).unwrap_or_default();
        self.write(|tx| {
            let sql = "insert or replace into looks (user, story, seq, at) values (?, ?, ?, ?)";
            done!(tx, sql, params![user, story, look.seq as i64, ms(look.at)]);
            Ok(())
        })
    }

    fn preference(&self, user: &str, key: &str) -> Result<Option<String>> {
        let sql = "select value from preferences where user = ? and key = ?";
        self.read(|tx| Ok(row!(tx, sql, [user, key], |row| row.get(0))))
    }

    fn set_preference(&self, user: &str, key: &str, value: Option<&str>) -> Result<()> {
        self.write(|tx| {
            match value {
                Some(value) => {
                    let sql = "insert or replace into preferences (user, key, value) values (?, ?, ?)";
                    done!(tx, sql, [user, key, value])
                }
                None => done!(tx, "delete from preferences where user = ? and key = ?", [user, key]),
            };
            Ok(())
        })
    }

    fn mutes(&self, user: &str) -> Result<Vec<Mute>> {
        let sql = "select kind, value from mutes where user = ? order by kind, value";
        let rows = self.read(|tx| {
            Ok(rows!(tx, sql, [user], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))))
        })?;
        Ok(rows
            .into_iter()
            .filter_map(|(kind, value)| match kind {
                0 => Some(Mute::Domain(value)),
                1 => Some(Mute::Words(value)),
                _ => StoryId::parse(&value).map(Mute::Story),
            })
            .collect())
    }

    fn mute(&self, user: &str, what: &Mute, on: bool) -> Result<()> {
        let (kind, value) = muted(what);
        let sql = if on {
            "insert or ignore into mutes (user, kind, value) values (?, ?, ?)"
        } else {
            "delete from mutes where user = ? and kind = ? and value = ?"
        };
        self.write(|tx| {
            done!(tx, sql, params![user, kind, value]);
            Ok(())
        })
    }
}
