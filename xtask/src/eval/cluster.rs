//! Clustering: `newsloom cluster` with its shipped settings on every labeled stream, one setting for all of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{Bench, Found, measured, peers};
use crate::results::table;
use crate::{lines, newsloom};

/// Which level of the answer a set marks: the one thing that happened, the running story, or the copy.
const SETS: &[(&str, &str)] = &[
    ("feed21", "event"),
    ("wikinews", "event"),
    ("ecbplus", "event"),
    ("allsides", "event"),
    ("vimds", "event"),
    ("uci", "event"),
    ("gnews-t", "event"),
    ("gnews-ts", "event"),
    ("duc2004", "story"),
    ("fnc", "story"),
    ("neardup", "copy_of"),
];

const UNSEEN: &str = "Not seen by these numbers: whether a decision was right at the time it was made (the final state is judged), articles without a label, \
and how readers would draw the line between an event and its story. The peers' thresholds were tuned on the very set that they are scored on; newsloom has one setting for all.";

/// Runs all sets.
pub fn run(bench: &Bench) -> anyhow::Result<Found> {
    let mut rows = Vec::new();
    let mut all = Vec::new();
    for (set, level) in SETS.iter().filter(|(s, _)| bench.wants(s)) {
        let truth = bench.shared.join(format!("bench/cluster/{set}.dev.jsonl.gz"));
        let (path, speed) = predict(bench, set, level, &truth)?;
        let mine = score(bench, &truth, &path)?;
        let number = |key: &str| mine[key].as_f64().unwrap_or(0.0);
        let floors: Vec<(&str, f64)> = if *level == "copy_of" {
            vec![("pair_p", number("pair_p")), ("pair_r", number("pair_r"))]
        } else {
            vec![("pair_f1", number("pair_f1")), ("b3_f1", number("b3_f1"))]
        };
        all.push(measured(format!("cluster.{set}"), &truth, &floors)?);
        rows.push(row(set, level, "newsloom", &mine, &format!("{speed:.0}")));
        if bench.peers {
            for (name, path) in peers::cluster(set, &truth)? {
                rows.push(row(set, level, &name, &score(bench, &truth, &path)?, "-"));
            }
        }
    }
    let head = [
        "set",
        "level",
        "system",
        "pair P",
        "pair R",
        "pair F1",
        "BCubed F1",
        "clusters (true)",
        "articles/s",
    ];
    let body = format!("{}\n{UNSEEN}", table(&head, &rows));
    Ok(Found { name: "eval-cluster", title: "Clustering", body, measured: all })
}

fn row(set: &str, level: &str, system: &str, m: &Value, speed: &str) -> Vec<String> {
    let three = |key: &str| format!("{:.3}", m[key].as_f64().unwrap_or(0.0));
    let clusters = format!("{} ({})", m["n_pred"], m["n_true"]);
    let mut cells = vec![set.to_owned(), level.to_owned(), system.to_owned()];
    cells.extend([
        three("pair_p"),
        three("pair_r"),
        three("pair_f1"),
        three("b3_f1"),
        clusters,
        speed.to_owned(),
    ]);
    cells
}

fn score(bench: &Bench, truth: &Path, prediction: &Path) -> anyhow::Result<Value> {
    let (truth, prediction) = (truth.to_string_lossy(), prediction.to_string_lossy());
    let told =
        newsloom::score(&bench.shared.join("bench/cluster/evaluate.py"), &[&*truth, &*prediction, "--json"])?;
    Ok(serde_json::from_str(&told)?)
}

/// The articles of a stream without their labels, in the order of the file, which is that of time.
fn predict(bench: &Bench, set: &str, level: &str, truth: &Path) -> anyhow::Result<(PathBuf, f64)> {
    let mut articles = Vec::new();
    lines::each(truth, |a| {
        articles.push(json!({
            "id": a["id"], "url": a["url"], "title": a["title"], "text": a["text"],
            "published": a["published"], "lang": a["lang"], "outlet": a["source"],
        }));
        Ok(())
    })?;
    let count = articles.len();
    let input = bench.out.join(format!("cluster.{set}.in.jsonl"));
    lines::write(&input, articles)?;
    let (output, took) = bench.filter("cluster", set, &input)?;
    let mut answers = Vec::new();
    lines::each(&output, |answer| {
        answers.push(answer);
        Ok(())
    })?;
    let clusters = if level == "copy_of" { copies(&answers) } else { of_level(&answers, level) };
    let path = bench.out.join(format!("{set}.newsloom.jsonl"));
    lines::write(&path, clusters.into_iter().map(|(id, cluster)| json!({"id": id, "cluster": cluster})))?;
    Ok((path, count as f64 / took.cpu_s.max(1e-3)))
}

fn of_level(answers: &[Value], level: &str) -> Vec<(String, String)> {
    let told = |v: &Value| v.as_str().map(str::to_owned);
    answers.iter().filter_map(|a| Some((told(&a["id"])?, told(&a[level])?))).collect()
}

/// Articles are copies of each other when a chain of `copy_of` connects them.
fn copies(answers: &[Value]) -> Vec<(String, String)> {
    let mut parent: BTreeMap<String, String> = BTreeMap::new();
    for answer in answers {
        if let (Some(id), Some(original)) = (answer["id"].as_str(), answer["copy_of"].as_str()) {
            parent.insert(id.to_owned(), original.to_owned());
        }
    }
    let root = |id: &str| {
        let mut at = id.to_owned();
        for _ in 0..parent.len() {
            let Some(next) = parent.get(&at) else { break };
            at.clone_from(next);
        }
        at
    };
    answers.iter().filter_map(|a| a["id"].as_str()).map(|id| (id.to_owned(), root(id))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_of_copies_are_one_group() {
        let answers = [
            json!({"id": "a", "copy_of": null}),
            json!({"id": "b", "copy_of": "a"}),
            json!({"id": "c", "copy_of": "b"}),
            json!({"id": "d", "copy_of": null}),
        ];
        let groups: Vec<String> = copies(&answers).into_iter().map(|(_, g)| g).collect();
        assert_eq!(groups, ["a", "a", "a", "d"]);
    }
}
