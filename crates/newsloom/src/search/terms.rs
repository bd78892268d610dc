//! Words of a text as the index keeps them, and words of a query as they are looked up: the two must agree.
//!
//! Two forms of each word: as written but folded (phrases, exact words), and its stem in the language of the text (bare
//! words: "ferry" finds "ferries"). A query does not say its language, so it asks for the stems of every language that
//! the index holds. Beside them neighbors that nearly every text has ("of the"; two ideographs) are kept as [`pairs`].

use newsloom_core::model::{Language, Span};
use newsloom_core::text::normalize::fold_into;
use newsloom_core::text::stem::Stemmer;
use newsloom_core::text::stop;
use newsloom_core::text::words::{self, WordKind};

/// Bytes of a folded word that are kept; the rest is cut, in texts and queries alike.
const LONGEST: usize = 64;

/// A word of a text in its folded form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    /// Where it stands in the text.
    pub span: Span,
    /// Number of its place in the text. Parts of a hyphenated word share the place of the whole.
    pub place: usize,
    /// The folded word.
    pub word: String,
    /// The word in lower case with its accents, as stemmers want it.
    pub lower: String,
}

/// The words of a text, folded. Hyphenated words come whole and in their parts.
pub fn folded(text: &str) -> Vec<Folded> {
    let mut found = Vec::with_capacity(text.len() / 6);
    for (place, word) in words::words(text).enumerate() {
        let written = word.of(text);
        push(&mut found, written, word.span.start as usize, place);
        if word.kind == WordKind::Word && written.contains(['-', '‐', '‑']) {
            let mut start = word.span.start as usize;
            for part in written.split(['-', '‐', '‑']) {
                if !part.is_empty() {
                    push(&mut found, part, start, place);
                }
                // All three hyphens may stand there; the next part starts after the one that does.
                let after = start + part.len();
                start = after + text[after..].chars().next().map_or(0, char::len_utf8);
            }
        }
    }
    found
}

fn push(found: &mut Vec<Folded>, written: &str, start: usize, place: usize) {
    let mut word = String::new();
    fold_into(written, &mut word);
    for ending in ["'s", "'"] {
        if let Some(bare) = word.strip_suffix(ending)
            && !bare.is_empty()
        {
            word.truncate(bare.len());
            break;
        }
    }
    cut(&mut word);
    if word.is_empty() {
        return;
    }
    let mut lower = written.to_lowercase();
    for ending in ["'s", "’s"] {
        if let Some(bare) = lower.strip_suffix(ending) {
            lower.truncate(bare.len());
            break;
        }
    }
    found.push(Folded { span: Span::new(start, start + written.len()), place, word, lower });
}

fn cut(word: &mut String) {
    if word.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|&at| word.is_char_boundary(at)).unwrap_or(0);
        word.truncate(end);
    }
}

/// The stem under which a word is kept: stemmed, then folded.
pub fn stem(stemmer: &mut Stemmer, word: &Folded) -> String {
    let stem = stemmer.stem(&word.lower);
    let mut out = String::with_capacity(stem.len());
    fold_into(stem, &mut out);
    cut(&mut out);
    if out.is_empty() { word.word.clone() } else { out }
}

/// Whether nearly every text has the word, so that a phrase of such words is looked up by its [`pairs`]: a stop word of
/// any language, or a single character of a script without spaces.
fn is_common(word: &str) -> bool {
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some(only), None) if !only.is_ascii() => true,
        _ => stop::is_stop_anywhere(word),
    }
}

/// Neighbors of which both are common, each pair as one term with the place of its first word. Places of two words that
/// nearly every text has are dear to compare; a pair is looked up like a word (as Lucene's common grams and CJK bigrams).
pub fn pairs(words: &[Folded]) -> Vec<(usize, String)> {
    let common: Vec<&Folded> = words.iter().filter(|word| is_common(&word.word)).collect();
    let mut found = Vec::new();
    for (at, first) in common.iter().enumerate() {
        let near = common[at + 1..].iter().take_while(|second| second.place <= first.place + 1);
        for second in near.filter(|second| second.place > first.place) {
            found.push((first.place, format!("{} {}", first.word, second.word)));
        }
    }
    found
}

/// The pairs that say a whole phrase, as few as can be; `None` where one of its words is not common or it is one word.
pub fn phrase_pairs(words: &[Folded]) -> Option<Vec<(usize, String)>> {
    let all = pairs(words);
    if words.len() < 2 || all.len() + 1 != words.len() {
        return None;
    }
    let last = all.len() - 1;
    // Every second pair and the last one touch all words.
    Some(
        all.into_iter()
            .enumerate()
            .filter(|(at, _)| at % 2 == 0 || *at == last)
            .map(|(_, pair)| pair)
            .collect(),
    )
}

/// The stems of a query's word in each of `languages`, and the folded word itself, without repeats.
pub fn stems(word: &Folded, languages: &[Language]) -> Vec<String> {
    let mut stems = vec![word.word.clone()];
    for &language in languages {
        let one = stem(&mut Stemmer::new(Some(language)), word);
        if !stems.contains(&one) {
            stems.push(one);
        }
    }
    stems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_split_at_hyphens() {
        let check = |text: &str, expected: &[(&str, usize)]| {
            let got: Vec<_> = folded(text).into_iter().map(|word| (word.word, word.place)).collect();
            let got: Vec<_> = got.iter().map(|(word, place)| (word.as_str(), *place)).collect();
            assert_eq!(got, expected, "{text}");
        };
        check(
            "Łódź's year-on-year",
            &[("lodz", 0), ("year-on-year", 1), ("year", 1), ("on", 1), ("year", 1)],
        );
        check("東京 3,5", &[("東", 0), ("京", 1), ("3,5", 2)]);
        check("", &[]);
    }

    #[test]
    fn spans_of_parts_lie_on_the_parts() {
        let text = "the low‑cost ferry";
        let parts: Vec<_> = folded(text).iter().map(|word| word.span.of(text).to_owned()).collect();
        assert_eq!(parts, ["the", "low‑cost", "low", "cost", "ferry"]);
    }

    #[test]
    fn common_neighbors_make_pairs() {
        let check = |text: &str, all: &[(usize, &str)], phrase: Option<&[(usize, &str)]>| {
            let owned = |pairs: &[(usize, &str)]| -> Vec<(usize, String)> {
                pairs.iter().map(|(place, pair)| (*place, (*pair).to_owned())).collect()
            };
            let words = folded(text);
            assert_eq!(pairs(&words), owned(all), "{text}");
            assert_eq!(phrase_pairs(&words), phrase.map(owned), "{text}");
        };
        check("of the", &[(0, "of the")], Some(&[(0, "of the")]));
        check("out of the", &[(0, "out of"), (1, "of the")], Some(&[(0, "out of"), (1, "of the")]));
        check("one of the ferries", &[(0, "one of"), (1, "of the")], None);
        check("the ferry of the", &[(2, "of the")], None);
        check("the", &[], None);
        check("東京都庁", &[(0, "東 京"), (1, "京 都"), (2, "都 庁")], Some(&[(0, "東 京"), (2, "都 庁")]));
    }

    #[test]
    fn stems_meet_across_forms() {
        let english = Language::ENGLISH;
        let word = |text: &str| folded(text).remove(0);
        let kept = stem(&mut Stemmer::new(Some(english)), &word("Ferries"));
        assert!(stems(&word("ferry"), &[english]).contains(&kept));
        let long = "x".repeat(500);
        assert_eq!(word(&long).word.len(), LONGEST);
    }
}
