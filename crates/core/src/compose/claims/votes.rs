//! Results of votes: how many were for it, how many against.

use super::{Claim, Told, told_by};
use crate::model::{Language, Report, SentenceKind, Span};
use crate::text::numbers::{Number, NumberKind, parse};
use crate::text::phrase_list::PhraseList;
use std::sync::LazyLock;

/// Votes that differ by no more on either side may be the same vote.
const NEAR: f64 = 5.0;
/// Votes of a side at most.
const MOST: f64 = 9_000.0;

/// Groups of results that are of one vote and differ.
pub(crate) fn votes(
    reports: &[Report<'_>],
    language: Option<Language>,
    incidents: &[u32],
) -> Vec<Vec<Claim>> {
    let mut found: Vec<(Claim, (f64, f64))> = Vec::new();
    let prose = |told: &Told<'_>| told.sentence.kind == SentenceKind::Prose;
    for told in told_by(reports, language, incidents).filter(prose) {
        if found.last().is_some_and(|(known, _)| known.report == told.index) {
            continue;
        }
        let Some((yes, no)) = tally(told.text, told.report.article.language) else { continue };
        found.push((told.claim(yes * 10_000.0 + no, format!("{yes} to {no}")), (yes, no)));
    }
    let mut groups: Vec<Vec<(Claim, (f64, f64))>> = Vec::new();
    for (claim, result) in found {
        let same = |(other, known): &(Claim, (f64, f64))| {
            let (yes, no) = ((known.0 - result.0).abs(), (known.1 - result.1).abs());
            other.incident == claim.incident && (yes == 0.0 || no == 0.0 || yes <= NEAR && no <= NEAR)
        };
        match groups.iter_mut().find(|group| group.iter().any(same)) {
            Some(group) => group.push((claim, result)),
            None => groups.push(vec![(claim, result)]),
        }
    }
    let mut groups: Vec<Vec<Claim>> =
        groups.into_iter().map(|group| group.into_iter().map(|(claim, _)| claim).collect()).collect();
    groups.retain(|group| group.iter().any(|claim| claim.value != group[0].value));
    groups
}

/// Words of which a sentence about a vote has one.
static OF_VOTES: LazyLock<PhraseList> = LazyLock::new(|| {
    PhraseList::new(&[
        "vote",
        "voting",
        "ballot",
        "majority",
        "abstain",
        "abstention",
        "in favour",
        "in favor",
    ])
});

/// The result that a sentence about a vote tells: `by 71 votes to 58`, `71-58`, `71 voted in favor and 58 against`.
fn tally(text: &str, language: Option<Language>) -> Option<(f64, f64)> {
    if !OF_VOTES.any(text) {
        return None;
    }
    let whole = |value: f64| value.fract() == 0.0 && (1.0..MOST).contains(&value);
    let plain = |number: &Number| number.unit.is_none() && number.hedge.is_none() && whole(number.value);
    let numbers = parse(text, language);
    let between = |a: Span, b: Span| text.get(a.end as usize..b.start as usize).unwrap_or("");
    for (at, number) in numbers.iter().enumerate().filter(|(_, number)| plain(number)) {
        let after = text.get(number.span.end as usize..).unwrap_or("");
        let counted =
            [" percent", " per cent", "%", " million", " seats", " years", " days", " hours", " points"];
        if counted.iter().any(|unit| after.starts_with(unit)) {
            continue;
        }
        if let Some(upper) = number.upper.filter(|upper| whole(*upper)) {
            // "60 to 70 votes" is a guess; a result stands behind "by", "voted" or the like.
            let before = text.get(..number.span.start as usize).unwrap_or("").trim_end();
            let led = ["by", "voted", "votes", "vote", "passed", "approved", "rejected", "backed", "of"];
            let word = before.rsplit(' ').next().unwrap_or("");
            let dash = number.span.of(text).contains(['-', '\u{2013}']);
            if led.contains(&word) && (dash || word == "by") && !after.trim_start().starts_with("votes") {
                return Some((number.value, upper));
            }
            continue;
        }
        let Some(next) = numbers.get(at + 1).filter(|next| plain(next) && next.upper.is_none()) else {
            continue;
        };
        if number.kind != NumberKind::Cardinal || next.kind != NumberKind::Cardinal {
            continue;
        }
        let gap = between(number.span, next.span);
        let joined =
            matches!(gap.trim(), "votes to" | "votes against" | "to" | "-" | "\u{2013}" | "for and" | "for,");
        let behind = text.get(next.span.end as usize..).unwrap_or("");
        let favor =
            [" in favour", " in favor", " voted for", " voted to "].iter().any(|words| gap.contains(words));
        let against = behind.starts_with(" against")
            || behind.starts_with(" voted against")
            || behind.starts_with(" opposed");
        let led = text.get(..number.span.start as usize).unwrap_or("").trim_end().ends_with(" by");
        let voted = gap.trim() != "to" || led;
        if joined && voted && (gap.contains("vote") || led || against) || favor && against {
            return Some((number.value, next.value));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(f64, f64)>) {
        assert_eq!(tally(text, Some(Language::ENGLISH)), expected, "{text}");
    }

    #[test]
    fn results_of_votes() {
        check("The council backed the pier by 71 votes to 58 on Monday.", Some((71.0, 58.0)));
        check("Ada Quill won her vote by 71 to 58, a majority of 13.", Some((71.0, 58.0)));
        check(
            "Seventy-one members voted in favor on Monday and 58 against; six abstained.",
            Some((71.0, 58.0)),
        );
        check("Lumen beat Tallow by 3 to 2.", None);
        check("The vote will take 60 to 70 days.", None);
        check("Turnout in the vote was 60 to 70 percent.", None);
        check("In the vote of 2019, 12 members were 40 years old.", None);
    }
}
