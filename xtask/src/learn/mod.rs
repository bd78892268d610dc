//! Learning from labeled data: makes the small files of weights that are compiled into the program.

mod boost;
mod cluster;
mod measure;
mod meta;
mod streams;
pub mod verify;

use clap::{Args, ValueEnum};

/// What to learn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// Who belongs together: `crates/core/src/cluster/weights.txt`.
    Cluster,
    /// Which candidate is the title, which day that of publication: prints the lines of `crates/core/src/read/meta/weights.rs`.
    Meta,
    /// How likely a claim is borne out: `crates/core/src/compose/verify/weights.txt`.
    Verify,
}

/// What is kept out of learning in turn, to see how the result holds on what it has not met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum HeldOut {
    /// Nothing: the weights are written.
    Nothing,
    /// A quarter of the clusters of every set.
    Clusters,
    /// One whole set.
    Sets,
}

/// How to learn.
#[derive(Args)]
pub struct Ask {
    /// What to learn.
    what: What,
    /// What to keep out in turn; nothing is written then.
    #[arg(long, value_enum, default_value = "nothing")]
    held_out: HeldOut,
    /// Only these sets, comma-separated.
    #[arg(long, value_delimiter = ',')]
    sets: Vec<String>,
}

/// Learns and says how well it went.
pub fn run(ask: &Ask) -> anyhow::Result<()> {
    match ask.what {
        What::Cluster => cluster::run(ask.held_out, &ask.sets),
        What::Meta => meta::run(ask.held_out != HeldOut::Nothing),
        What::Verify => verify::run(ask.held_out),
    }
}
