//! `newsloom config show`: every setting with its value and where it is from.

use super::Exit;
use crate::config::Config;
use std::io::Write;

/// Show the settings
#[derive(clap::Args, Debug)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand, Debug)]
enum Command {
    /// Print every key with its value, where it was set, and what it does
    Show,
}

/// Prints the table.
pub fn run(wanted: &Arguments, config: &Config) -> anyhow::Result<Exit> {
    let Command::Show = wanted.command;
    let mut out = std::io::stdout().lock();
    for row in config.rows() {
        writeln!(out, "{} = {}  # {}", row.key, row.value, row.origin)?;
        writeln!(out, "    {}", row.about)?;
    }
    Ok(Exit::Done)
}
