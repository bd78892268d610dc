//! From characters to the tree: one pass, a stack of open elements, no recursion.

use super::bytes::{BETWEEN, CLASS, ENDS_NAME, find, tag_name_length};
use super::tree::{Attribute, Node, Tree};
use super::{Attr, Attrs, Name};
use crate::model::Remark;
use memchr::{memchr, memchr2, memmem};

/// Bytes of a page that are read; the rest is cut with a remark.
pub const MAX_BYTES: usize = 64 << 20;
/// Elements around a node. What is nested deeper becomes a child of the deepest, as browsers do.
pub const MAX_DEPTH: usize = 512;
/// Nodes of a tree; what follows is cut with a remark.
pub const MAX_NODES: usize = 2_000_000;
/// Attributes of a tree, and [`MAX_PER_ELEMENT`] of one element; more are passed over with a remark.
pub const MAX_ATTRIBUTES: usize = 2_000_000;
const MAX_PER_ELEMENT: usize = 256;
/// A title that goes on for longer has lost its end tag.
const LONGEST_TITLE: usize = 4096;

/// Makes a tree of any text. Never fails; what was cut stands in [`Tree::remarks`].
pub fn parse(text: &str) -> Tree<'_> {
    let mut end = text.len().min(MAX_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut builder = Builder::new(&text[..end]);
    if end < text.len() {
        builder.remark("length-capped", format!("Only the first {MAX_BYTES} bytes of the page were read."));
    }
    builder.run();
    builder.finish()
}

struct Builder<'s> {
    tree: Tree<'s>,
    bytes: &'s [u8],
    at: usize,
    /// Open elements, the document first.
    stack: Vec<(u32, Name)>,
    /// How many elements of each name are open: most searches of the stack end here.
    open: [u16; Name::COUNT],
    /// Start tags beyond the depth cap whose end tags are still to come.
    overflow: usize,
    /// From here on there is no `-->`, no `>`: known once a search for it has failed, so that it is not repeated.
    no_comment_end: bool,
    /// A title was never closed: later ones end at the next tag without a search.
    no_title_end: bool,
    /// Whether `html`, `head` and `body` were seen; each counts once.
    seen: [bool; 3],
    full: bool,
}

impl<'s> Builder<'s> {
    fn new(source: &'s str) -> Self {
        let document = Node {
            name: Name::Document,
            depth: 0,
            parent: 0,
            end: 0,
            start: 0,
            stop: 0,
            attributes: 0,
            attribute_count: 0,
            has: Attrs::default(),
        };
        let mut nodes = Vec::with_capacity((source.len() / 40).clamp(16, 1 << 16));
        nodes.push(document);
        let attributes = Vec::with_capacity((source.len() / 60).clamp(16, 1 << 16));
        let tree = Tree { source, nodes, attributes, remarks: Vec::new() };
        let stack = vec![(0, Name::Document)];
        let open = [0; Name::COUNT];
        Self {
            tree,
            bytes: source.as_bytes(),
            at: 0,
            stack,
            open,
            overflow: 0,
            no_comment_end: false,
            no_title_end: false,
            seen: [false; 3],
            full: false,
        }
    }

    fn remark(&mut self, code: &'static str, text: String) {
        if self.tree.remarks.iter().all(|r| r.code != code) {
            self.tree.remarks.push(Remark::new(code, text));
        }
    }

    fn finish(mut self) -> Tree<'s> {
        self.cut_stack(0);
        if self.full {
            self.remark(
                "nodes-capped",
                format!("The page has more than {MAX_NODES} nodes; the rest was cut."),
            );
        }
        self.tree
    }

    fn run(&mut self) {
        let mut text_start = 0;
        while self.at < self.bytes.len() && !self.full {
            // Tags often follow one another directly.
            let lt = if self.bytes[self.at] == b'<' {
                self.at
            } else {
                let Some(found) = find(b'<', &self.bytes[self.at..]) else { break };
                self.at + found
            };
            let next = self.bytes.get(lt + 1).copied().unwrap_or(0);
            let is_markup = match next {
                b'!' | b'?' => true,
                b'/' => lt + 2 < self.bytes.len(),
                letter => letter.is_ascii_alphabetic(),
            };
            if !is_markup {
                self.at = lt + 1;
                continue;
            }
            self.add_text(text_start, lt);
            self.at = lt;
            match next {
                b'!' => self.declaration(),
                b'?' => self.skip_past(b'>'),
                b'/' => self.end_tag(),
                _ => self.start_tag(),
            }
            text_start = self.at;
        }
        if !self.full {
            self.add_text(text_start, self.bytes.len());
        }
    }

    fn skip_past(&mut self, byte: u8) {
        self.at = find(byte, &self.bytes[self.at..]).map_or(self.bytes.len(), |n| self.at + n + 1);
    }

    /// Comments, CDATA sections, document types.
    fn declaration(&mut self) {
        let rest = &self.bytes[self.at..];
        if rest.starts_with(b"<!--") {
            if rest.starts_with(b"<!-->") || rest.starts_with(b"<!--->") {
                return self.skip_past(b'>');
            }
            if !self.no_comment_end {
                let body = &rest[4..];
                let plain = memmem::find(body, b"-->").map(|n| n + 3);
                let bang = memmem::find(&body[..plain.unwrap_or(body.len())], b"--!>").map(|n| n + 4);
                if let Some(length) = bang.or(plain) {
                    self.at += 4 + length;
                    return;
                }
                self.no_comment_end = true;
            }
            // An open comment would swallow the page: end it at the first `>` instead.
            return self.skip_past(b'>');
        }
        if rest.starts_with(b"<![CDATA[") && self.foreign().is_some() {
            let end = memmem::find(rest, b"]]>").unwrap_or(rest.len());
            self.add_text(self.at + 9, self.at + end);
            self.at = (self.at + end + 3).min(self.bytes.len());
            return;
        }
        self.skip_past(b'>');
    }

    fn add_text(&mut self, start: usize, end: usize) {
        if start >= end {
            return;
        }
        if self.open[Name::Head as usize] > 0
            && matches!(self.current(), Name::Head)
            && !self.bytes[start..end].iter().all(u8::is_ascii_whitespace)
        {
            self.pop_to(Name::Head);
        }
        self.push_node(Name::Text, start, end, 0);
    }

    fn push_node(&mut self, name: Name, start: usize, stop: usize, attributes: usize) -> u32 {
        let number = self.tree.nodes.len() as u32;
        self.full = self.tree.nodes.len() + 1 >= MAX_NODES;
        let parent = self.stack[self.stack.len() - 1].0;
        let own =
            if name == Name::Text { &[] } else { self.tree.attributes.get(attributes..).unwrap_or(&[]) };
        let mut has = Attrs::default();
        for attribute in own {
            has.insert(attribute.kind);
        }
        let attribute_count = own.len() as u16;
        self.tree.nodes.push(Node {
            name,
            depth: self.stack.len() as u16,
            parent,
            end: number + 1,
            start: start as u32,
            stop: stop as u32,
            attributes: attributes as u32,
            attribute_count,
            has,
        });
        number
    }

    fn current(&self) -> Name {
        self.stack[self.stack.len() - 1].1
    }

    /// Closes elements until only `length` are open; 0 closes the document too.
    fn cut_stack(&mut self, length: usize) {
        let end = self.tree.nodes.len() as u32;
        while self.stack.len() > length {
            if let Some((node, name)) = self.stack.pop() {
                self.tree.nodes[node as usize].end = end;
                self.open[name as usize] -= u16::from(name != Name::Document);
            }
        }
    }

    /// Where in the stack the innermost element is for which `wanted` holds, with none between for which `barrier`
    /// holds.
    fn search(&self, wanted: impl Fn(Name) -> bool, barrier: impl Fn(Name) -> bool) -> Option<usize> {
        for (i, (_, name)) in self.stack.iter().enumerate().skip(1).rev() {
            if wanted(*name) {
                return Some(i);
            }
            if barrier(*name) {
                return None;
            }
        }
        None
    }

    fn pop_to(&mut self, name: Name) {
        if self.open[name as usize] > 0
            && let Some(i) = self.search(|n| n == name, Name::bounds_scope)
        {
            self.cut_stack(i);
        }
    }

    /// The innermost of the elements that decide whether foreign rules hold, if it is a foreign one.
    fn foreign(&self) -> Option<usize> {
        if self.open[Name::Svg as usize] == 0 && self.open[Name::Math as usize] == 0 {
            return None;
        }
        let deciding =
            |n| matches!(n, Name::Svg | Name::Math | Name::ForeignObject | Name::Desc | Name::Title);
        self.search(deciding, |_| false).filter(|i| matches!(self.stack[*i].1, Name::Svg | Name::Math))
    }

    /// Ends the elements that the start of `name` ends.
    fn imply_ends(&mut self, name: Name) {
        use Name::*;
        if self.open[Head as usize] > 0
            && !name.is_head_content()
            && !(self.open[Noscript as usize] > 0 && matches!(name, Img | Iframe))
        {
            self.pop_to(Head);
        }
        if name.ends_paragraph() && self.open[P as usize] > 0 {
            let barrier = |n: Name| n.bounds_scope() || n == Button;
            if let Some(i) = self.search(|n| n == P, barrier) {
                self.cut_stack(i);
            }
        }
        let through = |n: Name| n.is_special() && !matches!(n, Address | Div | P);
        let found = match name {
            Li if self.open[Li as usize] > 0 => self.search(|n| n == Li, through),
            Dd | Dt if self.open[Dd as usize] + self.open[Dt as usize] > 0 => {
                self.search(|n| matches!(n, Dd | Dt), through)
            }
            _ if name.is_heading() && self.current().is_heading() => Some(self.stack.len() - 1),
            Option | Optgroup if self.open[Option as usize] > 0 => {
                self.search(|n| n == Option, |n| n == Select || n.is_special())
            }
            Button | Nobr if self.open[name as usize] > 0 => self.search(|n| n == name, Name::bounds_scope),
            A if self.open[A as usize] > 0 => self.search(|n| n == A, Name::is_special),
            Input | Textarea if self.open[Select as usize] > 0 => {
                self.search(|n| n == Select, Name::bounds_scope)
            }
            Td | Th => self.search(|n| matches!(n, Td | Th | Caption), |n| matches!(n, Table | Template)),
            Tr => self.search_outermost(&[Tr, Td, Th, Caption, Colgroup]),
            Tbody | Thead | Tfoot => {
                self.search_outermost(&[Tbody, Thead, Tfoot, Tr, Td, Th, Caption, Colgroup])
            }
            Caption | Colgroup => self.search_outermost(&[Caption, Colgroup]),
            Table if self.open[Table as usize] > 0 => {
                let in_cell = |n| matches!(n, Td | Th | Caption | Template);
                self.search(|n| n == Table, in_cell).filter(|i| {
                    self.stack[i + 1..].iter().all(|(_, n)| matches!(n, Tbody | Thead | Tfoot | Tr))
                })
            }
            Rb | Rt | Rp | Rtc if matches!(self.current(), Rb | Rt | Rp) => Some(self.stack.len() - 1),
            _ => None,
        };
        if let Some(i) = found {
            self.cut_stack(i);
        }
    }

    /// The outermost element of the given names inside the innermost table.
    fn search_outermost(&self, names: &[Name]) -> Option<usize> {
        if names.iter().all(|n| self.open[*n as usize] == 0) {
            return None;
        }
        let mut found = None;
        for (i, (_, name)) in self.stack.iter().enumerate().skip(1).rev() {
            if matches!(name, Name::Table | Name::Template) {
                break;
            }
            if names.contains(name) {
                found = Some(i);
            }
        }
        found
    }

    fn start_tag(&mut self) {
        let start = self.at + 1;
        let name_end = start + tag_name_length(&self.bytes[start..]);
        let name = match Name::of(&self.bytes[start..name_end]) {
            // The standard's own joke: `image` means `img`, but not inside a drawing.
            Name::Image if self.foreign().is_none() => Name::Img,
            name => name,
        };
        self.at = name_end;
        let attributes = self.tree.attributes.len();
        let self_closing = self.attributes();
        let foreign = self.foreign();
        if let Some(i) = foreign
            && name.breaks_out_of_foreign()
        {
            self.cut_stack(i);
        }
        let is_foreign = foreign.is_some() && !name.breaks_out_of_foreign();
        let again = match name {
            Name::Html => std::mem::replace(&mut self.seen[0], true),
            Name::Head => std::mem::replace(&mut self.seen[1], true),
            Name::Body => std::mem::replace(&mut self.seen[2], true),
            _ => false,
        };
        if again || (name == Name::Form && self.open[Name::Form as usize] > 0) {
            self.tree.attributes.truncate(attributes);
            return;
        }
        if !is_foreign {
            self.imply_ends(name);
        }
        let node = self.push_node(name, start, name_end, attributes);
        let closed = name.is_void() && !is_foreign
            || (self_closing && (is_foreign || matches!(name, Name::Svg | Name::Math)));
        if closed {
            return;
        }
        if name.is_raw() && !is_foreign {
            return self.raw_content(node, name, start, name_end);
        }
        if self.stack.len() >= MAX_DEPTH {
            self.overflow += 1;
            return self.remark("depth-capped", format!("Elements are nested deeper than {MAX_DEPTH}."));
        }
        self.stack.push((node, name));
        self.open[name as usize] += 1;
    }

    /// Reads the text of a raw element up to its end tag and closes it.
    fn raw_content(&mut self, node: u32, name: Name, tag_start: usize, tag_end: usize) {
        let tag = &self.bytes[tag_start..tag_end];
        let content = self.at;
        let mut search = content;
        let end = loop {
            // An element whose end tag is missing ends with the page, but a title, which would hide all of it,
            // at the next tag.
            let lt = memchr(b'<', &self.bytes[search..]).map(|n| search + n);
            if name == Name::Title && (self.no_title_end || lt.is_none_or(|lt| lt - content > LONGEST_TITLE))
            {
                self.no_title_end = true;
                break memchr(b'<', &self.bytes[content..]).map_or(self.bytes.len(), |n| content + n);
            }
            let Some(lt) = lt else { break self.bytes.len() };
            let rest = &self.bytes[lt + 1..];
            if rest.first() == Some(&b'/')
                && rest.len() > tag.len()
                && rest[1..=tag.len()].eq_ignore_ascii_case(tag)
                && rest.get(1 + tag.len()).is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
            {
                break lt;
            }
            search = lt + 1;
        };
        self.at = end;
        if content < end {
            let child = self.push_node(Name::Text, content, end, 0);
            self.tree.nodes[child as usize].parent = node;
            self.tree.nodes[child as usize].depth += 1;
            self.tree.nodes[node as usize].end = child + 1;
        }
        if self.bytes[end..].starts_with(b"</")
            && end + 2 + tag.len() <= self.bytes.len()
            && self.bytes[end + 2..end + 2 + tag.len()].eq_ignore_ascii_case(tag)
        {
            self.skip_past(b'>');
        }
    }

    /// Reads attributes up to and past the closing `>`; gives whether it was `/>`.
    fn attributes(&mut self) -> bool {
        let first = self.tree.attributes.len();
        let bytes = self.bytes;
        loop {
            while self.at < bytes.len() && CLASS[bytes[self.at] as usize] & BETWEEN != 0 {
                self.at += 1;
            }
            match bytes.get(self.at) {
                None => return false,
                Some(b'>') => {
                    self.at += 1;
                    return bytes[self.at - 2] == b'/';
                }
                // A tag that begins inside a tag: the first was never closed.
                Some(b'<') => return false,
                Some(_) => {}
            }
            let name = self.at;
            self.at += 1;
            while self.at < bytes.len() && CLASS[bytes[self.at] as usize] & ENDS_NAME == 0 {
                self.at += 1;
            }
            let name_end = self.at;
            let mut after = self.at;
            while after < bytes.len() && bytes[after].is_ascii_whitespace() {
                after += 1;
            }
            let (mut value, mut value_end) = (name_end, name_end);
            if bytes.get(after) == Some(&b'=') {
                self.at = after + 1;
                while self.at < bytes.len() && bytes[self.at].is_ascii_whitespace() {
                    self.at += 1;
                }
                (value, value_end) = self.attribute_value();
            }
            let stored = self.tree.attributes.len();
            if stored - first >= MAX_PER_ELEMENT || stored >= MAX_ATTRIBUTES {
                let text = format!(
                    "More than {MAX_PER_ELEMENT} attributes on one element or {MAX_ATTRIBUTES} in all were passed over."
                );
                self.remark("attributes-capped", text);
                continue;
            }
            self.tree.attributes.push(Attribute {
                name: name as u32,
                value: value as u32,
                value_end: value_end as u32,
                name_length: (name_end - name).min(u16::MAX as usize) as u16,
                kind: Attr::of(&bytes[name..name_end]),
            });
        }
    }

    /// Reads a quoted or bare value; stands behind it afterwards.
    fn attribute_value(&mut self) -> (usize, usize) {
        let bytes = self.bytes;
        match bytes.get(self.at) {
            Some(&quote @ (b'"' | b'\'')) => {
                let start = self.at + 1;
                match find(quote, &bytes[start..]) {
                    Some(n) => {
                        self.at = start + n + 1;
                        (start, start + n)
                    }
                    None => {
                        // The quote never ends: end the value with the tag or line instead of the page.
                        let end = memchr2(b'>', b'\n', &bytes[start..]).map_or(bytes.len(), |n| start + n);
                        self.at = end;
                        (start, end)
                    }
                }
            }
            _ => {
                let start = self.at;
                while self.at < bytes.len() && bytes[self.at] != b'>' && !bytes[self.at].is_ascii_whitespace()
                {
                    self.at += 1;
                }
                let mut end = self.at;
                if bytes.get(end) == Some(&b'>') && end > start && bytes[end - 1] == b'/' && end - start == 1
                {
                    end -= 1;
                }
                (start, end)
            }
        }
    }

    fn end_tag(&mut self) {
        use Name::*;
        let start = self.at + 2;
        let length = tag_name_length(&self.bytes[start..]);
        let name = Name::of(&self.bytes[start..start + length]);
        let is_tag = self.bytes.get(start).is_some_and(u8::is_ascii_alphabetic);
        self.at = start + length;
        self.skip_past(b'>');
        if !is_tag {
            return;
        }
        if self.overflow > 0 && !name.is_void() {
            self.overflow -= 1;
            return;
        }
        match name {
            Br => {
                self.push_node(Br, start, start + length, self.tree.attributes.len());
            }
            // The page goes on after these: text there is still text.
            Body | Html => {}
            P if self.open[P as usize] == 0
                || self.search(|n| n == P, |n| n.bounds_scope() || n == Button).is_none() =>
            {
                self.push_node(P, start, start + length, self.tree.attributes.len());
            }
            Other => {
                let tag = &self.bytes[start..start + length];
                let mut found = None;
                for (i, (node, n)) in self.stack.iter().enumerate().skip(1).rev() {
                    let node = &self.tree.nodes[*node as usize];
                    if *n == Other
                        && self.bytes[node.start as usize..node.stop as usize].eq_ignore_ascii_case(tag)
                    {
                        found = Some(i);
                        break;
                    }
                    if n.is_special() {
                        break;
                    }
                }
                if let Some(i) = found {
                    self.cut_stack(i);
                }
            }
            _ if name.is_heading() => {
                if let Some(i) = self.search(Name::is_heading, Name::bounds_scope) {
                    self.cut_stack(i);
                }
            }
            _ if self.open[name as usize] == 0 => {}
            Table | Template | Caption | Td | Th | Svg | Math => {
                let barrier = |n: Name| n == Template || (n == Table && name != Table);
                if let Some(i) = self.search(|n| n == name, barrier) {
                    self.cut_stack(i);
                }
            }
            Tr | Tbody | Thead | Tfoot | Colgroup => {
                if let Some(i) = self.search(|n| n == name, |n| matches!(n, Table | Template)) {
                    self.cut_stack(i);
                }
            }
            Form => {
                // The end of a form does not end what was opened in it and is still open.
                if let Some(i) = self.search(|n| n == Form, Name::bounds_scope)
                    && self.stack[i + 1..]
                        .iter()
                        .all(|(_, n)| matches!(n, P | Li | Dd | Dt | Option | Optgroup))
                {
                    self.cut_stack(i);
                }
            }
            Li => {
                if let Some(i) = self.search(|n| n == Li, |n| n.bounds_scope() || matches!(n, Ul | Ol)) {
                    self.cut_stack(i);
                }
            }
            _ if name.is_special() => {
                if let Some(i) = self.search(|n| n == name, Name::bounds_scope) {
                    self.cut_stack(i);
                }
            }
            _ => {
                if let Some(i) = self.search(|n| n == name, Name::is_special) {
                    self.cut_stack(i);
                }
            }
        }
    }
}
