//! Summaries: `newsloom summarize` on groups of reports with reference summaries.

use std::path::Path;

use serde_json::{Value, json};

use super::{Bench, Found, measured, peers};
use crate::results::table;
use crate::{lines, newsloom};

const SETS: &[&str] = &["duc2003", "duc2004", "tac2011", "multinews_sample"];

/// Groups that the speed is measured on at least; those of a set are told again and again until there are so many.
const TIMED_GROUPS: usize = 240;

const UNSEEN: &str = "Groups per second: of processor time of one thread, over the groups of a set repeated until there are 240. Not seen by these numbers: whether a sentence can stand alone, whether it is true of the story, order, and what readers want to know; \
ROUGE counts shared words with a few references. The digest part checks grounding.";

/// Runs all sets.
pub fn run(bench: &Bench) -> anyhow::Result<Found> {
    let mut rows = Vec::new();
    let mut all = Vec::new();
    for set in SETS.iter().filter(|s| bench.wants(s)) {
        let truth = bench.shared.join(format!("bench/summ/mds_{set}.dev.jsonl.gz"));
        let mut groups = Vec::new();
        lines::each(&truth, |group| {
            groups.push(group_line(&group));
            Ok(())
        })?;
        // The start of the program is a third of the time that a set of two dozen groups takes.
        let times = TIMED_GROUPS.div_ceil(groups.len().max(1));
        let repeated: Vec<Value> = groups.iter().cycle().take(groups.len() * times).cloned().collect();
        let count = repeated.len();
        let input = bench.out.join(format!("summarize.{set}.in.jsonl"));
        lines::write(&input, groups)?;
        let (output, _) = bench.filter("summarize", set, &input)?;
        let repeatedly = bench.out.join(format!("summarize.{set}.repeated.in.jsonl"));
        lines::write(&repeatedly, repeated)?;
        let program = bench.program.to_string_lossy();
        let one_core = [&*program, "summarize", "--threads", "1"];
        let took = newsloom::measure(
            Some(&repeatedly),
            Some(&bench.out.join("summarize.repeated.out.jsonl")),
            &one_core,
        )?;
        let mine = score(bench, &truth, &output)?;
        all.push(measured(format!("summ.{set}"), &truth, &[("r1_f", mine[0].1), ("r2_f", mine[1].1)])?);
        rows.push(row(set, "newsloom", &mine, &format!("{:.0}", count as f64 / took.cpu_s.max(1e-3))));
        if bench.peers {
            for (name, path) in peers::summarize(set, &truth)? {
                rows.push(row(set, &name, &score(bench, &truth, &path)?, "-"));
            }
        }
    }
    let body = format!("{}\n{UNSEEN}", table(&["set", "system", "R1-F", "R2-F", "RL-F", "groups/s"], &rows));
    Ok(Found { name: "eval-summ", title: "Summaries", body, measured: all })
}

/// Documents without an id of their own are numbered; the references stay behind.
fn group_line(group: &Value) -> Value {
    let documents = group["docs"].as_array().cloned().unwrap_or_default();
    let articles: Vec<Value> = documents
        .iter()
        .enumerate()
        .map(|(i, d)| {
            let date = d["date"].as_str().filter(|d| !d.is_empty());
            let outlet = d["source"].as_str().filter(|s| !s.is_empty());
            json!({"id": format!("{}-{i}", group["id"].as_str().unwrap_or_default()), "title": d["title"], "text": d["text"],
                   "published": date, "outlet": outlet})
        })
        .collect();
    json!({"id": group["id"], "articles": articles, "max_words": group["budget_words"]})
}

/// R1, R2 and RL F1, in percent.
fn score(bench: &Bench, truth: &Path, prediction: &Path) -> anyhow::Result<[(&'static str, f64); 3]> {
    let (truth, prediction) = (truth.to_string_lossy(), prediction.to_string_lossy());
    let told =
        newsloom::score(&bench.shared.join("bench/summ/score_summaries.py"), &[&*truth, &*prediction])?;
    let words: Vec<&str> = told.split_whitespace().collect();
    let after = |key: &str| {
        let at = words.iter().position(|w| *w == key)?;
        words.get(at + 1)?.parse::<f64>().ok()
    };
    let read = |key: &'static str| after(key).map(|v| (key, v));
    let all = [read("R1-F"), read("R2-F"), read("RL-F")];
    match all {
        [Some(one), Some(two), Some(long)] => Ok([one, two, long]),
        _ => anyhow::bail!("the scorer of summaries gave no figures (it needs nltk: xtask/peers/setup.sh)"),
    }
}

fn row(set: &str, system: &str, m: &[(&str, f64); 3], speed: &str) -> Vec<String> {
    let mut cells = vec![set.to_owned(), system.to_owned()];
    cells.extend(m.iter().map(|(_, v)| format!("{v:.2}")));
    cells.push(speed.to_owned());
    cells
}
