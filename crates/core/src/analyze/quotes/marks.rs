//! Pairs of quotation marks.

use crate::model::{Block, Sentence, Span};

/// Bytes of a quotation without its closing mark at most, where the paragraph does not bound it sooner.
const LONGEST_OPEN: usize = 1500;

/// Words of a credit at most.
const LONGEST_CREDIT: usize = 10;

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

/// Stands for two of them, which open a quotation on a wire: ``so''.
const WIRE_OPEN: char = '`';
/// Stands for two of them, which close it.
const WIRE_CLOSE: char = '\'';

/// Bytes of a mark as it stands in the text.
fn width(mark: char) -> usize {
    if matches!(mark, WIRE_OPEN | WIRE_CLOSE) { 2 } else { mark.len_utf8() }
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
        // Two of each: how typewriters and wires write “ and ”.
        WIRE_OPEN => &[WIRE_CLOSE],
        _ => &[],
    }
}

/// How a text marks its quotations.
#[derive(Clone, Copy, Debug)]
struct Style {
    /// With single marks.
    single: bool,
    /// With marks that open and close: then `”` opens by a slip only.
    curly: bool,
}

/// Stands for the opening mark of an attribute's value in markup that the text shows, which is no quotation.
const ATTRIBUTE: char = '=';

/// All quotations by their marks, in order.
pub(super) fn find(text: &str, blocks: &[Block], sentences: &[Sentence]) -> Vec<Marked> {
    let mut found = Vec::new();
    // Single marks are quotations only where double ones are not the house style.
    let style = Style {
        single: {
            let singles = text.match_indices('‘').count();
            singles > 0 && text.chars().filter(|c| matches!(c, '“' | '"' | '«' | '„')).count() < singles
        },
        curly: text.contains('“'),
    };
    for (nth, block) in (0u32..).zip(blocks) {
        let Some(slice) = text.get(block.span.range()) else { break };
        let next = blocks.get(nth as usize + 1).and_then(|block| text.get(block.span.range())).unwrap_or("");
        in_block(text, slice, block.span.start as usize, nth, next, style, sentences, &mut found);
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
    style: Style,
    sentences: &[Sentence],
    found: &mut Vec<Marked>,
) {
    let mut open: Option<(char, usize)> = None;
    // Pairs inside an open straight mark: quotations within the quotation, or all there is if that mark never closes.
    let mut inner: Vec<(usize, usize)> = Vec::new();
    let mut before = ' ';
    let mut chars = slice.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        // Nearly all characters are letters: only marks need a closer look.
        if c.is_ascii() && !matches!(c, '"' | WIRE_OPEN | WIRE_CLOSE) {
            before = c;
            continue;
        }
        let next = chars.peek().map_or(' ', |(_, c)| *c);
        if matches!(c, WIRE_OPEN | WIRE_CLOSE) {
            if c == next && c == WIRE_OPEN && open.is_none() {
                open = Some((c, at));
                inner.clear();
                chars.next();
            } else if c == next
                && c == WIRE_CLOSE
                && let Some((WIRE_OPEN, start)) = open
            {
                push(text, offset + start, offset + at + 2, (WIRE_OPEN, c), style, block, found);
                open = None;
                chars.next();
            }
            before = c;
            continue;
        }
        match open {
            None => {
                if c == '"' && before == '=' {
                    open = Some((ATTRIBUTE, at));
                } else if opens(c, before, next, style.single) {
                    open = Some((c, at));
                    inner.clear();
                }
            }
            Some((ATTRIBUTE, _)) => {
                if c == '"' {
                    open = None;
                }
            }
            Some((mark, start)) => {
                let closes = closers(mark).contains(&c)
                    && !(c == '"' && mark != '"' && next.is_alphanumeric())
                    && !(c == '’' && (next.is_alphanumeric() || before.is_whitespace()))
                    && !(mark == '„' && c == '"' && before.is_whitespace());
                // A paragraph of the same speech opens with the mark again; between paragraphs nothing closes.
                let again = c == mark && before == '\n' && !next.is_whitespace();
                if again && matches!(mark, '"' | '“') {
                    let from = offset + start;
                    push_open(text, from, offset + at, mark, true, block, found);
                    open = Some((c, at));
                    inner.clear();
                } else if mark == '"' && c == '“' && inner.last().is_none_or(|(_, end)| *end <= at) {
                    if let Some(end) = pair_end(&slice[at..]) {
                        inner.push((at, at + end));
                    }
                } else if inner.last().is_some_and(|(_, end)| at + c.len_utf8() == *end) {
                    // It closed the one inside.
                } else if closes {
                    push(text, offset + start, offset + at + c.len_utf8(), (mark, c), style, block, found);
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
    if matches!(mark, '‘' | '»' | '”' | ATTRIBUTE) {
        return;
    }
    if !inner.is_empty() {
        for (start, end) in inner {
            push(text, offset + start, offset + end, ('“', '”'), style, block, found);
        }
        return;
    }
    // Speech that goes on in the next paragraph opens there again; else the end of the sentence bounds it.
    let first = slice[..start].trim().is_empty();
    let goes_on = next_block.starts_with(mark) && (mark != WIRE_OPEN || next_block.starts_with("``"));
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
    push_open(text, from, end, mark, goes_on, block, found);
}

/// Where the pair ends that opens with the curly mark at the start of `rest`; `None` where another mark comes first.
fn pair_end(rest: &str) -> Option<usize> {
    let (at, mark) = rest.char_indices().skip(1).find(|(_, c)| matches!(c, '“' | '”' | '"'))?;
    (mark == '”').then_some(at + mark.len_utf8())
}

/// A quotation whose closing mark is missing.
fn push_open(
    text: &str,
    from: usize,
    end: usize,
    mark: char,
    goes_on: bool,
    block: u32,
    found: &mut Vec<Marked>,
) {
    let start = from + width(mark);
    let inner = if start < end { trimmed(text, start, end) } else { Span::default() };
    if !inner.is_empty() {
        let outer = Span::new(from, inner.end as usize);
        found.push(Marked { outer, inner, closed: false, paired: false, goes_on, block });
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

fn push(
    text: &str,
    from: usize,
    to: usize,
    (open, close): (char, char),
    style: Style,
    block: u32,
    found: &mut Vec<Marked>,
) {
    let mut inner = trimmed(text, from + width(open), to - width(close));
    let mut paired = close == closers(open)[0] || (open == '„' && close == '”');
    // Between two marks that only close, and before the credit of a pull quote, the ends are guesses.
    paired &= !(open == '”' && style.curly);
    if let Some(end) = credited(inner.of(text)) {
        inner.end = inner.start + end as u32;
        paired = false;
    }
    if !inner.is_empty() {
        found.push(Marked { outer: Span::new(from, to), inner, closed: true, paired, goes_on: false, block });
    }
}

/// Where the words end of a pull quote that has its credit on a line of its own inside the marks.
fn credited(inner: &str) -> Option<usize> {
    let (words, credit) = inner.rsplit_once('\n')?;
    let words = words.trim_end();
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let credit: Vec<&str> = credit.split_whitespace().take(LONGEST_CREDIT + 1).collect();
    let named = credit.len() >= 2
        && credit.len() <= LONGEST_CREDIT
        && credit.iter().take(2).all(|word| capital(word));
    (named && words.ends_with(['.', '!', '?', '…'])).then_some(words.len())
}

fn trimmed(text: &str, from: usize, to: usize) -> Span {
    let raw = &text[from..to];
    let start = from + (raw.len() - raw.trim_start().len());
    Span::new(start, start + raw.trim().len())
}
