//! Whom a pronoun or a form of address can mean, and whom a given name.

use crate::text::known_names::{EITHER, WOMEN};
use crate::text::normalize::fold;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// What a form of address, a pronoun or a given name says about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gender {
    Woman,
    Man,
}

impl Gender {
    /// By a form of address or a pronoun, as written.
    pub fn of(word: &str) -> Option<Self> {
        Some(match word {
            "Ms" | "Mrs" | "Miss" | "Lady" | "Dame" | "Frau" | "Mme" | "Madame" | "Señora" | "Sister"
            | "Queen" | "Princess" | "she" | "She" | "ella" | "Ella" | "elle" | "Elle" | "her" | "Her" => {
                Self::Woman
            }
            "Mr" | "Lord" | "Sir" | "Herr" | "Monsieur" | "Señor" | "Father" | "King" | "Prince" | "he"
            | "He" | "er" | "Er" | "él" | "Él" | "il" | "Il" | "his" | "His" => Self::Man,
            _ => return None,
        })
    }

    /// By a personal pronoun that means one person in every language that has the word, as written.
    pub fn of_pronoun(word: &str) -> Option<Self> {
        match word {
            "she" | "her" | "herself" | "ella" => Some(Self::Woman),
            "he" | "his" | "him" | "himself" | "él" => Some(Self::Man),
            _ => None,
        }
    }

    /// By a given name that is known to be one, as written. `None` for those that both have.
    pub fn of_given(name: &str) -> Option<Self> {
        static LISTS: LazyLock<[FxHashSet<&str>; 2]> =
            LazyLock::new(|| [WOMEN, EITHER].map(|list| list.split_whitespace().collect()));
        let [women, either] = &*LISTS;
        let name = fold(name);
        match (women.contains(&*name), either.contains(&*name)) {
            (_, true) => None,
            (true, _) => Some(Self::Woman),
            _ => Some(Self::Man),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_hold_known_names_only() {
        for name in WOMEN.split_whitespace().chain(EITHER.split_whitespace()) {
            assert!(crate::text::known_names::is_given(name), "{name}");
        }
    }

    #[test]
    fn given_names_tell() {
        assert_eq!(Gender::of_given("Éva"), Some(Gender::Woman));
        assert_eq!(Gender::of_given("Tom"), Some(Gender::Man));
        assert_eq!(Gender::of_given("Kim"), None);
    }
}
