//! Whether a clause speaks of what was or of what is to come, by its verbs.

use super::verbs::{Says, Verbs, verbs};
use crate::model::Language;
use crate::text::abbreviations::{Abbreviation, abbreviation};
use crate::text::words::Word;

/// Words on either side of a date that are searched for its tense.
const NEAR: usize = 20;

/// Words from a date within which "is" and a participle announce: `is flying to Lumen on Friday`.
const IS_DOING: usize = 6;

/// What a clause says about the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// It happened.
    Past,
    /// It is to happen.
    Future,
}

/// A tense with what shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) tense: Tense,
    /// How far from the date the word stands that shows it; 0 where it is the one before the date.
    pub(super) apart: usize,
    /// Whether that word can mean nothing else: "will", not "could" or "ordered to". Not sure and not apart is what was to come as seen
    /// from the past: "was due on", "had hoped for it by".
    pub(super) sure: bool,
}

impl Told {
    fn new(tense: Tense, apart: usize) -> Self {
        Self { tense, apart, sure: true }
    }

    fn unsure(tense: Tense, apart: usize) -> Self {
        Self { tense, apart, sure: false }
    }
}

/// Words that stand between the start of a clause and a date: `On`, `But on`, `late`.
fn leads(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "on" | "but"
            | "and"
            | "late"
            | "early"
            | "later"
            | "then"
            | "since"
            | "this"
            | "next"
            | "last"
            | "am"
            | "den"
            | "dem"
            | "el"
            | "le"
            | "\u{432}"
    )
}

/// Whether a sentence ends between tokens `at` and `at + 1`: not at the period of `Gov. Quill`.
fn ends(text: &str, tokens: &[Word], at: usize, language: Option<Language>) -> bool {
    let (here, next) = (tokens[at], tokens[at + 1]);
    let between = &text[here.span.end as usize..next.span.start as usize];
    if between.contains(['!', '?', '\n', ';']) {
        return true;
    }
    let Some(after) = between.split_once('.').map(|(_, after)| after) else { return false };
    let goes_on = next.of(text).starts_with(|first: char| first.is_lowercase() || first.is_ascii_digit())
        || after.contains(',')
        || matches!(
            abbreviation(here.of(text), language),
            Some(Abbreviation::GoesOn | Abbreviation::BeforeNumber)
        );
    !goes_on
}

/// The tense of the words around tokens `first..next`, a date, within their sentence: the verb nearest before the date decides, or the
/// one after it where the date opens its clause.
pub(super) fn at(
    text: &str,
    tokens: &[Word],
    (first, next): (usize, usize),
    language: Option<Language>,
) -> Option<Told> {
    let verbs = verbs(language);
    let comma = |at: usize| {
        text[tokens[at].span.end as usize..tokens[at + 1].span.start as usize]
            .contains([',', '\u{2013}', '\u{2014}'])
    };
    let mut before: Vec<&str> = Vec::new();
    let mut at = first;
    while at > 0 && before.len() < NEAR && !ends(text, tokens, at - 1, language) {
        if comma(at - 1) {
            before.push(",");
        }
        at -= 1;
        before.push(tokens[at].of(text));
    }
    // `killed by Monday's storm`: the day belongs to the storm, and "by" sets no term.
    let date = tokens[next - 1].of(text);
    let owner = date.ends_with("'s") || date.ends_with("\u{2019}s");
    if owner && before.first().is_some_and(|word| matches!(*word, "by" | "for" | "until")) {
        before.remove(0);
    }
    let mut after: Vec<&str> = Vec::new();
    for at in next..(next + NEAR).min(tokens.len()) {
        if ends(text, tokens, at - 1, language) {
            break;
        }
        if comma(at - 1) && at > next {
            after.push(",");
        }
        after.push(tokens[at].of(text));
    }
    let (back, ahead) = (backward(verbs, &before), forward(verbs, &after, true));
    if !verbs.english() {
        // A comma stands between any two clauses, and the verb may end its own.
        let clause = |words: &[&str]| words.iter().position(|word| *word == ",").unwrap_or(words.len());
        let own = backward(verbs, &before[..clause(&before)]);
        return own.or_else(|| forward(verbs, &after[..clause(&after)], true)).or(back).or(ahead);
    }
    // `On Saturday, the two will meet`: the clause begins with the date.
    let led = before.iter().take_while(|word| leads(word)).count();
    let led = led + usize::from(before.get(led).is_some_and(|word| matches!(*word, "By" | "Until")));
    // `declared Sunday a day of mourning`, `set Sunday as the term`
    let named =
        before.first().is_some_and(|word| matches!(*word, "declared" | "proclaimed" | "named" | "set"))
            && after.first().is_some_and(|word| matches!(*word, "a" | "an" | "as" | "the"));
    if named {
        return Some(Told::unsure(Tense::Future, 1));
    }
    // `The yard is closing and on Friday sold its last ship`
    let joined = before[..led].iter().any(|word| matches!(*word, "and" | "but"))
        && ahead.is_some_and(|told| told.apart == 1);
    let opens = joined || before.get(led).is_none_or(|word| *word == ",");
    let since = back.is_some_and(|told| told.apart == 0 && told.tense == Tense::Past);
    if opens {
        return if since { back } else { ahead.or(back) };
    }
    // What follows is not said of a date that only tells which one is meant: `over the May 6 vote`.
    let which = before.len() > 1 && matches!(before[0], "the" | "The" | "a" | "an" | "A" | "its" | "their");
    back.or_else(|| if which { None } else { forward(verbs, &after, false) })
}

/// Whether the word after it, with what stands before, makes a verb of one that is a noun as well.
fn acts(word: &str, subject: &str, object: &str) -> bool {
    if word == "take" {
        return matches!(object, "effect" | "place" | "office" | "over" | "part");
    }
    let plural = subject.len() > 3 && subject.ends_with('s') && !subject.ends_with("ss") && subject != "News";
    let singular = word.ends_with('s');
    subject.starts_with(char::is_uppercase) && !leads(subject) && singular
        || plural && !singular && !matches!(subject, "this" | "his" | "does")
}

/// A term is to come; surely where the words before it, nearest first, announce it too.
fn term(verbs: &Verbs, words: &[&str]) -> Option<Told> {
    let told = backward(verbs, words).filter(|told| told.tense == Tense::Future);
    told.or(Some(Told::unsure(Tense::Future, 0)))
}

/// The tense of the words before a date, nearest first, with "," where a comma stands. `None` where no verb shows it.
fn backward(verbs: &Verbs, words: &[&str]) -> Option<Told> {
    let close = words.iter().take_while(|word| leads(word) && !word.eq_ignore_ascii_case("since")).count();
    let word = |at: usize| words.get(at).copied().unwrap_or("");
    let opening = word(close).to_lowercase();
    match verbs.says(&opening) {
        Some(Says::Since) => return Some(Told::new(Tense::Past, 0)),
        // `by Wednesday`, but not `announced by the yard on Wednesday`; `a meeting for Thursday`.
        Some(Says::Term) if !verbs.english() => return Some(Told::new(Tense::Future, 0)),
        Some(Says::Term) => return term(verbs, &words[close + 1..]),
        _ if opening == "of" && word(close + 1) == "ahead" => return term(verbs, &words[close + 2..]),
        _ => {}
    }
    if !verbs.english() {
        return words.iter().zip(1..).find_map(|(word, apart)| match verbs.says(word)? {
            Says::Future => Some(Told::new(Tense::Future, apart)),
            Says::Past => Some(Told::new(Tense::Past, apart)),
            _ => None,
        });
    }
    let mut until = matches!(opening.as_str(), "until" | "through");
    let mut bound = until;
    let mut nth = 0;
    while let Some(&here) = words.get(nth) {
        let (earlier, later) = (word(nth + 1), nth.checked_sub(1).map_or("", &word));
        let apart = nth + 1;
        let is =
            matches!(earlier, "is" | "are" | "I'm" | "I\u{2019}m" | "he's" | "she's" | "we're" | "they're");
        // `could be opened as early as Monday`
        if matches!(here, "early" | "soon") && nth == 1 && words[0] == "as" && earlier == "as" {
            return Some(Told::new(Tense::Future, apart));
        }
        until |= matches!(here, "until" | "through");
        match verbs.says(here) {
            // `was due on Tuesday`: as seen from then.
            Some(Says::Future)
                if matches!(earlier, "was" | "were" | "been" | "had" | "wasn't" | "weren't") =>
            {
                return Some(Told::unsure(Tense::Future, 0));
            }
            Some(Says::Future) => return Some(Told::new(Tense::Future, apart)),
            Some(Says::Present) if acts(here, earlier, later) => {
                return Some(Told::new(Tense::Future, apart));
            }
            // `could not be reached on Monday` tells of that day.
            Some(Says::Modal) if later == "not" && word(nth.wrapping_sub(2)) == "be" => {
                return Some(Told::new(Tense::Past, apart));
            }
            Some(Says::Modal) => return Some(Told::unsure(Tense::Future, apart)),
            // `were asked not to ring the bells on Sunday`, `gave them until Sunday`
            Some(Says::Asked) if bound || until => return Some(Told::unsure(Tense::Future, apart)),
            Some(Says::PutOff) if until => return Some(Told::unsure(Tense::Future, apart)),
            Some(Says::Meant) if bound => return None,
            Some(Says::Past | Says::Asked | Says::PutOff | Says::Meant) => {
                // `will be held`, `to be held`, `stay closed`, `would shut`: what stands before decides.
                let open = matches!(earlier, "to" | "be" | "being" | "stay" | "stays" | "remain" | "remains")
                    || matches!(verbs.says(earlier), Some(Says::Future | Says::Modal));
                if !open && !is {
                    return Some(Told::new(Tense::Past, apart));
                }
            }
            _ => {}
        }
        if here == "to" && is || here == "set" && matches!(later, "to" | "for") {
            return Some(Told::new(Tense::Future, apart));
        }
        let asking =
            matches!(here, "urging" | "asking" | "ordering" | "inviting" | "hoping" | "wanting" | "calling");
        if here.len() > 5 && here.ends_with("ing") && is && nth < IS_DOING || bound && asking {
            return Some(Told::unsure(Tense::Future, apart));
        }
        // `Leaders to meet`: to come, unless a verb before it says that this was meant in the past.
        let verb = later.starts_with(char::is_lowercase)
            && !leads(later)
            && !matches!(later, "the" | "a" | "an" | "his" | "her" | "its" | "their");
        if here == "to" && verb {
            bound = true;
            // `They expected Quill, who had met him, to speak`: what stands between the commas is put in.
            if earlier == ","
                && let Some(other) = words[nth + 2..].iter().position(|word| *word == ",")
                && words[nth + 2..nth + 2 + other]
                    .iter()
                    .any(|word| matches!(*word, "who" | "which" | "whose"))
            {
                nth += 2 + other;
            }
        }
        nth += 1;
    }
    let whole = words.len() < NEAR;
    (whole && (bound || until)).then_some(Told::unsure(Tense::Future, words.len() + 1))
}

/// The tense of the words after a date, in order; up to the next clause, where the date does not open its own.
fn forward(verbs: &Verbs, words: &[&str], opens: bool) -> Option<Told> {
    let clause = |word: &&&str| {
        opens
            || !matches!(
                **word,
                "that" | "who" | "which" | "when" | "while" | "because" | "after" | "before" | "if"
            )
    };
    words.iter().take_while(clause).enumerate().find_map(|(nth, word)| {
        let before = nth.checked_sub(1).map_or("", |at| words[at]);
        let later = words.get(nth + 1).copied().unwrap_or("");
        let bound = verbs.english() && *word == "to" && matches!(before, "is" | "are");
        let tense = match verbs.says(word) {
            _ if bound => Tense::Future,
            // `On Monday the yard planned a sale`
            Some(Says::Future) if *word == "planned" && !matches!(before, "is" | "are") => Tense::Past,
            Some(Says::Future) => Tense::Future,
            // `may have won`
            Some(Says::Modal) if later != "have" => return Some(Told::unsure(Tense::Future, nth + 1)),
            Some(Says::Past | Says::Asked | Says::PutOff | Says::Meant) if before != "be" => Tense::Past,
            Some(Says::Present) if acts(word, before, later) => Tense::Future,
            _ => return None,
        };
        Some(Told::new(tense, nth + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words::words;

    /// `|` stands for the date, which is a Friday.
    #[track_caller]
    fn check(text: &str, expected: Option<Tense>) {
        check_in("en", text, expected);
    }

    #[track_caller]
    fn check_in(code: &str, text: &str, expected: Option<Tense>) {
        let text = text.replace('|', " Friday");
        let tokens: Vec<Word> = words(&text).collect();
        let first = tokens.iter().position(|token| token.of(&text).starts_with("Friday")).unwrap();
        let told = at(&text, &tokens, (first, first + 1), Language::parse(code));
        assert_eq!(told.map(|told| told.tense), expected, "{text}");
    }

    #[test]
    fn the_nearest_verb_decides() {
        check("the two will meet in Lumen on|", Some(Tense::Future));
        check("she said on| that they will meet", Some(Tense::Past));
        check("the funeral is to be held on|", Some(Tense::Future));
        check("the vote was held on|", Some(Tense::Past));
        check("talks scheduled for|", Some(Tense::Future));
        check("Leaders to meet in Lumen on|", Some(Tense::Future));
        check("he flew to Lumen on|", Some(Tense::Past));
        check("they vowed to fight on|", None);
        check("they agreed to meet on|", Some(Tense::Future));
        check("The council had been called to meet on| in Lumen", Some(Tense::Future));
        check("Schools in the province stay closed until|", Some(Tense::Future));
        check("The two counted apart until|", Some(Tense::Past));
        check("The panel gave both sides until|", Some(Tense::Future));
        check("She called a meeting at the gates for|", Some(Tense::Future));
        check("On| the two sides will meet", Some(Tense::Future));
        check("Later|, Gov. Quill will speak in Lumen", Some(Tense::Future));
        check("On| 31 men are to change ships", Some(Tense::Future));
        check("Rovers return to the league on|", Some(Tense::Future));
        check("The Rovers will not, as players return to the league on|", Some(Tense::Future));
        check("Rovers had the return to the league on|", Some(Tense::Past));
        check("after the return to the league on|", None);
        check("the cuts announced by the yard on|", Some(Tense::Past));
        check("The charges could be made known as early as|", Some(Tense::Future));
        check("the papers must be in by early|", Some(Tense::Future));
        check("Islanders were asked not to ring the bells on|", Some(Tense::Future));
        check("the yard had hoped for a way out by|", Some(Tense::Future));
        check("By| the yard had let them all go", Some(Tense::Past));
        check("The trains would shut down on|", Some(Tense::Future));
        check("on| in Lumen", None);
    }

    #[test]
    fn modal_verbs_and_plans_look_ahead() {
        check("Quill is supposed to talk| to the harbor master", Some(Tense::Future));
        check("the storm could come ashore on|", Some(Tense::Future));
        check("the harbor master could not be reached on|", Some(Tense::Past));
        check("The sanctions take effect|", Some(Tense::Future));
        check("The Lumen News host Ada Quill took|", Some(Tense::Past));
        check("Quill is headed to Lumen on|", Some(Tense::Future));
        check("They expected Ada Quill, who met him in the war, to see him again on|", Some(Tense::Future));
        check("The council declared|, a day of mourning", Some(Tense::Future));
        check("Quill said the yard would ask for aid, to be named at the talks on|", Some(Tense::Future));
        check("Lumen missed a second deadline on|", Some(Tense::Past));
        check("The yard has been shut since late|", Some(Tense::Past));
        check("Shops may sell only local fish beginning|", Some(Tense::Future));
    }

    #[test]
    fn other_languages() {
        check_in("de", "Das Amt verschickt ab| Bescheide", Some(Tense::Future));
        check_in("de", "Die Brücke ist seit| gesperrt, sie soll saniert werden", Some(Tense::Past));
        check_in("de", "Das Amt teilte am| mit, es werde", Some(Tense::Past));
        check_in("de", "Das Amt hat erfahren, dass der Kai am| öffnen soll", Some(Tense::Future));
        check_in("fr", "le port a rouvert le|", Some(Tense::Past));
    }
}
