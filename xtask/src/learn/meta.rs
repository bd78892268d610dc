//! Learns which candidate is the title and which day is the day of publication: `crates/core/src/read/meta/weights.rs`.
//!
//! Both are choices among the candidates of one page, so the model is a multinomial logit over the candidates (one
//! weight per feature, softmax within the page), fitted by Adam on the whole data with a little L2. Weights of places
//! that speak of a change are held at zero or below: publication comes before change, whatever the labels of some
//! sources prefer. With `--held-out` a fifth of the sites is kept out in turn and only the accuracy is printed.

use newsloom_core::model::RawDocument;
use newsloom_core::read::{html, meta};

use crate::lines;

/// One page: features of its candidates, and which are right.
struct Choice {
    site: String,
    rows: Vec<Vec<f32>>,
    right: Vec<bool>,
}

/// Pull towards zero.
const L2: f64 = 1.0;
const ROUNDS: i32 = 300;
const PARTS: u64 = 5;

/// Learns; `held_out`: only says how well it holds on sites that it has not met.
pub fn run(held_out: bool) -> anyhow::Result<()> {
    let Some(shared) = lines::shared() else { return lines::no_data() };
    let mut titles = Vec::new();
    let mut dates = Vec::new();
    for file in ["dev", "date_dev"] {
        lines::each(&shared.join(format!("bench/extract/{file}.jsonl.gz")), |record| {
            let text = |key: &str| record[key].as_str().unwrap_or_default().to_owned();
            let raw = RawDocument { url: Some(text("url")), ..RawDocument::default() };
            let (_, candidates) = meta::look(&html::parse(&text("html")), &raw);
            let (title, date) = (fold(&text("title")), text("date"));
            if !title.is_empty() {
                titles.push(Choice {
                    site: text("site"),
                    rows: candidates.titles.iter().map(|c| c.features.to_vec()).collect(),
                    right: candidates.titles.iter().map(|c| fold(&c.text) == title).collect(),
                });
            }
            if let Some(day) = date.get(..10) {
                dates.push(Choice {
                    site: text("site"),
                    rows: candidates.dates.list.iter().map(|c| c.features.to_vec()).collect(),
                    right: candidates.dates.list.iter().map(|c| c.dated.day.to_string() == day).collect(),
                });
            }
            Ok(())
        })?;
    }
    let changed = ["shown as updated", "modified in structured data", "modified in meta", "same as modified"];
    let capped: Vec<usize> = meta::DATE_FEATURES
        .iter()
        .enumerate()
        .filter(|(_, name)| changed.contains(name))
        .map(|(at, _)| at)
        .collect();
    learn("TITLE", &titles, &meta::TITLE_FEATURES, &[], held_out);
    learn("DATE", &dates, &meta::DATE_FEATURES, &capped, held_out);
    Ok(())
}

fn learn(name: &str, pages: &[Choice], features: &[&str], capped: &[usize], held_out: bool) {
    if held_out {
        let mut right = 0;
        for part in 0..PARTS {
            let (out, seen): (Vec<&Choice>, Vec<&Choice>) =
                pages.iter().partition(|page| part_of(&page.site) == part);
            let weights = fit(&seen, features.len(), capped);
            right += out.iter().filter(|page| is_right(page, &weights)).count();
        }
        println!(
            "{name}: {:.4} of {} pages on sites kept out",
            right as f64 / pages.len().max(1) as f64,
            pages.len()
        );
        return;
    }
    let weights = fit(&pages.iter().collect::<Vec<_>>(), features.len(), capped);
    let right = pages.iter().filter(|page| is_right(page, &weights)).count();
    println!("{name}: {:.4} of {} pages learned from", right as f64 / pages.len().max(1) as f64, pages.len());
    for (weight, feature) in weights.iter().zip(features) {
        println!("    {weight:.2}, // {feature}");
    }
}

/// A part of the sites, by the bytes of the name, so that it is the same everywhere.
fn part_of(site: &str) -> u64 {
    u64::from(blake3::hash(site.as_bytes()).as_bytes()[0]) % PARTS
}

fn score(row: &[f32], weights: &[f64]) -> f64 {
    row.iter().zip(weights).map(|(f, w)| f64::from(*f) * w).sum()
}

fn is_right(page: &Choice, weights: &[f64]) -> bool {
    let best = page
        .rows
        .iter()
        .enumerate()
        .map(|(at, row)| (score(row, weights), at))
        .reduce(|a, b| if b.0 > a.0 { b } else { a });
    best.is_some_and(|(_, at)| page.right[at])
}

/// Fits the weights.
fn fit(pages: &[&Choice], features: usize, capped: &[usize]) -> Vec<f64> {
    let pages: Vec<&&Choice> =
        pages.iter().filter(|page| page.rows.len() > 1 && page.right.contains(&true)).collect();
    let count = pages.len().max(1) as f64;
    let (mut weights, mut mean, mut square) = (vec![0.0; features], vec![0.0; features], vec![0.0; features]);
    for round in 1..=ROUNDS {
        let mut slope: Vec<f64> = weights.iter().map(|w| L2 * w / count).collect();
        for page in &pages {
            let scores: Vec<f64> = page.rows.iter().map(|row| score(row, &weights)).collect();
            let top = scores.iter().copied().fold(f64::MIN, f64::max);
            let powers: Vec<f64> = scores.iter().map(|s| (s - top).exp()).collect();
            let sum: f64 = powers.iter().sum();
            let rights = page.right.iter().filter(|r| **r).count() as f64;
            for ((row, power), right) in page.rows.iter().zip(&powers).zip(&page.right) {
                let miss = power / sum - f64::from(u8::from(*right)) / rights;
                for (at, feature) in row.iter().enumerate() {
                    slope[at] += miss * f64::from(*feature) / count;
                }
            }
        }
        let step = if round > ROUNDS / 2 { 0.045 } else { 0.15 };
        for at in 0..features {
            mean[at] = 0.9 * mean[at] + 0.1 * slope[at];
            square[at] = 0.99 * square[at] + 0.01 * slope[at] * slope[at];
            let (m, s) = (mean[at] / (1.0 - 0.9f64.powi(round)), square[at] / (1.0 - 0.99f64.powi(round)));
            weights[at] -= step * m / (s.sqrt() + 1e-8);
        }
        for at in capped {
            weights[*at] = weights[*at].min(0.0);
        }
    }
    weights
}

/// Letters and digits in lower case, for comparing titles.
fn fold(text: &str) -> String {
    let mut folded = String::new();
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        folded.extend(c.to_lowercase());
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_right_from_wrong_gets_weight() {
        let page = |right: usize| Choice {
            site: String::new(),
            rows: (0..3).map(|at| vec![f32::from(u8::from(at == right)), 1.0]).collect(),
            right: (0..3).map(|at| at == right).collect(),
        };
        let pages = [page(0), page(1), page(2)];
        let weights = fit(&pages.iter().collect::<Vec<_>>(), 2, &[]);
        assert!(weights[0] > 0.5 && weights[1].abs() < 0.1, "{weights:?}");
        assert!(pages.iter().all(|page| is_right(page, &weights)));
        assert!(fit(&pages.iter().collect::<Vec<_>>(), 2, &[0])[0] <= 0.0);
    }
}
