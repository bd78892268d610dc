//! The passage around a citation, cut so that the cited words stand in their context.

use crate::model::{Article, Citation, Span};

/// Context kept on either side of the cited words inside their block, in bytes.
const CONTEXT: usize = 220;

/// A cited passage in three parts; `before` and `after` are context from the same block.
#[derive(Debug, PartialEq, Eq)]
pub struct Passage<'a> {
    /// Context before, starting at a word.
    pub before: &'a str,
    /// The cited words.
    pub cited: &'a str,
    /// Context after, ending at a word.
    pub after: &'a str,
    /// Whether text of the block was cut before.
    pub cut_before: bool,
    /// Whether text of the block was cut after.
    pub cut_after: bool,
}

/// The passage of `citation` in `article`.
pub fn passage<'a>(article: &'a Article, citation: &Citation) -> Passage<'a> {
    let text = article.text.as_str();
    let span = citation.span;
    let first = article.blocks.iter().find(|b| b.span.end > span.start).map_or(span, |b| b.span);
    let last = article.blocks.iter().rev().find(|b| b.span.start < span.end).map_or(span, |b| b.span);
    let (from, to) = (first.start.min(span.start) as usize, last.end.max(span.end) as usize);
    let start = word_start(text, from, (span.start as usize).saturating_sub(CONTEXT).max(from));
    let end = word_end(text, to, (span.end as usize + CONTEXT).min(to));
    let (start, end) = (start.min(span.start as usize), end.max(span.end as usize));
    Passage {
        before: Span::new(start, span.start as usize).of(text),
        cited: span.of(text),
        after: Span::new(span.end as usize, end).of(text),
        cut_before: start > from,
        cut_after: end < to,
    }
}

/// The first word boundary at or after `at`, not before `floor`.
fn word_start(text: &str, floor: usize, at: usize) -> usize {
    if at <= floor {
        return floor;
    }
    let at = (at..text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
    text[at..].find(char::is_whitespace).map_or(at, |space| at + space + 1).min(text.len())
}

/// The last word boundary at or before `at`, not after `ceiling`.
fn word_end(text: &str, ceiling: usize, at: usize) -> usize {
    if at >= ceiling {
        return ceiling;
    }
    let at = (0..=at).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
    text[..at].rfind(char::is_whitespace).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;

    #[test]
    fn context_stays_in_the_block_and_on_word_boundaries() {
        let long = "wörd ".repeat(100) + "The vote is on Monday." + &" wörd".repeat(100);
        let article =
            Article::from_blocks(None, 0, &[(BlockKind::Paragraph, "Other."), (BlockKind::Paragraph, &long)]);
        let start = article.text.find("The vote").unwrap();
        let citation = Citation { article: article.id, span: Span::new(start, start + 22) };
        let passage = passage(&article, &citation);
        assert_eq!(passage.cited, "The vote is on Monday.");
        assert!(passage.cut_before && passage.cut_after);
        assert!(passage.before.starts_with("wörd") && passage.after.ends_with("wörd"));
        assert!(!passage.before.contains("Other"));
    }
}
