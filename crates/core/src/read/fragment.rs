//! A piece of HTML, as feeds carry it, to blocks of text.

use super::html::{Name, Tree};
use crate::model::BlockKind;
use unicode_normalization::UnicodeNormalization;

/// What kind of block an element makes; `None` for those that only stand inside one.
fn block(name: Name) -> Option<BlockKind> {
    Some(match name {
        Name::H1 | Name::H2 | Name::H3 | Name::H4 | Name::H5 | Name::H6 => BlockKind::Heading,
        Name::Li | Name::Dt | Name::Dd => BlockKind::ListItem,
        Name::Blockquote => BlockKind::Quotation,
        Name::Figcaption | Name::Caption => BlockKind::Caption,
        Name::Tr => BlockKind::TableRow,
        Name::P
        | Name::Div
        | Name::Section
        | Name::Article
        | Name::Main
        | Name::Body
        | Name::Html
        | Name::Ul
        | Name::Ol
        | Name::Dl
        | Name::Table
        | Name::Figure
        | Name::Header
        | Name::Footer
        | Name::Aside
        | Name::Pre
        | Name::Hr
        | Name::Address
        | Name::Center
        | Name::Details
        | Name::Summary
        | Name::Form
        | Name::Nav => BlockKind::Paragraph,
        _ => return None,
    })
}

/// Elements whose text nobody reads.
fn is_silent(name: Name) -> bool {
    matches!(
        name,
        Name::Script
            | Name::Style
            | Name::Template
            | Name::Head
            | Name::Noscript
            | Name::Iframe
            | Name::Svg
            | Name::Nav
            | Name::Form
            | Name::Button
            | Name::Select
            | Name::Textarea
    )
}

/// The blocks of text in `tree`, in order, white space folded, NFC.
pub(super) fn blocks(tree: &Tree) -> Vec<(BlockKind, String)> {
    let mut found = Vec::new();
    let mut text = String::new();
    // open blocks: where they end, what they are
    let mut open: Vec<(usize, BlockKind)> = Vec::new();
    let mut skip_to = 0;
    let mut breaks = 0;
    for node in tree.descendants(tree.root()) {
        let at = node.index();
        while open.last().is_some_and(|(end, _)| *end <= at) {
            flush(&mut text, &open, &mut found);
            open.pop();
        }
        if at < skip_to {
            continue;
        }
        let name = tree.name(node);
        if is_silent(name) {
            skip_to = tree.subtree(node).end;
            continue;
        }
        match name {
            Name::Text => {
                let words = tree.node_text(node);
                if !words.trim().is_empty() {
                    breaks = 0;
                }
                text.push_str(&words);
            }
            Name::Br => {
                breaks += 1;
                if breaks >= 2 {
                    flush(&mut text, &open, &mut found);
                } else {
                    text.push(' ');
                }
            }
            Name::Td | Name::Th => {
                if !text.trim().is_empty() {
                    text.push('\u{1}'); // becomes the tab between cells
                }
            }
            _ => {
                if let Some(kind) = block(name) {
                    flush(&mut text, &open, &mut found);
                    open.push((tree.subtree(node).end, kind));
                }
            }
        }
    }
    flush(&mut text, &open, &mut found);
    found
}

fn flush(text: &mut String, open: &[(usize, BlockKind)], found: &mut Vec<(BlockKind, String)>) {
    let cells = text.split('\u{1}').map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "));
    let words: String = cells.collect::<Vec<_>>().join("\t").nfc().collect();
    text.clear();
    if words.trim().is_empty() {
        return;
    }
    // The innermost block that is more than a box says what the text is.
    let kind = open
        .iter()
        .rev()
        .map(|(_, kind)| *kind)
        .find(|kind| *kind != BlockKind::Paragraph)
        .unwrap_or(BlockKind::Paragraph);
    found.push((kind, words));
}
