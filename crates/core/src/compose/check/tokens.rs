//! The words of a line as the check compares their meaning: stem, value, and whether they carry content.

use super::fold::{fold, word_spans};
use crate::model::{Language, Span};
use crate::text::numbers::{NumberKind, parse};
use crate::text::{hash::key64, stem::Stemmer, stop::is_stop};

/// A word of a folded text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    /// The word in lower case, with its inner apostrophes and points.
    pub lower: String,
    /// Hash of its stem, without a genitive.
    pub stem: u64,
    /// Its value, if it is a figure in digits or a number word.
    pub value: Option<f64>,
    /// Whether it carries content: no stop word, or a figure.
    pub content: bool,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether a sentence begins with it.
    pub opens: bool,
}

/// Cuts a text into words. `stemmer` and `language` must belong together.
pub(crate) fn tokens(text: &str, language: Option<Language>, stemmer: &mut Stemmer) -> Vec<Token> {
    let folded = fold(text);
    let numbers = parse(&folded, language);
    let mut out = Vec::new();
    let mut last_end = None;
    for (start, end) in word_spans(&folded) {
        let word = &folded[start..end];
        let lower = word.to_lowercase();
        let bare = lower.strip_suffix("'s").unwrap_or(&lower);
        // A number of several words counts once, at its first.
        let number = numbers
            .iter()
            .find(|number| number.span.contains(Span::new(start, start)) && number.span.end as usize > start);
        let inside = number.is_some_and(|number| (number.span.start as usize) < start);
        let value = match number {
            Some(number) if inside || number.kind == NumberKind::Vague => None,
            Some(number) => Some(number.value),
            None => value(bare),
        };
        let between = last_end.map_or("", |from| &folded[from..start]);
        out.push(Token {
            stem: key64(stemmer.stem(bare)),
            value,
            content: value.is_some() || !inside && !is_stop(bare, language),
            capital: word.chars().next().is_some_and(char::is_uppercase),
            opens: last_end.is_none() || between.contains(['.', '!', '?', ':', '"', '\u{201e}', '\u{ab}']),
            lower,
        });
        last_end = Some(end);
    }
    out
}

/// English number words below a hundred; larger ones are joined from them ("twenty-five").
const NUMBER_WORDS: [(&str, f64); 27] = [
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("dozen", 12.0),
];

/// The value of a single figure: `1,200.5`, `12th`, `twelve`, `twenty-five`. `one` is left out: it is mostly a pronoun.
pub(crate) fn value(word: &str) -> Option<f64> {
    if word.starts_with(|letter: char| letter.is_ascii_digit()) {
        let digits: String = word
            .chars()
            .take_while(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ','))
            .collect();
        return digits.trim_end_matches(['.', ',']).replace(',', "").parse().ok();
    }
    let named = |part: &str| NUMBER_WORDS.iter().find(|(name, _)| *name == part).map(|(_, value)| *value);
    match word.split_once('-') {
        None => named(word),
        Some((tens, "one")) => named(tens).filter(|tens| *tens >= 20.0).map(|tens| tens + 1.0),
        Some((tens, unit)) => {
            let (tens, unit) = (named(tens)?, named(unit)?);
            (tens >= 20.0 && unit < 10.0).then_some(tens + unit)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_values() {
        for (word, expected) in [
            ("twelve", Some(12.0)),
            ("12", Some(12.0)),
            ("1,200", Some(1200.0)),
            ("twenty-one", Some(21.0)),
            ("12th", Some(12.0)),
            ("one", None),
            ("ferry", None),
        ] {
            assert_eq!(value(word), expected, "{word}");
        }
    }
}
