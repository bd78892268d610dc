//! How values stand in columns.

use newsloom_core::model::{ArticleId, EventId, RawId, SourceId, StoryId, TextHash, Timestamp};
use rusqlite::Row;
use rusqlite::types::Type;
use serde::Serialize;
use serde::de::DeserializeOwned;

fn wrong(column: usize, kind: Type) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, kind, "not a value of this column".into())
}

/// Milliseconds since 1970.
pub(super) fn ms(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// The same for a time that may be missing.
pub(super) fn ms_opt(at: Option<Timestamp>) -> Option<i64> {
    at.map(ms)
}

/// A time from a column.
pub(super) fn time(row: &Row, column: usize) -> rusqlite::Result<Timestamp> {
    Timestamp::from_millisecond(row.get(column)?).map_err(|_| wrong(column, Type::Integer))
}

/// A time from a column that may be null.
pub(super) fn time_opt(row: &Row, column: usize) -> rusqlite::Result<Option<Timestamp>> {
    row.get::<_, Option<i64>>(column)?
        .map(|at| Timestamp::from_millisecond(at).map_err(|_| wrong(column, Type::Integer)))
        .transpose()
}

/// A count from a column.
pub(super) fn count(row: &Row, column: usize) -> rusqlite::Result<u64> {
    Ok(row.get::<_, i64>(column)?.max(0) as u64)
}

/// An id that is shown and read as text.
pub(super) trait Id: Sized {
    /// Reads the shown form.
    fn read(text: &str) -> Option<Self>;
}

macro_rules! ids {
    ($($id:ident),*) => { $(impl Id for $id { fn read(text: &str) -> Option<Self> { Self::parse(text) } })* };
}
ids!(ArticleId, EventId, RawId, SourceId, StoryId, TextHash);

/// An id from a column.
pub(super) fn id<T: Id>(row: &Row, column: usize) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    T::read(text).ok_or_else(|| wrong(column, Type::Text))
}

/// An id from a column that may be null.
pub(super) fn id_opt<T: Id>(row: &Row, column: usize) -> rusqlite::Result<Option<T>> {
    match row.get_ref(column)?.as_str_or_null()? {
        Some(text) => T::read(text).map(Some).ok_or_else(|| wrong(column, Type::Text)),
        None => Ok(None),
    }
}

/// An id as its column has it.
pub(super) fn text(id: impl std::fmt::Display) -> String {
    id.to_string()
}

/// The same for an id that may be missing.
pub(super) fn text_opt(id: Option<impl std::fmt::Display>) -> Option<String> {
    id.map(|id| id.to_string())
}

/// The word of a plain enum: `"open"` without its quotes.
pub(super) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// A plain enum from its word.
pub(super) fn from_word<T: DeserializeOwned>(row: &Row, column: usize) -> rusqlite::Result<T> {
    let word: String = row.get(column)?;
    serde_json::from_value(serde_json::Value::String(word)).map_err(|_| wrong(column, Type::Text))
}

/// A value that is read from its text, from a column.
pub(super) fn parsed<T: std::str::FromStr>(row: &Row, column: usize) -> rusqlite::Result<T> {
    row.get_ref(column)?.as_str()?.parse().map_err(|_| wrong(column, Type::Text))
}
