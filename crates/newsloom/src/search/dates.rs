//! Dates of a query: a day, a month, a year, or two of them with `..` between.

use jiff::civil::{Date, date};

/// First and last second of a day, month or year in UTC.
pub fn span(text: &str) -> Result<(i64, i64), String> {
    let wrong =
        || format!("`{text}` is no date; write a day as 2026-03-09, a month as 2026-03 or a year as 2026");
    let number = |part: &str, digits: usize| -> Option<i16> {
        (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
    };
    let mut parts = text.split('-');
    let year = parts.next().and_then(|part| number(part, 4)).ok_or_else(wrong)?;
    let month = parts.next();
    let day = parts.next();
    if parts.next().is_some() {
        return Err(wrong());
    }
    let read = |part: Option<&str>| part.map(|part| number(part, 2).ok_or_else(wrong)).transpose();
    let (month, day) = (read(month)?, read(day)?);
    let make = |month: i16, day: i16| Date::new(year, month as i8, day as i8).map_err(|_| wrong());
    let (first, last) = match (month, day) {
        (Some(month), Some(day)) => (make(month, day)?, make(month, day)?),
        (Some(month), None) => (make(month, 1)?, make(month, 1)?.last_of_month()),
        _ => (make(1, 1)?, make(12, 31)?),
    };
    Ok((midnight(first), midnight(last) + 86_399))
}

/// `a..b`, `a..`, `..b`, or one date that is a range by itself.
pub fn range(text: &str) -> Result<(Option<i64>, Option<i64>), String> {
    let Some((from, to)) = text.split_once("..") else {
        return span(text).map(|(from, to)| (Some(from), Some(to)));
    };
    let from = if from.is_empty() { None } else { Some(span(from)?.0) };
    let to = if to.is_empty() { None } else { Some(span(to)?.1) };
    match (from, to) {
        (None, None) => {
            Err("the range has no date; write for example date:2026-03-01..2026-03-09".to_owned())
        }
        (Some(a), Some(b)) if a > b => {
            Err(format!("the range {text} ends before it begins; swap the two dates"))
        }
        both => Ok(both),
    }
}

fn midnight(day: Date) -> i64 {
    let epoch = date(1970, 1, 1);
    (day - epoch).get_days() as i64 * 86_400
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_spans_of_seconds() {
        assert_eq!(span("1970-01-01"), Ok((0, 86_399)));
        assert_eq!(span("1970"), Ok((0, 365 * 86_400 - 1)));
        assert_eq!(span("1972-02").map(|(from, to)| (to + 1 - from) / 86_400), Ok(29));
        assert_eq!(range("..1970-01-02"), Ok((None, Some(2 * 86_400 - 1))));
        for wrong in ["", "yesterday", "2026-13", "2026-02-30", "26-01-01", "2026-1-1", "2026-01-01-01"] {
            assert!(span(wrong).is_err(), "{wrong}");
        }
        assert!(range("2026..2025").unwrap_err().contains("ends before it begins"));
        assert!(range("..").is_err());
    }
}
