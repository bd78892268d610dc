//! `cargo xtask bench`: pages per second, resident memory, and the same bytes from any number of threads.

mod chain;
mod pages;
mod place;
mod poll;
mod reading;
pub mod service;
mod wire;

use std::path::PathBuf;

use clap::Args;

use crate::{lines, newsloom, results};

/// What to measure.
#[derive(Args)]
pub struct Ask {
    /// Run the peers on the same pages in the same run (xtask/peers/setup.sh makes their environments).
    #[arg(long)]
    peers: bool,
    /// Live articles at which placing is measured.
    #[arg(long, value_delimiter = ',', default_value = "10000,100000,1000000")]
    live: Vec<usize>,
    /// Runs of each measurement; the median counts.
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// Sizes of the whole job, in pages.
    #[arg(long, value_delimiter = ',', default_value = "2000,10000")]
    sizes: Vec<usize>,
    /// Pages on which the end-to-end stack of peers runs.
    #[arg(long, default_value_t = 200)]
    stack_pages: usize,
    /// Profile to build with; `release` is what ships.
    #[arg(long, default_value = "release")]
    profile: String,
    /// A built program to measure in place of building one.
    #[arg(long, value_name = "PATH")]
    program: Option<PathBuf>,
    /// Measure only this; `place`, `search`, `serve` and `poll` run on what is generated, the last three only when they are named.
    #[arg(value_parser = ["reading", "chain", "place", "search", "serve", "poll"], value_name = "WHAT")]
    only: Option<String>,
    /// Sizes of the generated index, in articles.
    #[arg(long, value_delimiter = ',', default_value = "100000,1000000")]
    index_sizes: Vec<usize>,
    /// Articles of the generated store.
    #[arg(long, default_value_t = 100_000)]
    store_size: usize,
    /// Articles of the generated store of which the start is timed; 0 leaves it out.
    #[arg(long, default_value_t = 1_000_000)]
    large_store: usize,
    /// Sources of the simulated hour.
    #[arg(long, default_value_t = 10_000)]
    sources: usize,
    /// Seconds of the load on the service.
    #[arg(long, default_value_t = 30)]
    seconds: usize,
}

/// What the measurements share.
struct Bench {
    shared: PathBuf,
    program: PathBuf,
    out: PathBuf,
    runs: usize,
}

impl Bench {
    /// Runs something several times; the run with the median processor time stands for all.
    fn median(
        &self,
        mut run: impl FnMut() -> anyhow::Result<newsloom::Took>,
    ) -> anyhow::Result<newsloom::Took> {
        let mut all = (0..self.runs.max(1)).map(|_| run()).collect::<Result<Vec<_>, _>>()?;
        all.sort_by(|a, b| a.cpu_s.total_cmp(&b.cpu_s));
        Ok(all.swap_remove(all.len() / 2))
    }
}

/// Runs the measurements asked for and writes them down.
pub fn run(ask: &Ask) -> anyhow::Result<()> {
    let only = ask.only.as_deref();
    match only {
        Some("search") => return search(ask),
        Some("serve") => return serve(ask),
        Some("poll") => return poll(ask),
        Some("place") => return place(ask),
        None => place(ask)?,
        _ => {}
    }
    let Some(shared) = lines::shared() else { return lines::no_data() };
    let program = match &ask.program {
        Some(path) => path.canonicalize()?,
        None => newsloom::build(&ask.profile)?,
    };
    let out = newsloom::target().join("bench-out");
    std::fs::create_dir_all(&out)?;
    let bench = Bench { shared, program, out, runs: ask.runs };
    let peers = if ask.peers { " --peers" } else { "" };
    if only != Some("chain") {
        let body = reading::run(&bench, ask.peers)?;
        println!("{body}");
        results::write_section(
            "bench-reading",
            "Speed: reading",
            &format!("cargo xtask bench{peers}"),
            &body,
        )?;
    }
    if only != Some("reading") {
        let stack = if ask.peers { Some(ask.stack_pages) } else { None };
        let body = chain::run(&bench, &ask.sizes, stack)?;
        println!("{body}");
        results::write_section(
            "bench-chain",
            "Speed: the whole job",
            &format!("cargo xtask bench{peers}"),
            &body,
        )?;
    }
    Ok(())
}

fn place(ask: &Ask) -> anyhow::Result<()> {
    let body = place::run(&ask.live)?;
    println!("{body}");
    results::write_section(
        "bench-place",
        "Speed: placing",
        "cargo run --release -p xtask -- bench place",
        &body,
    )
}

fn search(ask: &Ask) -> anyhow::Result<()> {
    let body = service::search(&ask.profile, &ask.index_sizes)?;
    println!("{body}");
    results::write_section("bench-search", "Speed: search", "cargo xtask bench search", &body)
}

fn serve(ask: &Ask) -> anyhow::Result<()> {
    let program = match &ask.program {
        Some(path) => path.canonicalize()?,
        None => newsloom::build(&ask.profile)?,
    };
    let large = (ask.large_store > 0).then_some(ask.large_store);
    let mut body = service::serve(&ask.profile, &program, ask.store_size, large, ask.seconds)?;
    body.push_str(&wire::run(&program, &newsloom::target().join("bench-out/wire"))?);
    println!("{body}");
    results::write_section("bench-serve", "Speed: the service", "cargo xtask bench serve", &body)
}

fn poll(ask: &Ask) -> anyhow::Result<()> {
    let body = poll::run(&ask.profile, ask.sources)?;
    println!("{body}");
    results::write_section("bench-poll", "Polling", "cargo xtask bench poll", &body)
}
