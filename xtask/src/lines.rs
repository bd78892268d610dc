//! JSON lines, plain or gzip, and the fingerprints of data files.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::Value;

use crate::root;

/// The labeled data, where the checkout has it beside it.
pub fn shared() -> Option<PathBuf> {
    let place = root().join("../shared");
    place.join("bench").is_dir().then(|| place.canonicalize().unwrap_or(place))
}

/// Says that there is nothing to measure against; not a failure, since the tree must build and test alone.
pub fn no_data() -> anyhow::Result<()> {
    println!("no labeled data: ../shared/bench is not there, nothing is measured");
    Ok(())
}

/// Calls `each` with every record of a JSON lines file (`.gz` or plain), one in memory at a time.
pub fn each(path: &Path, mut each: impl FnMut(Value) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let file = File::open(path).with_context(|| format!("open {}", path.display()))?;
    let gzip = path.extension().is_some_and(|e| e == "gz");
    let raw: Box<dyn Read> =
        if gzip { Box::new(flate2::read::MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut reader = BufReader::new(raw);
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        number += 1;
        if reader.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let record = read_record(&line).with_context(|| format!("{} line {number}", path.display()))?;
        each(record)?;
    }
}

/// Lone surrogates in the escapes of a line (pages hold them) become the replacement character.
fn read_record(line: &[u8]) -> anyhow::Result<Value> {
    if let Ok(record) = serde_json::from_slice(line) {
        return Ok(record);
    }
    Ok(serde_json::from_str(&without_lone_surrogates(&String::from_utf8_lossy(line)))?)
}

fn without_lone_surrogates(line: &str) -> String {
    let unit = |at: usize| -> Option<u16> {
        let digits = line.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let bytes = line.as_bytes();
    let mut out = String::with_capacity(line.len());
    let (mut at, mut kept) = (0, 0);
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        let high = unit(at).is_some_and(|u| (0xD800..0xDC00).contains(&u));
        let low = unit(at).is_some_and(|u| (0xDC00..0xE000).contains(&u));
        let paired = high && unit(at + 6).is_some_and(|u| (0xDC00..0xE000).contains(&u));
        if (high && !paired) || low {
            out.push_str(&line[kept..at]);
            out.push_str("\\ufffd");
            at += 6;
            kept = at;
        } else {
            at += if paired { 12 } else { 2 };
        }
    }
    out.push_str(&line[kept..]);
    out
}

/// Writes records as JSON lines, making the folder when it is missing.
pub fn write(path: &Path, records: impl IntoIterator<Item = Value>) -> anyhow::Result<()> {
    fs::create_dir_all(path.parent().context("a file lies in a folder")?)?;
    let mut out = BufWriter::new(File::create(path)?);
    for record in records {
        serde_json::to_writer(&mut out, &record)?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

/// The first 16 hex digits of the BLAKE3 hash of a file.
pub fn fingerprint(path: &Path) -> anyhow::Result<String> {
    let mut hasher = blake3::Hasher::new();
    let mut file = File::open(path).with_context(|| format!("open {}", path.display()))?;
    let mut block = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut block)?;
        if read == 0 {
            return Ok(hasher.finalize().to_hex()[..16].to_owned());
        }
        hasher.update(&block[..read]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_surrogate_costs_one_character() {
        let read =
            |line: &str| read_record(line.as_bytes()).expect("readable")["t"].as_str().map(str::to_owned);
        assert_eq!(read(r#"{"t":"a\ud83db"}"#).as_deref(), Some("a\u{fffd}b"));
        assert_eq!(
            read(r#"{"t":"\\ud83d \ude00 \ud83d\ude00"}"#).as_deref(),
            Some("\\ud83d \u{fffd} \u{1f600}")
        );
    }
}
