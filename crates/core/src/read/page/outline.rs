//! Where each block stands among the page's articles and headings: a page may carry several articles, and what stands
//! under a heading such as "Comments" is not the article.

use super::blocks::{Block, around};
use super::words::Words;
use crate::read::html::{Name, NodeId, Tree};

/// Where a block stands in the page's outline.
#[derive(Clone, Copy, Default)]
pub(super) struct Outline {
    /// The outermost `article` around it.
    pub article: Option<NodeId>,
    /// How many such began before, this one counted.
    pub ordinal: f32,
    /// Headings since the title: `h1` (and `h1` in all), those that are links, all.
    pub main_headings: f32,
    pub link_headings: f32,
    pub headings: f32,
    /// The heading that it stands under: its level, what its words say, how many blocks ago.
    pub heading_kind: f32,
    pub heading_mean: f32,
    pub heading_least: f32,
    pub heading_distance: f32,
    /// Short blocks since the title whose words say furniture, and how long ago the last was.
    pub warned: f32,
    pub warned_distance: f32,
}

/// Follows the outline from block to block.
pub(super) fn outline(tree: &Tree, blocks: &[Block], words: &[Words], title: Option<usize>) -> Vec<Outline> {
    let mut state = Outline { heading_distance: 100.0, warned_distance: 100.0, ..Outline::default() };
    let mut end = 0;
    let mut out = Vec::with_capacity(blocks.len());
    for (i, (block, word)) in blocks.iter().zip(words).enumerate() {
        if block.first.index() >= end {
            state.article = None;
            if block.around & around::ARTICLE != 0 {
                let is_article = |n: &NodeId| {
                    tree.name(*n) == Name::Article
                        || tree.raw_attr(*n, "role").is_some_and(|r| r.eq_ignore_ascii_case("article"))
                };
                state.article = tree.ancestors(block.first).filter(is_article).last();
                if let Some(article) = state.article {
                    end = tree.subtree(article).end;
                    state.ordinal += 1.0;
                }
            }
        }
        if title == Some(i) {
            let Outline { article, ordinal, .. } = state;
            state = Outline {
                article,
                ordinal,
                heading_distance: 100.0,
                warned_distance: 100.0,
                ..Outline::default()
            };
        }
        out.push(state);
        state.heading_distance = (state.heading_distance + 1.0).min(100.0);
        state.warned_distance = (state.warned_distance + 1.0).min(100.0);
        let name = tree.name(block.node);
        if title != Some(i) && (name.is_heading() || block.around & around::HEADING != 0) {
            let level = if name.is_heading() { f32::from(name as u8 - Name::H1 as u8) } else { 6.0 };
            state.main_headings += if name == Name::H1 { 1.0 } else { 0.0 };
            state.link_headings += if block.link_mass * 2 > block.mass { 1.0 } else { 0.0 };
            state.headings += 1.0;
            state.heading_kind = level + 1.0;
            state.heading_mean = word.mean;
            state.heading_least = word.least;
            state.heading_distance = 0.0;
        }
        if block.mass < 60 && word.mean < -0.8 {
            state.warned += 1.0;
            state.warned_distance = 0.0;
        }
    }
    out
}
