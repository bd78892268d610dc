//! Marks of a single block as numbers: its element, how its text begins and ends, where it stands in the tree.

use super::blocks::Block;
use super::facts::run;
use crate::read::html::{Attr, Name, NodeId, Tree};
use rustc_hash::FxHashMap;

/// The kind of an element as a number, the same for elements that play the same part.
pub(super) fn kind(name: Name) -> f32 {
    use Name::*;
    f32::from(match name {
        P => 0u8,
        Div => 1,
        Li => 2,
        H1 => 3,
        H2 => 4,
        H3 => 5,
        H4 | H5 | H6 => 6,
        Td | Th => 7,
        Section => 8,
        Figcaption | Caption => 9,
        Blockquote => 10,
        Dt => 11,
        Dd => 12,
        Pre => 13,
        Article | Main => 14,
        Header => 15,
        Footer => 16,
        Body | Document => 17,
        Center => 18,
        Form | Fieldset | Button => 19,
        _ => 20,
    })
}

/// How the text ends: with a full stop, a question, a colon, dots, a quotation mark, a letter, a figure, other.
pub(super) fn ending(text: &str) -> f32 {
    match text.chars().next_back() {
        Some('.' | '。' | '!' | '！' | '।' | '۔') => {
            if text.ends_with("...") {
                3.0
            } else {
                0.0
            }
        }
        Some('?' | '？' | '؟') => 1.0,
        Some(':' | '：') => 2.0,
        Some('…') => 3.0,
        Some('"' | '”' | '\'' | '’' | '»' | '」' | '“' | '』') => 4.0,
        Some(')' | ']' | '）') => 5.0,
        Some(letter) if letter.is_numeric() => 6.0,
        Some(letter) if letter.is_alphabetic() => 7.0,
        Some('>' | '›' | '→' | '▼') => 9.0,
        _ => 8.0,
    }
}

/// How the text begins: with a capital, a small letter, a figure, a quotation mark, a bullet or other mark.
pub(super) fn beginning(text: &str) -> f32 {
    match text.chars().next() {
        Some(letter) if letter.is_uppercase() => 0.0,
        Some(letter) if letter.is_lowercase() => 1.0,
        Some(letter) if letter.is_numeric() => 2.0,
        Some('"' | '“' | '„' | '«' | '‘' | '\'' | '「' | '–' | '—') => 3.0,
        Some(letter) if letter.is_alphabetic() => 4.0,
        Some('(' | '[' | '（' | '【') => 5.0,
        Some('•' | '·' | '|' | '/' | '>' | '»' | '#' | '@' | '*') => 6.0,
        _ => 7.0,
    }
}

/// Where a block stands to a range: 0 inside, else how many blocks before (negative) or after.
pub(super) fn place(i: usize, range: (u32, u32)) -> f32 {
    let (i, from, to) = (i as f32, range.0 as f32, range.1 as f32);
    let distance = if i < from {
        i - from
    } else if i >= to {
        i - to + 1.0
    } else {
        0.0
    };
    distance.clamp(-50.0, 50.0)
}

/// An element and those around it, the document first: what other nodes are measured against.
pub(super) struct Path(Vec<NodeId>);

impl Path {
    /// The path to an element.
    pub fn to(tree: &Tree, node: NodeId) -> Self {
        let mut path: Vec<NodeId> = std::iter::once(node).chain(tree.ancestors(node)).collect();
        path.reverse();
        Self(path)
    }

    /// How many steps up from a node the element is that also holds the end of the path; negative where that end holds
    /// the node.
    pub fn steps_up(&self, tree: &Tree, node: NodeId) -> f32 {
        // What holds the node and what does not part the path at one place.
        let common = self.0.partition_point(|around| tree.contains(*around, node)).max(1) - 1;
        let up = tree.depth(node) as f32 - common as f32;
        if common + 1 == self.0.len() { -up } else { up }
    }
}

/// Keys of the class names of elements: equal for equal letters in the first bytes.
pub(super) struct ClassKeys<'s> {
    /// By node, plus one; nought where it is not known yet.
    of_nodes: Vec<u64>,
    /// By the bytes of the class attribute: most elements share theirs with others.
    of_values: FxHashMap<&'s str, u64>,
}

impl<'s> ClassKeys<'s> {
    /// None is known yet.
    pub fn of(tree: &Tree<'s>) -> Self {
        Self { of_nodes: vec![0; tree.len()], of_values: FxHashMap::default() }
    }

    fn key(&mut self, tree: &Tree<'s>, node: NodeId) -> u64 {
        let slot = &mut self.of_nodes[node.index()];
        if *slot == 0 {
            *slot = tree.get(node, Attr::Class).map_or(0, |class| {
                *self.of_values.entry(class).or_insert_with(|| {
                    let letters = class.bytes().take(64).filter(u8::is_ascii_alphabetic);
                    letters.fold(0u64, |key, b| key.wrapping_mul(31).wrapping_add(u64::from(b)))
                })
            });
            *slot = slot.wrapping_add(1);
        }
        slot.wrapping_sub(1)
    }
}

/// A hash of the tags and class names of the four elements around.
pub(super) fn path_key<'s>(tree: &Tree<'s>, block: &Block, known: &mut ClassKeys<'s>) -> u64 {
    let around = std::iter::once(block.node).chain(tree.ancestors(block.node)).take(4);
    around.fold(0, |key, node| run(key, known.key(tree, node), tree.name(node) as u64))
}
