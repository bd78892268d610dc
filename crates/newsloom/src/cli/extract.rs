//! `newsloom extract`: pages in, articles out.

use super::Exit;
use super::explain;
use super::filter::{self, Answers, BadLine, Lines};
use crate::config::Config;
use crate::fetch::LeftOut;
use crate::run::{Document, Opened, open, page_of, wide};
use newsloom_core::model::{Article, Entry, RawDocument, Remark};
use newsloom_core::{read, render};
use serde_json::{Value, json};
use std::path::PathBuf;

/// Find the articles in pages: JSON lines {"id","url","html"} in, articles out
///
/// Files and addresses of pages, feeds, archives (WARC) and plain text are read as they are.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Files of JSON lines, files of any other kind, addresses; standard input, as JSON lines, without any or as `-`
    #[arg(value_name = "INPUT")]
    inputs: Vec<String>,
    /// Show why: a table of the blocks, kept or dropped, and an annotated page for the browser
    #[arg(long)]
    explain: bool,
    /// Where the annotated page goes: a file, or a folder for several inputs
    #[arg(short, long, value_name = "PATH", requires = "explain")]
    out: Option<PathBuf>,
}

/// Documents worked on at once, by number and by bytes.
const BATCH: usize = 64;
const BATCH_BYTES: usize = 8 << 20;

/// Runs the filter.
pub fn run(wanted: &Arguments, config: &Config) -> anyhow::Result<Exit> {
    if wanted.explain {
        return explain::run(&wanted.inputs, wanted.out.as_deref(), config);
    }
    let mut answers = Answers::new();
    let from_line = |line: Value| of_line(line, config);
    if wanted.inputs.is_empty() {
        filter::answer(&Lines::of(None), &mut answers, &from_line)?;
    }
    for input in &wanted.inputs {
        if input == "-" {
            filter::answer(&Lines::of(None), &mut answers, &from_line)?;
            continue;
        }
        match open(input, config) {
            Ok(Opened::Lines) => filter::answer(&Lines::of(Some(input)), &mut answers, &from_line)?,
            Ok(Opened::Documents(documents)) => {
                if of_documents(documents, &mut answers, config)? == 0 {
                    let none = Remark::new("no-article", "It holds no page and no text.");
                    answers.good(&nothing(&json!(input), &RawDocument::default(), &[none], config))?;
                }
            }
            Err(left_out) => answers.fault(&left_out.what, &left_out.why)?,
        }
    }
    let exit = if answers.all_bad() && !wanted.inputs.is_empty() { Exit::Fault } else { Exit::Done };
    let finished = answers.finish()?;
    Ok(if exit == Exit::Fault && wanted.inputs.len() == 1 { exit } else { finished })
}

fn of_line(mut line: Value, config: &Config) -> Result<Vec<Value>, BadLine> {
    let id = line.get("id").cloned().unwrap_or(Value::Null);
    let page = page_of(&mut line).map_err(|why| BadLine { id: id.as_str().map(str::to_owned), why })?;
    Ok(article_lines(&id, &page, config))
}

/// Answers documents in batches, and says how many there were; the id of each is its name.
fn of_documents(
    documents: Box<dyn Iterator<Item = Result<Document, LeftOut>>>,
    answers: &mut Answers,
    config: &Config,
) -> anyhow::Result<usize> {
    let mut count = 0;
    let mut batch: Vec<RawDocument> = Vec::new();
    let mut bytes = 0;
    let work = |batch: Vec<RawDocument>, answers: &mut Answers| -> anyhow::Result<()> {
        let results = wide::each(batch, |raw| {
            let name = raw.name.clone();
            let id = Value::String(name.clone());
            let lines =
                std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| article_lines(&id, &raw, config)));
            (name, lines)
        });
        for (name, lines) in results {
            match lines {
                Ok(lines) => lines.iter().try_for_each(|line| answers.good(line))?,
                Err(_) => answers
                    .fault(&name, "an internal fault in newsloom; please report it with this document")?,
            }
        }
        answers.flush()
    };
    for document in documents {
        count += usize::from(!matches!(&document, Err(note) if !note.fault));
        match document {
            Ok(Document::Raw(raw)) => {
                bytes += raw.body.len();
                batch.push(*raw);
            }
            Ok(Document::Given(article)) => answers.good(&article_line(&Value::Null, 0, &article, &[]))?,
            Err(left_out) if left_out.fault => answers.fault(&left_out.what, &left_out.why)?,
            Err(note) => eprintln!("newsloom: {note}"),
        }
        if batch.len() >= BATCH || bytes >= BATCH_BYTES {
            work(std::mem::take(&mut batch), answers)?;
            bytes = 0;
        }
    }
    work(batch, answers)?;
    Ok(count)
}

/// The lines of one document: one for each article, or one that says why there is none.
fn article_lines(id: &Value, page: &RawDocument, config: &Config) -> Vec<Value> {
    let mut reading = read::read(page, &config.core.read);
    if reading.articles.is_empty() {
        let own = reading.items.iter().filter_map(|item| read::item_article(item, page, &config.core.read));
        reading.articles.extend(own);
    }
    if reading.articles.is_empty() {
        if !reading.links.is_empty() {
            let text =
                format!("The document lists {} others; `newsloom digest` follows them.", reading.links.len());
            reading.remarks.push(Remark::new("list", text));
        }
        return vec![nothing(id, page, &reading.remarks, config)];
    }
    let lines = reading.articles.iter().enumerate();
    lines.map(|(part, article)| article_line(id, part, article, &reading.remarks)).collect()
}

fn remarks<'r>(remarks: impl Iterator<Item = &'r Remark>) -> Value {
    remarks.map(|remark| json!({"code": remark.code, "text": remark.text})).collect()
}

/// The line of a document without an article: what a page says of itself is told all the same.
fn nothing(id: &Value, page: &RawDocument, found: &[Remark], config: &Config) -> Value {
    let none = [Remark::new("no-article", "no article was found in the page")];
    let found = if found.is_empty() { &none } else { found };
    if let Some(described) = read::described(page, &config.core.read) {
        return article_line(id, 0, &described, found);
    }
    let url = &page.url;
    json!({
        "id": id, "part": 0, "url": url, "title": "", "text": "", "author": [], "date": null, "published": null,
        "lang": null, "site": null, "image": null, "kind": "other", "remarks": remarks(found.iter()),
    })
}

fn article_line(id: &Value, part: usize, article: &Article, of_page: &[Remark]) -> Value {
    let image = article.image.as_ref().map(
        |image| json!({"url": image.url, "caption": image.caption, "credit": image.credit, "alt": image.alt}),
    );
    let mut line = json!({
        "id": id,
        "part": part,
        "url": article.url,
        "title": article.title,
        "text": article.text,
        "author": article.authors,
        "date": article.published.map(|dated| dated.day.to_string()),
        "published": render::json::published(article.published.as_ref()),
        "lang": article.language,
        "site": article.outlet.name,
        "image": image,
        "kind": article.kind,
        "remarks": remarks(of_page.iter().chain(&article.remarks)),
        "modified": render::json::published(article.modified.as_ref()),
        "outlet": article.outlet.domain,
        "section": article.section,
        "agency": article.agency,
    });
    if !article.entries.is_empty() {
        line["entries"] = article.entries.iter().map(entry).collect();
    }
    line
}

/// A post of a live blog: its bytes in the text, its time, its heading.
fn entry(entry: &Entry) -> Value {
    json!({
        "start": entry.span.start,
        "end": entry.span.end,
        "title": entry.title,
        "date": entry.at.map(|at| at.day.to_string()),
        "published": render::json::published(entry.at.as_ref()),
    })
}
