//! The corridor: the only file that names several rooms, and the order in which they work.
//!
//! [`take_in`] is wide (any order, any number of hands), [`Desk`] is narrow (one, in order), [`tell`] is wide again.

use crate::analyze::{self, AnalyzeConfig};
use crate::cluster::{self, ClusterConfig};
use crate::compose::{self, ComposeConfig};
use crate::dedup::Copies;
use crate::model::{
    Analysis, Article, ArticleId, Digest, Edition, Item, RawDocument, Reading, Report, Story, Timestamp,
};
use crate::read::{self, ReadConfig};
use jiff::civil;
use std::collections::BTreeMap;

/// The settings of every room.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// How documents are read.
    pub read: ReadConfig,
    /// How texts are analyzed.
    pub analyze: AnalyzeConfig,
    /// When articles belong together.
    pub cluster: ClusterConfig,
    /// How stories are told.
    pub compose: ComposeConfig,
}

/// What one document gave.
#[derive(Debug, Default)]
pub struct TakenIn {
    /// Its articles, each with its analysis.
    pub articles: Vec<(Article, Analysis)>,
    /// Everything else that reading gave; its `articles` are empty.
    pub reading: Reading,
}

/// Reads a document and analyzes its articles. Pure: may run on any number of threads.
pub fn take_in(raw: &RawDocument, config: &Config) -> TakenIn {
    let mut reading = read::read(raw, &config.read);
    let articles = std::mem::take(&mut reading.articles)
        .into_iter()
        .map(|article| {
            let analysis = analyze(&article, config);
            (article, analysis)
        })
        .collect();
    TakenIn { articles, reading }
}

/// The article that an entry of a feed carries itself, for when its page cannot be had. `None` where it has no text.
pub fn take_in_item(item: &Item, feed: &RawDocument, config: &Config) -> Option<(Article, Analysis)> {
    let article = read::item_article(item, feed, &config.read)?;
    let analysis = analyze(&article, config);
    Some((article, analysis))
}

/// Analyzes an article that was given as such.
pub fn analyze(article: &Article, config: &Config) -> Analysis {
    let mut analysis = analyze::analyze(article, &config.analyze);
    analysis.shrink_to_fit();
    analysis
}

/// Where an article came to lie.
pub type Placement = cluster::Placement;

/// The one ordered desk that decides what belongs together.
pub struct Desk {
    copies: Copies,
    desk: cluster::Desk,
}

/// Key for sorting articles that are known all at once: originals before their copies, early before late.
pub fn before(article: &Article) -> impl Ord + use<> {
    Copies::before(article)
}

/// What the desk holds once all is placed.
#[derive(Debug)]
pub struct Settled {
    /// The stories.
    pub stories: Vec<Story>,
    /// The independent report that each article belongs to: articles that share a number rest on one another.
    pub independent: BTreeMap<ArticleId, u32>,
}

impl Desk {
    /// An empty desk.
    pub fn new(config: &Config) -> Self {
        Self { copies: Copies::new(), desk: cluster::Desk::new(config.cluster.clone()) }
    }

    /// Takes an article without placing it yet: [`Desk::settle`] places all at once. Originals must come before their
    /// copies; see [`before`].
    pub fn take(&mut self, article: &Article, analysis: &Analysis) {
        let copy_of = self.copies.find(article, analysis);
        self.desk.take(article, analysis, copy_of);
    }

    /// Takes an article and places it at once, in the order in which articles arrive.
    pub fn place(&mut self, article: &Article, analysis: &Analysis) -> Placement {
        let copy_of = self.copies.find(article, analysis);
        self.desk.add(article, analysis, copy_of)
    }

    /// Merges and splits what later evidence asks for, and hands out the result.
    pub fn settle(&mut self) -> Settled {
        self.desk.settle();
        Settled { stories: self.desk.stories(), independent: self.desk.independent() }
    }
}

/// The reports of a story as material for telling, in the order of its members. Members that `find` does not know
/// are left out.
pub fn reports<'a>(
    story: &Story,
    independent: &BTreeMap<ArticleId, u32>,
    find: impl Fn(ArticleId) -> Option<(&'a Article, &'a Analysis)>,
) -> Vec<Report<'a>> {
    let mut reports = Vec::new();
    for (number, event) in story.events.iter().enumerate() {
        for member in &event.members {
            let Some((article, analysis)) = find(member.article) else { continue };
            reports.push(Report {
                article,
                analysis,
                copy_of: member.copy_of,
                event: number as u32,
                independent: independent
                    .get(&member.article)
                    .copied()
                    .unwrap_or(u32::MAX - reports.len() as u32),
            });
        }
    }
    reports
}

/// Tells a story. `today` is the day of a story that has no date of its own.
pub fn tell(story: &Story, reports: &[Report], today: civil::Date, config: &Config) -> Digest {
    let mut digest = compose::tell(story, reports, &config.compose);
    if digest.first_seen.is_none() {
        digest.date = today;
    }
    digest
}

/// Puts told stories in the order of an edition: see [`compose::rank`].
pub fn edition(
    mut stories: Vec<Digest>,
    made_at: Timestamp,
    times: impl Iterator<Item = Timestamp>,
) -> Edition {
    let (mut from, mut to) = (None, None);
    for at in times {
        from = Some(from.map_or(at, |first: Timestamp| first.min(at)));
        to = Some(to.map_or(at, |last: Timestamp| last.max(at)));
    }
    compose::rank(&mut stories, to.unwrap_or(made_at));
    let newest = stories.iter().map(|digest| digest.date).max();
    let date = newest.unwrap_or_else(|| jiff::tz::Offset::UTC.to_datetime(made_at).date());
    Edition { date, from, to, made_at, stories }
}

/// Checks a claim of one or more sentences against source texts: see [`compose::verify`].
pub fn verify(claim: &str, sources: &[&str]) -> compose::Verdict {
    let language = crate::text::language::detect(claim)
        .or_else(|| sources.iter().find_map(|source| crate::text::language::detect(source)));
    compose::verify(claim, sources, language)
}

/// Summarizes a group of articles in at most `max_words` words. Copies among them count once.
pub fn summarize(articles: &[(Article, Analysis)], max_words: usize, config: &Config) -> compose::Summary {
    let mut copies = Copies::new();
    let mut numbers: BTreeMap<ArticleId, u32> = BTreeMap::new();
    let mut reports = Vec::with_capacity(articles.len());
    for (index, (article, analysis)) in articles.iter().enumerate() {
        let copy_of = copies.find(article, analysis);
        let independent =
            copy_of.and_then(|original| numbers.get(&original).copied()).unwrap_or(index as u32);
        numbers.insert(article.id, independent);
        reports.push(Report { article, analysis, copy_of, event: 0, independent });
    }
    compose::summarize(&reports, max_words, &config.compose)
}
