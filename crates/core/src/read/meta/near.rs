//! The lines that are shown around the headline: where bylines and dates stand.

use super::cues::{Cues, Known};
use super::gather::is_author_address;
use super::people::is_full_name;
use super::plain::{collapse_into, fold};
use crate::read::html::{Attr, Name, NodeId, Tree};

/// A line of text near the headline: what stands in one block.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// Its text, parts joined by spaces.
    pub text: String,
    /// Texts of its links to authors' pages.
    pub names: Vec<String>,
    /// Hints of the elements around its texts.
    pub cues: Cues,
    /// Whether it is a name that the picture before it bears too.
    pub portrait: bool,
    /// How many lines lie between it and the headline: negative before, 1 is the line just below.
    pub place: i32,
    /// First node.
    pub node: u32,
    /// Bytes of long prose (lines over 150 bytes) between the headline and it.
    pub prose: u32,
}

/// Lines looked at before the headline, and after it.
const BEFORE: usize = 12;
const AFTER: usize = 45;
/// Nodes looked at where the whole page is.
const WHOLE: usize = 50_000;
/// Nodes looked at on each side.
const REACH: usize = 900;

/// The lines around a node, in document order.
pub(super) fn lines_around<'s>(tree: &Tree<'s>, headline: NodeId, names: &Known<'s>) -> Vec<Line> {
    let from = headline.index().saturating_sub(160).max(1);
    let inside = tree.subtree(headline);
    let all = Limits { lines: usize::MAX, prose: u32::MAX };
    let mut before = collect(tree, from..headline.index(), all, Some(names));
    let start = before.len().saturating_sub(BEFORE);
    let mut lines = before.split_off(start);
    let count = lines.len() as i32;
    for (at, line) in lines.iter_mut().enumerate() {
        line.place = at as i32 - count;
    }
    let to = (inside.end + REACH).min(tree.len());
    let mut prose = 0;
    let some = Limits { lines: AFTER, prose: 2_500 };
    for (at, mut line) in collect(tree, inside.end..to, some, Some(names)).into_iter().enumerate() {
        line.place = at as i32 + 1;
        line.prose = prose;
        prose += prose_of(&line);
        lines.push(line);
    }
    lines
}

/// Where the lines that are looked at end.
#[derive(Clone, Copy)]
struct Limits {
    /// So many lines.
    lines: usize,
    /// The line with which so many bytes of long prose are passed.
    prose: u32,
}

/// Bytes of long prose in a line.
fn prose_of(line: &Line) -> u32 {
    if line.text.len() > 150 { line.text.len() as u32 } else { 0 }
}

/// The text node that shows a text, given folded: for titles that no heading shows.
pub(super) fn shown_as_text(tree: &Tree<'_>, key: &str, body: NodeId) -> Option<NodeId> {
    if key.len() < 8 {
        return None;
    }
    let range = body.index()..tree.len();
    range.map(|at| NodeId(at as u32)).filter(|node| tree.name(*node) == Name::Text).find(|node| {
        let raw = tree.raw_text(*node);
        (key.len()..3 * key.len() + 40).contains(&raw.len())
            && tree
                .parent(*node)
                .is_none_or(|outer| !matches!(tree.name(outer), Name::Script | Name::Style | Name::Title))
            && fold(&tree.node_text(*node)) == key
    })
}

/// Lines of the whole page, without cues, for pages that say nothing near the headline.
pub(super) fn all_lines(tree: &Tree<'_>, from: NodeId) -> Vec<Line> {
    let most = Limits { lines: 3_000, prose: u32::MAX };
    let mut lines = collect(tree, from.index()..tree.len().min(from.index() + WHOLE), most, None);
    for line in &mut lines {
        line.place = i32::MAX;
    }
    lines
}

/// Lines of a range of nodes within the limits; with cues and names where `hints` are given.
fn collect<'s>(
    tree: &Tree<'s>,
    range: std::ops::Range<usize>,
    most: Limits,
    hints: Option<&Known<'s>>,
) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut prose = 0u32;
    let mut block = None;
    let mut skip_until = 0;
    let mut current = Line::default();
    let mut broken = false;
    let mut text = String::new();
    let mut portrait = String::new();
    // Hints of the elements looked at last: neighboring texts share them.
    let mut seen = [(tree.root(), Cues::default()); 8];
    let mut next = 0;
    for at in range {
        if at < skip_until {
            continue;
        }
        let node = NodeId(at as u32);
        match tree.name(node) {
            Name::Text => {}
            Name::Script
            | Name::Style
            | Name::Template
            | Name::Svg
            | Name::Noscript
            | Name::Select
            | Name::Textarea => {
                skip_until = tree.subtree(node).end;
                continue;
            }
            Name::Br => {
                broken = true;
                continue;
            }
            Name::Img => {
                let alt = tree.get(node, Attr::Alt).filter(|alt| hints.is_some() && alt.len() < 80);
                portrait = alt.map(fold).unwrap_or_default();
                continue;
            }
            _ => continue,
        }
        let raw = tree.raw_text(node);
        if raw.bytes().all(|b| b.is_ascii_whitespace()) {
            continue;
        }
        let around = tree.ancestors(node).take(32).find(|outer| is_block(tree.name(*outer)));
        if around != block || broken {
            if !current.text.is_empty() {
                prose = prose.saturating_add(prose_of(&current));
                lines.push(std::mem::take(&mut current));
                if lines.len() >= most.lines || prose > most.prose {
                    return lines;
                }
            }
            block = around;
            broken = false;
            current.node = at as u32;
        }
        collapse_into(&tree.node_text(node), &mut text);
        if text.is_empty() {
            continue;
        }
        if current.text.len() < 600 {
            if !current.text.is_empty() {
                current.text.push(' ');
            }
            current.text.push_str(&text);
        }
        // Names of elements matter to short texts; long ones are prose.
        let Some(hints) = hints.filter(|_| text.len() <= 200) else { continue };
        if !portrait.is_empty()
            && text.len() < 50
            && is_full_name(&text)
            && portrait.starts_with(&fold(&text))
        {
            current.portrait = true;
        }
        let mut depth = 0;
        for outer in tree.ancestors(node) {
            if tree.name(outer) == Name::A
                && text.len() < 80
                && current.names.len() < 20
                && tree.get(outer, Attr::Href).is_some_and(is_author_address)
            {
                current.names.push(text.clone());
            }
            let known = match seen.iter().find(|(node, _)| *node == outer) {
                Some((_, cues)) => *cues,
                None => {
                    let cues = hints.of_element(tree, outer);
                    seen[next] = (outer, cues);
                    next = (next + 1) % seen.len();
                    cues
                }
            };
            current.cues = current.cues.with(known);
            depth += 1;
            if depth >= 4 || is_block(tree.name(outer)) && depth >= 3 {
                break;
            }
        }
    }
    if !current.text.is_empty() {
        lines.push(current);
    }
    lines
}

fn is_block(name: Name) -> bool {
    !matches!(
        name,
        Name::A
            | Name::Span
            | Name::B
            | Name::Strong
            | Name::I
            | Name::Em
            | Name::Time
            | Name::Abbr
            | Name::Small
            | Name::Font
            | Name::U
            | Name::Sup
            | Name::Sub
            | Name::Cite
            | Name::Label
            | Name::Mark
            | Name::Address
            | Name::Button
            | Name::Other
    )
}
