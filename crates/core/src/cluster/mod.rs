//! Articles to events and running stories.
//!
//! Each article becomes a [`card`] of a few hundred bytes. The [`shelf`] finds the articles that share its rarest
//! words and names; [`likeness`] compares it with them closely; [`near`] says how each likeness looks from where
//! the two articles stand, for what is much in a quiet corner is little in a crowded one; learned [`trees`] turn the
//! measures into the probability that two articles tell the same event, or the same running story; [`link`] joins
//! groups whose members agree on average. [`Desk::add`] decides at once with what is known so far, [`Desk::tend`] looks back at
//! what was touched and [`Desk::settle`] at all; both hold to what [`people`] said, and keep each story's id.

mod across;
mod adopt;
mod blocks;
mod card;
mod config;
mod correct;
mod count;
mod credit;
mod desk;
mod explain;
mod independent;
mod lexicon;
mod likeness;
mod link;
mod meanings;
mod near;
mod people;
mod place;
mod routine;
mod settle;
mod shelf;
mod snapshot;
mod tell;
mod tend;
mod trees;
mod weights;
mod why;

pub use config::ClusterConfig;
pub use desk::{Desk, Placement};
pub use near::{Measures, NAMES as MEASURES, WIDTH};
pub use settle::Judged;
pub use snapshot::RestoreError;
pub use trees::Trees;
pub use weights::{StoryCut, Weights};
