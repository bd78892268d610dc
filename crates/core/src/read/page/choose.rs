//! Which blocks are the article.

use super::blocks::{self, Block, Page, around};
use super::facts::{self, Facts};
use super::features::{self, Row, View};
use super::forest::Forest;
use super::lexicon::Lexicon;
use super::pictures;
use super::second::Second;
use super::signs;
use super::state;
use crate::model::{BlockKind, Image, Remark};
use crate::read::html::{Name, NodeId, Tree};
use std::sync::LazyLock;
use url::Url;

static FIRST: LazyLock<Forest> = LazyLock::new(|| Forest::read(include_str!("first.forest")));
static SECOND: LazyLock<Forest> = LazyLock::new(|| Forest::read(include_str!("second.forest")));

/// Below this score of the first scorer a block is out without a second look.
const HOPELESS: f32 = -4.0;
/// The score of a block that is furniture at first sight.
pub(super) const PLAIN: f32 = -6.0;
/// From this score on a block is kept: a little below even odds, as a lost paragraph costs more than a stray line.
const KEEP: f32 = -0.3;

/// What a user wants of one page beyond the rule.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Elements that hold the article: where given, nothing outside of them is kept and all inside is.
    pub keep: Vec<NodeId>,
    /// Elements whose text is never kept.
    pub drop: Vec<NodeId>,
    /// Whether to say of every block why it was kept or dropped.
    pub explain: bool,
    /// Whether to say it for people too: where the block stands and what it looks like.
    pub in_words: bool,
}

/// What was decided about a block, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The element around the block.
    pub node: NodeId,
    /// That element and those around it, as a selector names them; empty where no words were asked for.
    pub place: String,
    /// What it is.
    pub kind: BlockKind,
    /// Its text.
    pub text: String,
    /// Whether it was kept.
    pub kept: bool,
    /// The score in log-odds; kept from about nought on.
    pub score: f32,
    /// What decided: `score`, `title`, `keep rule`, `drop rule`, `page data`.
    pub why: &'static str,
    /// What it looks like, in words; empty where none were asked for.
    pub signs: String,
}

/// The main content of a page.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// The article's text in order, without its title.
    pub blocks: Vec<(BlockKind, String)>,
    /// The pictures of the article, in order, addresses resolved.
    pub images: Vec<Image>,
    /// Addresses that the text links to, resolved, in order, each once.
    pub links: Vec<String>,
    /// The smallest element around all kept blocks; `None` where nothing was kept.
    pub root: Option<NodeId>,
    /// A line for every block, where it was asked for.
    pub explain: Vec<Verdict>,
    /// What was not as it should be: `text-from-data` where the page shows less than its data carry.
    pub remarks: Vec<Remark>,
}

/// Finds the main content. `base` is the page's address, by which links and pictures are resolved.
pub fn main_content(tree: &Tree, config: &Config, base: Option<&Url>) -> Content {
    let page = blocks::cut(tree);
    let mut facts = facts::collect(tree);
    let view = features::view(tree, &page, &facts, Lexicon::learned());
    let scores = scores(&view, config.explain);
    let (kept, why) = decide(&view, &scores, config);
    let mut content = Content::default();
    if page.blocks.len() >= blocks::MAX_BLOCKS {
        let text = format!("The page has more than {} blocks of text; the rest was cut.", blocks::MAX_BLOCKS);
        content.remarks.push(Remark::new("blocks-capped", text));
    }
    if config.explain {
        content.explain = explain(tree, &page, &scores, &kept, &why);
        if config.in_words {
            for (verdict, block) in content.explain.iter_mut().zip(&page.blocks) {
                verdict.place = signs::place(tree, block.node);
                verdict.signs = signs::signs(block);
            }
        }
    }
    let nodes: Vec<NodeId> =
        page.blocks.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(block, _)| block.first).collect();
    content.root = around_all(tree, &nodes);
    content.blocks = assemble(tree, &page, &kept);
    content.links = pictures::links(tree, &page, &kept, base);
    content.images = pictures::images(tree, &page, &kept, base);
    let data = if !config.keep.is_empty() {
        None
    } else if shows_too_little(&content.blocks, &facts) {
        Some(std::mem::take(&mut facts.body_text))
    } else if content.blocks.iter().map(|(_, text)| text.len()).sum::<usize>() < state::SHOWN {
        state::body(tree)
    } else {
        None
    };
    if let Some(data) = data {
        content.blocks = from_data(&data);
        content.explain.iter_mut().for_each(|v| (v.kept, v.why) = (false, "page data"));
        let text = "The page shows less of the article than its own data carry; the text is from the data.";
        content.remarks.push(Remark::new("text-from-data", text));
    }
    content
}

/// The score of every block, in log-odds; only its side of [`KEEP`] where it need not be `exact`.
fn scores(view: &View, exact: bool) -> Vec<f32> {
    let mut scores = vec![PLAIN; view.rows.len()];
    let of =
        |which: &dyn Fn(usize) -> bool| (0..view.rows.len()).filter(|i| which(*i)).collect::<Vec<usize>>();
    let asked = of(&|i| !view.plain[i]);
    let rows: Vec<&Row> = asked.iter().map(|i| &view.rows[*i]).collect();
    for (i, score) in asked.into_iter().zip(FIRST.scores(&rows)) {
        scores[i] = score;
    }
    let second = Second::of(view, &scores);
    let again = of(&|i| scores[i] >= HOPELESS);
    let rows: Vec<_> = again.iter().map(|i| second.row(*i)).collect();
    let found = if exact {
        SECOND.scores(&rows)
    } else {
        let side = |above| if above { -PLAIN } else { PLAIN };
        SECOND.above(&rows, KEEP).into_iter().map(side).collect()
    };
    for (i, score) in again.into_iter().zip(found) {
        scores[i] = score;
    }
    scores
}

fn decide(view: &View, scores: &[f32], config: &Config) -> (Vec<bool>, Vec<&'static str>) {
    let mut kept = Vec::with_capacity(scores.len());
    let mut why = Vec::with_capacity(scores.len());
    for (i, (block, score)) in view.page.blocks.iter().zip(scores).enumerate() {
        let inside = |nodes: &[NodeId]| nodes.iter().any(|n| view.tree.contains(*n, block.first));
        let (keep, reason) = if inside(&config.drop) {
            (false, "drop rule")
        } else if !config.keep.is_empty() {
            (inside(&config.keep), "keep rule")
        } else if view.title == Some(i) && block.around & around::HEADING != 0 {
            (false, "title")
        } else {
            (*score > KEEP, "score")
        };
        kept.push(keep);
        why.push(reason);
    }
    (kept, why)
}

fn explain(tree: &Tree, page: &Page, scores: &[f32], kept: &[bool], why: &[&'static str]) -> Vec<Verdict> {
    let line = |(i, block): (usize, &Block)| Verdict {
        node: block.node,
        place: String::new(),
        kind: kind(tree, block),
        text: page.text_of(block).to_owned(),
        kept: kept[i],
        score: scores[i],
        why: why[i],
        signs: String::new(),
    };
    page.blocks.iter().enumerate().map(line).collect()
}

/// The smallest element around all the nodes, which are in document order.
fn around_all(tree: &Tree, nodes: &[NodeId]) -> Option<NodeId> {
    let (first, last) = (*nodes.first()?, *nodes.last()?);
    tree.ancestors(first).find(|n| tree.contains(*n, last))
}

fn kind(tree: &Tree, block: &Block) -> BlockKind {
    let has = |bit: u32| block.around & bit != 0;
    match tree.name(block.node) {
        name if name.is_heading() => BlockKind::Heading,
        Name::Figcaption | Name::Caption => BlockKind::Caption,
        Name::Td | Name::Th => BlockKind::TableRow,
        _ if has(around::HEADING) => BlockKind::Heading,
        _ if has(around::CAPTION) || (has(around::FIGURE) && !has(around::TABLE)) => BlockKind::Caption,
        _ if has(around::ITEM) => BlockKind::ListItem,
        _ if has(around::QUOTE) => BlockKind::Quotation,
        _ => BlockKind::Paragraph,
    }
}

/// The kept blocks with their kinds; cells of one row joined by a tab.
fn assemble(tree: &Tree, page: &Page, kept: &[bool]) -> Vec<(BlockKind, String)> {
    let mut out: Vec<(BlockKind, String)> = Vec::new();
    let mut row = None;
    for (block, _) in page.blocks.iter().zip(kept).filter(|(_, kept)| **kept) {
        let kind = kind(tree, block);
        let text = page.text_of(block);
        let this_row = (kind == BlockKind::TableRow).then(|| tree.parent(block.node)).flatten();
        match out.last_mut() {
            Some((BlockKind::TableRow, cells)) if this_row.is_some() && this_row == row => {
                cells.push('\t');
                cells.push_str(text);
            }
            _ => out.push((kind, text.to_owned())),
        }
        row = this_row;
    }
    out
}

/// Whether the data carry a body of which the page shows less than half.
fn shows_too_little(blocks: &[(BlockKind, String)], facts: &Facts) -> bool {
    if facts.body.len() < 60 {
        return false;
    }
    let mut shown = rustc_hash::FxHashSet::default();
    for (_, text) in blocks {
        facts::runs(text, |hash| _ = facts.body.contains(&hash) && shown.insert(hash));
    }
    shown.len() * 2 < facts.body.len()
}

/// A body out of the page's data, a paragraph a line.
fn from_data(body: &str) -> Vec<(BlockKind, String)> {
    let fold = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    body.lines().map(fold).filter(|l| !l.is_empty()).map(|l| (BlockKind::Paragraph, l)).collect()
}
