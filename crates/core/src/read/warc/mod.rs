//! Web archives: WARC 1.0 and 1.1 (ISO 28500) and ARC 1, plain or gzip, as a stream of documents.
//!
//! The reader holds no file. Its user pushes bytes as they come and takes what is complete:
//!
//! ```
//! use newsloom_core::read::warc::{Next, Reader};
//! let mut reader = Reader::new(1 << 20);
//! reader.push(b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://harbour.example/\r\n");
//! assert!(matches!(reader.next_document(), Next::NeedMore));
//! reader.push(b"Content-Type: text/html\r\nContent-Length: 3\r\n\r\n<p>\r\n\r\n");
//! reader.finish();
//! let Next::Document(page) = reader.next_document() else { panic!() };
//! assert_eq!((page.url.as_deref(), page.body.as_slice()), (Some("https://harbour.example/"), &b"<p>"[..]));
//! assert!(matches!(reader.next_document(), Next::End));
//! ```

mod http;
mod record;
mod unpack;
mod unzip;

pub use unpack::{is_zstd, zstd};
pub use unzip::unpack;

use crate::model::{RawDocument, Remark};
use record::{Header, Meaning};
use rustc_hash::FxHashSet;
use unzip::Unzip;

/// Longest header of a record, in bytes.
const HEADER: usize = 1 << 20;
/// Longest first line of a record, in bytes.
const LINE: usize = 8 << 10;
/// Bytes unpacked before records are looked for again.
const STEP: usize = 256 << 10;
/// Most record ids remembered, by which copies of a record are left out.
const IDS: usize = 1 << 20;

/// What comes next out of an archive.
#[derive(Debug)]
pub enum Next {
    /// A page or text.
    Document(Box<RawDocument>),
    /// Something was damaged or cut; reading goes on.
    Remark(Remark),
    /// More bytes are needed.
    NeedMore,
    /// There is nothing more.
    End,
}

/// Where the reader stands between two calls.
enum State {
    /// Before a record's header.
    Between,
    /// In a record whose block has this many bytes.
    Block(Box<Header>, usize),
    /// In a block that is not wanted: bytes left.
    Skip(u64),
    /// Looking for the next record after damage.
    Lost,
}

/// Reads an archive piece by piece. Needs memory for one record of the largest wanted size and for what was pushed and
/// not yet taken.
pub struct Reader {
    most_bytes: usize,
    unzip: Option<Unzip>,
    /// Whether anything was read: only an archive that begins packed is packed.
    begun: bool,
    /// Plain bytes not yet read.
    plain: Vec<u8>,
    at: usize,
    state: State,
    finished: bool,
    ended: bool,
    remarks: std::collections::VecDeque<Remark>,
    ids: FxHashSet<u64>,
}

impl Reader {
    /// A reader that leaves out documents longer than `most_bytes`, after unpacking.
    pub fn new(most_bytes: usize) -> Self {
        Self {
            most_bytes,
            unzip: None,
            begun: false,
            plain: Vec::new(),
            at: 0,
            state: State::Between,
            finished: false,
            ended: false,
            remarks: std::collections::VecDeque::new(),
            ids: FxHashSet::default(),
        }
    }

    /// Adds bytes of the archive.
    pub fn push(&mut self, bytes: &[u8]) {
        if let Some(unzip) = &mut self.unzip {
            unzip.push(bytes);
            return;
        }
        self.plain.extend_from_slice(bytes);
        if !self.begun && self.plain.starts_with(b"\x1f\x8b") {
            let mut unzip = Unzip::new();
            unzip.push(&std::mem::take(&mut self.plain));
            self.unzip = Some(unzip);
        }
    }

    /// Says that there are no more bytes.
    pub fn finish(&mut self) {
        self.finished = true;
    }

    /// The next document or remark.
    pub fn next_document(&mut self) -> Next {
        loop {
            if let Some(remark) = self.remarks.pop_front() {
                return Next::Remark(remark);
            }
            if let Some(document) = self.advance() {
                return Next::Document(document);
            }
            if !self.remarks.is_empty() || self.compact_and_unzip() {
                continue;
            }
            if !self.finished {
                return Next::NeedMore;
            }
            if !self.ended {
                self.ended = true;
                if let Some(document) = self.end() {
                    return Next::Document(document);
                }
                continue;
            }
            return Next::End;
        }
    }

    fn remark(&mut self, code: &'static str, text: impl Into<std::borrow::Cow<'static, str>>) {
        self.remarks.push_back(Remark::new(code, text));
    }

    fn rest(&self) -> &[u8] {
        &self.plain[self.at..]
    }

    /// Drops what was read and unpacks some more. Whether there is more to read.
    fn compact_and_unzip(&mut self) -> bool {
        if self.at > 0 {
            self.plain.drain(..self.at);
            self.at = 0;
            self.begun = true;
        }
        let Some(unzip) = &mut self.unzip else { return false };
        match unzip.unpack(&mut self.plain, STEP) {
            unzip::Step::More => true,
            unzip::Step::Starved => false,
            unzip::Step::Damaged => {
                self.plain.clear();
                self.state = State::Between;
                self.remark(
                    "archive-damaged",
                    "A compressed part of the archive is damaged and was skipped.",
                );
                true
            }
        }
    }

    /// Reads one step further. `None` where bytes are missing or a step gave no document; `self` then tells by its
    /// remarks and state whether to call again.
    fn advance(&mut self) -> Option<Box<RawDocument>> {
        loop {
            match std::mem::replace(&mut self.state, State::Between) {
                State::Between => {
                    let blank = self.rest().iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
                    self.at += blank;
                    if !self.header() || !self.remarks.is_empty() {
                        return None;
                    }
                }
                State::Skip(left) => {
                    let here = left.min(self.rest().len() as u64);
                    self.at += here as usize;
                    if here < left {
                        self.state = State::Skip(left - here);
                        return None;
                    }
                }
                State::Lost => {
                    if !self.find_record() {
                        return None;
                    }
                }
                State::Block(header, length) => {
                    if self.rest().len() < length {
                        self.state = State::Block(header, length);
                        return None;
                    }
                    let block = self.rest()[..length].to_vec();
                    self.at += length;
                    if let Some(document) = self.document(&header, &block) {
                        return Some(document);
                    }
                    if !self.remarks.is_empty() {
                        return None;
                    }
                }
            }
        }
    }

    /// Reads a header. Whether to go on; `false` where bytes are missing.
    fn header(&mut self) -> bool {
        let rest = self.rest();
        if rest.is_empty() {
            return false;
        }
        let (header, used) = match record::header(&rest[..rest.len().min(HEADER)]) {
            record::Found::Header(header, used) => (header, used),
            record::Found::Part if rest.len() < HEADER => return false,
            record::Found::Part | record::Found::Nothing => {
                if !self.finished && rest.len() < 16 {
                    return false;
                }
                self.remark(
                    "record-damaged",
                    "Something in the archive is no record; reading went on at the next one.",
                );
                self.at += 1.min(self.rest().len());
                self.state = State::Lost;
                return true;
            }
        };
        self.at += used;
        match header.length {
            None => {
                self.remark("record-damaged", "A record does not say how long it is; it was skipped.");
                self.state = State::Lost;
            }
            // The length in an archive's first line is often wrong: what follows it is known by its form.
            Some(_) if header.url.as_deref().is_some_and(|url| url.starts_with("filedesc:")) => {
                self.state = State::Lost
            }
            Some(length) if header.meaning == Meaning::Nothing => self.state = State::Skip(length),
            Some(length) if length > (self.most_bytes + HEADER) as u64 => {
                let whose = header.url.as_deref().unwrap_or("A record").to_owned();
                self.remark(
                    "length-capped",
                    format!("{whose}: longer than {} bytes; it was skipped.", self.most_bytes),
                );
                self.state = State::Skip(length);
            }
            Some(length) => self.state = State::Block(Box::new(header), length as usize),
        }
        true
    }

    /// Goes to the next thing that begins like a record. Whether there is one.
    fn find_record(&mut self) -> bool {
        let rest = self.rest();
        match record::next_start(rest) {
            Some(next) => {
                self.at += next;
                self.state = State::Between;
                true
            }
            None => {
                // the last line may be the first of a record
                let line = memchr::memrchr(b'\n', rest).unwrap_or(0);
                self.at += line.max(rest.len().saturating_sub(LINE));
                self.state = State::Lost;
                false
            }
        }
    }

    fn document(&mut self, header: &Header, block: &[u8]) -> Option<Box<RawDocument>> {
        if let Some(id) = header.id
            && self.ids.len() < IDS
            && !self.ids.insert(id)
        {
            return None;
        }
        let most = self.most_bytes;
        let (document, remark) = http::document(header, block, most);
        self.remarks.extend(remark);
        document.map(Box::new)
    }

    /// What is left when the archive has ended.
    fn end(&mut self) -> Option<Box<RawDocument>> {
        if self.unzip.as_ref().is_some_and(Unzip::is_inside) {
            self.remark(
                "archive-truncated",
                "The archive ends inside a compressed part; the end was not read.",
            );
        }
        match std::mem::replace(&mut self.state, State::Between) {
            State::Block(header, _) => {
                // A length that lies may have swallowed records: then the next one's start ends this one.
                let block = match record::next_start(self.rest().get(1..).unwrap_or(&[])) {
                    Some(next) => {
                        self.ended = false;
                        self.remark(
                            "record-damaged",
                            "A record is shorter than it says; reading went on at the next one.",
                        );
                        self.rest()[..next + 1].to_vec()
                    }
                    None => {
                        self.remark(
                            "archive-truncated",
                            "The archive ends inside a record; what was there was read.",
                        );
                        self.rest().to_vec()
                    }
                };
                self.at += block.len();
                self.document(&header, &block)
            }
            State::Skip(_) => {
                self.remark("archive-truncated", "The archive ends inside a record.");
                None
            }
            State::Between if !self.rest().is_empty() => {
                self.remark("archive-truncated", "The archive ends inside a record's header.");
                self.at = self.plain.len();
                None
            }
            State::Lost => {
                self.at = self.plain.len();
                None
            }
            State::Between => None,
        }
    }
}

#[cfg(test)]
mod tests;
