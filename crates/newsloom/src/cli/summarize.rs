//! `newsloom summarize`: groups of articles in, cited summaries out.

use super::Exit;
use super::filter::{self, BadLine, Lines};
use crate::config::Config;
use crate::run::unnamed_article_of;
use newsloom_core::flow;
use newsloom_core::model::{ArticleId, Line};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Tell groups of articles in few words: JSON lines {"id","articles":[...],"max_words"} in
#[derive(clap::Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    lines: Lines,
}

/// Words of a summary where the line does not say.
const WORDS: u64 = 100;

/// Runs the filter.
pub fn run(wanted: &Arguments, config: &Config) -> anyhow::Result<Exit> {
    filter::run(&wanted.lines, |line| group(&line, config).map(|answer| vec![answer]))
}

fn group(line: &Value, config: &Config) -> Result<Value, BadLine> {
    let id = line.get("id").cloned().unwrap_or(Value::Null);
    let bad = |why: String| BadLine { id: id.as_str().map(str::to_owned), why };
    let given = line
        .get("articles")
        .and_then(Value::as_array)
        .ok_or_else(|| bad("the line has no \"articles\" as a list".to_owned()))?;
    let max_words = line.get("max_words").and_then(Value::as_u64).unwrap_or(WORDS).clamp(1, 100_000) as usize;
    let mut articles = Vec::with_capacity(given.len());
    let mut names: BTreeMap<ArticleId, Value> = BTreeMap::new();
    for (index, value) in given.iter().enumerate() {
        let mut article = unnamed_article_of(value).map_err(|why| bad(format!("article {index}: {why}")))?;
        article.id = ArticleId::of(&[b"group", index.to_string().as_bytes()]);
        // An article without an id is cited by its place in the list.
        let name = value.get("id").filter(|id| id.is_string() || id.is_number()).cloned();
        names.insert(article.id, name.unwrap_or_else(|| json!(index.to_string())));
        let analysis = flow::outline(&article, &config.core);
        articles.push((article, analysis));
    }
    let told = flow::summarize(&articles, max_words, &config.core);
    let lines = |lines: &[Line]| lines.iter().map(|line| show(line, &names)).collect::<Value>();
    Ok(json!({
        "id": id,
        "headline": told.headline.as_ref().map(|line| show(line, &names)),
        "summary": lines(&told.summary),
        "key_points": lines(&told.key_points),
    }))
}

/// A line with the caller's ids.
fn show(line: &Line, names: &BTreeMap<ArticleId, Value>) -> Value {
    let cites: Vec<Value> = line
        .cites
        .iter()
        .map(|cite| json!({"article": names.get(&cite.article), "start": cite.span.start, "end": cite.span.end}))
        .collect();
    json!({"text": line.text, "how": line.how, "cites": cites})
}
