//! A plain text document: wire pages, newsletters, briefs, digests by others.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsloom_core::model::RawDocument;
use newsloom_core::read::{ReadConfig, read};

fuzz_target!(|bytes: &[u8]| {
    let raw = RawDocument {
        name: "notes.txt".to_owned(),
        media_type: Some("text/plain".to_owned()),
        body: bytes.to_vec(),
        ..RawDocument::default()
    };
    newsloom_fuzz::check(&read(&raw, &ReadConfig::default()));
});
