//! Copies: reprints and light edits of one text, within an outlet and across outlets.
//!
//! A [sketch] keeps hashes of runs of words; texts that share some of them are looked up and [compared](same) closely.

mod copies;
mod same;
mod sketch;

pub use copies::Copies;
