//! OPML: lists of feeds in groups (opml.org, versions 1.0 to 2.0), read and written.

use super::{
    address, entities,
    xml::{Element, Tree},
};
use crate::model::{Hint, Language, Link, LinkKind};
use url::Url;

/// Most links that [`parse`] takes of one list.
const MOST: usize = 20_000;

/// The feeds of a list as text; `address` is where it stands, for resolving what it names. `None` where the text is no
/// OPML.
///
/// ```
/// use newsloom_core::read::opml;
/// let text = "<opml><body><outline text='Coast'><outline text='Pier' xmlUrl='https://pier.example/rss'/></outline></body></opml>";
/// let feeds = opml::parse(text, None).unwrap();
/// assert_eq!(feeds[0].groups, ["Coast"]);
/// assert_eq!(opml::parse(&opml::write("Feeds", &feeds), None).unwrap(), feeds);
/// ```
pub fn parse(text: &str, address: Option<&str>) -> Option<Vec<Link>> {
    let document = address.and_then(|address| Url::parse(address).ok());
    read_opml(&Tree::parse(text), document.as_ref(), MOST).map(|(links, _)| links)
}

/// The feeds of the list, in order, each with the names of the outlines around it. At most `most` links; whether
/// there were more is the second value. `None` where the tree is no OPML.
pub(super) fn read_opml(tree: &Tree, document: Option<&Url>, most: usize) -> Option<(Vec<Link>, bool)> {
    let root = tree.root();
    let top =
        root.descendants().take(64).find(|element| element.name() == "opml").or_else(|| {
            root.descendants().take(64).find(|element| element.name() == "outline").map(|_| root)
        })?;
    let mut links = Vec::new();
    for outline in top.descendants().filter(|element| element.name() == "outline") {
        let Some(link) = link(outline, document) else { continue };
        if links.len() == most {
            return Some((links, true));
        }
        links.push(link);
    }
    Some((links, false))
}

fn name<'t>(outline: Element<'t>) -> Option<&'t str> {
    outline.attribute("text").or_else(|| outline.attribute("title"))
}

fn link(outline: Element, document: Option<&Url>) -> Option<Link> {
    let (named, given) = match outline.attribute("xmlurl").or_else(|| outline.attribute("xml_url")) {
        Some(feed) => (LinkKind::Feed, feed),
        None => {
            let kind = outline.attribute("type").unwrap_or("").to_ascii_lowercase();
            let given = outline.attribute("url")?;
            match kind.as_str() {
                "rss" | "atom" | "feed" => (LinkKind::Feed, given),
                "link" | "include" => (LinkKind::Page, given),
                _ => return None,
            }
        }
    };
    // "feed:" before an address is an old habit of readers
    let given = given.strip_prefix("feed:").map_or(given, |rest| rest.trim_start_matches("//"));
    let given = if given.contains("://") || document.is_some() {
        given.to_owned()
    } else {
        format!("http://{given}")
    };
    let url =
        address::resolve(&given, document).filter(|url| matches!(url.scheme(), "http" | "https" | "file"))?;
    // an inclusion is another list, and whoever asks for it sees that. The resolved address tells, not the one given:
    // it is what is written, and so a second reading finds the same
    let kind = if url.path().ends_with(".opml") { LinkKind::Feed } else { named };
    let mut groups = Vec::new();
    let mut here = outline.parent();
    while let Some(around) = here {
        if around.name() == "outline" {
            groups.extend(name(around).map(str::to_owned));
        }
        here = around.parent();
    }
    groups.reverse();
    if groups.is_empty()
        && let Some(category) = outline.attribute("category")
    {
        let path = category.split(',').next().unwrap_or("");
        groups.extend(path.split('/').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned));
    }
    let hint = Hint {
        title: outline.attribute("title").or_else(|| outline.attribute("text")).map(str::to_owned),
        summary: outline.attribute("description").map(str::to_owned),
        outlet: name(outline).map(str::to_owned),
        language: outline.attribute("language").and_then(Language::parse),
        ..Hint::default()
    };
    Some(Link { kind, url: url.into(), hint, groups })
}

/// Writes feeds as OPML 2.0, groups as nested outlines, so that [`parse`] gives the same links. Links that follow
/// one another in one group share its outline.
pub fn write(title: &str, links: &[Link]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>",
    );
    entities::escape(title, &mut out);
    out.push_str("</title>\n  </head>\n  <body>\n");
    let indent = |out: &mut String, depth: usize| out.push_str(&"  ".repeat(depth.min(32) + 2));
    let mut open: &[String] = &[];
    for link in links {
        let shared = open.iter().zip(&link.groups).take_while(|(left, right)| left == right).count();
        for depth in (shared..open.len()).rev() {
            indent(&mut out, depth);
            out.push_str("</outline>\n");
        }
        for (depth, group) in link.groups.iter().enumerate().skip(shared) {
            indent(&mut out, depth);
            attribute(&mut out, "<outline text", group);
            out.push_str(">\n");
        }
        open = &link.groups;
        indent(&mut out, open.len());
        let name = link.hint.outlet.as_deref().or(link.hint.title.as_deref()).unwrap_or(&link.url);
        match link.kind {
            LinkKind::Feed | LinkKind::Alternate => out.push_str("<outline type=\"rss\""),
            LinkKind::Page => out.push_str("<outline type=\"link\""),
        }
        attribute(&mut out, " text", name);
        if let Some(title) = link.hint.title.as_deref().filter(|title| *title != name) {
            attribute(&mut out, " title", title);
        }
        if let Some(summary) = &link.hint.summary {
            attribute(&mut out, " description", summary);
        }
        if let Some(language) = link.hint.language {
            attribute(&mut out, " language", language.as_str());
        }
        attribute(&mut out, if link.kind == LinkKind::Page { " url" } else { " xmlUrl" }, &link.url);
        out.push_str("/>\n");
    }
    for depth in (0..open.len()).rev() {
        indent(&mut out, depth);
        out.push_str("</outline>\n");
    }
    out.push_str("  </body>\n</opml>\n");
    out
}

fn attribute(out: &mut String, name: &str, value: &str) {
    out.push_str(name);
    out.push_str("=\"");
    entities::escape(value, out);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_outlines_round_trip() {
        let text = "<opml><body><outline text='Coast'><outline text='Ports &amp; piers'>\
            <outline text='Harbour' type='rss' xmlUrl='https://harbour.example/feed' language='en'/></outline>\
            <outline text='Pier' xmlUrl='feed://pier.example/rss'/></outline>\
            <outline text='Hill' title='Hill News' xmlUrl='https://hill.example/atom'/><outline text='nothing'/></body></opml>";
        let (links, more) = read_opml(&Tree::parse(text), None, 100).unwrap();
        assert!(!more);
        let shown: Vec<String> =
            links.iter().map(|link| format!("{} {}", link.groups.join("/"), link.url)).collect();
        assert_eq!(
            shown,
            [
                "Coast/Ports & piers https://harbour.example/feed",
                "Coast http://pier.example/rss",
                " https://hill.example/atom"
            ]
        );
        let written = write("Feeds", &links);
        assert_eq!(read_opml(&Tree::parse(&written), None, 100).unwrap().0, links);
        assert_eq!(read_opml(&Tree::parse("<rss/>"), None, 1), None);
    }

    #[test]
    fn an_inclusion_is_a_list_however_its_address_is_given() {
        for given in ["more.opml", "more.opml?", "./more.opml ", "https://harbour.example/more.opml#top"] {
            let text = format!("<opml><body><outline type='link' url='{given}'/></body></opml>");
            let base = Url::parse("https://harbour.example/").unwrap();
            let (links, _) = read_opml(&Tree::parse(&text), Some(&base), 9).unwrap();
            assert_eq!(links[0].kind, LinkKind::Feed, "{given}");
            assert_eq!(parse(&write("Feeds", &links), None).unwrap()[0].url, links[0].url, "{given}");
        }
    }
}
