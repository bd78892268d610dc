//! Words that place a time relative to today.

use crate::model::{Language, Precision};
use crate::text::sieve::Sieve;
use Relative::{Ago, Count, Day, Side, Unit as Of};
use jiff::ToSpan;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

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

/// Folded spellings, joined with `|`, and what they say.
type List = &'static [(&'static str, Relative)];

const DE: List = &[
    ("gestern", Day(-1)),
    ("heute", Day(0)),
    ("vorgestern", Day(-2)),
    ("ubermorgen", Day(2)),
    ("vergangene|vergangenen|letzte|letzten|vorige|vorigen", Side(-1)),
    ("nachste|nachsten|kommende|kommenden", Side(1)),
    ("diese|diesen|dieses|diesem|dieser", Side(0)),
    ("woche", Of(Unit::Week)),
    ("monat", Of(Unit::Month)),
    ("jahr|jahres", Of(Unit::Year)),
];
const ES: List = &[("ayer", Day(-1)), ("hoy", Day(0)), ("anteayer", Day(-2))];
const FR: List = &[("hier", Day(-1)), ("aujourd'hui", Day(0)), ("avant-hier", Day(-2))];
const IT: List = &[("ieri", Day(-1)), ("oggi", Day(0)), ("domani", Day(1))];
const PT: List = &[("ontem", Day(-1)), ("hoje", Day(0)), ("amanha", Day(1))];
const NL: List = &[
    ("gisteren", Day(-1)),
    ("vandaag", Day(0)),
    ("vorige|afgelopen", Side(-1)),
    ("volgende|komende", Side(1)),
    ("deze", Side(0)),
    ("week", Of(Unit::Week)),
    ("maand", Of(Unit::Month)),
    ("jaar", Of(Unit::Year)),
];
const RU: List = &[("вчера", Day(-1)), ("сегодня", Day(0)), ("завтра", Day(1)), ("позавчера", Day(-2))];
const UK: List =
    &[("вчора|учора", Day(-1)), ("сьогодні|сьогодні.", Day(0)), ("завтра", Day(1)), ("позавчора", Day(-2))];
const PL: List = &[("wczoraj", Day(-1)), ("dzis|dzisiaj", Day(0)), ("jutro", Day(1))];
const SV: List = &[("igar", Day(-1)), ("idag", Day(0)), ("imorgon", Day(1))];
const TR: List = &[("dun", Day(-1)), ("bugun", Day(0)), ("yarin", Day(1))];
const EN: List = &[
    ("yesterday", Day(-1)),
    ("today|tonight", Day(0)),
    ("tomorrow", Day(1)),
    ("last", Side(-1)),
    ("this", Side(0)),
    ("next", Side(1)),
    ("day|days", Of(Unit::Day)),
    ("week|weeks", Of(Unit::Week)),
    ("month|months", Of(Unit::Month)),
    ("year|years", Of(Unit::Year)),
    ("ago", Ago),
    ("a|one", Count(1)),
    ("two", Count(2)),
    ("three", Count(3)),
    ("four", Count(4)),
    ("five", Count(5)),
    ("six", Count(6)),
    ("seven", Count(7)),
    ("eight", Count(8)),
    ("nine", Count(9)),
    ("ten", Count(10)),
];

/// The words of a language with a sieve before them.
pub(super) struct Table {
    words: FxHashMap<&'static str, Relative>,
    sieve: Sieve,
}

fn read(list: List) -> Table {
    let words: FxHashMap<_, _> =
        list.iter().flat_map(|(words, says)| words.split('|').map(|word| (word, *says))).collect();
    let sieve = Sieve::of(words.keys().copied());
    Table { words, sieve }
}

/// The words of a language; the English ones where we have none for it.
pub(super) fn table(language: Option<Language>) -> &'static Table {
    macro_rules! tables {
        ($($code:literal $list:ident),*) => {
            match language.as_ref().map_or("en", Language::as_str) {
                $($code => { static T: LazyLock<Table> = LazyLock::new(|| read($list)); &T })*
                _ => { static T: LazyLock<Table> = LazyLock::new(|| read(EN)); &T }
            }
        };
    }
    tables!("de" DE, "es" ES, "fr" FR, "it" IT, "pt" PT, "nl" NL, "ru" RU, "uk" UK, "pl" PL, "sv" SV, "tr" TR)
}

impl Table {
    /// Whether a word, as written, may be one of these: a quick look before it is folded. None has a capital but its first.
    pub fn may_be(&self, word: &str) -> bool {
        word.len() <= 24
            && self.sieve.may_have(word)
            && !word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase())
    }

    /// What a folded word says, if it is one of these or a number that may count.
    pub fn word(&self, folded: &str) -> Option<Relative> {
        let number = || folded.parse::<i64>().ok().filter(|count| (1..400).contains(count));
        self.words.get(folded).copied().or_else(|| number().map(Relative::Count))
    }
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
