//! `newsloom add`, `sources`, `remove`, `export`: what is read again and again.

use super::Exit;
use super::data::{Data, crew};
use crate::config::Config;
use crate::run::discover::{self, Found, FoundFeed};
use crate::run::live;
use crate::store::{NewSource, SourceRow, SourceRules, Sources, Store};
use anyhow::{Context, bail};
use newsloom_core::model::{Hint, Link, LinkKind, RawDocument, Timestamp};
use newsloom_core::read::opml;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;
use url::Url;

/// Add a source: a feed, a page that names one, or a list of feeds (OPML, file or address)
#[derive(clap::Args, Debug)]
pub struct Add {
    #[command(flatten)]
    data: Data,
    /// Address of a feed, page or list; or an OPML file
    #[arg(required = true, value_name = "ADDRESS")]
    addresses: Vec<String>,
    /// Group to put it in, outermost first: Coast/Ports
    #[arg(long, value_name = "GROUP")]
    group: Option<String>,
    /// Name to show
    #[arg(long)]
    name: Option<String>,
    /// Add an address as a feed without asking it first
    #[arg(long)]
    unseen: bool,
    /// Say what would be added, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// List the sources with their health, or set how some are read
#[derive(clap::Args, Debug)]
pub struct List {
    #[command(flatten)]
    data: Data,
    /// Only sources whose address, name or group holds this
    #[arg(value_name = "WHICH")]
    which: Option<String>,
    /// Only those that are not well
    #[arg(long)]
    ill: bool,
    /// Move them to a group, outermost first: Coast/Ports
    #[arg(long, value_name = "GROUP", requires = "which")]
    group: Option<String>,
    /// How much their word counts, 0 to 10; 1 is usual
    #[arg(long, value_name = "NUMBER", requires = "which")]
    weight: Option<f32>,
    /// Ask them, but tell nothing of theirs
    #[arg(long, requires = "which", conflicts_with = "unmute")]
    mute: bool,
    /// Tell what they publish again
    #[arg(long, requires = "which")]
    unmute: bool,
    /// Whether the page of each entry is fetched: yes, no, or auto (where the feed has only teasers)
    #[arg(long, value_name = "YES|NO|AUTO", requires = "which", value_parser = ["yes", "no", "auto"])]
    full_text: Option<String>,
    /// Least minutes between two polls
    #[arg(long, value_name = "MINUTES", requires = "which")]
    every: Option<u64>,
    /// Ask them at once
    #[arg(long, requires = "which")]
    now: bool,
}

/// Take sources away; their articles stay
#[derive(clap::Args, Debug)]
pub struct Remove {
    #[command(flatten)]
    data: Data,
    /// Address, id or name of a source
    #[arg(required = true, value_name = "SOURCE")]
    which: Vec<String>,
    /// Say what would be removed, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Write the sources as OPML
#[derive(clap::Args, Debug)]
pub struct Export {
    #[command(flatten)]
    data: Data,
    /// File to write; standard output where none is named
    file: Option<PathBuf>,
}

fn group_of(text: &str) -> Vec<String> {
    text.split('/').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Runs `add`.
pub fn add(wanted: &Add, config: &Config) -> anyhow::Result<Exit> {
    let mut faults = 0;
    let mut out = std::io::stdout().lock();
    // A dry run makes no folder.
    let store = if wanted.dry_run { None } else { Some(wanted.data.open()?) };
    let mut put = |feeds: Vec<FoundFeed>| -> anyhow::Result<()> {
        for feed in feeds {
            let group = wanted.group.as_deref().map_or(feed.groups.clone(), group_of);
            let title = wanted.name.clone().unwrap_or(feed.title);
            let source = NewSource {
                url: feed.url,
                title,
                group,
                rules: SourceRules::default(),
                at: Timestamp::now(),
            };
            let new = match &store {
                Some(store) => store.add_source(&source)?.1,
                None => true,
            };
            let word = if new { "added   " } else { "there   " };
            let entries = feed.entries.map(|n| format!(", {n} entries")).unwrap_or_default();
            writeln!(out, "{word} {}{}{entries}", source.url, shown_name(&source.title))?;
        }
        Ok(())
    };
    for address in &wanted.addresses {
        let found = match what_is(address, wanted.unseen, config) {
            Ok(found) => found,
            Err(error) => {
                faults += 1;
                eprintln!("newsloom: {address}: {error:#}");
                continue;
            }
        };
        match found {
            Found::Feed(feed) => put(vec![feed])?,
            Found::List(feeds) => put(feeds)?,
            Found::Page(feeds) => {
                let mut feeds = feeds.into_iter();
                let Some(first) = feeds.next() else {
                    faults += 1;
                    eprintln!(
                        "newsloom: {address}: the page names no feed, and none lies where feeds commonly lie; \
                         look for one on its pages and add its address"
                    );
                    continue;
                };
                put(vec![first])?;
                for other in feeds {
                    println!(
                        "also     {}{} (add it by its address if it is wanted)",
                        other.url,
                        shown_name(&other.title)
                    );
                }
            }
        }
    }
    if wanted.dry_run {
        println!("nothing was written (--dry-run)");
    }
    Ok(match faults {
        0 => Exit::Done,
        n if n == wanted.addresses.len() => Exit::Fault,
        _ => Exit::Partial,
    })
}

fn shown_name(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!(" ({name})") }
}

/// What an argument of `add` stands for.
fn what_is(given: &str, unseen: bool, config: &Config) -> anyhow::Result<Found> {
    if Path::new(given).is_file() {
        let body = std::fs::read(given).with_context(|| format!("cannot read {given}"))?;
        let raw = RawDocument { name: given.to_owned(), body, ..RawDocument::default() };
        let feeds = discover::list_of(&raw, &config.core);
        if feeds.is_empty() {
            bail!("the file holds no list of feeds (OPML)");
        }
        return Ok(Found::List(feeds));
    }
    let given = if given.contains("://") { given.to_owned() } else { format!("https://{given}") };
    let url = Url::parse(&given).context("that is neither an address nor a file")?;
    if !matches!(url.scheme(), "http" | "https") {
        bail!("only http and https addresses are fetched");
    }
    if unseen {
        let feed = FoundFeed { url: url.into(), title: String::new(), entries: None, groups: Vec::new() };
        return Ok(Found::Feed(feed));
    }
    Ok(discover::discover(url.as_str(), &crew(config)?, config)?)
}

/// Runs `sources`.
pub fn list(wanted: &List) -> anyhow::Result<Exit> {
    let store = wanted.data.open_existing()?;
    let mut rows = store.sources()?;
    if let Some(which) = &wanted.which {
        rows.retain(|row| matches(row, which));
        if rows.is_empty() {
            bail!("no source's address, name or group holds {which:?}");
        }
    }
    let sets = wanted.group.is_some()
        || wanted.weight.is_some()
        || wanted.mute
        || wanted.unmute
        || wanted.full_text.is_some()
        || wanted.every.is_some();
    for row in &mut rows {
        if sets {
            set(row, wanted)?;
            store.set_rules(row.id, None, &row.group, &row.rules)?;
        }
        if wanted.now {
            store.poll_at(row.id, Timestamp::now())?;
        }
    }
    let now = Timestamp::now();
    let mut out = std::io::stdout().lock();
    let mut group: Option<Vec<String>> = None;
    let mut ill = 0;
    for row in &rows {
        let health = live::health(row, now);
        ill += usize::from(!health.well);
        if wanted.ill && health.well {
            continue;
        }
        if group.as_ref() != Some(&row.group) {
            if !row.group.is_empty() {
                writeln!(out, "{}", row.group.join(" / "))?;
            }
            group = Some(row.group.clone());
        }
        let sign = if health.well { ' ' } else { '!' };
        writeln!(out, "{sign} {}", row.title)?;
        if row.title != row.url {
            writeln!(out, "    {}", row.url)?;
        }
        writeln!(out, "    {}{}", health.words, rules(&row.rules))?;
    }
    let count = newsloom_core::render::words::count(rows.len(), "source", "sources");
    writeln!(out, "{count}, {ill} not well")?;
    Ok(Exit::Done)
}

fn rules(rules: &SourceRules) -> String {
    let mut words = String::new();
    if rules.weight != 1.0 {
        words.push_str(&format!("; weight {}", rules.weight));
    }
    if let Some(full) = rules.full_text {
        words.push_str(if full { "; pages are always fetched" } else { "; pages are never fetched" });
    }
    if let Some(every) = rules.every {
        words.push_str(&format!("; at most every {} minutes", every.as_secs() / 60));
    }
    words
}

fn matches(row: &SourceRow, which: &str) -> bool {
    let which = which.to_lowercase();
    row.id.to_string() == which
        || row.url.to_lowercase().contains(&which)
        || row.title.to_lowercase().contains(&which)
        || row.group.join("/").to_lowercase().contains(&which)
}

fn set(row: &mut SourceRow, wanted: &List) -> anyhow::Result<()> {
    if let Some(group) = &wanted.group {
        row.group = group_of(group);
    }
    if let Some(weight) = wanted.weight {
        if !(0.0..=10.0).contains(&weight) {
            bail!("--weight takes 0 to 10");
        }
        row.rules.weight = weight;
    }
    row.rules.muted = (row.rules.muted || wanted.mute) && !wanted.unmute;
    match wanted.full_text.as_deref() {
        Some("yes") => row.rules.full_text = Some(true),
        Some("no") => row.rules.full_text = Some(false),
        Some(_) => row.rules.full_text = None,
        None => {}
    }
    if let Some(minutes) = wanted.every {
        row.rules.every = (minutes > 0).then(|| Duration::from_secs(minutes.saturating_mul(60)));
    }
    Ok(())
}

/// Runs `remove`.
pub fn remove(wanted: &Remove) -> anyhow::Result<Exit> {
    let store = wanted.data.open_existing()?;
    let rows = store.sources()?;
    let mut faults = 0;
    for which in &wanted.which {
        let exact = rows
            .iter()
            .filter(|row| row.url == *which || row.id.to_string() == *which || row.title == *which);
        let found: Vec<&SourceRow> = exact.collect();
        match found.as_slice() {
            [one] => {
                if !wanted.dry_run {
                    store.remove_source(one.id)?;
                }
                println!("removed  {}", one.url);
            }
            [] => {
                faults += 1;
                eprintln!("newsloom: there is no source {which:?}; `newsloom sources` lists them");
            }
            many => {
                faults += 1;
                eprintln!("newsloom: {} sources are named {which:?}; give the address of one", many.len());
            }
        }
    }
    if wanted.dry_run {
        println!("nothing was written (--dry-run)");
    }
    Ok(if faults == 0 { Exit::Done } else { Exit::Fault })
}

/// Runs `export`.
pub fn export(wanted: &Export) -> anyhow::Result<Exit> {
    let store = wanted.data.open_existing()?;
    let text = opml::write("newsloom", &links(&store)?);
    match &wanted.file {
        Some(file) => {
            std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))?;
        }
        None => std::io::stdout().lock().write_all(text.as_bytes())?,
    }
    Ok(Exit::Done)
}

fn links(store: &dyn Store) -> anyhow::Result<Vec<Link>> {
    let link = |row: SourceRow| Link {
        kind: LinkKind::Feed,
        hint: Hint { outlet: (row.title != row.url).then_some(row.title), ..Hint::default() },
        url: row.url,
        groups: row.group,
    };
    Ok(store.sources()?.into_iter().map(link).collect())
}
