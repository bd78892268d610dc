//! What a clock that jumps may not do: stop the polling, hurry it, or take away what is kept.

use super::Live;
use crate::store::Result;
use jiff::SignedDuration;
use newsloom_core::model::Timestamp;
use std::time::Duration;

/// A clock that moves by more than this beside the time that passes has jumped: it was set, or stood still with the machine.
const JUMP: Duration = Duration::from_secs(60);
/// A jump forward by more than this, or a start so long after the last poll, may be a wrong clock.
const FAR: Duration = Duration::from_secs(30 * 86_400);
/// How long nothing is taken away then: somebody sets the clock, or it was right.
const DOUBT: Duration = Duration::from_secs(86_400);

/// The clock as it was seen last, beside the time that has passed, which never jumps.
pub(super) struct Steady {
    wall: Timestamp,
    passed: Duration,
    /// Until when, in time passed, nothing is taken away.
    doubtful: Option<Duration>,
}

impl Steady {
    pub fn new(wall: Timestamp, passed: Duration) -> Self {
        Self { wall, passed, doubtful: None }
    }

    /// By how much the clock jumped since it was seen last.
    fn jumped(&mut self, wall: Timestamp, passed: Duration) -> Option<SignedDuration> {
        let went = wall.duration_since(self.wall);
        let jump = went - SignedDuration::try_from(passed.saturating_sub(self.passed)).unwrap_or_default();
        (self.wall, self.passed) = (wall, passed);
        (jump.unsigned_abs() > JUMP).then_some(jump)
    }

    /// Whether what is old by the clock may be taken away.
    pub fn trusts(&self) -> bool {
        self.doubtful.is_none_or(|until| self.passed >= until)
    }

    fn doubt(&mut self) {
        self.doubtful = Some(self.passed + DOUBT);
    }
}

impl Live {
    /// Looks at the clock. Gives the time.
    pub(super) fn steady(&mut self) -> Result<Timestamp> {
        let now = self.clock.now();
        let Some(jump) = self.steady.jumped(now, self.clock.passed()) else { return Ok(now) };
        tracing::warn!(by = %format!("{jump:#}"), %now, "the clock jumped; sources are asked by the new time");
        self.hosts.shift(jump);
        self.look = now;
        self.unplaced_since = self.unplaced_since.map(|_| now);
        self.chores.from(now);
        if jump.is_negative() {
            self.ask_again(now)?;
        } else if jump.unsigned_abs() > FAR {
            tracing::error!(%now, "the clock may be wrong: for a day nothing is taken away that is too old by it");
            self.steady.doubt();
        }
        Ok(now)
    }

    /// At a start: what was written down under another clock is set right.
    pub(super) fn trust_clock(&mut self) -> Result<()> {
        let now = self.clock.now();
        let last = self.ask_again(now)?;
        if last.is_some_and(|last| now.duration_since(last).unsigned_abs() > FAR) {
            tracing::warn!(%now, "nothing was asked for long, or the clock is wrong: for a day nothing is taken away");
            self.steady.doubt();
        }
        Ok(())
    }

    /// Sources that were asked in what is now the future are due: otherwise they would wait until then. Gives when any source was
    /// asked last.
    fn ask_again(&self, now: Timestamp) -> Result<Option<Timestamp>> {
        let sources = self.store.sources()?;
        for source in &sources {
            if source.poll.due.is_some() && source.poll.asked_at.is_some_and(|at| at > now) {
                self.store.poll_at(source.id, now)?;
            }
        }
        Ok(sources.iter().filter_map(|source| source.poll.asked_at).max())
    }
}
