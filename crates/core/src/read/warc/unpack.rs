//! Content codings beside gzip: brotli (RFC 7932) and zstd (RFC 8878). Bytes are counted while they are unpacked, so
//! that a bomb costs no more than what is kept of it.

use super::unzip::trouble;
use crate::model::Remark;
use std::io::Read;

/// Largest window that a zstd frame may ask for, in bytes: what browsers allow.
const WINDOW: u64 = 8 << 20;

/// Unpacks brotli data, at most `most` bytes. What was damaged or cut is a remark.
pub(super) fn brotli(bytes: &[u8], most: usize) -> (Vec<u8>, Option<Remark>) {
    let mut reader = brotli_decompressor::Decompressor::new(bytes, 16 << 10);
    taken(&mut reader, most)
}

/// Whether data begin as zstd does, a frame or one that is skipped.
pub fn is_zstd(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x28\xb5\x2f\xfd")
        || bytes.len() >= 4 && (0x50..=0x5f).contains(&bytes[0]) && bytes[1..4] == [0x2a, 0x4d, 0x18]
}

/// Unpacks zstd data, frame after frame, at most `most` bytes. What was damaged or cut is a remark.
pub fn zstd(bytes: &[u8], most: usize) -> (Vec<u8>, Option<Remark>) {
    let mut out = Vec::new();
    let mut rest = bytes;
    let mut damaged = false;
    while !rest.is_empty() && out.len() < most && !damaged {
        if let Some(skipped) = skippable(rest) {
            rest = &rest[skipped..];
            continue;
        }
        if window(rest).is_none_or(|window| window > WINDOW.max(most as u64)) {
            damaged = true;
            break;
        }
        let mut input = rest;
        match ruzstd::decoding::StreamingDecoder::new(&mut input) {
            Ok(mut frame) => {
                let (more, remark) = taken(&mut frame, most - out.len());
                damaged = remark.as_ref().is_some_and(|remark| remark.code == "compression-damaged");
                out.extend_from_slice(&more);
                if remark.is_some_and(|remark| remark.code == "length-capped") {
                    return (out, trouble(true, false, most));
                }
            }
            Err(_) => damaged = true,
        }
        if input.len() == rest.len() {
            break;
        }
        rest = input;
    }
    let cut = out.len() >= most && !rest.is_empty();
    (out, trouble(cut, damaged, most))
}

/// The length of a skippable frame at the start of `bytes`.
fn skippable(bytes: &[u8]) -> Option<usize> {
    let head: [u8; 8] = bytes.get(..8)?.try_into().ok()?;
    let is = (0x50..=0x5f).contains(&head[0]) && head[1..4] == [0x2a, 0x4d, 0x18];
    let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
    is.then(|| length.saturating_add(8).min(bytes.len()))
}

/// The window that the frame at the start of `bytes` asks for; `None` where there is no whole header.
fn window(bytes: &[u8]) -> Option<u64> {
    if !bytes.starts_with(b"\x28\xb5\x2f\xfd") {
        return None;
    }
    let descriptor = *bytes.get(4)?;
    let single = descriptor & 0x20 != 0;
    if !single {
        let byte = u64::from(*bytes.get(5)?);
        let base = 1u64 << (10 + (byte >> 3));
        return Some(base + (base / 8) * (byte & 7));
    }
    let dictionary = [0, 1, 2, 4][usize::from(descriptor & 3)];
    let length = [1, 2, 4, 8][usize::from(descriptor >> 6)];
    let field = bytes.get(5 + dictionary..5 + dictionary + length)?;
    let size = field.iter().rev().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
    Some(if length == 2 { size + 256 } else { size })
}

/// All that `reader` gives, at most `most` bytes.
fn taken(reader: &mut impl Read, most: usize) -> (Vec<u8>, Option<Remark>) {
    let mut out = Vec::new();
    let mut piece = [0u8; 16 << 10];
    let mut damaged = false;
    while out.len() <= most {
        match reader.read(&mut piece) {
            Ok(0) => break,
            Ok(count) => out.extend_from_slice(&piece[..count]),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => {
                damaged = true;
                break;
            }
        }
    }
    let cut = out.len() > most;
    out.truncate(most);
    (out, trouble(cut, damaged, most))
}
