//! Bytes to text, in the order in which browsers decide: byte order mark, header, what the document says of itself,
//! sniffing (WHATWG Encoding and HTML standards, "determining the character encoding").
//!
//! One step goes beyond the standards, because archives and feeds lie more often than live pages: where the label that
//! should win gives malformed text and another clue gives none, the other clue is followed, with a remark.

use crate::model::Remark;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// How far a document is searched for what it says of its encoding, in bytes, as browsers do.
const PRESCAN: usize = 1024;
/// How far it is searched where nothing else tells, in bytes.
const LATE: usize = 64 * 1024;
/// How much of an unlabeled document the sniffer reads, in bytes.
const SNIFFED: usize = 256 * 1024;

/// Text and how it was made from bytes.
#[derive(Clone, Debug)]
pub struct Decoded<'b> {
    /// The text, without byte order mark; the bytes themselves where they are UTF-8 and hold nothing to mend.
    pub text: Cow<'b, str>,
    /// Name of the encoding, as the WHATWG standard has it, or `UTF-32LE`, `UTF-32BE`.
    pub encoding: &'static str,
    /// What was not as it should be.
    pub remarks: Vec<Remark>,
}

/// Decodes `bytes` and reads control characters from 0x80 to 0x9F, which no text holds, as the windows-1252 characters
/// that were meant; other control characters but white space are left out. `label` is what a header says, `None` where it says nothing. Never fails: what cannot be decoded
/// becomes U+FFFD, with a remark.
pub fn decode<'b>(bytes: &'b [u8], label: Option<&str>) -> Decoded<'b> {
    let mut decoded = decide(bytes, label);
    let control = |c: char| c.is_ascii() && is_control(c as u8);
    if holds_controls(decoded.text.as_bytes()) {
        decoded.text.to_mut().retain(|c| !control(c));
    }
    let bytes = decoded.text.as_bytes();
    let is_high_control = |at: usize| bytes.get(at + 1).is_some_and(|next| (0x80..=0x9f).contains(next));
    if memchr::memchr_iter(0xc2, bytes).any(is_high_control) {
        decoded.text = decoded.text.chars().map(meant).collect::<String>().into();
    }
    decoded
}

/// Control characters but white space.
fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 0xb | 0xe..=0x1f | 0x7f)
}

/// Whether any byte is a control character; asked by the chunk without branches, so that the compiler can look at many
/// bytes at once: of each kind of control character the byte that comes nearest.
fn holds_controls(bytes: &[u8]) -> bool {
    bytes.chunks(4096).any(|chunk| {
        let [mut first, mut later, mut tab, mut delete] = [u8::MAX; 4];
        for &byte in chunk {
            first = first.min(byte);
            later = later.min(byte.wrapping_sub(0xe));
            tab = tab.min(byte ^ 0xb);
            delete = delete.min(byte ^ 0x7f);
        }
        first < 9 || later < 0x20 - 0xe || tab == 0 || delete == 0
    })
}

/// The windows-1252 character that a control character stands for.
fn meant(c: char) -> char {
    if !('\u{80}'..='\u{9f}').contains(&c) {
        return c;
    }
    WINDOWS_1252.decode_without_bom_handling(&[c as u8]).0.chars().next().unwrap_or(c)
}

fn decide<'b>(bytes: &'b [u8], label: Option<&str>) -> Decoded<'b> {
    if let Some(decoded) = wide(bytes) {
        return decoded;
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[mark..], Vec::new());
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return with(encoding, bytes, Vec::new());
    }
    let header = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let own = declared(&bytes[..bytes.len().min(PRESCAN)]).or_else(|| {
        // Browsers begin anew when a declaration comes late; it matters only where the text is not UTF-8 anyway.
        let late = header.is_none() && std::str::from_utf8(bytes).is_err();
        if late { declared(&bytes[..bytes.len().min(LATE)]) } else { None }
    });
    let mut remarks = Vec::new();
    if let (Some(label), None) = (label, header) {
        remarks.push(Remark::new(
            "encoding-unknown",
            format!("The header names the encoding {label:?}, which nobody knows."),
        ));
    }
    let Some(first) = header.or(own) else {
        return match utf8(bytes) {
            Some(text) => Decoded { text, encoding: UTF_8.name(), remarks },
            None => with(sniff(bytes), bytes, remarks),
        };
    };
    let (text, bad) = first.decode_without_bom_handling(bytes);
    if !bad {
        return Decoded { text, encoding: first.name(), remarks };
    }
    // The label is wrong or the bytes are damaged. Another clue that explains every byte is believed instead.
    if let Some(other) = own.filter(|own| *own != first) {
        let (text, bad) = other.decode_without_bom_handling(bytes);
        if !bad {
            remarks.push(mismatch(first, other));
            return Decoded { text, encoding: other.name(), remarks };
        }
    }
    if first != UTF_8
        && let Some(text) = utf8(bytes)
    {
        remarks.push(mismatch(first, UTF_8));
        return Decoded { text, encoding: UTF_8.name(), remarks };
    }
    if first == UTF_8 && mostly_broken(bytes, &text) {
        let sniffed = sniff(bytes);
        remarks.push(mismatch(first, sniffed));
        return with(sniffed, bytes, remarks);
    }
    remarks.push(malformed(first.name()));
    Decoded { text, encoding: first.name(), remarks }
}

fn mismatch(said: &'static Encoding, used: &'static Encoding) -> Remark {
    Remark::new(
        "encoding-mismatch",
        format!("The document is labeled {} but reads as {}.", said.name(), used.name()),
    )
}

fn malformed(encoding: &str) -> Remark {
    Remark::new("encoding-malformed", format!("Some bytes are not {encoding}; they were replaced by U+FFFD."))
}

fn with<'b>(encoding: &'static Encoding, bytes: &'b [u8], mut remarks: Vec<Remark>) -> Decoded<'b> {
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    if bad {
        remarks.push(malformed(encoding.name()));
    }
    Decoded { text, encoding: encoding.name(), remarks }
}

fn utf8(bytes: &[u8]) -> Option<Cow<'_, str>> {
    std::str::from_utf8(bytes).ok().map(Cow::Borrowed)
}

/// Whether a text labeled UTF-8 is in truth something else: of its bytes above 127, more than half are malformed.
fn mostly_broken(bytes: &[u8], text: &str) -> bool {
    let high = bytes.iter().filter(|byte| **byte > 127).count();
    let replaced = text.chars().filter(|c| *c == '\u{fffd}').count();
    replaced * 2 > high
}

/// UTF-32, which browsers no longer read and archives still hold.
fn wide(bytes: &[u8]) -> Option<Decoded<'_>> {
    let (little, skip) = match bytes {
        [0xff, 0xfe, 0, 0, ..] if bytes.len().is_multiple_of(4) => (true, 4),
        [0, 0, 0xfe, 0xff, ..] => (false, 4),
        [b'<' | b'{' | b'[', 0, 0, 0, ..] => (true, 0),
        [0, 0, 0, b'<' | b'{' | b'[', ..] => (false, 0),
        _ => return None,
    };
    let mut bad = false;
    let mut text = String::with_capacity(bytes.len() / 4);
    for four in bytes[skip..].chunks(4) {
        let value = match <[u8; 4]>::try_from(four) {
            Ok(four) if little => u32::from_le_bytes(four),
            Ok(four) => u32::from_be_bytes(four),
            Err(_) => u32::MAX,
        };
        text.push(char::from_u32(value).unwrap_or_else(|| {
            bad = true;
            '\u{fffd}'
        }));
    }
    let encoding = if little { "UTF-32LE" } else { "UTF-32BE" };
    let remarks = if bad { vec![malformed(encoding)] } else { Vec::new() };
    Some(Decoded { text: text.into(), encoding, remarks })
}

/// UTF-16 without a mark: markup or nearly all Latin text has a zero in every second byte.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(512)];
    if start.len() < 4 {
        return None;
    }
    let zeros = |from: usize| start.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count() * 2;
    let (even, odd) = (zeros(0), zeros(1));
    let many = start.len() * 7 / 10;
    if odd > many && even <= start.len() / 10 {
        Some(UTF_16LE)
    } else if even > many && odd <= start.len() / 10 {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn sniff(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(SNIFFED)], true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

/// What the document says of its encoding: an XML declaration or a meta element in its first bytes.
fn declared(start: &[u8]) -> Option<&'static Encoding> {
    let found = xml_declaration(start).or_else(|| meta(start))?;
    // A document whose declaration could be read one byte at a time is not UTF-16, whatever it says.
    Some(if found == UTF_16BE || found == UTF_16LE {
        UTF_8
    } else if found == encoding_rs::X_USER_DEFINED {
        WINDOWS_1252
    } else {
        found
    })
}

fn xml_declaration(start: &[u8]) -> Option<&'static Encoding> {
    let start = start.trim_ascii_start();
    let end = memchr::memchr(b'>', start)?;
    let inside = start.strip_prefix(b"<?xml")?.get(..end.checked_sub(5)?)?;
    let at = memchr::memmem::find(inside, b"encoding")?;
    let value = inside[at + 8..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let quote = *value.first().filter(|quote| matches!(quote, b'"' | b'\''))?;
    Encoding::for_label(&value[1..memchr::memchr(quote, &value[1..])? + 1])
}

/// The prescan of the HTML standard: meta elements outside comments.
fn meta(start: &[u8]) -> Option<&'static Encoding> {
    let mut at = 0;
    while let Some(next) = memchr::memchr(b'<', &start[at..]) {
        at += next;
        let rest = &start[at..];
        if rest.starts_with(b"<!--") {
            at += 2 + memchr::memmem::find(&rest[2..], b"-->")? + 3;
            continue;
        }
        if rest.len() > 5
            && rest[..5].eq_ignore_ascii_case(b"<meta")
            && matches!(rest[5], b' ' | b'\t' | b'\n' | b'\r' | 0xc | b'/')
        {
            let (found, length) = meta_element(&rest[5..]);
            if found.is_some() {
                return found;
            }
            at += 5 + length;
        } else if rest.get(1).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/') {
            let (mut attributes, mut length) = (&rest[1..], 1);
            // skip the name, then the attributes, so that a `>` in a value ends nothing
            let name = attributes
                .iter()
                .position(|byte| byte.is_ascii_whitespace() || *byte == b'>')
                .unwrap_or(attributes.len());
            attributes = &attributes[name..];
            length += name;
            while let Some((_, _, used)) = attribute(attributes) {
                attributes = &attributes[used..];
                length += used;
            }
            at += length.max(1);
        } else {
            at += 1;
        }
    }
    None
}

fn meta_element(mut rest: &[u8]) -> (Option<&'static Encoding>, usize) {
    let (mut charset, mut content, mut pragma, mut length) = (None, None, false, 0);
    while let Some((name, value, used)) = attribute(rest) {
        match name.as_slice() {
            b"charset" if charset.is_none() => charset = Encoding::for_label(&value),
            b"http-equiv" => pragma |= value.eq_ignore_ascii_case(b"content-type"),
            b"content" if content.is_none() => content = charset_in(&value),
            _ => {}
        }
        rest = &rest[used..];
        length += used;
    }
    (charset.or(content.filter(|_| pragma)), length)
}

/// The next attribute of a start tag: name in lower case, value, bytes used. `None` at the tag's end.
fn attribute(rest: &[u8]) -> Option<(Vec<u8>, Vec<u8>, usize)> {
    let space = |at: usize| rest[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let mut at = rest.iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == b'/').count();
    if at >= rest.len() || rest[at] == b'>' {
        return None;
    }
    let start = at;
    at += 1;
    while at < rest.len() && !rest[at].is_ascii_whitespace() && !matches!(rest[at], b'=' | b'>' | b'/') {
        at += 1;
    }
    let name = rest[start..at].to_ascii_lowercase();
    let after = at + space(at);
    if rest.get(after) != Some(&b'=') {
        return Some((name, Vec::new(), at));
    }
    at = after + 1;
    at += space(at);
    let value = match rest.get(at) {
        Some(quote @ (b'"' | b'\'')) => {
            let end = memchr::memchr(*quote, &rest[at + 1..])?;
            let value = &rest[at + 1..at + 1 + end];
            at += end + 2;
            value
        }
        _ => {
            let start = at;
            while at < rest.len() && !rest[at].is_ascii_whitespace() && rest[at] != b'>' {
                at += 1;
            }
            &rest[start..at]
        }
    };
    Some((name, value.to_vec(), at))
}

/// The label in `text/html; charset=...`.
fn charset_in(content: &[u8]) -> Option<&'static Encoding> {
    let lower = content.to_ascii_lowercase();
    let mut from = 0;
    loop {
        from += memchr::memmem::find(&lower[from..], b"charset")? + 7;
        let rest = lower[from..].trim_ascii_start();
        let Some(value) = rest.strip_prefix(b"=") else { continue };
        let value = value.trim_ascii_start();
        return match value.first() {
            Some(quote @ (b'"' | b'\'')) => {
                Encoding::for_label(&value[1..memchr::memchr(*quote, &value[1..])? + 1])
            }
            _ => {
                let end = value
                    .iter()
                    .position(|byte| byte.is_ascii_whitespace() || *byte == b';')
                    .unwrap_or(value.len());
                Encoding::for_label(&value[..end])
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], label: Option<&str>, encoding: &str, text: &str) {
        let decoded = decode(bytes, label);
        assert_eq!((decoded.encoding, &*decoded.text), (encoding, text));
    }

    #[test]
    fn clues_in_order() {
        check(b"\xef\xbb\xbfh\xc3\xa4fen", Some("iso-8859-1"), "UTF-8", "häfen");
        check(b"h\xe4fen", Some("iso-8859-1"), "windows-1252", "häfen");
        check(b"<meta charset=koi8-r>\xd0\xcf\xd2\xd4", None, "KOI8-R", "<meta charset=koi8-r>порт");
        check(
            b"<!-- <meta charset=koi8-r> --><meta http-equiv=Content-Type content='text/html; charset=gbk'>",
            None,
            "GBK",
            "<!-- <meta charset=koi8-r> --><meta http-equiv=Content-Type content='text/html; charset=gbk'>",
        );
        check(
            b"<?xml version='1.0' encoding='iso-8859-2'?>\xb1",
            None,
            "ISO-8859-2",
            "<?xml version='1.0' encoding='iso-8859-2'?>ą",
        );
        check(b"<\0a\0>\0", None, "UTF-16LE", "<a>");
        check(b"\0\0\0<\0\0\0a", None, "UTF-32BE", "<a");
        check("häfen".as_bytes(), None, "UTF-8", "häfen");
    }

    #[test]
    fn a_label_that_lies_is_not_believed() {
        let decoded = decode(b"\xd0\xcf\xd2\xd4 \xd0\xcf\xd2\xd4 \xd0\xcf\xd2\xd4\xd5", Some("utf-8"));
        assert_eq!(decoded.encoding, "KOI8-U");
        assert_eq!(decoded.remarks[0].code, "encoding-mismatch");
        assert_eq!(
            decode(b"a\xffb\xc3\xa4\xc3\xa4\xc3\xa4", Some("utf-8")).remarks[0].code,
            "encoding-malformed"
        );
        assert_eq!(decode(b"a", Some("nonsense")).remarks[0].code, "encoding-unknown");
    }
}
