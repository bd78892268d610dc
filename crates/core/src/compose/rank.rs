//! The order of an edition.

use crate::model::{Digest, Timestamp};

/// Hours after which a story counts half.
const HALF_LIFE_HOURS: f64 = 24.0;

/// Sorts stories by `ln(1 + independent reports) * 2^(-age / 24 h)`, greatest first; age is that of the newest report
/// at `now`, a story without a time counts as one day old. Ties go to more articles, then to the lower id.
///
/// Reports count by their logarithm because the tenth says less than the second; copies count nothing.
///
/// `favor` is a factor by story, for what the reader wants more or less of; a story of which it is 0 or less is left out.
pub fn rank(stories: Vec<Digest>, now: Timestamp, favor: impl Fn(&Digest) -> f64) -> Vec<Digest> {
    let weighed = stories.into_iter().map(|story| (favor(&story), story)).filter(|(favor, _)| *favor > 0.0);
    let mut weighed: Vec<(f64, Digest)> =
        weighed.map(|(favor, story)| (weight(&story, now) * favor, story)).collect();
    weighed.sort_by(|(a_weighs, a), (b_weighs, b)| {
        b_weighs.total_cmp(a_weighs).then(b.articles.len().cmp(&a.articles.len())).then(a.story.cmp(&b.story))
    });
    weighed.into_iter().map(|(_, story)| story).collect()
}

/// The weight of a story in an edition made at `now`, from 0.
pub fn weight(story: &Digest, now: Timestamp) -> f64 {
    let age_hours =
        story.freshest.map_or(24.0, |at| (now.as_second() - at.as_second()).max(0) as f64 / 3600.0);
    libm::log(1.0 + f64::from(story.independent_reports)) * libm::exp2(-age_hours / HALF_LIFE_HOURS)
}
