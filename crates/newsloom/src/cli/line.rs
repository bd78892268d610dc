//! A line of JSON to a value, quickly where one of its members is a long text: pages come that way.
//!
//! The members of the object are told apart here, and their strings are copied some bytes at a time; everything else is
//! left to `serde_json`, and so is every line in which anything is unusual: what is wrong
//! with it is said in its words.

use serde_json::{Map, Value};

/// Bytes from which on the quick way is worth its look.
const LONG: usize = 2_000;

/// The value of a line.
///
/// # Errors
/// When it is no JSON.
pub fn value_of(line: &str) -> Result<Value, serde_json::Error> {
    let quick = if line.len() < LONG { None } else { object(line) };
    quick.map_or_else(|| serde_json::from_str(line), |members| Ok(Value::Object(members)))
}

/// The members of a line that is an object and has nothing unusual; `None` leaves it to others.
fn object(line: &str) -> Option<Map<String, Value>> {
    let mut members = Map::new();
    let mut rest = line.trim_start_matches(BLANK).strip_prefix('{')?.trim_start_matches(BLANK);
    loop {
        let (key, after) = string(rest.strip_prefix('"')?)?;
        rest = after.trim_start_matches(BLANK).strip_prefix(':')?.trim_start_matches(BLANK);
        let (value, after) = match rest.strip_prefix('"') {
            Some(text) => string(text).map(|(text, after)| (Value::String(text), after))?,
            None => other(rest)?,
        };
        members.insert(key, value);
        rest = after.trim_start_matches(BLANK);
        match rest.strip_prefix(',') {
            Some(more) => rest = more.trim_start_matches(BLANK),
            None => break,
        }
    }
    rest.strip_prefix('}')?.trim_start_matches(BLANK).is_empty().then_some(members)
}

const BLANK: [char; 4] = [' ', '\t', '\n', '\r'];

/// Any value but a string, and what stands behind it.
fn other(text: &str) -> Option<(Value, &str)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let value = values.next()?.ok()?;
    let end = values.byte_offset();
    Some((value, text.get(end..)?))
}

/// A string from behind its opening mark, and what stands behind its closing one; `None` where anything is unusual.
///
/// Some bytes are copied at a time, and it is then seen how many of them were plain: escapes stand every few bytes in
/// a page, too near for a search.
fn string(text: &str) -> Option<(String, &str)> {
    let bytes = text.as_bytes();
    let mut out: Vec<u8> = Vec::new();
    let (mut at, mut length) = (0, 0);
    loop {
        // Room for what the next bytes give, which never is more than they are.
        let piece = (2 * length).clamp(64, PIECE).min(bytes.len() - at);
        if length >= PIECE && out.capacity() < bytes.len() {
            out.reserve_exact(bytes.len() - length + STEP); // a long string is, as a rule, most of its line
        }
        out.resize(length + piece + STEP, 0);
        let end = at + piece;
        while at < end {
            let plain = match bytes[at..].first_chunk::<STEP>() {
                Some(some) => {
                    out[length..length + STEP].copy_from_slice(some);
                    plain_bytes(*some)
                }
                None => {
                    let rest = &bytes[at..];
                    out[length..length + rest.len()].copy_from_slice(rest);
                    rest.iter().take_while(|byte| !matches!(**byte, b'"' | b'\\' | ..b' ')).count()
                }
            };
            at += plain;
            length += plain;
            if plain == STEP {
                continue;
            }
            let simple = match *bytes.get(at)? {
                b'"' => {
                    out.truncate(length);
                    if out.capacity() > 2 * out.len() {
                        out.shrink_to_fit();
                    }
                    return Some((String::from_utf8(out).ok()?, &text[at + 1..]));
                }
                b'\\' => UNESCAPED[usize::from(*bytes.get(at + 1)?)],
                _ => return None, // control characters may not stand in a string
            };
            if simple != 0 {
                out[length] = simple;
                length += 1;
                at += 2;
                continue;
            }
            if bytes[at + 1] != b'u' {
                return None;
            }
            let (read, used) = unit(text, at + 2).and_then(|first| wide(text, at, first))?;
            length += read.encode_utf8(&mut out[length..]).len();
            at += used;
        }
        if at >= bytes.len() {
            return None;
        }
    }
}

/// Bytes of a string that are copied before room is made for more.
const PIECE: usize = 1 << 16;

/// Bytes that are looked at together.
const STEP: usize = 8;

/// How many of the bytes stand for themselves, up to the first that does not: a quotation mark, a backslash, a control
/// character.
fn plain_bytes(bytes: [u8; STEP]) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; STEP]);
    let word = u64::from_le_bytes(bytes);
    // The usual test for a zero byte; what it finds above the first is chance.
    let zero = |word: u64| word.wrapping_sub(ONES) & !word;
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    let found = (zero(word ^ (ONES * 0x22)) | zero(word ^ (ONES * 0x5c)) | control) & (ONES << 7);
    found.trailing_zeros() as usize / 8
}

/// What a letter behind a backslash stands for; nought where that is no single byte.
const UNESCAPED: [u8; 256] = {
    let mut table = [0; 256];
    table[b'"' as usize] = b'"';
    table[b'\\' as usize] = b'\\';
    table[b'/' as usize] = b'/';
    table[b'n' as usize] = b'\n';
    table[b't' as usize] = b'\t';
    table[b'r' as usize] = b'\r';
    table[b'b' as usize] = 8;
    table[b'f' as usize] = 0xc;
    table
};

/// Four hexadecimal digits.
fn unit(raw: &str, at: usize) -> Option<u32> {
    let digits = raw.get(at..at + 4)?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hex { u32::from_str_radix(digits, 16).ok() } else { None }
}

/// The character of an escape at `at` whose first unit is `first`, and the length of the escape: two units make one
/// character beyond the first plane.
fn wide(raw: &str, at: usize, first: u32) -> Option<(char, usize)> {
    if !(0xd800..0xdc00).contains(&first) {
        return char::from_u32(first).map(|c| (c, 6));
    }
    let second = raw.get(at + 6..at + 8).filter(|mark| *mark == "\\u").and_then(|_| unit(raw, at + 8))?;
    let low = second.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
    char::from_u32(0x10000 + ((first - 0xd800) << 10) + low).map(|c| (c, 12))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_by_anybody_else() {
        let long = "x".repeat(LONG);
        for line in [
            r#"{"id": 7, "html": "<p class=\"a\">\n\tA\\B \/ \u00e9 \ud83d\ude00 \b\f\r</p>LONG", "n": [1, {"a": null}], "z": true}"#,
            r#" { "a" : "LONG" , "b" : -1.5e3 } "#,
            r#"{"a": "LONG\\"}"#,
            r#"{"a": "LONG", "a": "again"}"#,
            r#"{"a": "\ud83dLONG"}"#,
            r#"{"a": "\ud83d\u0041LONG"}"#,
            r#"{"a": "\x LONG"}"#,
            r#"{"a": "LONG"} {}"#,
            r#"{"a": "LONG"#,
            r#"{"a" "LONG"}"#,
            r#"{"a": LONG}"#,
            r#"{"a": "LONG",}"#,
            r#"{"a": "\u00g0 LONG"}"#,
            r#"{"a": "\u+0e0 LONG"}"#,
            r#"["LONG"]"#,
            r#""LONG""#,
            "{\"a\": \"LONG\u{1}\"}",
            "{\"a\": \"LONG\té\"}",
            "{}",
        ] {
            let line = line.replace("LONG", &long);
            let ours = value_of(&line);
            let theirs = serde_json::from_str::<Value>(&line);
            assert_eq!(ours.is_ok(), theirs.is_ok(), "{line}");
            assert_eq!(ours.ok(), theirs.ok(), "{line}");
        }
    }
}
