//! `newsloom serve`: the service.

use super::Exit;
use crate::config::Config;
use crate::run::{self, SystemClock, live, notify};
use crate::search::Index;
use crate::serve::{self, Pulse, Setup};
use crate::store::{Care, SqliteStore};
use anyhow::Context;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

/// Poll the sources, tend the stories, and serve pages, search and API from one data folder
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Folder for everything that is kept; made where there is none
    #[arg(long, value_name = "DIR", default_value = "data", env = "NEWSLOOM_DATA")]
    data: PathBuf,
    /// Address and port to answer on; beyond loopback somebody must be able to sign in
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// Serve what is there and poll nothing
    #[arg(long)]
    no_poll: bool,
}

/// Runs the service until it is asked to stop.
pub fn run(wanted: &Arguments, config: &Config, quiet: bool) -> anyhow::Result<Exit> {
    let mut config = config.clone();
    if let Some(listen) = wanted.listen {
        config.serve.listen = listen;
    }
    let store = Arc::new(SqliteStore::open(&wanted.data)?);
    let last = store.counts()?.last_change;
    let mut live = None;
    if !wanted.no_poll {
        live = Some(live::start(live::Setup {
            store: store.clone(),
            fetcher: Box::new(super::data::crew(&config)?),
            clock: Arc::new(SystemClock),
            models: run::models(&config)?,
            config: config.clone(),
        })?);
    }
    let index = Arc::new(Index::open(&wanted.data.join("index"))?);
    let setup = Setup {
        store,
        index,
        pictures: wanted.data.join("pictures"),
        health: live::health,
        alive: if wanted.no_poll { notify::alive } else { || {} },
        pulse: Pulse::new(last),
        config,
    };
    serve::serve(setup, |address| {
        notify::ready();
        if !quiet {
            println!("open     http://{address}/");
        }
    })
    .context("the service stopped")?;
    notify::stopping();
    // The loop writes down what it has in hand.
    drop(live);
    Ok(Exit::Done)
}
