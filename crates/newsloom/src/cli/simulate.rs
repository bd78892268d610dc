//! `newsloom simulate`: how the loop behaves with many sources, without a network.

use super::Exit;
use crate::config::Config;
use crate::run::live;

/// Poll made-up sources under a clock that jumps, and print how that went
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Sources
    #[arg(long, default_value_t = 10_000)]
    sources: usize,
    /// Simulated minutes
    #[arg(long, default_value_t = 60)]
    minutes: u64,
}

/// Runs it.
pub fn run(wanted: &Arguments, config: &Config) -> anyhow::Result<Exit> {
    let simulated = live::simulate(wanted.sources, wanted.minutes, config)?;
    println!("{}", serde_json::to_string(&simulated)?);
    Ok(Exit::Done)
}
