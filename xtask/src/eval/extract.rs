//! Extraction: `newsloom extract` on labeled pages, beside the published extractors when they are asked for.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::{Bench, Found, measured, peers};
use crate::results::table;
use crate::{lines, newsloom};

/// Data file, whether it is scored by segments, and the measures that have floors.
const SETS: &[(&str, bool, &[&str])] = &[
    ("dev", false, &["f1", "title_norm", "date_acc", "author_f1"]),
    ("waddle_dev", false, &["f1"]),
    ("moz_dev", false, &["f1"]),
    ("seg_dev", true, &["seg_f1"]),
    ("date_dev", false, &["date_acc"]),
];

/// What the tables show of a scored prediction, in their order.
const SHOWN: &[(&str, &str)] = &[
    ("text F1", "f1"),
    ("precision", "precision"),
    ("recall", "recall"),
    ("segments F1", "seg_f1"),
    ("title", "title_norm"),
    ("date, day", "date_acc"),
    ("authors F1", "author_f1"),
    ("empty", "empty"),
    ("pages/s per core", "pages_s"),
];

const UNSEEN: &str = "Not seen by these numbers: the order of blocks and their kinds, images, links, articles after the first of a page \
(the longest part of a page stands for it), and text that no labeler marked. Pages per second counts the processor time of the call alone for the peers \
and of the whole filter, with its JSON in and out, for newsloom.";

/// Runs all sets.
pub fn run(bench: &Bench) -> anyhow::Result<Found> {
    let mut body = String::new();
    let mut all = Vec::new();
    for (set, segments, floors) in SETS.iter().filter(|(s, ..)| bench.wants(s)) {
        let truth = bench.shared.join(format!("bench/extract/{set}.jsonl.gz"));
        let ours = predict(bench, set, &truth)?;
        let mut runs = vec![ours];
        if bench.peers {
            runs.extend(peers::extract(set, &truth)?);
        }
        let scored = score(bench, &truth, *segments, None, &runs)?;
        body.push_str(&format!("### {set}\n\n{}\n", shown(&scored)));
        if let Some((_, mine)) = scored.iter().find(|(name, _)| name == "newsloom") {
            let values: Vec<(&str, f64)> =
                floors.iter().filter_map(|f| Some((*f, mine.get(*f)?.as_f64()?))).collect();
            all.push(measured(format!("extract.{set}"), &truth, &values)?);
        }
        if *set == "dev" {
            body.push_str(&by_source(bench, &truth, &runs)?);
        }
    }
    body.push_str(UNSEEN);
    Ok(Found { name: "eval-extract", title: "Extraction", body, measured: all })
}

/// Text F1 of every source of the main set.
fn by_source(bench: &Bench, truth: &Path, runs: &[PathBuf]) -> anyhow::Result<String> {
    let mut sources = std::collections::BTreeSet::new();
    lines::each(truth, |page| {
        sources.extend(page["source"].as_str().map(str::to_owned));
        Ok(())
    })?;
    let mut rows = Vec::new();
    for source in sources {
        for (name, m) in score(bench, truth, false, Some(&source), runs)? {
            let cell =
                |key: &str| m.get(key).and_then(Value::as_f64).map_or("-".to_owned(), |v| format!("{v:.3}"));
            rows.push(vec![
                source.clone(),
                name,
                cell("f1"),
                cell("title_norm"),
                cell("date_acc"),
                cell("author_f1"),
            ]);
        }
    }
    let head = ["source of dev", "system", "text F1", "title", "date, day", "authors F1"];
    Ok(format!("{}\n", table(&head, &rows)))
}

/// The filter sees what a page is and where it came from, nothing of its labels.
fn predict(bench: &Bench, set: &str, truth: &Path) -> anyhow::Result<PathBuf> {
    let mut pages = Vec::new();
    lines::each(truth, |page| {
        pages.push(json!({"id": page["id"], "url": page["url"], "html": page["html"]}));
        Ok(())
    })?;
    let count = pages.len();
    let input = bench.out.join(format!("extract.{set}.in.jsonl"));
    lines::write(&input, pages)?;
    let (output, took) = bench.filter("extract", set, &input)?;
    let per_page = took.cpu_s * 1000.0 / count.max(1) as f64;
    let mut best: Map<String, Value> = Map::new();
    lines::each(&output, |part| {
        let id = part["id"].as_str().unwrap_or_default().to_owned();
        let size = |v: &Value| v["text"].as_str().map_or(0, str::len);
        if best.get(&id).is_none_or(|kept| size(&part) > size(kept)) {
            best.insert(id, part);
        }
        Ok(())
    })?;
    let path = bench.out.join(format!("{set}.newsloom.jsonl"));
    lines::write(
        &path,
        best.into_values().map(|p| {
            json!({"id": p["id"], "text": p["text"], "title": p["title"], "author": p["author"], "date": p["date"], "error": p.get("error"), "cpu_ms": per_page})
        }),
    )?;
    println!(
        "  {set}: {count} pages in {:.1} s of processor time, peak {} MB",
        took.cpu_s,
        took.peak_kb / 1024
    );
    Ok(path)
}

type Scored = Vec<(String, Map<String, Value>)>;

/// Every run scored, best first. The scores of the peers are kept beside their answers, since neither changes.
fn score(
    bench: &Bench,
    truth: &Path,
    segments: bool,
    source: Option<&str>,
    runs: &[PathBuf],
) -> anyhow::Result<Scored> {
    let mut scored = Scored::new();
    for run in runs {
        let told = run.with_extension(format!("{}.scored.json", source.unwrap_or("all")));
        let written = |path: &Path| path.metadata().and_then(|m| m.modified()).ok();
        if !bench.is_peer(run) || written(&told) < written(run) {
            let (truth, told, run) = (truth.to_string_lossy(), told.to_string_lossy(), run.to_string_lossy());
            let mut arguments = vec![&*truth, "--boot", "2", "--json", &*told, "--pred", &*run];
            arguments.extend(segments.then_some("--segments"));
            if let Some(source) = source {
                arguments.extend(["--source", source]);
            }
            newsloom::score(&bench.shared.join("bench/extract/evaluate.py"), &arguments)?;
        }
        let by_run: Map<String, Value> = serde_json::from_str(&std::fs::read_to_string(&told)?)?;
        scored.extend(
            by_run
                .into_iter()
                .filter_map(|(run, m)| Some((run.split_once('.')?.1.to_owned(), m.as_object()?.clone()))),
        );
    }
    let rank = |m: &Map<String, Value>| ["seg_f1", "f1", "date_acc"].iter().find_map(|k| m.get(*k)?.as_f64());
    scored.sort_by(|a, b| rank(&b.1).partial_cmp(&rank(&a.1)).unwrap_or(std::cmp::Ordering::Equal));
    Ok(scored)
}

fn shown(scored: &Scored) -> String {
    let columns: Vec<&(&str, &str)> =
        SHOWN.iter().filter(|(_, key)| scored.iter().any(|(_, m)| m.contains_key(*key))).collect();
    let mut head = vec!["system"];
    head.extend(columns.iter().map(|(title, _)| *title));
    let cell = |m: &Map<String, Value>, key: &str| match m.get(key).and_then(Value::as_f64) {
        Some(v) if key == "empty" || key == "pages_s" => format!("{v:.0}"),
        Some(v) => format!("{v:.3}"),
        None => "-".to_owned(),
    };
    let rows: Vec<Vec<String>> = scored
        .iter()
        .map(|(name, m)| {
            std::iter::once(name.clone()).chain(columns.iter().map(|(_, k)| cell(m, k))).collect()
        })
        .collect();
    table(&head, &rows)
}
