//! Labeled articles as streams on desks: whole sets, and small streams cut from them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use newsloom_core::analyze::Analyzer;
use newsloom_core::cluster::{ClusterConfig, Desk, Weights};
use newsloom_core::model::{
    Analysis, Article, BlockKind, Dated, FoundIn, Language, MentionKind, Outlet, Timestamp,
};
use newsloom_core::text::hash::{key64, mix64};

use crate::lines;

/// Parts that clusters are dealt into for holding some out.
pub const FOLDS: u8 = 4;
/// Clusters of a small stream.
const SMALL: std::ops::Range<u64> = 2..12;
/// Articles of one cluster in a small stream at most.
const PER_CLUSTER: usize = 30;

/// Articles of one cluster in the stream of a town at most, and beginnings of its name.
const IN_TOWN: usize = 4;
const TOWNS: [&str; 4] = ["Brenn", "Torvel", "Aldsk", "Quorr"];

/// A labeled article.
pub struct Labeled {
    article: Article,
    analysis: Analysis,
    label: String,
}

/// Articles on a desk, neighbors found, with their labels.
pub struct Stream {
    /// Number of its set.
    pub set: usize,
    /// The desk.
    pub desk: Desk,
    /// Label of each article.
    pub labels: Vec<u32>,
    /// The part that each article's cluster was dealt into.
    pub folds: Vec<u8>,
    /// Pairs worth a look.
    pub edges: Vec<(u32, u32)>,
    /// How it was cut from its set; `None` for the whole.
    pub cut: Option<Cut>,
}

/// Reads a labeled set.
pub fn read(path: &Path, analyzer: &mut Analyzer) -> anyhow::Result<Vec<Labeled>> {
    let mut all = Vec::new();
    lines::each(path, |line| {
        let text = |key: &str| line[key].as_str().unwrap_or("").to_owned();
        let body = text("text");
        let blocks: Vec<(BlockKind, &str)> =
            body.split("\n\n").map(|block| (BlockKind::Paragraph, block)).collect();
        let mut article = Article::from_blocks(Some(&text("id")), 0, &blocks);
        article.title = text("title");
        article.outlet = Outlet { name: text("source"), domain: text("source") };
        article.language = Language::parse(&text("lang"));
        let published = text("published").parse::<Timestamp>().ok();
        article.published = published.map(|at| Dated::instant(at, None, FoundIn::Given));
        let analysis = analyzer.analyze(&article, &Default::default());
        let label = line["cluster"].as_str().map_or_else(|| text("id"), str::to_owned);
        all.push(Labeled { article, analysis, label });
        Ok(())
    })?;
    Ok(all)
}

impl Stream {
    /// Puts articles on a desk.
    pub fn new<'a>(
        set: usize,
        articles: impl IntoIterator<Item = (&'a Article, &'a Analysis, &'a str)>,
    ) -> Self {
        let mut desk = Desk::with_weights(ClusterConfig::default(), Weights::default());
        let mut names: BTreeMap<&str, u32> = BTreeMap::new();
        let (mut labels, mut folds) = (Vec::new(), Vec::new());
        for (article, analysis, label) in articles {
            desk.take(article, analysis, None);
            let next = names.len() as u32;
            labels.push(*names.entry(label).or_insert(next));
            folds.push((key64(label) % u64::from(FOLDS)) as u8);
        }
        desk.look_around();
        let edges = desk.edges();
        Self { set, desk, labels, folds, edges, cut: None }
    }

    /// Neighbors of neighbors that are not neighbors, some per article: linkage asks about such pairs too.
    pub fn farther(&self, per_article: u64, seed: u64) -> Vec<(u32, u32)> {
        let mut beside: Vec<Vec<u32>> = vec![Vec::new(); self.labels.len()];
        for (a, b) in &self.edges {
            beside[*a as usize].push(*b);
            beside[*b as usize].push(*a);
        }
        let mut farther = BTreeSet::new();
        for a in 0..self.labels.len() as u32 {
            for nth in 0..per_article {
                let lot = mix64(mix64(seed) ^ (u64::from(a) << 8 | nth));
                let of = |from: u32, lot: u64| {
                    let list = &beside[from as usize];
                    (!list.is_empty()).then(|| list[(lot % list.len() as u64) as usize])
                };
                if let Some(c) = of(a, lot).and_then(|b| of(b, mix64(lot))).filter(|c| *c != a) {
                    farther.insert((a.min(c), a.max(c)));
                }
            }
        }
        for edge in &self.edges {
            farther.remove(edge);
        }
        farther.into_iter().collect()
    }
}

/// A whole set as a stream.
pub fn whole(set: usize, articles: &[Labeled]) -> Stream {
    Stream::new(set, articles.iter().map(|one| (&one.article, &one.analysis, one.label.as_str())))
}

/// How a small stream is cut from a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Any clusters.
    Any,
    /// Any clusters; half of the articles speak another language.
    Mixed,
    /// Clusters that are neighbors of each other: of one place, one person, one kind of event.
    Alike,
    /// A few articles of any clusters, all of which happen in one town.
    Town,
}

/// A few clusters of a set as a stream: a user with ten pages has no more. `whole` is the stream of all `articles`.
pub fn small(
    set: usize,
    articles: &[Labeled],
    whole: &Stream,
    nth: u64,
    cut: Cut,
    analyzer: &mut Analyzer,
) -> Stream {
    let mut clusters: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, label) in whole.labels.iter().enumerate() {
        clusters.entry(*label).or_default().push(at);
    }
    let mut lot = mix64((set as u64 * 1_000_003 + nth) * 5 + cut as u64);
    let mut next = || {
        lot = mix64(lot.wrapping_add(1));
        lot
    };
    let count = SMALL.start + next() % (SMALL.end - SMALL.start);
    let any = |lot: u64| (lot % clusters.len() as u64) as u32;
    let mut picked: BTreeSet<u32> = BTreeSet::from([any(next())]);
    for _ in 1..count {
        if cut != Cut::Alike {
            picked.insert(any(next()));
            continue;
        }
        let here: BTreeSet<usize> = picked.iter().flat_map(|cluster| &clusters[cluster]).copied().collect();
        let beyond = whole.edges.iter().filter_map(|(a, b)| {
            let (a, b) = (*a as usize, *b as usize);
            match (here.contains(&a), here.contains(&b)) {
                (true, false) => Some(whole.labels[b]),
                (false, true) => Some(whole.labels[a]),
                _ => None,
            }
        });
        let beyond: Vec<u32> = beyond.filter(|label| !picked.contains(label)).collect();
        if !beyond.is_empty() {
            picked.insert(beyond[(next() % beyond.len() as u64) as usize]);
        }
    }
    let most = if cut == Cut::Town { IN_TOWN } else { PER_CLUSTER };
    let chosen = picked.iter().flat_map(|cluster| clusters[cluster].iter().take(most));
    let chosen: Vec<&Labeled> = chosen.map(|at| &articles[*at]).collect();
    let town =
        format!("{}{}", TOWNS[(next() % 4) as usize], ["", "holm", "vik", "by"][(next() % 4) as usize]);
    let mut changed = |one: &&Labeled| match cut {
        Cut::Mixed if next().is_multiple_of(2) => Some(abroad(one)),
        Cut::Town => Some(moved(one, &town, next().is_multiple_of(2), analyzer)),
        _ => None,
    };
    let changed: Vec<Option<(Article, Analysis)>> = chosen.iter().map(&mut changed).collect();
    let told = chosen.iter().zip(&changed).map(|(one, changed)| match changed {
        Some((article, analysis)) => (article, analysis, one.label.as_str()),
        None => (&one.article, &one.analysis, one.label.as_str()),
    });
    Stream { cut: Some(cut), ..Stream::new(set, told) }
}

/// The article as if it happened in a town: the place that it names most, or else the name, becomes the town's; the title
/// names it too where that is asked.
fn moved(one: &Labeled, town: &str, titled: bool, analyzer: &mut Analyzer) -> (Article, Analysis) {
    let mut counts: BTreeMap<u64, (bool, u32)> = BTreeMap::new();
    for mention in &one.analysis.mentions {
        let entry = counts.entry(mention.key).or_default();
        *entry = (entry.0 || mention.kind == MentionKind::Place, entry.1 + 1);
    }
    let most = counts.into_iter().max_by_key(|(key, count)| (*count, *key)).map(|(key, _)| key);
    let named = one.analysis.mentions.iter().filter(|mention| Some(mention.key) == most);
    let surfaces: BTreeSet<&str> = named.map(|mention| mention.span.of(&one.article.text)).collect();
    let (mut title, mut text) = (one.article.title.clone(), one.article.text.clone());
    // The longest first: one may be part of another.
    let mut surfaces: Vec<&str> = surfaces.into_iter().collect();
    surfaces.sort_by_key(|surface| std::cmp::Reverse(surface.len()));
    for surface in surfaces {
        (title, text) = (title.replace(surface, town), text.replace(surface, town));
    }
    if !text.is_empty() && !text.contains(town) {
        text = format!("{town}. {text}");
    }
    if titled && !title.contains(town) {
        title = format!("{town} {title}");
    }
    let blocks: Vec<(BlockKind, &str)> =
        text.split('\n').map(|block| (BlockKind::Paragraph, block)).collect();
    let mut article = Article::from_blocks(Some(&one.label), 0, &blocks);
    article.title = title;
    article.id = one.article.id;
    article.outlet = one.article.outlet.clone();
    article.language = one.article.language;
    article.published = one.article.published;
    let analysis = analyzer.analyze(&article, &Default::default());
    (article, analysis)
}

/// The article as if told in another language: its names and figures stay, but for some names that are written otherwise
/// there; all other words are others.
fn abroad(one: &Labeled) -> (Article, Analysis) {
    let mut names = Article::from_blocks(None, 0, &[]);
    names.language = one.article.language;
    for mention in &one.analysis.mentions {
        names.text.push_str(mention.span.of(&one.article.text));
        names.text.push_str(", ");
    }
    names.title = std::mem::take(&mut names.text);
    let kept = Analyzer::default().analyze(&names, &Default::default()).terms;
    let mut analysis = one.analysis.clone();
    for term in &mut analysis.terms {
        let stays = kept.binary_search_by_key(&term.key, |kept| kept.key).is_ok()
            && !mix64(term.key.into()).is_multiple_of(4);
        if !stays {
            term.key = mix64(u64::from(term.key) ^ 0xabcd) as u32;
        }
    }
    analysis.terms.sort_unstable_by_key(|term| term.key);
    for mention in &mut analysis.mentions {
        if mix64(mention.key).is_multiple_of(3) {
            mention.key = mix64(mention.key);
        }
    }
    let mut article = one.article.clone();
    let backwards = |text: &str| text.split_whitespace().rev().collect::<Vec<_>>().join(" ");
    article.title = backwards(&article.title);
    article.text = backwards(&article.text);
    article.language = Some(Language::GERMAN);
    (article, analysis)
}
