//! Markup inside feeds: made harmless, links resolved, or made plain text. One pass, no tree.

use super::super::entities;
use url::Url;

/// Elements that go with everything inside them.
const ACTIVE: &[&str] = &[
    "script", "style", "iframe", "object", "applet", "noscript", "template", "svg", "math", "frameset",
    "form",
];
/// Elements whose tags go.
const BARE: &[&str] = &[
    "embed", "base", "meta", "link", "frame", "html", "head", "body", "input", "button", "textarea",
    "select", "option",
];
/// Attributes that hold an address.
const ADDRESSES: &[&str] = &[
    "href",
    "src",
    "cite",
    "longdesc",
    "usemap",
    "background",
    "poster",
    "action",
    "data",
    "classid",
    "codebase",
    "profile",
    "formaction",
];

/// A tag in markup.
struct Tag<'m> {
    /// Name in lower case; empty for comments and declarations.
    name: String,
    closing: bool,
    /// The attributes as written.
    attributes: &'m str,
    /// Bytes used.
    length: usize,
}

/// The tag at the start of `rest`, which begins with `<`. `None` where it is no tag but a bare sign.
fn tag<'m>(rest: &'m str, no_end: &mut bool) -> Option<Tag<'m>> {
    let bytes = rest.as_bytes();
    let empty = |length| Tag { name: String::new(), closing: false, attributes: "", length };
    match bytes.get(1)? {
        b'!' | b'?'
            if bytes[1] == b'?'
                || bytes
                    .get(2)
                    .is_some_and(|byte| matches!(byte, b'-' | b'[') || byte.is_ascii_alphabetic()) =>
        {
            let comment = rest.starts_with("<!--") && !*no_end;
            let end = comment.then(|| memchr::memmem::find(&bytes[4..], b"-->").map(|end| end + 7)).flatten();
            *no_end |= comment && end.is_none();
            // without an end it is text
            Some(empty(end.or_else(|| memchr::memchr(b'>', bytes).map(|end| end + 1))?))
        }
        byte if byte.is_ascii_alphabetic()
            || (*byte == b'/' && bytes.get(2).is_some_and(u8::is_ascii_alphabetic)) =>
        {
            let closing = *byte == b'/';
            let start = 1 + usize::from(closing);
            let name = bytes[start..]
                .iter()
                .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
            let name_end = name.map_or(bytes.len(), |name| start + name);
            let mut quote = None;
            let mut end = None;
            for (at, byte) in bytes.iter().enumerate().skip(name_end) {
                match quote {
                    Some(open) if open == *byte => quote = None,
                    Some(_) => {}
                    None if matches!(byte, b'"' | b'\'') && before(bytes, at) == b'=' => quote = Some(*byte),
                    None if *byte == b'>' => {
                        end = Some(at);
                        break;
                    }
                    None => {}
                }
            }
            let (end, length) = match end {
                Some(end) => (end, end + 1),
                None => (bytes.len(), bytes.len()),
            };
            let name = rest[start..name_end].to_ascii_lowercase();
            Some(Tag { name, closing, attributes: &rest[name_end..end], length })
        }
        _ => None,
    }
}

/// The last byte before `at` that is no white space.
fn before(bytes: &[u8], at: usize) -> u8 {
    bytes[..at].iter().rev().find(|byte| !byte.is_ascii_whitespace()).copied().unwrap_or(b' ')
}

/// The same markup without anything that acts, its links resolved against `base`.
pub fn disarm(markup: &str, base: Option<&Url>) -> String {
    let mut out = String::with_capacity(markup.len());
    let mut rest = markup;
    let mut no_end = false;
    while let Some(next) = memchr::memchr(b'<', rest.as_bytes()) {
        out.push_str(&rest[..next]);
        rest = &rest[next..];
        let Some(tag) = tag(rest, &mut no_end) else {
            out.push_str("&lt;");
            rest = &rest[1..];
            continue;
        };
        let name = tag.name.rsplit(':').next().unwrap_or("");
        if ACTIVE.contains(&name) && !tag.closing {
            let after = &rest[tag.length..];
            rest = match end_of(after, &tag.name) {
                Some(end) => &after[end..],
                None => after,
            };
            continue;
        }
        let plain_name = !tag.name.is_empty() && tag.name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if plain_name && !ACTIVE.contains(&name) && !BARE.contains(&name) {
            write_tag(&tag, base, &mut out);
        }
        rest = &rest[tag.length..];
    }
    out.push_str(rest);
    out
}

/// Where `</name>` ends in `text`, searched for in the next 256 KiB.
fn end_of(text: &str, name: &str) -> Option<usize> {
    let window = &text.as_bytes()[..text.len().min(256 * 1024)];
    let mut from = 0;
    loop {
        let at = from + memchr::memmem::find(&window[from..], b"</")?;
        let after = &window[at + 2..];
        if after.len() >= name.len() && after[..name.len()].eq_ignore_ascii_case(name.as_bytes()) {
            return Some(at + memchr::memchr(b'>', &window[at..])? + 1);
        }
        from = at + 2;
    }
}

fn write_tag(tag: &Tag, base: Option<&Url>, out: &mut String) {
    if tag.closing {
        out.push_str("</");
        out.push_str(&tag.name);
        out.push('>');
        return;
    }
    out.push('<');
    out.push_str(&tag.name);
    for (name, value) in attributes(tag.attributes) {
        let name = name.to_ascii_lowercase();
        let harmless = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        if !harmless
            || name.is_empty()
            || name.starts_with("on")
            || matches!(name.as_str(), "style" | "srcdoc" | "formaction")
        {
            continue;
        }
        let value = entities::decode(value);
        let mut shown = value.trim().to_owned();
        if ADDRESSES.contains(&name.as_str()) {
            if is_active(&shown) {
                continue;
            }
            if let Some(url) = base.and_then(|base| base.join(&shown).ok()) {
                shown = url.into();
            }
        }
        out.push(' ');
        out.push_str(&name);
        out.push_str("=\"");
        entities::escape(&shown, out);
        out.push('"');
    }
    out.push('>');
}

/// Whether an address runs something.
fn is_active(address: &str) -> bool {
    let start: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(40).collect();
    let start = entities::decode(&start).to_ascii_lowercase();
    let start: String = start.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    start.starts_with("javascript:")
        || start.starts_with("vbscript:")
        || (start.starts_with("data:") && !start.starts_with("data:image/")
            || start.starts_with("data:image/svg"))
}

/// Attributes as written: names and undecoded values. At most 64.
pub(super) fn attributes(mut rest: &str) -> impl Iterator<Item = (&str, &str)> {
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let name = &rest[..end];
        let after = rest[end..].trim_start();
        let Some(value) = after.strip_prefix('=') else {
            rest = &rest[end..];
            return Some((name, ""));
        };
        let value = value.trim_start();
        let (value, left) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        rest = left;
        Some((name, value))
    })
    .take(64)
}

/// Elements whose tags do not part words.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "s"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

/// The text of `markup`: tags removed, references replaced, white space folded.
pub fn plain(markup: &str) -> String {
    let mut text = String::with_capacity(markup.len());
    let mut rest = markup;
    let mut no_end = false;
    while let Some(next) = memchr::memchr(b'<', rest.as_bytes()) {
        text.push_str(&entities::decode(&rest[..next]));
        rest = &rest[next..];
        let Some(tag) = tag(rest, &mut no_end) else {
            text.push('<');
            rest = &rest[1..];
            continue;
        };
        rest = &rest[tag.length..];
        if matches!(tag.name.as_str(), "script" | "style") && !tag.closing {
            rest = end_of(rest, &tag.name).map_or("", |end| &rest[end..]);
        } else if !is_inline(&tag.name) {
            text.push(' ');
        }
    }
    text.push_str(&entities::decode(rest));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first picture of `markup`.
pub(super) fn first_picture(markup: &str) -> Option<crate::model::Image> {
    let mut rest = markup;
    let mut no_end = false;
    while let Some(next) = memchr::memchr(b'<', rest.as_bytes()) {
        rest = &rest[next..];
        let Some(tag) = tag(rest, &mut no_end) else {
            rest = &rest[1..];
            continue;
        };
        if tag.name == "img" && !tag.closing {
            let mut image = crate::model::Image::default();
            for (name, value) in attributes(tag.attributes) {
                let value = entities::decode(value).trim().to_owned();
                match name.to_ascii_lowercase().as_str() {
                    "src" => image.url = value,
                    "alt" if !value.is_empty() => image.alt = Some(value),
                    "width" => image.width = value.parse().ok(),
                    "height" => image.height = value.parse().ok(),
                    _ => {}
                }
            }
            let tiny =
                image.width.is_some_and(|width| width < 60) || image.height.is_some_and(|height| height < 60);
            if image.url.starts_with("http") && !tiny {
                return Some(image);
            }
        }
        rest = &rest[tag.length..];
    }
    None
}
