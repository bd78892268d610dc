//! Claims: `newsloom verify` on labeled claims, on sentences changed in one respect, and on the digest among the seeds.

use std::collections::BTreeMap;
use std::fs;

use anyhow::Context;
use serde_json::{Value, json};

use super::{Bench, Found, floors::Measured, measured};
use crate::learn::verify::{SETS, auc};
use crate::lines;
use crate::results::table;

const UNSEEN: &str = "Not seen by these numbers: a paraphrase that changes the meaning with words that the source has too. The weights were learned on these very \
sets; `cargo xtask learn verify --held-out clusters` and `--held-out sets` give figures on what was not learned from.";

/// Runs all sets.
pub fn run(bench: &Bench) -> anyhow::Result<Found> {
    let mut rows = Vec::new();
    let mut all = Vec::new();
    let mut kinds = Vec::new();
    for set in SETS.iter().filter(|set| bench.wants(set)) {
        let truth = bench.shared.join(format!("bench/summ/faith_{set}.dev.jsonl.gz"));
        let mut labels: Vec<(bool, String)> = Vec::new();
        let mut claims = Vec::new();
        lines::each(&truth, |claim| {
            labels.push((
                claim["label"].as_i64() == Some(1),
                claim["type"].as_str().unwrap_or_default().to_owned(),
            ));
            claims.push(json!({"id": claim["id"], "claim": claim["claim"], "sources": [claim["doc"]]}));
            Ok(())
        })?;
        let input = bench.out.join(format!("verify.{set}.in.jsonl"));
        lines::write(&input, claims)?;
        let (output, took) = bench.filter("verify", set, &input)?;
        let mut scored = Vec::new();
        let mut right: BTreeMap<bool, (usize, usize)> = BTreeMap::new();
        let mut flagged: BTreeMap<(bool, String), (usize, usize)> = BTreeMap::new();
        let mut next = labels.iter();
        lines::each(&output, |answer| {
            let (label, kind) = next.next().context("more answers than claims")?;
            let supported = answer["supported"] == true;
            scored.push((answer["score"].as_f64().unwrap_or(0.0), *label));
            let tally = right.entry(*label).or_default();
            *tally = (tally.0 + usize::from(supported == *label), tally.1 + 1);
            let tally = flagged.entry((*label, kind.clone())).or_default();
            *tally = (tally.0 + usize::from(!supported), tally.1 + 1);
            Ok(())
        })?;
        let count = scored.len();
        let auc = auc(scored);
        let balanced = right.values().map(|(good, all)| *good as f64 / *all as f64).sum::<f64>() / 2.0;
        rows.push(vec![
            (*set).to_owned(),
            count.to_string(),
            format!("{:.1}", auc * 100.0),
            format!("{:.1}", balanced * 100.0),
            format!("{:.0}", count as f64 / took.cpu_s.max(1e-3)),
        ]);
        let mut values = vec![("auc".to_owned(), auc)];
        if *set == "perturb" {
            for ((sound, kind), (some, of)) in &flagged {
                let share = *some as f64 / *of as f64;
                let (name, value) = if *sound { ("kept", 1.0 - share) } else { ("caught", share) };
                kinds.push(vec![
                    kind.clone(),
                    name.to_owned(),
                    of.to_string(),
                    format!("{:.1}", value * 100.0),
                ]);
                values.push((format!("{name}_{kind}"), value));
            }
        }
        let values: Vec<(&str, f64)> = values.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        all.push(measured(format!("verify.{set}"), &truth, &values)?);
    }
    let mut body = table(&["set", "claims", "AUC", "balanced accuracy", "claims/s"], &rows);
    if !kinds.is_empty() {
        body += &format!("\n{}", table(&["changed in", "", "sentences", "%"], &kinds));
    }
    if bench.wants("seeds") {
        let (told, faults) = seeds(bench)?;
        body += &format!(
            "\nOn the digest among the seeds: {told} lines checked, {faults} judged otherwise than its articles say.\n"
        );
        let values = [("faults".to_owned(), faults as f64)].into();
        all.push(Measured { name: "verify.seeds".to_owned(), data: "any".to_owned(), values });
    }
    Ok(Found { name: "eval-verify", title: "Claims", body: format!("{body}\n{UNSEEN}"), measured: all })
}

/// Summary, key points and article summaries of the digest against its articles: what lends `dozens` to the killed and calls a president
/// former must be flagged for that, the rest of the summary and key points must pass.
fn seeds(bench: &Bench) -> anyhow::Result<(usize, usize)> {
    let text = fs::read_to_string(bench.shared.join("seeds/001-story-digest.txt"))?;
    let (head, rest) = text.split_once("\nArticles in this").context("the digest lists its articles")?;
    let (head, points) = head.split_once("Key Points").context("the digest has key points")?;
    let summary = head.split_once("\nSummary").context("the digest has a summary")?.1;
    let parts: Vec<&str> =
        rest.split("\n\n").skip(1).map(str::trim).filter(|part| !part.is_empty()).collect();
    let articles: Vec<String> = parts.chunks(2).map(|article| article.join("\n\n")).collect();
    let mut claims: Vec<(&str, bool)> = vec![(summary.trim(), true)];
    claims.extend(
        points.split('\u{2022}').map(|point| (point.trim(), true)).filter(|(point, _)| !point.is_empty()),
    );
    claims.extend(
        parts.iter().skip(1).step_by(2).filter(|part| part.contains("Former ")).map(|part| (*part, false)),
    );
    let input = bench.out.join("verify.seeds.in.jsonl");
    let line = |(id, claim): (usize, &(&str, bool))| json!({"id": id, "claim": claim.0, "sources": articles});
    lines::write(&input, claims.iter().enumerate().map(line))?;
    let (output, _) = bench.filter("verify", "seeds", &input)?;
    let (mut at, mut faults) = (0, 0);
    lines::each(&output, |answer| {
        let (claim, whole) = claims[at];
        at += 1;
        let why = |word: &str| {
            let why = answer["why"].as_array().map_or(&[][..], Vec::as_slice);
            why.iter().any(|one: &Value| {
                one["detail"].as_str().is_some_and(|detail| detail.to_lowercase().contains(word))
            })
        };
        let right = if claim.contains("killed dozens") {
            why("dozens")
        } else if !whole {
            why("former")
        } else {
            answer["supported"] == true
        };
        faults += usize::from(!right);
        Ok(())
    })?;
    Ok((at, faults))
}
