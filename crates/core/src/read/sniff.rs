//! What the bytes of a document are, by what they are and not only by what they are said to be.

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing but white space.
    Empty,
    /// HTML or XHTML.
    Html,
    /// XML of another kind: a feed, OPML, a sitemap.
    Xml,
    /// JSON.
    Json,
    /// Plain text.
    Text,
    /// A web archive, plain.
    Warc,
    /// Compressed with gzip.
    Gzip,
    /// Something that newsloom does not read: what it is, for people.
    Other(&'static str),
}

/// By the first bytes, before decoding. `None` where they may be text.
pub(super) fn by_bytes(bytes: &[u8]) -> Option<Kind> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Some(Kind::Empty);
    }
    if bytes.starts_with(b"WARC/") || bytes.starts_with(b"filedesc://") {
        return Some(Kind::Warc);
    }
    let signatures: &[(&[u8], Kind)] = &[
        (b"\x1f\x8b", Kind::Gzip),
        (b"%PDF-", Kind::Other("a PDF file")),
        (b"\x89PNG", Kind::Other("a picture")),
        (b"\xff\xd8\xff", Kind::Other("a picture")),
        (b"GIF8", Kind::Other("a picture")),
        (b"BM6", Kind::Other("a picture")),
        (b"PK\x03\x04", Kind::Other("a ZIP archive or an office document")),
        (b"\x28\xb5\x2f\xfd", Kind::Other("compressed with zstd")),
        (b"BZh", Kind::Other("compressed with bzip2")),
        (b"\xfd7zXZ", Kind::Other("compressed with xz")),
        (b"OggS", Kind::Other("sound or video")),
        (b"ID3", Kind::Other("sound")),
        (b"\x1aE\xdf\xa3", Kind::Other("a video")),
        (b"\x7fELF", Kind::Other("a program")),
        (b"{\\rtf", Kind::Other("an RTF document")),
        (b"\xd0\xcf\x11\xe0", Kind::Other("an old office document")),
    ];
    if let Some((_, kind)) = signatures.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Some(*kind);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some(Kind::Other("a picture"));
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some(Kind::Other("a picture or a video"));
    }
    let start = &bytes[..bytes.len().min(1024)];
    let wide = bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff")
        || bytes.starts_with(b"\0\0\xfe\xff");
    let control = start.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    let zeros = start.iter().filter(|byte| **byte == 0).count();
    // UTF-16 and UTF-32 without a mark have their zeros in a pattern, and text between them.
    let patterned = zeros * 10 >= start.len() * 4
        && start.iter().filter(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace()).count() * 10
            >= start.len() * 2;
    if !wide && !patterned && control * 10 > start.len() {
        return Some(Kind::Other("not text"));
    }
    None
}

/// Names of elements that a page in HTML may begin with.
const HTML: &[&str] = &[
    "html",
    "head",
    "body",
    "div",
    "p",
    "title",
    "meta",
    "script",
    "style",
    "article",
    "section",
    "main",
    "header",
    "h1",
    "h2",
    "h3",
    "table",
    "span",
    "a",
    "b",
    "br",
    "center",
    "font",
    "ul",
    "ol",
    "img",
    "link",
    "base",
    "figure",
    "blockquote",
    "nav",
    "em",
    "strong",
    "noscript",
    "hr",
];

/// By the decoded text and the media type it came with.
pub(super) fn by_text(text: &str, media_type: Option<&str>) -> Kind {
    let media_type = media_type.unwrap_or("").to_ascii_lowercase();
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
    if start.is_empty() {
        return Kind::Empty;
    }
    if (start.starts_with('{') || start.starts_with('[')) && looks_like_json(start) {
        return Kind::Json;
    }
    match first_element(start) {
        Some((name, at)) => {
            let name = name.rsplit(':').next().unwrap_or(&name).to_ascii_lowercase();
            if matches!(
                name.as_str(),
                "rss"
                    | "rdf"
                    | "feed"
                    | "channel"
                    | "opml"
                    | "urlset"
                    | "sitemapindex"
                    | "item"
                    | "entry"
                    | "outline"
            ) {
                return Kind::Xml;
            }
            if name == "html" || (HTML.contains(&name.as_str()) && (at == 0 || media_type.contains("html"))) {
                return Kind::Html;
            }
            let declared = start.starts_with("<?xml") || media_type.contains("xml");
            if media_type.contains("html")
                || start.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype")) && !declared
            {
                return Kind::Html;
            }
            if declared || feed_inside(start) {
                return Kind::Xml;
            }
            if at == 0 && start.starts_with('<') || closing_tags(start) >= 3 {
                Kind::Html
            } else {
                Kind::Text
            }
        }
        None if media_type.contains("html") => Kind::Html,
        None if start.starts_with("<?xml") => Kind::Xml,
        None => Kind::Text,
    }
}

fn looks_like_json(start: &str) -> bool {
    let next = start[1..].trim_start();
    next.starts_with(['"', '{', '[', '}', ']']) && (start.starts_with('{') || !start.starts_with("[ "))
}

/// The first element's name and where its tag stands, comments, declarations and text skipped. Looks at 16 KiB.
fn first_element(text: &str) -> Option<(String, usize)> {
    let bytes = &text.as_bytes()[..text.len().min(16 * 1024)];
    let mut at = 0;
    loop {
        at += memchr::memchr(b'<', &bytes[at..])?;
        let rest = &bytes[at..];
        if rest.starts_with(b"<!--") {
            at += memchr::memmem::find(rest, b"-->")? + 3;
        } else if rest.starts_with(b"<!") || rest.starts_with(b"<?") {
            // a document type may have a part in brackets
            let end = memchr::memchr(b'>', rest)?;
            let bracket = memchr::memchr(b'[', &rest[..end])
                .and_then(|_| memchr::memmem::find(rest, b"]>").map(|end| end + 1));
            at += bracket.unwrap_or(end) + 1;
        } else if rest.get(1).is_some_and(|byte| byte.is_ascii_alphabetic()) {
            let end = rest[1..]
                .iter()
                .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_')));
            let name = &rest[1..end.map_or(rest.len(), |end| end + 1)];
            return Some((String::from_utf8_lossy(name).into_owned(), at));
        } else {
            at += 1;
        }
    }
}

fn feed_inside(text: &str) -> bool {
    let bytes = &text.as_bytes()[..text.len().min(8 * 1024)];
    [&b"<rss"[..], b"<feed", b"<rdf:RDF", b"<channel", b"<opml", b"<urlset", b"<item>", b"<entry>"]
        .iter()
        .any(|tag| memchr::memmem::find(bytes, tag).is_some())
}

fn closing_tags(text: &str) -> usize {
    memchr::memmem::find_iter(&text.as_bytes()[..text.len().min(16 * 1024)], b"</").take(3).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_known_by_what_they_are() {
        let check = |text: &str, media_type: Option<&str>, expected: Kind| {
            assert_eq!(by_text(text, media_type), expected, "{text}")
        };
        check("<!DOCTYPE html><html><p>x", None, Kind::Html);
        check("<?xml version='1.0'?><!-- <html> --><rss>", Some("text/html"), Kind::Xml);
        check("junk <rss version='2.0'>", None, Kind::Xml);
        check("The <b>ferry</b> left.", None, Kind::Text);
        check("{\"version\": 1}", None, Kind::Json);
        check("[Harbour] The ferry left.", None, Kind::Text);
        check("  \n", None, Kind::Empty);
        check("<p>fog", Some("text/plain"), Kind::Html);
        assert_eq!(by_bytes(b"%PDF-1.7"), Some(Kind::Other("a PDF file")));
        assert_eq!(by_bytes(b"\x01\x02\x03\x04"), Some(Kind::Other("not text")));
        assert_eq!(by_bytes(b"WARC/1.0\r\n"), Some(Kind::Warc));
        assert_eq!(by_bytes("Häfen".as_bytes()), None);
    }
}
