//! The kinds of counts that reports of an event give, and the words that name them.

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
        Some(match word {
            "killed" | "killing" | "kills" | "kill" | "dead" | "died" | "die" | "deaths" | "dies"
            | "fatalities" | "perished" | "tote" | "toten" | "getötet" | "muertos" | "muertes"
            | "fallecidos" | "morts" => Self::Killed,
            "injured" | "injuring" | "injures" | "wounded" | "wounding" | "wounds" | "hurt" | "injuries"
            | "verletzte" | "verletzten" | "verletzt" | "heridos" | "blessés" => Self::Injured,
            "missing" | "unaccounted" | "vermisst" | "vermisste" | "desaparecidos" => Self::Missing,
            "arrested" | "detained" | "arrests" | "festgenommen" | "detenidos" => Self::Arrested,
            "drones" | "drohnen" => Self::Drones,
            "missiles" | "raketen" | "misiles" => Self::Missiles,
            _ => return None,
        })
    }
}

/// Which way a count goes as time passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// It grows.
    Up,
    /// It shrinks.
    Down,
}
