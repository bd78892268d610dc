//! `newsloom verify`: claims in, verdicts with their reasons out; or a digest in, what does not hold of it out.

use super::Exit;
use super::filter::{self, BadLine, Lines};
use super::recheck;
use crate::config::Config;
use newsloom_core::flow;
use serde_json::{Value, json};

/// Check claims against source texts: JSON lines {"id","claim","sources":[text, ...]} in; or a whole digest again
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Check every line of this digest.json again, from the file alone; exit status 1 where one does not hold
    #[arg(long, value_name = "FILE", conflicts_with = "files")]
    digest: Option<std::path::PathBuf>,
    #[command(flatten)]
    lines: Lines,
}

/// Runs the filter.
pub fn run(wanted: &Arguments, _: &Config) -> anyhow::Result<Exit> {
    if let Some(file) = &wanted.digest {
        return recheck::run(file);
    }
    filter::run(&wanted.lines, |line| claim(&line).map(|answer| vec![answer]))
}

fn claim(line: &Value) -> Result<Value, BadLine> {
    let id = line.get("id").cloned().unwrap_or(Value::Null);
    let bad = |why: &str| BadLine { id: id.as_str().map(str::to_owned), why: why.to_owned() };
    let claim = line
        .get("claim")
        .and_then(Value::as_str)
        .ok_or_else(|| bad("the line has no \"claim\" as a text"))?;
    let given = line
        .get("sources")
        .and_then(Value::as_array)
        .ok_or_else(|| bad("the line has no \"sources\" as a list of texts"))?;
    let sources: Vec<&str> = given
        .iter()
        .map(|source| source.as_str().ok_or_else(|| bad("a source is not a text")))
        .collect::<Result<_, _>>()?;
    let verdict = flow::verify(claim, &sources);
    let why: Vec<Value> = verdict
        .why
        .iter()
        .map(|doubt| {
            json!({
                "kind": doubt.kind,
                "detail": doubt.detail,
                "source": doubt.source,
                "start": doubt.span.start,
                "end": doubt.span.end,
            })
        })
        .collect();
    Ok(json!({"id": id, "supported": verdict.supported, "score": verdict.score, "why": why}))
}
