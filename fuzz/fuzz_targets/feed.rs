//! A feed or sitemap in XML or JSON: entries, their ids on a second reading, the articles that they carry.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsloom_core::model::RawDocument;
use newsloom_core::read::{ReadConfig, item_article, read};

fuzz_target!(|bytes: &[u8]| {
    let config = ReadConfig { max_items: 200, ..ReadConfig::default() };
    let media_type = if bytes.first() == Some(&b'{') { "application/json" } else { "text/xml" };
    let raw = RawDocument {
        name: "feed.xml".to_owned(),
        url: Some("https://harbour.example/feed.xml".to_owned()),
        media_type: Some(media_type.to_owned()),
        body: bytes.to_vec(),
        ..RawDocument::default()
    };
    let reading = read(&raw, &config);
    newsloom_fuzz::check(&reading);
    let again = read(&raw, &config);
    assert_eq!(reading.items, again.items, "a second reading gives the same entries");
    for item in reading.items.iter().take(20) {
        assert!(!item.id.is_empty());
        if let Some(article) = item_article(item, &raw, &config) {
            newsloom_fuzz::check_article(&article);
        }
    }
});
