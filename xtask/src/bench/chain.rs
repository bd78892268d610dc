//! The whole job: a folder of pages in, a digest out; its memory, and whether threads change a byte.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::Value;

use super::{Bench, pages};
use crate::eval::peers;
use crate::results::table;
use crate::{lines, newsloom};

/// Measures every size, then sameness on the smallest, then the peers' stack when `stack` says on how many pages.
pub fn run(bench: &Bench, sizes: &[usize], stack: Option<usize>) -> anyhow::Result<String> {
    let mut rows = Vec::new();
    let mut ours = 0.0;
    for &size in sizes {
        let folder = pages_of(bench, size)?;
        let took = bench.median(|| digest(bench, &folder, &bench.out.join("digest"), "2"))?;
        let read = articles_in(&bench.out.join("digest"))?;
        let speed = size as f64 / took.cpu_s;
        ours = if ours == 0.0 { speed } else { ours };
        rows.push(vec![
            "newsloom digest".to_owned(),
            size.to_string(),
            read.to_string(),
            format!("{:.2}", took.wall_s),
            format!("{speed:.0}"),
            format!("{}", took.peak_kb / 1024),
        ]);
    }
    let mut body = String::new();
    if let Some(count) = stack {
        let truth = bench.shared.join("bench/extract/dev.jsonl.gz");
        let told = peers::python("stack_peer.py", &[], &truth).arg(count.to_string()).output()?;
        let line = told
            .stdout
            .split(|b| *b == b'\n')
            .rfind(|l| !l.is_empty())
            .context("the stack of peers printed nothing")?;
        let told: Value =
            serde_json::from_slice(line).context("the stack of peers (xtask/peers/setup.sh makes it)")?;
        let speed = told["articles_per_cpu_s"].as_f64().unwrap_or(f64::NAN);
        rows.push(vec![
            "trafilatura, MiniLM, HDBSCAN".to_owned(),
            count.to_string(),
            "-".to_owned(),
            told["wall_s"].to_string(),
            format!("{speed:.1}"),
            format!("{}", told["peak_rss_kb"].as_u64().unwrap_or(0) / 1024),
        ]);
        body = format!(
            "newsloom does {:.0} times the pages per processor second of the stack.\n\n",
            ours / speed
        );
    }
    let head = [
        "system",
        "pages",
        "articles cited",
        "seconds by the clock",
        "pages per processor second",
        "peak MB",
    ];
    body = format!("{}\n{body}", table(&head, &rows));
    if let Some(smallest) = sizes.iter().min() {
        body.push_str(&sameness(bench, &pages_of(bench, *smallest)?)?);
    }
    body.push_str("\nPages are the development pages, repeated with other words and other site names beyond the first 2,206. Medians by processor time.\n");
    Ok(body)
}

fn pages_of(bench: &Bench, size: usize) -> anyhow::Result<PathBuf> {
    let folder = bench.out.join(format!("pages-{size}"));
    pages::folder(&bench.shared, &folder, size)?;
    Ok(folder)
}

fn digest(bench: &Bench, input: &Path, out: &Path, threads: &str) -> anyhow::Result<newsloom::Took> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    let (program, input, out) =
        (bench.program.to_string_lossy(), input.to_string_lossy(), out.to_string_lossy());
    newsloom::measure(None, None, &[&*program, "digest", &*input, "--out", &*out, "--threads", threads])
}

fn articles_in(folder: &Path) -> anyhow::Result<usize> {
    let file = fs::read(folder.join("digest.json")).context("the digest wrote no digest.json")?;
    let digest: Value = serde_json::from_slice(&file)?;
    Ok(digest["articles"].as_object().map_or(0, serde_json::Map::len))
}

/// The same pages with one thread and with two: every file must have the same bytes.
fn sameness(bench: &Bench, input: &Path) -> anyhow::Result<String> {
    let (one, two) = (bench.out.join("same-1"), bench.out.join("same-2"));
    digest(bench, input, &one, "1")?;
    digest(bench, input, &two, "2")?;
    let (first, second) = (prints(&one)?, prints(&two)?);
    let differing: Vec<&str> = first
        .iter()
        .filter(|p| !second.contains(p))
        .chain(second.iter().filter(|p| !first.contains(p)))
        .map(|(name, _)| name.as_str())
        .collect();
    Ok(match differing.first() {
        None => format!("One thread and two wrote the same bytes in all {} files.\n", first.len()),
        Some(name) => format!(
            "FAULT: one thread and two wrote different bytes in {} files, {name} the first.\n",
            differing.len()
        ),
    })
}

/// Name and fingerprint of every file under a folder, in order.
fn prints(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let mut open = vec![folder.to_path_buf()];
    let mut all = Vec::new();
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder)?.to_string_lossy().into_owned();
                all.push((name, lines::fingerprint(&path)?));
            }
        }
    }
    all.sort();
    Ok(all)
}
