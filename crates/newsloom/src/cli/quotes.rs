//! `newsloom quotes`: articles in, their quotations with speakers out.

use super::Exit;
use super::filter::{self, BadLine, Lines};
use crate::config::Config;
use crate::run::{article_as_given, id_of};
use newsloom_core::flow;
use newsloom_core::model::Span;
use serde_json::{Value, json};

/// Find the quotations of articles: JSON lines {"id","text"} in, quotations with their speakers out
#[derive(clap::Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    lines: Lines,
}

/// Runs the filter.
pub fn run(wanted: &Arguments, config: &Config) -> anyhow::Result<Exit> {
    filter::run(&wanted.lines, |line| {
        let article = article_as_given(&line).map_err(|why| BadLine { id: id_of(&line), why })?;
        let text = &article.text;
        let span = |span: Span| json!([span.start, span.end]);
        let quotes: Vec<Value> = flow::quotes(&article, &config.core)
            .iter()
            .map(|quoted| {
                let found = &quoted.found;
                json!({
                    "text": found.span.of(text),
                    "start": found.span.start,
                    "end": found.span.end,
                    "speaker": found.speaker_span.map(|words| words.of(text)),
                    "speaker_span": found.speaker_span.map(span),
                    "speaker_name": quoted.speaker_name,
                    "cue": found.cue.map(|cue| cue.of(text)),
                    "direct": found.direct,
                })
            })
            .collect();
        let id = line.get("id").cloned().unwrap_or(Value::Null);
        Ok(vec![json!({"id": id, "quotes": quotes})])
    })
}
