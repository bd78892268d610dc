//! Who holds an office, where the reports do not agree.

use crate::model::Report;
use std::collections::BTreeMap;

/// Who is called "former" by few and holds the office for most: the few are not told.
pub(super) struct Offices {
    /// Names called former something, with how often they are, and are not.
    names: BTreeMap<String, (u32, u32)>,
}

impl Offices {
    /// Reads all reports.
    pub(super) fn of(reports: &[Report<'_>]) -> Self {
        let mut names: BTreeMap<String, (u32, u32)> = BTreeMap::new();
        for former in [true, false] {
            for report in reports.iter().take(200) {
                for (name, is_former) in offices(&report.article.text) {
                    if is_former && former {
                        names.entry(name).or_default().0 += 1;
                    } else if let (false, false, Some(count)) = (is_former, former, names.get_mut(&name)) {
                        count.1 += 1;
                    }
                }
            }
        }
        names.retain(|_, (former, present)| *present > *former * 2);
        Self { names }
    }

    /// Whether the text calls somebody former whom most reports have in office.
    pub(super) fn doubtful(&self, text: &str) -> bool {
        !self.names.is_empty() && offices(text).any(|(name, former)| former && self.names.contains_key(&name))
    }
}

/// Surnames behind "President" in a text, with whether "former" stands before it.
fn offices(text: &str) -> impl Iterator<Item = (String, bool)> + '_ {
    text.match_indices("President ").filter_map(|(at, found)| {
        let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
        let rest = &text[at + found.len()..];
        let name = rest.split_whitespace().take(3).take_while(capital);
        let ended = |word: &str| word.ends_with(['.', ',', ';', ':']);
        let mut last = None;
        for word in name {
            last = Some(word);
            if ended(word) {
                break;
            }
        }
        let last = last?.trim_matches(|letter: char| !letter.is_alphanumeric());
        let last = last.strip_suffix("'s").or_else(|| last.strip_suffix("\u{2019}s")).unwrap_or(last);
        let mut before = text[..at].split_whitespace().rev().take(2);
        let former =
            before.any(|word| word.eq_ignore_ascii_case("former") || word.eq_ignore_ascii_case("ex"));
        Some((last.to_owned(), former))
    })
}
