//! People, and what they keep.

use super::MemoryStore;
use crate::store::rows::*;
use crate::store::{Readers, Result, StoreError};
use newsloom_core::model::{StoryId, Timestamp};

impl Readers for MemoryStore {
    fn set_user(&self, user: &User) -> Result<()> {
        self.tables().users.insert(user.name.clone(), user.clone());
        Ok(())
    }

    fn user(&self, name: &str) -> Result<Option<User>> {
        Ok(self.tables().users.get(name).cloned())
    }

    fn users(&self) -> Result<Vec<User>> {
        Ok(self.tables().users.values().cloned().collect())
    }

    fn remove_user(&self, name: &str) -> Result<bool> {
        let mut tables = self.tables();
        tables.sessions.retain(|_, session| session.user != name);
        tables.searches.retain(|_, search| search.user != name);
        tables.looks.retain(|(user, _), _| user != name);
        tables.preferences.retain(|(user, _), _| user != name);
        tables.mutes.retain(|(user, _)| user != name);
        Ok(tables.users.remove(name).is_some())
    }

    fn begin_session(&self, session: &Session) -> Result<()> {
        self.tables().sessions.insert(session.key.clone(), session.clone());
        Ok(())
    }

    fn session(&self, key: &str, now: Timestamp) -> Result<Option<Session>> {
        Ok(self.tables().sessions.get(key).filter(|session| session.until > now).cloned())
    }

    fn end_session(&self, key: &str) -> Result<bool> {
        Ok(self.tables().sessions.remove(key).is_some())
    }

    fn add_token(&self, token: &Token) -> Result<()> {
        let mut tables = self.tables();
        if tables.tokens.values().any(|kept| kept.name == token.name) {
            return Err(StoreError::Refused(format!("there is a token named {:?} already", token.name)));
        }
        tables.tokens.insert(token.key.clone(), token.clone());
        Ok(())
    }

    fn token(&self, key: &str, now: Timestamp) -> Result<Option<Token>> {
        let mut tables = self.tables();
        let Some(token) = tables.tokens.get_mut(key) else { return Ok(None) };
        token.used = token.used.max(Some(hour_of(now)));
        Ok(Some(token.clone()))
    }

    fn tokens(&self) -> Result<Vec<Token>> {
        let mut tokens: Vec<Token> = self.tables().tokens.values().cloned().collect();
        tokens.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(tokens)
    }

    fn remove_token(&self, name: &str) -> Result<bool> {
        let mut tables = self.tables();
        let before = tables.tokens.len();
        tables.tokens.retain(|_, token| token.name != name);
        Ok(tables.tokens.len() < before)
    }

    fn save_search(&self, search: &SavedSearch) -> Result<u64> {
        let mut tables = self.tables();
        let id = match search.id {
            0 => tables.searches.keys().next_back().unwrap_or(&0) + 1,
            id => id,
        };
        tables.searches.insert(id, SavedSearch { id, ..search.clone() });
        Ok(id)
    }

    fn search(&self, id: u64) -> Result<Option<SavedSearch>> {
        Ok(self.tables().searches.get(&id).cloned())
    }

    fn searches(&self, user: Option<&str>) -> Result<Vec<SavedSearch>> {
        let tables = self.tables();
        Ok(tables
            .searches
            .values()
            .filter(|search| user.is_none_or(|user| search.user == user))
            .cloned()
            .collect())
    }

    fn remove_search(&self, id: u64) -> Result<bool> {
        Ok(self.tables().searches.remove(&id).is_some())
    }

    fn last_look(&self, user: &str, story: Option<StoryId>) -> Result<Option<LastLook>> {
        Ok(self.tables().looks.get(&(user.to_owned(), story)).copied())
    }

    fn look(&self, user: &str, story: Option<StoryId>, look: LastLook) -> Result<()> {
        self.tables().looks.insert((user.to_owned(), story), look);
        Ok(())
    }

    fn preference(&self, user: &str, key: &str) -> Result<Option<String>> {
        Ok(self.tables().preferences.get(&(user.to_owned(), key.to_owned())).cloned())
    }

    fn set_preference(&self, user: &str, key: &str, value: Option<&str>) -> Result<()> {
        let mut tables = self.tables();
        let slot = (user.to_owned(), key.to_owned());
        match value {
            Some(value) => tables.preferences.insert(slot, value.to_owned()),
            None => tables.preferences.remove(&slot),
        };
        Ok(())
    }

    fn mutes(&self, user: &str) -> Result<Vec<Mute>> {
        let tables = self.tables();
        Ok(tables.mutes.iter().filter(|(whose, _)| whose == user).map(|(_, what)| what.clone()).collect())
    }

    fn mute(&self, user: &str, what: &Mute, muted: bool) -> Result<()> {
        let mut tables = self.tables();
        let entry = (user.to_owned(), what.clone());
        if muted {
            tables.mutes.insert(entry)
        } else {
            tables.mutes.remove(&entry)
        };
        Ok(())
    }
}

/// The hour that holds an instant: finer would cost a write for every request.
fn hour_of(at: Timestamp) -> Timestamp {
    let seconds = at.as_second();
    Timestamp::from_second(seconds - seconds.rem_euclid(3600)).unwrap_or(at)
}
