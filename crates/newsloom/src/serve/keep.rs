//! Rendered pages that are kept in memory, the least recently wanted let go first.

use super::answer::Rendered;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// Bytes counted for a page beside its body: key, tag, two entries of maps.
const OVERHEAD: usize = 256;

/// The keep. What a page was made from is part of its key, so nothing kept is ever old.
#[derive(Debug)]
pub struct Keep {
    most: usize,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    pages: BTreeMap<String, (u64, Rendered)>,
    order: BTreeMap<u64, String>,
    clock: u64,
    bytes: usize,
}

impl Keep {
    /// Keeps at most `most` bytes.
    pub fn new(most: usize) -> Self {
        Self { most, inner: Mutex::new(Inner::default()) }
    }

    /// The page under a key.
    pub fn get(&self, key: &str) -> Option<Rendered> {
        let mut inner = self.inner.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        inner.clock += 1;
        let now = inner.clock;
        let (at, page) = inner.pages.get_mut(key)?;
        let before = std::mem::replace(at, now);
        let page = page.clone();
        inner.order.remove(&before);
        inner.order.insert(now, key.to_owned());
        Some(page)
    }

    /// Keeps a page.
    pub fn put(&self, key: String, page: Rendered) {
        let size = page.body.len() + key.len() + OVERHEAD;
        if size > self.most / 4 {
            return; // one giant would push out everybody else
        }
        let mut inner = self.inner.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        inner.take(&key);
        inner.clock += 1;
        let now = inner.clock;
        inner.bytes += size;
        inner.order.insert(now, key.clone());
        inner.pages.insert(key, (now, page));
        while inner.bytes > self.most {
            let Some((_, oldest)) = inner.order.pop_first() else { break };
            inner.take(&oldest);
        }
    }

    /// Bytes kept now.
    pub fn bytes(&self) -> usize {
        self.inner.lock().unwrap_or_else(std::sync::PoisonError::into_inner).bytes
    }
}

impl Inner {
    fn take(&mut self, key: &str) {
        if let Some((at, page)) = self.pages.remove(key) {
            self.order.remove(&at);
            self.bytes -= page.body.len() + key.len() + OVERHEAD;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_recently_wanted_goes_first() {
        let keep = Keep::new(5_000);
        let page = || Rendered::html("x".repeat(900));
        for key in ["a", "b", "c", "d"] {
            keep.put(key.to_owned(), page());
        }
        assert!(keep.get("a").is_some());
        keep.put("e".to_owned(), page());
        assert!(keep.get("b").is_none() && keep.get("a").is_some() && keep.get("e").is_some());
        keep.put("e".to_owned(), page());
        keep.put("giant".to_owned(), Rendered::html("x".repeat(4_000)));
        assert!(keep.get("giant").is_none() && keep.bytes() <= 5_000);
    }
}
