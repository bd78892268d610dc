//! Direct quotations: where they stand, who said them, and the words that say so.
//!
//! The steps: find the marks, mask what is between them, then read the sentence around each quotation for a verb of
//! speech and its subject; where the sentence says nothing, the speaker carries over from the quotation before.

mod attribution;
mod marks;
mod subjects;

#[cfg(test)]
mod tests;

use super::names::Names;
use super::tokens::Token;
use crate::model::{Block, MentionKind, Sentence, Span};
use attribution::{Reader, Told};

/// Words from which a quotation counts as speech even if nothing near it says so.
const FEWEST_WORDS: usize = 4;
/// Words from which it is speech even without a speaker.
const LONG: usize = 8;

/// A quotation with all that is known about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The words between the marks.
    pub span: Span,
    /// The same with its marks.
    pub marked: Span,
    /// The words that name the speaker where the text attributes it: a name, `she`, `the minister`.
    pub speaker_span: Option<Span>,
    /// The mention of who it is: an index into the article's mentions. `None` where that stays open.
    pub speaker: Option<u32>,
    /// The words that attribute it.
    pub cue: Option<Span>,
    /// Whether it is speech between two marks of one pair: `false` for a few words that are only set off, as titles
    /// are, and where the closing mark is missing or of another kind, since then the end is a guess.
    pub direct: bool,
    /// Whether it is speech, though its end may be a guess.
    pub speech: bool,
    /// Whether the closing mark was there. Without, the quotation ends with its paragraph or sentence.
    pub closed: bool,
    /// Whether it goes on in the next paragraph, which opens with the same mark again.
    pub goes_on: bool,
}

/// The quotations of the text, in order.
pub(super) fn find_in(
    text: &str,
    blocks: &[Block],
    sentences: &[Sentence],
    tokens: &[Token],
    names: &Names,
) -> Vec<Found> {
    let marks = marks::find(text, blocks, sentences);
    if marks.is_empty() {
        return Vec::new();
    }
    let mut reader = Reader::new(text, sentences, tokens, names, &marks);
    let mut found = Vec::with_capacity(marks.len());
    for (nth, mark) in marks.iter().enumerate() {
        let told = reader.read(nth);
        let words = reader.words_in(mark.inner);
        let speaker_span = told.speaker;
        let speaker = speaker_span.and_then(|span| reader.resolve(span, mark.outer));
        reader.remember(nth, told, speaker);
        // A title may stand in a sentence that speaks, but only what stands beside its verb of speech is said.
        let title = reader.is_title(nth) && !beside(text, mark.outer, told);
        let work = title || reader.has_byline(nth);
        let speech =
            is_speech(words, told, work) || !work && told.speaker.is_some() && reader.is_sentence(nth);
        found.push(Found {
            span: mark.inner,
            marked: mark.outer,
            speaker_span,
            speaker,
            cue: told.cue,
            direct: mark.paired && speech,
            speech,
            closed: mark.closed,
            goes_on: mark.goes_on,
        });
    }
    found
}

/// Whether a quotation of so many words is speech.
fn is_speech(words: usize, told: Told, work: bool) -> bool {
    if work {
        return false;
    }
    words >= LONG || (words >= FEWEST_WORDS && told.speaker.is_some()) || (words > 0 && told.cue.is_some())
}

/// Whether the words that attribute a quotation stand right before or after it, set off as speech is: a comma or the like
/// ends what is said before its verb, since `“The Long Harbor” Osei said` is no sentence.
fn beside(text: &str, marked: Span, told: Told) -> bool {
    let Some(cue) = told.cue else { return false };
    let first = told.speaker.map_or(cue.start, |speaker| speaker.start.min(cue.start));
    let last = told.speaker.map_or(cue.end, |speaker| speaker.end.max(cue.end));
    let gap = |from: u32, to: u32| text.get(from as usize..to as usize);
    let blank = |letter: char| letter.is_whitespace() || letter == ',';
    let closing = ['”', '"', '»', '“', '’'];
    let ended = || marked.of(text).trim_end_matches(closing).ends_with([',', '!', '?', '—', '–']);
    let after = gap(marked.end, first)
        .is_some_and(|gap| gap.trim_matches(blank).is_empty() && (gap.contains(',') || ended()));
    let names = || {
        matches!(cue.of(text), "called" | "calls" | "calling" | "titled" | "entitled" | "named" | "dubbed")
    };
    let before = gap(last, marked.start).is_some_and(|gap| match gap.trim() {
        "," | ":" => true,
        // `a sign saying “Keep The Pier.”`
        "" => !names() && marked.of(text).trim_end_matches(closing).ends_with(['.', ',', '!', '?']),
        _ => false,
    });
    after || before
}

/// Whether a mention may speak.
fn may_speak(kind: MentionKind) -> bool {
    kind != MentionKind::Place
}
