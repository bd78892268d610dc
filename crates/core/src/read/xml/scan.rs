//! The scanner: characters to nodes, missing end tags supplied.

use super::super::entities;
use super::{Kind, NONE, Node, Space, Tree};
use crate::model::Remark;

/// Deepest nesting kept; elements below give their text to the deepest one kept.
const DEPTH: usize = 192;
/// Most nodes kept of a document.
const NODES: usize = 4_000_000;
/// Most attributes kept of an element.
const ATTRIBUTES: usize = 128;
/// How many namespace declarations back a prefix is looked for.
const LOOKBACK: usize = 64;

/// The namespaces that an element declares, by prefix.
fn declarations(attributes: &[(Box<str>, Box<str>)]) -> Vec<(&str, Space)> {
    let own = attributes.iter().filter_map(|(name, value)| {
        let prefix = name.strip_prefix("xmlns")?;
        let prefix = prefix.strip_prefix(':').unwrap_or("");
        let by_prefix = if prefix.is_empty() { Space::Plain } else { Space::of_prefix(prefix) };
        Some((prefix, Space::of_address(value).unwrap_or(by_prefix)))
    });
    own.collect()
}

pub(super) struct Scanner<'i> {
    text: &'i str,
    at: usize,
    tree: Tree,
    open: Vec<u32>,
    /// Start tags beyond the depth cap that are still open.
    beyond: usize,
    /// Namespace declarations in scope: depth of the element, prefix, vocabulary.
    spaces: Vec<(usize, Box<str>, Space)>,
    declared_entities: bool,
    too_deep: bool,
    /// Searches that failed once and would fail again.
    no_cdata_end: bool,
    no_comment_end: bool,
    no_quote: [bool; 2],
}

/// Feed elements that hold text only: another one inside means that the end tag is missing.
fn is_leaf(name: &str) -> bool {
    matches!(
        name,
        "title"
            | "link"
            | "guid"
            | "pubdate"
            | "language"
            | "copyright"
            | "comments"
            | "docs"
            | "generator"
            | "ttl"
            | "lastbuilddate"
            | "webmaster"
            | "managingeditor"
            | "id"
            | "updated"
            | "published"
    )
}

/// Feed elements that never stand inside a leaf.
fn breaks_leaf(name: &str) -> bool {
    is_leaf(name)
        || matches!(
            name,
            "item" | "entry" | "description" | "enclosure" | "category" | "author" | "summary" | "content"
        )
}

impl<'i> Scanner<'i> {
    pub(super) fn new(text: &'i str) -> Self {
        let root = Node {
            kind: Kind::Element {
                space: Space::Other,
                prefixed: false,
                name: "".into(),
                attributes: Box::default(),
            },
            parent: NONE,
            first: NONE,
            last: NONE,
            next: NONE,
        };
        Self {
            text,
            at: 0,
            tree: Tree { nodes: vec![root], has_base: false, remarks: Vec::new() },
            open: vec![0],
            beyond: 0,
            spaces: Vec::new(),
            declared_entities: false,
            too_deep: false,
            no_cdata_end: false,
            no_comment_end: false,
            no_quote: [false; 2],
        }
    }

    pub(super) fn run(mut self) -> Tree {
        while self.at < self.text.len() && self.tree.nodes.len() < NODES {
            let rest = &self.text[self.at..];
            match memchr::memchr(b'<', rest.as_bytes()) {
                None => {
                    self.add_text(rest, true);
                    self.at = self.text.len();
                }
                Some(next) => {
                    if next > 0 {
                        self.add_text(&rest[..next], true);
                        self.at += next;
                    }
                    self.markup();
                }
            }
        }
        let mut remark = |code, text| self.tree.remarks.push(Remark::new(code, text));
        if self.at < self.text.len() {
            remark("items-capped", "The document has more than four million parts; the rest was not read.");
        }
        if self.too_deep {
            remark("depth-capped", "Elements are nested deeper than 192; the deeper ones were flattened.");
        }
        if self.declared_entities {
            remark(
                "entities-not-expanded",
                "The document declares entities of its own; they were left as they are.",
            );
        }
        if self.open.len() > 1 {
            remark("xml-truncated", "The document ends inside an element; what was there was read.");
        }
        self.tree
    }

    /// Takes what begins with `<`.
    fn markup(&mut self) {
        let rest = &self.text[self.at..];
        let bytes = rest.as_bytes();
        match bytes.get(1) {
            Some(b'/') => self.end_tag(rest),
            Some(b'!') if rest.starts_with("<!--") => {
                let end = if self.no_comment_end {
                    None
                } else {
                    memchr::memmem::find(&bytes[4..], b"-->").map(|end| end + 7)
                };
                self.no_comment_end = end.is_none();
                self.at +=
                    end.or_else(|| memchr::memchr(b'>', bytes).map(|end| end + 1)).unwrap_or(rest.len());
            }
            Some(b'!') if bytes.len() >= 9 && bytes[..9].eq_ignore_ascii_case(b"<![CDATA[") => {
                let inside = &rest[9..];
                let end =
                    if self.no_cdata_end { None } else { memchr::memmem::find(inside.as_bytes(), b"]]>") };
                self.no_cdata_end = end.is_none();
                match end {
                    Some(end) => {
                        self.add_text(&inside[..end], false);
                        self.at += 9 + end + 3;
                    }
                    None => self.at += 9, // never closed: what follows is read as markup
                }
            }
            Some(b'!') => self.doctype(rest),
            Some(b'?') => {
                let end = memchr::memchr(b'>', bytes).map_or(rest.len(), |end| end + 1);
                self.at += end;
            }
            Some(byte) if byte.is_ascii_alphabetic() || *byte == b'_' || *byte >= 0x80 => {
                self.start_tag(rest)
            }
            _ => {
                self.add_text("<", false);
                self.at += 1;
            }
        }
    }

    /// `<!DOCTYPE ...>` with its internal subset, and anything else of that form.
    fn doctype(&mut self, rest: &str) {
        let (mut brackets, mut quote) = (0usize, None);
        let bytes = rest.as_bytes();
        for (at, byte) in bytes.iter().enumerate().skip(2) {
            match (quote, byte) {
                (Some(open), byte) if open == *byte => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') if brackets > 0 || at < 4096 => quote = Some(*byte),
                (None, b'[') => brackets += 1,
                (None, b']') => brackets = brackets.saturating_sub(1),
                (None, b'>') if brackets == 0 => {
                    self.declared_entities |= memchr::memmem::find(&bytes[..at], b"<!ENTITY").is_some();
                    self.at += at + 1;
                    return;
                }
                _ => {}
            }
        }
        // Never closed: only the declaration's first line is given up.
        self.at += memchr::memchr(b'>', bytes).map_or(rest.len(), |end| end + 1);
    }

    fn add_text(&mut self, text: &str, decode: bool) {
        if text.is_empty() || (self.open.len() == 1 && text.trim().is_empty()) {
            return;
        }
        let text = if decode { entities::decode(text) } else { text.into() };
        let parent = self.open.last().copied().unwrap_or(0);
        let last = self.tree.nodes[parent as usize].last;
        if let Some(Node { kind: Kind::Text(known), .. }) = self.tree.nodes.get_mut(last as usize) {
            known.push_str(&text); // one run of text is one node
            return;
        }
        let text = text.into_owned();
        self.append(Kind::Text(text));
    }

    fn append(&mut self, kind: Kind) -> u32 {
        let at = self.tree.nodes.len() as u32;
        let parent = self.open.last().copied().unwrap_or(0);
        self.tree.nodes.push(Node { kind, parent, first: NONE, last: NONE, next: NONE });
        let last = self.tree.nodes[parent as usize].last;
        if last == NONE {
            self.tree.nodes[parent as usize].first = at;
        } else {
            self.tree.nodes[last as usize].next = at;
        }
        self.tree.nodes[parent as usize].last = at;
        at
    }

    fn start_tag(&mut self, rest: &str) {
        let bytes = rest.as_bytes();
        let length = bytes[1..]
            .iter()
            .position(|byte| {
                byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/' | b'<' | b'=' | b'"' | b'\'')
            })
            .unwrap_or(bytes.len() - 1);
        let written = rest[1..=length].to_ascii_lowercase();
        let mut used = length + 1;
        let mut attributes: Vec<(Box<str>, Box<str>)> = Vec::new();
        let mut self_closing = false;
        loop {
            used += bytes[used..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            match bytes.get(used) {
                None | Some(b'<') => break, // the tag was never closed
                Some(b'>') => {
                    used += 1;
                    break;
                }
                Some(b'/') => {
                    self_closing = bytes.get(used + 1) == Some(&b'>');
                    used += 1;
                }
                Some(_) => {
                    let (name, value, length) = self.attribute(&rest[used..]);
                    used += length;
                    if attributes.len() < ATTRIBUTES && !name.is_empty() {
                        attributes.push((name.to_ascii_lowercase().into(), entities::decode(value).into()));
                    }
                }
            }
        }
        self.at += used;
        self.open_element(&written, attributes, self_closing);
    }

    /// An attribute at the start of `rest`: name, value, bytes used (at least 1).
    fn attribute<'r>(&mut self, rest: &'r str) -> (&'r str, &'r str, usize) {
        let bytes = rest.as_bytes();
        let name = bytes
            .iter()
            .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'>' | b'/' | b'<'))
            .unwrap_or(bytes.len());
        let mut at = name + bytes[name..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if bytes.get(at) != Some(&b'=') {
            return (&rest[..name], "", name.max(1));
        }
        at += 1;
        at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if let Some(quote @ (b'"' | b'\'')) = bytes.get(at) {
            let which = usize::from(*quote == b'\'');
            let end = if self.no_quote[which] { None } else { memchr::memchr(*quote, &bytes[at + 1..]) };
            self.no_quote[which] |= end.is_none();
            if let Some(end) = end {
                return (&rest[..name], &rest[at + 1..at + 1 + end], at + end + 2);
            }
            at += 1;
        }
        let end = bytes[at..]
            .iter()
            .position(|byte| byte.is_ascii_whitespace() || *byte == b'>')
            .unwrap_or(bytes.len() - at);
        (&rest[..name], &rest[at..at + end], at + end)
    }

    fn open_element(&mut self, written: &str, attributes: Vec<(Box<str>, Box<str>)>, self_closing: bool) {
        if self.open.len() > DEPTH {
            self.too_deep = true;
            self.beyond += usize::from(!self_closing);
            return;
        }
        let (prefix, name) = written.split_once(':').unwrap_or(("", written));
        let own = declarations(&attributes);
        let known = own.iter().find(|(known, _)| *known == prefix).map(|(_, space)| *space).or_else(|| {
            self.spaces
                .iter()
                .rev()
                .take(LOOKBACK)
                .find(|(_, known, _)| **known == *prefix)
                .map(|(.., space)| *space)
        });
        let space = known.unwrap_or(if prefix.is_empty() { Space::Plain } else { Space::of_prefix(prefix) });
        if space == Space::Plain {
            self.close_what_is_open(name);
        }
        let depth = self.open.len();
        if !self_closing {
            self.spaces.extend(own.iter().map(|(prefix, space)| (depth, (*prefix).into(), *space)));
        }
        self.tree.has_base |= attributes.iter().any(|(name, _)| &**name == "xml:base");
        let kind = Kind::Element {
            space,
            prefixed: !prefix.is_empty(),
            name: name.into(),
            attributes: attributes.into(),
        };
        let at = self.append(kind);
        if !self_closing {
            self.open.push(at);
        }
    }

    fn name_of(&self, at: u32) -> (Space, &str) {
        match &self.tree.nodes[at as usize].kind {
            Kind::Element { space, name, .. } => (*space, name),
            Kind::Text(_) => (Space::Other, ""),
        }
    }

    /// Supplies end tags that must be missing where the plain element `name` begins.
    fn close_what_is_open(&mut self, name: &str) {
        if matches!(name, "item" | "entry") {
            let around = self.open.iter().rposition(|at| {
                let (space, open) = self.name_of(*at);
                space == Space::Plain && open == name
            });
            if let Some(around) = around {
                self.pop_to(around);
                return;
            }
        }
        if breaks_leaf(name)
            && let Some(top) = self.open.last()
        {
            let (space, open) = self.name_of(*top);
            if space == Space::Plain && is_leaf(open) {
                self.pop_to(self.open.len() - 1);
            }
        }
    }

    fn pop_to(&mut self, length: usize) {
        self.open.truncate(length.max(1));
        let depth = self.open.len();
        while self.spaces.last().is_some_and(|(at, ..)| *at >= depth) {
            self.spaces.pop();
        }
    }

    fn end_tag(&mut self, rest: &str) {
        let bytes = rest.as_bytes();
        let end =
            bytes[2..].iter().position(|byte| matches!(byte, b'>' | b'<')).map_or(bytes.len(), |end| end + 2);
        let written = rest[2..end].trim().to_ascii_lowercase();
        self.at += end + usize::from(bytes.get(end) == Some(&b'>'));
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let name = written.split_once(':').map_or(&*written, |(_, name)| name);
        if let Some(at) = self.open.iter().rposition(|at| *at != 0 && self.name_of(*at).1 == name) {
            self.pop_to(at);
        }
    }
}
