//! `newsloom verify --digest FILE`: every line of a digest checked again, from the file alone.

use super::Exit;
use anyhow::Context;
use newsloom_core::compose;
use newsloom_core::model::Span;
use serde_json::{Value, json};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// What a story must have, by the contract.
const REQUIRED: [&str; 18] = [
    "id",
    "title",
    "date",
    "sources",
    "counts",
    "image",
    "summary",
    "key_points",
    "articles",
    "disagreements",
    "quotes",
    "people",
    "timeline",
    "positions",
    "background",
    "whats_new",
    "whats_next",
    "withheld",
];
/// Bytes of a digest file that are read at most.
const LONGEST: u64 = 1 << 30;

/// Checks the file: one JSON line for each line of it, exit status 1 where one does not hold.
pub fn run(file: &Path) -> anyhow::Result<Exit> {
    let length = std::fs::metadata(file).with_context(|| format!("cannot read {}", file.display()))?.len();
    anyhow::ensure!(length <= LONGEST, "{} is longer than {} MiB", file.display(), LONGEST >> 20);
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let digest: Value =
        serde_json::from_str(&text).with_context(|| format!("{} is not a digest file", file.display()))?;
    let found = check(&digest);
    let mut out = BufWriter::new(io::stdout().lock());
    for one in &found {
        serde_json::to_writer(
            &mut out,
            &json!({"where": one.place, "holds": one.why.is_none(), "why": one.why}),
        )
        .map_err(io::Error::from)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    let faults = found.iter().filter(|one| one.why.is_some()).count();
    eprintln!("newsloom: {} lines checked, {faults} at fault", found.len());
    Ok(if faults > 0 { Exit::Fault } else { Exit::Done })
}

/// What was found at one place of the file.
#[derive(Debug)]
struct Finding {
    place: String,
    /// Why it does not hold; `None` where it does.
    why: Option<String>,
}

fn check(digest: &Value) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut fault =
        |place: &str, why: String| found.push(Finding { place: place.to_owned(), why: Some(why) });
    if digest["schema"] != "newsloom.digest/1" {
        fault("file", format!("schema is {}", digest["schema"]));
    }
    for key in ["edition", "stories", "articles"] {
        if digest.get(key).is_none() {
            fault("file", format!("no {key}"));
        }
    }
    let none = Vec::new();
    for (number, story) in digest["stories"].as_array().unwrap_or(&none).iter().enumerate() {
        let at = format!("stories[{number}]");
        self::story(digest, story, &at, &mut found);
        for key in REQUIRED.iter().filter(|key| story.get(key).is_some()) {
            lines(digest, &story[key], &format!("{at}.{key}"), &mut found);
        }
    }
    found
}

/// The counts of a story, and that nothing is missing.
fn story(digest: &Value, story: &Value, at: &str, found: &mut Vec<Finding>) {
    let mut fault = |why: String| found.push(Finding { place: at.to_owned(), why: Some(why) });
    for key in REQUIRED.iter().filter(|key| story.get(key).is_none()) {
        fault(format!("no {key}"));
    }
    let none = Vec::new();
    let articles = story["articles"].as_array().unwrap_or(&none);
    for article in articles {
        let known = article["id"].as_str().is_some_and(|id| digest["articles"][id]["text"].is_string());
        if !known {
            fault(format!("the text of article {} is not in the file", article["id"]));
        }
    }
    let listed = articles.len() as u64;
    let count = |key: &str| story["counts"][key].as_u64();
    if count("articles") != Some(listed) {
        fault(format!("counts.articles is {}, it lists {listed}", story["counts"]["articles"]));
    }
    let sources = story["sources"].as_array().unwrap_or(&none);
    if sources.iter().map(|source| source["articles"].as_u64().unwrap_or(0)).sum::<u64>() != listed {
        fault("the source counts do not add up to its articles".to_owned());
    }
    if !count("independent_reports").is_some_and(|reports| (1..=listed.max(1)).contains(&reports)) {
        fault(format!("independent_reports is {}", story["counts"]["independent_reports"]));
    }
    for (number, quote) in story["quotes"].as_array().unwrap_or(&none).iter().enumerate() {
        if quote["line"]["how"] == "reworded" {
            fault(format!("quotes[{number}]: a quotation may not be reworded"));
        }
    }
}

/// Every line inside a value. A file is nested as deep as the parser of JSON allows, which is not deep.
fn lines(digest: &Value, value: &Value, place: &str, found: &mut Vec<Finding>) {
    match value {
        Value::Object(fields) if fields.contains_key("cites") => {
            found.push(Finding { place: place.to_owned(), why: line(digest, value).err() });
        }
        Value::Object(fields) => {
            for (key, inner) in fields {
                lines(digest, inner, &format!("{place}.{key}"), found);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                lines(digest, inner, &format!("{place}[{index}]"), found);
            }
        }
        _ => {}
    }
}

fn line(digest: &Value, line: &Value) -> Result<(), String> {
    let none = Vec::new();
    let mut cites = Vec::new();
    for cite in line["cites"].as_array().unwrap_or(&none) {
        let id = cite["article"].as_str().unwrap_or_default();
        let body = digest["articles"][id]["text"]
            .as_str()
            .ok_or_else(|| format!("cites article {id:?}, which the file does not hold"))?;
        let byte = |key: &str| cite[key].as_u64().and_then(|at| u32::try_from(at).ok());
        let (Some(start), Some(end)) = (byte("start"), byte("end")) else {
            return Err("a citation has no start and end".to_owned());
        };
        if start >= end {
            return Err(format!("{start}..{end} is no slice of the article"));
        }
        cites.push((body, Span { start, end }));
    }
    compose::again(
        line["text"].as_str().unwrap_or_default(),
        line["how"].as_str().unwrap_or_default(),
        &cites,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(line: Value) -> Value {
        let mut story = serde_json::Map::new();
        for key in REQUIRED {
            story.insert(key.to_owned(), json!([]));
        }
        story.insert("title".to_owned(), line);
        story.insert("counts".to_owned(), json!({"articles": 1, "outlets": 1, "independent_reports": 1}));
        story.insert("sources".to_owned(), json!([{"domain": "harbour.example", "articles": 1}]));
        story.insert("articles".to_owned(), json!([{"id": "a", "summary": []}]));
        json!({"schema": "newsloom.digest/1", "edition": {}, "stories": [story],
            "articles": {"a": {"text": "The ferry did not sink, the harbor master said."}}})
    }

    fn faults(line: Value) -> Vec<String> {
        check(&digest(line)).into_iter().filter_map(|one| one.why).collect()
    }

    #[test]
    fn every_line_is_checked() {
        let line = |text: &str, end: u64| json!({"text": text, "how": "trimmed", "cites": [{"article": "a", "start": 0, "end": end}]});
        assert_eq!(faults(line("The ferry did not sink.", 23)), Vec::<String>::new());
        assert!(faults(line("The ferry did sink.", 23))[0].contains("negation"));
        assert!(faults(line("The ferry sank.", 23))[0].contains("trimmed"));
        assert!(faults(line("The ferry did not sink.", 2300))[0].contains("no slice"));
        assert!(faults(json!({"text": "x", "how": "verbatim", "cites": []}))[0].contains("no citation"));
        assert!(check(&json!({})).len() >= 4);
    }
}
