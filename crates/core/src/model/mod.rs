//! The vocabulary: the nouns that the rooms hand to each other. No room owns them, none of them does work.

mod analysis;
mod article;
mod brief;
mod correction;
mod digest;
mod embedding;
mod explanation;
mod id;
mod language;
mod packed;
mod raw;
mod remark;
mod span;
mod story;
mod time;

pub use analysis::{
    Analysis, DateRef, Figure, Mention, MentionKind, Quote, Sentence, SentenceKind, Signature, Term,
};
pub use article::{Article, ArticleKind, Block, BlockKind, Entry, Image, Outlet};
pub use brief::{Brief, Draft, DraftArticle, DraftLine, Evidence, Report};
pub use correction::{Correction, CorrectionError, Named};
pub use digest::{
    Citation, DescribedBy, Digest, DigestArticle, Disagreement, DisagreementState, Edition, How, Line, Party,
    Person, PersonKind, Picture, PlaceKind, Position, QuoteLine, Side, SourceCount, TimelineEntry, Withheld,
};
pub use embedding::Embedding;
pub use explanation::{AppliedRule, Explanation, Fact, JudgedBlock};
pub use id::{ArticleId, EventId, RawId, SourceId, StoryId, TextHash};
pub use language::Language;
pub use packed::{Packer, Unpacker};
pub use raw::{ForeignDigest, Hint, Item, Link, LinkKind, RawDocument, Reading};
pub use remark::Remark;
pub use span::Span;
pub use story::{Change, Changed, Event, Member, Reason, Reasons, StandsBy, Story};
pub use time::{Dated, FoundIn, Precision, Timestamp};
