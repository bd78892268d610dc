//! Weekdays named alone: the one before or the one to come.

use super::tense::{Tense, Told};
use super::{Finder, Read, bare};
use crate::model::{FoundIn, Precision};
use crate::text::words::WordKind;
use jiff::ToSpan;
use jiff::civil::Weekday;

/// Words from a date at which the verb that announces it stands right before it.
const AT_ONCE: usize = 3;

impl Finder<'_> {
    pub(super) fn at_weekday(&mut self, at: usize, weekday: Weekday, floor: usize) -> Option<Read> {
        let slice = bare(self.of(at)).to_owned();
        let english = self.language.is_none_or(|language| language.as_str() == "en");
        if english && !slice.starts_with(char::is_uppercase) {
            return None;
        }
        let followed = matches!(self.between(at), ", " | " " | ". " | "., ");
        // Friday, April 18 and Freitag, 18. April: the date itself decides.
        if followed {
            let next = if matches!(self.of(at + 1), "the" | "den" | "dem" | "le" | "el" | "il") {
                at + 2
            } else {
                at + 1
            };
            let dated = if self.tokens.get(next).is_some_and(|word| word.kind == WordKind::Number) {
                self.at_number(next, next)
            } else {
                self.sure_month(next).and_then(|month| {
                    self.day_number(next + 1)?;
                    self.at_month(next, month, next)
                })
            };
            if let Some(mut read) = dated.filter(|read| read.precision == Precision::Day) {
                read.first = at;
                return Some(read);
            }
        }
        // Short forms are words of their own (`Sun`, `so`, `mar`); those of two letters (`So.`) even with a period.
        let letters = slice.chars().count();
        let rest = &self.text[self.tokens[at].span.end as usize..];
        if letters <= 3 && !rest.starts_with('.') {
            return None;
        }
        let goes_on =
            |first: char| first.is_lowercase() || first.is_ascii_digit() || matches!(first, ',' | ')' | '-');
        if letters <= 2
            && !(slice.starts_with(char::is_uppercase) && rest[1..].trim_start().starts_with(goes_on))
        {
            return None;
        }
        let anchor = self.anchor?;
        let before = if at > floor { self.before(at, 1).to_lowercase() } else { String::new() };
        let back = i64::from(weekday.until(anchor.weekday())); // days since that weekday, 0 today
        // Every week's is no one day.
        if matches!(before.as_str(), "every" | "each" | "jeden" | "cada" | "chaque" | "ogni" | "elke") {
            return None;
        }
        let next = matches!(
            before.as_str(),
            "next" | "nächsten" | "próximo" | "prochain" | "следующий" | "наступного" | "kommenden"
        );
        let last = matches!(
            before.as_str(),
            "last" | "vergangenen" | "letzten" | "pasado" | "past" | "прошлый" | "минулого"
        );
        let days = if next {
            7 - back
        } else if last {
            if back == 0 { -7 } else { -back }
        } else {
            days_to(back, self.told(at, at + 1))?
        };
        let day = anchor.checked_add(days.days()).ok()?;
        let first = if next || last { at - 1 } else { at };
        Some(Read { day, precision: Precision::Day, found_in: FoundIn::Inferred, first, next: at + 1 })
    }
}

/// Days from today to the one that a bare weekday means, which was `back` days ago the last time, by the tense of its clause. `None`
/// where the words do not tell whether the one before or the one to come is meant.
fn days_to(back: i64, told: Option<Told>) -> Option<i64> {
    let close = told.is_some_and(|told| told.sure && told.apart <= AT_ONCE);
    let sure = told.is_some_and(|told| told.sure);
    Some(match (back, told.map(|told| told.tense)) {
        (0, _) => 0,
        // The day of yesterday's name in a week is named in another way, but where the words right before announce it.
        (1, Some(Tense::Future)) if !close => -1,
        (2, Some(Tense::Future)) if !sure => -2,
        (_, Some(Tense::Future)) => 7 - back,
        (6, Some(Tense::Past)) if told.is_some_and(|told| told.apart == 0) => -6,
        // The day after today has that name; a report that speaks of it in the past was given a day too early, by another clock.
        (6, _) => 1,
        (5, None) => return None,
        _ => -back,
    })
}
