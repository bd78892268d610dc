//! Datelines: `Harbour (ABC) April 18, 2025 -`, `HARBOUR, April 18 (Agency) — text`, and dates that open a text.

use super::super::date::{DayOrder, parse_date};
use crate::model::{Dated, FoundIn, Precision};

/// What opens a dispatch.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dateline {
    /// The agency in brackets or between slashes.
    pub agency: Option<String>,
    /// The day, where it is given with its year.
    pub date: Option<Dated>,
    /// Month and day, where the year is left out.
    pub day: Option<(i8, i8)>,
    /// Whether the place stands in capitals.
    pub capitals: bool,
    /// Where the text begins, in bytes.
    pub end: usize,
}

impl Dateline {
    /// Whether it is more than words with an abbreviation behind them, as `Rate of return (ROR) -`: a day is named, or an
    /// agency behind a place in capitals.
    pub fn is_plain(&self) -> bool {
        self.date.is_some() || self.day.is_some() || (self.agency.is_some() && self.capitals)
    }
}

/// Longest dateline, in bytes.
const LONGEST: usize = 110;
/// Dashes that end one.
const DASHES: &[&str] = &[" - ", " – ", " — ", " -- ", CLOSE_DASH, " ― "];
/// The one that may stand without spaces.
const CLOSE_DASH: &str = "—";

/// The dateline at the start of `text`.
pub(super) fn dateline(text: &str) -> Option<Dateline> {
    let (head_end, end) = dash(text)?;
    let head = text[..head_end].trim();
    let (place, agency, rest) = match bracketed(head) {
        Some((before, agency, after)) => (before, Some(agency), after),
        None => (head, None, ""),
    };
    let date_words = if rest.is_empty() { place } else { rest };
    let place = place.split(',').next().unwrap_or("").trim();
    let upper = place.chars().any(char::is_alphabetic) && !place.chars().any(char::is_lowercase);
    let named = place.split_whitespace().count() <= 4
        && place.starts_with(char::is_uppercase)
        && !place.contains(['.', '"', '“', ':', '?', '!']);
    // Without an agency only capitals tell a place from the start of a sentence.
    if agency.is_none() && !(named && upper && place.chars().count() >= 3) {
        return None;
    }
    let date = parse_date(date_words, None, DayOrder::Unknown)
        .filter(|dated| dated.precision <= Precision::Day)
        .map(|dated| Dated { found_in: FoundIn::Dateline, ..dated });
    let day = if date.is_none() { day_without_year(date_words) } else { None };
    if !rest.is_empty() && date.is_none() && day.is_none() {
        return None;
    }
    let stands = match &agency {
        Some(_) => named || place.is_empty(),
        None => date.is_some() || DASHES[1..].contains(&&text[head_end..end]) || head.contains(','),
    };
    stands.then_some(Dateline { agency, date, day, capitals: upper, end })
}

/// Where the head ends and the text begins.
fn dash(text: &str) -> Option<(usize, usize)> {
    let mut longest = text.len().min(LONGEST);
    while !text.is_char_boundary(longest) {
        longest -= 1;
    }
    let start = &text[..longest];
    // Most paragraphs have neither a hyphen nor a character of the block in which the dashes stand.
    let found = memchr::memchr2_iter(b'-', 0xe2, start.as_bytes()).find_map(|at| {
        let spaced = at > 0 && start.as_bytes()[at - 1] == b' ';
        let from = at - usize::from(spaced);
        let dash =
            DASHES.iter().find(|dash| dash.starts_with(' ') == spaced && start[from..].starts_with(**dash));
        match dash {
            Some(dash) => Some((from, from + dash.len())),
            None => start[at..].starts_with(CLOSE_DASH).then(|| (at, at + CLOSE_DASH.len())),
        }
    });
    if let Some(found) = found {
        return Some(found);
    }
    // alone in its line
    if text.len() <= LONGEST {
        let head = text.trim_end_matches(['-', '–', '—', ' ']);
        if head.len() < text.len() {
            return Some((head.len(), text.len()));
        }
        return text.ends_with(')').then_some((text.len(), text.len()));
    }
    // `HARBOUR, April 18. /ABC/. Text` and `HARBOUR, April 18 (ABC) Text`
    let holds = |byte: u8| memchr::memchr(byte, start.as_bytes()).is_some();
    let slash = if holds(b'/') { start.find("/. ") } else { None };
    slash.map(|at| (at + 1, at + 3)).or_else(|| {
        let at = if holds(b')') { start.find(") ")? + 1 } else { return None };
        start[..at].chars().take_while(|c| *c != ',').all(|c| !c.is_lowercase()).then_some((at, at + 1))
    })
}

/// Splits at the agency: what stands before, its name, what stands after.
fn bracketed(head: &str) -> Option<(&str, String, &str)> {
    let (open, close) = match head.find('(') {
        Some(open) => (open, open + head[open..].find(')')?),
        None => {
            let open = head.find('/')?;
            (open, open + 1 + head[open + 1..].find('/')?)
        }
    };
    let name = head[open + 1..close].trim();
    let short = (2..=30).contains(&name.chars().count()) && name.split([' ', '/']).count() <= 3;
    let letters = name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '/' | '-' | '.' | '&'));
    let named = name.split([' ', '/']).all(|word| word.starts_with(char::is_uppercase)) || name.len() <= 4;
    let after = head[close + 1..].trim_matches([' ', '.', ',', '-', '–', '—']);
    (short && letters && named)
        .then(|| (head[..open].trim_end_matches([' ', '.', ',']), name.to_owned(), after))
}

/// `April 18`, `18 avril`: month and day whose year is left out.
fn day_without_year(text: &str) -> Option<(i8, i8)> {
    let text = text.rsplit(',').next().unwrap_or(text).trim();
    if text.len() > 30 || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let dated = parse_date(&format!("{text} 2000"), None, DayOrder::Unknown)?;
    (dated.precision <= Precision::Day).then_some((dated.day.month(), dated.day.day()))
}

/// Labels before a date in a line of its own or glued to the text.
const LABELS: &[&str] = &[
    "date",
    "published",
    "published on",
    "published at",
    "posted",
    "posted on",
    "updated",
    "last updated",
    "updated on",
    "publication date",
    "issued",
    "veröffentlicht",
    "stand",
    "datum",
    "publié le",
    "mis à jour",
    "publicado",
    "publicado el",
    "fecha",
    "pubblicato",
    "дата",
    "опубликовано",
];

/// A date that opens `text`, with or without a label, and where the text goes on. Without a label, only a date in
/// digits counts, or one that is the whole text: a sentence may begin with a day.
pub(super) fn leading_date(text: &str) -> Option<(Dated, usize)> {
    let lower = text.to_lowercase();
    let label = LABELS.iter().filter(|label| {
        lower
            .strip_prefix(**label)
            .is_some_and(|rest| rest.starts_with([':', ' ']) || rest.starts_with(char::is_numeric))
    });
    let label =
        label.map(|label| label.len()).max().filter(|length| text.is_char_boundary(*length)).unwrap_or(0);
    let after = text[label..].trim_start_matches([':', ' ']);
    let offset = text.len() - after.len();
    let digits = after
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | ':' | 'T' | 'Z' | '+'))
        .count();
    let found = |words: &str| {
        parse_date(words, None, DayOrder::Unknown).filter(|dated| dated.precision <= Precision::Day)
    };
    if digits >= 8
        && let Some(dated) = found(&after[..digits])
    {
        let end = offset + digits;
        return Some((
            Dated { found_in: FoundIn::VisibleText, ..dated },
            text.len() - text[end..].trim_start_matches([' ', '-', '–', '—', ':', '|']).len(),
        ));
    }
    if after.split_whitespace().count() <= 9 && after.chars().count() <= 70 && !after.ends_with('.') {
        let dated = found(after)?;
        let spare = after
            .split_whitespace()
            .filter(|word| word.chars().all(char::is_alphabetic) && word.chars().count() > 9)
            .count();
        if spare <= 1 && is_only_date(after) {
            return Some((dated, text.len()));
        }
    }
    None
}

/// Whether `text` is a date and hardly anything more: few words beside numbers, month and day.
fn is_only_date(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (mut numbers, mut letters) = (0, 0);
    for word in words {
        if word.starts_with(|c: char| c.is_numeric()) {
            numbers += 1;
        } else {
            letters += 1;
        }
    }
    numbers >= 2 && letters <= 5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines() {
        let check = |text: &str, expected: &str| {
            let shown = dateline(text).map(|found| {
                let day = found.date.map(|dated| dated.day.to_string()).unwrap_or_default();
                format!("{}|{day}|{}", found.agency.unwrap_or_default(), &text[found.end..])
            });
            assert_eq!(shown.as_deref().unwrap_or("none"), expected, "{text}");
        };
        check("Harbour (ABC) April 18, 2025 -", "ABC|2025-04-18|");
        check("HARBOUR, April 18 (Agency) - The ferry left.", "Agency||The ferry left.");
        check("HARBOUR, Coast (AB) — The ferry left.", "AB||The ferry left.");
        check(
            "HARBOUR, 18 April 2025. /ABCD/. The ferry left the pier in fog and rain, and nobody saw it again until the next morning came.",
            "ABCD|2025-04-18|The ferry left the pier in fog and rain, and nobody saw it again until the next morning came.",
        );
        check("HARBOUR — The ferry left.", "||The ferry left.");
        check("The ferry - a small one - left.", "none");
        check("The mayor (who is ill) - a friend of the pier - stayed.", "none");
        check("Ferries back on Monday", "none");
    }

    #[test]
    fn dates_that_open_a_text() {
        let check = |text: &str, expected: &str| {
            let shown = leading_date(text).map(|(dated, end)| format!("{}|{}", dated.day, &text[end..]));
            assert_eq!(shown.as_deref().unwrap_or("none"), expected, "{text}");
        };
        check("date 2025-04-25 The mayor spoke.", "2025-04-25|The mayor spoke.");
        check("25-04-2025", "2025-04-25|");
        check("Published: April 18, 2025", "2025-04-18|");
        check("Friday, April 18, 2025", "2025-04-18|");
        check("April 18, 2025 was the day on which the pier was closed to ferries.", "none");
        check("Dates for 2025 are open", "none");
    }
}
