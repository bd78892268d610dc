//! The letter of the public contract: what a line's `how` promises, word for word.

use super::fold::{fold, in_word, is_subsequence, words};
use crate::model::How;
use std::collections::BTreeSet;

/// How `text` relates to `slices` by the contract's rules, or why it relates in none of the allowed ways.
///
/// The mildest form that holds is given: verbatim before trimmed before reworded.
pub(crate) fn relation(text: &str, slices: &[&str]) -> Result<How, String> {
    if text.trim().is_empty() {
        return Err("it has no words".to_owned());
    }
    if slices.is_empty() {
        return Err("it cites nothing".to_owned());
    }
    let told = fold(text);
    if let [slice] = slices
        && told == fold(slice)
    {
        return Ok(How::Verbatim);
    }
    let known = fold(&slices.join(" "));
    let (told_words, known_words) = (words(&told), words(&known));
    if !told_words.is_empty() && is_subsequence(&told_words, &known_words) {
        return Ok(How::Trimmed);
    }
    reworded(&told, &told_words, &known, &known_words)?;
    Ok(How::Reworded)
}

/// Every number, quotation and name of `told` must stand in `known`, and every word with a digit in it, which the contract
/// does not ask: 7C is not 7. All are folded.
fn reworded(told: &str, told_words: &[String], known: &str, known_words: &[String]) -> Result<(), String> {
    let have: BTreeSet<String> = numbers(known).into_iter().collect();
    if let Some(number) = numbers(told).into_iter().find(|number| !have.contains(number)) {
        return Err(format!("the number {number} is in none of its sources"));
    }
    let lower = known.to_lowercase();
    let mixed = |word: &&String| word.contains(char::is_numeric) && !lower.contains(word.as_str());
    if let Some(word) = told_words.iter().find(mixed) {
        return Err(format!("{word} is in none of its sources"));
    }
    for quote in quotations(told) {
        let bare = quote.trim_matches([' ', '.', ',']).to_lowercase();
        if !lower.contains(&bare) {
            return Err(format!("the quotation \"{quote}\" is in none of its sources"));
        }
    }
    let bare = |word: &str| word.strip_suffix("'s").unwrap_or(word).to_owned();
    let have: BTreeSet<String> =
        known_words.iter().cloned().chain(known_words.iter().map(|word| bare(word))).collect();
    match names(told).into_iter().find(|name| !have.contains(name)) {
        Some(name) => Err(format!("the name {name} is in none of its sources")),
        None => Ok(()),
    }
}

/// Numbers in digits, with the points and commas inside them.
pub(crate) fn numbers(folded: &str) -> Vec<String> {
    let mut out = Vec::new();
    let letters: Vec<char> = folded.chars().collect();
    let mut at = 0;
    while at < letters.len() {
        if !letters[at].is_numeric() {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < letters.len() && (letters[end].is_numeric() || matches!(letters[end], '.' | ',')) {
            end += 1;
        }
        while !letters[end - 1].is_numeric() {
            end -= 1;
        }
        out.push(letters[at..end].iter().collect());
        at = end;
    }
    out
}

const OPENING: [char; 5] = ['"', '\u{201c}', '\u{201d}', '\u{201e}', '\u{ab}'];
const CLOSING: [char; 4] = ['"', '\u{201c}', '\u{201d}', '\u{bb}'];

/// The words between quotation marks, at least two characters of them.
pub(crate) fn quotations(folded: &str) -> Vec<String> {
    let mark = |letter: char| OPENING.contains(&letter) || CLOSING.contains(&letter);
    let letters: Vec<char> = folded.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !OPENING.contains(&letters[at]) {
            at += 1;
            continue;
        }
        let inside = letters[at + 1..].iter().take_while(|&&letter| !mark(letter)).count();
        let end = at + 1 + inside;
        if inside >= 2 && letters.get(end).is_some_and(|letter| CLOSING.contains(letter)) {
            out.push(letters[at + 1..end].iter().collect());
            at = end + 1;
        } else {
            at += 1;
        }
    }
    out
}

/// Capitalized words that do not open a sentence, in lower case, without a genitive: candidates for names.
pub(crate) fn names(folded: &str) -> Vec<String> {
    let letters: Vec<char> = folded.chars().collect();
    let inner = |letter: char| in_word(letter) || matches!(letter, '_' | '\'' | '-');
    let mut out = Vec::new();
    let mut at = 1;
    while at < letters.len() {
        let before = letters[at - 1];
        let opens = before.is_whitespace() && at >= 2 && matches!(letters[at - 2], '.' | '!' | '?' | ':');
        if !letters[at].is_ascii_uppercase() || in_word(before) || before == '_' || opens {
            at += 1;
            continue;
        }
        let length = letters[at + 1..].iter().take_while(|&&letter| inner(letter)).count();
        if length < 2 {
            at += 1;
            continue;
        }
        let name: String = letters[at..=at + length].iter().collect();
        let name = name.to_lowercase();
        out.push(name.strip_suffix("'s").unwrap_or(&name).to_owned());
        at += length + 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, slices: &[&str], expected: Option<How>) {
        assert_eq!(relation(text, slices).ok(), expected, "{text}");
    }

    const SLICE: &str = "The ferry Arden sank off Port Lumen on Monday, and \u{201c}no one saw it\u{201d}, said 1,200 guests.";

    #[test]
    fn a_line_is_what_its_words_make_it() {
        check(
            "The ferry Arden sank off Port  Lumen.",
            &["The ferry Arden sank off Port Lumen."],
            Some(How::Verbatim),
        );
        check("The ferry Arden sank.", &[SLICE], Some(How::Trimmed));
        check("Off Port Lumen the Arden has gone down.", &[SLICE], Some(How::Reworded));
        check("", &[SLICE], None);
        check("The ferry Arden sank.", &[], None);
    }

    #[test]
    fn nothing_comes_in_that_was_not_there() {
        check("Gone is the Arden with 1,300 guests", &[SLICE], None);
        check("Gone is the Arden off Vesper", &[SLICE], None);
        check("Gone is the Arden with 1,200th guests", &[SLICE], None);
        check("Gone is the Arden, \"everyone saw it\"", &[SLICE], None);
        check("Gone is the Arden, \"no one saw it.\"", &[SLICE], Some(How::Reworded));
    }

    #[test]
    fn numbers_are_cut_as_the_contract_cuts_them() {
        assert_eq!(numbers("from 1,200. to 3.5, 7"), ["1,200", "3.5", "7"]);
    }
}
