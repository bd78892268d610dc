//! A list of feeds: what is written is read again as it was.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsloom_core::read::opml::{read_opml, write_opml};
use newsloom_core::read::xml::Tree;

fuzz_target!(|text: &str| {
    let document = url::Url::parse("https://harbour.example/list.opml").ok();
    let Some((links, _)) = read_opml(&Tree::parse(text), document.as_ref(), 200) else { return };
    let written = write_opml("Feeds", &links);
    let again = read_opml(&Tree::parse(&written), None, 200).map(|(links, _)| links).unwrap_or_default();
    let once = write_opml("Feeds", &again);
    assert_eq!(written, once, "writing is stable");
    assert_eq!(links.len(), again.len(), "no feed is lost");
});
