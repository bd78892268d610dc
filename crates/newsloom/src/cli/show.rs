//! `newsloom show`: a story of an edition on the terminal.

use super::Exit;
use crate::config::Config;
use anyhow::{Context, bail};
use newsloom_core::model::Digest;
use newsloom_core::render::{self, Articles, Place, Shown, View, markdown, words};
use std::io::Write;
use std::path::PathBuf;

/// Print one story of an edition as Markdown, or list its stories
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// The story: its place in the edition (1, 2, ...), its id or the start of it, or words of its headline; without it
    /// the stories are listed
    #[arg(value_name = "STORY")]
    story: Vec<String>,
    /// The folder that `newsloom digest` wrote, or a digest.json
    #[arg(long = "in", value_name = "DIR", default_value = "out")]
    folder: PathBuf,
    /// How to tell it
    #[arg(long, value_name = "VIEW", default_value = "digest", value_parser = ["digest", "wire", "explainer", "positions", "feed"])]
    view: String,
}

/// Runs the command.
pub fn run(wanted: &Arguments, _: &Config) -> anyhow::Result<Exit> {
    let loaded = load(&wanted.folder)?;
    let articles: Articles = loaded.articles.iter().map(|article| (article.id, article)).collect();
    let shown = Shown { edition: &loaded.edition, articles: &articles, place: Place::Folder };
    let mut out = std::io::stdout().lock();
    if wanted.story.is_empty() {
        for (index, digest) in shown.edition.stories.iter().enumerate() {
            writeln!(out, "{:>4}  {}  ({})", index + 1, digest.title.text, words::counts(digest))?;
        }
        return Ok(Exit::Done);
    }
    let digest = find(&shown.edition.stories, &wanted.story.join(" "))?;
    let view = View::parse(&wanted.view).context("no such view")?;
    out.write_all(markdown::view(&shown, digest, view).trim_start().as_bytes())?;
    Ok(Exit::Done)
}

/// Reads an edition from its folder or its file.
pub fn load(path: &std::path::Path) -> anyhow::Result<render::json::Loaded> {
    let file = if path.is_dir() { path.join("digest.json") } else { path.to_owned() };
    let text = std::fs::read_to_string(&file).with_context(|| {
        format!("cannot read {}; name the folder of an edition or its digest.json", file.display())
    })?;
    render::json::load(&text).with_context(|| format!("cannot use {}", file.display()))
}

/// The one story that is meant.
fn find<'d>(stories: &'d [Digest], wanted: &str) -> anyhow::Result<&'d Digest> {
    if let Some(digest) = wanted.parse::<usize>().ok().and_then(|place| stories.get(place.checked_sub(1)?)) {
        return Ok(digest);
    }
    let asked: Vec<String> = wanted.split_whitespace().map(str::to_lowercase).collect();
    let meant = |digest: &&Digest| {
        let title = digest.title.text.to_lowercase();
        digest.story.to_string().starts_with(wanted) || asked.iter().all(|word| title.contains(word.as_str()))
    };
    let found: Vec<&Digest> = stories.iter().filter(meant).collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => bail!("no story is meant by {wanted:?}; `newsloom show` alone lists them"),
        many => {
            let titles: Vec<&str> = many.iter().take(5).map(|digest| digest.title.text.as_str()).collect();
            bail!("{} stories are meant by {wanted:?}; the first: {}", many.len(), titles.join(" | "))
        }
    }
}
