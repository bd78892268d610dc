//! `newsloom search`: finds articles and stories in the store.

use super::Exit;
use crate::config::Config;
use crate::search::{Index, Kind, Order, Query, SearchError, Wanted, snippets};
use crate::serve::follow;
use crate::store::{Articles, SqliteStore, Stories};
use anyhow::Context;
use newsloom_core::model::{ArticleId, StoryId};
use newsloom_core::render::address;
use serde_json::{Value, json};
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

/// Find articles and stories: words, "phrases", beginn*, -not, OR, title: source: person: lang: date:
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// What to look for
    #[arg(required = true, value_name = "QUERY", trailing_var_arg = true, allow_hyphen_values = true)]
    query: Vec<String>,
    /// The data folder
    #[arg(long, value_name = "DIR", default_value = "data", env = "NEWSLOOM_DATA")]
    data: PathBuf,
    /// Hits shown
    #[arg(short = 'n', long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
    /// Newest first
    #[arg(long)]
    newest: bool,
    /// Only articles, or only stories
    #[arg(long, value_parser = ["article", "story"])]
    kind: Option<String>,
    /// One JSON object per hit, with its passages
    #[arg(long)]
    json: bool,
    /// Make the index anew from the store first
    #[arg(long)]
    rebuild: bool,
}

/// Runs the search.
pub fn run(wanted: &Arguments, config: &Config) -> anyhow::Result<Exit> {
    let typed = wanted.query.join(" ");
    let query = match Query::read(&typed) {
        Ok(query) => query,
        Err(mistake) => {
            eprintln!("newsloom: {mistake}");
            return Ok(Exit::Usage);
        }
    };
    let folder = wanted.data.join("index");
    anyhow::ensure!(
        wanted.data.is_dir(),
        "there is no data folder {}; name it with --data, or fill one with `newsloom serve`",
        wanted.data.display()
    );
    let store = SqliteStore::open_beside(&wanted.data)?;
    let index = match Index::open(&folder) {
        Ok(index) => {
            if wanted.rebuild {
                index.clear()?;
            }
            follow::catch_up(&store, &index, &config.core, || false)?;
            index
        }
        // A service beside us keeps the index up.
        Err(SearchError::Busy) if !wanted.rebuild => Index::look(&folder)?,
        Err(SearchError::Busy) => {
            anyhow::bail!("a service keeps this index up; stop it before the index is made anew")
        }
        Err(error) => return Err(error).context("the search index cannot be opened"),
    };
    let asked = Wanted {
        kind: wanted.kind.as_deref().map(|kind| if kind == "story" { Kind::Story } else { Kind::Article }),
        order: if wanted.newest { Order::Newest } else { Order::Best },
        offset: 0,
        limit: usize::from(wanted.limit),
        now: jiff::Timestamp::now().as_second(),
    };
    let found = index.find(&query, &asked)?;
    let mut out = std::io::stdout().lock();
    for hit in &found.hits {
        let shown = match hit.kind {
            Kind::Story => StoryId::parse(&hit.id).map(|id| story(&store, id)),
            Kind::Article => ArticleId::parse(&hit.id).map(|id| article(&store, id, &query)),
        };
        let Some(shown) = shown.transpose()?.flatten() else { continue };
        if wanted.json {
            writeln!(out, "{shown}")?;
        } else {
            write_plain(&mut out, &shown)?;
        }
    }
    if !wanted.json {
        writeln!(out, "{} of {} shown", found.hits.len(), found.matches)?;
    }
    Ok(Exit::Done)
}

fn story(store: &SqliteStore, id: StoryId) -> anyhow::Result<Option<Value>> {
    Ok(store.story(id)?.map(|row| {
        json!({
            "kind": "story", "id": row.id, "title": row.title, "at": row.last.to_string(), "outlet": null,
            "url": null, "passages": [{"text": row.lead}],
        })
    }))
}

fn article(store: &SqliteStore, id: ArticleId, query: &Query) -> anyhow::Result<Option<Value>> {
    let (Some(row), Some(version)) = (store.rows(&[id])?.into_iter().next(), store.article(id)?) else {
        return Ok(None);
    };
    let article = &version.article;
    let passages: Vec<Value> = snippets(&article.text, article.language, query, 2)
        .iter()
        .map(|passage| {
            let text = passage.span.of(&article.text);
            json!({
                "start": passage.span.start, "end": passage.span.end, "text": text,
                "marks": passage.marks.iter().map(|mark| json!([mark.start, mark.end])).collect::<Vec<_>>(),
                "original": article.url.as_deref().and_then(|url| address::with_text_fragment(url, text)),
            })
        })
        .collect();
    Ok(Some(json!({
        "kind": "article", "id": row.id, "version": row.version, "title": row.title, "at": row.at.to_string(),
        "outlet": row.domain, "url": row.url, "story": row.story, "passages": passages,
    })))
}

/// A hit for people; what an article says cannot steer a terminal.
fn write_plain(out: &mut impl Write, hit: &Value) -> std::io::Result<()> {
    let plain =
        |text: &str| -> String { text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect() };
    let text = |name: &str| plain(hit[name].as_str().unwrap_or_default());
    let (bold, end) = if std::io::stdout().is_terminal() { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    writeln!(out, "{bold}{}{end}", text("title"))?;
    let place = [text("outlet"), text("at"), text("id")];
    writeln!(
        out,
        "  {}",
        place.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ")
    )?;
    for passage in hit["passages"].as_array().into_iter().flatten() {
        writeln!(out, "  \u{201c}{}\u{201d}", plain(passage["text"].as_str().unwrap_or_default()))?;
    }
    writeln!(out)
}
