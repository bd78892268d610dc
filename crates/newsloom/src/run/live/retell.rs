//! A story told anew from what the store has of its articles.

use crate::run::wide;
use crate::store::{MemberRow, Result, Store, StoryState, StoryWrite, Told, Version};
use newsloom_core::flow;
use newsloom_core::model::{
    Analysis, Article, ArticleId, Draft, Report, Story, StoryId, TextHash, Timestamp,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Analyses kept ready: those of the stories that are told again and again.
const MOST_KEPT: usize = 4000;

/// Analyses of wordings, made when they are needed and kept while there is room.
#[derive(Default)]
pub(super) struct Analyses {
    ready: BTreeMap<(ArticleId, TextHash), Arc<Analysis>>,
}

impl Analyses {
    /// The analyses of wordings, in their order.
    pub fn of(&mut self, versions: &[Version], config: &flow::Config) -> Vec<Arc<Analysis>> {
        self.of_articles(versions.iter().map(|version| &version.article).collect(), config)
    }

    fn of_articles(&mut self, articles: Vec<&Article>, config: &flow::Config) -> Vec<Arc<Analysis>> {
        if self.ready.len() + articles.len() > MOST_KEPT {
            self.ready.clear();
        }
        let ready = &self.ready;
        let all = wide::each(articles, |article| {
            let key = (article.id, article.version);
            let analysis = ready.get(&key).cloned();
            (key, analysis.unwrap_or_else(|| Arc::new(flow::analyze(article, config))))
        });
        let mut found = Vec::with_capacity(all.len());
        for (key, analysis) in all {
            self.ready.insert(key, Arc::clone(&analysis));
            found.push(analysis);
        }
        found
    }
}

/// A story with its articles.
pub(super) struct Material {
    story: Story,
    articles: Vec<Article>,
    analyses: Vec<Arc<Analysis>>,
    revision: u32,
}

/// Gathers what is needed to tell a story: each article in its latest wording.
pub(super) fn gather(
    store: &dyn Store,
    analyses: &mut Analyses,
    story: Story,
    config: &flow::Config,
) -> Result<Material> {
    let ids: Vec<ArticleId> = story.members().map(|member| member.article).collect();
    let wanted: Vec<_> = store.rows(&ids)?.into_iter().map(|row| (row.id, row.version)).collect();
    let articles = store.wordings(&wanted)?;
    let analyses = analyses.of_articles(articles.iter().collect(), config);
    let revision = store.story(story.id)?.map_or(0, |row| row.revision) + 1;
    Ok(Material { story, articles, analyses, revision })
}

/// Tells it. `draft` gives what a model makes of it, where one is asked.
pub(super) fn tell(
    material: Material,
    independent: &BTreeMap<ArticleId, u32>,
    now: Timestamp,
    config: &flow::Config,
    draft: impl Fn(StoryId, &[Report<'_>]) -> Option<Draft>,
) -> StoryWrite {
    let Material { story, articles, analyses, revision } = material;
    let by_id: BTreeMap<ArticleId, usize> =
        articles.iter().enumerate().map(|(index, article)| (article.id, index)).collect();
    let mut reports: Vec<Report> = flow::reports(&story, independent, |id| {
        let index = *by_id.get(&id)?;
        Some((&articles[index], analyses[index].as_ref()))
    });
    // What no date orders stands by its id, which is the same on every run.
    reports.sort_by_key(|report| {
        let at = report.article.published.map(|dated| dated.order());
        (at.is_none(), at, report.article.id)
    });
    let today = jiff::tz::Offset::UTC.to_datetime(now).date();
    let draft = draft(story.id, &reports);
    let digest = flow::tell(&story, &reports, today, config, flow::Given { draft, ..flow::Given::default() });
    let versions = digest.articles.iter().filter_map(|listed| {
        let index = *by_id.get(&listed.id)?;
        Some((listed.id, articles[index].version))
    });
    let told = Told { versions: versions.collect(), revision, told_at: now, digest };
    let members = story.events.iter().flat_map(|event| {
        event.members.iter().map(|member| MemberRow {
            article: member.article,
            event: event.id,
            copy_of: member.copy_of,
        })
    });
    StoryWrite { members: members.collect(), told, state: StoryState::Open }
}
