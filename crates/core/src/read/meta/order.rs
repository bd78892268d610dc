//! Whether the day or the month stands first in the dates in digits of a page.

use super::gather::Gathered;
use super::json_ld::Schema;
use super::near::Line;
use crate::read::date::{DayOrder, parse_date};
use jiff::civil::Date;
use url::Url;

/// The order that the page itself shows: by a number over twelve (`13/05/2024`), or by a day that it also gives in a
/// form for machines, as a time element does whose text says `3/4/2025` and whose value `2025-03-04`. `None` where
/// nothing shows it, or where it shows both.
pub(super) fn shown(found: &Gathered<'_>, schema: &Schema, lines: &[Line]) -> Option<DayOrder> {
    let exact = |text: &str| {
        // the year first: an order that nobody mistakes
        let first = text.trim().get(..4)?;
        first.bytes().all(|byte| byte.is_ascii_digit()).then_some(())?;
        Some(parse_date(text.trim(), None, DayOrder::Unknown)?.day)
    };
    let stated = [&schema.published, &schema.modified, &schema.created];
    let stated =
        stated.into_iter().flatten().map(String::as_str).chain(found.published.iter().map(|text| &**text));
    let metas = ["article:published_time", "article:modified_time"]
        .into_iter()
        .filter_map(|name| found.meta(&[name]));
    let times = found.times.iter().take(60);
    let values = times.clone().filter_map(|mark| mark.value.as_deref());
    let known: Vec<Date> = stated.chain(metas).chain(values).filter_map(exact).collect();
    let near = lines.iter().filter(|line| line.text.len() <= 260).map(|line| line.text.as_str());
    let mut orders =
        times.map(|mark| mark.text.as_str()).chain(near).filter_map(|text| order_of(text, &known));
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}

/// The order of the first date in digits of a text, where it can be told.
fn order_of(text: &str, known: &[Date]) -> Option<DayOrder> {
    let slash = text.find('/').filter(|at| *at > 0)?;
    let digits = |part: &str, back: bool| -> Option<i8> {
        let count = if back {
            part.bytes().rev().take_while(u8::is_ascii_digit).count()
        } else {
            part.bytes().take_while(u8::is_ascii_digit).count()
        };
        let number = if back { &part[part.len() - count..] } else { &part[..count] };
        (1..=2).contains(&count).then(|| number.parse().ok()).flatten()
    };
    let after = &text[slash + 1..];
    let (first, second) = (digits(&text[..slash], true)?, digits(after, false)?);
    after.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('/').then_some(())?;
    match (first, second) {
        (13..=31, 1..=12) => return Some(DayOrder::DayFirst),
        (1..=12, 13..=31) => return Some(DayOrder::MonthFirst),
        (1..=12, 1..=12) if first != second => {}
        _ => return None,
    }
    let is_known = |order| parse_date(text, None, order).is_some_and(|dated| known.contains(&dated.day));
    match (is_known(DayOrder::DayFirst), is_known(DayOrder::MonthFirst)) {
        (true, false) => Some(DayOrder::DayFirst),
        (false, true) => Some(DayOrder::MonthFirst),
        _ => None,
    }
}

/// The order that the page declares: month first where it says that it is of the United States, day first for the
/// other English-speaking countries; else the language decides.
pub(super) fn declared(found: &Gathered<'_>, schema: &Schema, url: Option<&str>) -> DayOrder {
    let tags =
        [found.lang.as_deref(), schema.language.as_deref(), found.meta(&["og:locale", "content-language"])];
    for tag in tags.into_iter().flatten() {
        let tag = tag.trim().to_ascii_lowercase().replace('_', "-");
        match tag.split_once('-') {
            Some(("en", "us" | "ph")) => return DayOrder::MonthFirst,
            Some(("en", _)) => return DayOrder::DayFirst,
            _ => {}
        }
    }
    let host = url
        .and_then(|url| Url::parse(url).ok())
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_default();
    match host.rsplit('.').next() {
        Some("uk" | "au" | "nz" | "ie" | "in" | "za" | "eu") => DayOrder::DayFirst,
        Some("gov" | "mil" | "us" | "edu") => DayOrder::MonthFirst,
        _ => DayOrder::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_itself_shows_the_order() {
        let known = [Date::constant(2025, 3, 4)];
        for (text, order) in [
            ("13/05/2024", Some(DayOrder::DayFirst)),
            ("Posted 05/13/2024 by the desk", Some(DayOrder::MonthFirst)),
            ("3/4/2025 7:38 PM", Some(DayOrder::MonthFirst)),
            ("04/03/2025", Some(DayOrder::DayFirst)),
            ("05/06/2025", None),
            ("24/7 service", None),
            ("2025/03/04", None),
            ("/", None),
        ] {
            assert_eq!(order_of(text, &known), order, "{text}");
        }
    }
}
