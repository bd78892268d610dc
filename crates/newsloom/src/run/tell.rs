//! Articles in, an edition out: the ordered desk, then the telling on every core.

use super::stop::stopped;
use crate::remote::Writer;
use newsloom_core::flow;
use newsloom_core::model::{
    Analysis, Article, ArticleId, Correction, Digest, Edition, Remark, Story, Timestamp,
};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// An edition with what it is made of.
#[derive(Debug)]
pub struct Told {
    /// The edition.
    pub edition: Edition,
    /// The articles that it cites, in the order of the desk's stories.
    pub articles: Vec<Article>,
    /// Articles that reprint another one.
    pub copies: usize,
    /// What was wrong with corrections that could not be made.
    pub refused: Vec<String>,
    /// What was noted about pages that make no story, each with the first page's title.
    pub remarks: Vec<(String, Remark)>,
}

/// What an edition is told with, beside its articles.
#[derive(Clone, Copy, Debug, Default)]
pub struct With<'a> {
    /// An earlier edition: each story tells what is new since then.
    pub earlier: Option<&'a flow::Earlier>,
    /// Corrections by people.
    pub corrections: &'a [Correction],
    /// A language model that words stories.
    pub writer: Option<&'a Writer>,
}

/// Clusters, makes the corrections and tells. `made_at` is the time of making, for undated articles the day they are told on.
///
/// Takes the articles over: the analyses of a story are let go once it is told, so that a large edition costs the
/// memory of its digests or of its analyses, not of both.
///
/// # Errors
/// Only when the user interrupts.
pub fn tell(
    articles: Vec<(Article, Analysis)>,
    made_at: Timestamp,
    config: &flow::Config,
    with: With<'_>,
    tick: impl Fn() + Sync,
) -> Result<Told, super::Interrupted> {
    let (settled, refused) = settle(&articles, with.corrections, config, tick)?;
    let copies =
        settled.stories.iter().flat_map(Story::members).filter(|member| member.copy_of.is_some()).count();
    let times: Vec<Timestamp> =
        articles.iter().filter_map(|(article, _)| Some(article.published?.order())).collect();
    let remarks = routine(&settled.routine, &articles);
    let today = jiff::tz::Offset::UTC.to_datetime(made_at).date();
    let told: Vec<(Digest, Vec<Article>)> = by_story(&settled.stories, articles)
        .into_par_iter()
        .zip(&settled.stories)
        .map(|(own, story)| {
            let place: BTreeMap<ArticleId, usize> =
                own.iter().enumerate().map(|(index, (article, _))| (article.id, index)).collect();
            let mut reports = flow::reports(story, &settled.independent, |id| {
                let (article, analysis) = &own[*place.get(&id)?];
                Some((article, analysis))
            });
            // What no date orders stands as it was found.
            reports.sort_by_key(|report| place.get(&report.article.id));
            let draft = with.writer.and_then(|writer| writer.draft(&reports, config));
            let digest =
                flow::tell(story, &reports, today, config, flow::Given { earlier: with.earlier, draft });
            (digest, own.into_iter().map(|(article, _)| article).collect())
        })
        .collect();
    stopped()?;
    let (digests, articles): (Vec<Digest>, Vec<Vec<Article>>) = told.into_iter().unzip();
    let favor = &config.compose.favor;
    let edition = flow::edition(digests, made_at, times.into_iter(), |digest| favor.of(digest));
    Ok(Told { edition, articles: articles.into_iter().flatten().collect(), copies, refused, remarks })
}

/// Names pages that come day after day in one form.
fn routine(forms: &[Vec<ArticleId>], articles: &[(Article, Analysis)]) -> Vec<(String, Remark)> {
    let titles: BTreeMap<ArticleId, &str> = match forms {
        [] => BTreeMap::new(),
        _ => articles.iter().map(|(article, _)| (article.id, article.title.as_str())).collect(),
    };
    let remark = |form: &Vec<ArticleId>| {
        let title = form.first().and_then(|first| titles.get(first)).copied().unwrap_or_default();
        let text = format!(
            "{} pages of one outlet come day after day in this form, so those of different days are told apart",
            form.len()
        );
        (format!("\u{201c}{title}\u{201d}"), Remark::new("routine-pages", text))
    };
    forms.iter().map(remark).collect()
}

/// The desk's work; the desk is gone when it is done.
fn settle(
    articles: &[(Article, Analysis)],
    corrections: &[Correction],
    config: &flow::Config,
    tick: impl Fn(),
) -> Result<(flow::Settled, Vec<String>), super::Interrupted> {
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
    if corrections.is_empty() {
        return Ok((settled, Vec::new()));
    }
    let refused = super::make_corrections(&mut desk, corrections);
    Ok((desk.stories(), refused))
}

/// Hands every story its articles, in the order in which they were found, with what telling needs of their analyses.
fn by_story(stories: &[Story], articles: Vec<(Article, Analysis)>) -> Vec<Vec<(Article, Analysis)>> {
    let story_of: BTreeMap<ArticleId, usize> = stories
        .iter()
        .enumerate()
        .flat_map(|(index, story)| story.members().map(move |member| (member.article, index)))
        .collect();
    let mut groups: Vec<Vec<(Article, Analysis)>> = stories.iter().map(|_| Vec::new()).collect();
    for mut pair in articles {
        if let Some(&story) = story_of.get(&pair.0.id) {
            pair.1.forget_placing();
            groups[story].push(pair);
        }
    }
    groups
}
