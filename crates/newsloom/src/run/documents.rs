//! A stream of bytes as a stream of documents: one, or one per record or line.

use super::article_line::{article_of, id_of, page_of};
use crate::fetch::LeftOut;
use crate::fetch::files::{Stream, StreamKind};
use newsloom_core::model::{Article, RawDocument};
use newsloom_core::read::warc;
use serde_json::Value;
use std::io::{BufRead, Read};

/// A document to be read.
#[derive(Debug)]
pub enum Document {
    /// Bytes of a page, feed or text.
    Raw(Box<RawDocument>),
    /// An article that is given as such.
    Given(Box<Article>),
}

/// Bytes of an archive read at once.
const CHUNK: usize = 256 << 10;

/// The documents of a stream, one after the other, so that an archive of any length needs little memory.
pub struct Documents {
    name: String,
    url: Option<String>,
    most_bytes: usize,
    source: Source,
}

enum Source {
    One(Option<Box<dyn BufRead + Send>>),
    Lines { reader: Box<dyn BufRead + Send>, number: usize },
    Warc { reader: Box<dyn BufRead + Send>, records: Box<warc::Reader>, ended: bool },
}

impl Documents {
    /// The documents of `stream`, which is named `name` and stands at `url`. No document may exceed `most_bytes`.
    pub fn new(stream: Stream, name: &str, url: Option<String>, most_bytes: usize) -> Self {
        let reader = stream.reader;
        let source = match stream.kind {
            StreamKind::Document => Source::One(Some(reader)),
            StreamKind::JsonLines => Source::Lines { reader, number: 0 },
            StreamKind::Warc => {
                Source::Warc { reader, records: Box::new(warc::Reader::new(most_bytes)), ended: false }
            }
        };
        Self { name: name.to_owned(), url, most_bytes, source }
    }
}

impl Iterator for Documents {
    type Item = Result<Document, LeftOut>;

    fn next(&mut self) -> Option<Self::Item> {
        let Self { name, url, most_bytes, source } = self;
        match source {
            Source::One(reader) => {
                let reader = reader.take()?;
                let mut body = Vec::new();
                // One byte more than is read, so that the reader of the document sees that it was cut.
                if let Err(error) = reader.take(*most_bytes as u64 + 1).read_to_end(&mut body) {
                    if body.is_empty() {
                        return Some(Err(LeftOut::fault(name.clone(), crate::fetch::files::explain(&error))));
                    }
                    tracing::warn!(%name, %error, "the end of the file could not be read");
                }
                Some(Ok(Document::Raw(Box::new(RawDocument {
                    name: name.clone(),
                    url: url.clone(),
                    body,
                    ..RawDocument::default()
                }))))
            }
            Source::Lines { reader, number } => next_line(reader, name, number, *most_bytes),
            Source::Warc { reader, records, ended } => next_record(reader, records, ended, name),
        }
    }
}

fn next_line(
    reader: &mut Box<dyn BufRead + Send>,
    name: &str,
    number: &mut usize,
    most_bytes: usize,
) -> Option<Result<Document, LeftOut>> {
    loop {
        let mut line = Vec::new();
        let read = reader.by_ref().take(most_bytes as u64 * 2).read_until(b'\n', &mut line);
        *number += 1;
        let place = format!("line {number} of {name}");
        match read {
            Ok(0) => return None,
            Ok(_) => {}
            Err(error) => return Some(Err(LeftOut::fault(place, crate::fetch::files::explain(&error)))),
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        return Some(document_of(&line, &place).map_err(|why| LeftOut::fault(place, why)));
    }
}

fn document_of(line: &[u8], place: &str) -> Result<Document, String> {
    let mut line: Value =
        serde_json::from_slice(line).map_err(|error| format!("the line is not JSON: {error}"))?;
    if line.get("html").is_some() || line.get("html_base64").is_some() {
        let mut page = page_of(&mut line)?;
        page.name = id_of(&line).map_or_else(|| place.to_owned(), |id| format!("{id} ({place})"));
        return Ok(Document::Raw(Box::new(page)));
    }
    Ok(Document::Given(Box::new(article_of(&line)?)))
}

fn next_record(
    reader: &mut Box<dyn BufRead + Send>,
    records: &mut warc::Reader,
    ended: &mut bool,
    name: &str,
) -> Option<Result<Document, LeftOut>> {
    loop {
        match records.next_document() {
            warc::Next::Document(mut raw) => {
                raw.name = match &raw.url {
                    Some(url) => format!("{url} in {name}"),
                    None => name.to_owned(),
                };
                return Some(Ok(Document::Raw(raw)));
            }
            warc::Next::Remark(remark) => return Some(Err(LeftOut::note(name, &remark))),
            warc::Next::End => return None,
            warc::Next::NeedMore if *ended => return None,
            warc::Next::NeedMore => {
                let mut chunk = Vec::new();
                match reader.by_ref().take(CHUNK as u64).read_to_end(&mut chunk) {
                    Ok(0) => {
                        *ended = true;
                        records.finish();
                    }
                    Ok(_) => records.push(&chunk),
                    Err(error) => {
                        *ended = true;
                        records.finish();
                        return Some(Err(LeftOut::fault(name, crate::fetch::files::explain(&error))));
                    }
                }
            }
        }
    }
}
