//! String tools and language data that several rooms need: normalizing, words, sentences, stems, stop words.
//!
//! Everything here takes plain text and gives spans or keys; nothing here knows an article.

pub mod ascending;
pub mod calendar;
pub(crate) mod captions;
pub mod dates;
pub(crate) mod gender;
pub mod hash;
pub(crate) mod known_names;
pub mod language;
pub mod letters;
pub(crate) mod negation;
pub mod normalize;
pub mod number_words;
pub mod numbers;
pub mod phrase_list;
pub mod phrases;
pub mod sentences;
pub mod shingles;
pub mod sketch;
pub mod stem;
pub mod stop;
pub mod words;

mod abbreviations;
mod sieve;
