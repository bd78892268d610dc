//! Small wordings that several forms of output share.

use crate::model::{Digest, DisagreementState, PlaceKind, Precision};
use jiff::civil;

/// "1 article", "2 articles".
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// "11 articles, 6 outlets, 5 independent reports".
pub fn counts(digest: &Digest) -> String {
    format!(
        "{}, {}, {}",
        count(digest.articles.len(), "article", "articles"),
        count(digest.sources.len(), "outlet", "outlets"),
        count(digest.independent_reports as usize, "independent report", "independent reports"),
    )
}

/// Of what sort a place is.
pub fn place(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::City => "city or town",
        PlaceKind::Region => "region",
        PlaceKind::Country => "country",
        PlaceKind::Water => "water",
        PlaceKind::Island => "island",
        PlaceKind::Mountain => "mountain",
        PlaceKind::Building => "building",
    }
}

/// "Thursday, 12 March 2026".
pub fn long_day(day: civil::Date) -> String {
    day.strftime("%A, %-d %B %Y").to_string()
}

/// A time or day in ISO form as a reader likes it: "12 March 2026, 14:05 +01:00", "12 March 2026".
pub fn moment(iso: &str) -> String {
    let Some(day) = iso.get(..10).and_then(|day| day.parse::<civil::Date>().ok()) else {
        return iso.to_owned();
    };
    let day = day.strftime("%-d %B %Y");
    let Some(time) = iso.get(11..16) else { return day.to_string() };
    match iso.get(19..) {
        Some("Z" | "+00:00") => format!("{day}, {time} UTC"),
        Some(offset) => format!("{day}, {time} {offset}"),
        None => format!("{day}, {time}"),
    }
}

/// A timeline's date as far as it is known.
pub fn timeline_date(date: &str, precision: Precision) -> String {
    match precision {
        Precision::Minute | Precision::Hour | Precision::Day => moment(date),
        Precision::Week => format!("week of {}", moment(date)),
        Precision::Month => format!("{date}-01")
            .parse::<civil::Date>()
            .map_or_else(|_| date.to_owned(), |day| day.strftime("%B %Y").to_string()),
        Precision::Year => date.to_owned(),
    }
}

/// The state of a disagreement, in words.
pub fn disagreement(state: DisagreementState) -> &'static str {
    match state {
        DisagreementState::Disputed => "disputed",
        DisagreementState::Updated => "updated",
        DisagreementState::LessPrecise => "less precise",
        DisagreementState::SingleSource => "single source",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_read_well() {
        assert_eq!(moment("2026-03-12T14:05:00+01:00"), "12 March 2026, 14:05 +01:00");
        assert_eq!(moment("2026-03-12T14:05:00Z"), "12 March 2026, 14:05 UTC");
        assert_eq!(moment("2026-03-12"), "12 March 2026");
        assert_eq!(moment("soon"), "soon");
        assert_eq!(timeline_date("2026-03", Precision::Month), "March 2026");
    }
}
