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
    if text.is_ascii() {
        for word in text.split_ascii_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
        return out;
    }
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() || c == '\u{a0}' {
            gap = true;
        } else if !matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}') {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c);
        }
    }
    out
}

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
        return text
            .bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|b| b.to_ascii_lowercase() as char)
            .collect();
    }
    text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

/// Words looked at of a text: titles and sections have fewer.
const MOST_WORDS: usize = 100;

/// Lower-case words of letters, marks off: for look-ups in small word lists.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text() {
        assert_eq!(plain("Rain &amp;amp; wind\n <b>again</b>"), "Rain & wind again");
        assert_eq!(plain("2 < 3 and 4 > 1"), "2 < 3 and 4 > 1");
        assert_eq!(fold("Caf\u{e9} – No. 5"), "caféno5");
    }
}
