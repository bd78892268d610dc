//! Words that turn a clause into its opposite.

/// Whether a word in lower case, folded or not, denies what its clause says: `not`, `nicht`, `didn't`.
pub(crate) fn denies(word: &str) -> bool {
    matches!(
        word,
        "not" | "no" | "never" | "neither" | "nor" | "none" | "nobody" | "nothing" | "without" | "cannot"
    ) || matches!(
        word,
        "kein" | "keine" | "keinen" | "keiner" | "keinem" | "nicht" | "nie" | "niemals" | "ohne"
    ) || matches!(word, "sin" | "nunca" | "jamás" | "jamas" | "pas" | "jamais" | "sans" | "não" | "nao")
        || matches!(
            word,
            "niet" | "geen" | "nooit" | "inte" | "ikke" | "aldrig" | "не" | "ні" | "нет" | "никогда"
        )
        || word.ends_with("n't")
        || word.ends_with("n\u{2019}t")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negations_of_several_languages() {
        assert!(["not", "nicht", "didn't", "didn\u{2019}t", "не"].into_iter().all(denies));
        assert!(!["note", "nickel", "want", "sine"].into_iter().any(denies));
    }
}
