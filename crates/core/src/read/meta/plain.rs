//! Small string tools of this folder: plain text of a value, and the folded form in which texts are compared.

use crate::read::html::entity::decode;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Plain text of a value from a script or attribute: references read (twice where they were escaped twice), tags
/// taken out, white space collapsed.
pub(super) fn plain(text: &str) -> String {
    let mut text = decode(text, false);
    if text.contains('&') {
        text = Cow::Owned(decode(&text, false).into_owned());
    }
    if text.contains('<') {
        text = Cow::Owned(without_tags(&text));
    }
    collapse(&text)
}

/// White space collapsed to single spaces, soft hyphens and marks of no width left out, trimmed.
pub(super) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    collapse_into(text, &mut out);
    out
}

/// [`collapse`], into a buffer that the caller keeps; what it held is gone.
pub(super) fn collapse_into(text: &str, out: &mut String) {
    out.clear();
    let bytes = text.as_bytes();
    let mut gap = false;
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        // Words with one space between them are taken over together, but those beyond ASCII alone.
        let (mut wide, mut last_gap) = (false, start);
        while at < bytes.len() {
            match KINDS[bytes[at] as usize] {
                Kind::Letter => {}
                Kind::Wide if last_gap > start => {
                    at = last_gap;
                    break;
                }
                Kind::Wide => wide = true,
                kind => {
                    let next = bytes.get(at + 1).is_some_and(|b| KINDS[*b as usize].is_dark());
                    if wide || at == start || kind != Kind::Blank || !next {
                        break;
                    }
                    last_gap = at;
                }
            }
            at += 1;
        }
        if start == at {
            gap = true;
            at += 1;
        } else if wide {
            // What is space or has no width beyond ASCII is looked for only in words that go beyond it.
            for c in text[start..at].chars() {
                if c.is_whitespace() {
                    gap = true;
                } else if !matches!(
                    c,
                    '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}'
                ) {
                    if std::mem::take(&mut gap) && !out.is_empty() {
                        out.push(' ');
                    }
                    out.push(c);
                }
            }
        } else {
            if std::mem::take(&mut gap) && !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&text[start..at]);
        }
    }
}

/// What a byte is to [`collapse_into`].
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Letter,
    Blank,
    Space,
    Wide,
}

impl Kind {
    fn is_dark(self) -> bool {
        matches!(self, Self::Letter | Self::Wide)
    }
}

const KINDS: [Kind; 256] = {
    let mut table = [Kind::Letter; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b' ' => Kind::Blank,
            b'\t' | b'\n' | b'\r' | b'\x0c' | b'\x0b' => Kind::Space,
            128.. => Kind::Wide,
            _ => Kind::Letter,
        };
        byte += 1;
    }
    table
};

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let looks_like_tag =
            rest[open + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match rest[open..].find('>') {
            Some(length) if looks_like_tag => {
                out.push_str(&rest[..open]);
                out.push(' ');
                rest = &rest[open + length + 1..];
            }
            Some(_) => {
                out.push_str(&rest[..=open]);
                rest = &rest[open + 1..];
            }
            None => break,
        }
    }
    out.push_str(rest);
    out
}

/// Letters and digits only, in compatibility form and lower case: two spellings of one title are equal so.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        let mut out = String::with_capacity(text.len());
        out.extend(text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase() as char));
        return out;
    }
    let mut out = String::with_capacity(text.len());
    if text.chars().all(is_settled) {
        for c in text.chars() {
            match c {
                _ if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
                _ if c.is_ascii() => {}
                _ => out.extend(c.to_lowercase().filter(|c| c.is_alphanumeric())),
            }
        }
        return out;
    }
    out.extend(text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()));
    out
}

/// Whether a character is its own compatibility form, whatever stands beside it that is settled too; or no letter in
/// any form. Letters, marks and signs of most texts are.
fn is_settled(c: char) -> bool {
    matches!(
        c,
        '\0'..='\x7f'
            | '\u{c0}'..='\u{131}'
            | '\u{134}'..='\u{13e}'
            | '\u{141}'..='\u{148}'
            | '\u{14a}'..='\u{17e}'
            | '\u{400}'..='\u{45f}'
            | '\u{2010}'..='\u{2016}'
            | '\u{2018}'..='\u{201f}'
            | '\u{3041}'..='\u{3096}'
            | '\u{30a1}'..='\u{30fa}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
    )
}

/// Words looked at of a text: titles and sections have fewer.
const MOST_WORDS: usize = 100;

/// Lower-case words of letters, marks off: for look-ups in small word lists.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .map(|word| if word.is_ascii() { word.to_ascii_lowercase() } else { word.to_lowercase() })
        .collect()
}

/// [`words`] as hashes, for comparing texts by their words.
pub(super) fn word_keys(text: &str) -> Vec<u64> {
    let mut keys = Vec::with_capacity(16);
    let mut open = None;
    let mix = |key: u64, c: char| (key.rotate_left(5) ^ u64::from(c)).wrapping_mul(0x517c_c1b7_2722_0a95);
    for c in text.chars() {
        if c.is_alphanumeric() || c == '\'' || c == '’' {
            let key = open.unwrap_or(1);
            let lower = |c: char| c.to_lowercase().fold(key, mix);
            open = Some(if c.is_ascii() { mix(key, c.to_ascii_lowercase()) } else { lower(c) });
        } else {
            keys.extend(open.take());
            if keys.len() >= MOST_WORDS {
                return keys;
            }
        }
    }
    keys.extend(open);
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text() {
        assert_eq!(plain("Rain &amp;amp; wind\n <b>again</b>"), "Rain & wind again");
        assert_eq!(plain("2 < 3 and 4 > 1"), "2 < 3 and 4 > 1");
        assert_eq!(word_keys("The Ferry, übrigens"), word_keys("THE ferry — ÜBRIGENS"));
        assert_eq!(word_keys("a b c").len(), 3);
        assert_eq!(fold("Caf\u{e9} – No. 5"), "caféno5");
        for c in ('\0'..='\u{10ffff}').filter(|c| is_settled(*c)) {
            let folded: String = std::iter::once(c)
                .nfkc()
                .flat_map(char::to_lowercase)
                .filter(|c| c.is_alphanumeric())
                .collect();
            assert_eq!(fold(c.encode_utf8(&mut [0; 4])), folded, "{c}");
        }
    }
}
