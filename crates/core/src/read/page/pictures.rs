//! The pictures and links of the article: what stands among the kept blocks, resolved, without furniture.

use super::blocks::Page;
use crate::model::Image;
use crate::read::address;
use crate::read::html::{Attr, Name, NodeId, Tree};
use rustc_hash::FxHashMap;
use std::ops::Range;
use url::Url;

/// Pictures smaller than this in either direction are icons and trackers, in pixels.
const SMALLEST: u32 = 120;
/// Most pictures and links of one article; a page with more is a gallery or an attack.
const MOST: usize = 500;

fn resolve(address: &str, base: Option<&Url>) -> Option<String> {
    let address = address.trim();
    if address.is_empty() || address.starts_with(['#', '{']) {
        return None;
    }
    if address::is_settled(address) {
        return Some(address.to_owned());
    }
    let url = match base {
        Some(base) => base.join(address).ok()?,
        None => Url::parse(address).ok()?,
    };
    // A saved page may lead to files beside it; one from the network may not.
    let local = base.is_some_and(|base| base.scheme() == "file");
    (matches!(url.scheme(), "http" | "https") || (local && url.scheme() == "file")).then(|| url.into())
}

/// Addresses linked to from kept blocks, in order, each once.
pub(super) fn links(tree: &Tree, page: &Page, kept: &[bool], base: Option<&Url>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut seen = rustc_hash::FxHashSet::default();
    for (block, _) in page.blocks.iter().zip(kept).filter(|(block, kept)| **kept && block.links > 0) {
        let nodes = (block.first.0..=block.last.0).map(NodeId);
        let around = tree.ancestors(block.first).take(4);
        for node in around.chain(nodes).filter(|n| tree.name(*n) == Name::A) {
            if out.len() < MOST
                && let Some(address) = tree.attr(node, "href").and_then(|h| resolve(&h, base))
                && seen.insert(address.clone())
            {
                out.push(address);
            }
        }
    }
    out
}

/// The nodes between which the article's pictures stand: from its first kept block to its last, and up to the
/// heading before the first, where the lead picture is.
fn stretch(tree: &Tree, page: &Page, kept: &[bool]) -> Option<Range<u32>> {
    let first = page.blocks.iter().zip(kept).find(|(_, kept)| **kept)?.0;
    let last = page.blocks.iter().zip(kept).rfind(|(_, kept)| **kept)?.0;
    let heading = (first.first.0.saturating_sub(400)..first.first.0)
        .rev()
        .map(NodeId)
        .find(|n| tree.name(*n) == Name::H1);
    Some(heading.unwrap_or(first.node).0..last.last.0 + 1)
}

/// The pictures of the article.
pub(super) fn images(tree: &Tree, page: &Page, kept: &[bool], base: Option<&Url>) -> Vec<Image> {
    let Some(stretch) = stretch(tree, page, kept) else { return Vec::new() };
    let mut known = FxHashMap::default();
    let mut out: Vec<Image> = Vec::new();
    for node in stretch.map(NodeId).filter(|n| matches!(tree.name(*n), Name::Img | Name::AmpImg)) {
        if out.len() < MOST
            && !in_furniture(tree, node, &mut known)
            && let Some(image) = image(tree, node, base)
            && out.iter().rev().take(20).all(|o| o.url != image.url)
        {
            out.push(image);
        }
    }
    out
}

/// `known`: what was found out about the values of class attributes.
fn in_furniture<'s>(tree: &Tree<'s>, node: NodeId, known: &mut FxHashMap<&'s str, bool>) -> bool {
    tree.ancestors(node).any(|n| {
        let by_name = matches!(tree.name(n), Name::Nav | Name::Aside | Name::Footer | Name::Button);
        let words = ["avatar", "author", "related", "logo", "icon", "promo"];
        by_name
            || tree
                .get(n, Attr::Class)
                .is_some_and(|class| *known.entry(class).or_insert_with(|| has_word(class, &words)))
    })
}

fn has_word(names: &str, words: &[&str]) -> bool {
    let mut found = false;
    super::lexicon::name_words(names, |_, word| found |= words.iter().any(|w| w.eq_ignore_ascii_case(word)));
    found
}

fn image(tree: &Tree, node: NodeId, base: Option<&Url>) -> Option<Image> {
    let number =
        |name: &str| tree.attr(node, name).and_then(|v| v.trim().trim_end_matches("px").parse::<u32>().ok());
    let (width, height) = (number("width"), number("height"));
    if width.is_some_and(|w| w < SMALLEST) || height.is_some_and(|h| h < SMALLEST) {
        return None;
    }
    if tree
        .get(node, Attr::Class)
        .is_some_and(|c| has_word(c, &["avatar", "logo", "icon", "emoji", "pixel", "spacer"]))
    {
        return None;
    }
    // Lazy loading keeps the true address aside and a placeholder in `src`.
    let aside =
        ["data-src", "data-original", "data-lazy-src", "data-url"].iter().find_map(|a| tree.attr(node, a));
    let set = ["srcset", "data-srcset"].iter().find_map(|a| tree.attr(node, a)).and_then(|s| largest(&s));
    let plain = tree.attr(node, "src").filter(|s| !s.starts_with("data:")).map(|s| s.into_owned());
    let address = aside.map(|a| a.into_owned()).or(plain).or(set)?;
    let url = resolve(&address, base)?;
    let path = url.split(['?', '#']).next().unwrap_or("").to_ascii_lowercase();
    if ["/pixel", "spacer", "1x1", "blank.gif", "placeholder", "/logo"].iter().any(|w| path.contains(w)) {
        return None;
    }
    let alt = tree.attr(node, "alt").map(|a| fold(&a)).filter(|a| !a.is_empty() && !is_file_name(a));
    let figure = tree.ancestors(node).take(8).find(|n| tree.name(*n) == Name::Figure);
    let caption = figure.and_then(|f| tree.descendants(f).find(|n| tree.name(*n) == Name::Figcaption));
    let (caption, credit) = caption.map_or((None, None), |c| split_credit(tree, c));
    Some(Image { url, caption, credit, alt, width, height })
}

/// The largest picture of a `srcset`.
fn largest(set: &str) -> Option<String> {
    set.split(", ")
        .filter_map(|candidate| {
            let mut parts = candidate.trim().trim_end_matches(',').split_ascii_whitespace();
            let address = parts.next()?;
            let size =
                parts.next().and_then(|s| s.trim_end_matches(['w', 'x']).parse::<f32>().ok()).unwrap_or(1.0);
            Some((address, size))
        })
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(address, _)| address.to_owned())
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_file_name(text: &str) -> bool {
    !text.contains(' ') && (text.contains('.') || text.contains('_'))
}

/// A caption without its credit, and the credit: what an element named so holds, or what follows a mark of credit.
fn split_credit(tree: &Tree, caption: NodeId) -> (Option<String>, Option<String>) {
    let whole = fold(&tree.text(caption));
    let named = tree.descendants(caption).find(|n| {
        tree.name(*n) != Name::Text
            && tree
                .get(*n, Attr::Class)
                .is_some_and(|c| has_word(c, &["credit", "credits", "copyright", "source"]))
    });
    let marks = ["Photo: ", "Photo by ", "Foto: ", "Image: ", "Picture: ", "Credit: ", "Photograph: ", "© "];
    let credit = match named {
        Some(node) => fold(&tree.text(node)),
        None => {
            marks.iter().find_map(|m| whole.rfind(m).map(|at| whole[at..].to_owned())).unwrap_or_default()
        }
    };
    let rest = whole
        .strip_suffix(credit.as_str())
        .unwrap_or(&whole)
        .trim_end_matches([' ', '(', '|', '/', '–', '-']);
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let name = marks
        .iter()
        .fold(credit.as_str(), |c, m| c.strip_prefix(m).unwrap_or(c))
        .trim_matches([' ', ')', '.']);
    (given(rest.trim()), given(name))
}
