//! What has to be done now and then: editions, and taking away what need not be kept.

use super::Live;
use crate::store::{ArticleRow, EditionDraft, Mute, Result, Retention, StoryOrder, StoryQuery};
use newsloom_core::flow;
use newsloom_core::model::{Digest, SourceId, StoryId, Timestamp};
use std::collections::BTreeMap;
use std::time::Duration;

/// Least time between two makings of the open edition.
const EDITION_EVERY: Duration = Duration::from_secs(3);
/// Time between two looks whether an edition ends.
const CLOSING_EVERY: Duration = Duration::from_secs(20);
/// Stories that an edition is chosen from: the latest ones.
const MOST_STORIES: usize = 300;
/// Time between two looks at what need not be kept.
const RETAIN_EVERY: Duration = Duration::from_secs(3600);
/// Marks of entries that no feed has shown for so long are forgotten.
const KEEP_MARKS_DAYS: u32 = 90;

/// When what is due.
pub(super) struct Chores {
    /// Whether stories changed since the open edition was made.
    changed: bool,
    edition: Timestamp,
    closing: Timestamp,
    retain: Timestamp,
}

impl Chores {
    pub fn new(now: Timestamp) -> Self {
        Self { changed: true, edition: now, closing: now, retain: now }
    }

    /// The clock jumped: what was to be done later is looked at now.
    pub fn from(&mut self, now: Timestamp) {
        *self = Self { changed: self.changed, ..Self::new(now) };
    }

    /// The open edition is behind.
    pub fn stories_changed(&mut self) {
        self.changed = true;
    }
}

fn days_before(now: Timestamp, days: u32) -> Option<Timestamp> {
    (days > 0).then(|| {
        now.checked_sub(Duration::from_secs(u64::from(days) * 86_400)).unwrap_or(Timestamp::UNIX_EPOCH)
    })
}

impl Live {
    /// Does what is due.
    pub(super) fn chores(&mut self, now: Timestamp) -> Result<()> {
        let mut close = None;
        if now >= self.chores.closing {
            self.chores.closing = now.checked_add(CLOSING_EVERY).unwrap_or(now);
            close = self.closing(now)?;
        }
        if let Some(at) = close {
            let closed = self.store.close_edition(at)?;
            if let Some(edition) = closed {
                tracing::info!(
                    edition = edition.id,
                    stories = edition.stories.len(),
                    "an edition was closed"
                );
            }
            self.chores.changed = true;
        }
        let idle = self.patience.is_none();
        if self.chores.changed && (now >= self.chores.edition || idle && self.in_flight.is_empty()) {
            self.draft(now)?;
            self.chores.changed = false;
            self.chores.edition = now.checked_add(EDITION_EVERY).unwrap_or(now);
        }
        if now >= self.chores.retain && self.steady.trusts() {
            self.chores.retain = now.checked_add(RETAIN_EVERY).unwrap_or(now);
            let retained = self.store.retain(&self.retention(now), false)?;
            if retained != crate::store::Retained::default() {
                tracing::info!(?retained, "what need not be kept was taken away");
            }
        }
        Ok(())
    }

    /// Until when things are kept, by the settings.
    fn retention(&self, now: Timestamp) -> Retention {
        retention(&self.config.live, now)
    }

    /// The time of day at which the open edition ends, if it has passed.
    fn closing(&self, now: Timestamp) -> Result<Option<Timestamp>> {
        let Some(open) = self.store.editions(None, 1)?.into_iter().find(|edition| !edition.closed) else {
            return Ok(None);
        };
        let zone = jiff::tz::TimeZone::system();
        let today = now.to_zoned(zone.clone()).date();
        let mut last = None;
        for day in [today.yesterday().ok(), Some(today)].into_iter().flatten() {
            for time in &self.config.live.edition_times {
                let at = day.to_datetime(*time).to_zoned(zone.clone()).ok().map(|at| at.timestamp());
                last = last.max(at.filter(|at| *at <= now));
            }
        }
        Ok(last.filter(|at| *at > open.from))
    }

    /// Makes the open edition anew: the latest stories in the order of telling.
    fn draft(&mut self, now: Timestamp) -> Result<()> {
        let before = self.store.editions(None, 2)?;
        let from = match before.iter().find(|edition| edition.closed) {
            Some(closed) => closed.to,
            None => before.first().map_or(now, |open| open.from),
        };
        let window = Duration::from_secs(u64::from(self.config.live.edition_hours) * 3600);
        let oldest = now.checked_sub(window).unwrap_or(Timestamp::UNIX_EPOCH);
        let query = StoryQuery {
            order: StoryOrder::Newest,
            from: Some(oldest),
            limit: MOST_STORIES,
            ..StoryQuery::default()
        };
        let mut rows = self.store.stories(&query)?.rows;
        if rows.is_empty() {
            // Old papers are read as well: then the latest there are.
            rows = self.store.stories(&StoryQuery { from: None, ..query })?.rows;
        }
        if rows.is_empty() && before.first().is_none_or(|edition| edition.closed) {
            return Ok(());
        }
        let mutes = self.store.mutes("")?;
        let mut digests: Vec<Digest> = Vec::with_capacity(rows.len());
        for row in rows {
            let title = row.title.to_lowercase();
            let muted = mutes.iter().any(|mute| match mute {
                Mute::Story(story) => *story == row.id,
                Mute::Words(words) => title.contains(&words.to_lowercase()),
                Mute::Domain(_) => false,
            });
            if let Some(told) = self.store.told(row.id)?.filter(|_| !muted) {
                let only_muted = !told.digest.sources.is_empty()
                    && told
                        .digest
                        .sources
                        .iter()
                        .all(|source| mutes.contains(&Mute::Domain(source.domain.clone())));
                if !only_muted {
                    digests.push(told.digest);
                }
            }
        }
        let favors = self.favors(&digests)?;
        let told = &self.config.core.compose.favor;
        let favor = |digest: &Digest| favors.get(&digest.story).copied().unwrap_or(1.0) * told.of(digest);
        let edition = flow::edition(digests, now, std::iter::empty(), favor);
        let zone = jiff::tz::TimeZone::system();
        self.store.draft_edition(&EditionDraft {
            date: now.to_zoned(zone).date(),
            from,
            to: now,
            made_at: now,
            stories: edition.stories.iter().map(|digest| digest.story).collect(),
        })?;
        Ok(())
    }
}

impl Live {
    /// How much the sources of each story count: the mean of what the user gave them, by article. Empty where all are as usual.
    fn favors(&self, digests: &[Digest]) -> Result<BTreeMap<StoryId, f64>> {
        let weights: BTreeMap<SourceId, f64> =
            self.store.sources()?.into_iter().map(|row| (row.id, f64::from(row.rules.weight))).collect();
        let mut favors = BTreeMap::new();
        if weights.values().all(|weight| *weight == 1.0) {
            return Ok(favors);
        }
        for digest in digests {
            let ids: Vec<_> = digest.articles.iter().map(|article| article.id).collect();
            let rows = self.store.rows(&ids)?;
            let of = |row: &ArticleRow| row.source.and_then(|id| weights.get(&id)).copied().unwrap_or(1.0);
            let sum: f64 = rows.iter().map(of).sum();
            favors.insert(digest.story, sum / rows.len().max(1) as f64);
        }
        Ok(favors)
    }
}

/// Until when things are kept, by the settings.
pub fn retention(live: &crate::config::LiveConfig, now: Timestamp) -> Retention {
    Retention {
        pages: days_before(now, live.keep_pages_days),
        marks: days_before(now, KEEP_MARKS_DAYS),
        sessions: Some(now),
        stories: days_before(now, live.keep_stories_days),
    }
}
