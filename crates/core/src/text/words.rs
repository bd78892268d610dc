//! Words of a text in one pass.
//!
//! Word segmentation after the spirit of UAX #29, with what news needs: `U.S.`, `don't`, `COVID-19`, `3.5`, `1,200` and
//! `year-on-year` are one word each; characters of scripts written without spaces come one by one.

use super::letters::{is_alphabetic, is_alphanumeric, is_numeric};
use crate::model::Span;
use unicode_normalization::char::is_combining_mark;

/// What a word is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKind {
    /// Letters, maybe with digits.
    Word,
    /// Digits with their separators.
    Number,
    /// One character of a script written without spaces (with its marks): callers make bigrams of these.
    Ideograph,
}

/// A word and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: WordKind,
}

impl Word {
    /// Its text.
    #[inline]
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        self.span.of(text)
    }
}

/// The words of `text`, in order. Linear in its length, allocates nothing.
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// Iterator of [`words`].
#[derive(Clone, Debug)]
pub struct Words<'t> {
    text: &'t str,
    at: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Single,
    Joiner,
    Other,
}

/// The pieces of `text` between white space, as [`str::split_whitespace`] gives them, in a third of its time.
pub fn spaced(text: &str) -> impl Iterator<Item = &str> + Clone {
    let mut at = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        while let gap @ 1.. = white(&bytes[at..]) {
            at += gap;
        }
        let start = at;
        while let Some(next) = bytes[at..].iter().position(|byte| PLAIN[*byte as usize] & WHITE != 0) {
            at += next;
            if white(&bytes[at..]) > 0 {
                return Some(&text[start..at]);
            }
            at += 1;
        }
        at = bytes.len();
        (start < at).then(|| &text[start..])
    })
}

/// Characters of scripts that are written without spaces: Chinese, and the Japanese syllables.
pub fn ideographs(text: &str) -> usize {
    if text.is_ascii() {
        return 0;
    }
    let of_script = |letter: &char| matches!(letter, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}');
    text.chars().filter(of_script).count()
}

/// How long a text is in words: the pieces between white space, and one for two characters of a script without it.
pub fn length(text: &str) -> usize {
    if !text.is_ascii() {
        return spaced(text).count() + ideographs(text) / 2;
    }
    let (mut pieces, mut gap) = (0, true);
    for byte in text.bytes() {
        let white = PLAIN[byte as usize] & WHITE != 0;
        pieces += usize::from(gap && !white);
        gap = white;
    }
    pieces
}

/// Bytes of the white space character that opens `bytes`; 0 where it is none.
#[inline]
fn white(bytes: &[u8]) -> usize {
    match bytes {
        [b' ' | 0x09..=0x0d, ..] => 1,
        [0xc2, 0x85 | 0xa0, ..] => 2,
        [0xe1, 0x9a, 0x80, ..] | [0xe2, 0x80, 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf, ..] => 3,
        [0xe2, 0x81, 0x9f, ..] | [0xe3, 0x80, 0x80, ..] => 3,
        _ => 0,
    }
}

/// Whether a character belongs to a script that is written without spaces between words.
pub fn is_unspaced(c: char) -> bool {
    matches!(c as u32,
        0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff // Thai, Lao, Myanmar, Khmer
        | 0x3005..=0x3007 | 0x3040..=0x30ff | 0x31f0..=0x31ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff
        | 0xf900..=0xfaff | 0xff66..=0xff9f | 0x20000..=0x3ffff)
}

fn class(c: char) -> Class {
    if c.is_ascii() {
        return match c {
            'a'..='z' | 'A'..='Z' => Class::Letter,
            '0'..='9' => Class::Digit,
            '\'' | '-' | '.' | '&' | '_' => Class::Joiner,
            _ => Class::Other,
        };
    }
    match c {
        '’' | '‐' | '‑' | '\u{ad}' | '\u{200c}' | '\u{200d}' | '·' | 'ʼ' | '״' | '׳' => {
            Class::Joiner
        }
        _ if is_unspaced(c) => {
            if is_alphanumeric(c) {
                Class::Single
            } else if is_combining_mark(c) {
                Class::Letter
            } else {
                Class::Other
            }
        }
        _ if is_numeric(c) => {
            if !is_alphabetic(c) {
                Class::Digit
            } else {
                Class::Letter
            }
        }
        _ if is_alphabetic(c) || is_combining_mark(c) => Class::Letter,
        _ => Class::Other,
    }
}

/// A byte that is a letter or a digit of ASCII, that may begin white space, or after which a word may go on.
const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const WHITE: u8 = 4;
const JOINER: u8 = 8;
/// What each byte is, so that most of a text is read without a question about characters.
static PLAIN: [u8; 256] = {
    let mut plain = [0; 256];
    let mut at = 0;
    while at < 256 {
        plain[at] = match at as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'0'..=b'9' => DIGIT,
            b' ' | 0x09..=0x0d => WHITE,
            b'\'' | b'-' | b'.' | b'&' | b'_' | b',' => JOINER,
            0xc2 | 0xe1..=0xe3 => WHITE | JOINER,
            0x80.. => JOINER,
            _ => 0,
        };
        at += 1;
    }
    plain
};

impl Words<'_> {
    #[inline]
    fn char_at(&self, at: usize) -> Option<char> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte < 0x80 { Some(byte as char) } else { self.text[at..].chars().next() }
    }

    fn class_at(&self, at: usize) -> Class {
        self.char_at(at).map_or(Class::Other, class)
    }

    /// One ideograph with the marks on it.
    fn single(&mut self, first: char) -> Word {
        let start = self.at;
        self.at += first.len_utf8();
        while let Some(c) = self.char_at(self.at) {
            if c.is_ascii() || !is_combining_mark(c) {
                break;
            }
            self.at += c.len_utf8();
        }
        Word { span: Span::new(start, self.at), kind: WordKind::Ideograph }
    }

    /// A run of letters and digits with the joiners inside it.
    #[inline]
    fn run(&mut self) -> Word {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut letters = false;
        let mut part = start; // where the part after the last joiner begins
        let mut at = start;
        loop {
            let mut seen = 0;
            let mut next = 0;
            while let Some(byte) = bytes.get(at) {
                next = PLAIN[*byte as usize];
                if next & (LETTER | DIGIT) == 0 {
                    break;
                }
                seen |= next;
                at += 1;
            }
            letters |= seen & LETTER != 0;
            if at == bytes.len() || next & JOINER == 0 {
                break;
            }
            let Some(c) = self.char_at(at) else { break };
            match class(c) {
                Class::Letter => letters = true,
                Class::Digit => {}
                Class::Joiner if self.joins(c, part, at) => part = at + c.len_utf8(),
                Class::Other if c == ',' && self.groups(part, at, at + 1) => part = at + 1,
                _ => break,
            }
            at += c.len_utf8();
        }
        // The last period of an acronym (`U.S.`) belongs to it.
        if part > start
            && letters
            && bytes.get(at) == Some(&b'.')
            && bytes[part - 1] == b'.'
            && self.is_one_letter(part, at)
        {
            at += 1;
        }
        self.at = at;
        Word { span: Span::new(start, at), kind: if letters { WordKind::Word } else { WordKind::Number } }
    }

    fn is_one_letter(&self, from: usize, to: usize) -> bool {
        let part = &self.text[from..to];
        let mut chars = part.chars();
        chars.next().is_some_and(is_alphabetic) && chars.next().is_none()
    }

    /// Whether the joiner `c` at `at` holds together what stands before and after it.
    fn joins(&self, c: char, part: usize, at: usize) -> bool {
        if at == part {
            return false; // two joiners in a row
        }
        let after = at + c.len_utf8();
        let next = self.class_at(after);
        let before = self.text.as_bytes()[at - 1];
        match c {
            '.' if before.is_ascii_digit() => next == Class::Digit,
            // Single letters with periods: an acronym.
            '.' => {
                next == Class::Letter && self.is_one_letter(part, at) && {
                    let one = self.char_at(after).map_or(0, char::len_utf8);
                    !matches!(self.class_at(after + one), Class::Letter | Class::Digit)
                }
            }
            '-' | '‐' | '‑' => match next {
                Class::Digit => !before.is_ascii_digit(),
                Class::Letter => true,
                _ => false,
            },
            '&' => next == Class::Letter && before.is_ascii_uppercase(),
            '\'' | '’' if before.is_ascii_digit() => {
                next == Class::Letter || (next == Class::Digit && self.groups(part, at, after))
            }
            _ => next == Class::Letter,
        }
    }

    /// Whether the mark at `at` separates groups of digits: digits before it, exactly three or a lakh pair after it,
    /// or a decimal comma.
    fn groups(&self, part: usize, at: usize, after: usize) -> bool {
        let bytes = self.text.as_bytes();
        bytes[part..at].iter().all(u8::is_ascii_digit)
            && at > part
            && bytes.get(after).is_some_and(u8::is_ascii_digit)
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    #[inline]
    fn next(&mut self) -> Option<Word> {
        let bytes = self.text.as_bytes();
        loop {
            let byte = *bytes.get(self.at)?;
            if PLAIN[byte as usize] & (LETTER | DIGIT) != 0 {
                return Some(self.run());
            }
            if byte < 0x80 {
                self.at += 1;
                continue;
            }
            let c = self.char_at(self.at)?;
            match class(c) {
                Class::Letter | Class::Digit => return Some(self.run()),
                Class::Single => return Some(self.single(c)),
                Class::Joiner | Class::Other => self.at += c.len_utf8(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let got: Vec<&str> = words(text).map(|word| word.of(text)).collect();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn english() {
        check("The U.S. said: don't!", &["The", "U.S.", "said", "don't"]);
        check("COVID-19 rose 3.5% to 1,200.", &["COVID-19", "rose", "3.5", "to", "1,200"]);
        check("AT&T's 54-year-old boss", &["AT&T's", "54-year-old", "boss"]);
        check("end.Start 10-12 rock 'n' roll", &["end", "Start", "10", "12", "rock", "n", "roll"]);
        check("a--b ... x", &["a", "b", "x"]);
        check("at 5 p.m. on", &["at", "5", "p.m.", "on"]);
    }

    #[test]
    fn other_scripts() {
        check("東京で3人", &["東", "京", "で", "3", "人"]);
        check("Łódź, Чернігів", &["Łódź", "Чернігів"]);
        check("हिन्दी में", &["हिन्दी", "में"]);
        check("l’état 1’200 3,5", &["l’état", "1’200", "3,5"]);
    }

    #[test]
    fn spans_lie_in_the_text() {
        for text in ["", ".", "'", "é", "ก็ดี", "a.", "1.", "1,", "-a-", "\u{301}x"] {
            for word in words(text) {
                assert!(!word.of(text).is_empty(), "{text:?}");
            }
        }
    }

    #[test]
    fn pieces_are_those_of_the_standard_library() {
        let gaps = (0..0x3100).filter_map(char::from_u32).filter(|c| c.is_whitespace() || c.is_control());
        for gap in gaps.chain(['é', '\u{200b}', '\u{2060}', '€', '\u{1f6a2}']) {
            for text in [format!("a{gap}b"), format!("{gap}é{gap}{gap}ü ."), format!("{gap}")] {
                assert!(spaced(&text).eq(text.split_whitespace()), "{text:?}");
                assert_eq!(
                    length(&text),
                    text.split_whitespace().count() + ideographs(&text) / 2,
                    "{text:?}"
                );
            }
        }
    }

    #[test]
    fn kinds() {
        let kinds: Vec<_> = words("12 a1 東").map(|word| word.kind).collect();
        assert_eq!(kinds, [WordKind::Number, WordKind::Word, WordKind::Ideograph]);
    }
}
