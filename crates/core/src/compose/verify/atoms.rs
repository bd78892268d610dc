//! The words of a text as claims are compared by: letters and digits in runs, number words as their digits.
//!
//! Finer than the words of the other rooms: `two-thirds` and `2-thirds`, `$4.9` and `$4.nine` give the same atoms, so that a
//! figure in words and one in digits are never a difference.

use crate::model::{Language, Span};
use crate::text::calendar;
use crate::text::hash::key64;
use crate::text::negation::denies;
use crate::text::normalize::fold_into;
use crate::text::stem::Stemmer;
use crate::text::stop::StopWords;
use rustc_hash::FxHashMap;

/// What a word is, as bits.
pub(super) mod class {
    /// Carries content.
    pub const CONTENT: u32 = 1;
    /// Begins with a capital.
    pub const CAPITAL: u32 = 1 << 1;
    /// Digits, or a number word above one.
    pub const NUMBER: u32 = 1 << 2;
    /// A weekday or month.
    pub const CALENDAR: u32 = 1 << 3;
    /// Denies: `not`, `never`, `isn't`.
    pub const NEGATION: u32 = 1 << 4;
    /// Makes a possibility of what follows: `may`, `could`.
    pub const MODAL: u32 = 1 << 5;
    /// Says that something is only said or guessed: `reportedly`.
    pub const HEARSAY: u32 = 1 << 6;
    /// Changes an office: `former`, `deputy`.
    pub const ROLE: u32 = 1 << 7;
    /// Counts without counting: `dozens`.
    pub const VAGUE: u32 = 1 << 8;
    /// Makes a figure inexact: `about`, `least`, `than`.
    pub const BOUND: u32 = 1 << 9;
    /// A pronoun or determiner that a name may stand for.
    pub const PRONOUN: u32 = 1 << 10;
    /// A word after which a place stands.
    pub const WHERE: u32 = 1 << 11;
    /// Asserts what a modal only allows: `will`, `is`.
    pub const CERTAIN: u32 = 1 << 12;
    /// Joins or opens clauses: `which`, `after`.
    pub const CLAUSE: u32 = 1 << 13;
    /// An order of magnitude after a figure: `million`.
    pub const SCALE: u32 = 1 << 14;
    /// Any of the words that turn another.
    pub const GUARD: u32 = NEGATION | MODAL | HEARSAY | ROLE | VAGUE | BOUND;
}

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Atom {
    /// Where it stands.
    pub span: Span,
    /// Key of its stem, of its digits if it is a number.
    pub key: u64,
    /// Key of its first five letters; 0 for a shorter word.
    pub root: u64,
    /// Bits of [`class`].
    pub class: u32,
}

impl Atom {
    /// Whether it is in any of the given classes.
    pub fn is(&self, classes: u32) -> bool {
        self.class & classes != 0
    }
}

/// Words remembered at most.
const KEPT: usize = 1 << 17;

#[derive(Clone, Copy, Debug)]
struct Entry {
    key: u64,
    root: u64,
    class: u32,
}

/// Cuts texts of one language into atoms and remembers what it learned about words.
pub(super) struct Atoms {
    /// Their language.
    pub language: Option<Language>,
    stemmer: Stemmer,
    stops: StopWords,
    known: FxHashMap<u64, Entry>,
    folded: String,
}

impl Atoms {
    pub fn new(language: Option<Language>) -> Self {
        Self {
            language,
            stemmer: Stemmer::new(language),
            stops: StopWords::new(language),
            known: FxHashMap::default(),
            folded: String::new(),
        }
    }

    /// The atoms of `text[span]`, appended; spans are of the whole text.
    pub fn push(&mut self, text: &str, span: Span, out: &mut Vec<Atom>) {
        let from = out.len();
        let base = span.start as usize;
        let slice = span.of(text);
        let bytes = slice.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            // Nearly all is ASCII, where a byte is a letter.
            if byte.is_ascii() && !byte.is_ascii_alphanumeric() {
                at += 1;
                continue;
            }
            let Some(letter) = slice[at..].chars().next() else { break };
            if !letter.is_alphanumeric() {
                at += letter.len_utf8();
                continue;
            }
            let start = at;
            let digits = letter.is_ascii_digit();
            at += letter.len_utf8();
            let plain = |byte: &u8| byte.is_ascii_digit() || !digits && byte.is_ascii_alphabetic();
            while bytes.get(at).is_some_and(plain) {
                at += 1;
            }
            // Most words end before a space or a mark that joins nothing.
            let ends =
                |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'\'' | b',');
            while !bytes.get(at).is_none_or(ends)
                && let Some(next) = slice[at..].chars().next()
            {
                let apostrophe = matches!(next, '\'' | '\u{2019}');
                let after = || slice[at + next.len_utf8()..].chars().next().unwrap_or(' ');
                let goes_on = if next.is_alphanumeric() {
                    next.is_ascii_digit() == digits || !digits || !next.is_ascii()
                } else if apostrophe {
                    after().is_alphabetic() && !digits
                } else {
                    // The commas of 1,200 part nothing.
                    next == ','
                        && digits
                        && bytes.get(at + 1..at + 4).is_some_and(|group| group.iter().all(u8::is_ascii_digit))
                        && !bytes.get(at + 4).is_some_and(u8::is_ascii_digit)
                        || next == '\u{301}'
                };
                if !goes_on {
                    break;
                }
                at += next.len_utf8();
            }
            let word = &slice[start..at];
            let entry = self.entry(word);
            let span = Span::new(base + start, base + at);
            out.push(Atom { span, key: entry.key, root: entry.root, class: entry.class });
        }
        join_tens(text, out, from);
    }

    fn entry(&mut self, word: &str) -> Entry {
        let raw = key64(word);
        if let Some(entry) = self.known.get(&raw) {
            return *entry;
        }
        let entry = self.learn(word);
        if self.known.len() >= KEPT {
            self.known.clear();
        }
        self.known.insert(raw, entry);
        entry
    }

    fn learn(&mut self, word: &str) -> Entry {
        self.folded.clear();
        fold_into(word, &mut self.folded);
        let folded = self.folded.as_str();
        let bare = folded.strip_suffix("'s").unwrap_or(folded).trim_end_matches('\'');
        let mut bits = classes(bare);
        if word.starts_with(char::is_uppercase) {
            bits |= class::CAPITAL;
            // The month, not the verb.
            if bare == "may" {
                bits &= !class::MODAL;
            }
        }
        let in_digits = bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
        let number = if in_digits {
            let digits: String = bare.chars().filter(char::is_ascii_digit).collect();
            (!digits.is_empty()).then(|| digits.trim_start_matches('0').to_owned())
        } else {
            number_word(bare).map(|value| value.to_string())
        };
        if let Some(number) = number {
            if bare != "one" {
                bits |= class::NUMBER | class::CONTENT;
            }
            return Entry { key: key64(&format!("#{number}")), root: 0, class: bits };
        }
        // What tokenizers leave for a bracket or a word that they do not know names nobody.
        if matches!(bare, "unk" | "lrb" | "rrb") {
            bits &= !class::CAPITAL;
        }
        // Short forms are words of their own: `sun`, `wed`.
        let short = bare.len() < 4 && bits & class::CAPITAL == 0;
        if bare.len() > 2 && !short && calendar::is_calendar_word(bare, self.language) {
            bits |= class::CALENDAR;
        }
        if !self.stops.has(bare) && bits & (class::NEGATION | class::MODAL | class::CERTAIN) == 0 {
            bits |= class::CONTENT;
        }
        let root = bare.char_indices().nth(5).map_or(0, |(end, _)| key64(&bare[..end]));
        // A contraction is the verb that it denies.
        let verb = folded.strip_suffix("n't").map(|verb| match verb {
            "wo" => "will",
            "ca" => "can",
            other => other,
        });
        let key = key64(&self.stemmer.stem_once(verb.unwrap_or(bare)));
        Entry { key, root, class: bits }
    }
}

/// `twenty` `five` are one number where only a hyphen or space stands between them, `twenty-5` too.
fn join_tens(text: &str, out: &mut Vec<Atom>, from: usize) {
    let mut at = from;
    while at + 1 < out.len() {
        let (first, second) = (out[at], out[at + 1]);
        let gap = text.get(first.span.end as usize..second.span.start as usize).unwrap_or("");
        let in_words = |atom: &Atom| {
            let word = atom.span.of(text);
            word.starts_with(char::is_alphabetic).then(|| number_word(&word.to_lowercase())).flatten()
        };
        if first.is(class::NUMBER)
            && matches!(gap, "-" | " ")
            && let Some(tens) = in_words(&first).filter(|tens| *tens >= 20)
            && let Some(unit) = in_words(&second)
                .or_else(|| second.span.of(text).parse().ok().filter(|_| gap == "-"))
                .filter(|unit| (1..10).contains(unit))
        {
            out[at].key = key64(&format!("#{}", tens + unit));
            out[at].span.end = second.span.end;
            out.remove(at + 1);
        }
        at += 1;
    }
}

/// The value of a number word below a hundred.
fn number_word(word: &str) -> Option<u32> {
    const UNITS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    if !(3..=9).contains(&word.len()) || !word.starts_with(['z', 'o', 't', 'f', 's', 'e', 'n']) {
        return None;
    }
    if let Some(at) = UNITS.iter().position(|unit| *unit == word) {
        return Some(at as u32);
    }
    TENS.iter().position(|tens| *tens == word).map(|at| at as u32 * 10 + 20)
}

/// The classes that a folded word is in by itself.
fn classes(word: &str) -> u32 {
    match word {
        _ if denies(word) => class::NEGATION,
        "may" | "might" | "could" | "would" | "should" | "konnte" | "konnten" | "podria" | "podrian" => {
            class::MODAL
        }
        "reportedly" | "allegedly" | "possibly" | "perhaps" | "probably" | "apparently" | "likely"
        | "unlikely" | "unconfirmed" | "alleged" | "suspected" | "purportedly" | "supposedly" => {
            class::HEARSAY
        }
        "former" | "ex" | "acting" | "deputy" | "vice" | "late" | "interim" | "ehemalige" | "ehemaliger"
        | "ehemaligen" | "fruherer" | "exministro" | "expresidente" => class::ROLE,
        "dozens" | "scores" | "hundreds" | "thousands" | "millions" | "billions" | "several" | "many"
        | "few" | "dutzende" | "hunderte" | "decenas" | "cientos" => class::VAGUE,
        "million" | "billion" | "trillion" | "thousand" | "hundred" | "dozen" => class::SCALE,
        "about" | "around" | "nearly" | "almost" | "over" | "roughly" | "approximately" | "least"
        | "most" | "than" | "under" | "mindestens" | "rund" | "fast" => class::BOUND,
        "he" | "she" | "they" | "it" | "him" | "her" | "them" | "his" | "hers" | "their" | "its" | "who"
        | "the" | "a" | "an" | "this" | "that" | "these" | "those" | "i" | "we" | "my" | "our" | "us" => {
            class::PRONOUN
        }
        "in" | "at" | "off" | "near" | "on" | "outside" | "from" | "to" | "bei" | "en" | "of" => class::WHERE,
        "will" | "is" | "are" | "was" | "were" | "has" | "have" | "had" | "do" | "does" | "did" | "be"
        | "been" | "can" => class::CERTAIN,
        "which" | "after" | "before" | "while" | "when" | "because" | "although" | "though" | "and"
        | "but" | "if" => class::CLAUSE,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<u64> {
        let mut out = Vec::new();
        Atoms::new(Some(Language::ENGLISH)).push(text, Span::new(0, text.len()), &mut out);
        out.iter().map(|atom| atom.key).collect()
    }

    #[test]
    fn figures_in_words_and_in_digits_are_the_same_atoms() {
        for (words, digits) in [
            ("two-thirds of them", "2-thirds of them"),
            ("a $4.nine million deal", "a $4.9 million deal"),
            ("five thousand", "5 thousand"),
            ("twenty-five men", "25 men"),
            ("thirty-7 percent", "37 percent"),
            ("a twelve-year-old", "a 12-year-old"),
            ("1,200 guests", "1200 guests"),
            ("one of them", "1 of them"),
        ] {
            assert_eq!(keys(words), keys(digits), "{words}");
        }
        assert_ne!(keys("4.9"), keys("4.8"));
        assert_eq!(keys("don\u{2019}t").len(), 1);
    }
}
