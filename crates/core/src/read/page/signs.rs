//! What a block looks like, in a few words for people who ask why it was kept or dropped.

use super::blocks::{Block, around};
use crate::read::html::{Name, NodeId, Tree};

/// Elements around a block and what they say about it, the most telling first.
const AROUND: &[(u32, &str)] = &[
    (around::HIDDEN, "hidden"),
    (around::DIALOG, "in a dialog"),
    (around::NAV, "in navigation"),
    (around::FOOTER, "in a footer"),
    (around::ASIDE, "in an aside"),
    (around::FORM, "in a form"),
    (around::BUTTON, "in a button"),
    (around::HEADER, "in a header"),
    (around::BODY_PROP, "marked as the body"),
    (around::ARTICLE, "in an article"),
    (around::MAIN, "in the main part"),
];

/// What a block looks like.
pub(super) fn signs(block: &Block) -> String {
    let mut said: Vec<String> = Vec::new();
    said.extend(
        AROUND.iter().filter(|(bit, _)| block.around & bit != 0).take(2).map(|(_, w)| (*w).to_owned()),
    );
    if block.link_mass > 0 {
        let share = 100 * u64::from(block.link_mass) / u64::from(block.mass.max(1));
        said.push(format!("{share}% in links"));
    }
    said.push(match (block.words, block.stops) {
        (1, _) => "1 word".to_owned(),
        (words, 0) => format!("{words} words, no sentence ends"),
        (words, _) => format!("{words} words"),
    });
    said.join(", ")
}

/// The element and those around it, outermost first, at most four: `article > div.body > p`.
pub(super) fn place(tree: &Tree, node: NodeId) -> String {
    let named =
        |node: &NodeId| !matches!(tree.name(*node), Name::Document | Name::Html | Name::Body | Name::Text);
    let mut path: Vec<String> = std::iter::once(node)
        .chain(tree.ancestors(node))
        .filter(named)
        .take(4)
        .map(|node| element(tree, node))
        .collect();
    path.reverse();
    path.join(" > ")
}

/// An element as a selector would name it, so that a rule can be written from what is shown.
fn element(tree: &Tree, node: NodeId) -> String {
    let mut out = tree.tag(node).to_ascii_lowercase();
    let is_plain =
        |word: &&str| word.len() <= 40 && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if let Some(id) = tree.attr(node, "id").filter(|id| is_plain(&&**id) && !id.is_empty()) {
        out.push('#');
        out.push_str(&id);
        return out;
    }
    if let Some(classes) = tree.attr(node, "class") {
        for class in classes.split_ascii_whitespace().filter(is_plain).take(2) {
            out.push('.');
            out.push_str(class);
        }
    }
    out
}
