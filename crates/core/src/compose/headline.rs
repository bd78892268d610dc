//! The headline: the best title that its own article's text bears out, else a sentence cut short.

mod body;
mod cuts;

pub(crate) use cuts::cuts;

use self::body::from_sentence;
use super::check::Checker;
use super::choose::Chooser;
use super::material::Material;
use crate::model::{Article, Citation, DraftLine, Language, Line, Report, SentenceKind, Span};
use crate::text::hash::{join64, key64};
use crate::text::normalize::{capitalized, fold, fold_into};
use crate::text::numbers::{NumberKind, parse};
use crate::text::words::{length, words};
use memchr::memmem;
use std::collections::BTreeSet;

/// Words of a title at least and at most to be a headline.
const TITLE_WORDS: (usize, usize) = (4, 18);
/// Words behind a label that tell something.
const BEHIND_LABEL: usize = 5;
/// Titles that are tried, best first.
const TITLES_TRIED: usize = 30;
/// What a title gains that shares all its words with the sentence that opens the summary.
const LEAD_COUNTS: f64 = 3.0;
/// Sentences that a title may rest on.
const MOST_SENTENCES: usize = 4;
/// Share of the best title's weight below which a sentence of the story says it better than another title.
const WORTH: f64 = 0.4;

/// The headline. `None` only where no report has a word of text.
pub(crate) fn headline(
    reports: &[Report<'_>],
    material: &Material<'_>,
    chooser: &Chooser<'_>,
    checker: &mut Checker<'_>,
    words: usize,
    lead: Option<usize>,
    weighty: impl Fn(usize) -> f64,
) -> Option<Line> {
    let leading: &[u32] = lead.map_or(&[], |index| &material.candidates[index].concepts);
    let mut ranked: Vec<(f64, usize)> = material
        .titles
        .iter()
        .filter(|(index, _)| is_news(reports[*index].article))
        .map(|(index, concepts)| {
            let count = length(&reports[*index].article.title) as f64;
            let near = concepts.iter().filter(|concept| leading.binary_search(concept).is_ok()).count();
            let near = 1.0 + LEAD_COUNTS * near as f64 / concepts.len().max(1) as f64;
            (weighty(*index) * near * chooser.weight(concepts) / libm::sqrt(count), *index)
        })
        .filter(|(weight, _)| *weight > 0.0)
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let best = ranked.first().map_or(0.0, |(weight, _)| *weight);
    let worth = ranked.into_iter().take_while(|(weight, _)| lead.is_none() || *weight >= best * WORTH);
    for (_, index) in worth.take(TITLES_TRIED) {
        let drafts = from_title(index, reports);
        if let Some(line) = drafts.iter().find_map(|draft| checker.line(draft).ok()) {
            return Some(line);
        }
    }
    from_sentence(reports, material, chooser, checker, words, lead, weighty)
}

/// Whether a report's title says that it explains, or lets one side speak, rather than tells what happened: "Quill: No pier
/// without a vote" may be a headline, but its report is not where the news stands.
pub(super) fn explains(article: &Article) -> bool {
    let label = article.title.split_once(": ").is_some_and(|(head, _)| head.split_whitespace().count() <= 2);
    label || !is_news(article)
}

/// Whether a title tells what happened: no question, no label before a colon, no first person, neither too short nor too long.
pub(super) fn is_news(article: &Article) -> bool {
    let title = article.title.as_str();
    const EXPLAINING: &[&str] = &[
        "how",
        "why",
        "what",
        "here",
        "here's",
        "opinion",
        "analysis",
        "watch",
        "live",
        "photos",
        "video",
        "explainer",
    ];
    let count = length(title);
    // "Ada Quill: painter of the sea dies" has a name for its label, as its text has.
    let names = |head: &str| {
        head.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
            && article.text.contains(head)
    };
    // What somebody says behind the name, or too little, is no news.
    let tells = |rest: &str| {
        !rest.starts_with(['"', '\'', '\u{201c}', '\u{2018}', '\u{201e}'])
            && !rest.starts_with("We ")
            && !rest.starts_with("I ")
            && length(rest) >= BEHIND_LABEL
    };
    let label = title.split_once(": ").is_some_and(|(head, rest)| {
        head.split_whitespace().count() <= 2 && (is_sort(head) || !names(head) || !tells(rest))
    });
    let opening = title
        .split_whitespace()
        .next()
        .map_or_else(String::new, |word| word.replace('\u{2019}', "'").to_lowercase());
    (TITLE_WORDS.0..=TITLE_WORDS.1).contains(&count)
        && !title.contains(['?', '|', '\u{2026}'])
        && !label
        && !EXPLAINING.contains(&opening.trim_end_matches([':', ',']))
}

/// Whether a word before a title's colon says of what sort the report is.
fn is_sort(head: &str) -> bool {
    #[rustfmt::skip]
    const SORTS: &[&str] = &[
        "exclusive", "breaking", "update", "updates", "interview", "review", "podcast", "comment", "editorial", "quiz", "gallery", "pictures",
        "report", "reports", "poll", "obituary", "profile", "transcript", "essay", "letter", "letters", "fact", "factbox", "q&a",
        "kommentar", "analyse", "meinung", "liveticker", "liveblog", "ticker", "newsblog", "podcast", "umfrage", "ratgeber", "test",
        "an\u{e1}lisis", "opini\u{f3}n", "entrevista", "v\u{ed}deo", "avis", "entretien",
    ];
    head.split_whitespace().any(|word| SORTS.contains(&word.to_lowercase().as_str()))
}

/// The title resting on the sentence that shares most of its words, and on as few more as it needs. A name that its own
/// text lacks may rest on another report of the same event.
fn from_title(index: usize, reports: &[Report<'_>]) -> Vec<DraftLine> {
    let report = &reports[index];
    let article = report.article;
    let mut missing = word_keys(&article.title, article.language);
    // Of a sentence only the words that the title has are of use, and figures only where it has any.
    let figures = missing.len() > plain_keys(&article.title).len();
    let wanted = missing.clone();
    let of_title = |text: &str| {
        let mut keys = if figures { word_keys(text, article.language) } else { plain_keys(text) };
        keys.retain(|key| wanted.binary_search(key).is_ok());
        keys
    };
    let sentences: Vec<(Span, Vec<u64>)> = report
        .analysis
        .sentences
        .iter()
        .filter(|sentence| sentence.kind != SentenceKind::Heading)
        .take(60)
        .map(|sentence| (sentence.span, of_title(sentence.span.of(&article.text))))
        .collect();
    let mut cites: Vec<Span> = Vec::new();
    let (mut drafts, mut cased) = (Vec::new(), Vec::new());
    while cites.len() < MOST_SENTENCES {
        let shared = |keys: &[u64]| missing.iter().filter(|key| keys.binary_search(key).is_ok()).count();
        let mut best: Option<(usize, &(Span, Vec<u64>))> = None;
        for sentence in &sentences {
            let count = shared(&sentence.1);
            if count > best.map_or(0, |(most, _)| most) {
                best = Some((count, sentence));
            }
        }
        let Some((_, (span, keys))) = best else { break };
        missing.retain(|key| keys.binary_search(key).is_err());
        cites.push(*span);
        cites.sort_unstable();
        let slices: Vec<&str> = cites.iter().map(|span| span.of(&article.text)).collect();
        let told = |text: &str| DraftLine {
            text: numbers_as_written(
                &sentence_case(&article.title, &slices, text, article.language),
                &slices,
                article.language,
            ),
            cites: cites.iter().map(|&span| Citation { article: article.id, span }).collect(),
        };
        drafts.push(told(""));
        cased.push(told(&article.text));
    }
    let names = word_keys(&names_of(&article.title), article.language);
    missing.retain(|key| names.binary_search(key).is_ok());
    // A line cites four places at most.
    let last = drafts.iter().rev().find(|draft| draft.cites.len() < MOST_SENTENCES);
    if let (Some(last), false) = (last, missing.is_empty())
        && let Some(cite) = named_elsewhere(index, reports, &missing)
    {
        let mut more = DraftLine { text: last.text.clone(), cites: last.cites.clone() };
        more.cites.push(cite);
        drafts.push(more);
    }
    // Rather with the capitals of all its names, where sources bear them out.
    if cased.iter().zip(&drafts).all(|(cased, plain)| cased.text == plain.text) {
        return drafts;
    }
    cased.extend(drafts);
    cased
}

/// The words of a title with a capital, where not all have one.
fn names_of(title: &str) -> String {
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    title.split_whitespace().skip(1).filter(capital).collect::<Vec<_>>().join(" ")
}

/// A sentence of another report of the event that has all these words.
fn named_elsewhere(index: usize, reports: &[Report<'_>], wanted: &[u64]) -> Option<Citation> {
    let others = reports.iter().enumerate().filter(|(other, report)| {
        *other != index && report.event == reports[index].event && report.copy_of.is_none()
    });
    let nearby = reports.iter().enumerate().filter(|(other, report)| {
        *other != index && report.event != reports[index].event && report.copy_of.is_none()
    });
    others.chain(nearby).take(REPORTS_FOR_NAMES).find_map(|(_, report)| {
        let article = report.article;
        report.analysis.sentences.iter().take(12).find_map(|sentence| {
            let keys = word_keys(sentence.span.of(&article.text), article.language);
            let all = wanted.iter().all(|key| keys.binary_search(key).is_ok());
            all.then_some(Citation { article: article.id, span: sentence.span })
        })
    })
}

/// Reports that are searched for a name that a title has and its text has not.
const REPORTS_FOR_NAMES: usize = 12;

/// The words of a text that are longer than two bytes, as keys, ascending.
fn plain_keys(text: &str) -> Vec<u64> {
    let mut folded = String::new();
    let mut keys: Vec<u64> = words(text)
        .map(|word| bare(word.of(text)))
        .filter(|word| word.len() > 2)
        .map(|word| {
            folded.clear();
            fold_into(word, &mut folded);
            key64(&folded)
        })
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The same with its numbers, by their value.
fn word_keys(text: &str, language: Option<Language>) -> Vec<u64> {
    let mut keys = plain_keys(text);
    // "58 dead" rests on the sentence that has fifty-eight.
    keys.extend(parse(text, language).iter().map(|number| join64(NUMBER, number.value.to_bits())));
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Keeps the keys of numbers apart from those of words.
const NUMBER: u64 = 0x6e75_6d62;

/// The title with its numbers as the sources write them: "58 dead" resting on "fifty-eight people" is told in words.
fn numbers_as_written(title: &str, sources: &[&str], language: Option<Language>) -> String {
    let mut out = String::with_capacity(title.len());
    let mut from = 0;
    for number in parse(title, language) {
        let written = number.span.of(title);
        // "6. 1" is a piece of 6.1.
        let piece = title[number.span.end as usize..]
            .trim_start()
            .strip_prefix('.')
            .is_some_and(|rest| rest.trim_start().starts_with(|letter: char| letter.is_ascii_digit()));
        if piece
            || number.kind != NumberKind::Cardinal
            || sources.iter().any(|source| has_word(source, written))
        {
            continue;
        }
        let same = sources.iter().find_map(|source| {
            let found = parse(source, language).into_iter().find(|other| {
                other.kind == NumberKind::Cardinal && other.value == number.value && other.upper.is_none()
            })?;
            Some(found.span.of(source))
        });
        let Some(same) = same else { continue };
        out.push_str(&title[from..number.span.start as usize]);
        out.push_str(&same.to_lowercase());
        from = number.span.end as usize;
    }
    out.push_str(&title[from..]);
    capitalized(&out)
}

/// Whether the text has it with no letter or digit beside it.
fn has_word(text: &str, wanted: &str) -> bool {
    let edge = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    text.match_indices(wanted)
        .any(|(at, _)| edge(text[..at].chars().next_back()) && edge(text[at + wanted.len()..].chars().next()))
}

/// A title in Title Case or capitals with those words in lower case that its sources do not capitalize.
fn sentence_case(title: &str, sources: &[&str], text: &str, language: Option<Language>) -> String {
    let words: Vec<&str> = title.split_whitespace().collect();
    // Where nouns have capitals, capitals tell nothing.
    if language.is_some_and(|language| matches!(language.as_str(), "de" | "lb")) {
        return words.join(" ");
    }
    let upper = |word: &&&str| word.chars().next().is_some_and(char::is_uppercase);
    let long = words.iter().filter(|word| word.chars().count() > 3);
    if words.is_empty() || long.clone().filter(upper).count() * 10 < long.count() * 7 {
        return words.join(" ");
    }
    let mut capital: BTreeSet<String> = BTreeSet::new();
    for source in sources {
        for (at, word) in source.split_whitespace().enumerate() {
            let bare = bare(word);
            if at > 0 && bare.chars().next().is_some_and(char::is_uppercase) {
                capital.insert(fold(bare));
            }
        }
    }
    let lowered = words.iter().map(|word| {
        let bare = bare(word);
        let acronym = bare.chars().filter(|letter| letter.is_uppercase()).count() > 1 && bare.len() <= 5;
        let kept =
            acronym || bare.contains(|letter: char| letter.is_ascii_digit()) || capital.contains(&fold(bare));
        // A name that the sources lack in mid-sentence is one all the same.
        let kept = kept || is_name(bare, text);
        if kept { (*word).to_owned() } else { word.to_lowercase() }
    });
    capitalized(&lowered.collect::<Vec<_>>().join(" "))
}

/// Whether the text has a word with its capital in mid-sentence, and nowhere without.
fn is_name(word: &str, text: &str) -> bool {
    let letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let places = |word: &str| {
        let word = word.to_owned();
        let found: Vec<usize> = memmem::find_iter(text.as_bytes(), &word).take(LOOKED_AT).collect();
        found.into_iter().filter(move |at| {
            !letter(text[..*at].chars().next_back()) && !letter(text[at + word.len()..].chars().next())
        })
    };
    let inside = |at: usize| {
        let before = text[..at].strip_suffix(' ').and_then(|before| before.chars().next_back());
        before.is_some_and(|letter| letter.is_lowercase() || letter == ',')
    };
    let lower = word.to_lowercase();
    lower != word && places(word).any(inside) && places(&lower).next().is_none()
}

/// Places of a word in a text that are looked at.
const LOOKED_AT: usize = 50;

/// A word without the marks around it and without its genitive: "Tarsenia’s," is "Tarsenia".
fn bare(word: &str) -> &str {
    let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;

    #[test]
    fn numbers_are_told_as_the_sources_write_them() {
        let check = |title: &str, source: &str, expected: &str| {
            assert_eq!(numbers_as_written(title, &[source], Some(Language::ENGLISH)), expected);
        };
        check(
            "Search ends with 58 dead",
            "Fifty-eight people have died.",
            "Search ends with fifty-eight dead",
        );
        check("12 boats lost", "The storm took twelve boats.", "Twelve boats lost");
        check("Toll reaches 31", "It brought the toll to 31.", "Toll reaches 31");
        check("Toll reaches 31", "Nobody counted.", "Toll reaches 31");
        check(
            "6. 1 - magnitude quake shakes Lumen",
            "It was felt six miles away.",
            "6. 1 - magnitude quake shakes Lumen",
        );
    }

    #[test]
    fn a_name_may_stand_before_the_colon() {
        let check = |title: &str, expected: bool| {
            let mut article = Article::from_blocks(
                None,
                0,
                &[(BlockKind::Paragraph, "Ada Quill, who painted the sea, has died.")],
            );
            article.title = title.to_owned();
            assert_eq!(is_news(&article), expected, "{title}");
        };
        check("Ada Quill: painter of the sea dies", true);
        check("Ada Quill: “the sea is a friend of painters”", false);
        check("Interview: the painter of the sea", false);
        check("Lumen Today: painter of the sea dies", false);
    }

    #[test]
    fn title_case_is_told_as_a_sentence_with_its_names() {
        let sources = ["The talks in Tarsenia went on. On Monday, Tarsenia’s fleet left."];
        assert_eq!(
            sentence_case("Talks Resume After Attack on Tarsenia’s Fleet", &sources, "", None),
            "Talks resume after attack on Tarsenia’s fleet"
        );
        let german = Some(Language::GERMAN);
        let title = "Neue Regel Bestraft Lumens Flotte";
        assert_eq!(sentence_case(title, &sources, "", german), title);
        assert_eq!(sentence_case("Talks resume in Lindmoor", &sources, "", None), "Talks resume in Lindmoor");
        let text = "Talks of Orvane, Vesper and others. After talks in Orvane the fleet left.";
        assert_eq!(
            sentence_case("Vesper And Orvane Resume Fleet Talks", &sources, text, None),
            "Vesper and Orvane resume fleet talks"
        );
    }
}
