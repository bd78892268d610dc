//! A line of a finished digest checked again, from the file alone: by the letter of the contract and by meaning.

use super::LONGEST_LINE;
use super::contract;
use super::fold::{fold, is_subsequence, words};
use super::meaning;
use super::tokens::{Token, tokens};
use crate::model::{How, Language, Span};
use crate::text::language::detect;
use crate::text::sentences::sentences;
use crate::text::stem::Stemmer;

/// Whether a line holds: its words, how it says that it relates to its slices, and for each citation the text of the article and
/// the bytes of it that are cited.
///
/// # Errors
/// Why it does not hold, for people.
pub fn again(text: &str, how: &str, cites: &[(&str, Span)]) -> Result<(), String> {
    if text.trim().is_empty() {
        return Err("no text".to_owned());
    }
    if cites.is_empty() {
        return Err("no citation".to_owned());
    }
    let mut slices = Vec::with_capacity(cites.len());
    for (article, span) in cites {
        let slice = article.get(span.range()).filter(|slice| !slice.is_empty());
        let (start, end) = (span.start, span.end);
        slices.push(slice.ok_or_else(|| format!("{start}..{end} is no slice of the article"))?);
    }
    match how {
        "verbatim" => {
            if slices.len() != 1 || fold(text) != fold(slices[0]) {
                return Err("said to be verbatim, and is not its slice".to_owned());
            }
        }
        "trimmed" => {
            let known = fold(&slices.join(" "));
            if !is_subsequence(&words(&fold(text)), &words(&known)) {
                return Err(
                    "said to be trimmed, and has words that its slices lack, or in another order".to_owned()
                );
            }
        }
        "reworded" => {
            contract::relation(text, &slices)?;
        }
        other => return Err(format!("how is {other:?}")),
    }
    let wide: Vec<&str> = cites.iter().map(|(article, span)| around(article, *span)).collect();
    let whole = how == "verbatim" && fold(wide[0]) == fold(slices[0]);
    if whole || text.len() + wide.iter().map(|wide| wide.len()).sum::<usize>() > LONGEST_LINE * 5 {
        return Ok(());
    }
    let language = detect(wide[0]).or(Some(Language::ENGLISH));
    let mut stemmer = Stemmer::new(language);
    let told = tokens(text, language, &mut stemmer);
    let known: Vec<Token> = wide.iter().flat_map(|text| tokens(text, language, &mut stemmer)).collect();
    meaning::kept(&told, &known)?;
    if contract::relation(text, &slices) == Ok(How::Reworded) {
        meaning::reworded(&told, &known)?;
    }
    Ok(())
}

/// The whole sentences of a text that a span touches.
fn around(text: &str, span: Span) -> &str {
    let before = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let after = text[span.end as usize..].find('\n').map_or(text.len(), |at| span.end as usize + at);
    let block = &text[before..after];
    let inner = Span::new(span.start as usize - before, span.end as usize - before);
    let mut wide = inner;
    for sentence in sentences(block, detect(block)).into_iter().filter(|one| one.overlaps(inner)) {
        wide.start = wide.start.min(sentence.start);
        wide.end = wide.end.max(sentence.end);
    }
    wide.of(block)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The pier was closed.\n\nThe ferry Arden did not sink off Port Lumen on Monday, the harbor master said. It was full.";

    fn check(text: &str, how: &str, slice: &str, expected: Result<(), &str>) {
        let start = TEXT.find(slice).unwrap_or(9_000);
        let found = again(text, how, &[(TEXT, Span::new(start, start + slice.len()))]);
        match expected {
            Ok(()) => assert_eq!(found, Ok(()), "{text}"),
            Err(part) => assert!(found.as_ref().is_err_and(|why| why.contains(part)), "{text}: {found:?}"),
        }
    }

    #[test]
    fn a_line_of_a_file_is_checked_by_letter_and_meaning() {
        let whole = "The ferry Arden did not sink off Port Lumen on Monday, the harbor master said.";
        check(whole, "verbatim", whole, Ok(()));
        check("The ferry Arden did not sink.", "trimmed", whole, Ok(()));
        check("The ferry Arden did sink.", "trimmed", whole, Err("negation"));
        check("sink off Port Lumen on Monday", "verbatim", "sink off Port Lumen on Monday", Err("negation"));
        check("The ferry Vesper sank.", "verbatim", whole, Err("verbatim"));
        check("The ferry Vesper did not sink.", "reworded", whole, Err("name"));
        check("It was full.", "verbatim", "nowhere", Err("no slice"));
        check("It was full.", "copied", "It was full.", Err("how is"));
        check(" ", "verbatim", "It was full.", Err("no text"));
    }
}
