//! `cargo xtask`: the checks that guard the house, the quality floors and the benchmarks.

mod bench;
mod browser;
mod eval;
mod hostile;
mod learn;
mod lines;
mod newsloom;
mod results;
mod tidy;

use std::path::PathBuf;

use clap::Parser;

/// Checks, quality floors and benchmarks of newsloom.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
enum Command {
    /// Checks the rules of the house: layers, file lengths, module docs, manifest comments, words.
    Tidy {
        /// Another tree to check.
        #[arg(default_value_os_t = root())]
        tree: PathBuf,
    },
    /// Runs the filters on labeled data in ../shared/bench and compares with eval/floors.toml.
    Eval(eval::Ask),
    /// Measures pages per second, resident memory and sameness of output.
    Bench(bench::Ask),
    /// Drives a real browser over the pages of the service: keys, citations, search, axe-core. Skipped where none is.
    Browser(browser::Ask),
    /// Attacks the program with the harnesses of ../shared/hostile: chaos, addresses, bombs, requests, markup, kills, power cuts.
    Hostile(hostile::Ask),
    /// Answers the feed checker of ../shared/hostile, which eval starts: a file and JSON, parted by a tab, in, a feed as JSON out.
    #[command(hide = true)]
    AnswerFeeds,
    /// Learns the weights that are compiled in from labeled data in ../shared/bench.
    Learn(learn::Ask),
}

/// The root of the tree, whatever folder the command is called from.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the root").to_path_buf()
}

fn main() -> anyhow::Result<()> {
    match Command::parse() {
        Command::Tidy { tree } => tidy::run(&tree),
        Command::Eval(ask) => eval::run(&ask),
        Command::Bench(ask) => bench::run(&ask),
        Command::Browser(ask) => browser::run(&ask),
        Command::Hostile(ask) => hostile::run(&ask),
        Command::AnswerFeeds => eval::answer_feeds(),
        Command::Learn(ask) => learn::run(&ask),
    }
}
