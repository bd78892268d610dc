//! `newsloom run`: the living loop without the pages.

use super::Exit;
use super::data::{Data, crew};
use crate::config::Config;
use crate::run::live::{self, Setup, Status};
use crate::run::{self, SystemClock, notify};
use crate::store::{Care, SqliteStore};
use std::sync::Arc;

/// Poll the sources and tend the stories, without serving pages
#[derive(clap::Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    data: Data,
    /// Ask every source once, read what is new, place it, and end
    #[arg(long)]
    once: bool,
}

/// Runs it.
pub fn run(wanted: &Arguments, config: &Config, quiet: bool) -> anyhow::Result<Exit> {
    run::stop_on_interrupt();
    let store = Arc::new(SqliteStore::open(wanted.data.folder())?);
    let setup = Setup {
        store: store.clone(),
        fetcher: Box::new(crew(config)?),
        clock: Arc::new(SystemClock),
        models: run::models(config)?,
        config: config.clone(),
    };
    if wanted.once {
        let status = live::once(setup, || run::stopped().is_err())?;
        if !quiet {
            report(&status, store.counts()?.stories);
        }
        return Ok(match (status.failures, status.polls) {
            (0, _) => Exit::Done,
            (_, 0) => Exit::Fault,
            _ => Exit::Partial,
        });
    }
    let mut handle = live::start(setup)?;
    notify::ready();
    if !quiet {
        println!("polling  {} sources; Ctrl-C ends it", store.counts()?.sources);
    }
    handle.wait(|| run::stopped().is_err());
    notify::stopping();
    handle.stop();
    if !quiet {
        report(&handle.status(), store.counts()?.stories);
    }
    Ok(Exit::Done)
}

fn report(status: &Status, stories: u64) {
    for (source, words) in &status.failing {
        eprintln!("newsloom: {source}: {words}");
    }
    println!("polled   {} sources, {} failed", status.polls + status.failures, status.failures);
    println!("entries  {} new, {} pages fetched", status.entries, status.pages);
    println!("articles {} new, {} with a new wording", status.articles, status.edits);
    println!("stories  {stories}");
}
