//! `newsloom extract --explain`: why a page was read as it was, as a table and as an annotated page.

use super::Exit;
use crate::config::Config;
use crate::fetch::files::{self, StreamKind};
use crate::run::{Document, Opened, open};
use anyhow::Context;
use newsloom_core::model::Explanation;
use newsloom_core::read;
use newsloom_core::render::html::{block_kind, explanation_page};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Documents of one input that are explained; archives hold millions.
const MOST: usize = 50;

/// Explains every document of the inputs.
pub fn run(inputs: &[String], out: Option<&Path>, config: &Config) -> anyhow::Result<Exit> {
    anyhow::ensure!(!inputs.is_empty(), "name a file or an address to explain, or - for standard input");
    let mut table = io::stdout().lock();
    let paint = Paint(table.is_terminal());
    let (mut faults, mut shown) = (0usize, 0usize);
    for input in inputs {
        let documents = match opened(input, config) {
            Ok(documents) => documents,
            Err(why) => {
                eprintln!("newsloom: {why}");
                faults += 1;
                continue;
            }
        };
        for (number, document) in documents.enumerate() {
            if number == MOST {
                eprintln!("newsloom: {input}: the first {MOST} documents were explained");
                break;
            }
            let raw = match document {
                Ok(Document::Raw(raw)) => raw,
                Ok(Document::Given(_)) => continue,
                Err(left_out) => {
                    eprintln!("newsloom: {left_out}");
                    faults += usize::from(left_out.fault);
                    continue;
                }
            };
            let (_, explanation) = read::explain(&raw, &config.core.read);
            let path = place(out, &raw.name, inputs.len() > 1 || number > 0)?;
            std::fs::write(&path, explanation_page(&explanation))
                .with_context(|| format!("cannot write {}", path.display()))?;
            if shown > 0 {
                writeln!(table)?;
            }
            write_table(&mut table, &explanation, &paint)?;
            writeln!(table, "open     {}", path.display())?;
            shown += 1;
        }
    }
    Ok(match (shown, faults) {
        (0, 1..) => Exit::Fault,
        (_, 1..) => Exit::Partial,
        _ => Exit::Done,
    })
}

type Stream = Box<dyn Iterator<Item = Result<Document, crate::fetch::LeftOut>>>;

/// The documents of an input; a file of JSON lines gives its pages.
fn opened(input: &str, config: &Config) -> Result<Stream, String> {
    match open(input, config) {
        Ok(Opened::Documents(documents)) => Ok(documents),
        Ok(Opened::Lines) => {
            let mut stream = files::open(Path::new(input)).map_err(|error| files::explain(&error))?;
            stream.kind = StreamKind::JsonLines;
            Ok(Box::new(crate::run::documents(stream, input, config)))
        }
        Err(left_out) => Err(left_out.to_string()),
    }
}

/// Where the annotated page goes: as asked, else into the folder for passing files.
fn place(out: Option<&Path>, name: &str, several: bool) -> anyhow::Result<PathBuf> {
    let last = name.split(['?', '#']).next().unwrap_or(name).trim_end_matches('/').rsplit(['/', '\\']).next();
    let mut stem: String = last
        .unwrap_or("page")
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' })
        .take(60)
        .collect();
    if stem.is_empty() || stem.starts_with('.') {
        stem.insert_str(0, "page");
    }
    let mut folder = match out {
        Some(path) if path.is_dir() || several || path.to_string_lossy().ends_with('/') => path.to_owned(),
        Some(path) => return Ok(path.to_owned()),
        None => std::env::temp_dir().join(format!("newsloom-explain-{}", std::process::id())),
    };
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    folder = folder.canonicalize().unwrap_or(folder);
    let mut path = folder.join(format!("{stem}.explained.html"));
    let mut number = 2;
    // Two documents of one name do not overwrite each other within a run into a folder for passing files.
    while out.is_none() && path.exists() && number < 1000 {
        path = folder.join(format!("{stem}.{number}.explained.html"));
        number += 1;
    }
    Ok(path)
}

/// Colors, where a terminal shows them.
struct Paint(bool);

impl Paint {
    fn kept(&self, kept: bool) -> String {
        let word = if kept { "kept   " } else { "dropped" };
        match (self.0, kept) {
            (true, true) => format!("\x1b[32m{word}\x1b[0m"),
            (true, false) => format!("\x1b[31m{word}\x1b[0m"),
            (false, _) => word.to_owned(),
        }
    }
}

/// The first characters of a text on one line, without what could command a terminal.
pub(super) fn short(text: &str, most: usize) -> String {
    let line: String =
        text.chars().map(|c| if c.is_control() || is_unseen(c) { ' ' } else { c }).take(most + 1).collect();
    if line.chars().count() <= most {
        return line;
    }
    let mut cut: String = line.chars().take(most.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

/// Characters that turn or hide the text around them.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn write_table(out: &mut impl Write, explanation: &Explanation, paint: &Paint) -> io::Result<()> {
    writeln!(out, "{}", short(explanation.url.as_deref().unwrap_or(&explanation.name), 200))?;
    for fact in explanation.facts.iter().filter(|fact| fact.chosen) {
        let why = if fact.why.is_empty() { String::new() } else { format!("  ({})", short(&fact.why, 60)) };
        writeln!(out, "{:9}{}{why}", fact.what, short(&fact.value, 100))?;
    }
    for rule in &explanation.rules {
        let found = match rule.found {
            1 => "1 element".to_owned(),
            many => format!("{many} elements"),
        };
        writeln!(out, "rule     {} = {:?} for {}: {found}", rule.key, rule.selector, rule.site)?;
    }
    if explanation.articles.len() > 1 {
        writeln!(out, "articles {}", explanation.articles.len())?;
    }
    for remark in &explanation.remarks {
        writeln!(out, "remark   {}", short(&remark.text, 160))?;
    }
    writeln!(out, "\n block  kind        score  verdict  text | why")?;
    for (number, block) in explanation.blocks.iter().enumerate() {
        let score = block.score.map_or("     -".to_owned(), |score| format!("{score:+6.1}"));
        let part = block.part.map_or(String::new(), |part| format!(" [article {part}]"));
        writeln!(
            out,
            "{:6}  {:10} {score}  {}  {} | {}{part}",
            number + 1,
            block_kind(block.kind),
            paint.kept(block.kept),
            short(&block.text, 60),
            short(&block.why, 90),
        )?;
    }
    let kept = explanation.blocks.iter().filter(|block| block.kept).count();
    writeln!(out, "\nkept     {kept} of {} blocks", explanation.blocks.len())
}
