//! HTTP responses as archives keep them: headers, chunks, compressed bodies.

use super::record::{self, Header, Meaning};
use super::{unpack, unzip};
use crate::model::{RawDocument, Remark};
use std::borrow::Cow;

/// The document in a record's block. `None` where it is nothing that newsloom reads: an error page, a picture, a
/// script. At most `most` bytes of body.
pub(super) fn document(header: &Header, block: &[u8], most: usize) -> (Option<RawDocument>, Option<Remark>) {
    let mut document = RawDocument {
        url: header.url.clone().filter(|url| is_address(url)),
        fetched_at: header.at,
        ..RawDocument::default()
    };
    document.name = header.url.clone().unwrap_or_default();
    if header.url.as_deref().is_some_and(|url| url.starts_with("dns:") || url.ends_with("/robots.txt")) {
        return (None, None);
    }
    if header.meaning == Meaning::Payload || !block.starts_with(b"HTTP/") {
        let given = header
            .media_type
            .as_deref()
            .filter(|kind| !kind.to_ascii_lowercase().starts_with("application/http"));
        set_type(&mut document, given.unwrap_or(""));
        if !is_wanted(document.media_type.as_deref()) {
            return (None, None);
        }
        document.body = block[..block.len().min(most)].to_vec();
        return (Some(document), None);
    }
    let (end, start) = record::blank_line(block).unwrap_or((block.len(), block.len()));
    let mut fields = record::fields(&block[..end]).take(512);
    let status = fields.next().map(|(line, value)| format!("{line}:{value}")).unwrap_or_default();
    let status = status.split([' ', ':']).filter(|word| !word.is_empty()).nth(1).unwrap_or("").to_owned();
    if !status.starts_with('2') {
        return (None, None);
    }
    let (mut chunked, mut coding, mut modified, mut sent) = (false, String::new(), None, None);
    let mut kind = String::new();
    for (name, value) in fields {
        match name.as_str() {
            "content-type" => kind = value,
            "transfer-encoding" => chunked = value.to_ascii_lowercase().contains("chunked"),
            "content-encoding" => coding = value.to_ascii_lowercase(),
            "last-modified" => modified = Some(value),
            "date" => sent = Some(value),
            _ => {}
        }
    }
    set_type(&mut document, &kind);
    if !is_wanted(document.media_type.as_deref()) {
        return (None, None);
    }
    document.header_date = modified.or(sent);
    let body = &block[start..];
    let whole = if chunked { dechunked(body) } else { Cow::Borrowed(body) };
    let (body, remark) = decoded(whole, coding.trim(), most);
    document.body = body;
    (Some(document), remark)
}

fn is_address(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https" | "file") && (url.has_host() || url.scheme() == "file")
    })
}

fn set_type(document: &mut RawDocument, kind: &str) {
    let (essence, parameters) = kind.split_once(';').unwrap_or((kind, ""));
    let essence = essence.trim().to_ascii_lowercase();
    document.media_type = Some(essence).filter(|essence| essence.contains('/'));
    let charset = parameters.split(';').find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    });
    document.charset = charset.filter(|charset| !charset.is_empty());
}

/// Whether a document of this type may hold an article or lead to one.
fn is_wanted(media_type: Option<&str>) -> bool {
    let Some(kind) = media_type else { return true };
    let text = kind.starts_with("text/")
        && !kind.contains("css")
        && !kind.contains("javascript")
        && !kind.contains("calendar");
    let xml = kind.ends_with("/xml") || kind.ends_with("+xml") && !kind.contains("svg");
    text || xml
        || matches!(
            kind,
            "application/feed+json"
                | "application/http"
                | "application/octet-stream"
                | "no-type"
                | "unknown/unknown"
        )
}

/// The body without its chunks' sizes. A body that only claims to be chunked stays as it is; a chunk that is longer
/// than what is there ends it.
fn dechunked(body: &[u8]) -> Cow<'_, [u8]> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(end) = memchr::memchr(b'\n', &rest[..rest.len().min(1024)]) {
        let size = rest[..end].split(|byte| *byte == b';').next().unwrap_or(&[]).trim_ascii();
        let size = std::str::from_utf8(size).ok().and_then(|size| u64::from_str_radix(size, 16).ok());
        let Some(size) = size else {
            if out.is_empty() {
                return Cow::Borrowed(body);
            }
            break;
        };
        rest = &rest[end + 1..];
        if size == 0 {
            return Cow::Owned(out);
        }
        let taken = (rest.len() as u64).min(size) as usize;
        out.extend_from_slice(&rest[..taken]);
        rest = &rest[taken..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    if out.is_empty() { Cow::Borrowed(body) } else { Cow::Owned(out) }
}

/// The body without its codings, the last one applied taken off first. A body that only claims to be coded stays as
/// it is.
fn decoded(body: Cow<'_, [u8]>, codings: &str, most: usize) -> (Vec<u8>, Option<Remark>) {
    let mut body = body;
    let mut trouble = None;
    let given: Vec<&str> = codings.split(',').map(str::trim).filter(|coding| !coding.is_empty()).collect();
    for coding in given.iter().rev().take(4) {
        let (decoded, remark) = match *coding {
            "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => unzip::unpack(&body, most),
            "deflate" => unzip::inflate(&body, most),
            "br" if !is_markup(&body) => unpack::brotli(&body, most),
            "zstd" if unpack::is_zstd(&body) => unpack::zstd(&body, most),
            "" | "identity" | "gzip" | "x-gzip" | "br" | "zstd" | "utf-8" | "none" => continue,
            _ if is_markup(&body) => continue,
            other => {
                let text = format!("The body is coded as {other:?}, which is not read.");
                return (Vec::new(), Some(Remark::new("coding-unknown", text)));
            }
        };
        trouble = trouble.or(remark);
        body = Cow::Owned(decoded);
    }
    if body.len() > most {
        let text = format!("A body is longer than {most} bytes; the rest was not read.");
        return (body[..most].to_vec(), Some(Remark::new("length-capped", text)));
    }
    (body.into_owned(), trouble)
}

fn is_markup(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
}
