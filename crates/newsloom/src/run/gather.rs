//! Inputs in, articles with their analyses out: follows folders, archives, feeds and lists to the articles.

use super::documents::{Document, Documents};
use super::stop::stopped;
use crate::config::Config;
use crate::fetch::{LeftOut, files, http};
use newsloom_core::flow;
use newsloom_core::model::{
    Analysis, Article, ArticleId, ForeignDigest, Hint, Item, Link, LinkKind, RawDocument, Reading, Timestamp,
};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;
use std::path::{Path, PathBuf};
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
    /// What an input on the command line stands for.
    fn named(&mut self, input: &str) -> Vec<Ask> {
        let ask = |target, root| Ask { target, entry: None, hint: Hint::default(), root, depth: 0 };
        if input == "-" {
            return vec![ask(Target::Input, None)];
        }
        if let Ok(url) = Url::parse(input)
            && matches!(url.scheme(), "http" | "https")
        {
            return vec![ask(Target::Url(url), None)];
        }
        let path = Path::new(input);
        // A feed in `feeds/` may lead to `../pages/`, but no document leads out of the folder around its own.
        let folder = if path.is_dir() { Some(path) } else { path.parent() };
        let root =
            folder
                .map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
                .and_then(|folder| folder.canonicalize().ok())
                .map(|folder| {
                    if path.is_dir() {
                        folder
                    } else {
                        folder.parent().map_or(folder.clone(), Path::to_owned)
                    }
                });
        let mut asks = Vec::new();
        for file in files::expand(path, &mut self.gathered.left_out) {
            asks.push(ask(Target::Path(file), root.clone()));
        }
        if path.is_dir() && asks.is_empty() {
            self.gathered.left_out.push(LeftOut::fault(input, "the folder holds no file"));
        }
        asks
    }

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

    /// Fetches the addresses among `asks`, all at once; `None` for the others.
    fn fetch(&mut self, asks: &[Ask]) -> Vec<Option<Result<RawDocument, http::FetchError>>> {
        let wanted: Vec<(Url, Hint)> = asks
            .iter()
            .filter_map(|ask| match &ask.target {
                Target::Url(url) => Some((url.clone(), ask.hint.clone())),
                _ => None,
            })
            .collect();
        let mut answers = Vec::new();
        if !wanted.is_empty() {
            let client = match self.client.take() {
                Some(client) => Ok(client),
                None => http::Client::new(super::open::manners(self.config)),
            };
            match client {
                Ok(client) => {
                    answers = client.fetch_all(wanted);
                    self.client = Some(client);
                }
                Err(error) => {
                    let why = error.to_string();
                    answers = wanted.iter().map(|_| Err(http::FetchError::Connection(why.clone()))).collect();
                }
            }
        }
        let mut answers = answers.into_iter();
        asks.iter()
            .map(|ask| if matches!(ask.target, Target::Url(_)) { answers.next() } else { None })
            .collect()
    }

    fn most_bytes(&self) -> usize {
        self.config.core.read.max_document_bytes
    }

    /// Opens what is not fetched. `None` for a file that was opened before.
    fn open(&mut self, ask: &Ask) -> Result<Option<Documents>, LeftOut> {
        match &ask.target {
            Target::Input => {
                let stream = files::classify(Box::new(io::stdin()), "-")
                    .map_err(|error| LeftOut::fault("standard input", files::explain(&error)))?;
                Ok(Some(Documents::new(stream, "standard input", None, self.most_bytes())))
            }
            Target::Path(path) => {
                let name = path.display().to_string();
                let whole =
                    path.canonicalize().map_err(|error| LeftOut::fault(&name, files::explain(&error)))?;
                if let (Some(root), true) = (&ask.root, ask.depth > 0)
                    && !whole.starts_with(root)
                {
                    return Err(LeftOut::fault(
                        name,
                        format!(
                            "a document leads to it, but it lies outside of {}; name it as an input if it is wanted",
                            root.display()
                        ),
                    ));
                }
                if !self.asked.insert(whole.display().to_string()) {
                    return Ok(None);
                }
                let stream =
                    files::open(&whole).map_err(|error| LeftOut::fault(&name, files::explain(&error)))?;
                let url = Url::from_file_path(&whole).ok().map(String::from);
                Ok(Some(Documents::new(stream, &name, url, self.most_bytes())))
            }
            Target::Url(_) => Ok(None),
        }
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

    /// Turns entries and links into asks.
    fn follow(
        &mut self,
        name: &str,
        ask: &Ask,
        mut items: Vec<Item>,
        links: Vec<Link>,
        feed: Option<Arc<RawDocument>>,
        found: &mut Vec<Ask>,
    ) {
        if ask.depth >= DEEPEST {
            self.gathered.left_out.push(LeftOut::fault(
                name,
                "it leads on, but lies too many steps from an input; name it as one",
            ));
            return;
        }
        let most = self.config.fetch.entries_per_feed;
        if items.len() > most {
            let why = format!(
                "the feed has {} entries, the first {most} were read; raise fetch.entries_per_feed for more",
                items.len()
            );
            self.gathered.left_out.push(LeftOut { what: name.to_owned(), why, fault: false });
            items.truncate(most);
        }
        for item in items {
            let feed = feed.clone().unwrap_or_default();
            let target = item.url.as_deref().and_then(|url| self.target(url, ask));
            match target {
                Some(target) => {
                    let hint = item.hint.clone();
                    self.ask(target, Some((item, feed)), hint, ask, found);
                }
                None => match flow::take_in_item(&item, &feed, &self.config.core) {
                    Some((article, analysis)) => self.keep(article, analysis),
                    None => {
                        let what = item.hint.title.clone().unwrap_or_else(|| item.id.clone());
                        let why = "the entry has neither an address that can be followed nor text of its own"
                            .to_owned();
                        self.gathered.left_out.push(LeftOut {
                            what: format!("{what} (entry of {name})"),
                            why,
                            fault: false,
                        });
                    }
                },
            }
        }
        // Somebody who hands over a saved page has not asked for the network.
        let (kept, named): (Vec<Link>, Vec<Link>) = links.into_iter().partition(|link| {
            link.kind != LinkKind::Alternate
                || matches!(ask.target, Target::Url(_))
                || matches!(self.target(&link.url, ask), Some(Target::Path(_)))
        });
        if let Some(first) = named.first() {
            let why = format!(
                "it holds no article; it names {}: give its address as an input to read it",
                if named.len() == 1 {
                    format!("the feed {}", first.url)
                } else {
                    format!("{} feeds, first {}", named.len(), first.url)
                }
            );
            self.gathered.left_out.push(LeftOut { what: name.to_owned(), why, fault: false });
        }
        for link in kept {
            // A list that names a page is followed as one that names a feed is; what it is shows when it is read.
            match self.target(&link.url, ask) {
                Some(target) => self.ask(target, None, link.hint, ask, found),
                None => self.gathered.left_out.push(LeftOut::fault(
                    format!("{} (named in {name})", link.url),
                    "it is no http, https or local address that can be followed",
                )),
            }
        }
    }

    fn ask(
        &mut self,
        target: Target,
        entry: Option<(Item, Arc<RawDocument>)>,
        hint: Hint,
        from: &Ask,
        found: &mut Vec<Ask>,
    ) {
        if let Target::Url(url) = &target
            && !self.asked.insert(url.to_string())
        {
            self.gathered.met_again += 1;
            return;
        }
        found.push(Ask { target, entry, hint, root: from.root.clone(), depth: from.depth + 1 });
    }

    /// Where an address leads. Only a local document may lead to a local file.
    fn target(&self, url: &str, from: &Ask) -> Option<Target> {
        let url = Url::parse(url).ok()?;
        match url.scheme() {
            "http" | "https" => Some(Target::Url(url)),
            "file" if matches!(from.target, Target::Path(_)) => url.to_file_path().ok().map(Target::Path),
            _ => None,
        }
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
