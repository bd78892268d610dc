//! Written dates, as feeds, pages and headers have them, to [`Dated`].
//!
//! No date rather than a wrong one: an order of day and month that nothing settles gives `None`.

mod months;
mod tokens;

use crate::model::{Dated, FoundIn, Language, Precision};
use jiff::{Timestamp, civil, tz::Offset};
use tokens::{Token, tokens};

/// How a date in digits such as `04/05/2025` is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayOrder {
    /// As the language has it; where that leaves it open, as in English, not at all.
    #[default]
    Unknown,
    /// The day stands first.
    DayFirst,
    /// The month stands first.
    MonthFirst,
}

/// Years that a news date may have.
const YEARS: std::ops::RangeInclusive<i16> = 1980..=2099;
/// Longest text looked at, in bytes: a date is short, and what it is looked for in may not be.
const LONGEST: usize = 200;

/// Reads the first full date in `text`: RFC 3339, RFC 2822, ISO 8601 and its variants, numbers of seconds, and written
/// dates in some twenty languages.
///
/// `found_in` of what is given is [`FoundIn::VisibleText`]: a caller who knows better sets it. `None` where there is no
/// date with a year from 1980 to 2099, or where day and month cannot be told apart.
pub fn parse_date(text: &str, language: Option<Language>, order: DayOrder) -> Option<Dated> {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text[..end].trim();
    if let Some(dated) = seconds(text) {
        return Some(dated);
    }
    let tokens = tokens(text);
    let day = find_day(&tokens, language, order)?;
    let dated = Dated { precision: day.precision, ..Dated::day(day.date, FoundIn::VisibleText) };
    if day.precision != Precision::Day {
        return Some(dated);
    }
    let Some(time) = find_time(&tokens, &day) else { return Some(dated) };
    let clock = civil::Time::new(time.hour % 24, time.minute, time.second, 0).ok()?;
    let mut local = day.date.to_datetime(clock);
    if time.hour == 24 {
        local = local.checked_add(jiff::Span::new().days(1)).ok()?;
    }
    let zone = Offset::from_seconds(time.offset.unwrap_or(0)).ok()?;
    let at = zone.to_timestamp(local).ok()?;
    let mut dated = Dated::instant(at, time.offset, FoundIn::VisibleText);
    if time.hour_only {
        dated.precision = Precision::Hour;
    }
    Some(dated)
}

/// Whether `dated` can be the date of news that was there at `latest`: not more than two days later, which zones and
/// clocks that go wrong explain. `true` where `latest` is not known.
pub fn plausible(dated: &Dated, latest: Option<Timestamp>) -> bool {
    let Some(latest) = latest else { return true };
    dated.order().as_second() <= latest.as_second() + 2 * 86_400
}

/// A number of seconds or milliseconds since 1970, from 2001 on.
fn seconds(text: &str) -> Option<Dated> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let at = match text.len() {
        10 => Timestamp::from_second(text.parse().ok()?).ok()?,
        13 => Timestamp::from_millisecond(text.parse().ok()?).ok()?,
        _ => return None,
    };
    let dated = Dated::instant(at, Some(0), FoundIn::VisibleText);
    YEARS.contains(&dated.day.year()).then_some(dated)
}

/// A day and the tokens it takes up.
struct Day {
    date: civil::Date,
    precision: Precision,
    used: std::ops::Range<usize>,
}

fn make(year: i32, month: i32, day: i32, used: std::ops::Range<usize>) -> Option<Day> {
    let year = i16::try_from(year).ok().filter(|year| YEARS.contains(year))?;
    let date = civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(Day { date, precision: Precision::Day, used })
}

/// A year of two digits, as RFC 2822 has it.
fn full_year(value: i32, digits: usize) -> Option<i32> {
    match digits {
        4 => Some(value),
        2 if value < 70 => Some(2000 + value),
        2 => Some(1900 + value),
        _ => None,
    }
}

fn find_day(tokens: &[Token], language: Option<Language>, order: DayOrder) -> Option<Day> {
    let mut month_only = None;
    for at in 0..tokens.len() {
        let found = match &tokens[at] {
            Token::Number { .. } => in_digits(tokens, at, language, order),
            Token::Word(word) => match months::month(word, language) {
                Some(month) => with_name(tokens, at, month),
                None => None,
            },
            Token::Mark(_) => None,
        };
        match found {
            Some(day) if day.precision == Precision::Day => return Some(day),
            Some(coarse) if month_only.is_none() => month_only = Some(coarse),
            _ => {}
        }
    }
    month_only
}

/// `2025-04-18`, `20250418`, `18.04.2025`, `4/18/25`, `2025年4月18日`, `2025-04`.
fn in_digits(tokens: &[Token], at: usize, language: Option<Language>, order: DayOrder) -> Option<Day> {
    let number = |index: usize| match tokens.get(index) {
        Some(Token::Number { value, digits, .. }) => Some((*value, *digits)),
        _ => None,
    };
    let mark = |index: usize| match tokens.get(index) {
        Some(Token::Mark(mark)) if matches!(mark, '-' | '/' | '.' | '年' | '月' | '‐' | '–') => {
            Some(*mark)
        }
        _ => None,
    };
    let (first, first_digits) = number(at)?;
    if first_digits == 8 && at == 0 {
        return make(first / 10_000, first / 100 % 100, first % 100, at..at + 1);
    }
    if at > 1
        && matches!(tokens[at - 1], Token::Mark('-' | '/' | '.' | ':' | '+'))
        && matches!(tokens[at - 2], Token::Number { .. })
        && !(in_time(tokens, at - 2) && tokens[at - 1] != Token::Mark(':'))
    {
        return None; // the middle of something else
    }
    let mark_one = mark(at + 1)?;
    let (second, second_digits) = number(at + 2)?;
    let third = mark(at + 3).and_then(|mark| Some((mark, number(at + 4)?)));
    let Some((mark_two, (third, third_digits))) = third else {
        if first_digits == 4 && second_digits <= 2 && matches!(mark_one, '-' | '/' | '年') {
            let month = make(first, second, 1, at..at + 3)?;
            return Some(Day { precision: Precision::Month, ..month });
        }
        return None;
    };
    if mark_one != mark_two && mark_one != '年' {
        return None;
    }
    let used = at..at + 5;
    if first_digits == 4 && second_digits <= 2 && third_digits <= 2 {
        return make(first, second, third, used);
    }
    if first_digits > 2 || second_digits > 2 {
        return None;
    }
    let year = full_year(third, third_digits)?;
    let day_first = match (first > 12, second > 12) {
        (true, true) => return None,
        (true, false) => true,
        (false, true) => false,
        _ if first == second => true,
        _ => match order {
            DayOrder::DayFirst => true,
            DayOrder::MonthFirst => false,
            DayOrder::Unknown if mark_one == '.' => true,
            DayOrder::Unknown => language.filter(|language| *language != Language::ENGLISH).map(|_| true)?,
        },
    };
    if day_first { make(year, second, first, used) } else { make(year, first, second, used) }
}

/// A date whose month is a word: `18 April 2025`, `Apr 18th, 2025`, `18 de abril de 2025`, `April 2025`.
fn with_name(tokens: &[Token], at: usize, month: i8) -> Option<Day> {
    let month = i32::from(month);
    let filler = |token: &Token| match token {
        Token::Word(word) => {
            matches!(
                word.as_str(),
                "de" | "del"
                    | "di"
                    | "of"
                    | "the"
                    | "st"
                    | "nd"
                    | "rd"
                    | "th"
                    | "er"
                    | "º"
                    | "ª"
                    | "do"
                    | "da"
            )
        }
        Token::Mark(mark) => matches!(mark, '.' | ',' | '-' | '/' | '\'' | '’' | '‐' | '–' | '،' | '(' | ')'),
        Token::Number { .. } => false,
    };
    let mut before = at;
    while before > 0 && at - before < 3 && filler(&tokens[before - 1]) {
        before -= 1;
    }
    let before = before.checked_sub(1).and_then(|index| match &tokens[index] {
        Token::Number { value, digits, .. } if !in_time(tokens, index) => Some((index, *value, *digits)),
        _ => None,
    });
    let mut numbers = Vec::new();
    let mut index = at + 1;
    while index < tokens.len() && numbers.len() < 6 && index < at + 24 {
        match &tokens[index] {
            Token::Number { value, digits, .. } => {
                let signed = matches!(tokens[index - 1], Token::Mark('+'))
                    || matches!(tokens[index - 1], Token::Mark('-'))
                        && numbers.iter().any(|n: &(usize, i32, usize, bool)| n.3);
                let time = in_time(tokens, index) || signed;
                numbers.push((index, *value, *digits, time));
            }
            Token::Word(word) if months::month(word, None).is_some() && numbers.len() > 1 => break,
            _ => {}
        }
        index += 1;
    }
    let adjacent = |index: usize| tokens[at + 1..index].iter().all(filler);
    let year_after =
        || numbers.iter().find(|n| !n.3 && n.2 == 4 && YEARS.contains(&(n.1 as i16))).map(|n| (n.0, n.1));
    if let Some((index, value, digits)) = before
        && digits <= 2
        && (1..=31).contains(&value)
    {
        let year = year_after().or_else(|| {
            let next = numbers.first().filter(|n| !n.3 && n.2 == 2 && adjacent(n.0))?;
            Some((next.0, full_year(next.1, next.2)?))
        });
        if let Some((end, year)) = year {
            return make(year, month, value, index..end + 1);
        }
    }
    let next = numbers.first().filter(|n| !n.3 && adjacent(n.0));
    if let Some(&(index, value, digits, _)) = next
        && digits <= 2
        && (1..=31).contains(&value)
    {
        if let Some((before, year, 4)) = before {
            return make(year, month, value, before..index + 1);
        }
        if let Some((end, year)) = year_after() {
            return make(year, month, value, at..end + 1);
        }
    }
    let (end, year) = next.filter(|n| n.2 == 4).map(|n| (n.0, n.1))?;
    let coarse = make(year, month, 1, at..end + 1)?;
    Some(Day { precision: Precision::Month, ..coarse })
}

/// Whether the number at `index` is part of a time: a colon stands beside it.
fn in_time(tokens: &[Token], index: usize) -> bool {
    matches!(tokens.get(index + 1), Some(Token::Mark(':')))
        && matches!(tokens.get(index + 2), Some(Token::Number { .. }))
        || index > 1
            && matches!(tokens[index - 1], Token::Mark(':'))
            && matches!(tokens[index - 2], Token::Number { .. })
}

struct Time {
    hour: i8,
    minute: i8,
    second: i8,
    hour_only: bool,
    offset: Option<i32>,
}

fn find_time(tokens: &[Token], day: &Day) -> Option<Time> {
    let number = |index: usize| match tokens.get(index) {
        Some(Token::Number { value, digits, .. }) if *digits <= 2 => Some(*value as i8),
        _ => None,
    };
    let word = |index: usize| match tokens.get(index) {
        Some(Token::Word(word)) => Some(word.as_str()),
        _ => None,
    };
    let after = day.used.end..tokens.len();
    let inside = day.used.clone();
    let before = 0..day.used.start;
    for at in after.chain(inside).chain(before) {
        let Some(hour) = number(at) else { continue };
        let (minute, mut next, hour_only) = match tokens.get(at + 1) {
            Some(Token::Mark(':')) => (number(at + 2), at + 3, false),
            Some(Token::Mark('.')) if is_clock(word(at + 3)) || half(tokens, at + 3).is_some() => {
                (number(at + 2), at + 3, false)
            }
            Some(Token::Word(mark)) if mark == "h" || mark == "시" || mark == "時" || mark == "时" => {
                match number(at + 2) {
                    Some(minute) if !day.used.contains(&(at + 2)) => (Some(minute), at + 3, false),
                    _ => (Some(0), at + 2, true),
                }
            }
            _ if half(tokens, at + 1).is_some() && !day.used.contains(&at) => (Some(0), at + 1, true),
            _ => continue,
        };
        let Some(minute) = minute.filter(|minute| *minute < 60) else { continue };
        let mut second = 0;
        if !hour_only && matches!(tokens.get(next), Some(Token::Mark(':'))) {
            second = number(next + 1)
                .filter(|second| *second < 60)
                .unwrap_or(if number(next + 1) == Some(60) { 59 } else { 0 });
            next += 2;
            if matches!(tokens.get(next), Some(Token::Mark('.' | ',')))
                && matches!(tokens.get(next + 1), Some(Token::Number { .. }))
            {
                next += 2; // fractions of a second
            }
        }
        let mut hour = hour;
        let earlier = at.checked_sub(1).and_then(|index| half(tokens, index));
        if let Some((late, taken)) = half(tokens, next).or(earlier.map(|(late, _)| (late, 0))) {
            if !(1..=12).contains(&hour) {
                if hour > 23 {
                    continue;
                }
            } else {
                hour = hour % 12 + if late { 12 } else { 0 };
            }
            next += taken;
        }
        if hour > 24 || (hour == 24 && (minute, second) != (0, 0)) {
            continue;
        }
        return Some(Time { hour, minute, second, hour_only, offset: offset(tokens, next) });
    }
    None
}

fn is_clock(word: Option<&str>) -> bool {
    matches!(word, Some("uhr" | "klo" | "kl" | "godz" | "uur"))
}

/// Morning or afternoon: whether it is the later half, and how many tokens say so.
fn half(tokens: &[Token], at: usize) -> Option<(bool, usize)> {
    let Some(Token::Word(word)) = tokens.get(at) else { return None };
    match word.as_str() {
        "am" | "오전" | "上午" | "午前" => Some((false, 1)),
        "pm" | "오후" | "下午" | "午後" => Some((true, 1)),
        "a" | "p" => match (tokens.get(at + 1), tokens.get(at + 2)) {
            (Some(Token::Mark('.')), Some(Token::Word(m))) if m == "m" => Some((word == "p", 4)),
            _ => None,
        },
        _ => None,
    }
}

/// An offset from UTC at or just after `at`: `Z`, `+02:00`, `-0500`, `GMT+2`, `(CET)`.
fn offset(tokens: &[Token], at: usize) -> Option<i32> {
    let mut named = None;
    for index in at..tokens.len().min(at + 3) {
        match &tokens[index] {
            Token::Word(word) => match months::zone(word) {
                Some(0) if word != "z" => named = Some(0), // may go on: GMT+2
                Some(offset) => return Some(offset),
                None if is_clock(Some(word)) => {}
                None => return named,
            },
            Token::Mark(sign @ ('+' | '-' | '−')) => {
                let Some(Token::Number { value, digits, .. }) = tokens.get(index + 1) else { return named };
                let (hours, minutes) = match (digits, tokens.get(index + 2), tokens.get(index + 3)) {
                    (1 | 2, Some(Token::Mark(':')), Some(Token::Number { value: minutes, .. })) => {
                        (*value, *minutes)
                    }
                    (1 | 2, ..) => (*value, 0),
                    (3 | 4, ..) => (*value / 100, *value % 100),
                    _ => return named,
                };
                if hours > 15 || minutes > 59 {
                    return named;
                }
                let east = hours * 3600 + minutes * 60;
                return Some(if *sign == '+' { east } else { -east });
            }
            Token::Mark('.' | '(' | ',') => {}
            _ => return named,
        }
    }
    named
}

#[cfg(test)]
mod tests;
