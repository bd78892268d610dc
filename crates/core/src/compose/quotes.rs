//! Who said what: direct quotations verbatim, the forms of one quotation joined.

use super::check::Checker;
use super::material::speaks;
use super::people::Names;
use super::standalone::is_glued;
use crate::model::{Citation, DraftLine, Language, Line, PersonKind, QuoteLine, Report, Span};
use crate::text::hash::{join64, key64};
use crate::text::negation::denies;
use crate::text::normalize::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Words of a quotation worth listing.
const WORDS: std::ops::RangeInclusive<usize> = 5..=70;
/// Fewest words of one that several reports have.
const SHARED_WORDS: usize = 3;
/// Quotations listed: of a story of few reports, and of one of many.
const MOST: (usize, usize) = (10, 24);
/// Quotations listed of one speaker that only one report has.
const MOST_OF_ONE: usize = 3;
/// Reports that name a speaker from which more of them say nothing.
const KNOWN: usize = 3;
/// Bytes between a verb of speech and the name of who spoke, with a title between them.
const BESIDE: u32 = 48;
/// Words of a quotation that another may share most runs of without having all of them.
const LONG: usize = 8;
/// Other forms listed with one.
const MOST_VARIANTS: usize = 4;
/// Quotations looked at; a long story has thousands.
const LOOKED_AT: usize = 600;

struct Found {
    /// Hashes of its words, in order.
    words: Vec<u64>,
    /// Hashes of its runs of three words, ascending.
    runs: Vec<u64>,
    draft: DraftLine,
    speaker: Option<String>,
    /// Whether the words beside the quotation name the speaker, and no pronoun does.
    named: bool,
    /// Reports that name the speaker, at most [`KNOWN`].
    known: usize,
    independent: u32,
    newness: usize,
}

/// The quotations of a story: those that several independent reports have first, then the newest.
pub(crate) fn quotes(
    reports: &[Report<'_>],
    language: Option<Language>,
    names: &Names,
    checker: &mut Checker<'_>,
) -> Vec<QuoteLine> {
    let mut groups: Vec<Vec<Found>> = Vec::new();
    for found in gather(reports, language, names) {
        // The longest form stands first; one that two groups have a part of makes them one.
        let mut alike = (0..groups.len()).filter(|&at| same(&groups[at][0], &found)).collect::<Vec<_>>();
        let Some(first) = alike.first().copied() else {
            groups.push(vec![found]);
            continue;
        };
        alike.remove(0);
        for at in alike.into_iter().rev() {
            let other = groups.remove(at);
            groups[first].extend(other);
        }
        groups[first].push(found);
        let longest = |found: &Found| std::cmp::Reverse(found.words.len());
        groups[first].sort_by_key(longest);
    }
    let independent =
        |group: &[Found]| group.iter().map(|found| found.independent).collect::<BTreeSet<_>>().len();
    groups.retain(|group| {
        let long = group.iter().any(|found| WORDS.contains(&found.words.len()));
        let named = group.iter().any(|found| found.speaker.is_some());
        long && named || independent(group) > 1
    });
    // Those that several reports have, then of those who matter to several reports, then the newest.
    groups.sort_by_key(|group| {
        let newest = group.iter().map(|found| found.newness).max();
        let known = group.iter().map(|found| found.known).max();
        (std::cmp::Reverse(independent(group)), std::cmp::Reverse(known), std::cmp::Reverse(newest))
    });
    let shared: Vec<bool> = groups.iter().map(|group| independent(group) > 1).collect();
    let mut of_one: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let most = (reports.len() + 8).clamp(MOST.0, MOST.1);
    let mut quotes: Vec<QuoteLine> = Vec::new();
    for (group, shared) in groups.into_iter().zip(shared) {
        if quotes.len() == most {
            break;
        }
        let Some(quote) = joined(group, checker) else { continue };
        let times = of_one.entry(quote.speaker.clone()).or_default();
        *times += usize::from(!shared);
        if shared || *times <= MOST_OF_ONE {
            quotes.push(quote);
        }
    }
    quotes
}

fn gather(reports: &[Report<'_>], language: Option<Language>, names: &Names) -> Vec<Found> {
    let mut out = Vec::new();
    let mut naming: BTreeMap<u64, BTreeSet<u32>> = BTreeMap::new();
    for report in reports {
        for mention in report.analysis.mentions.iter().take(400) {
            naming.entry(mention.key).or_default().insert(report.independent);
        }
    }
    for (index, report) in reports.iter().enumerate().filter(|(_, report)| speaks(report, language)) {
        let article = report.article;
        for quote in report.analysis.quotes.iter().take(60) {
            // The comma before the attribution is not part of what was said.
            let said = quote.span.of(&article.text).trim_end_matches([',', ' ', '\u{a0}']);
            let span = Span { start: quote.span.start, end: quote.span.start + said.len() as u32 };
            let text = said.split_whitespace().collect::<Vec<_>>().join(" ");
            let words = hashes(&text);
            let attributed = quote.speaker.is_some() || quote.cue.is_some();
            if words.len() < SHARED_WORDS
                || words.len() > *WORDS.end()
                || !attributed
                || out.len() >= LOOKED_AT
            {
                continue;
            }
            let cites = vec![Citation { article: article.id, span }];
            if is_denied(&article.text, span, &text) || tells_itself(&text) || is_glued(&text) {
                continue;
            }
            let speaker = quote.speaker.and_then(|at| report.analysis.mentions.get(at as usize));
            let verb = quote.cue.is_some();
            let speaker = speaker
                .filter(|mention| names.get(mention.key).is_some_and(|name| may_say(name, verb, &text)));
            out.push(Found {
                runs: runs(&words),
                words,
                draft: DraftLine { text, cites },
                speaker: speaker.and_then(|mention| names.get(mention.key)).map(|(name, _)| name.to_owned()),
                named: speaker.is_some_and(|mention| {
                    let beside = |cue: Span| {
                        mention.span.start.abs_diff(cue.end) <= BESIDE
                            || cue.start.abs_diff(mention.span.end) <= BESIDE
                    };
                    quote.cue.is_some_and(beside)
                }),
                known: speaker
                    .map_or(0, |mention| naming.get(&mention.key).map_or(0, BTreeSet::len).min(KNOWN)),
                independent: report.independent,
                newness: index,
            });
        }
    }
    out
}

/// Bytes before a fragment within which its clause denies it.
const DENIED_WITHIN: usize = 40;

/// Whether a quotation is the end of a clause that denies it: `did not “want to get ahead of the facts”` says the opposite
/// of the words alone.
fn is_denied(text: &str, span: Span, said: &str) -> bool {
    if !said.starts_with(char::is_lowercase) {
        return false;
    }
    let mut from = (span.start as usize).saturating_sub(DENIED_WITHIN);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = &text[from..span.start as usize];
    let clause = before.rsplit(['.', ';', ':', '!', '?', ',', '\n']).next().unwrap_or(before);
    clause.split_whitespace().any(|word| denies(&fold(word)))
}

/// Whether a quotation names a speaker with a verb of speech in its own first words: the marks around it were paired wrongly.
fn tells_itself(said: &str) -> bool {
    let mut words = said.split_whitespace();
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let says = |word: &str| matches!(word, "said" | "says" | "wrote" | "added" | "sagte" | "dijo" | "disse");
    says(first) && (capital(second) || said.starts_with("said the ")) || capital(first) && says(second)
}

/// Whether one of this name may have said it: "I" is said by people alone, a label of the page says nothing, and of what is
/// no person or body for all that is known, a verb must tell.
fn may_say((name, kind): (&str, PersonKind), verb: bool, said: &str) -> bool {
    if kind == PersonKind::Other && !verb {
        return false;
    }
    // Who is spoken of by name in the words is not who speaks.
    let surname = name.rsplit(' ').next().unwrap_or(name);
    let spoken_of = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        word.split(['\'', '\u{2019}']).next().is_some_and(|word| word == surname)
    };
    if kind == PersonKind::Person && surname.len() > 3 && said.split_whitespace().any(spoken_of) {
        return false;
    }
    let label = |word: &str| word.len() > 4 && word.chars().all(char::is_uppercase);
    let first = name.split(' ').next().unwrap_or(name);
    if label(first) && !name.split(' ').skip(1).all(label) || label(first) && first.len() > 6 {
        return false;
    }
    let alone = |word: &str| {
        let word = word.trim_start_matches(|letter: char| !letter.is_alphanumeric());
        let word = word.split(['\'', '\u{2019}', ',', '.']).next().unwrap_or(word);
        matches!(word, "I" | "my" | "My" | "me" | "myself")
    };
    kind == PersonKind::Person || kind == PersonKind::Other || !said.split_whitespace().any(alone)
}

fn hashes(text: &str) -> Vec<u64> {
    let words =
        text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '\u{2019}');
    words.filter(|word| !word.is_empty()).map(|word| key64(&fold(word))).collect()
}

fn runs(words: &[u64]) -> Vec<u64> {
    let mut runs: Vec<u64> = words.windows(3).map(|run| join64(join64(run[0], run[1]), run[2])).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// Whether two quotations are forms of one: the shorter stands in the longer, or they share most of their words in runs.
fn same(a: &Found, b: &Found) -> bool {
    let (short, long) = if a.words.len() <= b.words.len() { (a, b) } else { (b, a) };
    if long.words.windows(short.words.len()).any(|run| run == short.words) {
        return true;
    }
    // All its words in order, a few others between them: one of the two was cut or heard otherwise.
    let mut rest = long.words.iter();
    if short.words.len() > 4
        && short.words.len() * 10 >= long.words.len() * 7
        && short.words.iter().all(|word| rest.any(|other| other == word))
    {
        return true;
    }
    // A few words have common runs with any others.
    if short.words.len() < LONG {
        return false;
    }
    let shared = short.runs.iter().filter(|run| long.runs.binary_search(run).is_ok()).count();
    shared * 10 >= short.runs.len() * 6
}

/// The longest form with the others as its variants. `None` where none holds.
fn joined(mut group: Vec<Found>, checker: &mut Checker<'_>) -> Option<QuoteLine> {
    group.sort_by_key(|found| (std::cmp::Reverse(found.words.len()), !found.named, found.newness));
    // Where the reports name different speakers, one named beside the words stands against one that a pronoun meant.
    let mut votes: BTreeMap<&str, (bool, usize)> = BTreeMap::new();
    for found in &group {
        if let Some(speaker) = &found.speaker {
            let vote = votes.entry(speaker).or_default();
            *vote = (vote.0 || found.named, vote.1 + 1);
        }
    }
    let voted = votes.iter().max_by_key(|(name, vote)| (**vote, std::cmp::Reverse(**name)));
    // Whom the words name beside which the shown form stands is no matter of votes.
    let beside = group[0].speaker.clone().filter(|_| group[0].named);
    let speaker = beside.or_else(|| voted.map(|(name, _)| (*name).to_owned()));
    let mut lines = group.iter().filter_map(|found| checker.line(&found.draft).ok());
    let line = lines.next()?;
    let mut variants: Vec<Line> = Vec::new();
    for other in lines {
        // The same words stand there again where another report has them: a reader sees how many do.
        let known = |told: &Line| told.text == other.text && told.cites[0].article == other.cites[0].article;
        if !known(&line) && !variants.iter().any(known) {
            variants.push(other);
        }
        if variants.len() == MOST_VARIANTS {
            break;
        }
    }
    Some(QuoteLine { speaker, line, variants })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: bool) {
        let found = |text: &str| Found {
            words: hashes(text),
            runs: runs(&hashes(text)),
            draft: DraftLine { text: text.to_owned(), cites: Vec::new() },
            speaker: None,
            named: false,
            known: 0,
            independent: 0,
            newness: 0,
        };
        assert_eq!(same(&found(a), &found(b)), expected, "{a} / {b}");
    }

    #[test]
    fn forms_of_one_quotation_are_joined() {
        check("the pier was never safe", "we all knew the pier was never safe to walk", true);
        check("the pier was never safe in winter", "the pier was never safe in any winter", true);
        check("a pier is not yet a harbor", "a pier not yet a harbor", true);
        check("the pier was never safe", "the harbor was always safe", false);
        // Two common runs do not make two statements one.
        check("does not have the ability", "knows that the wall does not have the votes", false);
    }

    #[test]
    fn what_is_denied_is_not_told_alone() {
        let check = |text: &str, said: &str, expected: bool| {
            let start = text.find(said).unwrap();
            assert_eq!(is_denied(text, Span::new(start, start + said.len()), said), expected, "{text}");
        };
        check("She did not “want to sell the pier”", "want to sell the pier", true);
        check("It was not early, and she would “sell the pier”", "sell the pier", false);
        check("Er will den Hafen nicht „heute verkaufen“", "heute verkaufen", true);
        check("It was not “Sell the pier” that she said", "Sell the pier", false);
    }

    #[test]
    fn words_between_two_quotations_are_none() {
        assert!(tells_itself("said Ada Osei, who left") && tells_itself("Osei wrote in a letter to us"));
        assert!(!tells_itself("we said it before") && !tells_itself("Nobody knew of it"));
    }
}
