//! How the service polls, how long it keeps, and when its editions end.

use jiff::civil;
use std::time::Duration;

/// The living service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveConfig {
    /// No source is asked more often than this.
    pub least: Duration,
    /// No source that answers is asked more rarely than this.
    pub most: Duration,
    /// Whether hubs may tell of news, where `serve.base_url` says how they reach us.
    pub push: bool,
    /// Days for which pages are kept as they came; 0 keeps none.
    pub keep_pages_days: u32,
    /// Days for which stories are kept after their last report; 0 keeps them for ever.
    pub keep_stories_days: u32,
    /// Times of day at which an edition ends.
    pub edition_times: Vec<civil::Time>,
    /// Hours back from which an edition takes its stories.
    pub edition_hours: u32,
}

impl Default for LiveConfig {
    fn default() -> Self {
        Self {
            least: Duration::from_secs(300),
            most: Duration::from_secs(6 * 3600),
            push: true,
            keep_pages_days: 30,
            keep_stories_days: 0,
            edition_times: vec![civil::time(6, 0, 0, 0), civil::time(18, 0, 0, 0)],
            edition_hours: 36,
        }
    }
}

/// Reads times of day with commas: `06:00, 18:30`.
pub(super) fn times(text: &str) -> Result<Vec<civil::Time>, String> {
    let time = |part: &str| {
        let (hour, minute) = part.split_once(':')?;
        civil::Time::new(hour.trim().parse().ok()?, minute.trim().parse().ok()?, 0, 0).ok()
    };
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let mut times =
        parts.map(time).collect::<Option<Vec<_>>>().ok_or("takes times of day with commas: 06:00, 18:30")?;
    times.sort();
    times.dedup();
    Ok(times)
}
