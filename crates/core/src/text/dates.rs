//! Dates in running text, resolved against the day of publication.
//!
//! Precision is honest: `last month` is a month, `Tuesday evening` a day. What cannot be resolved is not given.

use super::calendar;
use super::normalize::fold_into;
use super::sieve::Sieve;
use super::words::{Word, WordKind, words};
use crate::model::{DateRef, Dated, FoundIn, Language, Precision, Span};
use jiff::ToSpan;
use jiff::civil::Date;

mod relative;
mod tense;
mod verbs;
mod weekday;

use relative::Relative;

pub use tense::Tense;

/// Words from a month alone at which it does, so that it may be far ahead.
const IN_SIGHT: usize = 8;
/// Months ahead up to which a month alone may be the one to come.
const HALF_A_YEAR: i8 = 6;

/// The dates named in `text`, in order and disjoint. Relative ones need `anchor`, the day of publication. Linear in
/// the length of the text.
pub fn find(text: &str, anchor: Option<Date>, language: Option<Language>) -> Vec<DateRef> {
    let tokens: Vec<Word> = words(text).collect();
    let (names, relative) = (calendar::sieve(language), relative::table(language));
    let mut finder = Finder { text, anchor, language, names, relative, tokens, buffer: String::new() };
    finder.run()
}

/// The tense of what `text`, a sentence, says of the date at `date` in it, if its words show it.
pub fn tense(text: &str, date: Span, language: Option<Language>) -> Option<Tense> {
    told_of(text, date, language).map(|told| told.tense)
}

/// Whether `text`, a sentence, announces something for the date at `date` in it: not where it only names a term that was set or hoped
/// for in the past.
pub fn announced(text: &str, date: Span, language: Option<Language>) -> bool {
    told_of(text, date, language)
        .is_some_and(|told| told.tense == Tense::Future && (told.sure || told.apart > 0))
}

fn told_of(text: &str, date: Span, language: Option<Language>) -> Option<tense::Told> {
    let tokens: Vec<Word> = words(text).collect();
    let first = tokens.iter().position(|token| token.span.end > date.start)?;
    let next = tokens.iter().rposition(|token| token.span.start < date.end)? + 1;
    if first < next { tense::at(text, &tokens, (first, next), language) } else { None }
}

/// The name of a month, 1 to 12, in any spelling; see [`calendar::month`].
pub fn month_number(word: &str, language: Option<Language>) -> Option<i8> {
    calendar::month(&super::normalize::fold(word), language)
}

struct Finder<'t> {
    text: &'t str,
    anchor: Option<Date>,
    language: Option<Language>,
    /// What may name a month or a weekday.
    names: &'static Sieve,
    relative: &'static relative::Table,
    tokens: Vec<Word>,
    buffer: String,
}

/// A date as read: what it means and the token after it.
struct Read {
    day: Date,
    precision: Precision,
    found_in: FoundIn,
    first: usize,
    next: usize,
}

impl Finder<'_> {
    fn run(&mut self) -> Vec<DateRef> {
        let mut found: Vec<DateRef> = Vec::new();
        let mut at = 0;
        let mut floor = 0;
        while at < self.tokens.len() {
            match self.read(at, floor) {
                Some(read) => {
                    let span = Span {
                        start: self.tokens[read.first].span.start,
                        end: self.tokens[read.next - 1].span.end,
                    };
                    let when = Dated {
                        day: read.day,
                        at: None,
                        offset: None,
                        precision: read.precision,
                        found_in: read.found_in,
                    };
                    found.push(DateRef { span, when });
                    at = read.next.max(at + 1);
                    floor = at;
                }
                None => at += 1,
            }
        }
        found
    }

    fn of(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |word| word.of(self.text))
    }

    fn before(&self, at: usize, steps: usize) -> &str {
        at.checked_sub(steps).map_or("", |at| self.of(at))
    }

    fn fold_at(&mut self, at: usize) -> &str {
        self.buffer.clear();
        let slice = self.tokens.get(at).map_or("", |word| bare(word.of(self.text)));
        fold_into(slice, &mut self.buffer);
        &self.buffer
    }

    /// The text between tokens `at` and `at + 1`.
    fn between(&self, at: usize) -> &str {
        match (self.tokens.get(at), self.tokens.get(at + 1)) {
            (Some(a), Some(b)) => &self.text[a.span.end as usize..b.span.start as usize],
            _ => "\n\n",
        }
    }

    fn near(&self, at: usize) -> bool {
        matches!(self.between(at), " " | ", " | ". " | "\u{a0}" | "." | " de " | "-" | "/")
    }

    fn month(&mut self, at: usize) -> Option<i8> {
        let word = *self.tokens.get(at)?;
        if word.kind != WordKind::Word
            || word.span.len() > 40
            || !self.names.may_have(bare(word.of(self.text)))
        {
            return None;
        }
        let language = self.language;
        calendar::month(self.fold_at(at), language)
    }

    /// A month that surely is one: `May`, `March` and the short forms are words as well.
    fn sure_month(&mut self, at: usize) -> Option<i8> {
        let month = self.month(at)?;
        let slice = bare(self.of(at));
        let english = self.language.is_none_or(|language| language.as_str() == "en");
        let short = slice.chars().count() <= 3 || matches!(slice, "March" | "August");
        if english && !slice.starts_with(char::is_uppercase) {
            return None;
        }
        if !short {
            return Some(month);
        }
        let numbered = self.day_number(at + 1).is_some() && self.near(at)
            || self.year(at + 1).is_some() && self.near(at)
            || at > 0 && self.day_number(at - 1).is_some() && self.near(at - 1);
        let led = slice.len() > 2
            && english
            && matches!(slice, "May" | "March" | "August")
            && matches!(
                self.before(at, 1),
                "in" | "In"
                    | "last"
                    | "next"
                    | "this"
                    | "early"
                    | "late"
                    | "mid"
                    | "since"
                    | "Since"
                    | "until"
                    | "by"
                    | "of"
                    | "from"
                    | "through"
                    | "between"
                    | "during"
                    | "before"
                    | "after"
            );
        (numbered || led).then_some(month)
    }

    fn day_number(&self, at: usize) -> Option<i8> {
        let slice = self.of(at);
        let digits = slice.trim_end_matches(|c: char| c.is_alphabetic() || matches!(c, 'º' | 'ª'));
        let tail = &slice[digits.len()..];
        if digits.is_empty()
            || digits.len() > 2
            || !matches!(tail, "" | "st" | "nd" | "rd" | "th" | "º" | "er" | "e" | "го" | "го.")
        {
            return None;
        }
        digits.parse().ok().filter(|day| (1..=31).contains(day))
    }

    fn year(&self, at: usize) -> Option<i16> {
        let slice = self.of(at);
        let year: i16 = if slice.len() == 4 { slice.parse().ok()? } else { return None };
        (1500..=2100).contains(&year).then_some(year)
    }

    fn read(&mut self, at: usize, floor: usize) -> Option<Read> {
        let word = self.tokens[at];
        match word.kind {
            WordKind::Number => self.at_number(at, floor),
            WordKind::Word => self.at_word(at, floor),
            WordKind::Ideograph => None,
        }
    }

    /// Whole numeric dates, a day before its month, a year.
    fn at_number(&mut self, at: usize, floor: usize) -> Option<Read> {
        let slice = self.of(at).to_owned();
        // 2026-03-09, 2026/3/9, 2026.3.9 (the last one is a single token)
        if let Some(year) = self.year(at) {
            let joint = self.between(at);
            if matches!(joint, "-" | "/") && self.between(at + 1) == joint {
                let month: i8 = self.of(at + 1).parse().ok()?;
                let day = self.day_number(at + 2)?;
                return self.day(year, month, day, at, at + 3);
            }
            if self.of(at + 1) == "年" {
                let month: Option<i8> = self.of(at + 2).parse().ok();
                if let Some(month) = month.filter(|_| self.of(at + 3) == "月") {
                    if let Some(day) =
                        self.day_number(at + 4).filter(|_| matches!(self.of(at + 5), "日" | "号"))
                    {
                        return self.day(year, month, day, at, at + 6);
                    }
                    return self.whole(Date::new(year, month, 1).ok()?, Precision::Month, at, at + 4);
                }
                return self.whole(Date::new(year, 1, 1).ok()?, Precision::Year, at, at + 2);
            }
            return self.bare_year(at, year, floor);
        }
        if self.of(at + 1) == "月"
            && self.between(at).is_empty()
            && let Ok(month) = slice.parse::<i8>()
            && let Some(day) = self.day_number(at + 2)
            && matches!(self.of(at + 3), "日" | "号")
        {
            return self.day_of_month(month, day, at, at + 4);
        }
        // 09/03/2026 and 9.3.2026: which is the month depends on the language.
        let parts: Vec<&str> = slice.split('.').collect();
        if let [day, month, year] = parts[..] {
            let year: i16 = year.parse().ok().filter(|_| year.len() == 4)?;
            return self.day(year, month.parse().ok()?, day.parse().ok()?, at, at + 1);
        }
        if self.between(at) == "/" && self.between(at + 1) == "/" {
            let (first, second) = (self.day_number(at)?, self.day_number(at + 1)?);
            let year = self.year(at + 2)?;
            let american = self.language.is_none_or(|language| language.as_str() == "en");
            let (month, day) =
                if (american && first <= 12) || second > 12 { (first, second) } else { (second, first) };
            return self.day(year, month, day, at, at + 3);
        }
        // 18 April [2026], 18. April, 18 de abril de 2026
        let day = self.day_number(at)?;
        let last = self.last_of_days(at, day);
        let next = self.over_joiner(last + 1);
        if !self.near(last) && self.between(last) != ". " {
            return None;
        }
        let month = self.month(next)?;
        let english = self.language.is_none_or(|language| language.as_str() == "en");
        if english && !self.of(next).starts_with(char::is_uppercase) {
            return None;
        }
        // `5 May 3`: the day follows its month here.
        let after = self.over_joiner(next + 1);
        if self.near(next)
            && let Some(year) = self.year(after)
        {
            return self.day(year, month, day, at, after + 1);
        }
        self.day_of_month(month, day, at, next + 1)
    }

    /// The token of the last day where `at`, the number of a day, opens a range of them: `2-5 March`, `March 2-5`. The date is
    /// that of the first day; the year behind the last one is its year.
    fn last_of_days(&self, at: usize, first: i8) -> usize {
        let ranges = matches!(self.between(at).trim_start_matches('.').trim(), "-" | "–");
        let later = ranges && self.day_number(at + 1).is_some_and(|last| last > first);
        if later { at + 1 } else { at }
    }

    /// Skips `de`, `of`, `del` between the parts of a date.
    fn over_joiner(&self, at: usize) -> usize {
        if matches!(self.of(at), "de" | "of" | "del" | "di" | "do") { at + 1 } else { at }
    }

    fn bare_year(&self, at: usize, year: i16, floor: usize) -> Option<Read> {
        let led = matches!(
            self.before(at, 1),
            "in" | "In"
                | "since"
                | "Since"
                | "of"
                | "by"
                | "By"
                | "until"
                | "from"
                | "From"
                | "early"
                | "late"
                | "during"
                | "the"
                | "en"
                | "En"
                | "im"
                | "Im"
                | "seit"
                | "Seit"
                | "bis"
                | "Jahr"
                | "Jahres"
                | "depuis"
                | "nel"
                | "dal"
                | "em"
                | "sinds"
                | "año"
                | "within"
                | "after"
                | "before"
                | "through"
                | "between"
                | "mid"
                | "back"
        );
        let slavic =
            matches!(self.of(at + 1), "года" | "году" | "год" | "г" | "року" | "році" | "рік" | "roku");
        if at < floor || !(led || slavic) || !(1900..=2100).contains(&year) {
            return None;
        }
        let next = if slavic { at + 2 } else { at + 1 };
        self.whole(Date::new(year, 1, 1).ok()?, Precision::Year, at, next)
    }

    fn day(&self, year: i16, month: i8, day: i8, first: usize, next: usize) -> Option<Read> {
        let day = Date::new(year, month, day).ok()?;
        Some(Read { day, precision: Precision::Day, found_in: FoundIn::VisibleText, first, next })
    }

    fn whole(&self, day: Date, precision: Precision, first: usize, next: usize) -> Option<Read> {
        Some(Read { day, precision, found_in: FoundIn::VisibleText, first, next })
    }

    /// A day and month without a year: the one nearest to the anchor; the future only half a year ahead.
    fn day_of_month(&self, month: i8, day: i8, first: usize, next: usize) -> Option<Read> {
        let anchor = self.anchor?;
        let near = |year: i16| Date::new(year, month, day).ok();
        let told = self.told(first, next).map(|told| told.tense);
        let distance = |date: &Date| {
            let days = days_between(anchor, *date);
            let wrong_way = match told {
                Some(Tense::Future) if days < 0 => 90,
                // What is months ahead has not happened yet.
                Some(Tense::Past) if days > 0 => 285,
                None if days > 0 => 90,
                _ => 0,
            };
            days.abs() + wrong_way
        };
        let years = match self.year_behind(next) {
            Some(year) => [year; 3],
            None => [anchor.year() - 1, anchor.year(), anchor.year() + 1],
        };
        let day = years.into_iter().filter_map(near).min_by_key(distance)?;
        Some(Read { day, precision: Precision::Day, found_in: FoundIn::Inferred, first, next })
    }

    /// The year that the words from token `at` on give a date: `last year`, `this year`, `next year`.
    fn year_behind(&self, at: usize) -> Option<i16> {
        let side = match self.of(at) {
            "last" => -1,
            "this" => 0,
            "next" => 1,
            _ => return None,
        };
        (self.of(at + 1) == "year" && self.near(at - 1)).then_some(self.anchor?.year() + side)
    }

    fn at_word(&mut self, at: usize, floor: usize) -> Option<Read> {
        let word = self.tokens[at];
        if word.span.len() > 40 {
            return None;
        }
        let slice = bare(word.of(self.text));
        let language = self.language;
        if self.names.may_have(slice) {
            if let Some(month) = self.sure_month(at) {
                return self.at_month(at, month, floor);
            }
            if let Some(weekday) = calendar::weekday(self.fold_at(at), language) {
                return self.at_weekday(at, weekday, floor);
            }
        }
        if self.anchor.is_none() || !self.relative.may_be(slice) {
            return None;
        }
        self.at_relative(at)
    }

    fn at_month(&mut self, at: usize, month: i8, floor: usize) -> Option<Read> {
        // April 18[, 2026]
        if let Some(day) =
            self.day_number(at + 1).filter(|_| matches!(self.between(at), " " | ". " | "\u{a0}" | "."))
        {
            let last = self.last_of_days(at + 1, day);
            if let Some(year) = self.year(last + 1).filter(|_| self.near(last)) {
                return self.day(year, month, day, at, last + 2);
            }
            return self.day_of_month(month, day, at, last + 1);
        }
        let after = self.over_joiner(at + 1);
        if let Some(year) = self.year(after).filter(|_| self.near(at)) {
            return self.whole(Date::new(year, month, 1).ok()?, Precision::Month, at, after + 1);
        }
        // A month alone: the nearest one that is not ahead, unless the words say so.
        let anchor = self.anchor?;
        let led = at > floor;
        let before = if led { self.before(at, 1) } else { "" };
        let mut year = anchor.year();
        let ahead = matches!(before, "next") || (month > anchor.month() && self.speaks_of_future(at, at + 1));
        let behind = month > anchor.month() && !ahead && before != "this";
        if behind || (before == "last" && month >= anchor.month()) {
            year -= 1;
        } else if month <= anchor.month()
            && (before == "next"
                || month < anchor.month()
                    && (12 + month - anchor.month() <= HALF_A_YEAR || self.announced_in_sight(at))
                    && self.speaks_of_future(at, at + 1))
        {
            year += 1;
        }
        let year = self.year_behind(at + 1).unwrap_or(year);
        let day = Date::new(year, month, 1).ok()?;
        Some(Read { day, precision: Precision::Month, found_in: FoundIn::Inferred, first: at, next: at + 1 })
    }

    fn at_relative(&mut self, at: usize) -> Option<Read> {
        let anchor = self.anchor?;
        let relative = self.relative;
        let first = relative.word(self.fold_at(at))?;
        let shifted = |days: i64| anchor.checked_add(days.days()).ok();
        let read = |day: Date, precision, next| {
            Some(Read { day, precision, found_in: FoundIn::Inferred, first: at, next })
        };
        match first {
            Relative::Day(days) => read(shifted(days)?, Precision::Day, at + 1),
            // last week, next month, this year
            Relative::Side(side) => {
                if !self.near(at) {
                    return None;
                }
                let Some(Relative::Unit(unit)) = relative.word(self.fold_at(at + 1)) else {
                    return None;
                };
                let (day, precision) = relative::shift(anchor, unit, side, true)?;
                read(day, precision, at + 2)
            }
            // three days ago
            Relative::Count(count) => {
                let Some(Relative::Unit(unit)) = relative.word(self.fold_at(at + 1)) else {
                    return None;
                };
                let Some(Relative::Ago) = relative.word(self.fold_at(at + 2)) else { return None };
                let (day, precision) = relative::shift(anchor, unit, -count, false)?;
                read(day, precision, at + 3)
            }
            Relative::Unit(_) | Relative::Ago => None,
        }
    }

    /// Whether the words around tokens `first..next` speak of what is to come.
    fn speaks_of_future(&self, first: usize, next: usize) -> bool {
        self.told(first, next).is_some_and(|told| told.tense == Tense::Future)
    }

    /// Whether the words before token `at` announce it.
    fn announced_in_sight(&self, at: usize) -> bool {
        self.told(at, at + 1).is_some_and(|told| told.sure && told.apart <= IN_SIGHT)
    }

    fn told(&self, first: usize, next: usize) -> Option<tense::Told> {
        tense::at(self.text, &self.tokens, (first, next), self.language)
    }
}

/// A word without `mid-` before it and a possessive ending after it.
fn bare(slice: &str) -> &str {
    // most words neither begin nor end so, which one byte of each end shows
    let bytes = slice.as_bytes();
    let slice = match bytes.first() {
        Some(b'm') => slice.strip_prefix("mid-").unwrap_or(slice),
        Some(b'M') => slice.strip_prefix("Mid-").unwrap_or(slice),
        _ => slice,
    };
    match bytes.last() {
        Some(b's') => slice.strip_suffix("'s").or_else(|| slice.strip_suffix("’s")).unwrap_or(slice),
        _ => slice,
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests;
