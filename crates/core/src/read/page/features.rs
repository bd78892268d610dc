//! What is known about each block, as rows of numbers for the learned scorers.

use super::blocks::{Block, Page, around};
use super::facts::Facts;
use super::lexicon::{Lexicon, name_words};
use super::marks::{ClassKeys, Path, beginning, ending, kind, path_key, place};
use super::outline::outline;
use super::words::{Words, words};
use crate::read::html::{Attr, Attrs, Name, NodeId, Tree};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How many numbers the first scorer sees of a block.
pub(super) const WIDTH: usize = 93 + 20;

/// A row of numbers for every block.
pub(super) type Row = [f32; WIDTH];

/// Sums over the blocks before each, so that the sum over any range is one subtraction.
#[derive(Default)]
struct Sums {
    mass: Vec<f32>,
    link: Vec<f32>,
    good: Vec<f32>,
    stops: Vec<f32>,
    commas: Vec<f32>,
}

impl Sums {
    fn of(blocks: &[Block]) -> Self {
        let mut sums = Self::default();
        let total = |get: &dyn Fn(&Block) -> f32| {
            let mut sum = 0.0;
            let mut out = Vec::with_capacity(blocks.len() + 1);
            out.push(0.0);
            for block in blocks {
                sum += get(block);
                out.push(sum);
            }
            out
        };
        sums.mass = total(&|b| b.mass as f32);
        sums.link = total(&|b| b.link_mass as f32);
        sums.good = total(&good);
        sums.stops = total(&|b| f32::from(b.stops));
        sums.commas = total(&|b| f32::from(b.commas));
        sums
    }

    fn over(sums: &[f32], range: (u32, u32)) -> f32 {
        sums[range.1 as usize] - sums[range.0 as usize]
    }
}

/// Mass of a block if it reads like running text, else nought.
fn good(block: &Block) -> f32 {
    let furniture = around::NAV | around::FOOTER | around::ASIDE | around::BUTTON | around::DIALOG;
    let is_text = block.mass >= 60 && block.link_mass * 3 < block.mass && block.stops > 0;
    if is_text && block.around & furniture == 0 { block.mass as f32 } else { 0.0 }
}

/// What class names, ids and the like around a node say; computed once for each element.
struct Names<'t, 's> {
    tree: &'t Tree<'s>,
    lexicon: &'t Lexicon,
    known: Vec<f32>,
    ups: FxHashMap<NodeId, Up>,
    /// By the bytes of the class attribute: most elements share theirs with others.
    cache: FxHashMap<&'s str, f32>,
}

/// What the names of an element and of all around it say: the least and the most weight, the sum in which each step up
/// counts a quarter less, and the least inside the holder of the page's text.
#[derive(Clone, Copy, Default)]
struct Up {
    least: f32,
    most: f32,
    faded: f32,
    least_near: f32,
}

impl Up {
    /// The same for an element inside.
    fn below(self, node: NodeId, weight: f32, holder: NodeId) -> Self {
        Self {
            least: self.least.min(weight),
            most: self.most.max(weight),
            faded: weight + 0.75 * self.faded,
            least_near: if node.0 > holder.0 { self.least_near.min(weight) } else { self.least_near },
        }
    }
}

/// Elements around a block whose names are looked at.
const AROUND: usize = 40;

/// Attributes whose words say what an element is for.
pub(super) const NAMING: Attrs =
    Attrs::of(&[Attr::Class, Attr::Id, Attr::Itemprop, Attr::Role, Attr::DataTestid, Attr::DataComponent]);

impl Names<'_, '_> {
    /// What the names from `node` on up say. Elements beside each other share what is above them.
    fn up(&mut self, node: NodeId, holder: NodeId) -> Up {
        let deep = self.tree.depth(node) >= AROUND;
        let known =
            self.tree.parent(node).filter(|_| !deep).and_then(|parent| self.ups.get(&parent).copied());
        let whole = |names: &mut Self, node: NodeId| {
            let mut path = [(node, 0.0); AROUND];
            let mut length = 0;
            let tree = names.tree;
            for (slot, node) in path.iter_mut().zip(std::iter::once(node).chain(tree.ancestors(node))) {
                *slot = (node, names.weight(node));
                length += 1;
            }
            path[..length]
                .iter()
                .rev()
                .fold(Up::default(), |up, (node, weight)| up.below(*node, *weight, holder))
        };
        let Some(parent) = self.tree.parent(node).filter(|_| !deep) else { return whole(self, node) };
        let above = known.unwrap_or_else(|| whole(self, parent));
        self.ups.insert(parent, above);
        let weight = self.weight(node);
        above.below(node, weight, holder)
    }

    fn weight(&mut self, node: NodeId) -> f32 {
        let known = self.known[node.index()];
        if !known.is_nan() {
            return known;
        }
        let mut sum = 0.0;
        for (_, value) in self.tree.those(node, NAMING) {
            if value.is_empty() || value.len() > 400 {
                continue;
            }
            sum += *self.cache.entry(value).or_insert_with(|| {
                let mut sum = 0.0f32;
                let mut seen = [0u64; 8];
                let mut count = 0;
                name_words(value, |hash, _| {
                    if !seen.contains(&hash) {
                        seen[count % 8] = hash;
                        count += 1;
                        sum += self.lexicon.names.get(&hash).copied().unwrap_or(0.0);
                    }
                });
                sum
            });
        }
        let sum = sum.clamp(-4.0, 4.0);
        self.known[node.index()] = sum;
        sum
    }
}

pub(super) fn log(value: f32) -> f32 {
    // Most values are small counts.
    let whole = value as usize;
    if whole < LOGS.len() && whole as f32 == value { LOGS[whole] } else { libm::log2f(1.0 + value.max(0.0)) }
}

static LOGS: LazyLock<[f32; 1024]> = LazyLock::new(|| std::array::from_fn(|n| libm::log2f(1.0 + n as f32)));

pub(super) fn share(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// The element that holds most of the running text closest around it: each block gives its mass to its parent and
/// half to the one above (the idea of Arc90's Readability).
fn densest(tree: &Tree, blocks: &[Block]) -> NodeId {
    let mut scores: FxHashMap<NodeId, f32> = FxHashMap::default();
    for block in blocks {
        let mass = good(block);
        if mass > 0.0 {
            for (above, weight) in tree.ancestors(block.node).zip([1.0, 0.5, 0.25]) {
                *scores.entry(above).or_default() += mass * weight;
            }
        }
    }
    let best = scores.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)));
    best.map_or(tree.root(), |(node, _)| *node)
}

/// The smallest element that holds at least `part` of the page's running text.
fn holder(tree: &Tree, page: &Page, sums: &Sums, part: f32) -> NodeId {
    let total = Sums::over(&sums.good, page.range[0]);
    let mut node = tree.root();
    loop {
        let next = tree.children(node).find(|n| {
            let range = page.range[n.index()];
            range.1 > range.0 && Sums::over(&sums.good, range) >= part * total
        });
        match next {
            Some(next) if total > 0.0 => node = next,
            _ => return node,
        }
    }
}

/// Whether a block is furniture at first sight: in the page's navigation or footer, or a short link between links.
/// More than half of all blocks are; of the text that should be kept it costs a quarter of a percent.
fn is_plain(blocks: &[Block], i: usize) -> bool {
    let is_link = |b: &Block| b.link_mass * 10 > b.mass * 9;
    let block = &blocks[i];
    if block.around & (around::NAV | around::FOOTER) != 0 {
        return true;
    }
    let beside = |n: Option<&Block>| n.is_some_and(is_link);
    is_link(block)
        && block.mass < 60
        && beside(i.checked_sub(1).and_then(|n| blocks.get(n)))
        && beside(blocks.get(i + 1))
}

/// Everything about a page that its rows share.
pub(super) struct View<'p> {
    pub tree: &'p Tree<'p>,
    pub page: &'p Page,
    /// Index of the block that shows the title.
    pub title: Option<usize>,
    /// A row for every block; noughts for one that is plainly furniture.
    pub rows: Vec<Row>,
    /// Whether the block is plainly furniture and asks for no scorer.
    pub plain: Vec<bool>,
    /// The signature of each block: its tag path with class names.
    pub signature: Vec<u64>,
}

/// Computes the rows of a page.
pub(super) fn view<'p>(tree: &'p Tree<'p>, page: &'p Page, facts: &Facts, lexicon: &'p Lexicon) -> View<'p> {
    let blocks = &page.blocks;
    let sums = Sums::of(blocks);
    let densest = densest(tree, blocks);
    let holder = holder(tree, page, &sums, 0.6);
    let mut names = Names {
        tree,
        lexicon,
        known: vec![f32::NAN; tree.len()],
        ups: FxHashMap::default(),
        cache: FxHashMap::default(),
    };
    let mut hashes = Vec::with_capacity(256);
    let of_block = |b: &Block| words(page.text_of(b), b.words, facts, lexicon, &mut hashes);
    let words: Vec<Words> = blocks.iter().map(of_block).collect();
    let mut repeats: FxHashMap<u64, u32> = FxHashMap::default();
    for word in &words {
        *repeats.entry(word.whole).or_default() += 1;
    }
    let title = title_block(blocks, &words);
    let mut signature = Vec::with_capacity(blocks.len());
    let mut class_keys = ClassKeys::of(tree);
    // Of all blocks with one signature: count, mass, mass in links, running text.
    let mut alike: FxHashMap<u64, [f32; 4]> = FxHashMap::default();
    for block in blocks {
        let key = path_key(tree, block, &mut class_keys);
        signature.push(key);
        let group = alike.entry(key).or_default();
        group[0] += 1.0;
        group[1] += block.mass as f32;
        group[2] += block.link_mass as f32;
        group[3] += good(block);
    }
    let total_mass = Sums::over(&sums.mass, page.range[0]);
    let total_good = Sums::over(&sums.good, page.range[0]);
    let first_good = blocks.iter().position(|b| good(b) > 0.0).unwrap_or(0) as f32;
    let last_good = blocks.iter().rposition(|b| good(b) > 0.0).unwrap_or(0) as f32;
    let densest_range = page.range[densest.index()];
    let holder_range = page.range[holder.index()];
    let outlines = outline(tree, blocks, &words, title);
    // The article begins, as a rule, with the first running text below its title.
    let from = title.unwrap_or(0);
    let opening = blocks.iter().skip(from).position(|b| good(b) > 0.0).map(|n| n + from);
    let start = opening.and_then(|i| tree.parent(blocks[i].node)).unwrap_or(tree.root());
    let start_range = page.range[start.index()];
    let start_article = opening.and_then(|i| outlines[i].article);
    let good_at_title = sums.good[from];
    let [to_densest, to_holder, to_start] = [densest, holder, start].map(|node| Path::to(tree, node));
    let plain: Vec<bool> = (0..blocks.len()).map(|i| is_plain(blocks, i)).collect();
    let mut rows = Vec::with_capacity(blocks.len());
    for (i, block) in blocks.iter().enumerate() {
        if plain[i] {
            rows.push([0.0; WIDTH]);
            continue;
        }
        let text = page.text_of(block);
        let word = &words[i];
        let mass = block.mass as f32;
        let group = alike[&signature[i]];
        let mut row = [0.0; WIDTH];
        let mut at = 0;
        let mut put = |value: f32| {
            row[at] = value;
            at += 1;
        };
        // 0..: the text
        put(log(mass));
        put(log(block.words as f32));
        put(share(block.link_mass as f32, mass));
        put(f32::from(block.links));
        put(share(f32::from(block.commas) * 100.0, mass));
        put(share(f32::from(block.stops) * 100.0, mass));
        put(f32::from(block.stops.min(20)));
        put(ending(text));
        put(beginning(text));
        put(share(block.upper as f32, mass));
        put(share(block.digits as f32, mass));
        put(share(block.strong_mass as f32, mass));
        put(share(mass, block.words as f32));
        put(f32::from(block.breaks));
        put(word.mean);
        put(word.least);
        put(word.first);
        put(word.title);
        put(word.in_title);
        put(word.description);
        put(word.body);
        put(repeats[&word.whole] as f32);
        // 22..: the elements around
        put(kind(tree.name(block.node)));
        put(tree.parent(block.node).map_or(-1.0, |n| kind(tree.name(n))));
        for bit in [
            around::ARTICLE,
            around::MAIN,
            around::ASIDE,
            around::NAV,
            around::FOOTER,
            around::HEADER,
            around::FORM,
            around::TABLE,
            around::LIST,
            around::FIGURE,
            around::CAPTION,
            around::QUOTE,
            around::HIDDEN,
            around::CODE,
            around::HEADING,
            around::LINK,
            around::SECTION,
            around::ITEM,
            around::BODY_PROP,
        ] {
            put(f32::from(u8::from(block.around & bit != 0)));
        }
        let other = around::BUTTON
            | around::LABEL
            | around::DETAILS
            | around::ADDRESS
            | around::TIME
            | around::DIALOG;
        put((block.around & other) as f32);
        put(tree.depth(block.node) as f32);
        // 44..: what the elements' names say
        let mut inner = 0.0f32;
        let first_parent = tree.parent(block.first).unwrap_or(block.node);
        let mut node = first_parent;
        while node != block.node && node.0 > block.node.0 {
            let weight = names.weight(node);
            inner = if weight < inner || inner == 0.0 { weight } else { inner };
            node = tree.parent(node).unwrap_or(block.node);
        }
        put(inner);
        let (mut near, mut step) = ([0.0f32; 4], block.node);
        for slot in &mut near {
            *slot = names.weight(step);
            let Some(parent) = tree.parent(step) else { break };
            step = parent;
        }
        let up = names.up(block.node, holder);
        near.into_iter().for_each(&mut put);
        put(up.least);
        put(up.most);
        put(up.faded);
        put(up.least_near);
        // 53..: where it stands
        put(i as f32 / blocks.len() as f32);
        put(share(sums.mass[i], total_mass));
        put(share(sums.good[i], total_good));
        put(log(blocks.len() as f32));
        put(log(total_good));
        put(title.map_or(-200.0, |t| (i as f32 - t as f32).clamp(-100.0, 200.0)));
        put(title.map_or(-1.0, |t| share(sums.mass[i] - sums.mass[t], total_mass)));
        put((i as f32 - first_good).clamp(-100.0, 100.0));
        put((i as f32 - last_good).clamp(-100.0, 100.0));
        put(place(i, densest_range));
        put(place(i, holder_range));
        put(to_densest.steps_up(tree, block.node));
        put(to_holder.steps_up(tree, block.node));
        // 66..: the elements around, by their text
        let mut above = block.node;
        for _ in 0..3 {
            above = tree.parent(above).unwrap_or(tree.root());
            let range = page.range[above.index()];
            let mass = Sums::over(&sums.mass, range);
            put(share(Sums::over(&sums.link, range), mass));
            put(share(Sums::over(&sums.good, range), total_good));
            put(log((range.1 - range.0) as f32));
        }
        let section = tree
            .ancestors(block.node)
            .find(|n| {
                matches!(
                    tree.name(*n),
                    Name::Section | Name::Aside | Name::Article | Name::Ul | Name::Table | Name::Footer
                )
            })
            .unwrap_or(tree.root());
        let range = page.range[section.index()];
        put(share(Sums::over(&sums.link, range), Sums::over(&sums.mass, range)));
        put(share(Sums::over(&sums.good, range), total_good));
        // 77..: others of the same make
        put(log(group[0]));
        put(share(group[1], total_mass));
        put(share(group[2], group[1]));
        put(share(group[3], total_good));
        // 81..: the neighbors
        for step in [-2isize, -1, 1, 2] {
            match i.checked_add_signed(step).and_then(|n| blocks.get(n)) {
                Some(next) => {
                    put(log(next.mass as f32));
                    put(share(next.link_mass as f32, next.mass as f32));
                }
                None => {
                    put(-1.0);
                    put(-1.0);
                }
            }
        }
        let before = i.saturating_sub(4) as u32;
        let after = (i + 5).min(blocks.len()) as u32;
        put(share(Sums::over(&sums.good, (before, after)), Sums::over(&sums.mass, (before, after))));
        put(share(Sums::over(&sums.link, (before, after)), Sums::over(&sums.mass, (before, after))));
        put(if i > 0 && signature[i - 1] == signature[i] { 1.0 } else { 0.0 });
        // 93..: which of several articles on the page it is in
        let outline = &outlines[i];
        put(outline.ordinal);
        put(if outline.article == start_article { 1.0 } else { 0.0 });
        put(outline
            .article
            .map_or(-1.0, |n| share(Sums::over(&sums.good, page.range[n.index()]), total_good)));
        put(outline.main_headings);
        put(outline.link_headings);
        put(outline.headings);
        put(outline.heading_kind);
        put(outline.heading_mean);
        put(outline.heading_least);
        put(outline.heading_distance);
        put(outline.warned);
        put(outline.warned_distance);
        put(place(i, start_range));
        put(to_start.steps_up(tree, block.node));
        put(share(Sums::over(&sums.good, start_range), total_good));
        // 108..: others in the same element
        let parent = tree.parent(block.node).unwrap_or(tree.root());
        let range = page.range[parent.index()];
        let siblings = (range.1 - range.0) as f32;
        put(share(Sums::over(&sums.mass, range), siblings.max(1.0)));
        put(share(i as f32 - range.0 as f32, siblings.max(1.0)));
        put(share(Sums::over(&sums.stops, range) * 100.0, Sums::over(&sums.mass, range)));
        put(share(
            Sums::over(&sums.commas, (before, after)) * 100.0,
            Sums::over(&sums.mass, (before, after)),
        ));
        put(share(Sums::over(&sums.good, (0, i as u32)) - good_at_title, total_good));
        rows.push(row);
    }
    View { tree, page, title, rows, plain, signature }
}

/// The block that shows the title: the one that shares most words with it; headings win.
fn title_block(blocks: &[Block], words: &[Words]) -> Option<usize> {
    let mut best = None;
    let mut best_score = 0.5;
    for (i, (block, word)) in blocks.iter().zip(words).enumerate() {
        if block.words > 60 {
            continue;
        }
        let heading = if block.around & around::HEADING != 0 { 0.15 } else { 0.0 };
        let link = if block.around & around::LINK != 0 { -0.2 } else { 0.0 };
        let score = (word.title * word.in_title).max(0.0).sqrt() + heading + link;
        if score > best_score {
            best_score = score;
            best = Some(i);
        }
    }
    best
}
