//! A web archive, whole and in pieces: both give the same documents.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsloom_core::read::warc::{Next, Reader};

const MOST: usize = 1 << 20;

fn bodies(bytes: &[u8], step: usize) -> Vec<Vec<u8>> {
    let mut reader = Reader::new(MOST);
    let mut pieces = bytes.chunks(step);
    let mut found = Vec::new();
    let mut told = 0;
    loop {
        match reader.next_document() {
            Next::Document(document) => {
                assert!(document.body.len() <= MOST);
                found.push(document.body);
            }
            Next::Remark(_) => told += 1,
            Next::NeedMore => match pieces.next() {
                Some(piece) => reader.push(piece),
                None => reader.finish(),
            },
            Next::End => return found,
        }
        assert!(told <= bytes.len() + 16, "remarks are bounded by the input");
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let whole = bodies(bytes, usize::MAX);
    let pieces = bodies(bytes, usize::from(*first) + 1);
    assert_eq!(whole, pieces, "the pieces in which an archive comes change nothing");
});
