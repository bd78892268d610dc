//! A tolerant scanner of XML as it is found: feeds, OPML, sitemaps.
//!
//! Nothing is refused. Bare ampersands and angle brackets are text, missing end tags are supplied, stray ones ignored,
//! junk before the markup skipped, undeclared entities of HTML known. Entities that a document declares are never
//! expanded, so none can explode. Time is linear in the input; depth, nodes and attributes are capped.

mod scan;
mod space;

pub use space::Space;

use super::entities;
use crate::model::Remark;
use scan::Scanner;
use url::Url;

/// What a node is.
#[derive(Debug)]
pub enum Kind {
    /// An element; its name without prefix, in lower case, and its attributes by lower-case name with prefix.
    Element {
        /// Vocabulary.
        space: Space,
        /// Whether the name was written with a prefix.
        prefixed: bool,
        /// Name without prefix.
        name: Box<str>,
        /// Attributes in order.
        attributes: Box<[(Box<str>, Box<str>)]>,
    },
    /// Text, references replaced.
    Text(String),
}

#[derive(Debug)]
struct Node {
    kind: Kind,
    parent: u32,
    first: u32,
    last: u32,
    next: u32,
}

/// No node.
const NONE: u32 = u32::MAX;

/// A document. Node 0 is an element without name that holds everything.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Node>,
    has_base: bool,
    /// What was not as it should be.
    pub remarks: Vec<Remark>,
}

/// An element of a tree.
#[derive(Clone, Copy)]
pub struct Element<'t> {
    tree: &'t Tree,
    at: u32,
}

impl Tree {
    /// Reads a document.
    pub fn parse(text: &str) -> Self {
        Scanner::new(text).run()
    }

    /// The element that holds everything.
    pub fn root(&self) -> Element<'_> {
        Element { tree: self, at: 0 }
    }
}

impl<'t> Element<'t> {
    /// Name without prefix, in lower case.
    pub fn name(&self) -> &'t str {
        match &self.tree.nodes[self.at as usize].kind {
            Kind::Element { name, .. } => name,
            Kind::Text(_) => "",
        }
    }

    /// Vocabulary.
    pub fn space(&self) -> Space {
        match &self.tree.nodes[self.at as usize].kind {
            Kind::Element { space, .. } => *space,
            Kind::Text(_) => Space::Other,
        }
    }

    /// Whether it is the plain element `name`.
    pub fn is(&self, name: &str) -> bool {
        self.space() == Space::Plain && self.name() == name
    }

    /// Whether its name was written with a prefix.
    pub fn prefixed(&self) -> bool {
        matches!(&self.tree.nodes[self.at as usize].kind, Kind::Element { prefixed: true, .. })
    }

    /// The value of an attribute, by its lower-case name with prefix; not blank.
    pub fn attribute(&self, wanted: &str) -> Option<&'t str> {
        let Kind::Element { attributes, .. } = &self.tree.nodes[self.at as usize].kind else { return None };
        attributes
            .iter()
            .find(|(name, _)| &**name == wanted)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// Its attributes.
    pub fn attributes(&self) -> &'t [(Box<str>, Box<str>)] {
        match &self.tree.nodes[self.at as usize].kind {
            Kind::Element { attributes, .. } => attributes,
            Kind::Text(_) => &[],
        }
    }

    fn nodes(&self) -> impl Iterator<Item = u32> + use<'t> {
        let tree = self.tree;
        let mut at = tree.nodes[self.at as usize].first;
        std::iter::from_fn(move || {
            let here = at;
            at = tree.nodes.get(here as usize)?.next;
            Some(here)
        })
    }

    /// Its child elements.
    pub fn children(&self) -> impl Iterator<Item = Element<'t>> + use<'t> {
        let tree = self.tree;
        self.nodes()
            .filter(move |at| matches!(tree.nodes[*at as usize].kind, Kind::Element { .. }))
            .map(move |at| Element { tree, at })
    }

    /// The first child that is the plain element `name`.
    pub fn child(&self, name: &str) -> Option<Element<'t>> {
        self.children().find(|child| child.is(name))
    }

    /// The element around it.
    pub fn parent(&self) -> Option<Element<'t>> {
        let at = self.tree.nodes[self.at as usize].parent;
        (at != NONE).then_some(Element { tree: self.tree, at })
    }

    /// All elements below it, in document order.
    pub fn descendants(&self) -> impl Iterator<Item = Element<'t>> + use<'t> {
        let (tree, top) = (self.tree, self.at);
        let mut at = self.at;
        std::iter::from_fn(move || {
            loop {
                at = step(tree, at, top)?;
                if matches!(tree.nodes[at as usize].kind, Kind::Element { .. }) {
                    return Some(Element { tree, at });
                }
            }
        })
    }

    /// Whether it holds elements.
    pub fn has_elements(&self) -> bool {
        self.children().next().is_some()
    }

    /// Its text and that of everything below it.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let mut at = self.at;
        while let Some(next) = step(self.tree, at, self.at) {
            at = next;
            if let Kind::Text(text) = &self.tree.nodes[at as usize].kind {
                out.push_str(text);
            }
        }
        out
    }

    /// What stands inside it, written as markup.
    pub fn inner(&self) -> String {
        let mut out = String::new();
        let mut open: Vec<u32> = Vec::new();
        let mut at = self.at;
        while let Some(next) = step(self.tree, at, self.at) {
            at = next;
            let parent = self.tree.nodes[at as usize].parent;
            while open.last().is_some_and(|top| *top != parent) {
                close(self.tree, open.pop(), &mut out);
            }
            match &self.tree.nodes[at as usize].kind {
                Kind::Text(text) => entities::escape(text, &mut out),
                Kind::Element { name, attributes, .. } => {
                    out.push('<');
                    out.push_str(name);
                    for (name, value) in attributes.iter().filter(|(name, _)| !name.starts_with("xmlns")) {
                        out.push(' ');
                        out.push_str(name);
                        out.push_str("=\"");
                        entities::escape(value, &mut out);
                        out.push('"');
                    }
                    out.push('>');
                    open.push(at);
                }
            }
        }
        while let Some(top) = open.pop() {
            close(self.tree, Some(top), &mut out);
        }
        out
    }

    /// The base for links inside it: every `xml:base` around it applied to `document`.
    pub fn base(&self, document: Option<&Url>) -> Option<Url> {
        if !self.tree.has_base {
            return document.cloned();
        }
        let mut bases = Vec::new();
        let mut here = Some(*self);
        while let Some(element) = here {
            bases.extend(element.attribute("xml:base"));
            here = element.parent();
        }
        let mut base = document.cloned();
        for next in bases.iter().rev() {
            base = match &base {
                Some(url) => url.join(next).ok().or(base),
                None => Url::parse(next).ok(),
            };
        }
        base
    }

    /// The nearest `xml:lang`.
    pub fn language(&self) -> Option<&'t str> {
        let mut here = Some(*self);
        while let Some(element) = here {
            if let Some(language) = element.attribute("xml:lang") {
                return Some(language);
            }
            here = element.parent();
        }
        None
    }
}

fn close(tree: &Tree, at: Option<u32>, out: &mut String) {
    if let Some(Kind::Element { name, .. }) = at.map(|at| &tree.nodes[at as usize].kind)
        && !is_void(name)
    {
        out.push_str("</");
        out.push_str(name);
        out.push('>');
    }
}

/// Elements of HTML that have no end tag.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "br" | "hr"
            | "img"
            | "input"
            | "wbr"
            | "area"
            | "col"
            | "embed"
            | "link"
            | "meta"
            | "source"
            | "track"
    )
}

/// The node after `at` in document order, not leaving `top`.
fn step(tree: &Tree, at: u32, top: u32) -> Option<u32> {
    let node = &tree.nodes[at as usize];
    if node.first != NONE {
        return Some(node.first);
    }
    let mut here = at;
    while here != top {
        let node = &tree.nodes[here as usize];
        if node.next != NONE {
            return Some(node.next);
        }
        here = node.parent;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(Tree::parse(text).root().inner(), expected, "{text}");
    }

    #[test]
    fn well_formed_and_broken_documents_are_read() {
        check("<a x='1'><b/>t&amp;u</a>", "<a x=\"1\"><b></b>t&amp;u</a>");
        check("<a><![CDATA[<i> & ]]></a>", "<a>&lt;i&gt; &amp; </a>");
        check("<a>1 < 2 & 3 &eacute;</a>", "<a>1 &lt; 2 &amp; 3 é</a>");
        check(
            "<item><title>one<link>two</link><item>three",
            "<item><title>one</title><link></item><item>three</item>".replace("<link>", "<link>two").as_str(),
        );
        check("<a><b>x</c></a></z>y", "<a><b>x</b></a>y");
        check("<!DOCTYPE a [<!ENTITY e \"many>\">]><a>&e;</a>", "<a>&amp;e;</a>");
        check("<a href='x>y</a>", "<a href=\"x\">y</a>");
    }

    #[test]
    fn depth_is_capped_and_time_is_linear() {
        let deep = "<a>".repeat(200_000) + "x" + &"</a>".repeat(200_000) + "<b>y</b>";
        let tree = Tree::parse(&deep);
        assert_eq!(tree.root().text(), "xy");
        assert!(tree.remarks.iter().any(|remark| remark.code == "depth-capped"));
        Tree::parse(&"<!--".repeat(200_000));
        Tree::parse(&"<![CDATA[".repeat(200_000));
        Tree::parse(&"<a b='".repeat(200_000));
    }

    #[test]
    fn vocabularies_are_known_by_address_and_by_prefix() {
        let tree =
            Tree::parse("<r xmlns:x='http://purl.org/dc/elements/1.1/'><x:date/><media:title/><q:q/></r>");
        let root = tree.root().child("r").unwrap();
        let spaces: Vec<Space> = root.children().map(|child| child.space()).collect();
        assert_eq!(spaces, [Space::Dc, Space::Media, Space::Other]);
    }
}
