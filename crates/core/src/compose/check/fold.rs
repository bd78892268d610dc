//! Text as the contract compares it: typography folded away, so that a curly quote alone is never a change.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Folds compatibility forms (NFKC), quotation marks, dashes and white space, exactly as the contract's checker does.
pub(crate) fn fold(text: &str) -> String {
    if text.chars().all(composed) {
        folded(text.chars(), text.len())
    } else {
        folded(text.nfkc(), text.len())
    }
}

/// Whether NFKC leaves the letter as it is wherever it stands: ASCII, most letters of Latin with their accents, quotation
/// marks and dashes. Among others no-break spaces are not of these, but they are folded as white space all the same.
fn composed(letter: char) -> bool {
    letter.is_ascii()
        || matches!(letter, '\u{a0}' | '\u{ab}' | '\u{bb}' | '\u{2010}' | '\u{2012}'..='\u{2016}' | '\u{2018}'..='\u{201e}')
        || matches!(letter, '\u{c0}'..='\u{17e}' if !matches!(letter, '\u{132}' | '\u{133}' | '\u{13f}' | '\u{140}' | '\u{149}'))
}

fn folded(letters: impl Iterator<Item = char>, bytes: usize) -> String {
    let mut out = String::with_capacity(bytes);
    let mut gap = false;
    for letter in letters {
        let plain = match letter {
            '\u{2019}' | '\u{2018}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            '\u{2013}' | '\u{2014}' => '-',
            other => other,
        };
        if plain.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&plain) {
            gap = true;
            continue;
        }
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        out.push(plain);
    }
    out
}

/// Whether `letter` can stand in a word: letters and digits of any script, no marks, no underscore.
pub(crate) fn in_word(letter: char) -> bool {
    letter.is_alphanumeric() && !is_combining_mark(letter)
}

/// The words of a folded text in lower case: runs of letters and digits, joined by single `'`, `.`, `,` or `-`.
pub(crate) fn words(folded: &str) -> Vec<String> {
    word_spans(folded).into_iter().map(|(start, end)| folded[start..end].to_lowercase()).collect()
}

/// Where the words of a folded text stand, as byte ranges.
pub(crate) fn word_spans(folded: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut letters = folded.char_indices().peekable();
    while let Some((start, first)) = letters.next() {
        if !in_word(first) {
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some(&(at, letter)) = letters.peek() {
            if in_word(letter) {
                end = at + letter.len_utf8();
                letters.next();
            } else if matches!(letter, '\'' | '.' | ',' | '-')
                && folded[at + 1..].chars().next().is_some_and(in_word)
            {
                letters.next();
            } else {
                break;
            }
        }
        out.push((start, end));
    }
    out
}

/// Whether `small` can be had from `large` by leaving words out.
pub(crate) fn is_subsequence(small: &[String], large: &[String]) -> bool {
    let mut rest = large.iter();
    small.iter().all(|word| rest.any(|other| other == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(words(&fold(text)), expected);
    }

    #[test]
    fn words_are_those_of_the_contract() {
        check(
            "The harbour\u{2019}s  \u{201c}old\u{201d} pier\u{2014}gone.",
            &["the", "harbour's", "old", "pier-gone"],
        );
        check("U.S. aid of 1,200.50, twice", &["u.s", "aid", "of", "1,200.50", "twice"]);
        check("a_b \u{ff11}2", &["a", "b", "12"]);
        check("'", &[]);
    }

    #[test]
    fn what_is_composed_is_left_alone_by_the_standard() {
        for letter in ('\0'..='\u{2100}').filter(|letter| composed(*letter) && *letter != '\u{a0}') {
            assert_eq!(letter.to_string().nfkc().collect::<String>(), letter.to_string(), "{letter:?}");
            assert!(!is_combining_mark(letter));
        }
        assert_eq!(fold("1\u{a0}200"), fold("1 200"));
        assert_eq!(fold("e\u{301}"), "\u{e9}");
    }

    #[test]
    fn a_subsequence_keeps_the_order() {
        let large = words("the old ferry sank off the coast");
        assert!(is_subsequence(&words("the ferry sank"), &large));
        assert!(!is_subsequence(&words("sank the old"), &large));
        assert!(!is_subsequence(&words("the ferry burned"), &large));
    }
}
