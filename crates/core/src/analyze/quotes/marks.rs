//! Pairs of quotation marks.

use crate::model::{Block, Sentence, Span};

/// Bytes of a quotation without its closing mark at most, where the paragraph does not bound it sooner.
const LONGEST_OPEN: usize = 1500;

/// A pair of marks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marked {
    /// With the marks.
    pub outer: Span,
    /// Between them, trimmed.
    pub inner: Span,
    /// Whether the closing mark is there.
    pub closed: bool,
    /// Whether the two marks are of one pair: `“` and `"` are not, though writers mix them.
    pub paired: bool,
    /// Whether the next paragraph opens with the same mark, so that the speech goes on.
    pub goes_on: bool,
    /// Index of its block.
    pub block: u32,
}

/// What closes a mark that opens.
fn closers(open: char) -> &'static [char] {
    match open {
        '“' => &['”', '"'],
        '„' => &['“', '”', '"'],
        '«' => &['»'],
        '»' => &['«'],
        '"' => &['"', '”'],
        '‘' => &['’'],
        '「' => &['」'],
        '『' => &['』'],
        '”' => &['”'],
        '＂' => &['＂'],
        _ => &[],
    }
}

/// All quotations by their marks, in order.
pub(super) fn find(text: &str, blocks: &[Block], sentences: &[Sentence]) -> Vec<Marked> {
    let mut found = Vec::new();
    // Single marks are quotations only where double ones are not the house style.
    let single = {
        let singles = text.match_indices('‘').count();
        singles > 0 && text.chars().filter(|c| matches!(c, '“' | '"' | '«' | '„')).count() < singles
    };
    for (nth, block) in (0u32..).zip(blocks) {
        let Some(slice) = text.get(block.span.range()) else { break };
        let next = blocks.get(nth as usize + 1).and_then(|block| text.get(block.span.range())).unwrap_or("");
        in_block(text, slice, block.span.start as usize, nth, next, single, sentences, &mut found);
    }
    found
}

#[allow(clippy::too_many_arguments)] // one call, and the parts belong to nothing
fn in_block(
    text: &str,
    slice: &str,
    offset: usize,
    block: u32,
    next_block: &str,
    single: bool,
    sentences: &[Sentence],
    found: &mut Vec<Marked>,
) {
    let mut open: Option<(char, usize)> = None;
    let mut before = ' ';
    let mut chars = slice.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        // Nearly all characters are letters: only marks need a closer look.
        if c.is_ascii() && c != '"' {
            before = c;
            continue;
        }
        let next = chars.peek().map_or(' ', |(_, c)| *c);
        match open {
            None => {
                if opens(c, before, next, single) {
                    open = Some((c, at));
                }
            }
            Some((mark, start)) => {
                let closes = closers(mark).contains(&c)
                    && !(c == '"' && mark != '"' && next.is_alphanumeric())
                    && !(c == '’' && (next.is_alphanumeric() || before.is_whitespace()))
                    && !(mark == '„' && c == '"' && before.is_whitespace());
                if closes {
                    push(text, offset + start, offset + at + c.len_utf8(), mark, c, block, found);
                    open = None;
                } else if c == mark && mark != '"' && mark != '”' && mark != '‘' {
                    // The mark before it never closed: it was a slip, or a new paragraph inside one block.
                    open = Some((c, at));
                }
            }
        }
        before = c;
    }
    let Some((mark, start)) = open else { return };
    if mark == '‘' || mark == '»' || mark == '”' {
        return;
    }
    // Speech that goes on in the next paragraph opens there again; else the end of the sentence bounds it.
    let first = slice[..start].trim().is_empty();
    let goes_on = next_block.starts_with(mark);
    let from = offset + start;
    let end = if goes_on || first {
        offset + slice.len()
    } else {
        let sentence = sentences.partition_point(|sentence| (sentence.span.end as usize) <= from);
        sentences.get(sentence).map_or(offset + slice.len(), |sentence| sentence.span.end as usize)
    };
    let mut end = end.min(from + LONGEST_OPEN).min(offset + slice.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let inner_start = from + mark.len_utf8();
    if inner_start < end {
        let inner = trimmed(text, inner_start, end);
        if !inner.is_empty() {
            found.push(Marked {
                outer: Span::new(from, end),
                inner,
                closed: false,
                paired: false,
                goes_on,
                block,
            });
        }
    }
}

/// Whether `c` opens a quotation.
fn opens(c: char, before: char, next: char, single: bool) -> bool {
    match c {
        '“' | '„' | '«' | '「' | '『' => true,
        // What stands after an equals sign is an attribute of markup.
        '"' | '＂' => (!next.is_whitespace() || before.is_whitespace()) && before != '=',
        '‘' => single && !before.is_alphanumeric() && next.is_alphanumeric(),
        // Closing marks that open: German in Swiss and book style, Swedish and Finnish.
        '»' | '”' => (before.is_whitespace() || before == '(') && !next.is_whitespace(),
        _ => false,
    }
}

fn push(text: &str, from: usize, to: usize, open: char, close: char, block: u32, found: &mut Vec<Marked>) {
    let inner = trimmed(text, from + open.len_utf8(), to - close.len_utf8());
    if !inner.is_empty() {
        found.push(Marked {
            outer: Span::new(from, to),
            inner,
            closed: true,
            paired: close == closers(open)[0] || (open == '„' && close == '”'),
            goes_on: false,
            block,
        });
    }
}

fn trimmed(text: &str, from: usize, to: usize) -> Span {
    let raw = &text[from..to];
    let start = from + (raw.len() - raw.trim_start().len());
    Span::new(start, start + raw.trim().len())
}
