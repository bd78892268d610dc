//! From a parsed page to its main content: which blocks are the article, in order, with its pictures and links.
//!
//! The page is cut into blocks of running text; each becomes a row of numbers (its text, the elements and names
//! around it, its place, its neighbors, agreement with what the page says about itself). A small learned scorer
//! judges each block, a second one judges again knowing what the first said of the blocks around (stacking, Wolpert
//! 1992). The weights are data files beside the code; `xtask/learn/README.md` says how to make them again.

mod blocks;
mod choose;
mod facts;
mod features;
mod forest;
pub mod learn;
pub mod lexicon;
mod marks;
mod outline;
mod pictures;
mod second;
mod signs;
mod state;
mod words;

pub(super) use facts::plain as plain_text;

pub use choose::{Config, Content, Verdict, main_content};

#[cfg(test)]
mod tests;
