//! What stands around a name and says what it names.

use crate::model::{Mention, Report};
use crate::text::gender::Gender;

/// How often each cue stands around the mentions of a name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cues {
    /// A word of place before it: "in Lumen", "the mayor of Lumen".
    pub located: u32,
    /// A word before it that often stands before places, and before others: "to Lumen".
    pub reached: u32,
    /// A role or form of address before it: "President Quill".
    pub titled: u32,
    /// A verb of speech beside it: "Quill said".
    pub speaks: u32,
    /// An age or "who" behind it: "Quill, 54,".
    pub personal: u32,
    /// A form of address before it that women have, and one that men have.
    pub addressed: [u32; 2],
}

impl Cues {
    pub fn add(&mut self, other: &Self) {
        self.located += other.located;
        self.reached += other.reached;
        self.titled += other.titled;
        self.speaks += other.speaks;
        self.personal += other.personal;
        self.addressed[0] += other.addressed[0];
        self.addressed[1] += other.addressed[1];
    }

    /// What the forms of address say, where they agree.
    pub fn gender(&self) -> Option<Gender> {
        match self.addressed {
            [0, 0] => None,
            [_, 0] => Some(Gender::Woman),
            [0, _] => Some(Gender::Man),
            _ => None,
        }
    }
}

#[rustfmt::skip]
const TITLES: &[&str] = &[
    "president", "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sen", "senator", "rep", "gov", "governor", "mayor", "minister",
    "chancellor", "secretary", "king", "queen", "prince", "princess", "pope", "judge", "justice", "general", "gen", "captain", "capt",
    "colonel", "sergeant", "coach", "chairman", "chairwoman", "spokesman", "spokeswoman", "director", "speaker", "premier", "sir",
    "lady", "lord", "candidate", "lawyer", "attorney", "sheriff", "detective", "herr", "frau",
];
#[rustfmt::skip]
const SPEAKING: &[&str] = &[
    "said", "says", "told", "tells", "added", "adds", "argued", "announced", "wrote", "tweeted", "asked", "warned", "insisted",
    "replied", "sagte", "dijo",
];

/// Whether the noun before "of" is one that places have: "the mayor of", "the coast of".
fn belongs(before: &str) -> bool {
    let noun = before.trim_end().strip_suffix("of").unwrap_or("").trim_end().rsplit(' ').next().unwrap_or("");
    matches!(
        noun,
        "mayor"
            | "coast"
            | "streets"
            | "north"
            | "south"
            | "east"
            | "west"
            | "outskirts"
            | "city"
            | "town"
            | "village"
            | "province"
            | "island"
            | "residents"
            | "capital"
            | "port"
            | "centre"
            | "center"
            | "suburbs"
    )
}

/// The cues around one mention.
pub(super) fn around(report: &Report<'_>, mention: &Mention) -> Cues {
    let text = &report.article.text;
    let before = text.get(..mention.span.start as usize).unwrap_or("");
    let after = text.get(mention.span.end as usize..).unwrap_or("");
    let last = before.strip_suffix(' ').map_or("", |before| {
        let before = before.trim_end_matches('.');
        before.rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or("")
    });
    let next = after.strip_prefix(' ').map_or("", |after| after.split([' ', ',', '.']).next().unwrap_or(""));
    let own = !after.starts_with("'s") && !after.starts_with('\u{2019}');
    let behind = after.strip_prefix(", ").unwrap_or("");
    let aged = behind
        .split_once(',')
        .is_some_and(|(age, _)| age.len() == 2 && age.bytes().all(|b| b.is_ascii_digit()));
    let gender = Gender::of(last).filter(|_| last.starts_with(char::is_uppercase));
    Cues {
        addressed: [Gender::Woman, Gender::Man].map(|of| u32::from(gender == Some(of))),
        located: u32::from(
            own && matches!(last, "in" | "In" | "near" | "outside" | "across" | "aus" | "nach")
                || last == "of" && belongs(before),
        ),
        reached: u32::from(
            own && matches!(last, "to" | "from" | "on" | "On" | "at" | "into" | "toward" | "towards" | "off"),
        ),
        titled: u32::from(TITLES.contains(&last.to_lowercase().as_str())),
        speaks: u32::from(SPEAKING.contains(&next) || SPEAKING[..2].contains(&last)),
        personal: u32::from(aged || behind.starts_with("who ")),
    }
}
