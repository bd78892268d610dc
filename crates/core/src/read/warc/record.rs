//! Headers of records.

use super::super::date::{DayOrder, parse_date};
use crate::model::Timestamp;

/// Header fields that are read of one record.
const FIELDS: usize = 256;

/// What a record's block is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Meaning {
    /// An HTTP response.
    Response,
    /// The payload itself.
    Payload,
    /// Nothing that newsloom reads: requests, metadata, revisits (their payload stands in another record).
    #[default]
    Nothing,
}

/// What a record's header says.
#[derive(Clone, Debug, Default)]
pub(super) struct Header {
    pub meaning: Meaning,
    pub url: Option<String>,
    pub media_type: Option<String>,
    pub at: Option<Timestamp>,
    /// Length of the block in bytes; `None` where it cannot be read.
    pub length: Option<u64>,
    /// Hash of the record's id.
    pub id: Option<u64>,
}

/// What stands at the start of some bytes.
pub(super) enum Found {
    /// A header and its length in bytes.
    Header(Header, usize),
    /// The beginning of one.
    Part,
    /// Something else.
    Nothing,
}

/// Reads the header at the start of `bytes`.
pub(super) fn header(bytes: &[u8]) -> Found {
    if bytes.len() < 5 && b"WARC/".starts_with(bytes) {
        return Found::Part;
    }
    if !bytes.starts_with(b"WARC/") {
        return arc(bytes);
    }
    let Some((end, used)) = blank_line(bytes) else { return Found::Part };
    let mut lines = fields(&bytes[..end]);
    let version = lines.next().map(|(name, _)| name).unwrap_or_default();
    if !version.get(5..6).is_some_and(|digit| digit.bytes().all(|byte| byte.is_ascii_digit())) {
        return Found::Nothing;
    }
    let mut header = Header::default();
    let mut kind = String::new();
    for (name, value) in lines.take(FIELDS) {
        match name.as_str() {
            "warc-type" => kind = value.to_ascii_lowercase(),
            "warc-target-uri" => header.url = Some(value.trim_matches(['<', '>']).to_owned()),
            "content-type" => header.media_type = Some(value),
            "warc-date" => header.at = parse_date(&value, None, DayOrder::Unknown).and_then(|dated| dated.at),
            "content-length" => header.length = value.parse().ok(),
            "warc-record-id" => header.id = Some(hash(&value)),
            _ => {}
        }
    }
    let http = header
        .media_type
        .as_deref()
        .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("application/http"));
    header.meaning = match kind.as_str() {
        "response" => Meaning::Response,
        "resource" if http => Meaning::Response,
        "resource" | "conversion" => Meaning::Payload,
        _ => Meaning::Nothing,
    };
    Found::Header(header, used)
}

/// A record's line in ARC 1: address, IP address, date, media type, length.
fn arc(bytes: &[u8]) -> Found {
    let start = &bytes[..bytes.len().min(8192)];
    let scheme = [&b"http://"[..], b"https://", b"filedesc://", b"dns:", b"ftp://"];
    if !scheme.iter().any(|scheme| start.starts_with(scheme)) {
        let part = scheme.iter().any(|scheme| start.len() < scheme.len() && scheme.starts_with(start));
        return if part { Found::Part } else { Found::Nothing };
    }
    let Some(end) = memchr::memchr(b'\n', start) else {
        return if bytes.len() < 8192 { Found::Part } else { Found::Nothing };
    };
    let line = String::from_utf8_lossy(&start[..end]);
    // From the right: addresses may hold spaces.
    let words: Vec<&str> = line.trim_end().rsplitn(5, ' ').collect();
    let [length, kind, at, _, url] = words[..] else { return Found::Nothing };
    if at.len() != 14 || !at.bytes().all(|byte| byte.is_ascii_digit()) {
        return Found::Nothing;
    }
    let (day, time) = at.split_at(8);
    let written =
        format!("{}-{}-{}T{}:{}:{}Z", &day[..4], &day[4..6], &day[6..], &time[..2], &time[2..4], &time[4..]);
    let meaning = if url.starts_with("http") { Meaning::Response } else { Meaning::Nothing };
    let header = Header {
        meaning,
        url: Some(url.to_owned()),
        media_type: Some(kind.to_owned()),
        at: parse_date(&written, None, DayOrder::Unknown).and_then(|dated| dated.at),
        length: length.parse().ok(),
        id: None,
    };
    Found::Header(header, end + 1)
}

/// Where a header ends, and where what follows begins.
pub(super) fn blank_line(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let at = from + memchr::memchr(b'\n', &bytes[from..])?;
        match &bytes[at + 1..] {
            [b'\n', ..] => return Some((at, at + 2)),
            [b'\r', b'\n', ..] => return Some((at, at + 3)),
            _ => from = at + 1,
        }
    }
}

/// Header fields: names in lower case with their values; lines that begin with white space go on with the one before.
/// A line without a colon is given as a name.
pub(super) fn fields(bytes: &[u8]) -> impl Iterator<Item = (String, String)> {
    let mut lines = bytes.split(|byte| *byte == b'\n').peekable();
    std::iter::from_fn(move || {
        let mut line = String::from_utf8_lossy(lines.next()?).trim().to_owned();
        while lines.peek().is_some_and(|next| matches!(next.first(), Some(b' ' | b'\t')))
            && line.len() < 64 * 1024
        {
            line.push(' ');
            line.push_str(String::from_utf8_lossy(lines.next()?).trim());
        }
        Some(match line.split_once(':') {
            Some((name, value)) => (name.trim().to_ascii_lowercase(), value.trim().to_owned()),
            None => (line, String::new()),
        })
    })
}

/// Where the next record may begin: at a line that starts with a version, or that is a record's line of ARC.
pub(super) fn next_start(bytes: &[u8]) -> Option<usize> {
    let begins = |at: usize| at == 0 || bytes[at - 1] == b'\n';
    let warc = memchr::memmem::find_iter(bytes, b"WARC/").find(|at| {
        let version = bytes.get(at + 5..at + 8);
        begins(*at)
            && version.is_some_and(|version| {
                version[0].is_ascii_digit() && version[1] == b'.' && version[2].is_ascii_digit()
            })
    });
    let before = &bytes[..warc.unwrap_or(bytes.len())];
    let arc = memchr::memmem::find_iter(before, b"http")
        .find(|at| begins(*at) && matches!(arc(&bytes[*at..]), Found::Header(..)));
    arc.or(warc)
}

fn hash(text: &str) -> u64 {
    let mut eight = [0; 8];
    eight.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..8]);
    u64::from_le_bytes(eight)
}
