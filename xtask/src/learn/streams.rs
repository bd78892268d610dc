//! Labeled articles as streams on desks: whole sets, and small streams cut from them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use newsloom_core::analyze::Analyzer;
use newsloom_core::cluster::{ClusterConfig, Desk, Weights};
use newsloom_core::model::{Analysis, Article, BlockKind, Dated, FoundIn, Language, Outlet, Timestamp};
use newsloom_core::text::hash::{key64, mix64};

use crate::lines;

/// Parts that clusters are dealt into for holding some out.
pub const FOLDS: u8 = 4;
/// Clusters of a small stream.
const SMALL: std::ops::Range<u64> = 2..12;
/// Articles of one cluster in a small stream at most.
const PER_CLUSTER: usize = 30;

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
        Self { set, desk, labels, folds, edges }
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

/// A few clusters of a set as a stream: a user with ten pages has no more. In a `mixed` one, half of the articles speak
/// another language.
pub fn small(set: usize, articles: &[Labeled], nth: u64, mixed: bool) -> Stream {
    let mut by_label: BTreeMap<&str, Vec<&Labeled>> = BTreeMap::new();
    for one in articles {
        by_label.entry(&one.label).or_default().push(one);
    }
    let clusters: Vec<&Vec<&Labeled>> = by_label.values().collect();
    let mut lot = mix64(set as u64 * 1_000_003 + nth);
    let mut next = || {
        lot = mix64(lot.wrapping_add(1));
        lot
    };
    let count = SMALL.start + next() % (SMALL.end - SMALL.start);
    let picked: BTreeSet<usize> = (0..count).map(|_| (next() % clusters.len() as u64) as usize).collect();
    let chosen: Vec<&Labeled> =
        picked.into_iter().flat_map(|cluster| clusters[cluster].iter().take(PER_CLUSTER).copied()).collect();
    let foreign: Vec<Option<(Article, Analysis)>> =
        chosen.iter().map(|one| (mixed && next() % 2 == 0).then(|| abroad(one))).collect();
    let told = chosen.iter().zip(&foreign).map(|(one, foreign)| match foreign {
        Some((article, analysis)) => (article, analysis, one.label.as_str()),
        None => (&one.article, &one.analysis, one.label.as_str()),
    });
    Stream::new(set, told)
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
