//! The kinds of counts that reports of an event give, and the words that name them.

use crate::model::Report;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slot {
    /// People killed.
    Killed,
    /// People injured.
    Injured,
    /// People missing.
    Missing,
    /// People arrested.
    Arrested,
    /// Drones used.
    Drones,
    /// Missiles used.
    Missiles,
    /// Any other figure; what it is about is said beside it.
    Other,
}

impl Slot {
    /// The claim for people.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Killed => "people killed",
            Self::Injured => "people injured",
            Self::Missing => "people missing",
            Self::Arrested => "people arrested",
            Self::Drones => "drones",
            Self::Missiles => "missiles",
            Self::Other => "figures",
        }
    }

    /// Whether such a count changes while an event unfolds, and then grows; a count of what was used in it does not change.
    pub(crate) fn turns(self) -> Option<Turn> {
        match self {
            Self::Killed | Self::Injured | Self::Arrested => Some(Turn::Up),
            Self::Missing => Some(Turn::Down),
            Self::Drones | Self::Missiles | Self::Other => None,
        }
    }

    /// The slot that a word in lower case names.
    pub(crate) fn of(word: &str) -> Option<Self> {
        WORDS.iter().find(|(_, words)| words.contains(&word)).map(|(slot, _)| *slot)
    }

    /// Whether a report has a word for what is counted.
    pub(crate) fn is_named_in(self, report: &Report<'_>) -> bool {
        let lower = report.article.text.to_lowercase();
        let known = WORDS.iter().filter(|(slot, _)| *slot == self).flat_map(|(_, words)| words.iter());
        known.copied().any(|word| {
            let edge = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
            lower
                .match_indices(word.trim_end_matches('s'))
                .any(|(at, _)| edge(lower[..at].chars().next_back()))
        })
    }

    /// All words that name a slot.
    pub(super) fn words() -> impl Iterator<Item = &'static str> {
        WORDS.iter().flat_map(|(_, words)| words.iter().copied())
    }
}

#[rustfmt::skip]
const WORDS: &[(Slot, &[&str])] = &[
    (Slot::Killed, &[
        "killed", "killing", "kills", "kill", "dead", "died", "die", "deaths", "dies", "fatalities", "perished", "tote", "toten",
        "getötet", "muertos", "muertes", "fallecidos", "morts",
    ]),
    (Slot::Injured, &[
        "injured", "injuring", "injures", "wounded", "wounding", "wounds", "hurt", "injuries", "verletzte", "verletzten",
        "verletzt", "heridos", "blessés",
    ]),
    (Slot::Missing, &["missing", "unaccounted", "vermisst", "vermisste", "desaparecidos"]),
    (Slot::Arrested, &["arrested", "detained", "arrests", "festgenommen", "detenidos"]),
    (Slot::Drones, &["drones", "drohnen"]),
    (Slot::Missiles, &["missiles", "raketen", "misiles"]),
];

/// Which way a count goes as time passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// It grows.
    Up,
    /// It shrinks.
    Down,
}
