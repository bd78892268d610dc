//! A page cut into blocks of running text, with what is counted on the way: one pass over the tree.

use crate::read::html::{Attr, Attrs, Name, NodeId, Tree};
use crate::text::letters::{is_alphanumeric, is_numeric, is_uppercase};

/// Marks of the elements around a block; a bit each.
pub(super) mod around {
    pub const ARTICLE: u32 = 1;
    pub const MAIN: u32 = 1 << 1;
    pub const ASIDE: u32 = 1 << 2;
    pub const NAV: u32 = 1 << 3;
    pub const FOOTER: u32 = 1 << 4;
    pub const HEADER: u32 = 1 << 5;
    pub const FORM: u32 = 1 << 6;
    pub const TABLE: u32 = 1 << 7;
    pub const LIST: u32 = 1 << 8;
    pub const FIGURE: u32 = 1 << 9;
    pub const CAPTION: u32 = 1 << 10;
    pub const QUOTE: u32 = 1 << 11;
    pub const BUTTON: u32 = 1 << 12;
    pub const HIDDEN: u32 = 1 << 13;
    pub const LABEL: u32 = 1 << 14;
    pub const DETAILS: u32 = 1 << 15;
    pub const CODE: u32 = 1 << 16;
    pub const HEADING: u32 = 1 << 17;
    pub const ADDRESS: u32 = 1 << 18;
    pub const LINK: u32 = 1 << 19;
    pub const SECTION: u32 = 1 << 20;
    pub const PARAGRAPH: u32 = 1 << 21;
    pub const ITEM: u32 = 1 << 22;
    pub const TIME: u32 = 1 << 23;
    pub const BODY_PROP: u32 = 1 << 24;
    pub const DIALOG: u32 = 1 << 25;
}

/// A stretch of text without a block boundary inside.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// The innermost block-level element around it.
    pub node: NodeId,
    /// The first text node.
    pub first: NodeId,
    /// Last text node.
    pub last: NodeId,
    /// Bytes in [`Page::text`].
    pub start: u32,
    pub end: u32,
    /// Letters and digits, characters of scripts without spaces counted three times.
    pub mass: u32,
    /// The part of the mass that stands in links.
    pub link_mass: u32,
    /// The part of the mass in bold type.
    pub strong_mass: u32,
    pub words: u32,
    pub links: u16,
    pub commas: u16,
    /// Marks that end sentences.
    pub stops: u16,
    pub digits: u32,
    pub upper: u32,
    pub breaks: u16,
    /// Bits of [`around`], of all elements around the first text.
    pub around: u32,
}

/// Blocks of a page that are looked at; what follows is cut. The longest articles have some thousands.
pub(super) const MAX_BLOCKS: usize = 20_000;

/// A page as blocks, in document order.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Text of all blocks, white space folded, one line break where the page has one.
    pub text: String,
    pub blocks: Vec<Block>,
    /// For every node the blocks that begin inside it: `from..to`.
    pub range: Vec<(u32, u32)>,
}

impl Page {
    pub fn text_of(&self, block: &Block) -> &str {
        &self.text[block.start as usize..block.end as usize]
    }
}

/// Elements whose text is no text of the page.
fn is_skipped(name: Name) -> bool {
    use Name::*;
    matches!(
        name,
        Script
            | Style
            | Template
            | Noscript
            | Head
            | Iframe
            | Svg
            | Select
            | Textarea
            | Object
            | Applet
            | Audio
            | Video
            | Canvas
            | Noembed
            | Noframes
            | Title
            | Rp
    )
}

fn marks(tree: &Tree, node: NodeId, name: Name) -> u32 {
    use Name::*;
    let mut bits = match name {
        Article => around::ARTICLE,
        Main => around::MAIN,
        Aside => around::ASIDE,
        Nav | Menu => around::NAV,
        Footer => around::FOOTER,
        Header => around::HEADER,
        Form | Fieldset => around::FORM,
        Table => around::TABLE,
        Ul | Ol | Dl => around::LIST,
        Figure => around::FIGURE,
        Figcaption | Caption => around::CAPTION,
        Blockquote | Q => around::QUOTE,
        Button => around::BUTTON,
        Label | Legend => around::LABEL,
        Details | Summary => around::DETAILS,
        Pre | Code | Listing | Xmp => around::CODE,
        Address => around::ADDRESS,
        Section => around::SECTION,
        P => around::PARAGRAPH,
        Li | Dd | Dt => around::ITEM,
        Time => around::TIME,
        Dialog => around::DIALOG,
        A if tree.has(node).has(Attr::Href) => around::LINK,
        _ if name.is_heading() => around::HEADING,
        _ => 0,
    };
    for (key, value) in tree.those(node, MARKING) {
        let hit = |a: &str| value.eq_ignore_ascii_case(a);
        match key {
            Attr::Role => {
                bits |= match () {
                    () if hit("main") => around::MAIN,
                    () if hit("article") => around::ARTICLE,
                    () if hit("navigation") || hit("menu") || hit("menubar") => around::NAV,
                    () if hit("complementary") => around::ASIDE,
                    () if hit("contentinfo") => around::FOOTER,
                    () if hit("banner") => around::HEADER,
                    () if hit("dialog") || hit("alertdialog") => around::DIALOG,
                    () if hit("button") => around::BUTTON,
                    () => 0,
                }
            }
            Attr::Itemprop if hit("articleBody") => bits |= around::BODY_PROP,
            Attr::Hidden => bits |= around::HIDDEN,
            Attr::AriaHidden if hit("true") => bits |= around::HIDDEN,
            Attr::Style if hides(value) => bits |= around::HIDDEN,
            _ => {}
        }
    }
    bits
}

/// Attributes that mark a part of the page.
const MARKING: Attrs = Attrs::of(&[Attr::Role, Attr::Itemprop, Attr::Hidden, Attr::AriaHidden, Attr::Style]);

/// Whether a style attribute takes the element out of sight.
fn hides(style: &str) -> bool {
    let rule = |property: &str, value: &str| {
        style.split(';').any(|part| {
            part.split_once(':').is_some_and(|(p, v)| {
                p.trim().eq_ignore_ascii_case(property)
                    && v.trim().get(..value.len()).is_some_and(|v| v.eq_ignore_ascii_case(value))
            })
        })
    };
    style.len() < 2000
        && (holds(style, b"none") && rule("display", "none")
            || holds(style, b"hidden") && rule("visibility", "hidden"))
}

/// Whether a value holds a word in lower case, in any letter case.
fn holds(value: &str, word: &[u8]) -> bool {
    let (first, rest) = (word[0], &word[1..]);
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), value.as_bytes())
        .any(|at| value.as_bytes().get(at + 1..at + word.len()).is_some_and(|v| v.eq_ignore_ascii_case(rest)))
}

struct Open {
    end: u32,
    node: NodeId,
    /// The innermost block-level element, the element itself if it is one.
    block: NodeId,
    is_block: bool,
    is_strong: bool,
    around: u32,
}

/// Cuts the page into blocks.
pub(super) fn cut(tree: &Tree) -> Page {
    let mut page = Page {
        text: String::with_capacity(tree.source().len() / 8),
        blocks: Vec::with_capacity((tree.len() / 16).min(512)),
        range: vec![(0, 0); tree.len()],
    };
    let root = tree.root();
    let mut stack: Vec<Open> = Vec::with_capacity(64);
    stack.push(Open { end: u32::MAX, node: root, block: root, is_block: true, is_strong: false, around: 0 });
    let mut pen = Pen { page: &mut page, open: None, space: false, breaks: 0, link: None };
    let mut at = 1u32;
    let total = tree.len() as u32;
    loop {
        while stack.len() > 1 && stack.last().is_some_and(|o| o.end <= at) {
            if let Some(closed) = stack.pop() {
                if closed.is_block {
                    pen.flush();
                }
                let count = pen.count();
                pen.page.range[closed.node.index()].1 = count;
            }
        }
        if at >= total || pen.page.blocks.len() >= MAX_BLOCKS {
            break;
        }
        let node = NodeId(at);
        let name = tree.name(node);
        let top = &stack[stack.len() - 1];
        match name {
            Name::Text => {
                // Every second text is the white space between two tags.
                if tree.raw_text(node).trim_ascii_start().is_empty() {
                    pen.space = true;
                } else {
                    pen.write(&tree.node_text(node), node, top);
                }
                at += 1;
            }
            Name::Br => {
                pen.line_break();
                at += 1;
            }
            _ if is_skipped(name) => at = tree.subtree(node).end as u32,
            _ => {
                let is_block = !name.is_inline();
                let around = top.around | marks(tree, node, name);
                let open = Open {
                    end: tree.subtree(node).end as u32,
                    node,
                    block: if is_block { node } else { top.block },
                    is_block,
                    is_strong: top.is_strong || matches!(name, Name::B | Name::Strong | Name::H1 | Name::H2),
                    around,
                };
                if is_block {
                    pen.flush();
                }
                if name == Name::A {
                    pen.link = Some(node);
                }
                let count = pen.count();
                pen.page.range[node.index()] = (count, count);
                stack.push(open);
                at += 1;
            }
        }
    }
    pen.flush();
    // What is still open where the page was cut ends here.
    let count = pen.count();
    for open in &stack {
        page.range[open.node.index()].1 = count;
    }
    page
}

/// What a byte adds to the counts of a word: letters and digits, capitals, digits, commas, stops, eight bits each.
const COUNTS: [u64; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' => 1,
            b'A'..=b'Z' => 1 | 1 << 8,
            b'0'..=b'9' => 1 | 1 << 16,
            b',' | b';' => 1 << 24,
            b'.' | b'!' | b'?' => 1 << 32,
            b' ' | b'\n' | b'\t' | b'\r' | b'\x0c' | b'\x0b' => SPACE,
            128.. => WIDE,
            _ => 0,
        };
        byte += 1;
    }
    table
};
/// Bytes from which on words are no longer written together with the next.
const TOGETHER: usize = 150;
/// Marks of white space and of bytes beyond ASCII in [`COUNTS`].
const SPACE: u64 = 1 << 63;
const WIDE: u64 = 1 << 62;

/// Writes text into the open block.
struct Pen<'p> {
    page: &'p mut Page,
    open: Option<Block>,
    /// A space is due before the next word.
    space: bool,
    breaks: u32,
    /// A link that began and has had no text yet.
    link: Option<NodeId>,
}

impl Pen<'_> {
    fn count(&self) -> u32 {
        self.page.blocks.len() as u32 + u32::from(self.open.is_some())
    }

    fn flush(&mut self) {
        self.space = false;
        self.breaks = 0;
        if let Some(mut block) = self.open.take() {
            block.end = self.page.text.len() as u32;
            self.page.blocks.push(block);
        }
    }

    /// One break is a line break, two in a row end the block.
    fn line_break(&mut self) {
        if self.open.is_some() {
            self.breaks += 1;
            if self.breaks >= 2 {
                self.flush();
            }
        }
    }

    fn write(&mut self, text: &str, node: NodeId, top: &Open) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            // Plain words with one space between them are written together. A word ends at ASCII white space; what
            // else may be space is looked for only in words beyond ASCII, which are written alone.
            let (mut wide, mut sum, mut gaps) = (false, 0, 0);
            let mut last_gap = (start, 0);
            while at < bytes.len() {
                let count = COUNTS[bytes[at] as usize];
                if count & (SPACE | WIDE) == 0 {
                    sum += count;
                    at += 1;
                    continue;
                }
                if count == SPACE {
                    let next = bytes.get(at + 1).map_or(SPACE, |next| COUNTS[*next as usize]);
                    let goes_on = !wide && at > start && at - start < TOGETHER;
                    if !goes_on || bytes[at] != b' ' || next & (SPACE | WIDE) != 0 {
                        break;
                    }
                    last_gap = (at, sum);
                    gaps += 1;
                } else if gaps > 0 {
                    (at, sum) = last_gap;
                    gaps -= 1;
                    break;
                } else {
                    wide = true;
                }
                at += 1;
            }
            if at > start {
                let run = &text[start..at];
                if !wide {
                    // A count of eight bits has room for 255 letters.
                    let sum = if run.len() < 200 { Some(sum) } else { None };
                    self.run(run, gaps, true, sum, node, top);
                } else {
                    for (i, part) in run.split(char::is_whitespace).enumerate() {
                        self.space |= i > 0;
                        if !part.is_empty() {
                            self.run(part, 0, false, None, node, top);
                        }
                    }
                }
            }
            if at < bytes.len() {
                self.space = true;
                at += 1;
                // Lines are indented with many spaces.
                while bytes.get(at..at + 8).is_some_and(|eight| eight == b"        ") {
                    at += 8;
                }
            }
        }
    }

    /// Writes words with single spaces between them, `gaps` many. `sum`: what their bytes add up to by [`COUNTS`],
    /// where that is known.
    fn run(&mut self, run: &str, gaps: u32, is_ascii: bool, sum: Option<u64>, node: NodeId, top: &Open) {
        let text = &mut self.page.text;
        let block = self.open.get_or_insert(Block {
            node: top.block,
            first: node,
            last: node,
            start: text.len() as u32,
            end: 0,
            mass: 0,
            link_mass: 0,
            strong_mass: 0,
            words: 0,
            links: 0,
            commas: 0,
            stops: 0,
            digits: 0,
            upper: 0,
            breaks: 0,
            around: top.around,
        });
        block.last = node;
        if text.len() as u32 > block.start {
            if self.breaks > 0 {
                text.push('\n');
                block.breaks = block.breaks.saturating_add(1);
                block.words += 1;
            } else if self.space {
                text.push(' ');
                block.words += 1;
            }
        } else {
            block.words = 1;
        }
        self.space = false;
        self.breaks = 0;
        block.words += gaps;
        let mut mass = 0;
        if is_ascii {
            text.push_str(run);
            let mut add = |sum: u64| {
                let lane = |at: u32| (sum >> at) as u32 & 0xff;
                mass += lane(0);
                block.upper += lane(8);
                block.digits += lane(16);
                block.commas = block.commas.saturating_add(lane(24) as u16);
                block.stops = block.stops.saturating_add(lane(32) as u16);
            };
            match sum {
                Some(sum) => add(sum),
                None => {
                    for part in run.as_bytes().chunks(200) {
                        add(part.iter().map(|byte| COUNTS[*byte as usize] & !SPACE).sum());
                    }
                }
            }
        } else {
            for letter in run.chars() {
                match letter {
                    // Soft hyphens and zero-width characters say nothing and split words for every reader after.
                    '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}' | '\0' => continue,
                    ',' | ';' | '，' | '、' | '；' | '،' | '؛' => {
                        block.commas = block.commas.saturating_add(1)
                    }
                    '.' | '!' | '?' | '。' | '！' | '？' | '…' | '؟' | '۔' | '।' | '．' => {
                        block.stops = block.stops.saturating_add(1);
                    }
                    '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
                        mass += 3
                    }
                    '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => mass += 1,
                    _ if is_alphanumeric(letter) => {
                        mass += 1;
                        block.upper += u32::from(is_uppercase(letter));
                        block.digits += u32::from(is_numeric(letter));
                    }
                    _ => {}
                }
                text.push(letter);
            }
        }
        block.mass += mass;
        if top.around & around::LINK != 0 {
            block.link_mass += mass;
            if self.link.take().is_some() {
                block.links = block.links.saturating_add(1);
            }
        }
        if top.is_strong {
            block.strong_mass += mass;
        }
    }
}
