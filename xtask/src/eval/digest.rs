//! Digests: the main job on the examples, the seeds and 2,000 labeled articles, every citation checked by the contract's own script.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::{Value, json};

use super::{Bench, Found, floors::Measured};
use crate::results::table;
use crate::{lines, newsloom, root};

/// Streams of full articles, in the order in which the 2,000 are taken.
const STREAMS: &[&str] = &["feed21", "allsides", "wikinews", "ecbplus", "fnc"];

const UNSEEN: &str = "Not seen by these numbers: whether a reworded line keeps the meaning of its slices, and whether the lines chosen were the ones that matter.";

/// Runs the three inputs.
pub fn run(bench: &Bench) -> anyhow::Result<Found> {
    let stream = bench.out.join("articles.jsonl");
    lines::write(&stream, articles(&bench.shared, 2000)?)?;
    let inputs: [(&str, PathBuf); 3] = [
        ("examples", root().join("examples/world")),
        ("seeds", bench.shared.join("seeds")),
        ("articles", stream),
    ];
    let mut rows = Vec::new();
    let mut all = Vec::new();
    for (name, input) in inputs.iter().filter(|(n, _)| bench.wants(n)) {
        let folder = bench.out.join(format!("digest-{name}"));
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let (program, input, out) =
            (bench.program.to_string_lossy(), input.to_string_lossy(), folder.to_string_lossy());
        let took = newsloom::measure(None, None, &[&*program, "digest", &*input, "--out", &*out])?;
        let file = folder.join("digest.json");
        anyhow::ensure!(file.exists(), "digest of {name}: exit status {}, no digest.json", took.status);
        let (checked, faults) = check(&bench.shared, &file)?;
        let digest: Value = serde_json::from_slice(&fs::read(&file)?)?;
        let told = digest["articles"].as_object().map_or(0, serde_json::Map::len);
        let stories = digest["stories"].as_array().map_or(0, Vec::len);
        for fault in faults.iter().take(10) {
            println!("  {name}: {fault}");
        }
        // the examples change with the tree; their floor is no faults, whatever the bytes
        let values = [("faults".to_owned(), faults.len() as f64)].into();
        all.push(Measured { name: format!("digest.{name}"), data: "any".to_owned(), values });
        rows.push(vec![
            (*name).to_owned(),
            told.to_string(),
            stories.to_string(),
            checked.to_string(),
            faults.len().to_string(),
            format!("{:.2}", took.wall_s),
            format!("{}", took.peak_kb / 1024),
        ]);
    }
    let head = ["input", "articles told", "stories", "lines checked", "lines at fault", "seconds", "peak MB"];
    Ok(Found {
        name: "eval-digest",
        title: "Digests: grounding",
        body: format!("{}\n{UNSEEN}", table(&head, &rows)),
        measured: all,
    })
}

/// The first `count` labeled articles with a text, without their labels.
pub fn articles(shared: &Path, count: usize) -> anyhow::Result<Vec<Value>> {
    let mut all = Vec::new();
    for set in STREAMS {
        lines::each(&shared.join(format!("bench/cluster/{set}.dev.jsonl.gz")), |a| {
            if all.len() < count && a["text"].as_str().is_some_and(|t| t.len() > 200) {
                all.push(json!({
                    "id": a["id"], "url": a["url"], "title": a["title"], "text": a["text"],
                    "published": a["published"], "lang": a["lang"], "outlet": a["source"],
                }));
            }
            Ok(())
        })?;
    }
    Ok(all)
}

fn check(shared: &Path, file: &Path) -> anyhow::Result<(u64, Vec<String>)> {
    let told =
        newsloom::score(&shared.join("contract/check_digest.py"), &[&*file.to_string_lossy(), "--json"])?;
    let told: Value = serde_json::from_str(&told)?;
    let faults = told["faults"].as_array().context("faults of the check")?;
    Ok((told["lines"].as_u64().unwrap_or(0), faults.iter().map(Value::to_string).collect()))
}
