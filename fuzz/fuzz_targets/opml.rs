//! A list of feeds: what is written is read again as it was.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsloom_core::read::opml;

fuzz_target!(|text: &str| {
    let Some(links) = opml::parse(text, Some("https://harbour.example/list.opml")) else { return };
    let written = opml::write("Feeds", &links);
    let again = opml::parse(&written, None).unwrap_or_default();
    assert_eq!(links.len(), again.len(), "no feed is lost");
    assert_eq!(written, opml::write("Feeds", &again), "writing is stable");
});
