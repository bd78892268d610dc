//! `cargo xtask`: the checks that guard the house, the quality floors and the benchmarks.

use clap::Parser;

/// Checks, quality floors and benchmarks of newsloom.
#[derive(Parser)]
enum Command {
    /// Checks the rules of the house: layers, file lengths, manifest comments.
    Tidy,
}

fn main() -> anyhow::Result<()> {
    match Command::parse() {
        Command::Tidy => Ok(()),
    }
}
