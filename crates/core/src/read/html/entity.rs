//! Character references: `&amp;`, `&eacute`, `&#8217;`, `&#x2019;` (HTML standard, section 13.2.5.72 and following).

use std::borrow::Cow;
use std::sync::LazyLock;

/// All named references of the HTML standard, one a line: name, `!` where it also counts without a semicolon, and
/// the code points it stands for in hexadecimal. Sorted by name. Made from the standard's own list.
const DATA: &str = include_str!("entities.txt");

/// Longest name that may stand without a semicolon.
const LONGEST_LEGACY: usize = 6;

struct Entity {
    name: &'static str,
    legacy: bool,
    value: String,
}

static ENTITIES: LazyLock<Vec<Entity>> = LazyLock::new(|| {
    DATA.lines()
        .filter_map(|line| {
            let (name, points) = line.split_once(' ')?;
            let value =
                points.split(' ').filter_map(|p| char::from_u32(u32::from_str_radix(p, 16).ok()?)).collect();
            let legacy = name.ends_with('!');
            Some(Entity { name: name.trim_end_matches('!'), legacy, value })
        })
        .collect()
});

fn named(name: &str) -> Option<&'static Entity> {
    let at = ENTITIES.binary_search_by(|e| e.name.cmp(name)).ok()?;
    Some(&ENTITIES[at])
}

/// What windows-1252 means by 0x80 to 0x9F: numeric references to these are read so, as browsers do.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn character(number: u32) -> char {
    match number {
        0 => char::REPLACEMENT_CHARACTER,
        0x80..=0x9f => WINDOWS[number as usize - 0x80],
        _ => char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// Reads one reference at the start of `text`, which begins with `&`. Gives what it stands for and how many bytes
/// it takes, or `None` if the `&` is just an ampersand.
fn reference(text: &str, in_attribute: bool, out: &mut String) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        let hex = matches!(bytes.get(2), Some(b'x' | b'X'));
        let start = if hex { 3 } else { 2 };
        let digits = bytes[start..]
            .iter()
            .take_while(|b| if hex { b.is_ascii_hexdigit() } else { b.is_ascii_digit() })
            .count();
        if digits == 0 {
            return None;
        }
        let number = bytes[start..start + digits].iter().fold(0u32, |n, &b| {
            let digit = (b as char).to_digit(16).unwrap_or(0);
            n.saturating_mul(if hex { 16 } else { 10 }).saturating_add(digit)
        });
        out.push(character(number));
        let end = start + digits;
        return Some(end + usize::from(bytes.get(end) == Some(&b';')));
    }
    let length = bytes[1..].iter().take(40).take_while(|b| b.is_ascii_alphanumeric()).count();
    let name = &text[1..1 + length];
    if bytes.get(1 + length) == Some(&b';')
        && let Some(entity) = named(name)
    {
        out.push_str(&entity.value);
        return Some(length + 2);
    }
    for end in (2..=length.min(LONGEST_LEGACY)).rev() {
        if let Some(entity) = named(&name[..end]).filter(|e| e.legacy) {
            let next = bytes.get(1 + end);
            if in_attribute && next.is_some_and(|b| *b == b'=' || b.is_ascii_alphanumeric()) {
                return None;
            }
            out.push_str(&entity.value);
            return Some(1 + end);
        }
    }
    None
}

/// Text with its character references read. Borrows where there is none. `in_attribute`: whether it is an
/// attribute's value, where a name without semicolon before `=` or a letter is left as it is (`?a=1&copy=2`).
pub fn decode(text: &str, in_attribute: bool) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    let mut next = Some(first);
    while let Some(at) = next {
        out.push_str(&text[done..at]);
        done = at;
        match reference(&text[at..], in_attribute, &mut out) {
            Some(length) => done += length,
            None => {
                out.push('&');
                done += 1;
            }
        }
        next = memchr::memchr(b'&', &text.as_bytes()[done..]).map(|n| done + n);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, in_attribute: bool, expected: &str) {
        assert_eq!(decode(input, in_attribute), expected, "{input}");
    }

    #[test]
    fn references_are_read() {
        check("Fish &amp; chips", false, "Fish & chips");
        check("caf&eacute &copy 2020", false, "café © 2020");
        check("&notit; &notin;", false, "¬it; ∉");
        check("&#8217;&#x2019;&#146;&#0;&#xD800;&#99999999999;", false, "’’’\u{fffd}\u{fffd}\u{fffd}");
        check("a & b &unknown; &; &# &#x;", false, "a & b &unknown; &; &# &#x;");
        check("&NotEqualTilde;", false, "≂̸");
        check("?a=1&copy=2&lt=3&amp;c", true, "?a=1&copy=2&lt=3&c");
        check("&", false, "&");
    }

    #[test]
    fn the_table_is_sorted_and_whole() {
        assert!(ENTITIES.is_sorted_by(|a, b| a.name < b.name));
        assert_eq!(ENTITIES.len(), 2125);
        assert_eq!(ENTITIES.iter().filter(|e| e.legacy).count(), 106);
        assert!(ENTITIES.iter().filter(|e| e.legacy).all(|e| e.name.len() <= LONGEST_LEGACY));
    }
}
