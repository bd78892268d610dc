//! `newsloom backup`, `restore`, `dump`: copies of the store, and what it holds in one line per article.

use super::Exit;
use super::data::Data;
use crate::store::{self, ArticleQuery, Articles, Care};
use newsloom_core::render::words;
use std::io::Write;
use std::path::PathBuf;

/// Write a whole copy of the store to a file, also while a service runs
#[derive(clap::Args, Debug)]
pub struct Backup {
    #[command(flatten)]
    data: Data,
    /// File to write; it must not exist
    file: PathBuf,
}

/// Put a backup in the place of the store; the store that was there is kept beside it
#[derive(clap::Args, Debug)]
pub struct Restore {
    #[command(flatten)]
    data: Data,
    /// The backup
    file: PathBuf,
    /// Check everything and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Print one line per article: its id, its wording, its story
#[derive(clap::Args, Debug)]
pub struct Dump {
    #[command(flatten)]
    data: Data,
}

/// Runs `backup`.
pub fn backup(wanted: &Backup) -> anyhow::Result<Exit> {
    let store = wanted.data.open_existing()?;
    store.backup(&wanted.file)?;
    println!("wrote    {}", wanted.file.display());
    Ok(Exit::Done)
}

/// Runs `restore`.
pub fn restore(wanted: &Restore) -> anyhow::Result<Exit> {
    let aside = store::restore(wanted.data.folder(), &wanted.file, wanted.dry_run)?;
    if let Some(aside) = aside {
        println!("kept     {} (the store as it was)", aside.display());
    }
    println!("restored {} from {}", wanted.data.folder().display(), wanted.file.display());
    if wanted.dry_run {
        println!("nothing was written (--dry-run)");
    } else {
        let counts = wanted.data.open()?.counts()?;
        let articles = words::count(counts.articles as usize, "article", "articles");
        println!("holds    {articles}, {} stories", counts.stories);
    }
    Ok(Exit::Done)
}

/// Runs `dump`.
pub fn dump(wanted: &Dump) -> anyhow::Result<Exit> {
    let store = wanted.data.open_existing()?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut after = None;
    loop {
        let query = ArticleQuery { after, limit: 1000, ..ArticleQuery::default() };
        let page = store.articles(&query)?;
        for row in &page.rows {
            let story = row.story.map(|story| story.to_string()).unwrap_or_else(|| "-".to_owned());
            writeln!(out, "{} {} {story}", row.id, row.version)?;
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}
