//! The clock, handed in: tests and simulations bring their own.

use newsloom_core::model::Timestamp;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
    /// Time that has passed since some moment; unlike the clock it never jumps.
    fn passed(&self) -> Duration;
}

/// The system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn passed(&self) -> Duration {
        static START: LazyLock<Instant> = LazyLock::new(Instant::now);
        START.elapsed()
    }
}

/// A clock that stands still until it is moved. Clones show the same time.
#[derive(Clone, Debug)]
pub struct FakeClock {
    shown: Arc<AtomicI64>,
    passed: Arc<AtomicI64>,
}

impl FakeClock {
    /// A clock that shows `now`.
    pub fn new(now: Timestamp) -> Self {
        Self { shown: Arc::new(AtomicI64::new(now.as_millisecond())), passed: Arc::default() }
    }

    /// Moves it on.
    pub fn pass(&self, time: Duration) {
        self.shown.fetch_add(time.as_millis() as i64, Ordering::SeqCst);
        self.passed.fetch_add(time.as_millis() as i64, Ordering::SeqCst);
    }

    /// Sets it to another time without any passing.
    pub fn set(&self, now: Timestamp) {
        self.shown.store(now.as_millisecond(), Ordering::SeqCst);
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.shown.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn passed(&self) -> Duration {
        Duration::from_millis(self.passed.load(Ordering::SeqCst) as u64)
    }
}
