//! Bytes in, articles out: encodings, HTML, feeds, archives, plain text.
//!
//! [`read`] is the door: it finds out what a document is, whatever it is said to be, and hands it to the reader of that
//! kind. Nothing is refused with an error: what cannot be read gives a remark that says what it is and what to do.

pub mod address;
pub mod date;
pub mod encoding;
pub mod entities;
mod explain;
pub mod feed;
mod fragment;
pub mod html;
pub mod hub;
mod json;
mod live;
pub mod meta;
pub mod opml;
pub mod page;
mod pages;
pub mod robots;
pub mod rules;
pub mod select;
mod site;
pub mod sitemap;
mod sniff;
mod text;
pub mod title;
mod value;
pub mod warc;
pub mod xml;

use crate::model::{Article, Dated, FoundIn, Item, Link, Outlet, RawDocument, Reading, Remark};
use sniff::Kind;
use url::Url;

pub use explain::explain;

/// Limits of reading, and what the user says about single sites. Whatever is cut leaves a remark.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadConfig {
    /// Most bytes read of one document, after decompression.
    pub max_document_bytes: usize,
    /// Most entries, links or articles taken from one document.
    pub max_items: usize,
    /// Most paragraphs taken from one plain text.
    pub max_paragraphs: usize,
    /// Rules for single sites.
    pub sites: rules::SiteRules,
}

impl Default for ReadConfig {
    fn default() -> Self {
        Self {
            max_document_bytes: 32 << 20,
            max_items: 20_000,
            max_paragraphs: 100_000,
            sites: rules::SiteRules::default(),
        }
    }
}

/// Reads a document of any kind.
pub fn read(raw: &RawDocument, config: &ReadConfig) -> Reading {
    let mut reading = Reading::default();
    let body = &raw.body[..raw.body.len().min(config.max_document_bytes)];
    if body.len() < raw.body.len() {
        reading.remarks.push(Remark::new(
            "length-capped",
            format!(
                "The document is longer than {} bytes; the rest was not read.",
                config.max_document_bytes
            ),
        ));
    }
    let found = match sniff::by_bytes(body) {
        kind if kind == Some(Kind::Gzip) || warc::is_zstd(body) => {
            let unpack = if kind == Some(Kind::Gzip) { warc::unpack } else { warc::zstd };
            let (inner, remark) = unpack(body, config.max_document_bytes);
            reading.remarks.extend(remark);
            match sniff::by_bytes(&inner) {
                Some(Kind::Gzip) => unreadable("compressed twice"),
                Some(kind) => read_bytes(kind, &inner, raw, config),
                None => read_decoded(&inner, raw, config),
            }
        }
        Some(kind) => read_bytes(kind, body, raw, config),
        None => read_decoded(body, raw, config),
    };
    reading.remarks.extend(found.remarks);
    Reading { remarks: reading.remarks, ..found }
}

fn unreadable(what: &str) -> Reading {
    let remark = Remark::new(
        "not-readable",
        format!("The document is {what}, which newsloom does not read; give the page or its text instead."),
    );
    Reading { remarks: vec![remark], ..Reading::default() }
}

fn read_bytes(kind: Kind, body: &[u8], raw: &RawDocument, config: &ReadConfig) -> Reading {
    match kind {
        Kind::Empty => {
            Reading { remarks: vec![Remark::new("empty", "The document is empty.")], ..Reading::default() }
        }
        Kind::Warc => read_archive(body, config),
        Kind::Other(what) => unreadable(what),
        _ => read_decoded(body, raw, config),
    }
}

/// Feeds that a page names in its head, the likeliest first. Empty for anything but a page.
pub fn feeds_of(raw: &RawDocument) -> Vec<Link> {
    let decoded = encoding::decode(&raw.body, raw.charset.as_deref());
    pages::feeds_named(&decoded.text, raw)
}

/// Every page of an archive that was handed over whole.
fn read_archive(body: &[u8], config: &ReadConfig) -> Reading {
    let mut all = Reading::default();
    let mut records = warc::Reader::new(config.max_document_bytes);
    records.push(body);
    records.finish();
    loop {
        match records.next_document() {
            warc::Next::Document(inner) => {
                if sniff::by_bytes(&inner.body) == Some(Kind::Warc) {
                    all.remarks.push(Remark::new(
                        "archive-in-archive",
                        "An archive inside an archive was not opened.",
                    ));
                    continue;
                }
                let reading = read(&inner, config);
                all.articles.extend(reading.articles);
                all.items.extend(reading.items);
                all.links.extend(reading.links);
                all.remarks.extend(reading.remarks);
                if all.articles.len() >= config.max_items {
                    all.remarks.push(Remark::new(
                        "items-capped",
                        "The archive holds more articles than are read at once.",
                    ));
                    return all;
                }
            }
            warc::Next::Remark(remark) => all.remarks.push(remark),
            warc::Next::NeedMore | warc::Next::End => return all,
        }
    }
}

fn read_decoded(body: &[u8], raw: &RawDocument, config: &ReadConfig) -> Reading {
    let decoded = encoding::decode(body, raw.charset.as_deref());
    let mut reading = read_text(&decoded.text, raw, config);
    reading.remarks.splice(0..0, decoded.remarks);
    reading
}

fn read_text(text: &str, raw: &RawDocument, config: &ReadConfig) -> Reading {
    let media_type = raw.media_type.as_deref().or_else(|| by_ending(&raw.name));
    match sniff::by_text(text, media_type) {
        Kind::Empty => {
            Reading { remarks: vec![Remark::new("empty", "The document is empty.")], ..Reading::default() }
        }
        Kind::Html => pages::read_page(text, raw, config),
        Kind::Xml => read_xml(text, raw, config),
        Kind::Json => json::read_json(text, raw, config),
        Kind::Text | Kind::Warc | Kind::Gzip => read_plain(text, raw, config),
        Kind::Other(what) => unreadable(what),
    }
}

/// What a page without an article says of itself: title, date, outlet and the like, with no text. `None` where the
/// document is no page or says nothing.
pub fn described(raw: &RawDocument, config: &ReadConfig) -> Option<Article> {
    let body = &raw.body[..raw.body.len().min(config.max_document_bytes)];
    if sniff::by_bytes(body).is_some() {
        return None;
    }
    let decoded = encoding::decode(body, raw.charset.as_deref());
    let media_type = raw.media_type.as_deref().or_else(|| by_ending(&raw.name));
    let is_page = matches!(sniff::by_text(&decoded.text, media_type), Kind::Html);
    let article = is_page.then(|| pages::described(&decoded.text, raw))?;
    (!article.title.is_empty() || article.published.is_some()).then_some(article)
}

/// The media type that a name's ending stands for.
fn by_ending(name: &str) -> Option<&'static str> {
    let ending = name.split(['?', '#']).next().unwrap_or(name).rsplit_once('.')?.1.to_ascii_lowercase();
    Some(match ending.as_str() {
        "html" | "htm" | "xhtml" | "php" | "asp" | "aspx" => "text/html",
        "xml" | "rss" | "atom" | "rdf" | "opml" => "text/xml",
        "json" => "application/json",
        "txt" | "text" | "md" | "markdown" => "text/plain",
        _ => return None,
    })
}

/// The document's address, for resolving links.
fn address_of(raw: &RawDocument) -> Option<Url> {
    raw.url.as_deref().and_then(|url| Url::parse(url).ok())
}

fn read_xml(text: &str, raw: &RawDocument, config: &ReadConfig) -> Reading {
    let tree = xml::Tree::parse(text);
    let document = address_of(raw);
    let mut reading = Reading { remarks: tree.remarks.clone(), ..Reading::default() };
    let lists = opml::read_opml(&tree, document.as_ref(), config.max_items)
        .or_else(|| sitemap::read_sitemap(&tree, document.as_ref(), config.max_items));
    if let Some((links, more)) = lists {
        reading.links = links;
        if more {
            reading.remarks.push(Remark::new(
                "items-capped",
                format!("The list has more than {} links; the rest was not read.", config.max_items),
            ));
        }
        if reading.links.is_empty() {
            reading.remarks.push(Remark::new("no-links", "The list names no address."));
        }
        return reading;
    }
    match feed::read_xml(&tree, document.as_ref(), config.max_items) {
        Some(feed) => {
            reading.items = feed::items(&feed, document.as_ref());
            reading.remarks.extend(feed.remarks);
            if reading.items.is_empty() {
                reading.remarks.push(Remark::new("no-items", "The feed has no entry that says anything."));
            }
            reading
        }
        None => pages::read_page(text, raw, config), // XML of no known kind may still be a page
    }
}

fn read_plain(text: &str, raw: &RawDocument, config: &ReadConfig) -> Reading {
    let mut reading = text::read_text(text, config.max_items, config.max_paragraphs);
    for article in &mut reading.articles {
        complete(article, raw);
    }
    reading
}

/// Fills what a reader of text left open with what is known of the document from outside.
fn complete(article: &mut Article, raw: &RawDocument) {
    if article.url.is_none() {
        article.url = raw.url.as_deref().and_then(|url| address::canonical(url, None));
    }
    if article.outlet == Outlet::default()
        && let Some(domain) = article.url.as_deref().and_then(address::outlet_domain)
    {
        let name = raw.hint.outlet.clone().unwrap_or_else(|| domain.clone());
        article.outlet = Outlet { name, domain };
    }
    if article.outlet == Outlet::default() {
        // Without an address, the document itself is the only source that can be named.
        let name = raw.hint.outlet.clone().unwrap_or_else(|| document_name(&raw.name).to_owned());
        article.outlet = Outlet { domain: name.to_lowercase(), name };
    }
    if article.title.is_empty() && article.part == 0 {
        article.title = raw.hint.title.clone().unwrap_or_default();
    }
    if article.authors.is_empty() {
        article.authors = raw.hint.authors.clone();
    }
    if article.published.is_none() {
        article.published = raw.hint.published.or_else(|| header_date(raw));
    }
    article.language = article.language.or(raw.hint.language).or_else(|| language_of(&article.text));
    article.name_itself();
}

/// The last part of a path, or all of what is no path.
fn document_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or("unnamed")
}

/// The date of an HTTP header, for documents that came over the net. A file's own time says nothing.
fn header_date(raw: &RawDocument) -> Option<Dated> {
    if !raw.url.as_deref().is_some_and(|url| url.starts_with("http")) {
        return None;
    }
    let dated = date::parse_date(raw.header_date.as_deref()?, None, date::DayOrder::Unknown)?;
    Some(Dated { found_in: FoundIn::Header, ..dated })
}

/// The language of a text.
fn language_of(text: &str) -> Option<crate::model::Language> {
    crate::text::language::detect(text)
}

/// The article that an entry of a feed carries itself, for when its page cannot be had: its content, else its teaser.
/// `None` where it has neither. `feed` is the document that the entry is from.
pub fn item_article(item: &Item, feed: &RawDocument, config: &ReadConfig) -> Option<Article> {
    let markup = match &item.content {
        Some(content) => content.clone(),
        None => {
            let mut escaped = String::new();
            entities::escape(item.hint.summary.as_deref()?, &mut escaped);
            escaped
        }
    };
    let mut end = markup.len().min(config.max_document_bytes);
    while !markup.is_char_boundary(end) {
        end -= 1;
    }
    let title = item.hint.title.clone().unwrap_or_default();
    let mut article = pages::from_fragment(&markup[..end], item.url.as_deref(), &title)?;
    article.title = title;
    article.authors = item.hint.authors.clone();
    article.published = item.hint.published.or(item.hint.modified);
    article.modified = item.hint.modified;
    article.section = item.hint.sections.first().cloned();
    article.image = item.hint.image.clone();
    let address = item.url.as_deref().or(feed.url.as_deref());
    if let Some(domain) = address.and_then(address::outlet_domain) {
        article.outlet = Outlet { name: item.hint.outlet.clone().unwrap_or_else(|| domain.clone()), domain };
    }
    article.language = item.hint.language.or_else(|| language_of(&article.text));
    if item.content.is_none() {
        article.remarks.push(Remark::new("teaser-only", "Only the feed's teaser was read, not the page."));
    }
    article.name_itself();
    Some(article)
}

#[cfg(test)]
mod tests;
