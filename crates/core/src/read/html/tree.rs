//! The tree: nodes in one vector, in document order.

use super::entity;
use super::{Attr, Attrs, Name};
use crate::model::Remark;
use std::borrow::Cow;
use std::ops::Range;

/// A node of one tree: its number in document order. The document itself is number 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

impl NodeId {
    /// As an index into vectors that run parallel to the nodes.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub name: Name,
    pub depth: u16,
    pub parent: u32,
    /// One past the last node of the subtree.
    pub end: u32,
    /// Text: its bytes in the source. Element: the bytes of its name there.
    pub start: u32,
    pub stop: u32,
    /// Where its attributes begin, and how many they are.
    pub attributes: u32,
    pub attribute_count: u16,
    /// Which known names they have.
    pub has: Attrs,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute {
    pub name: u32,
    pub value: u32,
    pub value_end: u32,
    pub name_length: u16,
    pub kind: Attr,
}

/// A parsed page. Borrows the text that it was parsed from.
#[derive(Clone, Debug)]
pub struct Tree<'s> {
    pub(super) source: &'s str,
    pub(super) nodes: Vec<Node>,
    pub(super) attributes: Vec<Attribute>,
    /// What was cut: `depth-capped`, `nodes-capped`, `attributes-capped`, `length-capped`.
    pub remarks: Vec<Remark>,
}

impl<'s> Tree<'s> {
    /// The document, parent of everything.
    #[inline]
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// How many nodes there are, the document included.
    #[inline]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is nothing but the document.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.nodes.len() <= 1
    }

    /// The text that the tree was made from.
    #[inline]
    pub fn source(&self) -> &'s str {
        self.source
    }

    /// What the node is.
    #[inline]
    pub fn name(&self, node: NodeId) -> Name {
        self.nodes[node.index()].name
    }

    /// The element's name as the source spells it; empty for text and the document.
    #[inline]
    pub fn tag(&self, node: NodeId) -> &'s str {
        match self.name(node) {
            Name::Text | Name::Document => "",
            _ => self.slice(node),
        }
    }

    /// How many elements are around the node; 0 for the document.
    #[inline]
    pub fn depth(&self, node: NodeId) -> usize {
        self.nodes[node.index()].depth as usize
    }

    /// The node around this one; `None` for the document.
    #[inline]
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        (node.0 != 0).then(|| NodeId(self.nodes[node.index()].parent))
    }

    /// The nodes around this one, innermost first, ending with the document.
    #[inline]
    pub fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(node), |n| self.parent(*n))
    }

    /// The first node inside.
    #[inline]
    pub fn first_child(&self, node: NodeId) -> Option<NodeId> {
        let next = node.0 + 1;
        (next < self.nodes[node.index()].end).then_some(NodeId(next))
    }

    /// The next node with the same parent.
    #[inline]
    pub fn next_sibling(&self, node: NodeId) -> Option<NodeId> {
        let parent = self.parent(node)?;
        let end = self.nodes[node.index()].end;
        (end < self.nodes[parent.index()].end).then_some(NodeId(end))
    }

    /// The nodes directly inside, in order.
    #[inline]
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first_child(node), |n| self.next_sibling(*n))
    }

    /// All nodes inside, in document order, the node itself left out.
    #[inline]
    pub fn descendants(&self, node: NodeId) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        (node.0 + 1..self.nodes[node.index()].end).map(NodeId)
    }

    /// The numbers of the node and all inside: for arrays that run parallel to the nodes.
    #[inline]
    pub fn subtree(&self, node: NodeId) -> Range<usize> {
        node.index()..self.nodes[node.index()].end as usize
    }

    /// Whether `inner` lies inside `outer` or is the same.
    #[inline]
    pub fn contains(&self, outer: NodeId, inner: NodeId) -> bool {
        self.subtree(outer).contains(&inner.index())
    }

    /// All nodes of a name, in document order.
    pub fn find_all(&self, name: Name) -> impl Iterator<Item = NodeId> + '_ {
        self.nodes.iter().enumerate().filter(move |(_, n)| n.name == name).map(|(i, _)| NodeId(i as u32))
    }

    /// The first node of a name.
    pub fn find(&self, name: Name) -> Option<NodeId> {
        self.find_all(name).next()
    }

    /// The attribute as it stands in the source, references unread. Names compare without letter case; of several
    /// with one name the first counts.
    pub fn raw_attr(&self, node: NodeId, name: &str) -> Option<&'s str> {
        let kind = Attr::of(name.as_bytes());
        if kind != Attr::Other {
            return self.get(node, kind);
        }
        self.attributes_of(node)
            .find(|a| {
                a.name_length as usize == name.len()
                    && self.bytes(a.name as usize, a.name as usize + name.len()).eq_ignore_ascii_case(name)
            })
            .map(|a| self.bytes(a.value as usize, a.value_end as usize))
    }

    /// An attribute of a known name as it stands in the source: [`Self::raw_attr`] without a comparison of strings.
    #[inline]
    pub fn get(&self, node: NodeId, name: Attr) -> Option<&'s str> {
        if !self.has(node).has(name) {
            return None;
        }
        let found = self.attributes_of(node).find(|a| a.kind == name);
        found.map(|a| self.bytes(a.value as usize, a.value_end as usize))
    }

    /// The known names among a node's attributes.
    #[inline]
    pub fn has(&self, node: NodeId) -> Attrs {
        self.nodes[node.index()].has
    }

    /// The attributes of the wanted names, as they stand in the source.
    #[inline]
    pub fn those(&self, node: NodeId, wanted: Attrs) -> impl Iterator<Item = (Attr, &'s str)> + '_ {
        let list = if self.has(node).any(wanted) { self.attributes_of(node) } else { [].iter() };
        list.filter(move |a| wanted.has(a.kind))
            .map(|a| (a.kind, self.bytes(a.value as usize, a.value_end as usize)))
    }

    /// The attribute's value; empty where it has none; `None` where the attribute is not there.
    pub fn attr(&self, node: NodeId, name: &str) -> Option<Cow<'s, str>> {
        self.raw_attr(node, name).map(|raw| entity::decode(raw, true))
    }

    /// All attributes as they stand in the source: name as spelled, value with its references unread.
    pub fn raw_attrs(&self, node: NodeId) -> impl Iterator<Item = (&'s str, &'s str)> + '_ {
        self.attributes_of(node).map(|a| {
            let name = self.bytes(a.name as usize, a.name as usize + a.name_length as usize);
            (name, self.bytes(a.value as usize, a.value_end as usize))
        })
    }

    /// All attributes: name as spelled, value.
    pub fn attrs(&self, node: NodeId) -> impl Iterator<Item = (&'s str, Cow<'s, str>)> + '_ {
        self.raw_attrs(node).map(|(name, value)| (name, entity::decode(value, true)))
    }

    /// The characters of a text node, references read, white space as it stands; empty for elements.
    #[inline]
    pub fn node_text(&self, node: NodeId) -> Cow<'s, str> {
        let raw = self.raw_text(node);
        let parent = self.parent(node).map_or(Name::Document, |p| self.name(p));
        if parent.keeps_references() { Cow::Borrowed(raw) } else { entity::decode(raw, false) }
    }

    /// The characters of a text node as they stand in the source; empty for elements.
    #[inline]
    pub fn raw_text(&self, node: NodeId) -> &'s str {
        if self.name(node) == Name::Text { self.slice(node) } else { "" }
    }

    /// All text inside, as it stands: scripts and styles left out unless the node is one, `br` as a line break.
    pub fn text(&self, node: NodeId) -> String {
        let mut out = String::new();
        if self.name(node) == Name::Text {
            return self.node_text(node).into_owned();
        }
        let mut at = node.index() + 1;
        let end = self.nodes[node.index()].end as usize;
        while at < end {
            let inner = &self.nodes[at];
            match inner.name {
                Name::Text => out.push_str(&self.node_text(NodeId(at as u32))),
                Name::Br => out.push('\n'),
                Name::Script | Name::Style | Name::Template => {
                    at = inner.end as usize;
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        out
    }

    #[inline]
    fn attributes_of(&self, node: NodeId) -> std::slice::Iter<'_, Attribute> {
        let node = &self.nodes[node.index()];
        let start = node.attributes as usize;
        self.attributes[start..start + node.attribute_count as usize].iter()
    }

    #[inline]
    fn slice(&self, node: NodeId) -> &'s str {
        let node = &self.nodes[node.index()];
        self.bytes(node.start as usize, node.stop as usize)
    }

    /// Spans are cut at ASCII bytes, so they always are character boundaries; an empty string rather than a panic
    /// keeps that promise out of every caller.
    #[inline]
    fn bytes(&self, start: usize, end: usize) -> &'s str {
        self.source.get(start..end).unwrap_or("")
    }
}
