//! Quotations: `newsloom quotes` on articles whose attributions are labeled.

use anyhow::Context;
use serde_json::json;

use super::{Bench, Found, measured};
use crate::results::table;
use crate::{lines, newsloom};

const UNSEEN: &str = "Not seen by these numbers: quotations of fewer than four words, indirect speech, and whether the resolved name is the right one; \
the speaker counts as found when its words overlap the labeled ones.";

/// Runs the set.
pub fn run(bench: &Bench) -> anyhow::Result<Found> {
    let truth = bench.shared.join("bench/summ/quotes_polnear.dev.jsonl.gz");
    let mut articles = Vec::new();
    lines::each(&truth, |article| {
        articles.push(json!({"id": article["id"], "text": article["text"], "lang": "en"}));
        Ok(())
    })?;
    let count = articles.len();
    let input = bench.out.join("quotes.polnear.in.jsonl");
    lines::write(&input, articles)?;
    let (output, took) = bench.filter("quotes", "polnear", &input)?;
    let scorer = bench.shared.join("bench/summ/score_quotes.py");
    let told = newsloom::score(&scorer, &[&*truth.to_string_lossy(), &*output.to_string_lossy()])?;
    let words: Vec<&str> = told.split_whitespace().collect();
    let after = |key: &str| -> anyhow::Result<f64> {
        let at =
            words.iter().position(|word| *word == key).with_context(|| format!("no {key} of the scorer"))?;
        Ok(words.get(at + 1).context("a figure")?.parse()?)
    };
    let (f1, speaker) = (after("F1")?, after("accuracy")?);
    let row = vec![
        "polnear".to_owned(),
        format!("{:.3}", after("P")?),
        format!("{:.3}", after("R")?),
        format!("{f1:.3}"),
        format!("{speaker:.3}"),
        format!("{:.0}", count as f64 / took.cpu_s.max(1e-3)),
    ];
    let head = ["set", "spans P", "spans R", "spans F1", "speaker accuracy", "articles/s"];
    Ok(Found {
        name: "eval-quotes",
        title: "Quotations",
        body: format!("{}\n{UNSEEN}", table(&head, &[row])),
        measured: vec![measured("quotes.polnear".to_owned(), &truth, &[("f1", f1), ("speaker", speaker)])?],
    })
}
