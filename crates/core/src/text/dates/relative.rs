//! Words that place a time relative to today.

use crate::model::{Language, Precision};
use jiff::ToSpan;
use jiff::civil::Date;

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// What a word says about a time relative to today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relative {
    /// Days from today: yesterday -1.
    Day(i64),
    /// last -1, this 0, next 1.
    Side(i64),
    /// A number that may count units.
    Count(i64),
    /// day, week, month, year.
    Unit(Unit),
    /// ago.
    Ago,
}

/// Whether a word can be one of these: all are short, and none has a capital but its first.
pub(super) fn may_be(word: &str) -> bool {
    word.len() <= 24 && !word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase())
}

/// What a folded word says, if it is one of these.
pub(super) fn word(folded: &str, language: Option<Language>) -> Option<Relative> {
    use Relative::{Ago, Count, Day, Side, Unit as Of};
    let number = || folded.parse::<i64>().ok().filter(|count| (1..400).contains(count)).map(Count);
    let code = language.as_ref().map_or("en", Language::as_str);
    let found = match code {
        "de" => match folded {
            "gestern" => Day(-1),
            "heute" => Day(0),
            "vorgestern" => Day(-2),
            "ubermorgen" => Day(2),
            "vergangene" | "vergangenen" | "letzte" | "letzten" | "vorige" | "vorigen" => Side(-1),
            "nachste" | "nachsten" | "kommende" | "kommenden" => Side(1),
            "diese" | "diesen" | "dieses" | "diesem" | "dieser" => Side(0),
            "woche" => Of(Unit::Week),
            "monat" => Of(Unit::Month),
            "jahr" | "jahres" => Of(Unit::Year),
            _ => return number(),
        },
        "es" => match folded {
            "ayer" => Day(-1),
            "hoy" => Day(0),
            "anteayer" => Day(-2),
            _ => return number(),
        },
        "fr" => match folded {
            "hier" => Day(-1),
            "aujourd'hui" => Day(0),
            "avant-hier" => Day(-2),
            _ => return number(),
        },
        "it" => match folded {
            "ieri" => Day(-1),
            "oggi" => Day(0),
            "domani" => Day(1),
            _ => return number(),
        },
        "pt" => match folded {
            "ontem" => Day(-1),
            "hoje" => Day(0),
            "amanha" => Day(1),
            _ => return number(),
        },
        "nl" => match folded {
            "gisteren" => Day(-1),
            "vandaag" => Day(0),
            "vorige" | "afgelopen" => Side(-1),
            "volgende" | "komende" => Side(1),
            "deze" => Side(0),
            "week" => Of(Unit::Week),
            "maand" => Of(Unit::Month),
            "jaar" => Of(Unit::Year),
            _ => return number(),
        },
        "ru" => match folded {
            "вчера" => Day(-1),
            "сегодня" => Day(0),
            "завтра" => Day(1),
            "позавчера" => Day(-2),
            _ => return number(),
        },
        "uk" => match folded {
            "вчора" | "учора" => Day(-1),
            "сьогодні" | "сьогодні." => Day(0),
            "завтра" => Day(1),
            "позавчора" => Day(-2),
            _ => return number(),
        },
        "pl" => match folded {
            "wczoraj" => Day(-1),
            "dzis" | "dzisiaj" => Day(0),
            "jutro" => Day(1),
            _ => return number(),
        },
        "sv" => match folded {
            "igar" => Day(-1),
            "idag" => Day(0),
            "imorgon" => Day(1),
            _ => return number(),
        },
        "tr" => match folded {
            "dun" => Day(-1),
            "bugun" => Day(0),
            "yarin" => Day(1),
            _ => return number(),
        },
        _ => match folded {
            "yesterday" => Day(-1),
            "today" | "tonight" => Day(0),
            "tomorrow" => Day(1),
            "last" => Side(-1),
            "this" => Side(0),
            "next" => Side(1),
            "day" | "days" => Of(Unit::Day),
            "week" | "weeks" => Of(Unit::Week),
            "month" | "months" => Of(Unit::Month),
            "year" | "years" => Of(Unit::Year),
            "ago" => Ago,
            "earlier" => return None,
            "a" | "one" => Count(1),
            "two" => Count(2),
            "three" => Count(3),
            "four" => Count(4),
            "five" => Count(5),
            "six" => Count(6),
            "seven" => Count(7),
            "eight" => Count(8),
            "nine" => Count(9),
            "ten" => Count(10),
            _ => return number(),
        },
    };
    Some(found)
}

/// The anchor moved by a number of units, with the precision that this has. `whole`: the unit as a whole is meant
/// (`last month`), so the first day of it is given; else a point that far away (`three months ago`).
pub(super) fn shift(anchor: Date, unit: Unit, count: i64, whole: bool) -> Option<(Date, Precision)> {
    let moved = match unit {
        Unit::Day => anchor.checked_add(count.days()),
        Unit::Week => anchor.checked_add(count.weeks()),
        Unit::Month => anchor.checked_add(count.months()),
        Unit::Year => anchor.checked_add(count.years()),
    }
    .ok()?;
    Some(match unit {
        Unit::Day if whole => return None, // `this day`, `last day` mean another thing
        Unit::Day => (moved, Precision::Day),
        Unit::Week => {
            let back = i64::from(moved.weekday().to_monday_zero_offset());
            (moved.checked_sub(back.days()).ok()?, Precision::Week)
        }
        Unit::Month => (moved.first_of_month(), Precision::Month),
        Unit::Year => (moved.first_of_year(), Precision::Year),
    })
}
