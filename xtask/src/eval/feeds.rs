//! Feeds: the fields of thousands of real and hostile files, judged by the checker of `../shared/hostile`.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use newsloom_core::model::RawDocument;
use newsloom_core::read::{ReadConfig, feed, read};
use serde_json::{Value, json};

use super::{Bench, Found, measured};
use crate::newsloom;
use crate::results::table;

const UNSEEN: &str = "Core fields are all checked fields but encoding, version and sanitizing. Not seen by these numbers: extensions that no \
check names (media, source, podcast), and feeds whose servers answer by the reader.";

/// Runs the checker on the development part.
pub fn run(bench: &Bench) -> anyhow::Result<Found> {
    let hostile = bench.shared.join("hostile");
    let told = bench.out.join("feeds.json");
    let adapter = format!("'{}' answer-feeds", std::env::current_exe()?.display());
    let checker = hostile.join("harness/check_fields.py");
    newsloom::score(
        &checker,
        &["--set", "dev", "--adapter", &adapter, "--json", &told.to_string_lossy(), "--robust"],
    )?;
    let scored: Value = serde_json::from_slice(&std::fs::read(&told)?)?;
    let (unstable, files) = unstable(&hostile.join("feeds/dev"))?;
    let pair = |key: &str| (scored[key][0].as_f64().unwrap_or(0.0), scored[key][1].as_f64().unwrap_or(1.0));
    let (passed, core) = pair("core");
    let crashes = scored["crashes"].as_array().map_or(0, Vec::len);
    let share = passed / core;
    let row = vec![
        "newsloom".to_owned(),
        format!("{:.1}%", share * 100.0),
        format!(
            "{:.1}%",
            100.0 * scored["passed"].as_f64().unwrap_or(0.0) / scored["checks"].as_f64().unwrap_or(1.0)
        ),
        scored["files"].to_string(),
        scored["refused"].to_string(),
        crashes.to_string(),
        format!("{unstable} of {files}"),
    ];
    let head = [
        "system",
        "core fields",
        "all checks",
        "files",
        "refused",
        "crashed",
        "ids that a second reading changes",
    ];
    let refused = scored["refused"].as_f64().unwrap_or(0.0);
    let mut of_all = measured(
        "feeds.dev".to_owned(),
        &hostile.join("feeds/dev/feedparser/checks.json"),
        &[("core", share)],
    )?;
    of_all.values.insert("faults".to_owned(), refused + crashes as f64 + unstable as f64);
    Ok(Found {
        name: "eval-feeds",
        title: "Feeds",
        body: format!("{}\n{UNSEEN}", table(&head, &[row])),
        measured: vec![of_all],
    })
}

/// Files below `folder` whose entries get other ids when they are read again, and the number of files.
fn unstable(folder: &Path) -> anyhow::Result<(usize, usize)> {
    let mut open = vec![folder.to_owned()];
    let (mut unstable, mut files) = (0, 0);
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path)?.filter_map(|entry| Some(entry.ok()?.path())));
            continue;
        }
        let raw = RawDocument {
            name: path.display().to_string(),
            body: std::fs::read(&path)?,
            ..RawDocument::default()
        };
        let ids = || -> Vec<String> {
            read(&raw, &ReadConfig::default()).items.into_iter().map(|item| item.id).collect()
        };
        files += 1;
        unstable += usize::from(ids() != ids());
    }
    Ok((unstable, files))
}

/// Answers the checker: lines `FILE<TAB>{"headers","url"}` in, one object with all fields per line out.
pub fn answer() -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (file, given) = line.split_once('\t').unwrap_or((&line, "{}"));
        let given: Value = serde_json::from_str(given)?;
        let told = match std::fs::read(file) {
            Ok(body) => shown(file, body, &given),
            Err(error) => json!({"file": file, "ok": false, "error": error.to_string()}),
        };
        writeln!(out, "{told}")?;
        out.flush()?;
    }
    Ok(())
}

fn shown(file: &str, body: Vec<u8>, given: &Value) -> Value {
    let header = |wanted: &str| {
        let headers = given["headers"].as_object()?;
        headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted))?.1.as_str().map(str::to_owned)
    };
    let content_type = header("content-type").unwrap_or_default();
    let charset = content_type.split(';').skip(1).find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    });
    // The address that the body says it stands at, resolved against the one that was asked.
    let asked = given["url"].as_str().and_then(|url| url::Url::parse(url).ok());
    let own = header("content-location");
    let url = match (&asked, own.as_deref()) {
        (Some(asked), Some(own)) => asked.join(own).ok(),
        (None, Some(own)) => url::Url::parse(own).ok(),
        (asked, None) => asked.clone(),
    };
    let raw = RawDocument {
        name: PathBuf::from(file).display().to_string(),
        url: url.map(String::from),
        charset,
        body,
        ..RawDocument::default()
    };
    match feed::read(&raw, &ReadConfig::default()) {
        Some((feed, encoding)) => {
            let mut told = feed::shown(&feed);
            told["file"] = json!(file);
            told["ok"] = json!(true);
            told["encoding"] = json!(encoding);
            told
        }
        None => json!({"file": file, "ok": false, "error": "no feed"}),
    }
}
