//! `newsloom status` and `doctor`: how it is, and what is wrong in words.

use super::Exit;
use super::data::Data;
use crate::config::Config;
use crate::run::{live, models};
use crate::store::{self, Care, Retained, SourceRow, Sources, Store};
use newsloom_core::model::Timestamp;
use std::path::Path;

/// Say how much there is, and what is due
#[derive(clap::Args, Debug)]
pub struct Status {
    #[command(flatten)]
    data: Data,
    /// As one JSON object
    #[arg(long)]
    json: bool,
}

/// Look for what is wrong, and say what to do
#[derive(clap::Args, Debug)]
pub struct Doctor {
    #[command(flatten)]
    data: Data,
}

/// Free space below which a disk is called nearly full, bytes.
const LITTLE_SPACE: u64 = 512 << 20;
/// Jobs that wait from which on something holds them up.
const MANY_JOBS: u64 = 5000;

/// Runs `status`.
pub fn status(wanted: &Status) -> anyhow::Result<Exit> {
    let store = wanted.data.open_existing()?;
    let counts = store.counts()?;
    let tended = store::is_tended(wanted.data.folder());
    let now = Timestamp::now();
    let next = store.next_due()?;
    if wanted.json {
        let shown = serde_json::json!({
            "running": tended, "sources": counts.sources, "failing": counts.failing, "articles": counts.articles,
            "wordings": counts.versions, "unplaced": counts.unplaced, "stories": counts.stories,
            "editions": counts.editions, "changes": counts.last_change, "jobs": counts.jobs, "pages": counts.pages,
            "bytes": counts.bytes, "next_poll": next.map(|at| at.to_string()),
        });
        println!("{shown}");
        return Ok(Exit::Done);
    }
    println!("service  {}", if tended { "running" } else { "not running" });
    println!("sources  {}, {} not well", counts.sources, counts.failing);
    println!("articles {}, {} wait to be placed", counts.articles, counts.unplaced);
    println!("stories  {}", counts.stories);
    println!("editions {}", counts.editions);
    println!("waiting  {} pages to fetch", counts.jobs);
    println!("kept     {} pages, {:.1} MB in all", counts.pages, counts.bytes as f64 / 1e6);
    match next {
        Some(at) if at <= now => println!("next     a source is due now"),
        Some(at) => println!("next     a source is due in {} s", at.as_second() - now.as_second()),
        None => println!("next     nothing is due"),
    }
    Ok(Exit::Done)
}

/// Runs `doctor`.
pub fn doctor(wanted: &Doctor, config: &Config) -> anyhow::Result<Exit> {
    let folder = wanted.data.folder();
    let store = wanted.data.open_existing()?;
    let mut found = Vec::new();
    folder_faults(folder, &mut found);
    store_faults(&store, folder, config, &mut found)?;
    source_faults(&store.sources()?, &mut found);
    model_faults(config, &mut found);
    if found.is_empty() {
        println!("all is well");
        return Ok(Exit::Done);
    }
    for (what, todo) in &found {
        println!("wrong    {what}\n         {todo}");
    }
    Ok(Exit::Fault)
}

type Found = Vec<(String, String)>;

fn folder_faults(folder: &Path, found: &mut Found) {
    let probe = folder.join(".newsloom-probe");
    if let Err(error) = std::fs::write(&probe, b"x") {
        found.push((
            format!("{} cannot be written: {error}", folder.display()),
            "mend its permissions, make room, or name another folder with --data".to_owned(),
        ));
    }
    let _ = std::fs::remove_file(&probe);
    #[cfg(target_os = "linux")]
    if let Ok(disk) = rustix::fs::statvfs(folder) {
        let free = disk.f_bavail * disk.f_frsize;
        if free < LITTLE_SPACE {
            found.push((
                format!("only {} MB are free on the disk of {}", free >> 20, folder.display()),
                "make room, or lower store.keep_pages_days".to_owned(),
            ));
        }
    }
}

fn store_faults(store: &dyn Store, folder: &Path, config: &Config, found: &mut Found) -> anyhow::Result<()> {
    for damage in store.damages()? {
        found.push((
            format!("the store is damaged: {damage}"),
            "stop the service and put a backup in its place: newsloom restore FILE".to_owned(),
        ));
    }
    let counts = store.counts()?;
    let tended = store::is_tended(folder);
    if counts.sources == 0 {
        found.push(("there is no source".to_owned(), "add one: newsloom add ADDRESS".to_owned()));
    }
    if !tended && counts.sources > 0 {
        found.push((
            "no service tends the store, so nothing new comes in".to_owned(),
            "start one: newsloom serve, or newsloom run --once now and then".to_owned(),
        ));
    }
    if counts.jobs > MANY_JOBS {
        found.push((
            format!("{} pages wait to be fetched", counts.jobs),
            "raise fetch.concurrency, or set `--full-text no` for sources that need no page".to_owned(),
        ));
    }
    let now = Timestamp::now();
    let newest = store.sources()?.iter().filter_map(|row| row.poll.asked_at).max();
    if newest.is_some_and(|at| at.as_second() > now.as_second() + 300) {
        found.push((
            "the clock stands before the time of the last poll: it was set back".to_owned(),
            "set the clock right (timedatectl); sources are asked again when it has caught up, or with `newsloom sources WHICH --now`"
                .to_owned(),
        ));
    }
    let old = store.retain(&live::retention(&config.live, now), true)?;
    if !tended && old != Retained::default() {
        found.push((
            format!("{} pages and {} stories are older than what is to be kept", old.pages, old.stories),
            "a running service takes them away within the hour".to_owned(),
        ));
    }
    Ok(())
}

/// Asks the models that are set, each for one word.
fn model_faults(config: &Config, found: &mut Found) {
    let asked = match models(config) {
        Ok(models) => models,
        Err(why) => {
            found
                .push((format!("a model cannot be asked: {why}"), "name a file that can be read".to_owned()));
            return;
        }
    };
    let asked = [
        ("writer", "words no story", asked.writer.map(|writer| writer.probe())),
        ("embedder", "says of no text what it means", asked.embedder.map(|embedder| embedder.probe())),
    ];
    for (section, fault, answer) in asked {
        if let Some(Err(why)) = answer {
            found.push((
                format!("the model {fault}: {why}"),
                format!("start its server, mend {section}.url, or take it away; newsloom goes on without it"),
            ));
        }
    }
}

fn source_faults(rows: &[SourceRow], found: &mut Found) {
    let now = Timestamp::now();
    for row in rows {
        let health = live::health(row, now);
        if !health.well {
            let (what, todo) = health.words.rsplit_once("; ").unwrap_or((health.words.as_str(), ""));
            found.push((format!("{}: {what}", row.title), todo.to_owned()));
        }
    }
}
