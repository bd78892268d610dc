//! Gzip as a stream of members (RFC 1952), one per record in an archive, with recovery after damage.

use crate::model::Remark;
use flate2::{Crc, Decompress, FlushDecompress, Status};

/// Most input kept back while a header of a member is not complete.
const HEADER: usize = 128 << 10;

/// What a step gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Something was unpacked.
    More,
    /// Input is missing.
    Starved,
    /// A member was damaged and given up.
    Damaged,
}

/// Unpacks a stream of members.
pub(super) struct Unzip {
    input: Vec<u8>,
    at: usize,
    member: Option<(Decompress, Crc)>,
    /// After damage: the next member's start is looked for.
    lost: bool,
    /// Bytes of a trailer still to come, and whether its sum was wrong.
    trailer: bool,
    sum: u32,
}

impl Unzip {
    pub(super) fn new() -> Self {
        Self { input: Vec::new(), at: 0, member: None, lost: false, trailer: false, sum: 0 }
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        if self.at > 0 {
            self.input.drain(..self.at);
            self.at = 0;
        }
        self.input.extend_from_slice(bytes);
    }

    /// Whether a member is open.
    pub(super) fn is_inside(&self) -> bool {
        self.member.is_some() || self.trailer
    }

    /// Unpacks up to `step` bytes to the end of `out`.
    pub(super) fn unpack(&mut self, out: &mut Vec<u8>, step: usize) -> Step {
        loop {
            let rest = &self.input[self.at..];
            if self.trailer {
                if rest.len() < 8 {
                    return Step::Starved;
                }
                let sum = u32::from_le_bytes([rest[0], rest[1], rest[2], rest[3]]);
                let good = sum == self.sum;
                self.at += 8;
                self.trailer = false;
                if !good {
                    return Step::Damaged;
                }
                continue;
            }
            if self.member.is_none() {
                if self.lost && !self.seek() {
                    return Step::Starved;
                }
                // Zeros between members and after the last are padding.
                self.at += self.input[self.at..].iter().take_while(|byte| **byte == 0).count();
                let rest = &self.input[self.at..];
                match member_header(rest) {
                    Ok(Some(used)) => {
                        self.at += used;
                        self.member = Some((Decompress::new(false), Crc::new()));
                    }
                    Ok(None) if rest.len() < HEADER => return Step::Starved,
                    Ok(None) | Err(()) => {
                        self.at += 1;
                        self.lost = true;
                        return Step::Damaged;
                    }
                }
                continue;
            }
            let Some((inflater, sum)) = &mut self.member else { return Step::Starved };
            let before = out.len();
            out.reserve(step.max(1));
            let (seen, status) = {
                let total = inflater.total_in();
                let status = inflater.decompress_vec(&self.input[self.at..], out, FlushDecompress::None);
                ((inflater.total_in() - total) as usize, status)
            };
            self.at += seen;
            sum.update(&out[before..]);
            match status {
                Ok(Status::StreamEnd) => {
                    self.sum = sum.sum();
                    self.member = None;
                    self.trailer = true;
                    if out.len() > before {
                        return Step::More;
                    }
                }
                Ok(_) if out.len() > before => return Step::More,
                Ok(_) if seen > 0 => {}
                Ok(_) => return Step::Starved,
                Err(_) => {
                    self.member = None;
                    self.lost = true;
                    return Step::Damaged;
                }
            }
        }
    }

    /// Goes to the next bytes that look like a member's start. Whether there are some; a start that may go on in bytes
    /// still to come is kept.
    fn seek(&mut self) -> bool {
        let rest = &self.input[self.at..];
        match memchr::memmem::find(rest, MAGIC) {
            Some(found) => {
                self.at += found;
                self.lost = false;
                true
            }
            None => {
                let kept = [2, 1].into_iter().find(|kept| rest.ends_with(&MAGIC[..*kept])).unwrap_or(0);
                self.at = self.input.len() - kept;
                false
            }
        }
    }
}

/// How a member begins.
const MAGIC: &[u8] = b"\x1f\x8b\x08";

/// The length of the member header at the start of `bytes`; `Ok(None)` where it is not complete.
fn member_header(bytes: &[u8]) -> Result<Option<usize>, ()> {
    if bytes.len() < 10 {
        return if b"\x1f\x8b\x08".starts_with(&bytes[..bytes.len().min(3)]) { Ok(None) } else { Err(()) };
    }
    if !bytes.starts_with(b"\x1f\x8b\x08") {
        return Err(());
    }
    let flags = bytes[3];
    let mut at = 10;
    if flags & 4 != 0 {
        let Some(length) = bytes.get(at..at + 2) else { return Ok(None) };
        at += 2 + usize::from(u16::from_le_bytes([length[0], length[1]]));
    }
    for flag in [8, 16] {
        if flags & flag != 0 {
            let Some(end) = bytes.get(at..).and_then(|rest| memchr::memchr(0, rest)) else { return Ok(None) };
            at += end + 1;
        }
    }
    if flags & 2 != 0 {
        at += 2;
    }
    Ok((at <= bytes.len()).then_some(at))
}

/// Unpacks gzip data, at most `most` bytes. What was damaged or cut is a remark.
pub fn unpack(bytes: &[u8], most: usize) -> (Vec<u8>, Option<Remark>) {
    let mut unzip = Unzip::new();
    unzip.push(bytes);
    let mut out = Vec::new();
    let mut damaged = false;
    while out.len() <= most {
        let before = out.len();
        match unzip.unpack(&mut out, (64 << 10).min(most + 1 - before)) {
            Step::More => {}
            Step::Damaged => damaged = true,
            Step::Starved => break,
        }
    }
    let cut = out.len() > most;
    out.truncate(most);
    (out, trouble(cut, damaged || unzip.is_inside() && !cut, most))
}

/// Unpacks what HTTP calls deflate: zlib data, or, from servers that took the name at its word, raw deflate data.
pub(super) fn inflate(bytes: &[u8], most: usize) -> (Vec<u8>, Option<Remark>) {
    let zlib = bytes.len() >= 2
        && bytes[0] & 15 == 8
        && (usize::from(bytes[0]) * 256 + usize::from(bytes[1])) % 31 == 0;
    let mut inflater = Decompress::new(zlib);
    let mut out = Vec::new();
    let mut ended = false;
    while !ended && out.len() <= most {
        let (seen, before) = (inflater.total_in() as usize, out.len());
        out.reserve((64 << 10).min(most + 1 - before));
        match inflater.decompress_vec(&bytes[seen..], &mut out, FlushDecompress::None) {
            Ok(Status::StreamEnd) => ended = true,
            Ok(_) if out.len() > before || inflater.total_in() as usize > seen => {}
            _ => break,
        }
    }
    if out.is_empty() && !bytes.is_empty() {
        return (bytes[..bytes.len().min(most)].to_vec(), None); // not compressed after all
    }
    let cut = out.len() > most;
    out.truncate(most);
    (out, trouble(cut, !ended && !cut, most))
}

pub(super) fn trouble(cut: bool, damaged: bool, most: usize) -> Option<Remark> {
    if cut {
        return Some(Remark::new(
            "length-capped",
            format!("Unpacked, the data is longer than {most} bytes; the rest was not read."),
        ));
    }
    damaged.then(|| {
        Remark::new(
            "compression-damaged",
            "The compressed data is damaged or cut; what could be unpacked was read.",
        )
    })
}
