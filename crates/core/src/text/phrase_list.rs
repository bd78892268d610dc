//! Lists of phrases that are looked for in a text, all in one pass.

use aho_corasick::{AhoCorasick, AhoCorasickKind, Match};

/// Phrases to look for, whatever the case of their ASCII letters.
#[derive(Clone, Debug)]
pub struct PhraseList(AhoCorasick);

impl PhraseList {
    /// Of these phrases.
    pub fn new(phrases: &[&str]) -> Self {
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(phrases)
            .expect("a list of some hundred short phrases fits an automaton");
        Self(automaton)
    }

    /// Whether one of them stands anywhere in the text.
    pub fn any(&self, text: &str) -> bool {
        self.0.is_match(text)
    }

    /// Whether one stands in the text from the start of a word on. Letters outside of ASCII end a word too.
    pub fn any_from_word(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let opens = |found: Match| found.start() == 0 || !bytes[found.start() - 1].is_ascii_alphanumeric();
        // Most texts have none at all, which is told in a third of the time.
        self.any(text) && self.0.find_overlapping_iter(text).any(opens)
    }

    /// Whether one stands in the text with no letter or digit on either side.
    pub fn any_whole(&self, text: &str) -> bool {
        let edge = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
        self.0.find_overlapping_iter(text).any(|found| {
            edge(text[..found.start()].chars().next_back()) && edge(text[found.end()..].chars().next())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_apart() {
        let list = PhraseList::new(&["next", "set to", "será"]);
        let check = |text: &str| (list.any(text), list.any_from_word(text), list.any_whole(text));
        assert_eq!(check("The port is SET TO close"), (true, true, true));
        assert_eq!(check("The nextdoor pier"), (true, true, false));
        assert_eq!(check("The annexted pier"), (true, false, false));
        assert_eq!(check("The setnext"), (true, false, false));
        assert_eq!(check("El puerto será cerrado"), (true, true, true));
        assert_eq!(check(""), (false, false, false));
    }
}
