//! What others answer on the same data. Answers are kept in `target/peers/out`, under the fingerprint of the data: quality does not
//! change between runs, only speed does.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::smoothie;
use crate::{lines, newsloom, root};

/// Published extractors, run by `xtask/peers/extract_peer.py`; Readability by Node, dom_smoothie in this process.
pub const EXTRACTORS: &[&str] = &[
    "trafilatura",
    "trafilatura-fast",
    "newspaper4k",
    "resiliparse",
    "readability-lxml",
    "readability.js",
    SMOOTHIE,
];
const SMOOTHIE: &str = "dom_smoothie";

/// Predictions of all extractors on one set; `htmldate` joins where only dates are labeled.
pub fn extract(set: &str, truth: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let names: &[&str] = if set == "date_dev" {
        &["htmldate", "trafilatura", "newspaper4k", "readability.js"]
    } else {
        EXTRACTORS
    };
    names.iter().map(|name| extract_with(name, set, truth, false)).collect()
}

/// Predictions of one extractor, anew when `fresh`.
pub fn extract_with(name: &str, set: &str, truth: &Path, fresh: bool) -> anyhow::Result<PathBuf> {
    let file = format!("{set}.{name}.jsonl");
    if name == SMOOTHIE {
        return kept_as(&file, truth, fresh, |half| {
            let mut out = std::io::BufWriter::new(fs::File::create(half)?);
            smoothie::predict(truth, &mut out)?;
            Ok(std::io::Write::flush(&mut out)?)
        });
    }
    kept(&file, truth, fresh, || {
        let mut command = if name == "readability.js" {
            let mut node = Command::new("node");
            node.env("PEERS_NODE", newsloom::target().join("peers/node")).arg(script("readability.mjs"));
            node
        } else {
            let mut python = Command::new(newsloom::python());
            python.arg(script("extract_peer.py")).arg(name);
            python
        };
        command.arg(truth);
        command
    })
}

/// Predictions of the common clustering methods, each tuned on this very set: the most that they can get here.
pub fn cluster(set: &str, truth: &Path) -> anyhow::Result<Vec<(String, PathBuf)>> {
    if set == "neardup" {
        let path = kept("neardup.minhash.jsonl", truth, false, || python("minhash_peer.py", &[], truth))?;
        return Ok(vec![("datasketch MinHash".to_owned(), path)]);
    }
    let methods = [
        ("single-pass", "TF-IDF single pass"),
        ("average", "TF-IDF average linkage"),
        ("hdbscan", "TF-IDF HDBSCAN"),
    ];
    let mut all = Vec::new();
    for (method, title) in methods {
        let file = format!("cluster.{set}.{method}.jsonl");
        let path = kept(&file, truth, false, || {
            let mut command = python("cluster_peer.py", &[method], truth);
            command.arg("--tune");
            command
        })?;
        all.push((title.to_owned(), path));
    }
    Ok(all)
}

/// Predictions of the common summarizers.
pub fn summarize(set: &str, truth: &Path) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let mut all = Vec::new();
    for method in ["lead", "lead-turns", "lexrank", "centroid", "submodular"] {
        let file = format!("summ.{set}.{method}.jsonl");
        let path = kept(&file, truth, false, || python("summarize_peer.py", &[method], truth))?;
        all.push((method.to_owned(), path));
    }
    Ok(all)
}

/// A script of `xtask/peers` run in the peers' environment.
pub fn python(name: &str, arguments: &[&str], truth: &Path) -> Command {
    let mut command = Command::new(newsloom::python());
    command.arg(script(name)).args(arguments).arg(truth);
    command
}

fn script(name: &str) -> PathBuf {
    root().join("xtask/peers").join(name)
}

/// The kept answer, or what the command says now. Half an answer is never kept.
fn kept(file: &str, truth: &Path, fresh: bool, command: impl FnOnce() -> Command) -> anyhow::Result<PathBuf> {
    kept_as(file, truth, fresh, |half| {
        let status =
            command().stdout(fs::File::create(half)?).stderr(std::process::Stdio::null()).status()?;
        anyhow::ensure!(
            status.success(),
            "the peer behind {file} failed: is its environment made (xtask/peers/setup.sh)?"
        );
        Ok(())
    })
}

/// The kept answer, or what `write` puts into the file that it is given.
fn kept_as(
    file: &str,
    truth: &Path,
    fresh: bool,
    write: impl FnOnce(&Path) -> anyhow::Result<()>,
) -> anyhow::Result<PathBuf> {
    let folder = newsloom::target().join("peers/out").join(lines::fingerprint(truth)?);
    fs::create_dir_all(&folder)?;
    let path = folder.join(file);
    if path.exists() && !fresh {
        return Ok(path);
    }
    let half = folder.join(format!("{file}.half"));
    write(&half)?;
    fs::rename(&half, &path)?;
    Ok(path)
}
