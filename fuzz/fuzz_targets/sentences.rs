//! Sentences: in order, disjoint, on character boundaries, and no letter lost.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsloom_core::model::Language;
use newsloom_core::text::sentences::sentences;

fuzz_target!(|text: &str| {
    let languages = ["en", "de", "fr", "ru", "zh", "ja", "ar", "th"];
    let pick = text.len() % (languages.len() + 1);
    let language = languages.get(pick).and_then(|tag| Language::parse(tag));
    let mut end = 0;
    for span in sentences(text, language) {
        let slice = text.get(span.range()).expect("a sentence lies on character boundaries");
        assert!(!slice.is_empty());
        assert!(span.start as usize >= end, "sentences are in order and disjoint");
        let between = &text[end..span.start as usize];
        assert!(!between.chars().any(char::is_alphanumeric), "no letter is lost: {between:?}");
        end = span.end as usize;
    }
    assert!(!text[end..].chars().any(char::is_alphanumeric), "no letter is lost at the end");
});
