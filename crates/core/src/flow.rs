//! The corridor: the only file that names several rooms, and the order in which they work.
//!
//! [`take_in`] is wide (any order, any number of hands), [`Desk`] is narrow (one, in order), [`tell`] is wide again.

use crate::analyze::{self, AnalyzeConfig};
use crate::cluster::{self, ClusterConfig};
use crate::compose::{self, ComposeConfig};
use crate::dedup::Copies;
use crate::model::{
    Analysis, Article, ArticleId, Brief, Change, Correction, CorrectionError, Digest, Edition, Item, Packer,
    RawDocument, Reading, Reasons, Report, Story, StoryId, Timestamp, Unpacker,
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

/// Analyzes of an article only what [`summarize`] looks at: sentences, and the sketch by which copies are found.
pub fn outline(article: &Article, config: &Config) -> Analysis {
    analyze::outline(article, &config.analyze)
}

/// Analyzes an article that was given as such.
pub fn analyze(article: &Article, config: &Config) -> Analysis {
    let mut analysis = analyze::analyze(article, &config.analyze);
    analysis.shrink_to_fit();
    analysis
}

/// Where an article came to lie.
pub type Placement = cluster::Placement;

/// Why a snapshot of a desk could not be restored.
pub type RestoreError = cluster::RestoreError;

/// The one ordered desk that decides what belongs together, and keeps each story's identity for as long as it lives.
///
/// Two ways of use:
/// - **All at once** (`digest`, `cluster`): [`Desk::take`] every article in the order of [`before`], then [`Desk::settle`]. No
///   changes are recorded for what was only taken.
/// - **Living** (`serve`): [`Desk::place`] each article as it arrives; it is in a story at once. Now and then (each minute, or
///   each hundred articles) [`Desk::tend`], which merges and splits what later evidence asks for and closes what is quiet.
///   After either, [`Desk::take_changes`] hands out what changed, to be stored in one transaction with the articles' place
///   on the tape. [`Desk::snapshot`] from time to time; after a restart, [`Desk::restore`] it and replay the tape behind it with
///   the same calls: the same desk, bit for bit, changes and their numbers included. Without a snapshot, replay the whole tape.
///
/// Invariants: an article is in exactly one story; the changes in the order of their `seq`, applied to an empty table of
/// (article, story), give exactly the desk's stories (`tests` below does so); a [`StoryId`] that was once given leads to a
/// story for as long as that is known ([`Desk::resolve`]). A desk never asks a clock: time is the article's own, or what
/// [`Desk::tend`] was told, so that one article dated ahead closes nothing.
///
/// People's word holds: [`Desk::correct`] merges, splits, moves, pins and undoes, and neither [`Desk::tend`] nor
/// [`Desk::settle`] goes against it. A correction is part of the tape and of the snapshot.
#[derive(Clone)]
pub struct Desk {
    copies: Copies,
    desk: cluster::Desk,
}

/// Key for sorting articles that are known all at once: originals before their copies, early before late.
pub fn before(article: &Article) -> impl Ord + use<> {
    Copies::before(article)
}

/// What the desk holds.
#[derive(Debug)]
pub struct Settled {
    /// The open stories.
    pub stories: Vec<Story>,
    /// The independent report that each article belongs to: articles that share a number rest on one another.
    pub independent: BTreeMap<ArticleId, u32>,
    /// Pages that come day after day in one form, form by form: they are no story, and are told day by day.
    pub routine: Vec<Vec<ArticleId>>,
}

impl Desk {
    /// An empty desk.
    pub fn new(config: &Config) -> Self {
        Self { copies: Copies::new(), desk: cluster::Desk::new(config.cluster.clone()) }
    }

    /// Takes an article without placing it yet: [`Desk::settle`] places all at once. Originals must come before their
    /// copies; see [`before`].
    pub fn take(&mut self, article: &Article, analysis: &Analysis) {
        if !self.desk.has(article.id) {
            let copy_of = self.copies.find(article, analysis);
            self.desk.take(article, analysis, copy_of);
        }
    }

    /// Takes an article and places it at once, in the order in which articles arrive. One that the desk has is not taken
    /// again; where it stands is given.
    pub fn place(&mut self, article: &Article, analysis: &Analysis) -> Placement {
        if let Some(place) = self.desk.where_is(article.id) {
            return place;
        }
        let copy_of = self.copies.find(article, analysis);
        self.desk.add(article, analysis, copy_of)
    }

    /// Looks again at what was touched since the last time: late merges and splits. Stories that were quiet for longer than the
    /// window (see [`ClusterConfig::window_days`]) at `now` are closed; `None` closes none. Costs time for what was touched, not for all there is.
    pub fn tend(&mut self, now: Option<Timestamp>) {
        let before = self.desk.len();
        self.desk.tend(now);
        if self.desk.len() < before {
            self.copies.retain(|id| self.desk.knows(id));
        }
    }

    /// Places everything anew with all of it known, and hands out the result. Costs time for all there is.
    pub fn settle(&mut self) -> Settled {
        self.desk.settle();
        self.stories()
    }

    /// All open stories as they stand.
    pub fn stories(&self) -> Settled {
        Settled {
            stories: self.desk.stories(),
            independent: self.desk.independent(),
            routine: self.desk.routine(),
        }
    }

    /// The independent report that each article belongs to, as in [`Settled`].
    pub fn independent(&self) -> BTreeMap<ArticleId, u32> {
        self.desk.independent()
    }

    /// One open story, by an id that it has or had.
    pub fn story(&self, id: StoryId) -> Option<Story> {
        self.desk.story(id)
    }

    /// Takes the changes recorded since they were last taken. Without this they pile up.
    pub fn take_changes(&mut self) -> Vec<Change> {
        self.desk.take_changes()
    }

    /// The id that a story has now, by one that it had; `None` for one that is not known, or no longer.
    pub fn resolve(&self, id: StoryId) -> Option<StoryId> {
        self.desk.resolve(id)
    }

    /// Where an article stands now. `None` for one that the desk does not have, or whose story is closed.
    pub fn where_is(&self, article: ArticleId) -> Option<Placement> {
        self.desk.where_is(article)
    }

    /// The articles that an article on the desk would be held against if it came now, those first that share the most telling
    /// words and names with it: the first part of placing, by itself. Empty for one that the desk does not have.
    pub fn candidates(&mut self, article: ArticleId) -> Vec<ArticleId> {
        self.desk.candidates(article)
    }

    /// How many articles are in open stories.
    pub fn len(&self) -> usize {
        self.desk.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.desk.is_empty()
    }

    /// Makes a correction and gives what it changed; the changes are not given again by [`Desk::take_changes`].
    /// [`Desk::corrections`] is its number afterwards, by which it can be undone.
    ///
    /// # Errors
    /// Where it cannot be made; nothing was changed then.
    pub fn correct(&mut self, correction: &Correction) -> Result<Vec<Change>, CorrectionError> {
        self.desk.correct(correction)
    }

    /// How many corrections were made, undone ones and undoings included.
    pub fn corrections(&self) -> u32 {
        self.desk.corrections()
    }

    /// Why each article of an open story is in it, and which story came second. `text` gives an article's text where
    /// somebody has it, for the phrases that two articles share.
    pub fn explain<'t>(&self, id: StoryId, text: impl Fn(ArticleId) -> Option<&'t str>) -> Option<Reasons> {
        let mut it = self.desk.explain(id)?;
        for reason in &mut it.articles {
            if let (Some(mine), Some(theirs)) = (text(reason.article), reason.nearest.and_then(&text)) {
                reason.phrases = crate::text::phrases::shared(mine, theirs);
            }
        }
        Some(it)
    }

    /// The desk as bytes, without changes that were not taken yet and without settings. The same desk gives the same bytes.
    pub fn snapshot(&self) -> Vec<u8> {
        let mut to = Packer::new();
        self.desk.pack(&mut to);
        self.copies.pack(&mut to);
        to.finish()
    }

    /// The desk of a snapshot. The settings must be those of the desk that made it, or the stories will not be the same.
    ///
    /// # Errors
    /// Where the bytes are of another version's form, or damaged: then replay the tape.
    pub fn restore(bytes: &[u8], config: &Config) -> Result<Self, RestoreError> {
        let mut from = Unpacker::new(bytes);
        let desk = cluster::Desk::unpack(&mut from, config.cluster.clone())?;
        let copies = Copies::unpack(&mut from).filter(|_| from.is_done()).ok_or(RestoreError::Damaged)?;
        Ok(Self { copies, desk })
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

/// What a writer that is not built in may use to tell a story; what it makes of it comes back as [`Given::draft`]. A model is
/// asked between these two calls, by whoever may reach the network.
pub fn brief<'a>(reports: &[Report<'a>], config: &Config) -> Brief<'a> {
    compose::brief(reports, &config.compose)
}

/// An earlier edition, as far as it matters for telling what is new since then.
pub type Earlier = compose::Earlier;

/// What a story is told with, beside its reports.
pub type Given<'a> = compose::Given<'a>;

/// Tells a story. `today` is the day of a story that has no date of its own.
pub fn tell(
    story: &Story,
    reports: &[Report],
    today: civil::Date,
    config: &Config,
    given: Given<'_>,
) -> Digest {
    let mut digest = compose::tell(story, reports, &config.compose, given);
    if digest.first_seen.is_none() {
        digest.date = today;
    }
    digest
}

/// Puts told stories in the order of an edition: see [`compose::rank`]. `favor` gives a factor by story; those of which it is
/// 0 are left out. What the settings say of it is [`compose::Favor::of`] a story.
pub fn edition(
    stories: Vec<Digest>,
    made_at: Timestamp,
    times: impl Iterator<Item = Timestamp>,
    favor: impl Fn(&Digest) -> f64,
) -> Edition {
    let (mut from, mut to) = (None, None);
    for at in times {
        from = Some(from.map_or(at, |first: Timestamp| first.min(at)));
        to = Some(to.map_or(at, |last: Timestamp| last.max(at)));
    }
    let stories = compose::rank(stories, to.unwrap_or(made_at), favor);
    let newest = stories.iter().map(|digest| digest.date).max();
    let date = newest.unwrap_or_else(|| jiff::tz::Offset::UTC.to_datetime(made_at).date());
    Edition { date, from, to, made_at, stories }
}

/// A quotation as a text has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// Where it stands and what is known about it.
    pub found: analyze::quotes::Found,
    /// The fullest name that the text has of its speaker; `None` where that stays open.
    pub speaker_name: Option<String>,
}

/// The quotations of an article, in order.
pub fn quotes(article: &Article, config: &Config) -> Vec<Quoted> {
    let (found, mentions) = analyze::quotes(article, &config.analyze);
    let fullest = |key: u64| {
        let forms = mentions.iter().filter(|mention| mention.key == key);
        let forms = forms.map(|mention| mention.span.of(&article.text));
        forms.rev().max_by_key(|form| form.split_whitespace().count())
    };
    found
        .into_iter()
        .map(|found| {
            let speaker = found.speaker.and_then(|at| mentions.get(at as usize));
            let name = speaker.and_then(|mention| fullest(mention.key));
            Quoted { found, speaker_name: name.map(crate::text::normalize::squeeze) }
        })
        .collect()
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

#[cfg(test)]
mod tests;
