//! Where a feed says that news of it is pushed (W3C WebSub, section 4): its hub, and the address that the hub knows it by.

use super::entities::decode;
use std::borrow::Cow;

/// Bytes of a feed within which its head is looked for.
const HEAD: usize = 64 << 10;
/// Longest address, bytes.
const LONGEST: usize = 2048;

/// What a feed says about being pushed. Addresses stand as they were written: the one who knows where the feed came from
/// joins them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hub {
    /// Address of the first hub that is named.
    pub hub: Option<String>,
    /// Address that the feed gives as its own.
    pub own: Option<String>,
}

/// Looks through the head of a feed: `<link rel="hub" href>` of Atom, in RSS and HTML too, and `hubs` of a JSON Feed.
pub fn find(body: &[u8]) -> Hub {
    let body = String::from_utf8_lossy(&body[..body.len().min(HEAD)]);
    let mut found = Hub::default();
    if body.trim_start().starts_with('{') {
        found.own = after(&body, "\"feed_url\"").map(str::to_owned);
        found.hub =
            body.split_once("\"hubs\"").and_then(|(_, rest)| after(rest, "\"url\"")).map(str::to_owned);
        return found;
    }
    for tag in body.split('<').skip(1) {
        let name = tag.split(|c: char| c.is_ascii_whitespace() || c == '>').next().unwrap_or_default();
        if matches!(name, "item" | "entry" | "body") {
            break;
        }
        if name != "link" && !name.ends_with(":link") {
            continue;
        }
        let tag = tag.split('>').next().unwrap_or_default();
        let (Some(relations), Some(address)) = (attribute(tag, "rel"), attribute(tag, "href")) else {
            continue;
        };
        for relation in relations.split_ascii_whitespace() {
            let place = match relation.to_ascii_lowercase().as_str() {
                "hub" => &mut found.hub,
                "self" => &mut found.own,
                _ => continue,
            };
            if place.is_none() && address.len() <= LONGEST {
                *place = Some(decode(address.trim()).into_owned());
            }
        }
    }
    found
}

/// The value of an attribute in quotes.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<Cow<'t, str>> {
    let mut rest = tag;
    while let Some(at) = rest.find(name) {
        let before = rest[..at].chars().next_back();
        rest = &rest[at + name.len()..];
        let value = rest.trim_start().strip_prefix('=').map(str::trim_start);
        if before.is_some_and(|c| c.is_ascii_whitespace())
            && let Some(value) = value
            && let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\''))
        {
            return value[1..].split(quote).next().map(Cow::Borrowed);
        }
    }
    None
}

/// The string that a JSON name has as its value, where it holds no escape but `\/`.
fn after<'t>(json: &'t str, name: &str) -> Option<&'t str> {
    let rest = json.split_once(name)?.1.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    rest.split('"').next().filter(|text| text.len() <= LONGEST && !text.contains('\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(feed: &str, hub: Option<&str>, own: Option<&str>) {
        let expected = Hub { hub: hub.map(str::to_owned), own: own.map(str::to_owned) };
        assert_eq!(find(feed.as_bytes()), expected, "{feed}");
    }

    #[test]
    fn hubs_are_found() {
        check(
            "<feed><link rel=\"hub\" href=\"https://hub.example/?a=1&amp;b=2\"/><link href='/feed' rel='self'/></feed>",
            Some("https://hub.example/?a=1&b=2"),
            Some("/feed"),
        );
        check(
            "<rss><atom:link rel = 'HUB self' href = 'https://h.example/'/>",
            Some("https://h.example/"),
            Some("https://h.example/"),
        );
        check(
            "{\"feed_url\": \"https://f.example/\", \"hubs\": [{\"type\": \"WebSub\", \"url\": \"https://h.example\"}]}",
            Some("https://h.example"),
            Some("https://f.example/"),
        );
    }

    #[test]
    fn what_stands_in_an_entry_is_no_word_of_the_feed() {
        check("<rss><channel><item><atom:link rel='hub' href='https://evil.example/'/></item>", None, None);
        check("<feed><link data-rel='hub' href='x'/><link rel=hub href=x><link rel='hub'", None, None);
        check("", None, None);
    }
}
