//! The score of `verify`: a logistic regression on the measures of labeled claims, every set and every answer of equal weight.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use newsloom_core::compose::{self, VERIFY_SIZES, VERIFY_WIDTH};
use newsloom_core::model::Language;
use newsloom_core::text::hash::key64;

use super::HeldOut;
use crate::{lines, root};

/// Sets of labeled claims, by file.
pub const SETS: &[&str] =
    &["faithbench", "faithbench_sent", "frank", "perturb", "qags", "rank19", "summedits", "summeval", "wice"];
/// What large weights cost.
const RIDGE: f64 = 3000.0;
/// Times the weights are bettered; they stand still long before.
const ROUNDS: usize = 12;
/// Values are cut at this many spreads from their mean, as the program does.
const FAR: f64 = 4.0;
/// Values of a row that weights are learned for: each measure alone and with each size, and a constant.
const VALUES: usize = VERIFY_WIDTH * (1 + VERIFY_SIZES.len()) + 1;
/// What sentences changed on purpose count beside those that people wrote: their changes are found by doubts, and are all that
/// words could teach about them.
const CHANGED: f64 = 0.1;
/// Which measure counts the sentences of a claim.
const SENTENCES: usize = VERIFY_WIDTH - 6;
/// What a sure doubt does to the score of a single sentence, as the program does.
const DOUBTED: f64 = 0.4;

/// Whether a row is held out.
type Part = Box<dyn Fn(&Row) -> bool>;

struct Row {
    file: &'static str,
    dataset: String,
    text: u64,
    borne_out: bool,
    sure: bool,
    values: Vec<f64>,
}

/// Weights with what values are measured by.
struct Fit {
    mean: Vec<f64>,
    spread: Vec<f64>,
    /// The constant last.
    weights: Vec<f64>,
}

/// Learns, and writes the weights unless something is held out.
pub fn run(held_out: HeldOut) -> anyhow::Result<()> {
    let Some(shared) = lines::shared() else { return lines::no_data() };
    let mut rows = Vec::new();
    for file in SETS {
        lines::each(&shared.join(format!("bench/summ/faith_{file}.dev.jsonl.gz")), |claim| {
            let text = |key: &str| claim[key].as_str().unwrap_or_default();
            let verdict = compose::verify(text("claim"), &[text("doc")], Some(Language::ENGLISH));
            rows.push(Row {
                file,
                dataset: text("dataset").to_owned(),
                text: key64(text("doc")),
                borne_out: claim["label"].as_i64() == Some(1),
                sure: verdict.sure,
                values: verdict.measures.iter().map(|value| f64::from(*value)).collect(),
            });
            Ok(())
        })?;
        println!("{file}: {} claims so far", rows.len());
    }
    let parts: Vec<Part> = match held_out {
        HeldOut::Nothing => vec![Box::new(|_: &Row| false)],
        HeldOut::Clusters => {
            (0..5u64).map(|part| Box::new(move |row: &Row| row.text % 5 == part) as Part).collect()
        }
        HeldOut::Sets => {
            ["faithbench", "frank", "perturb", "qags", "rank19", "summedits", "summeval", "wice"]
                .into_iter()
                .map(|set| Box::new(move |row: &Row| row.file.starts_with(set)) as Part)
                .collect()
        }
    };
    let mut scores = vec![0.0; rows.len()];
    for part in &parts {
        let fit = fit(&rows, |row| !part(row));
        for (score, row) in scores.iter_mut().zip(&rows) {
            if part(row) || held_out == HeldOut::Nothing {
                *score = fit.score(row);
            }
        }
        if held_out == HeldOut::Nothing {
            std::fs::write(root().join("crates/core/src/compose/verify/weights.txt"), fit.written())?;
        }
    }
    report(&rows, &scores);
    Ok(())
}

fn report(rows: &[Row], scores: &[f64]) {
    let by = |key: &dyn Fn(&Row) -> String| -> BTreeMap<String, f64> {
        let names: BTreeSet<String> = rows.iter().map(key).collect();
        let one = |name: &String| {
            let chosen = rows.iter().zip(scores).filter(|(row, _)| key(row) == *name);
            auc(chosen.map(|(row, score)| (*score, row.borne_out)).collect())
        };
        names.iter().map(|name| (name.clone(), one(name))).collect()
    };
    let files = by(&|row: &Row| row.file.to_owned());
    let sets = by(&|row: &Row| row.dataset.clone());
    for (name, auc) in &sets {
        println!("{name:24} AUC {:.1}", auc * 100.0);
    }
    let mean = |all: &BTreeMap<String, f64>, changed: bool| {
        let kept = all.iter().filter(|(name, _)| changed || *name != "perturb").map(|(_, auc)| auc);
        100.0 * kept.clone().sum::<f64>() / kept.count().max(1) as f64
    };
    println!(
        "mean over files {:.1} (foreign text alone {:.1}), over sets {:.1} ({:.1})",
        mean(&files, true),
        mean(&files, false),
        mean(&sets, true),
        mean(&sets, false)
    );
}

/// The chance that a claim that is borne out has the higher score; ties count half.
pub fn auc(mut scored: Vec<(f64, bool)>) -> f64 {
    scored.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut ranks, mut yes, mut at) = (0.0, 0usize, 0);
    while at < scored.len() {
        let same = scored[at..].iter().take_while(|other| other.0 == scored[at].0).count();
        let good = scored[at..at + same].iter().filter(|one| one.1).count();
        ranks += good as f64 * (at as f64 + (same as f64 + 1.0) / 2.0);
        yes += good;
        at += same;
    }
    let no = scored.len() - yes;
    if yes == 0 || no == 0 {
        return 0.5;
    }
    (ranks - (yes * (yes + 1)) as f64 / 2.0) / (yes * no) as f64
}

/// Newton's method; the curvature of the loss with a ridge is never flat, so that it cannot run away.
fn fit(rows: &[Row], used: impl Fn(&Row) -> bool) -> Fit {
    let rows: Vec<&Row> = rows.iter().filter(|row| used(row)).collect();
    let mut count: BTreeMap<(&str, bool), f64> = BTreeMap::new();
    for row in &rows {
        *count.entry((row.file, row.borne_out)).or_default() += 1.0;
    }
    let each: Vec<f64> = rows
        .iter()
        .map(|row| {
            let share = rows.len() as f64 / (count.len() as f64 * count[&(row.file, row.borne_out)]);
            match row.file {
                // Its seven parts are of seven kinds.
                "summedits" => 2.0 * share,
                "perturb" => CHANGED * share,
                _ => share,
            }
        })
        .collect();
    let total = rows.len().max(1) as f64;
    let mean: Vec<f64> =
        (0..VERIFY_WIDTH).map(|at| rows.iter().map(|row| row.values[at]).sum::<f64>() / total).collect();
    let spread: Vec<f64> = (0..VERIFY_WIDTH)
        .map(|at| {
            let variance = rows.iter().map(|row| (row.values[at] - mean[at]).powi(2)).sum::<f64>() / total;
            variance.sqrt().max(1e-3)
        })
        .collect();
    let mut fit = Fit { mean, spread, weights: vec![0.0; VALUES] };
    let inputs: Vec<Vec<f64>> = rows.iter().map(|row| fit.steps(row)).collect();
    for _ in 0..ROUNDS {
        let width = VALUES;
        let mut slope = vec![0.0; width];
        let mut curve = vec![vec![0.0; width]; width];
        for at in 0..width {
            let ridge = if at + 1 == width { 0.0 } else { RIDGE };
            slope[at] = -ridge * fit.weights[at];
            curve[at][at] = ridge + 1e-6;
        }
        for ((row, input), weight) in rows.iter().zip(&inputs).zip(&each) {
            let chance = chance(&fit.weights, input);
            let miss = if row.borne_out { 1.0 - chance } else { -chance };
            let bend = weight * chance * (1.0 - chance);
            for (one, a) in input.iter().enumerate() {
                slope[one] += weight * miss * a;
                for (other, b) in input.iter().enumerate().take(one + 1) {
                    curve[one][other] += bend * a * b;
                }
            }
        }
        for one in 1..width {
            let (above, below) = curve.split_at_mut(one);
            for (other, row) in above.iter_mut().enumerate() {
                row[one] = below[0][other];
            }
        }
        for (weight, step) in fit.weights.iter_mut().zip(solved(curve, slope)) {
            *weight += step;
        }
    }
    fit
}

fn chance(weights: &[f64], input: &[f64]) -> f64 {
    let sum: f64 = weights.iter().zip(input).map(|(weight, value)| weight * value).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// Gaussian elimination with pivots.
fn solved(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let width = right.len();
    for column in 0..width {
        let pivot = (column..width)
            .max_by(|a, b| matrix[*a][column].abs().total_cmp(&matrix[*b][column].abs()))
            .unwrap_or(column);
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        let top = matrix[column].clone();
        for row in column + 1..width {
            let factor = matrix[row][column] / top[column];
            for (value, above) in matrix[row].iter_mut().zip(&top).skip(column) {
                *value -= factor * above;
            }
            right[row] -= factor * right[column];
        }
    }
    for column in (0..width).rev() {
        let known: f64 = (column + 1..width).map(|other| matrix[column][other] * right[other]).sum();
        right[column] = (right[column] - known) / matrix[column][column];
    }
    right
}

impl Fit {
    fn steps(&self, row: &Row) -> Vec<f64> {
        let values = row.values.iter().zip(self.mean.iter().zip(&self.spread));
        let mut steps: Vec<f64> =
            values.map(|(value, (mean, spread))| ((value - mean) / spread).clamp(-FAR, FAR)).collect();
        for size in VERIFY_SIZES {
            for at in 0..VERIFY_WIDTH {
                steps.push(steps[at] * steps[size]);
            }
        }
        steps.push(1.0);
        steps
    }

    fn score(&self, row: &Row) -> f64 {
        chance(&self.weights, &self.steps(row))
            * if row.sure && row.values[SENTENCES] < 1.5 { DOUBTED } else { 1.0 }
    }

    fn written(&self) -> String {
        let mut out = String::from(
            "# Weights of the score of `verify`: the constant, then of each measure in the order of measures.rs its weight, what each\n\
             # spread of the claim's length adds to it and what each of the sources' length does, its mean and its spread.\n\
             # Learned by `cargo xtask learn verify` from ../shared/bench/summ/faith_*.dev.jsonl.gz, every file and answer of equal weight (sentences\n\
             # changed on purpose of a tenth);\n\
             # `--held-out sets` and `--held-out clusters` say how it holds on what it has not met.\n",
        );
        let _ = writeln!(out, "{:.4}", self.weights[VALUES - 1]);
        for at in 0..VERIFY_WIDTH {
            for kind in 0..=VERIFY_SIZES.len() {
                let _ = write!(out, "{:.4} ", self.weights[kind * VERIFY_WIDTH + at]);
            }
            let _ = writeln!(out, "{:.4} {:.4}", self.mean[at], self.spread[at]);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_measure_decides_is_learned() {
        let rows: Vec<Row> = (0..400)
            .map(|n| {
                let value = f64::from(n * 37 % 100) / 100.0;
                let mut values = vec![0.5; VERIFY_WIDTH];
                (values[0], values[1]) = (value, f64::from(n % 7));
                Row {
                    file: "wice",
                    dataset: String::new(),
                    text: 0,
                    borne_out: value > 0.5,
                    sure: false,
                    values,
                }
            })
            .collect();
        let fit = fit(&rows, |_| true);
        assert!(fit.weights[0] > 5.0 * fit.weights[1].abs());
        assert!(auc(rows.iter().map(|row| (fit.score(row), row.borne_out)).collect()) > 0.99);
    }

    #[test]
    fn ties_count_half() {
        assert_eq!(auc(vec![(0.1, false), (0.9, true)]), 1.0);
        assert_eq!(auc(vec![(0.5, false), (0.5, true)]), 0.5);
        assert_eq!(auc(vec![(0.9, false), (0.1, true)]), 0.0);
    }
}
