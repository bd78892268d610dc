//! Articles in, an edition out: the ordered desk, then the telling on every core.

use super::stop::stopped;
use newsloom_core::flow;
use newsloom_core::model::{Analysis, Article, ArticleId, Digest, Edition, Report, Story, Timestamp};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// An edition with the tally of what it is made of.
#[derive(Debug)]
pub struct Told {
    /// The edition.
    pub edition: Edition,
    /// Articles that reprint another one.
    pub copies: usize,
}

/// Clusters and tells. `made_at` is the time of making, for undated articles the day they are told on.
///
/// # Errors
/// Only when the user interrupts.
pub fn tell(
    articles: &[(Article, Analysis)],
    made_at: Timestamp,
    config: &flow::Config,
    tick: impl Fn() + Sync,
) -> Result<Told, super::Interrupted> {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by_cached_key(|&index| flow::before(&articles[index].0));
    let mut desk = flow::Desk::new(config);
    for (count, &index) in order.iter().enumerate() {
        if count % 1024 == 0 {
            stopped()?;
        }
        let (article, analysis) = &articles[index];
        desk.take(article, analysis);
        tick();
    }
    let settled = desk.settle();
    stopped()?;
    let by_id: BTreeMap<ArticleId, usize> =
        articles.iter().enumerate().map(|(index, (article, _))| (article.id, index)).collect();
    let copies =
        settled.stories.iter().flat_map(Story::members).filter(|member| member.copy_of.is_some()).count();
    let today = jiff::tz::Offset::UTC.to_datetime(made_at).date();
    let digests: Vec<Digest> = settled
        .stories
        .par_iter()
        .map(|story| {
            let mut reports: Vec<Report> = flow::reports(story, &settled.independent, |id| {
                let (article, analysis) = &articles[*by_id.get(&id)?];
                Some((article, analysis))
            });
            // What no date orders stands as it was found.
            reports.sort_by_key(|report| by_id.get(&report.article.id));
            flow::tell(story, &reports, today, config)
        })
        .collect();
    stopped()?;
    let times = articles.iter().filter_map(|(article, _)| Some(article.published?.order()));
    let edition = flow::edition(digests, made_at, times);
    Ok(Told { edition, copies })
}
