//! What the program is handed: files that grow without end, and requests that no browser sends.

use std::process::{Command, Stdio};

use anyhow::Context;

use super::{Field, Rows, row, told};
use crate::bench::service;

/// Articles of the service that is attacked.
const ARTICLES: usize = 400;

/// Each bomb read as a page, within 10 s of the processor and 512 MB.
pub fn bombs(field: &Field) -> anyhow::Result<Rows> {
    let (made, json) = (field.at("made"), field.at("bombs.json"));
    let generator = field.harness.join("../bombs/gen_bombs.py");
    let status = Command::new("python3")
        .arg(generator)
        .arg("--out")
        .arg(&made)
        .args(["--set", "dev"])
        .stdout(Stdio::null())
        .status()?;
    anyhow::ensure!(status.success(), "the bombs were not made");
    Command::new("python3")
        .arg(field.script("run_inputs.py"))
        .args([
            "--cmd",
            &format!("{} digest {{file}} --out {{tmp}}/out", field.word()),
            "--set",
            "dev",
            "--manifest",
        ])
        .arg(made.join("bombs.json"))
        .args(["--cpu", "10", "--rss-mb", "512", "--quiet", "--json"])
        .arg(&json)
        .stdout(Stdio::null())
        .status()?;
    let told = told(&json)?;
    let results = told["results"].as_array().context("the answer has results")?;
    let most = |field: &str| results.iter().filter_map(|one| one[field].as_f64()).fold(0.0, f64::max);
    let counts = told["counts"].as_object().context("the answer has counts")?;
    let counts: Vec<String> = counts.iter().map(|(status, count)| format!("{count} {status}")).collect();
    Ok(vec![
        row("bombs told as a digest", format!("{}: {}", results.len(), counts.join(", "))),
        row("most processor time, s", most("cpu")),
        row("most memory, MB", most("peak_mb")),
    ])
}

/// Raw requests, slow clients and idle connections against the service.
pub fn requests(field: &Field) -> anyhow::Result<Rows> {
    let (data, json) = (field.at("data"), field.at("requests.json"));
    service::fill("dev", &data, ARTICLES)?;
    let service = service::start(&field.program, &data, false)?;
    Command::new("python3")
        .arg(field.script("hostile_requests.py"))
        .args(["--target", &service.address, "--set", "dev", "--pid", &service.id().to_string()])
        .args(["--get", "/,/api/v1/stories,/sources", "--health", "/healthz", "--json"])
        .arg(&json)
        .stdout(Stdio::null())
        .status()?;
    let told = told(&json)?;
    let mut rows =
        vec![row("raw requests that failed, of", format!("{}, {}", told["raw"]["failed"], told["raw"]["n"]))];
    for (name, what) in [
        ("slowloris", "while 500 clients send a header drop by drop"),
        ("slow_post", "while 500 clients send a body drop by drop"),
        ("idle_connections", "while connections stand idle"),
        ("after", "after it all"),
    ] {
        let part = &told[name];
        rows.push(row(
            what,
            format!(
                "{} answers, {} errors, median {} ms, p99 {} ms",
                part["n"], part["errors"], part["p50_ms"], part["p99_ms"]
            ),
        ));
    }
    rows.push(row("memory at the end, MB", &told["rss_end"]));
    Ok(rows)
}
