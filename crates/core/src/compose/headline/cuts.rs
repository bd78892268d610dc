//! Where a sentence may be cut to a headline: a clause that leaves nothing open.

use super::super::standalone;
use crate::model::{Article, Span};
use crate::text::words::{ideographs, length};

/// Openings of the sentence that end before a comma or a subordinate word, longest first; then the whole sentence if short.
///
/// `has_verb` says whether a clause is one.
pub(super) fn cuts_where(
    article: &Article,
    sentence: Span,
    words: usize,
    has_verb: fn(&str) -> bool,
) -> Vec<Span> {
    let text = sentence.of(&article.text);
    let mut out = Vec::new();
    if ideographs(text) * 4 > text.chars().count() {
        // Without spaces a clause ends at its comma.
        let ends = text.match_indices(['\u{ff0c}', '\u{3002}', '\u{ff1b}', '\u{3001}']).map(|(at, _)| at);
        let whole = |end: &str| ends_whole(end) && !waits(end);
        let clauses = ends.filter(|&at| (6..=words).contains(&length(&text[..at])) && whole(&text[..at]));
        out.extend(clauses.map(|at| Span { start: sentence.start, end: sentence.start + at as u32 }));
        out.reverse();
        return out;
    }
    let mut count = 0;
    let mut previous_end = 0;
    for word in text.split_whitespace() {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let lower = word.to_lowercase();
        let ended = text[..previous_end].ends_with([',', ';', ':', '\u{2014}', '\u{2013}']);
        let joined =
            matches!(lower.as_str(), "after" | "as" | "while" | "because" | "although" | "which" | "who");
        let clause = &text[..previous_end];
        let whole = || {
            let left = !joined || !opens_more(clause, &lower, &text[start + word.len()..], has_verb);
            left && ends_whole(clause) && has_verb(clause) && !in_date(clause, word)
        };
        if (ended || joined) && (6..=words).contains(&count) && whole() {
            out.push(Span { start: sentence.start, end: sentence.start + previous_end as u32 });
        }
        count += 1;
        previous_end = start + word.len();
    }
    if count <= words {
        out.push(sentence);
    }
    out.reverse();
    out
}

/// Whether a cut leaves nothing open: no quotation, no "just hours" whose "after" is gone.
fn ends_whole(clause: &str) -> bool {
    let last = clause.rsplit(' ').next().unwrap_or("");
    let waiting = matches!(
        last,
        "hours"
            | "days"
            | "weeks"
            | "months"
            | "years"
            | "minutes"
            | "day"
            | "week"
            | "month"
            | "year"
            | "just"
            | "shortly"
            | "soon"
            | "even"
            | "such"
            | "so"
            | "long"
            | "well"
            | "much"
            | "and"
            | "or"
            | "but"
            | "not"
            | "only"
            | "same"
    );
    let marks = |mark: char| clause.chars().filter(|letter| *letter == mark).count();
    // What opens a quotation in English closes it in German.
    let (low, high, end) = (marks('\u{201e}'), marks('\u{201c}'), marks('\u{201d}'));
    let quoted = if low > 0 { low > high + end } else { high > end };
    let angled = marks('\u{ab}') != marks('\u{bb}') || marks('\u{300c}') != marks('\u{300d}');
    !waiting && marks('"') % 2 == 0 && !quoted && !angled && marks('(') == marks(')')
}

/// Whether a clause in Japanese leaves its verb to what follows: it ends with a particle or a form that joins.
fn waits(clause: &str) -> bool {
    let kana = |letter: char| ('\u{3041}'..='\u{3096}').contains(&letter);
    let last = clause.chars().next_back().unwrap_or(' ');
    let ends = matches!(
        last,
        '\u{305f}' | '\u{308b}' | '\u{3059}' | '\u{3046}' | '\u{304f}' | '\u{3060}' | '\u{3044}'
    );
    clause.chars().any(kana) && !ends
}

/// Whether a cut before a word that joins leaves a clause open: its last word is a copula, waits for what it is described
/// as, or is a participle whose own clause goes on behind the cut.
fn opens_more(clause: &str, joint: &str, rest: &str, has_verb: fn(&str) -> bool) -> bool {
    let mut words = clause.rsplit(' ');
    let last = words.next().unwrap_or("").trim_end_matches([',', ';']);
    let (before, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let copula = OPEN_VERBS.contains(&last);
    let auxiliary = |word: &str| AUXILIARIES.contains(&word);
    let participle =
        last.len() > 3 && (last.ends_with("ed") || last.ends_with("wn") || VERBS.contains(&last));
    // "A man was arrested after" has its verb; "the first vote held after" waits.
    let reduced = participle
        && !auxiliary(before)
        && !auxiliary(second)
        && has_verb(&clause[..clause.len() - last.len()]);
    // "as many as 12", "as a turning point", "to send as"
    let mut next = rest.split_whitespace();
    let compared = joint == "as"
        && (next.next().is_some_and(|word| {
            matches!(word, "a" | "an" | "many" | "much" | "part" | "one")
                || word.starts_with(['`', '"', '\u{201c}'])
        }) || next.take(2).any(|word| word == "as")
            || before == "to"
            || participle);
    // "as bad now as"
    let pair = joint == "as" && clause.rsplit(' ').take(4).any(|word| matches!(word, "as" | "so"));
    copula || reduced || compared || pair
}

/// Whether a cut would part a day from its year, or a day from what it is the day of: "the March 11, 2005, raid".
fn in_date(clause: &str, next: &str) -> bool {
    let digits = |word: &str| word.bytes().take_while(u8::is_ascii_digit).count();
    let is_day = |word: &str| (1..=2).contains(&digits(word)) && digits(word) == word.len();
    let mut words = clause.rsplit(' ').map(|word| word.trim_end_matches(','));
    let (last, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let third = words.next().unwrap_or("");
    let of_something =
        digits(last) == 4 && is_day(second) && !third.is_empty() && words.next() == Some("the");
    is_day(last) && digits(next) == 4 || of_something
}

/// Verbs behind which a clause cannot end.
#[rustfmt::skip]
const OPEN_VERBS: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "will", "would", "could", "may", "might", "can", "to",
    "became", "become", "becomes", "seems", "seemed", "remains", "remained",
];

/// Verbs that make a participle behind them a main verb.
const AUXILIARIES: &[&str] =
    &["is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "got", "get"];

/// Openings for the words that are left over: see [`cuts_where`].
pub(crate) fn cuts(article: &Article, sentence: Span, words: usize) -> Vec<Span> {
    cuts_where(article, sentence, words, has_some_verb)
}

/// Verbs of reports that do not end like one.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "may", "might", "can", "says", "said", "did",
    "does", "do", "took", "found", "won", "lost", "went", "came", "gave", "made", "held", "sent", "told", "hit", "struck", "fell",
    "rose", "began", "left", "kept", "led", "met", "ran", "saw", "set", "cut", "put", "sank", "broke", "drove", "shot", "fought",
    "bought", "sold", "built", "brought", "spoke", "threw", "became",
];

/// Verbs in the present that are nouns as well, or seldom stand in reports.
#[rustfmt::skip]
const PRESENT: &[&str] = &[
    "goes", "comes", "wins", "takes", "gives", "makes", "gets", "rises", "falls", "shows", "finds", "faces", "plans", "wants",
    "seeks", "calls", "leaves", "dies", "meets", "opens", "closes", "remains", "holds", "kills", "hits", "needs", "becomes",
    "begins", "ends", "expects", "hopes", "believes", "considers", "offers", "refuses", "rejects", "backs", "loses",
];

/// Whether an English clause has a word that is mostly a verb. Enough where words are left over, not for a headline.
fn has_some_verb(clause: &str) -> bool {
    clause.split(' ').enumerate().skip(1).any(|(at, word)| {
        VERBS.contains(&word) || at > 1 && word.len() > 4 && word.ends_with("ed") && !word.contains('-')
    })
}

/// Whether a clause opens with how long before or after something it was: "A week after the vote".
fn times(clause: &str) -> bool {
    let units = ["hours", "day", "days", "week", "weeks", "month", "months", "year", "years"];
    let words: Vec<&str> = clause.split(' ').take(5).collect();
    words.windows(2).any(|pair| units.contains(&pair[0]) && matches!(pair[1], "after" | "before"))
}

/// Whether an English clause most likely has its main verb; in other languages this seldom holds, and nothing is cut.
///
/// Verbs of a relative clause ("who was charged") and those before the comma that ends an opening clause do not count.
pub(super) fn has_verb(clause: &str) -> bool {
    // An aside lasts to the next comma: an opening clause, a relative clause, what stands in apposition.
    let mut aside = !standalone::opens_with_its_main_clause(clause)
        || [
            "The last time ",
            "The first time ",
            "The day ",
            "The moment ",
            "On the day ",
            "On the same day ",
        ]
        .iter()
        .any(|time| clause.starts_with(time))
        || times(clause)
        || clause.split(' ').next().is_some_and(|first| matches!(first, "In" | "On" | "At" | "From" | "For"));
    let (mut after_name, mut closed) = (false, false);
    for (at, word) in clause.split(' ').enumerate() {
        if matches!(
            word,
            "who"
                | "which"
                | "that"
                | "whose"
                | "where"
                | "when"
                | "while"
                | "because"
                | "although"
                | "though"
                | "if"
        ) {
            aside = true;
        }
        let bare = word.trim_end_matches([',', ';']);
        let participle = at > 1 && bare.len() > 4 && bare.ends_with("ed") && !bare.contains('-');
        // "a man accused of", "the building damaged in": a participle behind its noun is no main verb for certain.
        let doubtful = matches!(
            bare,
            "hit"
                | "set"
                | "cut"
                | "put"
                | "shot"
                | "left"
                | "held"
                | "found"
                | "sent"
                | "made"
                | "built"
                | "led"
        );
        // "The prize, the oldest of the sea, goes to"
        let present = PRESENT.contains(&bare) && (after_name || at > 2 && closed);
        let finite =
            VERBS.contains(&bare) && (!doubtful || after_name) || participle && after_name || present;
        if !aside && at > 0 && finite {
            return true;
        }
        closed = false;
        if word.ends_with([',', ';']) {
            closed = aside;
            aside = !aside;
        }
        after_name = bare.chars().next().is_some_and(char::is_uppercase)
            || matches!(bare, "he" | "she" | "it" | "they" | "police" | "officials" | "has" | "have")
            || after_name && bare.chars().next().is_some_and(|letter| letter.is_ascii_digit());
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;

    fn check(text: &str, expected: Option<&str>) {
        let article = Article::from_blocks(None, 0, &[(BlockKind::Paragraph, text)]);
        let whole = Span::new(0, article.text.len());
        let words = text.split(' ').count() - 1;
        let found = cuts_where(&article, whole, words, has_verb);
        assert_eq!(found.first().map(|span| span.of(&article.text)), expected, "{text}");
    }

    #[test]
    fn a_cut_leaves_nothing_open() {
        check(
            "Fire has destroyed the old harbor office of Lumen, police said on Monday.",
            Some("Fire has destroyed the old harbor office of Lumen,"),
        );
        check("The mayor of Lumen said the state of the pier was as bad as it was before.", None);
        check("Police in Lumen have charged a man identified as Ben Osei of the harbor guard.", None);
        check(
            "In May 1988, when Ben Osei drove through the night from his home in Lumen, nobody knew.",
            None,
        );
        check("A week after the council of Lumen fell in a scandal over fish, the mayor left.", None);
        check("The new pier of Lumen is being hailed as a turning point for the islands.", None);
        check("The mayor said she is willing to send as many as 40 boats.", None);
        check("The islanders have voted in the first free election held after the flood.", None);
        check("Ben Osei was sentenced to life in jail for the March 11, 2005, raid on Lumen.", None);
        check(
            "A man from Lumen was arrested after he drove a tram into the sea.",
            Some("A man from Lumen was arrested"),
        );
        check("The film has shown what \u{201e}the sea really means, and nobody knew it before.", None);
    }
}
