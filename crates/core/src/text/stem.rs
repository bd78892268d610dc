//! Stems, through a cache: a text repeats its words.

use crate::model::Language;
use rust_stemmers::Algorithm;
use rustc_hash::FxHashMap;

/// Stems kept at most; past that the cache starts anew, so that hostile input cannot fill memory.
const KEPT: usize = 1 << 17;
/// Bytes of a word beyond which it is left as it is.
const LONGEST: usize = 64;

/// Stems words of one language (Snowball); identity where the language has no stemmer.
pub struct Stemmer {
    algorithm: Option<rust_stemmers::Stemmer>,
    cache: FxHashMap<String, String>,
}

impl Stemmer {
    /// A stemmer for the language.
    pub fn new(language: Option<Language>) -> Self {
        let algorithm = language.and_then(|language| {
            Some(match language.as_str() {
                "ar" => Algorithm::Arabic,
                "da" => Algorithm::Danish,
                "nl" => Algorithm::Dutch,
                "en" => Algorithm::English,
                "fi" => Algorithm::Finnish,
                "fr" => Algorithm::French,
                "de" => Algorithm::German,
                "el" => Algorithm::Greek,
                "hu" => Algorithm::Hungarian,
                "it" => Algorithm::Italian,
                "no" | "nb" | "nn" => Algorithm::Norwegian,
                "pt" => Algorithm::Portuguese,
                "ro" => Algorithm::Romanian,
                "ru" => Algorithm::Russian,
                "es" => Algorithm::Spanish,
                "sv" => Algorithm::Swedish,
                "ta" => Algorithm::Tamil,
                "tr" => Algorithm::Turkish,
                _ => return None,
            })
        });
        Self { algorithm: algorithm.map(rust_stemmers::Stemmer::create), cache: FxHashMap::default() }
    }

    /// The stem of a word in lower case, with its accents as written: the stemmers know them. The word itself where
    /// there is no stemmer.
    pub fn stem<'a>(&'a mut self, word: &'a str) -> &'a str {
        let Some(algorithm) = &self.algorithm else { return word };
        if word.len() > LONGEST || word.len() < 3 {
            return word;
        }
        if self.cache.len() >= KEPT {
            self.cache.clear();
        }
        if !self.cache.contains_key(word) {
            self.cache.insert(word.to_owned(), algorithm.stem(word).into_owned());
        }
        self.cache.get(word).map_or(word, String::as_str)
    }
}

impl std::fmt::Debug for Stemmer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stemmer").field("cached", &self.cache.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems() {
        let mut english = Stemmer::new(Language::parse("en"));
        assert_eq!(english.stem("flooded").to_owned(), english.stem("floods"));
        assert_eq!(english.stem("flooded"), "flood");
        assert_eq!(Stemmer::new(None).stem("flooded"), "flooded");
        assert_eq!(Stemmer::new(Language::parse("de")).stem("häuser"), "haus");
    }
}
