//! The data folder, as every command names it, and what commands share that work on it.

use crate::config::Config;
use crate::fetch::Crew;
use crate::run;
use crate::store::SqliteStore;
use anyhow::Context;
use std::path::{Path, PathBuf};

/// Where everything is kept.
#[derive(clap::Args, Debug)]
pub struct Data {
    /// Folder for everything that is kept
    #[arg(long, value_name = "DIR", default_value = "data", env = "NEWSLOOM_DATA")]
    pub data: PathBuf,
}

impl Data {
    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.data
    }

    /// Opens the store beside a service that may be running; the folder is made where there is none.
    pub fn open(&self) -> anyhow::Result<SqliteStore> {
        Ok(SqliteStore::open_beside(&self.data)?)
    }

    /// Opens the store only where there is one.
    pub fn open_existing(&self) -> anyhow::Result<SqliteStore> {
        if !self.data.join("newsloom.db").exists() {
            anyhow::bail!(
                "there is no store in {}; `newsloom add ADDRESS` makes one, --data names another folder",
                self.data.display()
            );
        }
        self.open()
    }
}

/// The network, with the manners of the settings.
pub fn crew(config: &Config) -> anyhow::Result<Crew> {
    Crew::new(run::manners(config)).context("the network cannot be used")
}
