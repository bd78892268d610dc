//! Whether a sentence can be read alone: no pronoun without its noun, no fragment, no question, no boilerplate.

mod lists;
mod person;
mod pronouns;
mod standing;
mod tongues;

pub(crate) use standing::Standing;
pub(crate) use tongues::Tongue;

use crate::text::calendar::month;
use crate::text::known_names::is_given;
use crate::text::normalize::fold;
use crate::text::phrase_list::PhraseList;
use crate::text::stop::is_stop;
use crate::text::words::ideographs;
use memchr::{memchr, memchr_iter};
use std::sync::LazyLock;

use lists::{BOILERPLATE, LABELS, SUBORDINATE, TOLD_BEFORE};

/// Why a sentence cannot be told alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// Too long, or no sentence.
    Fragment,
    /// A sentence of a few words, which only makes sense where it stands.
    Short,
    /// It asks.
    Question,
    /// It points to something before it.
    Pointing,
    /// It speaks in the first or second person outside quotation marks.
    Person,
    /// A quotation in it begins or ends elsewhere.
    Open,
    /// It is of the page, not of the report.
    Boilerplate,
}

/// Bytes at the start of a sentence that are a dateline ("PORT LUMEN (AB) --") or a connective ("But", "However,").
pub(crate) fn opening(sentence: &str, tongue: &Tongue) -> usize {
    let from = bullet(sentence);
    let from = from + furniture(&sentence[from..]);
    let from = from + dateline(&sentence[from..]);
    let from = from + numeral(&sentence[from..]);
    let from = from + label(&sentence[from..]);
    from + tongue.connective(&sentence[from..])
}

/// Bytes of the mark of an item, "* " or "\u{2022} ", 0 where there is none.
fn bullet(sentence: &str) -> usize {
    let marks = ["* ", "| ", "\u{2022} ", "\u{25aa} ", "\u{25a0} ", "\u{25cf} ", "\u{25b6} ", "\u{25ba} "];
    marks.iter().find(|mark| sentence.starts_with(**mark)).map_or(0, |mark| mark.len())
}

/// Bytes of a button's or an advertisement's label that stuck to the sentence, 0 where there is none.
fn furniture(sentence: &str) -> usize {
    // All begin with a capital before a capital or, once, "Ad".
    if !matches!(sentence.as_bytes(), [b'A'..=b'Z', b'A'..=b'Z' | b'd', ..]) {
        return 0;
    }
    let labels = [
        "CLOSE ",
        "ADVERTISEMENT ",
        "Advertisement ",
        "WATCH ",
        "READ MORE ",
        "SHARE ",
        "PLAY ",
        "LISTEN ",
        "AP Photo ",
    ];
    let cut = labels.iter().find(|label| sentence.starts_with(**label)).map_or(0, |label| label.len());
    // Not where all of it is in capitals.
    let mut rest = sentence[cut..].chars();
    if cut > 0 && rest.next().is_some_and(char::is_uppercase) && rest.next().is_some_and(char::is_lowercase) {
        cut
    } else {
        0
    }
}

/// Bytes of the number of an item, "4. " or "(4) ", 0 where there is none. A number without its mark is part of the sentence.
fn numeral(sentence: &str) -> usize {
    let bytes = sentence.as_bytes();
    let open = usize::from(bytes.first() == Some(&b'('));
    let digits = bytes[open..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mark = bytes.get(open + digits);
    let closed = if open == 1 { mark == Some(&b')') } else { matches!(mark, Some(b'.' | b')')) };
    let rest = sentence.get(open + digits + 1..).unwrap_or("");
    let begins = rest.strip_prefix(' ').is_some_and(|rest| {
        rest.starts_with(|first: char| first.is_uppercase() || "\"\u{201c}".contains(first))
    });
    if (1..=2).contains(&digits) && closed && begins { open + digits + 2 } else { 0 }
}

/// Bytes of a newsletter's label with its colon, 0 where there is none.
fn label(sentence: &str) -> usize {
    let near = &sentence.as_bytes()[..sentence.len().min(32)];
    let Some(colon) = memchr(b':', near) else { return 0 };
    let head = sentence[..colon].replace('\u{2019}', "'");
    if !LABELS.iter().any(|known| known.eq_ignore_ascii_case(head.trim())) {
        return 0;
    }
    sentence.len() - sentence[colon + 1..].trim_start().len()
}

/// Agencies that stand in brackets behind a dateline's place.
const AGENCIES: &[&str] = &[
    "AP",
    "AFP",
    "CNN",
    "UPI",
    "DPA",
    "dpa",
    "Reuters",
    "Bloomberg",
    "Xinhua",
    "ANI",
    "PTI",
    "CNN Business",
];

/// Bytes of a dateline with the dash after it, 0 where there is none.
pub(crate) fn dateline(sentence: &str) -> usize {
    let end = match sentence.as_bytes().get(..90) {
        Some(head) if head.is_ascii() => 90,
        _ => sentence.char_indices().nth(90).map_or(sentence.len(), |(at, _)| at),
    };
    let head = &sentence[..end];
    let first = &head[..head.bytes().position(|byte| matches!(byte, b' ' | b',')).unwrap_or(head.len())];
    let capitals = if first.is_ascii() {
        first.bytes().filter(u8::is_ascii_uppercase).count()
    } else {
        first.chars().filter(|letter| letter.is_uppercase()).count()
    };
    let numbered = || head.as_bytes().iter().any(u8::is_ascii_digit);
    let short = || AGENCIES.contains(&first);
    if capitals < 3 && memchr(b')', head.as_bytes()).is_none() && !(capitals > 0 && numbered()) && !short() {
        return 0;
    }
    // Each separator has a dash or a colon in it.
    if !head.bytes().any(|byte| matches!(byte, b'-' | b'_' | b':' | b')' | 0xe2)) {
        return 0;
    }
    let separators = [" -- ", " _ ", " \u{2014} ", " \u{2013} ", " - ", "\u{2014}", ": "];
    // "AP - The ferry": an agency without its place.
    let agency =
        AGENCIES.iter().find_map(|agency| head.strip_prefix(agency).map(|rest| (agency.len(), rest)));
    if let Some((length, rest)) = agency
        && let Some(dash) =
            [" -- ", " - ", " \u{2014} ", " \u{2013} "].iter().find(|dash| rest.starts_with(**dash))
    {
        return length + dash.len();
    }
    // "Port Lumen (AP) The ferry": the dash was lost.
    if let Some((place, rest)) = head.split_once(" (")
        && place.split(' ').count() <= 4
        && let Some((agency, after)) = rest.split_once(") ")
        && AGENCIES.contains(&agency)
        && after.starts_with(char::is_uppercase)
    {
        return place.len() + 2 + agency.len() + 2;
    }
    let Some((at, length)) =
        separators.iter().filter_map(|dash| head.find(dash).map(|at| (at, dash.len()))).min()
    else {
        return 0;
    };
    let before = head[..at].trim();
    let first = before.split([' ', ',']).next().unwrap_or("");
    let shouted = first.chars().filter(|letter| letter.is_uppercase()).count() >= 3
        && !first.chars().any(char::is_lowercase);
    let agency = before.ends_with(')') && before.contains('(');
    let few = before.split_whitespace().count() <= 8;
    // "Lindmoor, March 12 —": a place and a day.
    let dated = before.contains(", ")
        && before.ends_with(|letter: char| letter.is_ascii_digit())
        && before
            .split_whitespace()
            .all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    let dash = &head[at..at + length] != ": ";
    if before.is_empty() || !few || !(agency || (shouted || dated) && dash) {
        return 0;
    }
    at + length
}

/// What keeps the sentence from standing alone, from byte `cut` on, where its opening was cut; `words` are its pieces between
/// white space. `None`: it can stand.
fn flaw(whole: &str, cut: usize, words: &[&str], tongue: &Tongue) -> Option<Flaw> {
    let sentence = &whole[cut..];
    let length = words.len() + ideographs(sentence) / 2;
    if !(3..=70).contains(&length) {
        return Some(Flaw::Fragment);
    }
    let body = sentence.trim_end_matches([
        '"', '\'', '\u{201d}', '\u{2019}', ')', '\u{ab}', '\u{bb}', '\u{201c}', '\u{300d}', '\u{ff09}',
    ]);
    if body.ends_with(['?', '\u{ff1f}']) {
        return Some(Flaw::Question);
    }
    if !body.ends_with(['.', '!', '\u{2026}', '\u{3002}', '\u{ff01}', '\u{964}']) || body.ends_with("...") {
        return Some(Flaw::Fragment);
    }
    let first = sentence.chars().find(|letter| letter.is_alphanumeric())?;
    if first.is_lowercase() && cut == 0 {
        return Some(Flaw::Fragment);
    }
    if length < 6 {
        return Some(Flaw::Short);
    }
    if OF_THE_PAGE.any_from_word(sentence) || glued(words) {
        return Some(Flaw::Boilerplate);
    }
    if words.len() <= 8 && is_place_and_day(words) {
        return Some(Flaw::Fragment);
    }
    if !balanced(sentence) {
        return Some(Flaw::Open);
    }
    let opening = words.iter().map(|word| bare(word)).find(|word| !word.is_empty())?;
    let second = words.get(1).map_or_else(String::new, |word| bare(word));
    if tongue.points_back(sentence, &opening, &second) {
        return Some(Flaw::Pointing);
    }
    // "Doing so would cost the harbor a year": what was said before.
    if words
        .windows(2)
        .take(3)
        .any(|pair| stripped(pair[1]) == "so" && matches!(bare(pair[0]).as_str(), "doing" | "do" | "did"))
    {
        return Some(Flaw::Pointing);
    }
    // "Four are still missing": four of whom was said before.
    if COUNTING.contains(&opening.as_str()) && LINKING.contains(&second.as_str()) {
        return Some(Flaw::Pointing);
    }
    if dangling(words, tongue) {
        return Some(Flaw::Pointing);
    }
    person::speaks(sentence, tongue).then_some(Flaw::Person)
}

/// Whether other headlines stuck to the words.
pub(crate) fn is_glued(text: &str) -> bool {
    glued(&text.split_whitespace().collect::<Vec<_>>())
}

/// Whether a list of other headlines stuck to a name: "QuillGOP senators balk", "Ada QuillBen Osei calls", "MORE on Monday".
fn glued(words: &[&str]) -> bool {
    let seam = |word: &&str| {
        let bytes = word.as_bytes();
        let Some(at) = (3..bytes.len()).find(|&at| {
            bytes[at].is_ascii_uppercase()
                && bytes[at - 1].is_ascii_lowercase()
                && bytes[at - 2].is_ascii_lowercase()
        }) else {
            return false;
        };
        let rest = &bytes[at..];
        let capitals = rest.len() >= 3 && rest.iter().all(u8::is_ascii_uppercase) && at > 3;
        let given = rest.len() >= 3
            && &bytes[..at] != b"Mac"
            && rest[1..].iter().all(u8::is_ascii_lowercase)
            && word.get(at..).is_some_and(|rest| is_given(&rest.to_lowercase()));
        capitals || given
    };
    let more = |pair: &[&str]| {
        pair[0] == "MORE" && (pair[1].starts_with(char::is_lowercase) || pair[1].starts_with('('))
    };
    words.iter().any(seam) || words.windows(2).any(more)
}

/// Whether it says no more than where and when a text was written: "Port Lumen, 9 de marzo de 2026."
fn is_place_and_day(words: &[&str]) -> bool {
    let Some(comma) = words.iter().position(|word| word.ends_with(',')) else { return false };
    let of_day = |word: &&str| {
        let word = word.trim_matches([',', '.']);
        word.bytes().all(|byte| byte.is_ascii_digit())
            || matches!(word, "de" | "den" | "le" | "of")
            || month(&fold(word), None).is_some()
    };
    comma < 4 && comma + 2 < words.len() && words[comma + 1..].iter().all(of_day)
}

/// Numbers that stand for what they count when a verb follows at once.
#[rustfmt::skip]
const COUNTING: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "many", "most", "some",
    "few", "several", "dozens", "hundreds", "all", "none", "each",
];
/// Verbs right behind such a number.
#[rustfmt::skip]
const LINKING: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "can", "may", "might", "did", "do", "wants",
    "want", "said", "says", "remain", "remains", "died", "came", "went",
];

/// Phrases of pages, which stand at the start of a word.
static OF_THE_PAGE: LazyLock<PhraseList> = LazyLock::new(|| PhraseList::new(BOILERPLATE));

/// Whether the sentence says enough to be told with nothing before it: no "The company", no bare quotation, no clause
/// before the main one. Stricter than [`flaw`], which it does not repeat.
pub(crate) fn opens_alone(sentence: &str) -> bool {
    let mut words = sentence.split_whitespace();
    let first = words.next().map_or_else(String::new, bare);
    let second = words.next().map_or_else(String::new, bare);
    let third = words.next().map_or_else(String::new, bare);
    let definite =
        matches!(first.as_str(), "the" | "der" | "die" | "das" | "el" | "la" | "los" | "las" | "le" | "les");
    let bound = matches!(
        third.as_str(),
        "of" | "for" | "in" | "on" | "at" | "that" | "who" | "which" | "to" | "between" | "against"
    );
    // "The president, Lucia Abrego," and "The minister Quill" name whom they mean; "The prime minister had" does not.
    let named = sentence.split_whitespace().nth(1).is_some_and(|word| word.ends_with(','))
        || sentence
            .split_whitespace()
            .nth(2)
            .is_some_and(|word| word.starts_with(char::is_uppercase) || word.ends_with(','));
    let minister =
        matches!(second.as_str(), "prime" | "foreign" | "interior" | "finance" | "defense" | "defence")
            && matches!(third.as_str(), "minister" | "secretary");
    let meanwhile = ["At the same time", "By that time", "At that time", "On the other hand"];
    if meanwhile.iter().any(|opening| sentence.starts_with(opening)) {
        return false;
    }
    let however =
        sentence.char_indices().nth(80).map_or(sentence, |(at, _)| &sentence[..at]).contains(", however");
    !(definite && (TOLD_BEFORE.contains(&second.as_str()) && !bound || minister) && !named)
        && !however
        && !(SUBORDINATE.contains(&first.as_str()) && points_after_its_clause(sentence))
        && !bare_quotation(sentence)
        && !pronouns::unnamed(sentence)
}

/// Whether the main clause behind an opening one begins with what was told before: "Since Quill will appeal, that term has not begun".
fn points_after_its_clause(sentence: &str) -> bool {
    let Some((_, main)) = sentence.split_once(", ") else { return false };
    let mut words = main.split_whitespace();
    let points = matches!(words.next(), Some("that" | "this" | "these" | "those" | "such"));
    // "If it rains, that is no loss" means its own opening; "those who" points to nothing.
    let means_itself = |word: &str| {
        matches!(word, "is" | "was" | "will" | "would" | "could" | "may" | "means" | "who" | "with")
    };
    points && words.next().is_some_and(|word| !means_itself(word))
}

/// Whether an English sentence has a verb of its own, outside of relative clauses ("Everything that crossed").
pub(crate) fn has_verb(sentence: &str) -> bool {
    let mut relative = false;
    for (at, word) in sentence.split_whitespace().enumerate() {
        if matches!(word, "who" | "which" | "that" | "whose") && at < 4 {
            relative = true;
        }
        let bare = stripped(word);
        let ends = |tail: &str| at > 0 && bare.len() > 3 && bare.ends_with(tail);
        let contracted = word.contains("n't") || word.contains("n\u{2019}t") || word.ends_with("'ll");
        if !relative && at > 0 && (VERBS.contains(&bare) || ends("ed") || ends("s") || contracted) {
            return true;
        }
        if word.ends_with([',', ';']) {
            relative = false;
        }
    }
    // Who said it stands before the quotation or behind it.
    sentence.contains(['"', '\u{201c}'])
}

/// Whether an English paragraph is written as headlines are: no word of the past in it, or a bare noun with its verb in
/// the present ("Union demands", "Foreign minister says").
pub(crate) fn headlinese(paragraph: &str) -> bool {
    let words: Vec<&str> = paragraph.split_whitespace().collect();
    let past = |word: &&str| {
        let bare = stripped(word);
        PAST.contains(&bare) || bare.len() > 4 && bare.ends_with("ed")
    };
    if !words.iter().any(past) {
        return true;
    }
    let present = |at: usize| {
        let (Some(noun), Some(verb)) = (words.get(at), words.get(at + 1)) else { return false };
        let common = at == 0 || noun.starts_with(char::is_lowercase);
        let bare = stripped(noun).to_lowercase();
        let determiner = is_stop(&bare, None) || bare.ends_with('s');
        let like_a_verb = verb.len() > 3
            && verb.ends_with('s')
            && verb.starts_with(char::is_lowercase)
            && !verb.ends_with("ss");
        common && !determiner && like_a_verb && !words.get(at + 2).is_some_and(past)
    };
    let opens_bare = words.first().is_some_and(|first| !is_stop(&stripped(first).to_lowercase(), None));
    opens_bare && (present(0) || present(1))
}

/// Finite verbs of the past and auxiliaries: a report's opening has one.
#[rustfmt::skip]
const PAST: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "may", "might", "can", "said", "did", "took",
    "found", "won", "lost", "went", "came", "gave", "made", "held", "sent", "told", "hit", "struck", "fell", "rose", "began",
    "left", "kept", "led", "met", "ran", "saw", "sank", "broke", "drove", "shot", "fought", "bought", "sold", "built",
    "brought", "spoke", "threw", "became", "burst", "spread", "swept", "flew", "blew", "grew", "knew", "chose", "wore",
];

/// Verbs in the present or past that do not end like one.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "may", "might", "can", "say", "said", "did",
    "do", "took", "take", "found", "find", "won", "win", "lost", "lose", "went", "go", "came", "come", "gave", "give", "made",
    "make", "held", "hold", "sent", "told", "tell", "hit", "struck", "fell", "fall", "rose", "rise", "began", "begin", "left",
    "kept", "keep", "led", "lead", "met", "meet", "ran", "run", "saw", "see", "set", "cut", "put", "sank", "broke", "drove",
    "shot", "fought", "bought", "sold", "built", "brought", "spoke", "threw", "became", "become", "burst", "spread", "swept",
    "flew", "blew", "grew", "grow", "knew", "know", "chose", "wore", "stay", "remain", "stood", "stand", "lie", "lay", "paid",
    "pay", "must", "should", "need", "want", "think", "thought", "felt", "read", "wrote", "ate", "drew", "hung", "slept",
];

/// Whether the main clause comes first.
pub(crate) fn opens_with_its_main_clause(sentence: &str) -> bool {
    let first = sentence.split_whitespace().next().map_or_else(String::new, bare);
    // "In the fortnight before the yard announced its cuts, three bankers": not "On Monday, three bankers".
    let place = matches!(first.as_str(), "in" | "on" | "at" | "for" | "from" | "under" | "over" | "to");
    let late = place && sentence.split_whitespace().skip(4).take(14).any(|word| word.ends_with(','));
    !(SUBORDINATE.contains(&first.as_str()) || first.len() > 5 && first.ends_with("ing") || late)
}

/// Whether the sentence is nothing but a quotation: who said it stands elsewhere.
pub(crate) fn bare_quotation(sentence: &str) -> bool {
    let sentence = sentence.trim();
    let wire =
        sentence.strip_prefix("``").and_then(|rest| rest.trim_end_matches(['.', ' ']).strip_suffix("''"));
    if let Some(said) = wire {
        return !said.contains("``");
    }
    let opens = sentence.starts_with(['"', '\u{201c}', '\u{ab}', '\u{201e}']);
    let mark =
        |letter: char| matches!(letter, '"' | '\u{201c}' | '\u{201d}' | '\u{ab}' | '\u{bb}' | '\u{201e}');
    opens
        && sentence.trim_end_matches(['.', ' ']).ends_with(mark)
        && sentence.chars().filter(|c| mark(*c)).count() == 2
}

/// A word without the marks around it and without what follows an apostrophe.
fn stripped(word: &str) -> &str {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return word;
    }
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    word.split(['\'', '\u{2019}']).next().unwrap_or("")
}

/// A word in lower case without the marks around it; a possessive or contracted tail is cut off.
fn bare(word: &str) -> String {
    let word = stripped(word);
    if word == "US" || word == "IT" { word.to_owned() } else { word.to_lowercase() }
}

/// Whether "he", "she" or the like comes before any noun it could stand for.
fn dangling(words: &[&str], tongue: &Tongue) -> bool {
    let pronoun = |word: &&str| {
        let word = stripped(word);
        word.len() <= 3 && tongue.needing.iter().any(|known| known.eq_ignore_ascii_case(word))
    };
    let Some(at) = words.iter().position(pronoun) else { return false };
    let person = |word: &&str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        word.chars().next().is_some_and(char::is_uppercase)
    };
    let roles = [
        "man",
        "woman",
        "boy",
        "girl",
        "mother",
        "father",
        "officer",
        "minister",
        "president",
        "driver",
        "spokesman",
        "spokeswoman",
        "teenager",
        "suspect",
        "judge",
        "coach",
        "player",
        "victim",
        "son",
        "daughter",
    ];
    let named = words[..at].iter().enumerate().any(|(index, word)| index > 0 && person(word))
        || words[..at].first().filter(|word| person(word)).is_some_and(|word| {
            let word = bare(word);
            !word.ends_with('s') && word != "police" && !is_stop(&word, None)
        })
        || words[..at].iter().any(|word| {
            let word = stripped(word);
            roles.iter().any(|role| role.eq_ignore_ascii_case(word))
        });
    !named
}

/// Whether quotation marks and brackets close as often as they open.
fn balanced(sentence: &str) -> bool {
    let plain = |mark: u8| memchr_iter(mark, sentence.as_bytes()).count();
    let typed = |mark: &str| if plain(mark.as_bytes()[0]) < 2 { 0 } else { sentence.matches(mark).count() };
    let ascii = plain(b'"') % 2 == 0 && plain(b'(') == plain(b')') && typed("``") == typed("''");
    if !ascii || sentence.is_ascii() {
        return ascii;
    }
    let count = |mark: char| sentence.chars().filter(|letter| *letter == mark).count();
    let curly = count('\u{201c}') + count('\u{201e}')
        == count('\u{201d}') + usize::from(count('\u{201e}') > 0) * count('\u{201c}')
        || count('\u{201e}') > 0 && count('\u{201e}') == count('\u{201c}');
    curly && count('\u{ab}') == count('\u{bb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, expected: Option<Flaw>) {
        let tongue = Tongue::of(None);
        let cut = opening(sentence, tongue);
        let words: Vec<&str> = sentence[cut..].split_whitespace().collect();
        assert_eq!(flaw(sentence, cut, &words, tongue), expected, "{sentence}");
    }

    #[test]
    fn sentences_that_stand() {
        check("PORT LUMEN (AB) -- The ferry Arden sank on Monday off the coast.", None);
        check("But the harbor master denied that the ferry was full.", None);
        check("Minister Ada Quill said she would visit the harbor on Friday.", None);
        check("\u{6e21}\u{8f2a}\u{6c89}\u{6ca1}\u{4e86}\u{3002}", Some(Flaw::Short));
        check(
            "\u{6e2f}\u{53e3}\u{7684}\u{6e21}\u{8f2a}\u{661f}\u{671f}\u{4e00}\u{6c89}\u{6ca1}\u{4e86}\u{ff0c}\u{5341}\u{4e8c}\u{4eba}\u{3002}",
            None,
        );
        check("\u{201c}We lost everything we had,\u{201d} said Ada Quill, a fisher from Lumen.", None);
    }

    #[test]
    fn sentences_that_do_not() {
        check("He said the ferry had been full to the last seat.", Some(Flaw::Pointing));
        check("Doing so would cost the harbor of Lumen a year.", Some(Flaw::Pointing));
        check("Officials said he had left the bridge before the crash.", Some(Flaw::Pointing));
        check("Was the ferry full when it left the harbor?", Some(Flaw::Question));
        check("We have written to the harbor office for comment on this.", Some(Flaw::Person));
        check("Sign up for our newsletter and never miss a story.", Some(Flaw::Boilerplate));
        check("In one day, Quill blasted Ada OseiGOP senators balk at a trial.", Some(Flaw::Boilerplate));
        check("President Ada QuillDonald calls for a vote in the harbor.", Some(Flaw::Boilerplate));
        check("Ada MacDonald of the LumenTube said the ferry had sunk.", None);
        check("Port Lumen, 9 de marzo de 2026.", Some(Flaw::Fragment));
        check("Saturday, March 7, two thousand and nine", Some(Flaw::Fragment));
        check("the ferry, which had sunk before, was raised again.", Some(Flaw::Fragment));
        check("\u{201c}We lost everything we had in the storm, Quill said.", Some(Flaw::Open));
    }

    #[test]
    fn what_points_behind_its_own_opening_does_not_open_alone() {
        assert!(!opens_alone("Since Quill will appeal, that term has not begun at all."));
        assert!(opens_alone("If it rains on Monday, that is no loss for the ferry."));
        assert!(opens_alone("Since Quill will appeal, the sentence of the court does not stand."));
    }

    #[test]
    fn openings_are_cut_where_they_end() {
        for (sentence, expected) in [
            ("PORT LUMEN, Vesper (AB) _ The ferry sank.", "The ferry sank."),
            ("However, the ferry sank.", "the ferry sank."),
            ("CLOSE The ferry sank.", "The ferry sank."),
            ("Port Lumen (AP) The ferry sank.", "The ferry sank."),
            (
                "Lumen Ferry Office (LFO) Director Quill sank.",
                "Lumen Ferry Office (LFO) Director Quill sank.",
            ),
            ("CLOSE THE FERRY", "CLOSE THE FERRY"),
            ("4. The ferry sank.", "The ferry sank."),
            ("* AP - The ferry sank.", "The ferry sank."),
            ("AP officials sank.", "AP officials sank."),
            ("12 ferries sank.", "12 ferries sank."),
            ("The ferry - an old one - sank.", "The ferry - an old one - sank."),
            ("Andrea Quill sank.", "Andrea Quill sank."),
        ] {
            assert_eq!(&sentence[opening(sentence, Tongue::of(None))..], expected);
        }
    }
}
