//! Where a list goes on: the sort key of the last row, in a form that is safe in an address.

use super::{Result, StoreError};

/// The most rows of one page.
const MOST: usize = 1000;

/// Shows a key of a number and an id.
pub(super) fn show(number: i64, id: &str) -> String {
    format!("{number}~{id}")
}

/// Reads it back.
pub(super) fn read(after: Option<&str>) -> Result<Option<(i64, String)>> {
    let Some(after) = after else { return Ok(None) };
    after
        .split_once('~')
        .and_then(|(number, id)| Some((number.parse().ok()?, id.to_owned())))
        .map(Some)
        .ok_or_else(|| StoreError::Refused("the cursor is none that this list gave out".to_owned()))
}

/// A limit within bounds.
pub(super) fn limit(wanted: usize) -> usize {
    wanted.clamp(1, MOST)
}
