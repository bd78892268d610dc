//! Copies: reprints and light edits of one text, within an outlet and across outlets.
//!
//! An article's signature keeps hashes of runs of words; texts that share some of them are looked up by [runs] and
//! [compared](same) closely.

mod copies;
mod print;
mod runs;
mod same;

pub use copies::Copies;
