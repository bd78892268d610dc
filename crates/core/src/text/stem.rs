//! Stems, through a cache: a text repeats its words.

use crate::model::Language;
use rust_stemmers::Algorithm;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::RangeInclusive;

mod english;

/// Stems kept at most; past that the cache starts anew, so that hostile input cannot fill memory.
const KEPT: usize = 1 << 15;

/// Stems words of one language (Snowball); identity where the language has no stemmer.
pub struct Stemmer {
    algorithm: Option<rust_stemmers::Stemmer>,
    is_english: bool,
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
        Self {
            is_english: matches!(algorithm, Some(Algorithm::English)),
            algorithm: algorithm.map(rust_stemmers::Stemmer::create),
            cache: FxHashMap::default(),
        }
    }

    /// The stem of a word in lower case, with its accents as written: the stemmers know them. The word itself where
    /// there is no stemmer.
    pub fn stem<'a>(&'a mut self, word: &'a str) -> &'a str {
        if self.algorithm.is_none() || !Self::LENGTHS.contains(&word.len()) {
            return word;
        }
        if self.cache.len() >= KEPT {
            self.cache.clear();
        }
        if !self.cache.contains_key(word) {
            let stem = self.stem_once(word).into_owned();
            self.cache.insert(word.to_owned(), stem);
        }
        self.cache.get(word).map_or(word, String::as_str)
    }

    /// The same without the cache, for callers that remember what they made of a word.
    pub fn stem_once<'a>(&self, word: &'a str) -> Cow<'a, str> {
        if self.is_english && Self::LENGTHS.contains(&word.len()) {
            let mut room = english::EMPTY;
            if let Some(stem) = english::stem(word, &mut room) {
                return match word.get(..stem.len()) {
                    Some(opening) if opening == stem => Cow::Borrowed(opening),
                    _ => Cow::Owned(stem.to_owned()),
                };
            }
        }
        match &self.algorithm {
            Some(algorithm) if Self::LENGTHS.contains(&word.len()) => algorithm.stem(word),
            _ => Cow::Borrowed(word),
        }
    }

    /// Bytes of a word that is stemmed.
    const LENGTHS: RangeInclusive<usize> = 3..=64;
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
        assert_eq!(english.stem_once("flooded"), "flood");
        assert_eq!(Stemmer::new(None).stem("flooded"), "flooded");
        assert_eq!(Stemmer::new(Language::parse("de")).stem("häuser"), "haus");
    }

    #[test]
    fn english_stems_are_those_of_the_general_stemmer() {
        const OPENINGS: &str = "a y by sky ski gener general commun arsen rat rate happ hopp hop fil bl abl troubl siz tann o lo \
            low box boy play sens relat condition valen digit vietn conform radic differ analog vil oper feudal decis hopef callous \
            formal sensit sensib triplic form elec electric electr good reviv allow infer airlin gyroscop adjust defens irrit replac \
            depend adopt homolog commun activ angular effect bowd prob ceas contro rol inn out cann herr earr proc exc succ di ly ti \
            idl gentl ugl earl onl singl new how atla cosmo bia ande yyy syzygy 'tis o'neil 54-year 3 u.s at&t queue eerie luxuri";
        const ENDINGS: &str = "s es ed ing eed eedly edly ingly y i e l ll le ies ied sses us ss 's 's' ' tional ational enci anci izer \
            ization ator ation alism aliti alli fulness ousli ousness iveness iviti biliti bli ogi fulli lessli li ently alize icate \
            iciti ical ful ness ative al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize ion sion tion cally ly \
            edness ings ers ning tted bbed";
        let general = rust_stemmers::Stemmer::create(Algorithm::English);
        let own = Stemmer::new(Some(Language::ENGLISH));
        let endings: Vec<&str> = ENDINGS.split_whitespace().chain([""]).collect();
        for opening in OPENINGS.split_whitespace() {
            for one in &endings {
                for two in ["", "s", "ing", "edly", "er", "ful", "iti", "y"] {
                    let word = format!("{opening}{one}{two}");
                    if Stemmer::LENGTHS.contains(&word.len()) {
                        assert_eq!(own.stem_once(&word), general.stem(&word), "{word}");
                    }
                }
            }
        }
    }
}
