//! Marks of a single block as numbers: its element, how its text begins and ends, where it stands in the tree.

use super::blocks::Block;
use super::facts::run;
use crate::read::html::{Attr, Name, NodeId, Tree};

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

/// How many steps up from a node the element is that also holds `other`; negative where `other` is that element.
pub(super) fn steps_up(tree: &Tree, node: NodeId, other: NodeId) -> f32 {
    let mut steps = 0.0;
    let mut at = node;
    while !tree.contains(at, other) && !tree.contains(other, at) {
        at = tree.parent(at).unwrap_or(tree.root());
        steps += 1.0;
    }
    if tree.contains(other, node) {
        return -((tree.depth(node) - tree.depth(other)) as f32);
    }
    while !tree.contains(at, other) {
        at = tree.parent(at).unwrap_or(tree.root());
        steps += 1.0;
    }
    steps
}

/// A hash of the tags and class names of the four elements around.
/// `known` keeps what was computed for a node, plus one.
pub(super) fn path_key(tree: &Tree, block: &Block, known: &mut [u64]) -> u64 {
    let mut key = 0u64;
    for node in std::iter::once(block.node).chain(tree.ancestors(block.node)).take(4) {
        let slot = &mut known[node.index()];
        if *slot == 0 {
            let class = tree.get(node, Attr::Class).unwrap_or("");
            let letters = class.bytes().take(64).filter(u8::is_ascii_alphabetic);
            *slot =
                letters.fold(0u64, |key, b| key.wrapping_mul(31).wrapping_add(u64::from(b))).wrapping_add(1);
        }
        key = run(key, slot.wrapping_sub(1), tree.name(node) as u64);
    }
    key
}
