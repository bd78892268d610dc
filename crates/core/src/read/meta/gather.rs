//! One pass over the tree that collects all places where a page says something about itself.

use super::cues::{Cues, Known};
use super::plain::collapse;
use crate::read::html::{Attr, Attrs, Name, NodeId, Tree, find};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// A heading of the first two ranks, or of any rank with a headline's class.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// Where it stands.
    pub node: NodeId,
    /// Its text.
    pub text: String,
    /// Rank, 1 to 6.
    pub rank: u8,
    /// Hints of its own names and its parent's.
    pub cues: Cues,
}

/// A `time` element, or an element with a date in microdata.
#[derive(Clone, Debug)]
pub(super) struct TimeMark<'s> {
    pub node: NodeId,
    /// `datetime`, else `content`.
    pub value: Option<Cow<'s, str>>,
    /// What is shown.
    pub text: String,
    /// Whether microdata calls it the day of publication.
    pub property: bool,
    /// Hints of its own names and those around it.
    pub cues: Cues,
}

/// An element that names an author by markup: `rel=author`, microdata, or a link to an author's page.
#[derive(Clone, Debug)]
pub(super) struct AuthorMark {
    pub node: NodeId,
    pub text: String,
    /// How it says so.
    pub by: AuthorMarkKind,
}

/// How markup names an author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AuthorMarkKind {
    /// `rel=author`.
    Rel,
    /// `itemprop` or `property` of an author.
    Property,
    /// A link to the page of an author.
    Link,
}

/// What was collected.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered<'s> {
    /// Text of the `title` element.
    pub title: String,
    /// Meta elements: contents by name in lower case.
    metas: FxHashMap<String, Vec<Cow<'s, str>>>,
    /// How many there are.
    meta_count: usize,
    /// Contents of those whose names speak of the day of publication in other words than most pages use.
    pub published: Vec<Cow<'s, str>>,
    /// JSON-LD scripts, as they stand.
    pub scripts: Vec<&'s str>,
    pub headings: Vec<Heading>,
    pub times: Vec<TimeMark<'s>>,
    pub authors: Vec<AuthorMark>,
    /// `rel=canonical`, first one.
    pub canonical: Option<String>,
    /// `base href`.
    pub base: Option<String>,
    /// `lang` of `html`, else of `body`.
    pub lang: Option<String>,
    /// Microdata that is no date and no author: name, text.
    pub properties: Vec<(String, String)>,
    /// The `body` element.
    pub body: Option<NodeId>,
    /// Hints of the names of elements, as far as they were asked for.
    pub names: Known<'s>,
}

/// Attributes of microdata; of those of `meta` and `link`, `property` is none.
const SAYING: Attrs = Attrs::of(&[Attr::Itemprop, Attr::Property]);
const ITEM: Attrs = Attrs::of(&[Attr::Itemprop]);

/// Nodes looked at inside an element whose text is wanted.
const MOST_INSIDE: usize = 2_000;
/// Most of each kind that is kept; pages of news have a tenth.
const MOST: usize = 300;

impl Gathered<'_> {
    /// Content of the first meta element with one of the names, in the order of the names.
    pub(super) fn meta<'a>(&'a self, names: &[&'a str]) -> Option<&'a str> {
        names.iter().find_map(|name| self.all(name).next())
    }

    /// All contents of a meta name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.metas.get(name).into_iter().flatten().map(|content| content.trim()).filter(|c| !c.is_empty())
    }
}

/// Collects.
pub(super) fn gather<'s>(tree: &Tree<'s>) -> Gathered<'s> {
    let mut found = Gathered::default();
    let mut skip_until = 0;
    for node in tree.descendants(tree.root()) {
        if node.index() < skip_until {
            continue;
        }
        match tree.name(node) {
            Name::Text => continue,
            Name::Svg | Name::Style | Name::Template | Name::Select => {
                skip_until = tree.subtree(node).end;
                continue;
            }
            Name::Html | Name::Body => {
                if found.lang.is_none() {
                    found.lang =
                        tree.attr(node, "lang").map(Cow::into_owned).filter(|l| !l.trim().is_empty());
                }
                if tree.name(node) == Name::Body && found.body.is_none() {
                    found.body = Some(node);
                }
            }
            Name::Title if found.title.is_empty() => found.title = collapse(&tree.text(node)),
            Name::Base => found.base = found.base.or_else(|| tree.attr(node, "href").map(Cow::into_owned)),
            Name::Meta => meta(tree, node, &mut found),
            Name::Link if found.canonical.is_none() => {
                let is =
                    tree.get(node, Attr::Rel).is_some_and(|rel| rel.trim().eq_ignore_ascii_case("canonical"));
                let href = if is { tree.attr(node, "href") } else { None };
                found.canonical = href.map(Cow::into_owned).filter(|href| !href.trim().is_empty());
            }
            Name::Script => {
                if found.scripts.len() < MOST
                    && tree.get(node, Attr::Type).is_some_and(|kind| has(kind, "ld+json"))
                    && let Some(text) = tree.first_child(node)
                {
                    found.scripts.push(tree.raw_text(text));
                }
                skip_until = tree.subtree(node).end;
                continue;
            }
            name @ (Name::H1 | Name::H2 | Name::H3 | Name::H4) => heading(tree, node, name, &mut found),
            Name::Time if found.times.len() < MOST => {
                let text = short_text(tree, node, 120).unwrap_or_default();
                let value = tree.attr(node, "datetime").or_else(|| tree.attr(node, "content"));
                found.times.push(TimeMark {
                    node,
                    value,
                    text,
                    property: is_published(tree, node),
                    cues: cues_around(tree, node, &found.names),
                });
            }
            Name::A => link(tree, node, &mut found),
            _ => {}
        }
        let is_plain = matches!(tree.name(node), Name::Meta | Name::Link);
        let said = tree.those(node, if is_plain { ITEM } else { SAYING }).next();
        if let Some((_, property)) = said {
            microdata(tree, node, property, &mut found);
        }
    }
    found
}

fn meta<'s>(tree: &Tree<'s>, node: NodeId, found: &mut Gathered<'s>) {
    if found.meta_count >= 4 * MOST {
        return;
    }
    let Some(content) = tree.attr(node, "content").or_else(|| tree.attr(node, "value")) else { return };
    for attribute in [Attr::Name, Attr::Property, Attr::Itemprop, Attr::HttpEquiv] {
        if let Some(name) = tree.get(node, attribute) {
            found.meta_count += 1;
            if says_published(name) && found.published.len() < 8 {
                found.published.push(content.clone());
            }
            found.metas.entry(name.trim().to_ascii_lowercase()).or_default().push(content.clone());
        }
    }
}

/// Whether a meta name such as `w-published-date` or `published_on` speaks of the day of publication.
fn says_published(name: &str) -> bool {
    let says = |part: &str| has(name, part);
    says("publi")
        && (says("date") || says("time") || says("_on") || says("-on") || says("_at") || says("-at"))
        && !says("modif")
        && !says("updat")
        && !says("expir")
        && !says("publisher")
}

fn heading<'s>(tree: &Tree<'s>, node: NodeId, name: Name, found: &mut Gathered<'s>) {
    if found.headings.len() >= MOST {
        return;
    }
    let rank = match name {
        Name::H1 => 1,
        Name::H2 => 2,
        Name::H3 => 3,
        _ => 4,
    };
    if rank > 2 && found.headings.len() > 40 {
        return;
    }
    let Some(text) = inner_text(tree, node, 600, false) else { return };
    if !text.is_empty() {
        let cues = tree
            .parent(node)
            .map_or(Cues::default(), |parent| found.names.of_element(tree, parent))
            .with(found.names.of_element(tree, node));
        found.headings.push(Heading { node, text, rank, cues });
    }
}

fn link(tree: &Tree<'_>, node: NodeId, found: &mut Gathered<'_>) {
    if found.authors.len() >= MOST {
        return;
    }
    let by = if tree
        .get(node, Attr::Rel)
        .is_some_and(|rel| rel.split_whitespace().any(|r| r.eq_ignore_ascii_case("author")))
    {
        AuthorMarkKind::Rel
    } else if tree.get(node, Attr::Href).is_some_and(is_author_address) {
        AuthorMarkKind::Link
    } else {
        return;
    };
    if let Some(text) = short_text(tree, node, 120).filter(|text| !text.is_empty()) {
        found.authors.push(AuthorMark { node, text, by });
    }
}

/// Whether an address is that of an author's page: a path part that says so, and another behind it.
pub(super) fn is_author_address(href: &str) -> bool {
    let bytes = href.as_bytes();
    let path = &bytes[..memchr::memchr2(b'?', b'#', bytes).unwrap_or(bytes.len())];
    let mut start = 0;
    // The part of the path that the next slash ends.
    while let Some(length) = find(b'/', &path[start..]) {
        let part = &path[start..start + length];
        start += length + 1;
        let more = path.get(start).is_some_and(|b| *b != b'/');
        if more && (2..=15).contains(&part.len()) && is_author_part(part) {
            return true;
        }
    }
    false
}

/// Whether a part of a path says that authors follow.
fn is_author_part(part: &[u8]) -> bool {
    matches!(
        part,
        b"author"
            | b"authors"
            | b"autor"
            | b"autoren"
            | b"autores"
            | b"autori"
            | b"auteur"
            | b"auteurs"
            | b"by"
            | b"staff"
            | b"people"
            | b"person"
            | b"profile"
            | b"profiles"
            | b"contributor"
            | b"contributors"
            | b"journalist"
            | b"journalists"
            | b"writer"
            | b"writers"
            | b"columnist"
            | b"columnists"
            | b"reporter"
            | b"reporters"
            | b"byline"
            | b"redakteur"
            | b"forfatter"
            | b"autorzy"
            | b"yazar"
            | b"yazarlar"
            | b"firmas"
            | b"firma"
            | b"collaborateur"
            | b"journaliste"
            | b"penulis"
            | b"reporterprofile"
            | b"user"
            | b"users"
            | b"team"
    )
}

fn microdata<'s>(tree: &Tree<'s>, node: NodeId, property: &str, found: &mut Gathered<'s>) {
    for name in property.split_ascii_whitespace() {
        let name = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
        match name.as_str() {
            "datepublished" | "datecreated" | "datemodified" | "dateupdated" | "issued" | "created"
            | "modified"
                if found.times.len() < MOST && !matches!(tree.name(node), Name::Time | Name::Meta) =>
            {
                let value = tree.attr(node, "datetime").or_else(|| tree.attr(node, "content"));
                let text = short_text(tree, node, 120).unwrap_or_default();
                found.times.push(TimeMark {
                    node,
                    value,
                    text,
                    property: is_published(tree, node),
                    cues: cues_around(tree, node, &found.names),
                });
            }
            "author" | "creator" => {
                if found.authors.len() >= MOST || tree.name(node) == Name::Meta {
                    continue;
                }
                let inner = tree.descendants(node).take(80).find(|inner| {
                    tree.get(*inner, Attr::Itemprop).or_else(|| tree.get(*inner, Attr::Property)).is_some_and(
                        |p| p.eq_ignore_ascii_case("name") || p.eq_ignore_ascii_case("schema:name"),
                    )
                });
                let text = match inner {
                    Some(inner) => match tree.attr(inner, "content") {
                        Some(content) if !content.trim().is_empty() => Some(collapse(&content)),
                        _ => short_text(tree, inner, 120),
                    },
                    None => short_text(tree, node, 160),
                };
                if let Some(text) = text.filter(|text| !text.is_empty()) {
                    found.authors.push(AuthorMark { node, text, by: AuthorMarkKind::Property });
                }
            }
            "headline" | "articlesection" | "articlebody" | "alternativeheadline" => {
                if found.properties.len() < MOST
                    && name != "articlebody"
                    && let Some(text) = short_text(tree, node, 400)
                {
                    found.properties.push((name, text));
                }
            }
            _ => {}
        }
    }
}

/// The text inside, collapsed, with spaces between elements; `None` where it is longer than `most` bytes.
pub(super) fn short_text(tree: &Tree<'_>, node: NodeId, most: usize) -> Option<String> {
    inner_text(tree, node, most, true)
}

fn inner_text(tree: &Tree<'_>, node: NodeId, most: usize, spread: bool) -> Option<String> {
    let mut raw = String::new();
    let mut skip_until = 0;
    for inner in tree.descendants(node).take(MOST_INSIDE) {
        if inner.index() < skip_until {
            continue;
        }
        match tree.name(inner) {
            Name::Text => {
                raw.push_str(&tree.node_text(inner));
                if raw.len() > 4 * most + 400 {
                    return None;
                }
            }
            Name::Script | Name::Style | Name::Template | Name::Svg | Name::Noscript => {
                skip_until = tree.subtree(inner).end;
            }
            Name::Br | Name::Div | Name::P | Name::Li => raw.push(' '),
            Name::Span | Name::Time | Name::A | Name::Button if spread => raw.push(' '),
            _ => {}
        }
    }
    Some(collapse(&raw)).filter(|text| text.len() <= most)
}

fn is_published(tree: &Tree<'_>, node: NodeId) -> bool {
    let names = [tree.get(node, Attr::Itemprop), tree.get(node, Attr::Property)];
    names.into_iter().flatten().any(|name| has(name, "datepublished"))
}

fn cues_around<'s>(tree: &Tree<'s>, node: NodeId, names: &Known<'s>) -> Cues {
    tree.ancestors(node)
        .take(2)
        .fold(names.of_element(tree, node), |cues, outer| cues.with(names.of_element(tree, outer)))
}

/// Whether `text` holds `part`, which is in lower case ASCII.
fn has(text: &str, part: &str) -> bool {
    text.len() >= part.len()
        && text.as_bytes().windows(part.len()).any(|w| w.eq_ignore_ascii_case(part.as_bytes()))
}
