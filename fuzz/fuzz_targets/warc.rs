//! A web archive, whole and in pieces: both give the same documents where nothing packed was damaged.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsloom_core::read::warc::{Next, Reader};

const MOST: usize = 1 << 20;

/// The bodies, and whether something packed was damaged: how much is lost then may depend on the pieces.
fn bodies(bytes: &[u8], step: usize) -> (Vec<Vec<u8>>, bool) {
    let mut reader = Reader::new(MOST);
    let mut pieces = bytes.chunks(step);
    let mut found = Vec::new();
    let mut told = 0;
    let mut damaged = false;
    loop {
        match reader.next_document() {
            Next::Document(document) => {
                assert!(document.body.len() <= MOST);
                found.push(document.body);
            }
            Next::Remark(remark) => {
                told += 1;
                damaged |= remark.code == "archive-damaged";
            }
            Next::NeedMore => match pieces.next() {
                Some(piece) => reader.push(piece),
                None => reader.finish(),
            },
            Next::End => return (found, damaged),
        }
        assert!(told <= bytes.len() + 16, "remarks are bounded by the input");
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let (whole, damaged) = bodies(bytes, usize::MAX);
    let (pieces, torn) = bodies(bytes, usize::from(*first) + 1);
    assert!(damaged || torn || whole == pieces, "the pieces in which an archive comes change nothing");
});
