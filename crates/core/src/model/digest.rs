//! A told story: every line with its citations. Shapes follow the public contract `newsloom.digest/1`, and what
//! stands here writes and reads itself as that contract says; the story as a whole does so in `render`.

use super::{ArticleId, ArticleKind, EventId, Precision, Span, StoryId, Timestamp};
use jiff::civil;
use serde::{Deserialize, Serialize};

/// Bytes of an article's text that a line rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Citation {
    /// The article.
    pub article: ArticleId,
    /// Where in its text; not empty.
    #[serde(flatten)]
    pub span: Span,
}

/// How a line's words relate to the cited slices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Equal to the slice of the one citation, white space folded.
    Verbatim,
    /// Words left out, none put in.
    Trimmed,
    /// Other wording; every number, date, name and quotation in it stands in the slices.
    Reworded,
}

/// A told line. `cites` is never empty: `compose`'s check is the only maker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The words.
    pub text: String,
    /// How they relate to the slices.
    pub how: How,
    /// What they rest on; at least one.
    pub cites: Vec<Citation>,
}

/// Articles of a story from one domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceCount {
    /// The domain.
    pub domain: String,
    /// How many of the story's articles are from it; at least 1.
    pub articles: u32,
}

/// Where a picture's description is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DescribedBy {
    /// Its caption.
    Caption,
    /// Its alternative text.
    Alt,
    /// A model, marked as such.
    Model,
    /// Nobody described it.
    None,
}

/// The picture of a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Its address.
    pub url: String,
    /// Domain of the outlet that showed it.
    pub domain: String,
    /// The article it came with.
    pub article: ArticleId,
    /// Who made or owns it.
    pub credit: Option<String>,
    /// What it shows, in the outlet's words.
    pub description: Option<String>,
    /// Where the description is from.
    pub described_by: DescribedBy,
}

/// An article as a digest lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestArticle {
    /// The article.
    pub id: ArticleId,
    /// Its event.
    #[serde(default = "no_event")]
    pub event: EventId,
    /// Its address.
    pub url: Option<String>,
    /// Its title; the start of its text where it has none.
    pub title: String,
    /// Domain of its outlet.
    pub outlet: String,
    /// ISO time with offset, or ISO day, or `None`.
    pub published: Option<String>,
    /// What kind of piece it is.
    pub kind: ArticleKind,
    /// The article it reprints.
    pub copy_of: Option<ArticleId>,
    /// Number of its independent report inside the story, from 1: articles that share it rest on one text or one agency.
    #[serde(default)]
    pub independent: u32,
    /// Why it is in this story, in a few words.
    #[serde(default)]
    pub why: String,
    /// Its own summary.
    pub summary: Vec<Line>,
}

/// The event of an article whose digest names none.
fn no_event() -> EventId {
    EventId::of(&[])
}

/// How the sides of a disagreement relate. Never a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisagreementState {
    /// The reports differ.
    Disputed,
    /// The later report replaces the earlier; the times prove it.
    Updated,
    /// One says the same less exactly.
    LessPrecise,
    /// Only one source says it.
    SingleSource,
}

/// One value of a claim and the lines that tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// The value as it is told, with its hedge: "at least 12".
    pub value: String,
    /// Who tells it; at least one line.
    pub lines: Vec<Line>,
}

/// A claim on which reports differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disagreement {
    /// What is claimed: "people killed".
    pub about: String,
    /// How the sides relate.
    pub state: DisagreementState,
    /// The sides; at least one.
    pub sides: Vec<Side>,
}

/// A direct quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteLine {
    /// Who said it, or `None` where that stays open.
    pub speaker: Option<String>,
    /// The words; verbatim or trimmed.
    pub line: Line,
    /// Other forms of the same quotation.
    #[serde(default)]
    pub variants: Vec<Line>,
}

/// What a listed name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
    /// Something else.
    Other,
}

/// Of what sort a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// A city, town or village.
    City,
    /// A part of a country.
    Region,
    /// A country.
    Country,
    /// A river, lake or sea.
    Water,
    /// An island or several.
    Island,
    /// A mountain or several.
    Mountain,
    /// A building or what is built.
    Building,
}

/// A person, organisation or place of a story with its spellings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The fullest common spelling.
    pub name: String,
    /// What it is.
    pub kind: PersonKind,
    /// Of what sort a place is, where the reports say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceKind>,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// How often it is mentioned.
    pub mentions: u32,
}

/// Something that happened or is to happen, on a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// ISO date, as long as the precision allows: `2026-03`, `2026-03-09`, `2026-03-09T14:05`.
    pub date: String,
    /// How exactly it is known.
    pub precision: Precision,
    /// What happened.
    pub line: Line,
}

/// What one party says on an issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The party.
    pub party: String,
    /// Its position.
    pub lines: Vec<Line>,
}

/// An issue and who stands where on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The issue.
    pub issue: String,
    /// The parties.
    pub parties: Vec<Party>,
}

/// What a writer proposed and the check did not let pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// The words.
    pub text: String,
    /// Why, for people.
    pub why: String,
}

/// A story, told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Digest {
    /// The story.
    pub story: StoryId,
    /// The headline.
    pub title: Line,
    /// Day of the newest article, else of the edition.
    pub date: civil::Date,
    /// ISO time or day of the first report.
    pub first_seen: Option<String>,
    /// ISO time or day of the last report.
    pub last_seen: Option<String>,
    /// When the newest report was published, for ordering.
    pub freshest: Option<Timestamp>,
    /// Articles per domain, in order of first appearance.
    pub sources: Vec<SourceCount>,
    /// Reports that do not rest on one another: copies and rewrites of one agency text count once. At least 1.
    pub independent_reports: u32,
    /// The picture.
    pub image: Option<Picture>,
    /// The summary.
    pub summary: Vec<Line>,
    /// The key points.
    pub key_points: Vec<Line>,
    /// The articles, in time order.
    pub articles: Vec<DigestArticle>,
    /// Where reports differ.
    pub disagreements: Vec<Disagreement>,
    /// Who said what.
    pub quotes: Vec<QuoteLine>,
    /// Names with their spellings.
    pub people: Vec<Person>,
    /// What happened when.
    pub timeline: Vec<TimelineEntry>,
    /// Who stands where.
    pub positions: Vec<Position>,
    /// What earlier days told.
    pub background: Vec<Line>,
    /// What is new since the last edition.
    pub whats_new: Vec<Line>,
    /// What is announced.
    pub whats_next: Vec<Line>,
    /// What was proposed and not told.
    pub withheld: Vec<Withheld>,
    /// Who worded some of its lines, where that was not newsloom itself: the name of a language model.
    #[serde(default)]
    pub writer: Option<String>,
}

/// A digest of all stories of a time.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Edition {
    /// Its day.
    pub date: civil::Date,
    /// The oldest article's time.
    pub from: Option<Timestamp>,
    /// The newest article's time.
    pub to: Option<Timestamp>,
    /// When it was made.
    pub made_at: Timestamp,
    /// The stories, in the order of telling.
    pub stories: Vec<Digest>,
}
