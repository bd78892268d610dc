//! Whether a sentence can be read alone: no pronoun without its noun, no fragment, no question, no boilerplate.

use crate::text::stop::is_stop;

/// Words that open a sentence by pointing back.
const POINTING: &[&str] = &[
    "he",
    "she",
    "they",
    "it",
    "this",
    "that",
    "these",
    "those",
    "his",
    "her",
    "hers",
    "their",
    "its",
    "him",
    "them",
    "such",
    "both",
    "neither",
    "either",
    "others",
    "another",
    "here",
    "there",
    "then",
    "thus",
    "therefore",
    "so",
    "hence",
    "otherwise",
    "similarly",
    "likewise",
    "what",
    "why",
    "how",
    "who",
    "which",
    "whether",
    "because",
    "except",
    "er",
    "sie",
    "es",
    "dies",
    "diese",
    "dieser",
    "dieses",
    "ihr",
    "ihre",
    "sein",
    "seine",
    "dabei",
    "dazu",
    "damit",
    "él",
    "ella",
    "ellos",
    "ellas",
    "esto",
    "eso",
    "este",
    "esta",
    "ese",
    "esa",
    "su",
    "sus",
    "il",
    "elle",
    "ils",
    "elles",
    "ce",
    "cette",
    "ces",
    "son",
    "sa",
    "ses",
];

/// Two words that point back when they open a sentence.
const POINTING_PAIRS: &[(&str, &str)] = &[
    ("the", "two"),
    ("the", "latter"),
    ("the", "former"),
    ("the", "other"),
    ("the", "others"),
    ("the", "same"),
    ("the", "pair"),
    ("the", "trio"),
    ("the", "duo"),
    ("one", "of"),
    ("some", "of"),
    ("all", "of"),
    ("most", "of"),
    ("none", "of"),
    ("for", "example"),
    ("for", "instance"),
    ("as", "a"),
    ("in", "addition"),
    ("in", "turn"),
    ("in", "response"),
    ("in", "contrast"),
    ("at", "the"),
    ("to", "that"),
    ("of", "those"),
    ("of", "these"),
];

/// Words before an opening that may be cut off, with the comma after them if there is one.
const CONNECTIVES: &[&str] = &[
    "but",
    "and",
    "however",
    "meanwhile",
    "moreover",
    "also",
    "yet",
    "still",
    "nevertheless",
    "nonetheless",
    "furthermore",
    "instead",
    "additionally",
    "indeed",
    "besides",
    "aber",
    "und",
    "jedoch",
    "pero",
    "mais",
];

/// Phrases of pages, not of reports. In lower case.
const BOILERPLATE: &[&str] = &[
    "click here",
    "correction,",
    "correction:",
    "an earlier version",
    "sign up",
    "subscribe",
    "newsletter",
    "all rights reserved",
    "copyright",
    "follow us",
    "read more",
    "advertisement",
    "email address",
    "e-mail address",
    "cookie",
    "getty images",
    "mailing list",
    "terms of service",
    "privacy policy",
    "your browser",
    "javascript",
    "share this",
    "http",
    "www.",
    "\u{a9}",
    "log in",
    "photo by",
    "contributed to this report",
    "reporting by",
    "editing by",
    "associated press writer",
    "for more information",
    "this material may not be",
    "watch:",
    "also read",
    "related:",
    "most read",
    "inbox",
    "tap here",
    "this article was",
    "was first published",
    "originally published",
    "is attributed to",
    "correspondent for",
    "tweet with",
    "you can add location",
    "web page",
    "crawl",
    "archived",
];

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
pub(crate) fn opening(sentence: &str) -> usize {
    let from = dateline(sentence);
    let rest = &sentence[from..];
    let word: String =
        rest.chars().take_while(|letter| letter.is_alphabetic()).collect::<String>().to_lowercase();
    if !CONNECTIVES.contains(&word.as_str()) {
        return from;
    }
    let tail = &rest
        [rest.char_indices().find(|(_, letter)| !letter.is_alphabetic()).map_or(rest.len(), |(at, _)| at)..];
    let skipped = tail.trim_start_matches([',', ' ']);
    if skipped.is_empty() || tail.len() == skipped.len() {
        return from;
    }
    from + rest.len() - skipped.len()
}

/// Bytes of a dateline with the dash after it, 0 where there is none.
fn dateline(sentence: &str) -> usize {
    let head: String = sentence.chars().take(90).collect();
    let separators = [" -- ", " _ ", " \u{2014} ", " \u{2013} ", " - ", "\u{2014}", ": "];
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
    if before.is_empty() || !few || !(agency || shouted && &head[at..at + length] != ": ") {
        return 0;
    }
    at + length
}

/// What keeps the sentence from standing alone, from byte `cut` on, where its opening was cut. `None`: it can stand.
pub(crate) fn flaw(whole: &str, cut: usize) -> Option<Flaw> {
    let sentence = &whole[cut..];
    let words: Vec<&str> = sentence.split_whitespace().collect();
    if words.len() < 3 || words.len() > 70 {
        return Some(Flaw::Fragment);
    }
    let body =
        sentence.trim_end_matches(['"', '\'', '\u{201d}', '\u{2019}', ')', '\u{ab}', '\u{bb}', '\u{201c}']);
    if body.ends_with('?') {
        return Some(Flaw::Question);
    }
    if !body.ends_with(['.', '!', '\u{2026}', '\u{3002}', '\u{964}']) || body.ends_with("...") {
        return Some(Flaw::Fragment);
    }
    let first = sentence.chars().find(|letter| letter.is_alphanumeric())?;
    if first.is_lowercase() && cut == 0 {
        return Some(Flaw::Fragment);
    }
    if words.len() < 6 {
        return Some(Flaw::Short);
    }
    let lower = sentence.to_lowercase();
    if BOILERPLATE.iter().any(|phrase| lower.contains(phrase)) {
        return Some(Flaw::Boilerplate);
    }
    if !balanced(sentence) {
        return Some(Flaw::Open);
    }
    let bare: Vec<String> = words.iter().map(|word| bare(word)).collect();
    let opening = bare.iter().map(String::as_str).find(|word| !word.is_empty())?;
    let second = bare.get(1).map_or("", String::as_str);
    if POINTING.contains(&opening)
        || POINTING_PAIRS.contains(&(opening, second)) && second != "the" && second != "a"
    {
        return Some(Flaw::Pointing);
    }
    if dangling(&words, &bare) {
        return Some(Flaw::Pointing);
    }
    outside_quotes(
        sentence,
        &["i", "we", "my", "our", "me", "i'm", "we're", "i've", "we've", "you", "your", "ours"],
    )
    .then_some(Flaw::Person)
}

/// A word in lower case without the marks around it; a possessive or contracted tail is cut off.
fn bare(word: &str) -> String {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    let word = word.split(['\'', '\u{2019}']).next().unwrap_or("");
    if word == "US" || word == "IT" { word.to_owned() } else { word.to_lowercase() }
}

/// Whether "he", "she" or the like comes before any noun it could stand for.
fn dangling(words: &[&str], bare: &[String]) -> bool {
    let Some(at) = bare.iter().position(|word| matches!(word.as_str(), "he" | "she" | "him" | "his" | "her"))
    else {
        return false;
    };
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
        || words[..at].first().is_some_and(|word| {
            person(word) && !bare[0].ends_with('s') && bare[0] != "police" && !is_stop(&bare[0], None)
        })
        || bare[..at].iter().any(|word| roles.contains(&word.as_str()));
    !named
}

/// Whether quotation marks and brackets close as often as they open.
fn balanced(sentence: &str) -> bool {
    let count = |mark: char| sentence.chars().filter(|letter| *letter == mark).count();
    let plain = count('"') % 2 == 0;
    let curly = count('\u{201c}') + count('\u{201e}')
        == count('\u{201d}') + usize::from(count('\u{201e}') > 0) * count('\u{201c}')
        || count('\u{201e}') > 0 && count('\u{201e}') == count('\u{201c}');
    let typed = sentence.matches("``").count() == sentence.matches("''").count();
    plain && curly && typed && count('(') == count(')') && count('\u{ab}') == count('\u{bb}')
}

/// Whether one of the words stands outside quotation marks.
fn outside_quotes(sentence: &str, wanted: &[&str]) -> bool {
    let mut inside = false;
    let sentence = sentence.replace("``", "\u{201c}").replace("''", "\u{201d}");
    for word in sentence.split_whitespace() {
        let opens =
            word.contains(['\u{201c}', '\u{ab}']) || word.starts_with(['"', '(']) && word.contains('"');
        if opens {
            inside = true;
        }
        let plain = word.trim_matches(|letter: char| !letter.is_alphanumeric()).replace('\u{2019}', "'");
        let acronym = plain == "US" || plain == "I" && word.ends_with('.') || plain == "II";
        if !inside && !acronym && wanted.contains(&plain.to_lowercase().as_str()) {
            return true;
        }
        if word.contains(['\u{201d}', '\u{bb}'])
            || !opens && word.contains('"')
            || opens && word.matches('"').count() > 1
        {
            inside = false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, expected: Option<Flaw>) {
        let cut = opening(sentence);
        assert_eq!(flaw(sentence, cut), expected, "{sentence}");
    }

    #[test]
    fn sentences_that_stand() {
        check("PORT LUMEN (AB) -- The ferry Arden sank on Monday off the coast.", None);
        check("But the harbor master denied that the ferry was full.", None);
        check("Minister Ada Quill said she would visit the harbor on Friday.", None);
        check("\u{201c}We lost everything we had,\u{201d} said Ada Quill, a fisher from Lumen.", None);
    }

    #[test]
    fn sentences_that_do_not() {
        check("He said the ferry had been full to the last seat.", Some(Flaw::Pointing));
        check("Officials said he had left the bridge before the crash.", Some(Flaw::Pointing));
        check("Was the ferry full when it left the harbor?", Some(Flaw::Question));
        check("We have written to the harbor office for comment on this.", Some(Flaw::Person));
        check("Sign up for our newsletter and never miss a story.", Some(Flaw::Boilerplate));
        check("Saturday, March 7, two thousand and nine", Some(Flaw::Fragment));
        check("the ferry, which had sunk before, was raised again.", Some(Flaw::Fragment));
        check("\u{201c}We lost everything we had in the storm, Quill said.", Some(Flaw::Open));
    }

    #[test]
    fn openings_are_cut_where_they_end() {
        for (sentence, expected) in [
            ("PORT LUMEN, Vesper (AB) _ The ferry sank.", "The ferry sank."),
            ("However, the ferry sank.", "the ferry sank."),
            ("The ferry - an old one - sank.", "The ferry - an old one - sank."),
            ("Andrea Quill sank.", "Andrea Quill sank."),
        ] {
            assert_eq!(&sentence[opening(sentence)..], expected);
        }
    }
}
