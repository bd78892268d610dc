//! Folding of spellings that mean the same.

use std::borrow::Cow;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text in Unicode normalization form C, borrowed where it already is.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if all_settled(text) || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    let made: String = text.nfc().collect();
    if made == text { Cow::Borrowed(text) } else { Cow::Owned(made) }
}

/// Whether every character is settled. Stretches of ASCII, which all is, are passed over by the chunk.
fn all_settled(text: &str) -> bool {
    let mut rest = text;
    loop {
        let bytes = rest.as_bytes();
        let whole = bytes.chunks_exact(16).take_while(|chunk| chunk.is_ascii()).count() * 16;
        let Some(at) = bytes[whole..].iter().position(|byte| !byte.is_ascii()) else { return true };
        rest = &rest[whole + at..];
        let mut chars = rest.chars();
        match chars.next() {
            Some(c) if is_settled(c) => rest = chars.as_str(),
            _ => return false,
        }
    }
}

/// Characters that form C leaves as they are, whatever stands beside them: the blocks of common scripts without their
/// marks. Cheaper to ask than the tables.
fn is_settled(c: char) -> bool {
    matches!(
        c as u32,
        0..=0x2ff
            | 0x388..=0x482
            | 0x48a..=0x590
            | 0x2010..=0x2027
            | 0x2030..=0x205e
            | 0x20a0..=0x20cf
            | 0x3000..=0x3029
            | 0x3041..=0x3096
            | 0x30a1..=0x30fa
            | 0x4e00..=0x9fff
            | 0xac00..=0xd7a3
            | 0xff01..=0xff9d
    )
}

/// A key form: compatibility decomposition without marks, lower case, letters that do not decompose spelled out
/// ("Łódź" -> "lodz", "Straße" -> "strasse"). Scripts whose marks are vowels (Indic, Thai) keep them.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// [`fold`], appended to a buffer that the caller keeps: no allocation for plain words.
pub fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        let from = out.len();
        out.push_str(text);
        out[from..].make_ascii_lowercase();
        return;
    }
    // Only marks change places in a decomposition, and those of these scripts go: each character stands for itself.
    let in_place = |c: char| matches!(c as u32, 0..0x700 | 0x1e00..0x20d0 | 0x3040..0x3097 | 0x30a1..0xa000);
    if text.chars().all(in_place) {
        for c in text.chars() {
            if c.is_ascii() {
                out.push(c.to_ascii_lowercase());
            } else {
                decompose_compatible(c, |part| fold_char(part, out));
            }
        }
    } else {
        text.nfkd().for_each(|c| fold_char(c, out));
    }
}

/// [`fold`], made in a buffer that the caller keeps where the text is not in its key form already: most words are.
pub fn folded<'t>(text: &'t str, buffer: &'t mut String) -> &'t str {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return text;
    }
    buffer.clear();
    fold_into(text, buffer);
    buffer
}

/// One character of a decomposed text.
fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    // Combining marks of Latin, Greek, Cyrillic, Hebrew and Arabic go; vowel signs of other scripts stay.
    let code = c as u32;
    if (code < 0x0700 || (0x1ab0..0x2100).contains(&code)) && is_combining_mark(c) {
        return;
    }
    match c {
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        'þ' | 'Þ' => out.push_str("th"),
        'ı' => out.push('i'),
        '‘' | '’' | 'ʼ' | 'ʻ' | '`' => out.push('\''),
        '‐' | '‑' | '–' | '—' => out.push('-'),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
        _ => out.extend(c.to_lowercase()),
    }
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}'
    )
}

/// White space of all kinds folded to single spaces, invisible characters (zero-width space, soft hyphen, direction
/// marks) dropped, trimmed. Joiners that shape Persian and Indic words stay.
pub fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() || c == '\u{0}' {
            gap = true;
        } else if !is_invisible(c) {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c);
        }
    }
    out
}

/// Curly and angled quotation marks and all dashes to their plain forms; everything else as it is.
pub fn plain_marks(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let plain = |c: char| match c {
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | '‹' | '›' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' | '「' | '」' | '『' | '』' | '〝' | '〞' | '＂' => {
            '"'
        }
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' | '－' => '-',
        other => other,
    };
    if text.chars().all(|c| plain(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(plain).collect())
}

/// The text with its first letter in upper case.
pub(crate) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if first.is_lowercase() => first.to_uppercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding() {
        assert_eq!(fold("Zelenskyy"), "zelenskyy");
        assert_eq!(fold("Łódź"), "lodz");
        assert_eq!(fold("STRASSE"), fold("straße"));
        assert_eq!(fold("Ｎｅｗｓ"), "news");
        assert_eq!(fold("İstanbul"), "istanbul");
        assert_eq!(fold("हिन्दी"), "हिन्दी");
        assert_eq!(fold("й"), "и");
        for text in ["plain", "O'Neil", "Łódź", "3-5", ""] {
            assert_eq!(folded(text, &mut String::from("before")), fold(text));
        }
    }

    #[test]
    fn characters_fold_alone_as_in_a_text() {
        let whole = |text: &str| {
            let mut out = String::new();
            text.nfkd().for_each(|c| fold_char(c, &mut out));
            out
        };
        for c in '\0'..='\u{ffff}' {
            for text in [format!("{c}"), format!("が{c}\u{301}\u{323}é"), format!("ậ{c}ё\u{64b}")] {
                assert_eq!(fold(&text), whole(&text), "{text:?}");
            }
        }
    }

    #[test]
    fn squeezing() {
        assert_eq!(squeeze("  a\u{a0}\u{2009}b\u{ad}c\n\td\u{200b} "), "a bc d");
        assert_eq!(squeeze("\u{feff}"), "");
    }

    #[test]
    fn composing() {
        assert_eq!(nfc("e\u{301}"), "é");
        assert!(matches!(nfc("déjà"), Cow::Borrowed(_)));
    }

    #[test]
    fn marks() {
        assert_eq!(plain_marks("“It’s – so”"), "\"It's - so\"");
        assert!(matches!(plain_marks("für"), Cow::Borrowed(_)));
    }
}
