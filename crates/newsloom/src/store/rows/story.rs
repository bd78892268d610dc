//! Stories, what they are made of, what happened to them, and what people set right.

use jiff::civil;
use newsloom_core::model::{ArticleId, Digest, EventId, PersonKind, StoryId, TextHash, Timestamp};
use serde::{Deserialize, Serialize};

/// A told story with the wordings that its citations point into.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Told {
    /// The story as it is told.
    pub digest: Digest,
    /// The wording of every article that the digest lists, in its order.
    pub versions: Vec<(ArticleId, TextHash)>,
    /// How often the story was told, from 1.
    pub revision: u32,
    /// When it was told.
    pub told_at: Timestamp,
}

/// Whether a story still grows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoryState {
    /// New reports may join it.
    #[default]
    Open,
    /// It is too old to grow; its page stays.
    Closed,
}

/// An article's place in a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRow {
    /// The article.
    pub article: ArticleId,
    /// Its event.
    pub event: EventId,
    /// The article it reprints.
    pub copy_of: Option<ArticleId>,
}

/// What a list of stories shows of one.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryRow {
    /// The story.
    pub id: StoryId,
    /// Its headline.
    pub title: String,
    /// The first sentence of its summary; empty where it has none.
    pub lead: String,
    /// Day of its newest article.
    pub date: civil::Date,
    /// Time of its first report.
    pub first: Option<Timestamp>,
    /// Time of its last report; when it was told where no report has a time.
    pub last: Timestamp,
    /// How many articles it has, copies too.
    pub articles: u32,
    /// How many domains they are from.
    pub outlets: u32,
    /// Reports that do not rest on one another.
    pub independent: u32,
    /// Whether it still grows.
    pub state: StoryState,
    /// How often it was told.
    pub revision: u32,
    /// Number of its last change.
    pub changed: u64,
    /// When it was told last.
    pub told_at: Timestamp,
    /// Address of its picture.
    pub picture: Option<String>,
}

/// In which order stories are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StoryOrder {
    /// The last report first.
    #[default]
    Newest,
    /// In the order of their last change, the earliest first: what a follower wants.
    Changed,
}

/// What stories are found by, beside their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facet {
    /// Domain of an outlet.
    Domain,
    /// A person, by the fullest spelling.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
}

impl Facet {
    /// The facet under which a name is kept; `None` for names of nothing known.
    pub fn of(kind: PersonKind) -> Option<Self> {
        match kind {
            PersonKind::Person => Some(Self::Person),
            PersonKind::Organisation => Some(Self::Organisation),
            PersonKind::Place => Some(Self::Place),
            PersonKind::Other => None,
        }
    }
}

/// A value of a facet with how much there is of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetRow {
    /// The value: a name or a domain.
    pub value: String,
    /// In how many stories.
    pub stories: u32,
    /// Mentions or articles in all of them.
    pub count: u32,
}

/// Which stories.
#[derive(Clone, Debug, Default)]
pub struct StoryQuery {
    /// In which order.
    pub order: StoryOrder,
    /// Only those that changed after this number.
    pub changed_since: Option<u64>,
    /// Only those with a last report from this instant on.
    pub from: Option<Timestamp>,
    /// Only those with a last report before this instant.
    pub to: Option<Timestamp>,
    /// Only those with this value.
    pub facet: Option<(Facet, String)>,
    /// Only those with at least this many outlets.
    pub least_outlets: u32,
    /// [`super::Page::next`] of the page before.
    pub after: Option<String>,
    /// How many at most, 1 to 1000.
    pub limit: usize,
}

/// What happened to a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It began.
    Born,
    /// A report joined it.
    Joined,
    /// It was told anew.
    Retold,
    /// Another story became part of it; `other` is that story, its address leads here from now on.
    Merged,
    /// Part of it became a story of its own; `other` is the new one.
    Split,
    /// A person moved an article; `other` is where it came from.
    Moved,
    /// An article of it got another wording.
    Edited,
    /// It will not grow any more.
    Closed,
    /// A late report opened it again.
    Reopened,
    /// It left: its articles stand elsewhere or were removed.
    Ended,
    /// A person's correction was taken back.
    Undone,
}

/// A change to be appended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewChange {
    /// What happened.
    pub kind: ChangeKind,
    /// The story.
    pub story: StoryId,
    /// The article it is about.
    pub article: Option<ArticleId>,
    /// The other story it is about.
    pub other: Option<StoryId>,
    /// Why, in a few words for people; may be empty.
    pub note: String,
}

/// A change with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its number, from 1, without gaps.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub change: NewChange,
}

/// A story as it is to stand from now on.
#[derive(Clone, Debug)]
pub struct StoryWrite {
    /// How it is told.
    pub told: Told,
    /// All its members.
    pub members: Vec<MemberRow>,
    /// Whether it still grows.
    pub state: StoryState,
}

/// What one step of the desk gives. One transaction: articles count as placed only together with their stories.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// When.
    pub at: Timestamp,
    /// Articles that were placed, in the order in which the desk took them.
    pub articles: Vec<ArticleId>,
    /// Stories that are new or differ.
    pub stories: Vec<StoryWrite>,
    /// Stories that are no more, each with the one that its address leads to; `None` where there is none.
    pub gone: Vec<(StoryId, Option<StoryId>)>,
    /// What happened, in order.
    pub changes: Vec<NewChange>,
    /// What else was done to the desk after the articles were placed, in the desk's own words.
    pub call: Option<String>,
    /// Corrections that were made or taken back, or refused.
    pub corrections: Vec<SettledCorrection>,
}

/// A step of the desk: with all steps in order, it is made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its number, from 1, without gaps.
    pub number: u64,
    /// How many articles were placed after it.
    pub placed: u64,
    /// What else was done.
    pub call: Option<String>,
}

/// What became of a correction that waited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledCorrection {
    /// The correction.
    pub id: u64,
    /// Its number on the desk, once it was made.
    pub number: Option<u32>,
    /// Why it cannot be made or taken back, in words.
    pub refused: Option<String>,
}

/// What a person set right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum Action {
    /// These two tell one story: `from` becomes part of `into`.
    Merge {
        /// The story that goes.
        from: StoryId,
        /// The story that stays.
        into: StoryId,
    },
    /// These articles are a story of their own.
    Split {
        /// The story they stand in.
        story: StoryId,
        /// The articles.
        articles: Vec<ArticleId>,
    },
    /// This article belongs to another story.
    Move {
        /// The article.
        article: ArticleId,
        /// Where it belongs.
        to: StoryId,
    },
    /// This article stays where it is, whatever later reports suggest.
    Pin {
        /// The article.
        article: ArticleId,
        /// Where it belongs.
        story: StoryId,
    },
}

/// A correction with its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Its number, from 1.
    pub id: u64,
    /// When it was made.
    pub at: Timestamp,
    /// Who made it.
    pub by: String,
    /// What it says.
    pub action: Action,
    /// When it was taken back, if it was.
    pub undone: Option<Timestamp>,
    /// Its number on the desk; `None` while it waits to be made.
    pub number: Option<u32>,
    /// Why it could not be made or taken back, in words.
    pub refused: Option<String>,
}

impl StoryRow {
    /// The row of a story: everything that lists need, out of how it is told.
    pub fn of(write: &StoryWrite, changed: u64) -> Self {
        let Told { digest, revision, told_at, .. } = &write.told;
        Self {
            id: digest.story,
            title: digest.title.text.clone(),
            lead: digest.summary.first().map(|line| line.text.clone()).unwrap_or_default(),
            date: digest.date,
            first: digest.first_seen.as_deref().and_then(instant),
            last: digest.freshest.unwrap_or(*told_at),
            articles: digest.articles.len() as u32,
            outlets: digest.sources.len() as u32,
            independent: digest.independent_reports,
            state: write.state,
            revision: *revision,
            changed,
            told_at: *told_at,
            picture: digest.image.as_ref().map(|picture| picture.url.clone()),
        }
    }
}

impl Told {
    /// What the story is found by: each value once per facet, with its count.
    pub fn facets(&self) -> std::collections::BTreeMap<(Facet, String), u32> {
        let mut found = std::collections::BTreeMap::new();
        for source in &self.digest.sources {
            *found.entry((Facet::Domain, source.domain.clone())).or_insert(0) += source.articles;
        }
        for person in &self.digest.people {
            if let Some(facet) = Facet::of(person.kind) {
                *found.entry((facet, person.name.clone())).or_insert(0) += person.mentions;
            }
        }
        found
    }
}

/// The instant of an ISO time with offset, or the noon (UTC) of an ISO day.
fn instant(text: &str) -> Option<Timestamp> {
    text.parse().ok().or_else(|| {
        let day: civil::Date = text.parse().ok()?;
        jiff::tz::Offset::UTC.to_timestamp(day.at(12, 0, 0, 0)).ok()
    })
}
