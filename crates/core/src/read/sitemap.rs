//! Sitemaps (sitemaps.org) with the news and image extensions, and indexes of sitemaps.

use super::{
    address,
    date::{DayOrder, parse_date},
    xml::{Element, Space, Tree},
};
use crate::model::{Dated, FoundIn, Hint, Image, Language, Link, LinkKind};
use url::Url;

/// Most sitemaps of one index that are followed.
const SITEMAPS: usize = 40;

/// The pages of a sitemap, or the sitemaps of an index as [`LinkKind::Feed`]. At most `most` links; whether there were
/// more is the second value. `None` where the tree is no sitemap.
pub fn read_sitemap(tree: &Tree, document: Option<&Url>, most: usize) -> Option<(Vec<Link>, bool)> {
    let root = tree.root();
    let top =
        root.descendants().take(64).find(|element| matches!(element.name(), "urlset" | "sitemapindex"))?;
    let (part, kind) =
        if top.name() == "urlset" { ("url", LinkKind::Page) } else { ("sitemap", LinkKind::Feed) };
    let mut links = Vec::new();
    for element in top.children().filter(|child| child.name() == part) {
        let Some(link) = link(element, kind, document) else { continue };
        if links.len() == most {
            return Some((links, true));
        }
        links.push(link);
    }
    let more = kind == LinkKind::Feed && newest_first(&mut links);
    Some((links, more))
}

/// The sitemaps of an index that are worth following for news: the newest ones, and all that tell no time are as old as
/// can be. An index lists a site's whole past, month by month. Whether some were left out.
fn newest_first(links: &mut Vec<Link>) -> bool {
    links.sort_by_key(|link| std::cmp::Reverse(link.hint.modified.map(|dated| dated.order())));
    let more = links.len() > SITEMAPS;
    links.truncate(SITEMAPS);
    more
}

fn words(element: Element) -> Option<String> {
    let text = element.text();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

fn link(element: Element, kind: LinkKind, document: Option<&Url>) -> Option<Link> {
    let mut hint = Hint::default();
    let mut found = None;
    for part in element.descendants() {
        let date = |part: Element| {
            let dated = parse_date(&words(part)?, None, DayOrder::Unknown)?;
            Some(Dated { found_in: FoundIn::Feed, ..dated })
        };
        match (part.space(), part.name()) {
            (Space::Plain, "loc") if found.is_none() => found = words(part),
            (Space::Plain, "lastmod") => hint.modified = date(part),
            (Space::News, "title") => hint.title = words(part),
            (Space::News, "publication_date") => hint.published = date(part),
            (Space::News, "name") => hint.outlet = words(part),
            (Space::News, "language") => hint.language = words(part).and_then(|tag| Language::parse(&tag)),
            (Space::News, "keywords") => {
                let list = words(part).unwrap_or_default();
                hint.sections = list
                    .split(',')
                    .map(|word| word.trim().to_owned())
                    .filter(|word| !word.is_empty())
                    .take(64)
                    .collect();
            }
            (Space::Image, "loc") if hint.image.is_none() => {
                hint.image = words(part).map(|url| Image { url, ..Image::default() });
            }
            (Space::Image, "caption") => {
                if let Some(image) = &mut hint.image {
                    image.caption = words(part);
                }
            }
            _ => {}
        }
    }
    Some(Link { kind, url: address::canonical(&found?, document)?, hint, groups: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_sitemaps_and_indexes_are_read() {
        let text = "<urlset xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url><loc> https://harbour.example/a </loc>\
            <news:news><news:publication><news:name>Harbour</news:name><news:language>en</news:language></news:publication>\
            <news:publication_date>2025-04-18</news:publication_date><news:title>Fog</news:title></news:news></url></urlset>";
        let (links, _) = read_sitemap(&Tree::parse(text), None, 10).unwrap();
        let hint = &links[0].hint;
        assert_eq!(
            (links[0].url.as_str(), hint.title.as_deref(), hint.outlet.as_deref()),
            ("https://harbour.example/a", Some("Fog"), Some("Harbour"))
        );
        assert_eq!(hint.published.map(|dated| dated.day.to_string()).as_deref(), Some("2025-04-18"));
        let index = Tree::parse(
            "<sitemapindex><sitemap><loc>https://harbour.example/s.xml</loc></sitemap></sitemapindex>",
        );
        assert_eq!(read_sitemap(&index, None, 10).unwrap().0[0].kind, LinkKind::Feed);
        let many: String = (0..50)
            .map(|n| format!("<sitemap><loc>https://harbour.example/{n}.xml</loc><lastmod>2025-04-{:02}</lastmod></sitemap>", n % 28 + 1))
            .collect();
        let many = Tree::parse(&format!("<sitemapindex>{many}</sitemapindex>"));
        let (links, more) = read_sitemap(&many, None, 1000).unwrap();
        assert!(more && links.len() == SITEMAPS && links[0].url.ends_with("/27.xml"), "{:?}", links[0]);
    }
}
