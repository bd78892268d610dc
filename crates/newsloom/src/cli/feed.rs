//! `newsloom feed`: what a feed holds.

use super::Exit;
use crate::config::Config;
use crate::run::{Document, Opened, open};
use newsloom_core::read::feed;
use newsloom_core::render::json;
use serde_json::json;
use std::io::{self, Write};

/// Show what a feed holds, entry by entry, as newsloom reads it
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Files or addresses of feeds; `-` is standard input
    #[arg(required = true, value_name = "FEED")]
    feeds: Vec<String>,
    /// One JSON object per feed, with every field
    #[arg(long)]
    json: bool,
}

/// Shows every feed.
pub fn run(wanted: &Arguments, config: &Config) -> anyhow::Result<Exit> {
    let mut out = io::stdout().lock();
    let (mut shown, mut faults) = (0usize, 0usize);
    for input in &wanted.feeds {
        let found = match open(input, config) {
            Ok(Opened::Documents(mut documents)) => match documents.next() {
                Some(Ok(Document::Raw(raw))) => feed::read(&raw, &config.core.read).ok_or(
                    "it holds no feed; give a page to `newsloom extract`, a list or an archive to `newsloom digest`"
                        .to_owned(),
                ),
                Some(Err(left_out)) => Err(left_out.why),
                _ => Err("it is empty".to_owned()),
            },
            Ok(Opened::Lines) => Err("it holds JSON lines; give it to `newsloom extract`".to_owned()),
            Err(left_out) => Err(left_out.why),
        };
        match found {
            Ok((feed, encoding)) if wanted.json => {
                let mut value = feed::shown(&feed);
                value["file"] = json!(input);
                value["encoding"] = json!(encoding);
                writeln!(out, "{value}")?;
                shown += 1;
            }
            Ok((feed, encoding)) => {
                write_feed(&mut out, input, &feed, encoding)?;
                shown += 1;
            }
            Err(why) => {
                eprintln!("newsloom: {input}: {why}");
                if wanted.json {
                    writeln!(out, "{}", json!({"file": input, "error": why}))?;
                }
                faults += 1;
            }
        }
    }
    Ok(match (shown, faults) {
        (_, 0) => Exit::Done,
        (0, _) => Exit::Fault,
        _ => Exit::Partial,
    })
}

fn write_feed(out: &mut impl Write, input: &str, feed: &feed::Feed, encoding: &str) -> io::Result<()> {
    let plain = |text: &Option<String>| text.as_deref().map(feed::markup::plain).unwrap_or_default();
    writeln!(out, "{}", line(&plain(&feed.title), 100))?;
    writeln!(out, "from     {}", line(input, 200))?;
    let count = feed.entries.len();
    let entries = if count == 1 { "entry" } else { "entries" };
    writeln!(out, "is       {}, {encoding}, {count} {entries}", feed.version)?;
    for remark in &feed.remarks {
        writeln!(out, "remark   {}", remark.text)?;
    }
    for entry in &feed.entries {
        let when = entry.published.or(entry.updated);
        let when = json::published(when.as_ref()).or_else(|| when.map(|when| when.day.to_string()));
        writeln!(out, "\n{:25} {}", when.unwrap_or_default(), line(&plain(&entry.title), 120))?;
        let text = plain(&entry.summary);
        if !text.is_empty() {
            writeln!(out, "         {}", line(&text, 160))?;
        }
        if let Some(link) = &entry.link {
            writeln!(out, "         {}", line(link, 200))?;
        }
    }
    Ok(())
}

/// The start of a text on one line, without what could command a terminal.
fn line(text: &str, most: usize) -> String {
    super::explain::short(text, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_is_shown() {
        let raw = newsloom_core::model::RawDocument {
            body: b"<rss><channel><title>Pier</title><item><title>Fog\x1b[2J</title><link>https://a.example/1</link></item></channel></rss>".to_vec(),
            ..Default::default()
        };
        let (feed, encoding) = feed::read(&raw, &Config::new().core.read).unwrap();
        let mut out = Vec::new();
        write_feed(&mut out, "x", &feed, encoding).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.contains("1 entry\n") && text.contains("https://a.example/1") && !text.contains('\x1b'),
            "{text}"
        );
        let value = feed::shown(&feed);
        assert_eq!(value["feed"]["title"], "Pier");
    }
}
