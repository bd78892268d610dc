//! HTML pages and pieces of HTML to articles.

use super::{complete, fragment, html, meta};
use crate::model::{Article, BlockKind, RawDocument, Reading, Remark};

/// Reads a page.
pub(super) fn read_page(text: &str, raw: &RawDocument) -> Reading {
    let tree = html::parse(text);
    let mut reading = Reading { remarks: tree.remarks.clone(), ..Reading::default() };
    let blocks = fragment::blocks(&tree);
    let given: Vec<(BlockKind, &str)> = blocks.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
    let mut article = Article::from_blocks(raw.url.as_deref(), 0, &given);
    if article.text.is_empty() {
        reading.remarks.push(Remark::new("no-article", "No running text was found on the page."));
        return reading;
    }
    describe(&mut article, meta::describe(&tree, raw));
    complete(&mut article, raw);
    reading.articles.push(article);
    reading
}

/// Takes over what the page says about itself.
fn describe(article: &mut Article, meta: meta::Meta) {
    article.url = meta.url;
    article.outlet = meta.outlet;
    article.title = meta.title;
    article.authors = meta.authors;
    article.published = meta.published;
    article.modified = meta.modified;
    article.section = meta.section;
    article.kind = meta.kind.kind;
    article.agency = meta.agency;
    article.image = meta.image;
    // What the page declares is often a template's; the text decides where it is long enough.
    article.language = super::language_of(&article.text).or(meta.language);
    article.remarks.extend(meta.remarks);
}

/// The article in a piece of HTML. A first heading that repeats `title` is left out. `None` where there is no text.
pub(super) fn from_fragment(markup: &str, url: Option<&str>, title: &str) -> Option<Article> {
    let tree = html::parse(markup);
    let blocks = fragment::blocks(&tree);
    let mut given: Vec<(BlockKind, &str)> =
        blocks.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
    if given.len() > 1 && given[0].1 == title {
        given.remove(0);
    }
    let article = Article::from_blocks(url, 0, &given);
    (!article.text.is_empty()).then_some(article)
}
