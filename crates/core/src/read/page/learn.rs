//! What the learning command needs of this room: the rows and names of a page's blocks.

use super::blocks::{self, around};
use super::facts;
use super::features::{self, NAMING};
use super::lexicon::{Lexicon, name_words, text_words};
use super::second::Second;
use crate::read::html::{Tree, parse};

/// A block as the learner sees it.
#[derive(Debug)]
pub struct Sample {
    /// Its text.
    pub text: String,
    /// The first scorer's row.
    pub row: Vec<f32>,
    /// Mass as the scorers count it.
    pub mass: u32,
    /// Whether it is furniture at first sight, which the scorers never see.
    pub is_plain: bool,
    /// Whether it shows the page's title.
    pub is_title: bool,
    /// Words of the names of the elements around it.
    pub names: Vec<String>,
    /// Words of the text, for a short block.
    pub words: Vec<String>,
}

/// The blocks of a page with their first rows.
pub fn samples(html: &str, lexicon: &Lexicon) -> Vec<Sample> {
    let tree = parse(html);
    let page = blocks::cut(&tree);
    let facts = facts::collect(&tree);
    let view = features::view(&tree, &page, &facts, lexicon);
    let mut out = Vec::new();
    for (i, block) in page.blocks.iter().enumerate() {
        let mut names = Vec::new();
        for node in std::iter::once(block.node).chain(tree.ancestors(block.node)) {
            for (_, value) in tree.those(node, NAMING) {
                if value.len() <= 400 {
                    name_words(value, |_, w| names.push(w.to_ascii_lowercase()));
                }
            }
        }
        let mut words = Vec::new();
        if block.words <= 30 {
            text_words(page.text_of(block), |_, w| words.push(w.to_lowercase()));
        }
        out.push(Sample {
            text: page.text_of(block).to_owned(),
            row: view.rows[i].to_vec(),
            mass: block.mass,
            is_plain: view.plain[i],
            is_title: view.title == Some(i)
                || (block.around & around::HEADING != 0 && view.rows[i][17] > 0.6),
            names,
            words,
        });
    }
    out
}

/// The second scorer's rows of a page, given what the first scorer said of its blocks (further scores are left alone).
pub fn second_rows(html: &str, lexicon: &Lexicon, first: &[f32]) -> Vec<Vec<f32>> {
    let tree: Tree = parse(html);
    let page = blocks::cut(&tree);
    let facts = facts::collect(&tree);
    let view = features::view(&tree, &page, &facts, lexicon);
    let first = &first[..page.blocks.len()];
    let second = Second::of(&view, first);
    (0..first.len()).map(|i| second.row(i).to_vec()).collect()
}

/// Does the work of one stage, for timing: 0 cuts, 1 collects facts, 2 computes rows. Gives a number of the result.
pub fn stage(tree: &Tree, stage: u32) -> usize {
    let page = blocks::cut(tree);
    if stage == 0 {
        return page.blocks.len();
    }
    let facts = facts::collect(tree);
    if stage == 1 {
        return facts.body.len();
    }
    features::view(tree, &page, &facts, Lexicon::learned()).rows.len()
}
