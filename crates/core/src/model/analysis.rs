//! What is known about the inside of an article's text. Everything points into the text by spans; keys are hashes,
//! so that a year of articles fits in memory.

use super::{Dated, Span};
use serde::Serialize;

/// What kind of block a sentence stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SentenceKind {
    /// Running text.
    Prose,
    /// A heading.
    Heading,
    /// A caption.
    Caption,
    /// A list item or table row.
    List,
}

/// A sentence of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// Where it stands. Sentences are in order and disjoint, and cover all text but white space.
    pub span: Span,
    /// Index of the block it stands in.
    pub block: u32,
    /// What kind of block that is.
    pub kind: SentenceKind,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MentionKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
    /// A name of something else, or not known of what.
    Other,
}

/// A name in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// What it names.
    pub kind: MentionKind,
    /// Hash of the normalized name; equal for spellings that are the same name ("Zelensky", "Zelenskyy").
    pub key: u64,
}

/// A figure in the text: in digits or in words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// Where it stands, without unit.
    pub span: Span,
    /// Its value; for an interval the lower end.
    pub value: f64,
    /// Hash of the unit or of the noun it counts ("people", "%", "$"), 0 where none was found.
    pub unit: u64,
}

/// A date in the text, resolved against the article's own where it is relative.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DateRef {
    /// Where it stands.
    pub span: Span,
    /// What it means.
    pub when: Dated,
}

/// A direct quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words between the marks, without the marks.
    pub span: Span,
    /// The mention of who said it: an index into `mentions`, or `None` where the speaker stays open.
    pub speaker: Option<u32>,
    /// The words that attribute it ("said", "told reporters").
    pub cue: Option<Span>,
}

/// A term with its counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// Hash of the stemmed, folded word.
    pub key: u32,
    /// How often it stands in the title.
    pub title: u16,
    /// How often it stands in the first 100 words of the text.
    pub lead: u16,
    /// How often it stands in the whole text, saturating.
    pub body: u16,
    /// How often it stands inside a name, saturating.
    pub named: u16,
}

/// A sketch of the text by which copies are found: hashes of its runs of words, thinned out where it is long.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// Hashes of runs, ascending: those divisible by `2^thinned`.
    pub runs: Box<[u32]>,
    /// How often the runs were halved.
    pub thinned: u8,
    /// Hashes of all runs of the first words, ascending.
    pub start: Box<[u32]>,
    /// Words in the text.
    pub words: u32,
    /// Key of the title, 0 for none.
    pub title: u64,
}

/// What is known about the inside of an article.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// Sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Names, in order.
    pub mentions: Vec<Mention>,
    /// Figures, in order.
    pub figures: Vec<Figure>,
    /// Dates, in order.
    pub dates: Vec<DateRef>,
    /// Direct quotations, in order.
    pub quotes: Vec<Quote>,
    /// Terms, by key.
    pub terms: Vec<Term>,
    /// By which copies are found.
    pub signature: Signature,
}

impl Analysis {
    /// Lets go of what only placing needs, once the article is placed: half of all.
    pub fn forget_placing(&mut self) {
        self.terms = Vec::new();
        self.signature = Signature::default();
    }

    /// Lets go of memory that growing left unused: analyses are kept by the ten thousand.
    pub fn shrink_to_fit(&mut self) {
        self.sentences.shrink_to_fit();
        self.mentions.shrink_to_fit();
        self.figures.shrink_to_fit();
        self.dates.shrink_to_fit();
        self.quotes.shrink_to_fit();
        self.terms.shrink_to_fit();
    }
}
