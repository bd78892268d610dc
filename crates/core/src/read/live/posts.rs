//! The posts of a page, by their time stamps.

use super::clock::{Clock, clock};
use crate::model::{BlockKind, Dated, FoundIn, Language};
use crate::read::date::{DayOrder, parse_date};
use crate::read::html::{Attr, Name, NodeId, Tree};
use crate::read::page::Verdict;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Time stamps of a page that are looked at.
const MOST: usize = 5_000;
/// Longest text of a time stamp, in bytes.
const LONGEST: usize = 80;
/// Letters from which on an element with a time stamp holds its post and is not only its head.
const POST: usize = 60;

/// A time stamp.
struct Stamp {
    node: NodeId,
    at: Option<Dated>,
    clock: Option<Clock>,
}

/// A post.
pub(super) struct Post {
    /// Its nodes.
    pub range: Range<usize>,
    /// Its time stamp's nodes.
    stamp: Range<usize>,
    /// What the stamp shows.
    shown: String,
    /// When it was posted.
    pub at: Option<Dated>,
    /// The time of day, where no more is shown.
    pub clock: Option<Clock>,
}

impl Post {
    /// Whether a block is no more than the time stamp.
    pub fn is_stamp(&self, verdict: &Verdict) -> bool {
        let text = verdict.text.trim();
        let inside = self.stamp.contains(&verdict.node.index()) && text.len() <= LONGEST;
        inside
            || text == self.shown
            || (text.len() <= 20 && verdict.kind != BlockKind::Heading && clock(text).is_some())
    }

    /// Whether a time of day is known.
    pub fn has_clock(&self) -> bool {
        self.clock.is_some() || self.at.is_some_and(|at| at.at.is_some())
    }

    /// Whether its first heading leads elsewhere: then it is a teaser.
    pub fn heading_is_link(&self, tree: &Tree) -> bool {
        let nodes = || self.range.clone().map(|node| NodeId(node as u32));
        let Some(heading) = nodes().find(|node| tree.name(*node).is_heading()) else { return false };
        let leads = |node: NodeId| {
            tree.name(node) == Name::A
                && tree.raw_attr(node, "href").is_some_and(|href| !href.starts_with('#'))
        };
        tree.ancestors(heading).take(3).any(leads) || tree.descendants(heading).any(leads)
    }
}

/// The posts, in the order of the page; none where fewer than two time stamps stand side by side.
pub(super) fn posts(tree: &Tree, language: Option<Language>) -> Vec<Post> {
    let stamps = stamps(tree, language);
    let Some(list) = list_of(tree, &stamps) else { return Vec::new() };
    // The first stamp in each child of the list.
    let mut heads: Vec<(NodeId, &Stamp)> = Vec::new();
    for stamp in stamps.iter().filter(|stamp| tree.contains(list, stamp.node)) {
        let child = std::iter::once(stamp.node)
            .chain(tree.ancestors(stamp.node))
            .find(|node| tree.parent(*node) == Some(list));
        if let Some(child) = child
            && heads.last().is_none_or(|(last, _)| *last != child)
        {
            heads.push((child, stamp));
        }
    }
    let whole = heads.iter().filter(|(child, _)| letters(tree, *child) >= POST).count() * 2 > heads.len();
    let end = tree.subtree(list).end;
    let mut posts = Vec::with_capacity(heads.len());
    for (at, (child, stamp)) in heads.iter().enumerate() {
        let own = tree.subtree(*child);
        // A head that stands before its post, both children of the list: the post goes on to the next head.
        let stop = heads.get(at + 1).map_or(end, |(next, _)| next.index());
        let range = if whole { own } else { own.start..stop };
        let shown = tree.text(stamp.node).split_whitespace().collect::<Vec<_>>().join(" ");
        let Stamp { node, at, clock } = **stamp;
        posts.push(Post { range, stamp: tree.subtree(node), shown, at, clock });
    }
    posts
}

/// All time stamps, in document order.
fn stamps(tree: &Tree, language: Option<Language>) -> Vec<Stamp> {
    let mut stamps: Vec<Stamp> = Vec::new();
    // What was found out about the values of class attributes: elements share theirs.
    let mut known = FxHashMap::default();
    let mut skip = 0;
    for node in tree.descendants(tree.root()) {
        let name = tree.name(node);
        if node.index() < skip || name == Name::Text {
            continue;
        }
        if matches!(name, Name::Script | Name::Style | Name::Head | Name::Svg | Name::Nav | Name::Footer) {
            skip = tree.subtree(node).end;
            continue;
        }
        if stamps.len() >= MOST {
            break;
        }
        if let Some(stamp) = stamp(tree, node, name, language, &mut known) {
            skip = tree.subtree(node).end;
            stamps.push(stamp);
        }
    }
    stamps
}

fn stamp<'s>(
    tree: &Tree<'s>,
    node: NodeId,
    name: Name,
    language: Option<Language>,
    known: &mut FxHashMap<&'s str, bool>,
) -> Option<Stamp> {
    let is_time = name == Name::Time
        || tree.raw_attr(node, "datetime").is_some_and(|_| name != Name::Ins && name != Name::Del);
    let named = is_time
        || tree
            .get(node, Attr::Class)
            .is_some_and(|class| *known.entry(class).or_insert_with(|| names_time(class)))
        || tree.raw_attr(node, "itemprop").is_some_and(|p| p.eq_ignore_ascii_case("datePublished"));
    if !named || tree.subtree(node).len() > 24 {
        return None;
    }
    let text = tree.text(node);
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let read = |text: &str| parse_date(text.trim(), language, DayOrder::Unknown);
    let given =
        tree.attr(node, "datetime").or_else(|| tree.attr(node, "content")).and_then(|text| read(&text));
    let clock = clock(text);
    let at = given.or_else(|| read(text)).map(|dated| Dated { found_in: FoundIn::TimeElement, ..dated });
    (at.is_some() || clock.is_some()).then_some(Stamp { node, at, clock })
}

/// Whether a class says that the element shows a time.
fn names_time(class: &str) -> bool {
    class.len() <= 200
        && class.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| {
            ["time", "timestamp", "date", "datetime", "clock", "uhrzeit", "hora", "heure", "stamp"]
                .iter()
                .any(|known| word.eq_ignore_ascii_case(known))
        })
}

/// The element with the most children that hold time stamps; of equals the innermost. Every node is visited once.
fn list_of(tree: &Tree, stamps: &[Stamp]) -> Option<NodeId> {
    let mut counted = vec![false; tree.len()];
    let mut children: Vec<u32> = vec![0; tree.len()];
    for stamp in stamps {
        let mut node = stamp.node;
        while !counted[node.index()] {
            counted[node.index()] = true;
            let Some(parent) = tree.parent(node) else { break };
            children[parent.index()] += 1;
            node = parent;
        }
    }
    let best = children.iter().copied().max().filter(|count| *count >= 2)?;
    children.iter().rposition(|count| *count == best).map(|at| NodeId(at as u32))
}

/// Letters inside, as far as it takes to know that there are enough.
fn letters(tree: &Tree, node: NodeId) -> usize {
    let mut sum = 0;
    for inner in tree.descendants(node) {
        sum += tree.raw_text(inner).trim().len();
        if sum >= 2 * POST {
            break;
        }
    }
    sum
}
