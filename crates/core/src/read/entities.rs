//! Character references in XML, feeds and plain text: those of HTML, which feeds use without declaring them, but only
//! with their semicolon: `?a=1&copy=2` is an address.

use super::html::entity;
use std::borrow::Cow;

/// Longest reference that is looked at, in bytes.
const LONGEST: usize = 34;

/// Replaces character references. What is none, or has no `;`, stays as it is.
pub fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    loop {
        // `rest` begins with `&`
        let end =
            rest.bytes().take(LONGEST).skip(1).position(|byte| matches!(byte, b';' | b'&' | b'<' | b' '));
        let whole = end
            .map(|end| end + 1)
            .filter(|end| *end > 1 && rest.as_bytes()[*end] == b';')
            .map(|end| &rest[..=end]);
        let decoded = whole
            .map(|whole| entity::decode(whole, true))
            .filter(|decoded| whole.is_some_and(|whole| decoded != whole) && !decoded.ends_with(';'));
        let used = match (&decoded, whole) {
            (Some(decoded), Some(whole)) => {
                out.push_str(decoded);
                whole.len()
            }
            _ if rest.starts_with("&semi;") => {
                out.push(';');
                6
            }
            _ => {
                out.push('&');
                1
            }
        };
        rest = &rest[used..];
        match memchr::memchr(b'&', rest.as_bytes()) {
            Some(next) => {
                out.push_str(&rest[..next]);
                rest = &rest[next..];
            }
            None => {
                out.push_str(rest);
                return Cow::Owned(out);
            }
        }
    }
}

/// Writes `text` so that it reads back as itself in markup.
pub fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_replaced_and_nothing_else_is() {
        let check = |text: &str, expected: &str| assert_eq!(decode(text), expected, "{text}");
        check("Gr&ouml;&szlig;e &lt; 3&nbsp;m", "Größe < 3\u{a0}m");
        check("&#8217;&#x2019;&#146;", "’’’");
        check("a & b &c &unknown; & ?x=1&copy=2;", "a & b &c &unknown; & ?x=1&copy=2;");
        check("&amp;lt; &diams;&yuml;", "&lt; ♦ÿ");
    }
}
