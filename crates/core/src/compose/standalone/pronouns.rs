//! Pronouns that nobody in their sentence can be meant by.

use crate::text::calendar;
use crate::text::normalize::fold;
use crate::text::phrase_list::PhraseList;
use crate::text::stop::is_stop;
use std::sync::LazyLock;

/// Nouns of one person, in lower case: "he" may be the man of the same sentence.
#[rustfmt::skip]
const PERSONS: &[&str] = &[
    "man", "woman", "boy", "girl", "mother", "father", "officer", "minister", "president", "driver", "spokesman",
    "spokeswoman", "teenager", "suspect", "judge", "coach", "player", "victim", "son", "daughter", "mayor", "leader",
    "chairman", "chairwoman", "director", "pilot", "captain", "king", "queen", "prince", "princess", "pope", "doctor",
    "nurse", "teacher", "lawyer", "prosecutor", "senator", "governor", "secretary", "ambassador", "general", "soldier",
    "student", "worker", "farmer", "author", "singer", "actor", "actress", "brother", "sister", "wife",
    "husband", "widow", "child", "baby", "resident", "witness", "owner", "founder", "candidate", "rival", "striker",
    "defender", "goalkeeper", "manager", "chancellor", "premier", "commander", "sailor", "skipper", "engineer", "nobody",
    "everybody", "anyone", "someone", "somebody", "everyone", "person", "aide", "adviser", "envoy", "mediator",
];

/// Words that open a sentence before its subject, in lower case.
#[rustfmt::skip]
const PARTICIPLES: &[&str] = &[
    "asked", "pressed", "questioned", "told", "quizzed", "based", "born", "armed", "dressed", "faced", "accused", "convicted",
    "charged", "wanted", "challenged", "reached", "contacted", "seated", "known", "given",
];

const PRONOUNS: &[&str] = &["he", "she", "him", "his", "her", "himself", "herself"];

static ANY_PRONOUN: LazyLock<PhraseList> = LazyLock::new(|| PhraseList::new(PRONOUNS));

/// Whether "he" or "she", outside of quotation marks, comes before anybody that it could stand for.
///
/// A capital at the start of a sentence names nobody where the word is a participle ("Asked what would bring him back, he
/// said"), and neither does a weekday, nor what stands inside of a quotation that the pronoun attributes.
pub(super) fn unnamed(sentence: &str) -> bool {
    // Most sentences have none.
    if !ANY_PRONOUN.any_whole(sentence) {
        return false;
    }
    let mut inside = false;
    let mut first = true;
    let mut somebody = false;
    let mut parts = sentence.split_whitespace().peekable();
    while let Some(part) = parts.next() {
        let opens = part.starts_with(['"', '\u{201c}', '\u{ab}', '\u{201e}']) || part.starts_with("``");
        if opens {
            inside = true;
        }
        let word = part.trim_matches(|letter: char| !letter.is_alphanumeric());
        let word = word.split(['\'', '\u{2019}']).next().unwrap_or("");
        if !inside && !word.is_empty() {
            let lower = fold(word);
            if PRONOUNS.contains(&lower.as_str()) {
                return !somebody;
            }
            let capital = word.starts_with(char::is_uppercase);
            let calls = calendar::weekday(&lower, None).is_some() || calendar::month(&lower, None).is_some();
            let participle =
                first && (lower.ends_with("ing") && lower.len() > 5 || PARTICIPLES.contains(&lower.as_str()));
            // "Vesperan warships": the people of a place are nobody in particular.
            let adjective = lower.len() > 6
                && ["ian", "ese", "ish", "can"].iter().any(|tail| lower.ends_with(tail))
                && parts.peek().is_some_and(|next| next.starts_with(char::is_lowercase));
            let nobody = adjective || calls || participle || first && is_stop(&lower, None);
            let named = capital && !nobody;
            somebody |= named || PERSONS.contains(&lower.as_str());
            first = false;
        }
        let ends = part.trim_end_matches(['.', ',', ';', ':', '?', '!']);
        let typed = |end: &str| end.ends_with('"') && (!opens || end.matches('"').count() > 1);
        let curly = |end: &str| end.ends_with(['\u{201d}', '\u{bb}']);
        if typed(ends) || typed(part) || curly(ends) || curly(part) || part.contains("''") {
            inside = false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::unnamed;

    fn check(sentence: &str, expected: bool) {
        assert_eq!(unnamed(sentence), expected, "{sentence}");
    }

    #[test]
    fn pronouns_need_somebody() {
        check("Asked what would bring him back to the harbor, he said: \u{201c}A pier.\u{201d}", true);
        check("\u{201c}Three of our boats sank on Tuesday and Lumen is silent,\u{201d} he said.", true);
        check("\"Three of our boats sank,\" he said.", true);
        check("On Monday he closed the harbor.", true);
        check("Quill said he would close the harbor.", false);
        check("The pier had been used by Vesperian warships on Sunday, he said.", true);
        check("\u{201c}We sank,\u{201d} said Ada Quill of her boat.", false);
        check("The mayor said she would close it.", false);
        check("The ferry sank on Monday.", false);
        check("\"He sank it,\" the crew said.", false);
    }
}
