//! What the names of classes, ids and microdata hint at.

use crate::read::html::{Attr, Attrs, NodeId, Tree};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// Hints as bits: what the names of an element, or of several around a text, speak of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cues(u16);

impl Cues {
    /// Dates and times.
    pub const DATE: Self = Self(1);
    /// Publication.
    pub const PUBLISHED: Self = Self(2);
    /// Change after publication.
    pub const CHANGED: Self = Self(4);
    /// Authors and bylines.
    pub const BYLINE: Self = Self(8);
    /// Data about the article: `meta`, `info`.
    pub const META: Self = Self(16);
    /// A headline.
    pub const HEADLINE: Self = Self(32);
    /// Logos, menus, teasers: parts that are no article.
    pub const FURNITURE: Self = Self(64);
    /// Credits of pictures.
    pub const CREDIT: Self = Self(128);
    /// The headline of the article itself: `entry-title`.
    pub const OWN_HEADLINE: Self = Self(256);
    /// Teasers and lists of other articles.
    pub const OTHERS: Self = Self(512);

    /// Whether it has one of `other`.
    pub fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Parts of names by their first letter, in lower case, and what they hint at.
const PARTS: &[(&[u8], Cues)] = &[
    (b"author", Cues::BYLINE),
    (b"autor", Cues::BYLINE),
    (b"auteur", Cues::BYLINE),
    (b"aktualis", Cues::CHANGED),
    (b"article-title", Cues::OWN_HEADLINE),
    (b"article__title", Cues::OWN_HEADLINE),
    (b"brand", Cues::FURNITURE),
    (b"byline", Cues::BYLINE),
    (b"by-line", Cues::BYLINE),
    (b"comments", Cues::FURNITURE),
    (b"contributor", Cues::BYLINE),
    (b"cookie", Cues::FURNITURE),
    (b"copyright", Cues::CREDIT),
    (b"credit", Cues::CREDIT),
    (b"card", Cues::OTHERS),
    (b"carousel", Cues::OTHERS),
    (b"date", Cues::DATE),
    (b"datepublished", Cues::PUBLISHED),
    (b"datum", Cues::DATE),
    (b"entry", Cues::HEADLINE),
    (b"entry-date", Cues::PUBLISHED),
    (b"entry-title", Cues::OWN_HEADLINE),
    (b"fecha", Cues::DATE),
    (b"footer", Cues::FURNITURE),
    (b"headline", Cues::HEADLINE),
    (b"headline", Cues::OWN_HEADLINE),
    (b"heading", Cues::HEADLINE),
    (b"info", Cues::META),
    (b"logo", Cues::FURNITURE),
    (b"masthead", Cues::FURNITURE),
    (b"menu", Cues::FURNITURE),
    (b"meta", Cues::META),
    (b"modal", Cues::FURNITURE),
    (b"modif", Cues::CHANGED),
    (b"most-", Cues::OTHERS),
    (b"nav", Cues::FURNITURE),
    (b"newsletter", Cues::FURNITURE),
    (b"popup", Cues::FURNITURE),
    (b"popular", Cues::OTHERS),
    (b"post-title", Cues::OWN_HEADLINE),
    (b"post__title", Cues::OWN_HEADLINE),
    (b"posted", Cues::PUBLISHED),
    (b"publi", Cues::PUBLISHED),
    (b"photographer", Cues::CREDIT),
    (b"redakt", Cues::BYLINE),
    (b"related", Cues::FURNITURE),
    (b"related", Cues::OTHERS),
    (b"recommend", Cues::OTHERS),
    (b"rights", Cues::CREDIT),
    (b"screen-reader", Cues::FURNITURE),
    (b"section-header", Cues::FURNITURE),
    (b"section-title", Cues::FURNITURE),
    (b"sidebar", Cues::FURNITURE),
    (b"sidebar", Cues::OTHERS),
    (b"site-name", Cues::FURNITURE),
    (b"site-title", Cues::FURNITURE),
    (b"site_title", Cues::FURNITURE),
    (b"sitename", Cues::FURNITURE),
    (b"sr-only", Cues::FURNITURE),
    (b"stamp", Cues::DATE),
    (b"teaser", Cues::OTHERS),
    (b"time", Cues::DATE),
    (b"title", Cues::HEADLINE),
    (b"trending", Cues::OTHERS),
    (b"update", Cues::CHANGED),
    (b"visually-hidden", Cues::FURNITURE),
    (b"widget", Cues::FURNITURE),
    (b"writer", Cues::BYLINE),
];

/// Where the parts of each letter begin and end in [`PARTS`].
const BY_LETTER: [(u8, u8); 26] = {
    let mut table = [(0, 0); 26];
    let mut at = 0;
    while at < PARTS.len() {
        let letter = (PARTS[at].0[0] - b'a') as usize;
        if table[letter].1 == 0 {
            table[letter].0 = at as u8;
        }
        table[letter].1 = at as u8 + 1;
        at += 1;
    }
    table
};

/// The number of an ASCII letter in the alphabet, in any case; [`NONE`] for all other bytes.
const LETTER: [u8; 256] = {
    let mut table = [NONE; 256];
    let mut at = 0;
    while at < 26 {
        table[b'a' as usize + at] = at as u8;
        table[b'A' as usize + at] = at as u8;
        at += 1;
    }
    table
};
const NONE: u8 = 26;

/// Which pairs of letters begin a part: most places of a value are passed over by one look-up.
const PAIRS: [[bool; 32]; 32] = {
    let mut table = [[false; 32]; 32];
    let mut at = 0;
    while at < PARTS.len() {
        let part = PARTS[at].0;
        table[(part[0] - b'a') as usize][(part[1] - b'a') as usize] = true;
        at += 1;
    }
    table
};

/// Hints of one attribute's value. One look at each byte.
pub(super) fn of_value(value: &str) -> Cues {
    let bytes = value.as_bytes();
    let mut found = Cues::default();
    let mut first = NONE;
    for (at, byte) in bytes.iter().enumerate() {
        let second = LETTER[*byte as usize];
        if !PAIRS[first as usize % 32][second as usize % 32] {
            first = second;
            continue;
        }
        let (from, to) = BY_LETTER[first as usize];
        let rest = &bytes[at - 1..];
        for (part, cue) in &PARTS[from as usize..to as usize] {
            if rest.len() >= part.len() && rest[..part.len()].eq_ignore_ascii_case(part) {
                found = found.with(*cue);
            }
        }
        first = second;
    }
    // a builder of pages calls every part of them a widget, the article too
    if found.any(Cues::FURNITURE) && value.contains("elementor-widget") {
        found.0 &= !Cues::FURNITURE.0;
    }
    found
}

/// Attributes whose values are names that somebody chose.
const NAMING: Attrs = Attrs::of(&[
    Attr::Id,
    Attr::Rel,
    Attr::Class,
    Attr::DataQa,
    Attr::Itemprop,
    Attr::Property,
    Attr::DataTestid,
    Attr::DataComponent,
]);

/// Hints of an element's own names.
pub(super) fn of_element(tree: &Tree<'_>, node: NodeId) -> Cues {
    tree.those(node, NAMING)
        .fold(Cues::default(), |found, (_, value)| found.with(of_value(value.get(..400).unwrap_or(value))))
}

/// What was found out about the values of one page: elements share theirs with others.
#[derive(Clone, Debug, Default)]
pub(super) struct Known<'s>(RefCell<FxHashMap<&'s str, Cues>>);

impl<'s> Known<'s> {
    /// Hints of an element's own names.
    pub(super) fn of_element(&self, tree: &Tree<'s>, node: NodeId) -> Cues {
        let mut known = self.0.borrow_mut();
        tree.those(node, NAMING).fold(Cues::default(), |found, (_, value)| {
            let cues = *known.entry(value).or_insert_with(|| of_value(value.get(..400).unwrap_or(value)));
            found.with(cues)
        })
    }
}

/// Hints of the elements around a text, the nearest four.
pub(super) fn around(tree: &Tree<'_>, node: NodeId) -> Cues {
    tree.ancestors(node).take(4).fold(Cues::default(), |cues, outer| cues.with(of_element(tree, outer)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hint() {
        assert!(of_value("c-Byline__name").any(Cues::BYLINE));
        assert!(of_value("post-date").any(Cues::DATE));
        assert!(!of_value("grid row-2").any(Cues(u16::MAX)));
        assert!(of_value("widget-area").any(Cues::FURNITURE));
        assert!(!of_value("elementor-widget elementor-widget-text-editor").any(Cues::FURNITURE));
        assert!(PARTS.is_sorted_by_key(|(part, _)| part[0]));
    }
}
