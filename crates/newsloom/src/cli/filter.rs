//! What the filters share: JSON lines in, JSON lines out, a bad line costs that line.

use super::{Exit, line};
use crate::run::wide;
use anyhow::Context;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;

/// Where the lines come from.
#[derive(clap::Args, Debug)]
pub struct Lines {
    /// Files of JSON lines; standard input without any, or as `-`
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Lines {
    /// The lines of standard input, or of one file.
    pub fn of(file: Option<&str>) -> Self {
        Self { files: file.map(PathBuf::from).into_iter().collect() }
    }
}

/// A line that could not be worked on: answered, told, and counted.
#[derive(Debug)]
pub struct BadLine {
    /// The id, where the line had one.
    pub id: Option<String>,
    /// What is wrong and what to do.
    pub why: String,
}

/// Longest line taken, in bytes; a longer one is skipped and answered as a bad line.
const LONGEST: usize = 256 << 20;
/// Lines worked on at once, by number and by bytes: bounds memory whatever the input's length.
const BATCH_LINES: usize = 256;
const BATCH_BYTES: usize = 8 << 20;
/// Bytes read at once.
const READ_BYTES: usize = 1 << 18;

/// The answers, in order, with the tally of bad lines.
pub struct Answers {
    out: BufWriter<io::StdoutLock<'static>>,
    bad: usize,
    good: usize,
}

impl Answers {
    /// Answers on standard output.
    pub fn new() -> Self {
        Self { out: BufWriter::with_capacity(1 << 16, io::stdout().lock()), bad: 0, good: 0 }
    }

    /// Writes one line.
    pub fn good(&mut self, line: &Value) -> anyhow::Result<()> {
        self.good += 1;
        serde_json::to_writer(&mut self.out, line).map_err(io::Error::from)?;
        self.out.write_all(b"\n")?;
        Ok(())
    }

    /// Answers a bad line and tells it on stderr with its number.
    pub fn bad(&mut self, name: &str, number: usize, bad: &BadLine) -> anyhow::Result<()> {
        self.bad += 1;
        eprintln!("newsloom: {name}, line {number}: {}", bad.why);
        serde_json::to_writer(&mut self.out, &json!({"id": bad.id, "error": bad.why}))
            .map_err(io::Error::from)?;
        self.out.write_all(b"\n")?;
        Ok(())
    }

    /// Answers an input that could not be read at all.
    pub fn fault(&mut self, what: &str, why: &str) -> anyhow::Result<()> {
        self.bad += 1;
        eprintln!("newsloom: {what}: {why}");
        serde_json::to_writer(&mut self.out, &json!({"id": what, "error": why})).map_err(io::Error::from)?;
        self.out.write_all(b"\n")?;
        Ok(())
    }

    /// Whether nothing was answered well.
    pub fn all_bad(&self) -> bool {
        self.good == 0 && self.bad > 0
    }

    /// Flushes, and says how it went.
    pub fn finish(mut self) -> anyhow::Result<Exit> {
        self.out.flush()?;
        Ok(if self.bad > 0 { Exit::Partial } else { Exit::Done })
    }

    /// Makes what was written so far visible.
    pub fn flush(&mut self) -> anyhow::Result<()> {
        self.out.flush()?;
        Ok(())
    }
}

/// A line of input.
pub struct InputLine {
    /// Name of the file, or `standard input`.
    pub name: String,
    /// Line number, from 1.
    pub number: usize,
    /// Its text, or what is wrong with it.
    pub text: Result<String, String>,
}

/// Reads all lines of `given` in batches and hands each batch to `work`.
///
/// # Errors
/// When a file cannot be opened or read, or `work` fails.
pub fn each_batch(
    given: &Lines,
    mut work: impl FnMut(Vec<InputLine>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut files: Vec<Option<PathBuf>> =
        given.files.iter().map(|path| (path.as_os_str() != "-").then(|| path.clone())).collect();
    if files.is_empty() {
        files.push(None);
    }
    let mut batch = Vec::new();
    let mut bytes = 0;
    for file in files {
        let (name, mut reader): (String, Box<dyn BufRead>) = match file {
            None => {
                ("standard input".to_owned(), Box::new(BufReader::with_capacity(READ_BYTES, io::stdin())))
            }
            Some(path) => {
                let file = File::open(&path).with_context(|| format!("cannot open {}", path.display()))?;
                (path.display().to_string(), Box::new(BufReader::with_capacity(READ_BYTES, file)))
            }
        };
        let mut number = 0;
        while let Some(line) = next_line(&mut reader).with_context(|| format!("cannot read {name}"))? {
            number += 1;
            if matches!(&line, Ok(text) if text.trim().is_empty()) {
                continue;
            }
            bytes += line.as_ref().map_or(0, String::len);
            batch.push(InputLine { name: name.clone(), number, text: line });
            if batch.len() >= BATCH_LINES || bytes >= BATCH_BYTES {
                work(std::mem::take(&mut batch))?;
                bytes = 0;
            }
        }
    }
    if batch.is_empty() { Ok(()) } else { work(batch) }
}

/// The next line without its end; `Err` inside for one that is too long or not UTF-8.
fn next_line(reader: &mut dyn BufRead) -> io::Result<Option<Result<String, String>>> {
    let mut line = Vec::new();
    loop {
        let ready = match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            ready => ready?,
        };
        if ready.is_empty() {
            if line.is_empty() {
                return Ok(None);
            }
            break;
        }
        let end = memchr::memchr(b'\n', ready);
        let piece = end.unwrap_or(ready.len());
        if line.len() + piece > LONGEST {
            reader.skip_until(b'\n')?;
            return Ok(Some(Err(format!("the line is longer than {} MiB; split it", LONGEST >> 20))));
        }
        line.extend_from_slice(&ready[..piece]);
        reader.consume(piece + usize::from(end.is_some()));
        if end.is_some() {
            break;
        }
    }
    Ok(Some(
        String::from_utf8(line)
            .map_err(|_| "the line is not UTF-8; convert it, or give pages as html_base64".into()),
    ))
}

/// Runs a filter whose lines do not depend on each other: in parallel, answers in input order.
pub fn run(
    given: &Lines,
    work: impl Fn(Value) -> Result<Vec<Value>, BadLine> + Sync,
) -> anyhow::Result<Exit> {
    let mut answers = Answers::new();
    answer(given, &mut answers, &work)?;
    answers.finish()
}

/// Answers every line of `given`.
///
/// # Errors
/// When a file cannot be opened or read, or the answers cannot be written.
pub fn answer(
    given: &Lines,
    answers: &mut Answers,
    work: &(impl Fn(Value) -> Result<Vec<Value>, BadLine> + Sync),
) -> anyhow::Result<()> {
    each_batch(given, |batch| {
        let results = wide::each(batch, |line| {
            let result = parse(&line.text).and_then(|value| guarded(value, work));
            (line.name, line.number, result)
        });
        for (name, number, result) in results {
            match result {
                Ok(lines) => lines.iter().try_for_each(|line| answers.good(line))?,
                Err(bad) => answers.bad(&name, number, &bad)?,
            }
        }
        answers.flush()
    })
}

/// Parses a line as a JSON object.
pub fn parse(text: &Result<String, String>) -> Result<Value, BadLine> {
    let text = text.as_ref().map_err(|why| BadLine { id: None, why: why.clone() })?;
    match line::value_of(text) {
        Ok(value @ Value::Object(_)) => Ok(value),
        Ok(_) => Err(BadLine { id: None, why: "the line is JSON, but not an object".to_owned() }),
        Err(error) => Err(BadLine { id: None, why: format!("the line is not JSON: {error}") }),
    }
}

/// Calls `work`; a panic in it costs the line, not the run.
pub fn guarded<T>(value: Value, work: &(impl Fn(Value) -> Result<T, BadLine> + Sync)) -> Result<T, BadLine> {
    let id = value.get("id").and_then(Value::as_str).map(str::to_owned);
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(value))).unwrap_or_else(|_| {
        Err(BadLine { id, why: "an internal fault in newsloom; please report it with this line".to_owned() })
    })
}
