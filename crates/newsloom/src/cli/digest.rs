//! `newsloom digest`: the main job.

use super::Exit;
use crate::config::Config;
use crate::fetch::LeftOut;
use crate::publish::folder::Folder;
use crate::run::{self, Gathered, Interrupted, LocalPicture, Told, wide};
use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use newsloom_core::flow;
use newsloom_core::model::Timestamp;
use newsloom_core::render::{self, Articles, Place, Shown, View, html, words};
use std::collections::BTreeSet;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Read inputs and write an edition: a page per story, every sentence with its source
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Files, folders, feeds, OPML lists, archives (WARC), JSON lines, page addresses; `-` is standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<String>,
    /// Folder to write; one that newsloom wrote before is replaced as a whole
    #[arg(short, long, value_name = "DIR", default_value = "out")]
    out: PathBuf,
    /// An earlier edition, its folder or its digest.json: each story tells what is new since then
    #[arg(long, value_name = "DIR")]
    previous: Option<PathBuf>,
    /// The view that the headlines of the front page lead to
    #[arg(long, value_name = "VIEW", default_value = "digest", value_parser = ["digest", "wire", "explainer", "positions", "feed"])]
    view: String,
    /// Time of making, ISO with offset; by default the newest time in the input, so that equal input gives equal bytes
    #[arg(long, value_name = "TIME", env = "NEWSLOOM_NOW")]
    now: Option<Timestamp>,
    /// Corrections of stories, JSON lines: {"do":"merge","stories":[...]}, "split", "move", "pin" or "undo"
    #[arg(long, value_name = "FILE")]
    corrections: Option<PathBuf>,
}

/// Lines of what was left out that are shown; the rest is counted.
const SHOWN: usize = 20;

/// Runs the job.
pub fn run(wanted: &Arguments, config: &Config, quiet: bool) -> anyhow::Result<Exit> {
    match job(wanted, config, quiet) {
        Err(error) if error.is::<Interrupted>() => {
            eprintln!("newsloom: {error}");
            std::process::exit(130);
        }
        other => other,
    }
}

fn job(wanted: &Arguments, config: &Config, quiet: bool) -> anyhow::Result<Exit> {
    let started = Instant::now();
    run::stop_on_interrupt();
    let earlier = match &wanted.previous {
        Some(path) => Some(flow::Earlier::of(&super::show::load(path)?.edition)),
        None => None,
    };
    let corrections =
        wanted.corrections.as_deref().map(run::read_corrections).transpose()?.unwrap_or_default();
    let models = run::models(config)?;
    let folder = Folder::begin(&wanted.out)?;
    let bar = progress(quiet);
    bar.set_message("reading");
    let mut gathered = run::gather(&wanted.inputs, config, |read, waiting| {
        bar.set_length((read + waiting) as u64);
        bar.set_position(read as u64);
    })?;
    if let Some(embedder) = &models.embedder
        && gathered.articles.iter().filter_map(|(article, _)| article.language).collect::<BTreeSet<_>>().len()
            > 1
    {
        embedder.fill(gathered.articles.iter_mut().map(|(article, _)| article));
    }
    let pictures = run::localize(gathered.articles.iter_mut().map(|(article, _)| article));
    let made_at = wanted.now.unwrap_or_else(|| time_of_making(&gathered));
    bar.set_message("telling");
    bar.set_length(gathered.articles.len() as u64);
    bar.set_position(0);
    let told = run::tell(
        std::mem::take(&mut gathered.articles),
        made_at,
        &config.core,
        run::With { earlier: earlier.as_ref(), corrections: &corrections, writer: models.writer.as_ref() },
        || bar.inc(1),
    )?;
    gathered.left_out.extend(told.refused.iter().map(|why| LeftOut::fault("a correction", why.clone())));
    gathered.left_out.extend(told.remarks.iter().map(|(what, remark)| LeftOut::note(what, remark)));
    bar.set_message("writing");
    let articles: Articles = told.articles.iter().map(|article| (article.id, article)).collect();
    let view = View::parse(&wanted.view).unwrap_or(View::Digest);
    write(
        &folder,
        &Shown { edition: &told.edition, articles: &articles, place: Place::Folder },
        view,
        &pictures,
    )?;
    bar.finish_and_clear();
    if told.articles.is_empty() {
        report(&gathered, &told, None, started.elapsed())?;
        anyhow::bail!(
            "no article was found in any input, so nothing was written to {}",
            wanted.out.display()
        );
    }
    let place = folder.finish()?;
    if !quiet {
        report(&gathered, &told, Some(&place), started.elapsed())?;
    }
    Ok(if gathered.left_out.iter().any(|left_out| left_out.fault) { Exit::Partial } else { Exit::Done })
}

/// The newest time that the input tells of; where it tells none, the present hour.
fn time_of_making(gathered: &Gathered) -> Timestamp {
    let published =
        gathered.articles.iter().filter_map(|(article, _)| Some(article.published?.order())).max();
    published.max(gathered.fetched).unwrap_or_else(|| {
        let now = Timestamp::now().as_second();
        Timestamp::from_second(now - now % 3600).unwrap_or(Timestamp::UNIX_EPOCH)
    })
}

fn progress(quiet: bool) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{msg:>8} {bar:32} {pos}/{len} {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// Writes every file of the edition.
fn write(folder: &Folder, shown: &Shown, view: View, pictures: &[LocalPicture]) -> anyhow::Result<()> {
    folder.write("newsloom.css", html::STYLE.as_bytes())?;
    folder.write("index.html", html::edition_page_to(shown, view).as_bytes())?;
    wide::each(&shown.edition.stories, |story| {
        html::story_files(shown, story)
            .iter()
            .try_for_each(|(path, content)| folder.write(path, content.as_bytes()))
    })
    .into_iter()
    .collect::<Result<(), _>>()?;
    folder.stream("digest.json", |out| render::json::write_digest(shown, out))?;
    folder.stream("digest.md", |out| render::markdown::write_digest(shown, out))?;
    folder.stream("feed.xml", |out| render::feeds::write_atom(shown, out))?;
    folder.stream("feed.json", |out| render::feeds::write_json_feed(shown, out))?;
    for picture in pictures {
        let bytes = std::fs::read(&picture.from)
            .with_context(|| format!("cannot read the picture {}", picture.from.display()))?;
        folder.write(&picture.to, &bytes)?;
    }
    Ok(())
}

/// The short summary on the terminal.
fn report(gathered: &Gathered, told: &Told, place: Option<&Path>, took: Duration) -> anyhow::Result<()> {
    let mut err = std::io::stderr().lock();
    for left_out in gathered.left_out.iter().take(SHOWN) {
        writeln!(err, "newsloom: {left_out}")?;
    }
    if gathered.left_out.len() > SHOWN {
        writeln!(
            err,
            "newsloom: and {} more; run with --verbose to see all",
            gathered.left_out.len() - SHOWN
        )?;
        for left_out in gathered.left_out.iter().skip(SHOWN) {
            tracing::info!("{left_out}");
        }
    }
    drop(err);
    let mut out = std::io::stdout().lock();
    let faults = gathered.left_out.iter().filter(|left_out| left_out.fault).count();
    writeln!(
        out,
        "read     {}, {}",
        words::count(gathered.documents, "document", "documents"),
        words::count(gathered.feeds, "of them a feed", "of them feeds")
    )?;
    writeln!(
        out,
        "found    {}, {} of them copies, {} met again",
        words::count(told.articles.len(), "article", "articles"),
        told.copies,
        gathered.met_again
    )?;
    writeln!(out, "told     {}", words::count(told.edition.stories.len(), "story", "stories"))?;
    if !gathered.left_out.is_empty() {
        writeln!(
            out,
            "left out {}, {faults} of them at fault (see above)",
            words::count(gathered.left_out.len(), "thing", "things")
        )?;
    }
    writeln!(out, "took     {:.1} s", took.as_secs_f64())?;
    if let Some(place) = place {
        writeln!(out, "open     {}", place.join("index.html").display())?;
    }
    Ok(())
}
