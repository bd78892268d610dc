//! What must hold of every reading, whatever was read.

use newsloom_core::model::{Article, Reading};

/// Checks a reading.
///
/// # Panics
/// Where a promise is broken: that is a finding.
pub fn check(reading: &Reading) {
    reading.articles.iter().for_each(check_article);
    let links = reading.links.iter().map(|link| link.url.as_str());
    let items = reading.items.iter().filter_map(|item| item.url.as_deref());
    for address in links.chain(items) {
        let scheme = address.split(':').next().unwrap_or("");
        assert!(matches!(scheme, "http" | "https" | "file"), "an address that is none: {address}");
    }
    let nothing = reading.articles.is_empty() && reading.items.is_empty() && reading.links.is_empty();
    assert!(!nothing || !reading.remarks.is_empty(), "what gives nothing says why");
}

/// Checks an article: blocks in order, disjoint, on character boundaries, and all text in them.
///
/// # Panics
/// Where a promise is broken: that is a finding.
pub fn check_article(article: &Article) {
    let mut end = 0;
    for block in &article.blocks {
        let slice = article.text.get(block.span.range()).expect("a block lies on character boundaries");
        assert!(!slice.trim().is_empty(), "a blank block");
        assert!(block.span.start as usize >= end, "blocks are in order and disjoint");
        assert!(article.text[end..block.span.start as usize].trim().is_empty(), "text outside of the blocks");
        end = block.span.end as usize;
    }
    assert!(article.text[end..].trim().is_empty(), "text outside of the blocks");
    assert!(!article.title.contains('\n'), "a title in two lines");
}
