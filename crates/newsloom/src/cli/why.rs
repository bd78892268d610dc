//! `newsloom explain`: why each article is in a story, and which story came second.

use super::Exit;
use crate::config::Config;
use crate::run::{make_corrections, read_corrections, wide};
use anyhow::Context;
use newsloom_core::flow;
use newsloom_core::model::{Article, ArticleId, Reason, Reasons, StoryId};
use newsloom_core::render::json;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

/// Say why each article is in a story of an edition, and which story came second
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// The story: its id, the first letters of it, the id of an article in it, or its number in the edition
    #[arg(value_name = "STORY")]
    story: String,
    /// Folder of the edition
    #[arg(long = "in", value_name = "DIR", default_value = "out")]
    folder: PathBuf,
    /// The corrections that the edition was made with
    #[arg(long, value_name = "FILE")]
    corrections: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Reads the edition back, lets the desk place its articles again and asks it.
pub fn run(wanted: &Arguments, config: &Config) -> anyhow::Result<Exit> {
    let path = wanted.folder.join("digest.json");
    let file = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}; --in names the folder of an edition", path.display()))?;
    let loaded = json::load(&file).with_context(|| format!("{}", path.display()))?;
    let titles: BTreeMap<StoryId, &str> =
        loaded.edition.stories.iter().map(|story| (story.story, story.title.text.as_str())).collect();
    let story = found(&wanted.story, &loaded)?;
    let anchor = loaded.edition.stories.iter().find(|told| told.story == story);
    let anchor = anchor.and_then(|told| told.articles.first()).map(|article| article.id);
    let mut articles: Vec<&Article> = loaded.articles.iter().collect();
    articles.sort_by_cached_key(|article| flow::before(article));
    let analyses = wide::each(&articles, |article| flow::analyze(article, &config.core));
    let mut desk = flow::Desk::new(&config.core);
    for (article, analysis) in articles.iter().zip(&analyses) {
        desk.take(article, analysis);
    }
    desk.settle();
    if let Some(file) = &wanted.corrections {
        for refused in make_corrections(&mut desk, &read_corrections(file)?) {
            eprintln!("newsloom: {refused}");
        }
    }
    let texts: BTreeMap<ArticleId, &Article> =
        loaded.articles.iter().map(|article| (article.id, article)).collect();
    let here = anchor.and_then(|article| desk.where_is(article)).map_or(story, |place| place.story);
    let reasons = desk.explain(here, |id| texts.get(&id).map(|article| article.text.as_str()));
    let reasons = reasons
        .context("the desk does not have that story any more; was the edition made by another version?")?;
    let mut out = std::io::stdout().lock();
    if wanted.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&reasons)?)?;
    } else {
        tell(&mut out, &reasons, &titles, &texts)?;
    }
    Ok(Exit::Done)
}

/// The story that somebody named.
fn found(name: &str, loaded: &json::Loaded) -> anyhow::Result<StoryId> {
    let stories = &loaded.edition.stories;
    let numbered = name.parse::<usize>().ok().and_then(|number| stories.get(number.checked_sub(1)?));
    let meant: Vec<_> = match numbered {
        Some(story) => vec![story],
        None => {
            let holds = |id: ArticleId| id.to_string().starts_with(name);
            stories
                .iter()
                .filter(|told| {
                    told.story.to_string().starts_with(name)
                        || told.articles.iter().any(|article| holds(article.id))
                })
                .collect()
        }
    };
    match meant.as_slice() {
        [one] => Ok(one.story),
        [] => anyhow::bail!(
            "the edition has no story {name:?}; it has {} stories, numbered from 1",
            stories.len()
        ),
        _ => anyhow::bail!("{name:?} is the beginning of {} stories' ids; give more of it", meant.len()),
    }
}

fn tell(
    out: &mut impl Write,
    reasons: &Reasons,
    titles: &BTreeMap<StoryId, &str>,
    texts: &BTreeMap<ArticleId, &Article>,
) -> std::io::Result<()> {
    let named = |id: ArticleId| match texts.get(&id) {
        Some(article) if !article.title.is_empty() => format!("{} ({})", article.title, article.outlet.name),
        _ => id.to_string(),
    };
    writeln!(out, "{}", reasons.story)?;
    if let Some(title) = titles.get(&reasons.story) {
        writeln!(out, "{title}")?;
    }
    let mut event = None;
    for reason in &reasons.articles {
        if event != Some(reason.event) {
            writeln!(out, "\nevent {}", reason.event)?;
            event = Some(reason.event);
        }
        writeln!(out, "\n  {}", named(reason.article))?;
        for line in because(reason, &named) {
            writeln!(out, "    {line}")?;
        }
        if let Some(second) = &reason.second {
            let title = titles.get(&second.story).copied().unwrap_or("another story");
            writeln!(
                out,
                "    second: {title} [{}], {:.2} against {:.2} here",
                second.story, second.chance, reason.chance
            )?;
        }
    }
    Ok(())
}

/// The reasons of one article, a line each.
fn because(reason: &Reason, named: &impl Fn(ArticleId) -> String) -> Vec<String> {
    let mut lines = Vec::new();
    if reason.corrected {
        lines.push("a correction names it".to_owned());
    }
    if let Some(original) = reason.copy_of {
        lines.push(format!("copy of: {}", named(original)));
        return lines;
    }
    let Some(nearest) = reason.nearest else {
        lines.push("stands alone".to_owned());
        return lines;
    };
    lines.push(format!("nearest: {}", named(nearest)));
    for (what, shared) in
        [("names", &reason.names), ("figures", &reason.figures), ("phrases", &reason.phrases)]
    {
        if !shared.is_empty() {
            lines.push(format!("shared {what}: {}", shared.join("; ")));
        }
    }
    lines.push(format!("{} telling words in common", reason.words));
    lines
}
