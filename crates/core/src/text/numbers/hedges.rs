//! How exactly a number is said to be meant.

use crate::model::{Language, Span};
use std::sync::LazyLock;

/// A modifier of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hedge {
    /// `at least`, `or more`.
    AtLeast,
    /// `more than`, `over`.
    MoreThan,
    /// `about`, `around`, `some`, `or so`.
    About,
    /// `nearly`, `almost`.
    Nearly,
    /// `up to`, `as many as`, `no more than`.
    UpTo,
    /// `fewer than`, `under`.
    LessThan,
    /// `exactly`, `precisely`.
    Exactly,
}

/// Bytes before a number that are searched.
const LOOK_BACK: usize = 28;

type List = &'static [(Hedge, &'static str)];

const EN: List = &[
    (
        Hedge::UpTo,
        "no more than|not more than|up to|as many as|as much as|at most|a maximum of|maximum of|as high as",
    ),
    (
        Hedge::AtLeast,
        "no less than|no fewer than|not less than|at least|a minimum of|minimum of|as few as|as little as",
    ),
    (Hedge::LessThan, "fewer than|less than|lower than|below|under|short of|just under"),
    (
        Hedge::MoreThan,
        "more than|greater than|higher than|over|above|upwards of|upward of|in excess of|well over|just over",
    ),
    (Hedge::Nearly, "nearly|almost|close to|just shy of|approaching"),
    (
        Hedge::About,
        "about|around|some|roughly|approximately|an estimated|estimated|circa|approx|approx.|or so|like",
    ),
    (Hedge::Exactly, "exactly|precisely"),
];
const DE: List = &[
    (Hedge::AtLeast, "mindestens|wenigstens|zumindest"),
    (Hedge::MoreThan, "mehr als|über|gut"),
    (Hedge::LessThan, "weniger als|unter"),
    (Hedge::UpTo, "bis zu|höchstens|maximal"),
    (Hedge::Nearly, "fast|beinahe|knapp|nahezu"),
    (Hedge::About, "rund|etwa|ungefähr|circa|ca.|schätzungsweise|um die"),
    (Hedge::Exactly, "genau|exakt"),
];
const ES: List = &[
    (Hedge::AtLeast, "al menos|por lo menos|como mínimo"),
    (Hedge::MoreThan, "más de|mas de|más que"),
    (Hedge::LessThan, "menos de"),
    (Hedge::UpTo, "hasta|como máximo"),
    (Hedge::Nearly, "casi"),
    (Hedge::About, "unos|unas|cerca de|alrededor de|aproximadamente|en torno a"),
];
const FR: List = &[
    (Hedge::AtLeast, "au moins"),
    (Hedge::MoreThan, "plus de"),
    (Hedge::LessThan, "moins de"),
    (Hedge::UpTo, "jusqu'à|jusqu’à|au plus"),
    (Hedge::Nearly, "presque|près de"),
    (Hedge::About, "environ|quelque|autour de|à peu près"),
];
const IT: List = &[
    (Hedge::AtLeast, "almeno"),
    (Hedge::MoreThan, "più di|oltre"),
    (Hedge::LessThan, "meno di"),
    (Hedge::UpTo, "fino a"),
    (Hedge::Nearly, "quasi"),
    (Hedge::About, "circa|intorno a|all'incirca"),
];
const PT: List = &[
    (Hedge::AtLeast, "pelo menos|ao menos"),
    (Hedge::MoreThan, "mais de"),
    (Hedge::LessThan, "menos de"),
    (Hedge::UpTo, "até"),
    (Hedge::Nearly, "quase"),
    (Hedge::About, "cerca de|aproximadamente|por volta de"),
];
const NL: List = &[
    (Hedge::AtLeast, "minstens|ten minste|zeker"),
    (Hedge::MoreThan, "meer dan|ruim"),
    (Hedge::LessThan, "minder dan"),
    (Hedge::UpTo, "hoogstens|maximaal"),
    (Hedge::Nearly, "bijna"),
    (Hedge::About, "ongeveer|zo'n|circa|rond"),
];
const RU: List = &[
    (Hedge::AtLeast, "не менее|как минимум|минимум|по меньшей мере"),
    (Hedge::MoreThan, "более|больше|свыше"),
    (Hedge::LessThan, "менее|меньше"),
    (Hedge::UpTo, "не более"),
    (Hedge::Nearly, "почти"),
    (Hedge::About, "около|примерно|порядка"),
];
const UK: List = &[
    (Hedge::AtLeast, "щонайменше|не менше|принаймні"),
    (Hedge::MoreThan, "понад|більше|більш як"),
    (Hedge::LessThan, "менше"),
    (Hedge::UpTo, "не більше"),
    (Hedge::Nearly, "майже"),
    (Hedge::About, "близько|приблизно"),
];
const PL: List = &[
    (Hedge::AtLeast, "co najmniej|przynajmniej"),
    (Hedge::MoreThan, "ponad|więcej niż"),
    (Hedge::LessThan, "mniej niż"),
    (Hedge::UpTo, "nawet|najwyżej"),
    (Hedge::Nearly, "prawie|niemal"),
    (Hedge::About, "około|ok."),
];

/// The phrases of a language one by one, in the order in which they are tried.
fn list(language: Option<Language>) -> &'static [(Hedge, &'static str)] {
    macro_rules! lists {
        ($($code:literal $list:ident),*; $default:ident) => {
            match language.as_ref().map_or("en", Language::as_str) {
                $($code => { static L: LazyLock<Vec<(Hedge, &str)>> = LazyLock::new(|| spread($list)); &L })*
                _ => { static L: LazyLock<Vec<(Hedge, &str)>> = LazyLock::new(|| spread($default)); &L }
            }
        };
    }
    lists!("de" DE, "es" ES, "fr" FR, "it" IT, "pt" PT, "nl" NL, "ru" RU, "uk" UK, "pl" PL; EN)
}

fn spread(list: List) -> Vec<(Hedge, &'static str)> {
    list.iter().flat_map(|(hedge, phrases)| phrases.split('|').map(move |phrase| (*hedge, phrase))).collect()
}

/// The hedge of the number at `span`, from the words before it (not before `floor`) and after it.
pub(super) fn hedge(
    text: &str,
    span: Span,
    unit: Option<Span>,
    language: Option<Language>,
    floor: usize,
) -> Option<Hedge> {
    let start = unit.map_or(span.start, |unit| unit.start.min(span.start)) as usize;
    let mut from = start.saturating_sub(LOOK_BACK).max(floor.min(start));
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut before = text[from..start].trim_end_matches(['$', '€', '£', '¥', '₹', ' ', '\u{a0}']);
    // `more than a hundred`, `at least another 12`, `an estimated $5`
    for filler in [" US", " another", " the", " a"] {
        before = before.strip_suffix(filler).unwrap_or(before);
    }
    let found = list(language).iter().find(|(_, phrase)| ends_with_words(before, phrase));
    if let Some((hedge, _)) = found {
        return Some(*hedge);
    }
    let end = unit.map_or(span.end, |unit| unit.end.max(span.end)) as usize;
    let after = text.get(end..)?;
    let after = after.strip_prefix(' ').unwrap_or(after);
    for (hedge, phrases) in [
        (Hedge::AtLeast, ["or more", "oder mehr", "o más", "ou plus", "plus"]),
        (Hedge::About, ["or so", "o menos", "odd", "-odd", "-some"]),
        (Hedge::UpTo, ["or fewer", "or less", "or under", "oder weniger", "ou moins"]),
    ] {
        let hit = |phrase: &str| {
            after.strip_prefix(phrase).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        if phrases.iter().any(|phrase| hit(phrase)) {
            return Some(hedge);
        }
    }
    (after.starts_with('+') && after.len() < text.len()).then_some(Hedge::AtLeast)
}

/// Whether `text` ends with the words of `phrase`, the first letter in either case.
fn ends_with_words(text: &str, phrase: &str) -> bool {
    // of most phrases the last byte is another
    if text.as_bytes().last() != phrase.as_bytes().last() {
        return false;
    }
    let Some(at) = text.len().checked_sub(phrase.len()) else { return false };
    let Some(tail) = text.get(at..) else { return false };
    let same = tail == phrase || {
        let (mut a, mut b) = (tail.chars(), phrase.chars());
        let first = a.next().zip(b.next()).is_some_and(|(x, y)| x.to_lowercase().eq(y.to_lowercase()));
        first && a.as_str() == b.as_str()
    };
    same && !text[..at].ends_with(char::is_alphanumeric)
}
