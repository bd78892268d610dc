//! The ways of telling one story, and where each stands in the folder of an edition.

use crate::model::{Digest, DigestArticle, Timestamp};
use jiff::civil;

/// A way of telling a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// Everything on one page: the main one.
    Digest,
    /// The dispatches, newest first.
    Wire,
    /// What one has to know, what is new, what comes next.
    Explainer,
    /// Who stands where, who said what, where figures differ.
    Positions,
    /// A stream of briefs, newest first; as Atom too.
    Feed,
}

impl View {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Digest, Self::Wire, Self::Explainer, Self::Positions, Self::Feed];

    /// Its name on the command line and in paths.
    pub fn name(self) -> &'static str {
        match self {
            Self::Digest => "digest",
            Self::Wire => "wire",
            Self::Explainer => "explainer",
            Self::Positions => "positions",
            Self::Feed => "feed",
        }
    }

    /// Its name for readers.
    pub fn title(self) -> &'static str {
        match self {
            Self::Digest => "Digest",
            Self::Wire => "Wire",
            Self::Explainer => "Explainer",
            Self::Positions => "Positions",
            Self::Feed => "Briefs",
        }
    }

    /// The view of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.name() == name)
    }

    /// Whether this story has something to show in it.
    pub fn suits(self, digest: &Digest) -> bool {
        match self {
            Self::Digest => true,
            Self::Wire | Self::Feed => digest.articles.len() > 1,
            Self::Explainer => {
                let parts = [&digest.background, &digest.whats_new, &digest.whats_next];
                parts.iter().any(|lines| !lines.is_empty())
            }
            Self::Positions => {
                let mut speakers: Vec<&str> =
                    digest.quotes.iter().filter_map(|quote| quote.speaker.as_deref()).collect();
                speakers.sort_unstable();
                speakers.dedup();
                !digest.positions.is_empty() || !digest.disagreements.is_empty() || speakers.len() > 1
            }
        }
    }

    /// Path of its page inside the folder of an edition.
    pub fn path(self, digest: &Digest) -> String {
        match self {
            Self::Digest => format!("story/{}.html", digest.story),
            other => format!("story/{}-{}.html", digest.story, other.name()),
        }
    }
}

/// The articles of a story, newest first; undated ones last, as listed. With the place of each in the story's list.
pub(super) fn newest_first(digest: &Digest) -> Vec<(usize, &DigestArticle)> {
    let mut all: Vec<(usize, &DigestArticle)> = digest.articles.iter().enumerate().collect();
    all.sort_by_key(|(index, article)| {
        (std::cmp::Reverse(article.published.as_deref().and_then(instant)), *index)
    });
    all
}

/// The instant of an ISO time, or noon UTC of an ISO day.
pub(super) fn instant(iso: &str) -> Option<Timestamp> {
    iso.parse().ok().or_else(|| {
        let day: civil::Date = iso.get(..10)?.parse().ok()?;
        jiff::tz::Offset::UTC.to_timestamp(day.at(12, 0, 0, 0)).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_back_to_its_view() {
        for view in View::ALL {
            assert_eq!(View::parse(view.name()), Some(view));
        }
        assert_eq!(View::parse("Wire "), None);
        assert!(instant("2026-03-09T14:05:00+01:00") < instant("2026-03-10"));
    }
}
