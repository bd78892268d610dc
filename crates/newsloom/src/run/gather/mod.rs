//! Inputs in, articles with their analyses out: follows folders, archives, feeds and lists to the articles.

mod follow;
mod reach;

use super::documents::Document;
use super::stop::stopped;
use crate::config::Config;
use crate::fetch::{LeftOut, http};
use newsloom_core::flow;
use newsloom_core::model::{
    Analysis, Article, ArticleId, ForeignDigest, Hint, Item, RawDocument, Reading, Timestamp,
};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;
use url::Url;

/// Documents read at once: bounds memory, and keeps every core busy.
const BATCH: usize = 64;
/// Bytes of documents held at once.
const BATCH_BYTES: usize = 48 << 20;
/// Steps followed from an input: a list of lists of feeds of pages.
const DEEPEST: u8 = 4;

/// What was gathered from all inputs.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The articles with their analyses, each once, in the order in which they were found.
    pub articles: Vec<(Article, Analysis)>,
    /// Digests by somebody else that were found, with the name of their document.
    pub foreign: Vec<(String, ForeignDigest)>,
    /// What was left out, and notes.
    pub left_out: Vec<LeftOut>,
    /// Documents that were read: files, pages, records, lines.
    pub documents: usize,
    /// Feeds among them.
    pub feeds: usize,
    /// Articles that were met a second time under the same address.
    pub met_again: usize,
    /// The latest time at which a document was fetched.
    pub fetched: Option<Timestamp>,
}

/// Where something to be read is.
#[derive(Clone, Debug)]
enum Target {
    Input,
    Path(PathBuf),
    Url(Url),
}

/// Something to be read.
struct Ask {
    target: Target,
    /// The entry of a feed that led here, with the feed's document (without its bytes).
    entry: Option<(Item, Arc<RawDocument>)>,
    hint: Hint,
    /// Local documents may lead only to files below this folder; `None` for what came from the network.
    root: Option<PathBuf>,
    depth: u8,
}

/// A document on its way through the core.
struct Job {
    document: Document,
    ask: Arc<Ask>,
}

/// Gathers the articles of all `inputs`: paths, addresses, `-`. `tick` is told after each batch how many documents
/// were read and how many are known to wait.
///
/// # Errors
/// Only when the user interrupts: whatever is wrong with an input costs that input and is in `left_out`.
pub fn gather(
    inputs: &[String],
    config: &Config,
    mut tick: impl FnMut(usize, usize),
) -> Result<Gathered, super::Interrupted> {
    let mut gatherer = Gatherer {
        config,
        gathered: Gathered::default(),
        by_id: BTreeMap::new(),
        asked: BTreeSet::new(),
        client: None,
    };
    let mut open: VecDeque<Ask> = inputs.iter().flat_map(|input| gatherer.named(input)).collect();
    while !open.is_empty() {
        stopped()?;
        let taken: Vec<Ask> = open.drain(..open.len().min(BATCH)).collect();
        let found = gatherer.batch(taken, |documents| tick(documents, open.len()))?;
        open.extend(found);
    }
    Ok(gatherer.gathered)
}

struct Gatherer<'c> {
    config: &'c Config,
    gathered: Gathered,
    by_id: BTreeMap<ArticleId, usize>,
    asked: BTreeSet<String>,
    client: Option<http::Client>,
}

impl Gatherer<'_> {
    /// Reads a batch, and returns what it leads to.
    fn batch(&mut self, asks: Vec<Ask>, mut tick: impl FnMut(usize)) -> Result<Vec<Ask>, super::Interrupted> {
        let mut found = Vec::new();
        let mut jobs: Vec<Job> = Vec::new();
        let mut bytes = 0;
        let fetched = self.fetch(&asks);
        for (ask, fetched) in asks.into_iter().zip(fetched) {
            let ask = Arc::new(ask);
            let documents: Box<dyn Iterator<Item = Result<Document, LeftOut>>> = match fetched {
                Some(Ok(raw)) => {
                    self.gathered.fetched = self.gathered.fetched.max(raw.fetched_at);
                    Box::new(std::iter::once(Ok(Document::Raw(Box::new(raw)))))
                }
                Some(Err(error)) => {
                    let what = match &ask.target {
                        Target::Url(url) => url.to_string(),
                        _ => String::new(),
                    };
                    self.failed(&ask, LeftOut::fault(what, error.to_string()));
                    continue;
                }
                None => match self.open(&ask) {
                    Ok(Some(documents)) => Box::new(documents),
                    Ok(None) => continue,
                    Err(left_out) => {
                        self.failed(&ask, left_out);
                        continue;
                    }
                },
            };
            for document in documents {
                match document {
                    Ok(document) => {
                        if let Document::Raw(raw) = &document {
                            bytes += raw.body.len();
                        }
                        jobs.push(Job { document, ask: Arc::clone(&ask) });
                    }
                    Err(left_out) => self.gathered.left_out.push(left_out),
                }
                if jobs.len() >= BATCH || bytes >= BATCH_BYTES {
                    stopped()?;
                    found.extend(self.read(std::mem::take(&mut jobs)));
                    bytes = 0;
                    tick(self.gathered.documents);
                }
            }
        }
        found.extend(self.read(jobs));
        tick(self.gathered.documents);
        Ok(found)
    }

    /// What becomes of something that could not be had: the feed's own words where there are some.
    fn failed(&mut self, ask: &Ask, mut left_out: LeftOut) {
        if let Some((item, feed)) = &ask.entry
            && let Some(taken) = flow::take_in_item(item, feed, &self.config.core)
        {
            left_out.why.push_str("; the feed's own text was taken instead");
            left_out.fault = false;
            self.keep(taken.0, taken.1);
        }
        self.gathered.left_out.push(left_out);
    }

    /// Reads documents on every core, and takes in the results in their order.
    fn read(&mut self, jobs: Vec<Job>) -> Vec<Ask> {
        let config = &self.config.core;
        let results: Vec<_> = jobs
            .into_par_iter()
            .map(|Job { document, ask }| {
                let name = match &document {
                    Document::Raw(raw) => raw.name.clone(),
                    Document::Given(article) => article.title.clone(),
                };
                let taken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                    take_in(document, &ask, config)
                }));
                (name, ask, taken)
            })
            .collect();
        let mut found = Vec::new();
        for (name, ask, taken) in results {
            self.gathered.documents += 1;
            match taken {
                Ok(taken) => self.take(&name, &ask, taken, &mut found),
                Err(_) => self.gathered.left_out.push(LeftOut::fault(
                    name,
                    "an internal fault in newsloom while reading it; please report it with the document",
                )),
            }
        }
        found
    }

    fn take(&mut self, name: &str, ask: &Ask, taken: Taken, found: &mut Vec<Ask>) {
        let Taken { articles, reading, feed } = taken;
        let nothing = articles.is_empty() && reading.items.is_empty() && reading.links.is_empty();
        for remark in &reading.remarks {
            tracing::info!(document = %name, code = remark.code, "{}", remark.text);
        }
        if nothing {
            let why = match reading.remarks.first() {
                Some(remark) => remark.text.to_string(),
                None => "no article was found in it".to_owned(),
            };
            self.failed(ask, LeftOut { what: name.to_owned(), why, fault: false });
        } else if let Some(cut) = reading
            .remarks
            .iter()
            .find(|remark| remark.code.contains("cut") || remark.code.contains("truncated"))
        {
            self.gathered.left_out.push(LeftOut::note(name, cut));
        }
        for (article, analysis) in articles {
            self.keep(article, analysis);
        }
        if let Some(digest) = reading.digest {
            self.gathered.foreign.push((name.to_owned(), digest));
        }
        if !reading.items.is_empty() {
            self.gathered.feeds += 1;
        }
        self.follow(name, ask, reading.items, reading.links, feed, found);
    }

    fn keep(&mut self, article: Article, analysis: Analysis) {
        if self.by_id.contains_key(&article.id) {
            self.gathered.met_again += 1;
            return;
        }
        if let Some(remark) = article.remarks.iter().find(|remark| remark.code == "index-page") {
            let what = article.url.as_deref().unwrap_or(&article.title);
            self.gathered.left_out.push(LeftOut::note(what, remark));
            return;
        }
        if article.text.is_empty() {
            let why = "it has a title but no text that could be cited".to_owned();
            self.gathered.left_out.push(LeftOut { what: article.title, why, fault: false });
            return;
        }
        self.by_id.insert(article.id, self.gathered.articles.len());
        self.gathered.articles.push((article, analysis));
    }
}

/// What the core made of a document.
struct Taken {
    articles: Vec<(Article, Analysis)>,
    reading: Reading,
    feed: Option<Arc<RawDocument>>,
}

fn take_in(document: Document, ask: &Ask, config: &flow::Config) -> Taken {
    match document {
        Document::Given(article) => {
            let analysis = flow::analyze(&article, config);
            Taken { articles: vec![(*article, analysis)], reading: Reading::default(), feed: None }
        }
        Document::Raw(mut raw) => {
            if ask.hint != Hint::default() {
                raw.hint = ask.hint.clone();
            }
            let taken = flow::take_in(&raw, config);
            let is_feed = !taken.reading.items.is_empty();
            raw.body = Vec::new();
            Taken { articles: taken.articles, reading: taken.reading, feed: is_feed.then(|| Arc::new(*raw)) }
        }
    }
}
