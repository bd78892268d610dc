//! A page: the tree, the main content, the metadata, the whole reading.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsloom_core::model::RawDocument;
use newsloom_core::read::{ReadConfig, html, read};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let tree = html::parse(text);
        for node in tree.descendants(tree.root()) {
            assert!(tree.depth(node) <= html::MAX_DEPTH + 1);
            assert!(tree.subtree(node).end <= tree.len());
        }
    }
    let raw = RawDocument {
        name: "page.html".to_owned(),
        url: Some("https://harbour.example/2025/04/18/fog".to_owned()),
        media_type: Some("text/html".to_owned()),
        body: bytes.to_vec(),
        ..RawDocument::default()
    };
    newsloom_fuzz::check(&read(&raw, &ReadConfig::default()));
});
