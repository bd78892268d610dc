//! Bodies: JSON, deflated, behind a byte that says so.

use flate2::Compression;
use flate2::bufread::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{Read, Write};

/// Deflated JSON.
const JSON: u8 = 1;
/// Deflated bytes.
const BYTES: u8 = 2;

fn unreadable(why: impl std::fmt::Display) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Blob, why.to_string().into())
}

fn deflate(kind: u8, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(vec![kind], Compression::new(4));
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn inflate(kind: u8, body: &[u8]) -> rusqlite::Result<Vec<u8>> {
    match body.split_first() {
        Some((found, packed)) if *found == kind => {
            let mut bytes = Vec::new();
            DeflateDecoder::new(packed).read_to_end(&mut bytes).map_err(unreadable)?;
            Ok(bytes)
        }
        _ => Err(unreadable("a body of another kind")),
    }
}

/// Packs a value.
pub(super) fn pack(value: &impl Serialize) -> rusqlite::Result<Vec<u8>> {
    let json = serde_json::to_vec(value).map_err(unreadable)?;
    deflate(JSON, &json).map_err(unreadable)
}

/// Unpacks a value.
pub(super) fn unpack<T: DeserializeOwned>(body: &[u8]) -> rusqlite::Result<T> {
    serde_json::from_slice(&inflate(JSON, body)?).map_err(unreadable)
}

/// Packs bytes.
pub(super) fn pack_bytes(bytes: &[u8]) -> rusqlite::Result<Vec<u8>> {
    deflate(BYTES, bytes).map_err(unreadable)
}

/// Unpacks bytes.
pub(super) fn unpack_bytes(body: &[u8]) -> rusqlite::Result<Vec<u8>> {
    inflate(BYTES, body)
}

/// A value as JSON text.
pub(super) fn json(value: &impl Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(unreadable)
}

/// A value from JSON text.
pub(super) fn from_json<T: DeserializeOwned>(text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text).map_err(unreadable)
}
