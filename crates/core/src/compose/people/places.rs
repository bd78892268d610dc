//! Of what sort a place is, where the text says it by its grammar: "the city of Lumen", "Lumen, a port of 8,000", "Vesper
//! province", "Vesper Island". What is only known from elsewhere is not said.

use crate::model::{Mention, PlaceKind, Report};

/// Words of an apposition among which its noun stands.
const WITHIN: usize = 6;

fn of_noun(word: &str) -> Option<PlaceKind> {
    Some(match word {
        "city" | "town" | "village" | "capital" | "suburb" | "municipality" | "hamlet" | "township"
        | "stadt" | "dorf" | "ciudad" | "pueblo" => PlaceKind::City,
        "province" | "state" | "region" | "county" | "district" | "oblast" | "prefecture" | "territory"
        | "canton" | "governorate" | "peninsula" | "valley" | "provinz" | "provincia" => PlaceKind::Region,
        "country" | "kingdom" | "republic" | "nation" => PlaceKind::Country,
        "river" | "lake" | "sea" | "bay" | "gulf" | "strait" | "canal" | "ocean" | "reservoir" => {
            PlaceKind::Water
        }
        "island" | "islands" | "archipelago" | "atoll" => PlaceKind::Island,
        "mountain" | "mountains" | "volcano" | "peak" | "hill" => PlaceKind::Mountain,
        "airport" | "stadium" | "bridge" | "dam" | "palace" | "tower" | "castle" | "prison" | "hotel"
        | "cathedral" | "mosque" | "church" | "hospital" => PlaceKind::Building,
        _ => return None,
    })
}

/// What stands around one mention says of the place, if anything.
pub(super) fn said(report: &Report<'_>, mention: &Mention) -> Option<PlaceKind> {
    let text = &report.article.text;
    let before = text.get(..mention.span.start as usize).unwrap_or("");
    let after = text.get(mention.span.end as usize..).unwrap_or("");
    of_apposition(after).or_else(|| of_before(before)).or_else(|| of_after(after))
}

/// "the city of Lumen", "the river Orle". Of what something is the capital stands open.
fn of_before(before: &str) -> Option<PlaceKind> {
    let mut words = before.strip_suffix(' ')?.rsplit(' ');
    let last = words.next()?;
    let noun = if last == "of" { words.next()? } else { last };
    let determined = words.take(3).any(|word| matches!(word, "the" | "The" | "a"));
    // "the mountains of Lumen" are in it.
    let whole = last != "of"
        || matches!(
            noun,
            "city"
                | "town"
                | "village"
                | "province"
                | "state"
                | "region"
                | "county"
                | "district"
                | "island"
                | "republic"
                | "kingdom"
                | "stadt"
                | "provincia"
                | "ciudad"
        );
    let plain = !matches!(noun, "capital" | "church" | "nation" | "country" | "hospital" | "hotel")
        && (last == "of" || noun != "state");
    of_noun(noun).filter(|_| determined && whole && plain)
}

/// "Vesper province", but not "Lumen city council".
fn of_after(after: &str) -> Option<PlaceKind> {
    let mut words = after.strip_prefix(' ')?.split(' ');
    let noun = words.next()?;
    let ended = noun.ends_with([',', '.', ';']);
    let kind = of_noun(noun.trim_end_matches([',', '.', ';']))?;
    let next = words.next().unwrap_or("");
    let joined = !ended
        && !matches!(next, "in" | "on" | "at" | "of" | "and" | "where" | "was" | "is" | "were" | "has" | "");
    // "Lumen church" stands in Lumen.
    (!joined && !matches!(kind, PlaceKind::City | PlaceKind::Country | PlaceKind::Building)).then_some(kind)
}

/// "Lumen, a fishing town on the coast", "Lumen, the capital of Vesper".
fn of_apposition(after: &str) -> Option<PlaceKind> {
    let clause = after.strip_prefix(", ")?;
    let clause = clause.split([',', '.', ';', '\u{2014}', '(']).next()?;
    let mut words = clause.split(' ');
    if !matches!(words.next()?, "a" | "an" | "the" | "its" | "eine" | "una" | "un") {
        return None;
    }
    words
        .take(WITHIN)
        .take_while(|word| {
            !matches!(*word, "of" | "in" | "on" | "that" | "where" | "which" | "who" | "near" | "and")
        })
        .last()
        .and_then(of_noun)
}

/// Whether the last word of the name is one that places have, though perhaps of another sort: a city may be called after its bay.
pub(super) fn named_as_one(name: &str) -> bool {
    let last = name.rsplit(' ').next().filter(|last| last.len() < name.len()).unwrap_or("");
    by_name(name).is_some()
        || matches!(
            last,
            "Bay"
                | "Lake"
                | "Beach"
                | "Hills"
                | "Creek"
                | "Falls"
                | "Coast"
                | "Mountains"
                | "Heights"
                | "Road"
                | "Street"
                | "Square"
                | "Avenue"
                | "Harbor"
                | "Harbour"
                | "Desert"
                | "Forest"
        )
}

/// What the name itself says: "Vesper Island", "Mount Vesper". A city may be called after a bay or falls.
pub(super) fn by_name(name: &str) -> Option<PlaceKind> {
    let (head, last) = name.rsplit_once(' ')?;
    if head.split(' ').next() == Some("Mount") || name.starts_with("Mount ") {
        return Some(PlaceKind::Mountain);
    }
    let sure = matches!(
        last,
        "Island"
            | "Islands"
            | "River"
            | "County"
            | "Province"
            | "Oblast"
            | "District"
            | "Airport"
            | "Stadium"
            | "Bridge"
            | "Sea"
            | "Ocean"
            | "Strait"
            | "Peninsula"
            | "Valley"
            | "Prefecture"
    );
    sure.then(|| of_noun(&last.to_lowercase())).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grammar_tells_what_a_place_is() {
        assert_eq!(of_before("They met in the old city of "), Some(PlaceKind::City));
        assert_eq!(of_before("It is the capital of "), None);
        assert_eq!(of_before("She went to "), None);
        assert_eq!(of_after(" province, where it rained"), Some(PlaceKind::Region));
        assert_eq!(of_after(" city council voted"), None);
        assert_eq!(of_after(" river bank club"), None);
        assert_eq!(of_apposition(", a fishing town of 8,000 on the coast."), Some(PlaceKind::City));
        assert_eq!(of_apposition(", the capital of Vesper, to talk"), Some(PlaceKind::City));
        assert_eq!(of_apposition(", the mayor of the town, said"), None);
        assert_eq!(of_before("It fell in the mountains of "), None);
        assert_eq!(by_name("Vesper Island"), Some(PlaceKind::Island));
        assert_eq!(by_name("Vesper Bay"), None);
        assert!(named_as_one("Vesper Bay"));
    }
}
