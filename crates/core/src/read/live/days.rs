//! The days that belong to posts that show a time of day.

use super::clock::Clock;
use super::posts::Post;
use crate::model::{Dated, FoundIn, Timestamp};
use jiff::civil::Date;

/// Gives posts that show only a time of day their day: the page's, going back over midnight where the newest stand
/// first, forward where the oldest do. Posts with a day of their own set it anew.
pub(super) fn settle(posts: &mut [Post], page: Option<Dated>) {
    let clocks: Vec<Clock> =
        posts.iter().filter(|post| post.at.is_none()).filter_map(|post| post.clock).collect();
    let falls = clocks.windows(2).filter(|pair| pair[1] < pair[0]).count();
    let newest_first = falls * 2 >= clocks.len().saturating_sub(1);
    let offset = page.and_then(|page| page.offset);
    let (mut day, mut last): (Option<Date>, Option<Clock>) = (page.map(|page| page.day), None);
    for post in posts {
        if let Some(at) = post.at {
            day = Some(at.day);
            last = post.clock.or(last);
            // A date without its time, beside a time of day.
            if at.at.is_none()
                && let Some(clock) = post.clock
            {
                post.at = instant(at.day, clock, offset).or(post.at);
            }
            continue;
        }
        let (Some(clock), Some(known)) = (post.clock, day) else { continue };
        let known = match last {
            Some(last) if newest_first && clock > last => known.yesterday().unwrap_or(known),
            Some(last) if !newest_first && clock < last => known.tomorrow().unwrap_or(known),
            _ => known,
        };
        (day, last) = (Some(known), Some(clock));
        post.at = instant(known, clock, offset);
    }
}

fn instant(day: Date, (hour, minute): Clock, offset: Option<i32>) -> Option<Dated> {
    let zone = jiff::tz::Offset::from_seconds(offset.unwrap_or(0)).ok()?;
    let at: Timestamp = zone.to_timestamp(day.at(hour, minute, 0, 0)).ok()?;
    Some(Dated::instant(at, offset, FoundIn::VisibleText))
}
