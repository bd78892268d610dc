//! Whether parts of a text tell one thing or several: an article names somebody in full once and goes on with the
//! surname; briefs that stand side by side begin anew each time.

use super::heading;
use std::collections::{BTreeMap, BTreeSet};

/// Words that point back to what was said before.
const BACK: &[&str] = &[
    "he",
    "she",
    "it",
    "they",
    "his",
    "her",
    "its",
    "their",
    "this",
    "that",
    "these",
    "those",
    "but",
    "and",
    "however",
    "meanwhile",
    "also",
    "still",
    "then",
    "so",
    "yet",
    "or",
    "such",
    "both",
    "instead",
    "nevertheless",
    "moreover",
    "earlier",
    "later",
    "asked",
    "according",
    "despite",
    "er",
    "sie",
    "il",
    "elle",
    "ils",
    "mais",
    "aber",
    "doch",
    "él",
    "ella",
    "pero",
    "mas",
];

/// Capitalized words that reports of any day share.
const CALENDAR: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "the",
    "this",
    "its",
    "they",
    "police",
    "officials",
];

/// A name in a paragraph: its last word, and whether it was given with a word before it.
struct Names {
    /// Last words in order, each with whether the name was full.
    found: Vec<(String, bool)>,
    capitals: BTreeSet<String>,
}

fn names(text: &str, common: &BTreeSet<String>) -> Names {
    let mut found = Vec::new();
    let mut capitals = BTreeSet::new();
    let mut run: Vec<String> = Vec::new();
    let mut flush = |run: &mut Vec<String>| {
        if let Some(last) = run.last() {
            found.push((last.clone(), run.len() >= 2));
        }
        run.clear();
    };
    let mut opens = true;
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
        // At the start of a sentence any word has a capital: one that also stands small is no name there.
        let doubtful = opens && common.contains(&bare.to_lowercase());
        opens = word.ends_with(['.', '!', '?', '”', '"']);
        let capital = !doubtful && bare.starts_with(char::is_uppercase) && bare.chars().count() >= 3;
        if word.starts_with(['"', '“', '(']) {
            flush(&mut run);
        }
        if capital {
            run.push(bare.to_owned());
            if !CALENDAR.contains(&bare.to_lowercase().as_str()) {
                capitals.insert(bare.to_owned());
            }
        } else {
            flush(&mut run);
        }
        if word.ends_with([',', '.', ';', ':', '"', '”', ')']) || word.ends_with("'s") || word.ends_with("’s")
        {
            flush(&mut run);
        }
    }
    flush(&mut run);
    Names { found, capitals }
}

/// Whether each of `parts` stands for itself. Needs at least three.
pub(super) fn stand_apart(parts: &[&str]) -> bool {
    if parts.len() < 3 {
        return false;
    }
    let common: BTreeSet<String> = parts
        .iter()
        .flat_map(|part| part.split_whitespace())
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.starts_with(char::is_lowercase))
        .map(str::to_owned)
        .collect();
    let all: Vec<Names> = parts.iter().map(|part| names(part, &common)).collect();
    // Names used both in full and short somewhere: only these can be introduced twice.
    let mut short = BTreeSet::new();
    let mut full = BTreeSet::new();
    for (name, whole) in all.iter().flat_map(|names| &names.found) {
        if *whole {
            full.insert(name.as_str())
        } else {
            short.insert(name.as_str())
        };
    }
    let mut known: BTreeMap<&str, ()> = BTreeMap::new();
    let (mut again, mut anew) = (0usize, 0usize);
    for names in &all {
        let mut here = BTreeSet::new();
        for (name, whole) in &names.found {
            let name = name.as_str();
            if !(short.contains(name) && full.contains(name) && here.insert(name)) {
                continue;
            }
            if known.contains_key(name) {
                again += 1;
                anew += usize::from(*whole);
            }
        }
        known.extend(here.into_iter().map(|name| (name, ())));
    }
    let back = parts.iter().skip(1).filter(|part| points_back(part)).count();
    if back * 5 > parts.len() {
        return false;
    }
    if again >= 3 || (again > 0 && anew * 2 < again) {
        return anew * 2 >= again;
    }
    // Hardly a name comes again: separate only if the parts share next to nothing else either.
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for word in all.iter().flat_map(|names| &names.capitals) {
        *count.entry(word).or_default() += 1;
    }
    let shared =
        all.iter().filter(|names| names.capitals.iter().any(|word| count[word.as_str()] > 1)).count();
    let named = all.iter().filter(|names| names.capitals.len() >= 2).count();
    named * 10 >= parts.len() * 8 && shared * 10 <= parts.len() * 4 && cohesion(parts) <= COHESION
}

/// Share of long words that reports of different things have in common, at most.
const COHESION: f64 = 0.18;

/// How much the parts talk of the same: the mean share of a part's long words that another part has too.
fn cohesion(parts: &[&str]) -> f64 {
    let words: Vec<BTreeSet<String>> = parts
        .iter()
        .map(|part| {
            let words = part.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
            words
                .filter(|word| word.chars().count() >= 6 && word.starts_with(char::is_lowercase))
                .map(|word| word.chars().take(7).collect())
                .collect()
        })
        .collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for word in words.iter().flatten() {
        *count.entry(word).or_default() += 1;
    }
    let shares: Vec<f64> = words
        .iter()
        .filter(|words| !words.is_empty())
        .map(|words| words.iter().filter(|word| count[word.as_str()] > 1).count() as f64 / words.len() as f64)
        .collect();
    if shares.is_empty() { 1.0 } else { shares.iter().sum::<f64>() / shares.len() as f64 }
}

fn points_back(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or("");
    let quote = first.starts_with(['"', '“', '„', '«', '‘']);
    let first = first.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    quote || BACK.contains(&first.as_str())
}

/// Whether paragraphs are briefs: each a small report of its own, all of a kind in length.
pub(super) fn are_briefs(parts: &[&str]) -> bool {
    if parts.len() < 3 {
        return false;
    }
    let lengths: Vec<f64> = parts.iter().map(|part| part.chars().count() as f64).collect();
    let mean = lengths.iter().sum::<f64>() / lengths.len() as f64;
    let spread =
        (lengths.iter().map(|length| (length - mean).powi(2)).sum::<f64>() / lengths.len() as f64).sqrt();
    let sentences: Vec<usize> = parts.iter().map(|part| heading::sentences(part)).collect();
    let several = sentences.iter().filter(|count| **count >= 2).count();
    let led_in = parts.iter().filter(|part| heading::lead_in(part).is_some()).count();
    mean >= 150.0
        && spread <= mean * 0.6
        && several * 10 >= parts.len() * 8
        && led_in < 2
        && stand_apart(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn briefs_name_people_anew() {
        let briefs = [
            "Harbour mayor Ada Quayle said on Monday that the northern pier would stay closed to ferries. Quayle blamed the fog and the long wait for new lamps on the quay wall.",
            "Mayor Ada Quayle opened the northern pier to ferries after a week of fog on the coast. Quayle thanked the pilots and promised new lamps before the winter came to the town.",
            "The council asked Ada Quayle why lamps on the northern pier had failed again this year. Quayle said that an inquiry led by Tom Reed would report in spring. Reed spoke of rust.",
            "Inspector Tom Reed told the council that salt had eaten the lamps of the northern pier. Reed asked for steel. Mayor Ada Quayle agreed and put the cost at two million crowns.",
        ];
        assert!(are_briefs(&briefs));
        let article = [
            "Harbour mayor Ada Quayle said on Monday that the northern pier would stay closed to ferries. Quayle blamed the fog and the long wait for new lamps on the quay wall.",
            "The pier closed a week ago when two ferries touched in the fog. Nobody was hurt, Quayle said, and both ships sailed on to the dry dock by themselves that evening.",
            "Inspector Tom Reed told the council that salt had eaten the lamps of the northern pier. Reed asked for steel. The council will vote on the money for it on Friday.",
            "Quayle put the cost at two million crowns. Reed said that it could be twice as much if the winter came early, and asked the council not to wait for the spring.",
        ];
        assert!(!are_briefs(&article));
    }
}
