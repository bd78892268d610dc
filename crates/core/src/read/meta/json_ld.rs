//! schema.org data in JSON-LD: finds the node that describes the page itself and reads it.
//!
//! A script may hold one node, a list, or a graph with references between nodes; nodes of other articles (teasers,
//! lists, reviews, parts) lie among them. The page's own node is chosen by its type, by whether its address is the
//! page's, by whether its headline is one of the page's headings, and by how it was reached.

use super::plain::{fold, plain};
use super::repair::mend;
use crate::model::Image;
use crate::read::value::{Data, Members};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// A name in a byline as structured data gives it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Byline {
    /// The name, plain text.
    pub name: String,
    /// Whether the data says that it is an organization.
    pub organization: bool,
}

/// What the page's own node says.
#[derive(Clone, Debug, Default)]
pub(super) struct Schema {
    /// `headline` of the article.
    pub headline: Option<String>,
    /// `name` of the article or the page.
    pub name: Option<String>,
    /// `alternativeHeadline`.
    pub alternative: Option<String>,
    /// `author`, else `creator`.
    pub authors: Vec<Byline>,
    /// `datePublished`.
    pub published: Option<String>,
    /// `dateCreated`.
    pub created: Option<String>,
    /// `dateModified`.
    pub modified: Option<String>,
    /// `datePublished` of the page node or `uploadDate` of a film, where the article has none.
    pub page_published: Option<String>,
    /// `articleSection`.
    pub section: Option<String>,
    /// `image`, first one first.
    pub images: Vec<Image>,
    /// `inLanguage`.
    pub language: Option<String>,
    /// `articleBody`.
    pub body: Option<String>,
    /// Name of the publisher, or of the site.
    pub publisher: Option<String>,
    /// Name of the `WebSite` node.
    pub site: Option<String>,
    /// `url` or `mainEntityOfPage`.
    pub url: Option<String>,
    /// Types of the node, without the vocabulary: `NewsArticle`.
    pub types: Vec<String>,
    /// Names of the breadcrumb trail, outermost first.
    pub trail: Vec<String>,
    /// `genre` and `keywords` given as one text.
    pub genre: Option<String>,
    /// Scripts that even mending did not make readable.
    pub broken: usize,
}

/// What is known about the page before its data is read.
pub(super) struct Hints<'a> {
    /// Addresses of the page: its own, the canonical one.
    pub urls: Vec<&'a str>,
    /// Folded texts that may be its title: headings, `og:title`, `title`.
    pub titles: Vec<String>,
}

/// Bytes of JSON-LD read per page; what lies behind is not.
const MOST_BYTES: usize = 4 << 20;
/// Nodes looked at per page.
const MOST_NODES: usize = 20_000;

/// Reads the scripts of a page.
pub(super) fn read(scripts: &[&str], hints: &Hints<'_>) -> Schema {
    let mut schema = Schema::default();
    let mut left = MOST_BYTES;
    // What is read as it stands, and the mended text of what cannot be.
    let mut read: Vec<Result<Data, String>> = Vec::new();
    for script in scripts {
        if script.len() > left {
            schema.broken += 1;
            continue;
        }
        left -= script.len();
        if !script.trim().is_empty() {
            read.push(serde_json::from_str(script).map_err(|_| mend(script)));
        }
    }
    let mut roots = Vec::new();
    for found in &read {
        match found {
            Ok(data) => roots.push(Cow::Borrowed(data)),
            Err(mended) => match serde_json::from_str(mended) {
                Ok(data) => roots.push(Cow::Owned(data)),
                Err(_) => schema.broken += 1,
            },
        }
    }
    let mut nodes = Nodes::default();
    for root in &roots {
        nodes.walk(root, "", 0);
    }
    let mut ranked: Vec<(i32, usize)> =
        nodes.found.iter().enumerate().map(|(at, node)| (node.rank(hints), at)).collect();
    ranked.sort_by_key(|(rank, at)| (-rank, *at));
    for (place, (rank, at)) in ranked.iter().enumerate() {
        if *rank <= 0 || place > 3 {
            break;
        }
        let node = &nodes.found[*at];
        // Other nodes only fill what the chosen one leaves open, and only those that stand for the same page.
        if place == 0 || node.weight() < ARTICLE || node.same_page(hints) {
            schema.fill(node, &nodes, place == 0);
        }
    }
    for node in &nodes.found {
        if schema.site.is_none() && node.types.contains(&"WebSite") {
            schema.site = text_of(node.map.get("name"));
        }
        if schema.trail.is_empty() && node.types.contains(&"BreadcrumbList") {
            schema.trail = trail_of(node.map);
        }
        if schema.publisher.is_none()
            && node.under.is_empty()
            && node.types.iter().any(|t| t.ends_with("Organization"))
        {
            schema.publisher = text_of(node.map.get("name"));
        }
    }
    schema
}

const ARTICLE: i32 = 60;

struct Node<'v> {
    map: &'v Members<'v>,
    types: Vec<&'v str>,
    /// The member of the parent under which it lies; empty at the top and in a graph.
    under: &'v str,
}

#[derive(Default)]
struct Nodes<'v> {
    found: Vec<Node<'v>>,
    by_id: FxHashMap<&'v str, &'v Members<'v>>,
}

impl<'v> Nodes<'v> {
    /// Collects the typed nodes; the parser has bounded the depth.
    fn walk(&mut self, value: &'v Data<'v>, under: &'v str, depth: usize) {
        if self.found.len() >= MOST_NODES || depth > 24 {
            return;
        }
        match value {
            Data::List(items) => items.iter().for_each(|item| self.walk(item, under, depth + 1)),
            Data::Members(map) => {
                let types = types_of(map);
                if let Some(id) = map.get("@id").and_then(Data::as_str)
                    && map.len() > 2
                {
                    self.by_id.entry(id).or_insert(map);
                }
                if !types.is_empty() {
                    self.found.push(Node { map, types, under });
                }
                for (key, member) in map.iter() {
                    if member.holds_others() {
                        let place = match key {
                            "@graph" | "mainEntity" | "mainEntityOfPage" => under,
                            other => other,
                        };
                        self.walk(member, place, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }
}

fn types_of<'v>(map: &'v Members<'v>) -> Vec<&'v str> {
    let mut types = Vec::new();
    match map.get("@type").or_else(|| map.get("type")) {
        Some(Data::Text(one)) => types.push(bare(one)),
        Some(Data::List(several)) => types.extend(several.iter().filter_map(Data::as_str).map(bare)),
        _ => {}
    }
    types
}

/// A type without its vocabulary.
fn bare(name: &str) -> &str {
    name.rsplit(['/', '#', ':']).next().unwrap_or(name).trim()
}

impl<'v> Node<'v> {
    /// How much its type says that it is an article.
    fn weight(&self) -> i32 {
        self.types
            .iter()
            .map(|name| match *name {
                "NewsArticle"
                | "ReportageNewsArticle"
                | "AnalysisNewsArticle"
                | "OpinionNewsArticle"
                | "BackgroundNewsArticle"
                | "ReviewNewsArticle"
                | "AskPublicNewsArticle"
                | "LiveBlogPosting" => 80,
                "Article"
                | "BlogPosting"
                | "Report"
                | "TechArticle"
                | "ScholarlyArticle"
                | "SocialMediaPosting"
                | "AdvertiserContentArticle"
                | "SatiricalArticle"
                | "MedicalScholarlyArticle" => 76,
                "Review"
                | "ClaimReview"
                | "CriticReview"
                | "Recipe"
                | "HowTo"
                | "PodcastEpisode"
                | "Blog"
                | "DiscussionForumPosting"
                | "QAPage" => 62,
                "WebPage" | "ItemPage" | "AboutPage" | "FAQPage" | "MedicalWebPage" | "CollectionPage" => 40,
                "VideoObject" | "CreativeWork" | "Event" | "MediaObject" | "AudioObject" => 24,
                other
                    if other.ends_with("Article") || other.ends_with("Posting") && other != "JobPosting" =>
                {
                    70
                }
                _ => 0,
            })
            .max()
            .unwrap_or(0)
    }

    fn rank(&self, hints: &Hints<'_>) -> i32 {
        let mut rank = self.weight();
        if rank == 0 {
            return 0;
        }
        rank -= match self.under {
            "" => 0,
            "itemListElement" | "hasPart" | "mentions" | "relatedLink" | "isRelatedTo" | "citation"
            | "comment" | "liveBlogUpdate" | "review" | "blogPost" | "subjectOf" | "isPartOf" | "about"
            | "video" | "isBasedOn" | "associatedMedia" | "author" | "publisher" | "itemReviewed" => 50,
            _ => 20,
        };
        if self.same_page(hints) {
            rank += 25;
        }
        if let Some(headline) = text_of(self.map.get("headline").or_else(|| self.map.get("name"))) {
            let folded = fold(&headline);
            if !folded.is_empty()
                && hints
                    .titles
                    .iter()
                    .any(|title| title == &folded || folded.len() > 15 && title.contains(&folded))
            {
                rank += 30;
            }
        }
        for key in ["headline", "datePublished", "author", "articleBody"] {
            rank += 3 * i32::from(self.map.has(key));
        }
        rank
    }

    /// Whether one of its addresses is the page's.
    fn same_page(&self, hints: &Hints<'_>) -> bool {
        let own = [self.map.get("url"), self.map.get("mainEntityOfPage"), self.map.get("@id")];
        own.into_iter().flatten().filter_map(address_of).any(|address| {
            let address = bare_address(address);
            address.contains('/') && hints.urls.iter().any(|url| bare_address(url) == address)
        })
    }
}

fn address_of<'v>(value: &'v Data<'v>) -> Option<&'v str> {
    match value {
        Data::Text(text) => Some(text),
        Data::Members(map) => map.get("@id").or_else(|| map.get("url")).and_then(Data::as_str),
        _ => None,
    }
}

/// An address without scheme, `www.`, query, fragment and closing slash, to compare.
fn bare_address(url: &str) -> &str {
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.strip_prefix("www.").unwrap_or(url);
    url.split(['?', '#']).next().unwrap_or(url).trim_end_matches('/')
}

impl Schema {
    /// Takes over what is still open. `own`: the node is the chosen one.
    fn fill<'v>(&mut self, node: &Node<'v>, nodes: &Nodes<'v>, own: bool) {
        let get = |key: &str| text_of(node.map.get(key));
        let article = node.weight() >= ARTICLE;
        if own {
            self.types = node.types.iter().map(|t| (*t).to_owned()).collect();
        }
        fn open(slot: &mut Option<String>, value: Option<String>) {
            if slot.is_none() {
                *slot = value;
            }
        }
        if article {
            open(&mut self.headline, get("headline"));
            open(&mut self.published, get("datePublished"));
            open(&mut self.alternative, get("alternativeHeadline"));
        } else {
            open(&mut self.page_published, get("datePublished").or_else(|| get("uploadDate")));
        }
        open(&mut self.name, get("name"));
        open(&mut self.created, get("dateCreated"));
        open(&mut self.modified, get("dateModified"));
        open(&mut self.section, get("articleSection"));
        open(&mut self.language, language_of(node.map.get("inLanguage")));
        open(&mut self.body, get_raw(node.map.get("articleBody")));
        open(&mut self.genre, get("genre"));
        open(&mut self.publisher, node.map.get("publisher").and_then(|p| nodes.name_of(p)));
        open(
            &mut self.url,
            node.map
                .get("url")
                .or_else(|| node.map.get("mainEntityOfPage"))
                .and_then(address_of)
                .map(str::to_owned),
        );
        if self.authors.is_empty() && (own || article || node.types.contains(&"WebPage")) {
            let given = node.map.get("author").or_else(|| node.map.get("creator"));
            if let Some(given) = given {
                nodes.bylines(given, &mut self.authors, 0);
            }
        }
        if self.images.is_empty() {
            for key in ["image", "primaryImageOfPage", "thumbnailUrl"] {
                if let Some(given) = node.map.get(key) {
                    nodes.images(given, &mut self.images, 0);
                }
            }
        }
    }
}

impl<'v> Nodes<'v> {
    fn follow(&self, map: &'v Members<'v>) -> &'v Members<'v> {
        match map.get("@id").and_then(Data::as_str) {
            Some(id) if !map.has("name") && !map.has("url") => self.by_id.get(id).copied().unwrap_or(map),
            _ => map,
        }
    }

    fn name_of(&self, value: &'v Data<'v>) -> Option<String> {
        match value {
            Data::List(items) => items.iter().find_map(|item| self.name_of(item)),
            Data::Members(map) => text_of(self.follow(map).get("name")),
            other => text_of(Some(other)),
        }
    }

    fn bylines(&self, value: &'v Data<'v>, into: &mut Vec<Byline>, depth: usize) {
        if depth > 6 || into.len() >= 40 {
            return;
        }
        match value {
            Data::List(items) => items.iter().for_each(|item| self.bylines(item, into, depth + 1)),
            Data::Members(map) => {
                let map = self.follow(map);
                let organization =
                    types_of(map).iter().any(|t| t.ends_with("Organization") || *t == "Corporation");
                match map.get("name") {
                    Some(Data::Text(name)) => {
                        into.push(Byline { name: plain(name), organization });
                    }
                    Some(deeper @ (Data::List(_) | Data::Members(_))) => {
                        self.bylines(deeper, into, depth + 1)
                    }
                    _ => {
                        let parts = [text_of(map.get("givenName")), text_of(map.get("familyName"))];
                        let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
                        if !name.is_empty() {
                            into.push(Byline { name, organization });
                        } else if let Some(graph) = map.get("@graph").or_else(|| map.get("@list")) {
                            self.bylines(graph, into, depth + 1);
                        }
                    }
                }
            }
            Data::Text(name) => into.push(Byline { name: plain(name), organization: false }),
            _ => {}
        }
    }

    fn images(&self, value: &'v Data<'v>, into: &mut Vec<Image>, depth: usize) {
        if depth > 4 || into.len() >= 10 {
            return;
        }
        match value {
            Data::List(items) => items.iter().for_each(|item| self.images(item, into, depth + 1)),
            Data::Text(url) => into.push(Image { url: plain(url), ..Image::default() }),
            Data::Members(map) => {
                let map = self.follow(map);
                let url = text_of(map.get("contentUrl")).or_else(|| text_of(map.get("url")));
                if let Some(url) = url {
                    into.push(Image {
                        url,
                        caption: text_of(map.get("caption").or_else(|| map.get("description"))),
                        credit: text_of(map.get("creditText"))
                            .or_else(|| map.get("creator").and_then(|c| self.name_of(c))),
                        alt: None,
                        width: size_of(map.get("width")),
                        height: size_of(map.get("height")),
                    });
                }
            }
            _ => {}
        }
    }
}

/// A length in pixels: `1200`, `"1200"`, `"1200px"`, `{"value": 1200}`.
fn size_of(value: Option<&Data<'_>>) -> Option<u32> {
    match value? {
        Data::Number(number) => number.as_f64().filter(|n| (1.0..100_000.0).contains(n)).map(|n| n as u32),
        Data::Text(text) => text.trim().trim_end_matches("px").trim().parse().ok().filter(|n| *n > 0),
        Data::Members(map) => size_of(map.get("value")),
        _ => None,
    }
}

/// The plain text of a value: a string, the first of a list, `@value` of an object.
fn text_of(value: Option<&Data<'_>>) -> Option<String> {
    match value? {
        Data::Text(text) => Some(plain(text)).filter(|t| !t.is_empty()),
        Data::List(items) => items.iter().find_map(|item| text_of(Some(item))),
        Data::Members(map) => text_of(map.get("@value").or_else(|| map.get("name"))),
        Data::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A long text with its line breaks.
fn get_raw(value: Option<&Data<'_>>) -> Option<String> {
    match value? {
        Data::Text(text) => Some(text.clone().into_owned()).filter(|t| !t.trim().is_empty()),
        Data::List(items) => {
            let parts: Vec<&str> = items.iter().filter_map(Data::as_str).collect();
            Some(parts.join("\n\n")).filter(|t| !t.is_empty())
        }
        _ => None,
    }
}

fn language_of(value: Option<&Data<'_>>) -> Option<String> {
    match value? {
        Data::Members(map) => text_of(map.get("alternateName").or_else(|| map.get("name"))),
        other => text_of(Some(other)),
    }
}

/// Names of a breadcrumb trail.
fn trail_of(map: &Members<'_>) -> Vec<String> {
    let Some(Data::List(items)) = map.get("itemListElement") else { return Vec::new() };
    items
        .iter()
        .take(12)
        .filter_map(|item| {
            let item = item.members()?;
            text_of(item.get("name")).or_else(|| text_of(item.get("item")?.members()?.get("name")))
        })
        .collect()
}
