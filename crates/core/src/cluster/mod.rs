//! Articles to events and running stories.
//!
//! Each article becomes a [`card`] of a few hundred bytes. The [`shelf`] finds the articles that share its rarest
//! words and names; [`likeness`] compares it with them closely; [`near`] says how each likeness looks from where
//! the two articles stand, for what is much in a quiet corner is little in a crowded one; learned [`trees`] turn the
//! measures into the probability that two articles tell the same event, or the same running story; [`link`] joins
//! groups whose members agree on average. [`Desk::add`] decides at once with what is known so far, [`Desk::settle`] looks back.

mod card;
mod config;
mod desk;
mod independent;
mod lexicon;
mod likeness;
mod link;
mod near;
mod settle;
mod shelf;
mod tell;
mod trees;
mod weights;
mod why;

pub use config::ClusterConfig;
pub use desk::{Desk, Placement};
pub use near::{NAMES as MEASURES, WIDTH};
pub use trees::Trees;
pub use weights::Weights;
