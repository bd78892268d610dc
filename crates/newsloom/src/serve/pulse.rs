//! What changes, as it changes: follows the numbered changes of the store and hands them to whoever listens.

use crate::store::{Change, Store};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, broadcast, watch};

/// Longest time between two looks at the store; a bell makes it look at once.
const EVERY: Duration = Duration::from_millis(500);
/// Changes read in one step.
const STEP: usize = 512;
/// Changes that a slow listener may be behind before it has to read them from the store.
const BEHIND: usize = 1024;

/// The pulse of the store.
#[derive(Clone, Debug)]
pub struct Pulse {
    bell: Arc<Notify>,
    last: watch::Sender<u64>,
    changes: broadcast::Sender<Arc<Change>>,
}

impl Pulse {
    /// Begins after the change `last`.
    pub fn new(last: u64) -> Self {
        Self {
            bell: Arc::new(Notify::new()),
            last: watch::Sender::new(last),
            changes: broadcast::Sender::new(BEHIND),
        }
    }

    /// Looks at the store at once.
    pub fn ring(&self) {
        self.bell.notify_one();
    }

    /// Number of the last change seen.
    pub fn last(&self) -> u64 {
        *self.last.borrow()
    }

    /// Wakes when the last number grows.
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.last.subscribe()
    }

    /// Changes from now on.
    pub fn listen(&self) -> broadcast::Receiver<Arc<Change>> {
        self.changes.subscribe()
    }

    /// Follows the store for ever.
    pub async fn follow(self, store: Arc<dyn Store>) {
        loop {
            let from = self.last();
            let step = {
                let store = Arc::clone(&store);
                tokio::task::spawn_blocking(move || store.changes(from, STEP)).await
            };
            let full = match step {
                Ok(Ok(changes)) => {
                    let full = changes.len() == STEP;
                    for change in changes {
                        let seq = change.seq;
                        let _ = self.changes.send(Arc::new(change));
                        self.last.send_replace(seq);
                    }
                    full
                }
                Ok(Err(error)) => {
                    tracing::warn!(%error, "changes cannot be read");
                    false
                }
                Err(_) => false,
            };
            if !full {
                let _ = tokio::time::timeout(EVERY, self.bell.notified()).await;
            }
        }
    }
}
