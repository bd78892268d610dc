//! Vocabularies of XML, known by their address or by the prefix that everybody uses.

/// The vocabulary that an element belongs to, as far as feeds care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// No prefix, or the vocabulary of RSS, Atom, OPML, sitemaps: what their readers expect without prefix.
    Plain,
    /// Dublin Core elements or terms.
    Dc,
    /// RSS content module.
    Content,
    /// Media RSS.
    Media,
    /// Podcasts, Apple's.
    Itunes,
    /// XHTML.
    Xhtml,
    /// RDF.
    Rdf,
    /// News sitemaps.
    News,
    /// Image sitemaps.
    Image,
    /// Anything else.
    Other,
}

impl Space {
    pub(super) fn of_address(address: &str) -> Option<Self> {
        let address = address.trim().to_ascii_lowercase();
        let has = |part: &str| address.contains(part);
        Some(if has("purl.org/dc/") || has("dublincore") {
            Self::Dc
        } else if has("rss/1.0/modules/content") {
            Self::Content
        } else if has("search.yahoo.com/mrss") || has("yahoo.com/mrss") || has("bing.com/schema/media") {
            Self::Media
        } else if has("itunes.com/dtds/podcast") || has("apple.com/dtds/podcast") || has("podcast-1.0.dtd") {
            Self::Itunes
        } else if has("w3.org/1999/xhtml") || has("w3.org/tr/html") || has("xhtml2") {
            Self::Xhtml
        } else if has("22-rdf-syntax-ns") {
            Self::Rdf
        } else if has("schemas/sitemap-news") {
            Self::News
        } else if has("schemas/sitemap-image") {
            Self::Image
        } else if has("w3.org/2005/atom")
            || has("purl.org/atom")
            || has("purl.org/rss/1.0")
            || has("netscape.com/rdf")
            || has("backend.userland.com")
            || has("blogs.law.harvard.edu/tech/rss")
            || has("cyber.law.harvard.edu/rss")
            || has("/schemas/sitemap")
            || has("channel.netscape.com")
            || has("opml.org")
            || has("purl.org/net/rss1.1")
        {
            Self::Plain
        } else {
            return None;
        })
    }

    /// By the prefix that everybody uses; for prefixes that a document never declares.
    pub(super) fn of_prefix(prefix: &str) -> Self {
        match prefix {
            "dc" | "dcterms" | "dct" => Self::Dc,
            "content" => Self::Content,
            "media" => Self::Media,
            "itunes" => Self::Itunes,
            "xhtml" | "html" | "h" => Self::Xhtml,
            "rdf" => Self::Rdf,
            "news" => Self::News,
            "image" => Self::Image,
            "atom" | "atom10" | "a10" | "rss" => Self::Plain,
            _ => Self::Other,
        }
    }
}
