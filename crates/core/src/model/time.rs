//! Points in time as news gives them: with a precision and a place where they were found.

use jiff::civil;
use serde::{Deserialize, Serialize};

pub use jiff::Timestamp;

/// How exactly a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// To the minute or better.
    Minute,
    /// To the hour.
    Hour,
    /// To the day.
    Day,
    /// To the week that holds the day.
    Week,
    /// To the month.
    Month,
    /// To the year.
    Year,
}

/// Where a date was found; the order is the order of trust where several agree in precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FoundIn {
    /// Given by the caller, as in a filter's line.
    Given,
    /// schema.org data in JSON-LD.
    JsonLd,
    /// A meta element.
    Meta,
    /// A time element or microdata.
    TimeElement,
    /// The dateline that opens the text.
    Dateline,
    /// Text shown near the headline.
    VisibleText,
    /// The feed that named the page.
    Feed,
    /// The address.
    Url,
    /// An HTTP or WARC header.
    Header,
    /// Concluded from the text around it.
    Inferred,
}

/// A date with what is known about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    /// The day as the source gives it, in the source's own time zone. The first day where precision is coarser.
    pub day: civil::Date,
    /// The instant, where a time was given. `None` where only the day or less is known.
    pub at: Option<Timestamp>,
    /// Offset from UTC in seconds that the source gave with the time; `None` where it gave none (then `at` reads it as UTC).
    pub offset: Option<i32>,
    /// How exactly it is known.
    pub precision: Precision,
    /// Where it was found.
    pub found_in: FoundIn,
}

impl Dated {
    /// A day without a time.
    pub fn day(day: civil::Date, found_in: FoundIn) -> Self {
        Self { day, at: None, offset: None, precision: Precision::Day, found_in }
    }

    /// An instant with the offset that the source gave, in seconds east of UTC.
    pub fn instant(at: Timestamp, offset: Option<i32>, found_in: FoundIn) -> Self {
        let zone = jiff::tz::Offset::from_seconds(offset.unwrap_or(0)).unwrap_or(jiff::tz::Offset::UTC);
        Self {
            day: zone.to_datetime(at).date(),
            at: Some(at),
            offset,
            precision: Precision::Minute,
            found_in,
        }
    }

    /// The instant to order by: the given one, else noon UTC of the day.
    pub fn order(&self) -> Timestamp {
        self.at.unwrap_or_else(|| {
            jiff::tz::Offset::UTC.to_timestamp(self.day.at(12, 0, 0, 0)).unwrap_or(Timestamp::UNIX_EPOCH)
        })
    }

    /// ISO 8601 with offset where an instant is known (`2026-03-09T14:05:00+01:00`), else `None`.
    pub fn iso(&self) -> Option<String> {
        let zone = jiff::tz::Offset::from_seconds(self.offset.unwrap_or(0)).ok()?;
        let shown = zone.to_datetime(self.at?).strftime("%Y-%m-%dT%H:%M:%S").to_string();
        let (sign, seconds) = match self.offset.unwrap_or(0) {
            east if east >= 0 => ('+', east),
            west => ('-', -west),
        };
        Some(format!("{shown}{sign}{:02}:{:02}", seconds / 3600, seconds % 3600 / 60))
    }
}
