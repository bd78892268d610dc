//! When somebody looked last at a story: answered from memory, written down a little later and together, so that
//! reading a page waits for no disk.

use crate::store::{LastLook, Store};
use newsloom_core::model::StoryId;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// A person, and a story or the whole.
type Key = (String, Option<StoryId>);

/// Looks in memory at most before they are written down at once.
const MOST: usize = 10_000;

/// Looks that are not written down yet.
#[derive(Debug, Default)]
pub struct Looks {
    fresh: Mutex<BTreeMap<Key, LastLook>>,
}

impl Looks {
    /// When they looked before, and notes that they look now.
    pub fn look(
        &self,
        store: &dyn Store,
        user: &str,
        story: Option<StoryId>,
        now: LastLook,
    ) -> Option<LastLook> {
        let key = (user.to_owned(), story);
        let known = self.lock().get(&key).copied();
        let before = known.or_else(|| store.last_look(user, story).ok().flatten());
        // Looking again at what has not changed says nothing new, unless a day has passed.
        if before.is_some_and(|before| {
            before.seq >= now.seq && (now.at.as_second() - before.at.as_second()) < 86_400
        }) {
            return before;
        }
        let full = {
            let mut fresh = self.lock();
            fresh.insert(key, now);
            fresh.len() > MOST
        };
        if full {
            self.write(store);
        }
        before
    }

    /// Writes down what is not written yet.
    pub fn write(&self, store: &dyn Store) {
        let fresh = std::mem::take(&mut *self.lock());
        for ((user, story), look) in fresh {
            if let Err(error) = store.look(&user, story, look) {
                tracing::warn!(%error, "a look could not be written down");
                return;
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<Key, LastLook>> {
        self.fresh.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
