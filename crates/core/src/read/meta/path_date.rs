//! Dates in the paths of addresses.

use crate::model::{Dated, FoundIn, Precision};
use jiff::civil::Date;

/// A date in the path of an address: `/2023/12/22/`, `/2023-12-22-`, `/20231222`, `/2023/dec/22/`.
pub(super) fn in_address(url: &str) -> Option<Dated> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let path = &path[path.find('/')?..];
    let bytes = path.as_bytes();
    for at in 0..bytes.len() {
        if !bytes[at].is_ascii_digit() || at > 0 && bytes[at - 1].is_ascii_alphanumeric() {
            continue;
        }
        let digits = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        let number =
            |from: usize, length: usize| path.get(from..from + length).and_then(|t| t.parse::<i16>().ok());
        if digits == 8 {
            if let (Some(y), Some(m), Some(d)) = (number(at, 4), number(at + 4, 2), number(at + 6, 2))
                && let Some(date) = day(y, m, d)
            {
                return Some(Dated::day(date, FoundIn::Url));
            }
        } else if digits == 4 && matches!(bytes.get(at + 4), Some(b'/' | b'-' | b'_')) {
            let mark = bytes[at + 4];
            let year = number(at, 4)?;
            let rest = &path[at + 5..];
            let mut parts = rest.splitn(3, |c: char| c as u32 == u32::from(mark));
            let (Some(month), Some(third)) = (parts.next(), parts.next()) else { continue };
            let month = month.parse::<i16>().ok().or_else(|| short_month(month));
            let day_digits = third.bytes().take_while(u8::is_ascii_digit).count();
            if let Some(month) = month
                && (1..=2).contains(&day_digits)
                && match third.as_bytes().get(day_digits) {
                    None | Some(b'/') => true,
                    Some(b'-' | b'_' | b'.') => mark != b'/',
                    Some(_) => false,
                }
                && let Some(date) = third[..day_digits].parse().ok().and_then(|d| day(year, month, d))
            {
                return Some(Dated::day(date, FoundIn::Url));
            }
            if let Some(month) = month
                && mark == b'/'
                && let Some(date) = day(year, month, 1)
            {
                return Some(Dated { precision: Precision::Month, ..Dated::day(date, FoundIn::Url) });
            }
        }
    }
    None
}

fn short_month(word: &str) -> Option<i16> {
    let all = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let word = word.to_ascii_lowercase();
    all.iter().position(|m| *m == word).map(|at| at as i16 + 1)
}

fn day(year: i16, month: i16, day: i16) -> Option<Date> {
    (1990..=2099).contains(&year).then_some(())?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expected: &str) {
        let got = in_address(url).map_or("none".to_owned(), |d| format!("{} {:?}", d.day, d.precision));
        assert_eq!(got, expected, "{url}");
    }

    #[test]
    fn dates_in_addresses() {
        check("https://harbour.example/2024/05/03/ferry", "2024-05-03 Day");
        check("https://harbour.example/news/2024-05-03-ferry", "2024-05-03 Day");
        check("https://harbour.example/a/20240503/ferry", "2024-05-03 Day");
        check("https://harbour.example/2024/may/03/ferry", "2024-05-03 Day");
        check("https://harbour.example/2024/05/ferry", "2024-05-01 Month");
        check("https://harbour.example/2024/05/7-ways", "2024-05-01 Month");
        check("https://harbour.example/id-20241350", "none");
        check("https://harbour.example/releases/2023/12/231218130031.htm", "2023-12-01 Month");
    }
}
