//! What is known about single words, remembered per language so that each is looked up once.

use crate::model::Language;
use crate::text::hash::{key32, key64};
use crate::text::normalize::fold_into;
use crate::text::stem::Stemmer;
use crate::text::stop::StopWords;
use crate::text::{calendar, words::WordKind};
use rustc_hash::FxHashMap;

mod lists;

/// Words remembered at most, as many as a table of 65,536 places takes; past that the memory starts anew.
const KEPT: usize = 57_000;

/// Classes that a word is in, as bits.
pub(super) mod class {
    /// On the stop list.
    pub const STOP: u32 = 1;
    /// Starts with a capital.
    pub const CAPITAL: u32 = 1 << 1;
    /// At least two letters, all capitals.
    pub const UPPER: u32 = 1 << 2;
    /// A role or form of address that stands before a person's name.
    pub const TITLE: u32 = 1 << 3;
    /// A given name.
    pub const GIVEN: u32 = 1 << 4;
    /// A verb of speech.
    pub const SPEECH: u32 = 1 << 5;
    /// The name of a country or large city.
    pub const PLACE: u32 = 1 << 6;
    /// Of a country or people: `Kenyan`.
    pub const DEMONYM: u32 = 1 << 7;
    /// Part of organisations' names: `Ministry`.
    pub const ORGANISATION_WORD: u32 = 1 << 8;
    /// Part of places' names: `River`.
    pub const PLACE_WORD: u32 = 1 << 9;
    /// A month or weekday.
    pub const CALENDAR: u32 = 1 << 10;
    /// A preposition before places.
    pub const WHERE: u32 = 1 << 11;
    /// May join the parts of a name: `of`, `de`, `van`.
    pub const CONNECTOR: u32 = 1 << 12;
    /// A personal pronoun as subject.
    pub const PRONOUN: u32 = 1 << 13;
    /// An article or the like.
    pub const DETERMINER: u32 = 1 << 14;
    /// One letter.
    pub const LETTER: u32 = 1 << 15;
    /// An adverb or auxiliary that may stand between a subject and its verb.
    pub const BETWEEN: u32 = 1 << 16;
    /// A word that often starts a sentence or stands before a name, capitalized, and is no part of it.
    pub const LOOSE: u32 = 1 << 17;
    /// A preposition.
    pub const PREPOSITION: u32 = 1 << 18;
    /// Joins clauses: `and`, `but`, `that`, `who`.
    pub const CLAUSE: u32 = 1 << 19;
    /// Ends with a possessive `'s`.
    pub const POSSESSIVE: u32 = 1 << 20;
    /// Usually attributes speech, but is a common verb of other meanings too: `called`, `put`.
    pub const WEAK_SPEECH: u32 = 1 << 21;
    /// A noun of what speaks without being a person: `statement`, `report`, `letter`.
    pub const DOCUMENT: u32 = 1 << 22;
    /// A name with a tail in lower case: `Vale-led`.
    pub const DERIVED: u32 = 1 << 23;
    /// A noun that often follows a city's name: `police`, `residents`.
    pub const CITY_NOUN: u32 = 1 << 24;
}

/// What is known about a word as written.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    /// Key of the folded word, without a possessive ending.
    pub key: u64,
    /// Key of its stem; 0 for a stop word.
    pub term: u32,
    /// Bits of [`class`].
    pub class: u32,
}

/// Short month names that are no words of their own.
const SHORT_MONTHS: [&str; 9] = ["jan", "feb", "apr", "jun", "jul", "aug", "oct", "nov", "dec"];

/// Classes of words that are written in capitals only.
fn capitals(folded: &str) -> u32 {
    match folded.trim_end_matches('.') {
        "us" | "u.s" | "usa" | "u.s.a" | "uk" | "u.k" | "uae" | "ussr" | "d.c" | "dc" | "nyc" | "drc" => {
            class::PLACE
        }
        "et" | "est" | "edt" | "gmt" | "utc" | "pst" | "pdt" | "cet" | "cest" | "bst" | "ist" | "am"
        | "pm" | "a.m" | "p.m" | "tv" | "ok" | "id" | "pdf" | "gdp" | "dna" | "suv" | "gps" | "ceo"
        | "cfo" | "a.i" | "ai" => class::CALENDAR,
        _ => 0,
    }
}

/// Whether a hyphen stands before a part in lower case.
fn has_plain_tail(word: &str) -> bool {
    word.rsplit_once('-').is_some_and(|(_, tail)| tail.len() > 1 && tail.starts_with(char::is_lowercase))
}

/// A folded word without its possessive ending.
pub(super) fn bare<'f>(word: &str, folded: &'f str) -> &'f str {
    folded.strip_suffix("'s").filter(|_| word.len() > 2).unwrap_or(folded)
}

/// The words of one language.
#[derive(Debug)]
pub(super) struct Vocabulary {
    language: Option<Language>,
    stemmer: Stemmer,
    stop: StopWords,
    seen: FxHashMap<u64, Entry>,
    folded: String,
    lower: String,
}

impl Vocabulary {
    pub fn new(language: Option<Language>) -> Self {
        Self {
            language,
            stemmer: Stemmer::new(language),
            stop: StopWords::new(language),
            seen: FxHashMap::default(),
            folded: String::new(),
            lower: String::new(),
        }
    }

    /// What is known about `word`.
    pub fn entry(&mut self, word: &str, kind: WordKind) -> Entry {
        let raw = key64(word);
        if let Some(entry) = self.seen.get(&raw) {
            return *entry;
        }
        let entry = self.learn(word, kind);
        if self.seen.len() >= KEPT {
            self.seen.clear();
        }
        self.seen.insert(raw, entry);
        entry
    }

    fn learn(&mut self, word: &str, kind: WordKind) -> Entry {
        use class::{CALENDAR, CAPITAL, LETTER, POSSESSIVE, STOP, UPPER};
        self.folded.clear();
        fold_into(word, &mut self.folded);
        let mut class = 0;
        let possessive = word.len() > 2 && (self.folded.ends_with("'s") || self.folded.ends_with("s'"));
        if possessive {
            class |= POSSESSIVE;
        }
        if self.stop.has(&self.folded) {
            class |= STOP;
        }
        let bare = bare(word, &self.folded);
        let bare_word = if bare.len() < self.folded.len() {
            word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
        } else {
            word
        };
        if possessive && self.stop.has(bare) {
            class |= STOP;
        }
        if word.starts_with(char::is_uppercase) {
            class |= CAPITAL;
        }
        let mut letters = bare_word.chars().filter(|c| c.is_alphabetic());
        if letters.clone().nth(1).is_some() && letters.all(char::is_uppercase) {
            class |= UPPER;
        }
        if kind == WordKind::Word && bare.chars().nth(1).is_none() {
            class |= LETTER;
        }
        if kind == WordKind::Word {
            class |= lists::classes(bare, self.language);
            let short = bare.len() <= 3 && !SHORT_MONTHS.contains(&bare);
            if !short && calendar::is_calendar_word(bare, self.language) {
                class |= CALENDAR;
            }
            if class & UPPER != 0 {
                class |= capitals(bare);
                class &= if class & class::PLACE != 0 { !(STOP | class::PRONOUN) } else { !0 };
            }
            // `Vale-era`, `Kenyan-led`: an adjective made from a name.
            if class & CAPITAL != 0 && has_plain_tail(bare_word) {
                class |= class::DERIVED;
            }
        }
        let term = if class & STOP != 0 {
            0
        } else {
            self.lower.clear();
            self.lower.extend(bare_word.chars().flat_map(char::to_lowercase));
            let stem = self.stemmer.stem_once(&self.lower);
            let mut folded = String::with_capacity(stem.len());
            fold_into(&stem, &mut folded);
            key32(&folded)
        };
        Entry { key: key64(bare), term, class }
    }
}
