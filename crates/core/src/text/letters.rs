//! What a character is: the answers of the standard library, from one small table for the scripts of most texts. A text
//! is asked for every letter that is not of ASCII, and the tables of the whole of Unicode take some forty steps each time.

use std::sync::OnceLock;

const ALPHABETIC: u8 = 1;
const NUMERIC: u8 = 2;
const UPPERCASE: u8 = 4;

/// Characters in the table: those before the marks and letters of East Asia.
const KNOWN: u32 = 0x3000;

/// Characters in a page of the table: a page is made when one of them is asked for, and few texts ask for more than three.
const PAGE: u32 = 256;

static KINDS: [OnceLock<[u8; PAGE as usize]>; (KNOWN / PAGE) as usize] =
    [const { OnceLock::new() }; (KNOWN / PAGE) as usize];

/// A page of the table.
#[cold]
fn page(nth: u32) -> [u8; PAGE as usize] {
    std::array::from_fn(|at| char::from_u32(nth * PAGE + at as u32).map_or(0, asked))
}

/// What the standard library says.
fn asked(c: char) -> u8 {
    let kind = |is: bool, kind: u8| if is { kind } else { 0 };
    kind(c.is_alphabetic(), ALPHABETIC) | kind(c.is_numeric(), NUMERIC) | kind(c.is_uppercase(), UPPERCASE)
}

#[inline]
fn kinds(c: char) -> u8 {
    match c as u32 {
        code @ ..KNOWN => {
            let kinds = KINDS[(code / PAGE) as usize].get_or_init(|| page(code / PAGE));
            kinds[(code % PAGE) as usize]
        }
        // ideographs and the syllables of Korean
        0x4e00..=0x9fff | 0xac00..=0xd7a3 => ALPHABETIC,
        _ => asked(c),
    }
}

/// As [`char::is_alphabetic`].
#[inline]
pub fn is_alphabetic(c: char) -> bool {
    kinds(c) & ALPHABETIC != 0
}

/// As [`char::is_numeric`].
#[inline]
pub fn is_numeric(c: char) -> bool {
    kinds(c) & NUMERIC != 0
}

/// As [`char::is_alphanumeric`].
#[inline]
pub fn is_alphanumeric(c: char) -> bool {
    kinds(c) & (ALPHABETIC | NUMERIC) != 0
}

/// As [`char::is_uppercase`].
#[inline]
pub fn is_uppercase(c: char) -> bool {
    kinds(c) & UPPERCASE != 0
}

#[cfg(test)]
mod tests {
    #[test]
    fn answers_are_those_of_the_standard_library() {
        for c in '\0'..=char::MAX {
            assert_eq!(super::is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(super::is_numeric(c), c.is_numeric(), "{c:?}");
            assert_eq!(super::is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
            assert_eq!(super::is_uppercase(c), c.is_uppercase(), "{c:?}");
        }
    }
}
