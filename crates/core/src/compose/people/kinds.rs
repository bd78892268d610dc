//! What the names of a story name, by one another: the short forms of firms, initials, adjectives of places.

use super::Name;
use crate::model::{MentionKind, PersonKind};
use crate::text::known_names::is_given;
use crate::text::normalize::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Letters that an adjective and its place have in common, at least.
const STEM: usize = 4;

/// Joins the short forms that firms and clubs have (their first word, their initials), takes adjectives of places and
/// pairs of names away, and says of names of one word that stand behind "in" that they are places.
pub(super) fn settle(names: &mut Vec<Name>) {
    for name in names.iter_mut() {
        let one = !name.shown().contains(' ');
        if one
            && name.counted() == MentionKind::Person
            && name.cues.titled == 0
            && name.cues.located > 0
            && name.forms.len() == 1
        {
            name.sure = Some(PersonKind::Place);
        }
    }
    let adjectives: Vec<String> = names
        .iter()
        .filter(|name| name.kind() == PersonKind::Other && !name.shown().contains(' '))
        .map(|name| fold(name.shown()))
        .filter(|name| is_adjective(name))
        .collect();
    for name in names.iter_mut() {
        let shown = fold(name.shown());
        let doubtful = name.counted() != MentionKind::Other && name.cues.titled == 0;
        let one = doubtful && !shown.contains(' ') && name.forms.len() == 1;
        if one && adjectives.iter().any(|adjective| *adjective != shown && alike(adjective, &shown)) {
            name.sure = Some(PersonKind::Place);
        }
    }
    let gone = joined(names);
    let shown: Vec<String> = names.iter().map(|name| fold(name.shown())).collect();
    let all: BTreeSet<&str> = shown.iter().map(String::as_str).collect();
    let kinds: Vec<PersonKind> = names.iter().map(Name::kind).collect();
    let dropped = |at: usize| {
        let name = shown[at].as_str();
        if gone.contains(&at) {
            return true;
        }
        if kinds[at] != PersonKind::Other {
            return false;
        }
        let pair = name.split_once('-').is_some_and(|(one, other)| all.contains(one) && all.contains(other));
        let adjective = !name.contains(' ') && is_adjective(name);
        let of_place =
            |other: &usize| *other != at && kinds[*other] == PersonKind::Place && alike(name, &shown[*other]);
        pair || adjective && (0..shown.len()).any(|other| of_place(&other))
    };
    let keep: Vec<bool> = (0..shown.len()).map(|at| !dropped(at)).collect();
    let mut at = 0;
    names.retain(|_| {
        at += 1;
        keep[at - 1]
    });
}

/// Whether a name of one word is whole by itself, though longer names begin with it.
pub(super) fn stands_alone(shown: &str) -> bool {
    let whole = matches!(
        shown,
        "Senate"
            | "House"
            | "Congress"
            | "Parliament"
            | "State"
            | "Justice"
            | "Customs"
            | "Health"
            | "National"
    );
    whole || shown.len() > 1 && shown.chars().all(|letter| letter.is_uppercase() || letter == '.')
}

/// Whether a word may be the adjective of a place.
fn is_adjective(name: &str) -> bool {
    ["an", "ian", "ese", "ish", "isch", "ische", "ischen"].iter().any(|tail| name.ends_with(tail))
}

/// Whether an adjective is that of a place: they begin alike, and the place is hardly longer than what they share.
fn alike(adjective: &str, place: &str) -> bool {
    let shared = adjective.chars().zip(place.chars()).take_while(|(a, b)| a == b).count();
    shared >= STEM && shared + 2 >= place.chars().count()
}

/// Joins short forms to the one longer name that they are of; gives the places of those that were joined.
fn joined(names: &mut [Name]) -> BTreeSet<usize> {
    let mut firsts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut initials: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut given_firsts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let alone: BTreeMap<String, usize> =
        names.iter().enumerate().map(|(at, name)| (fold(name.shown()), at)).collect();
    for (at, name) in names.iter().enumerate() {
        let words: Vec<&str> = name.shown().split(' ').collect();
        if words.len() < 2 {
            continue;
        }
        let last = words.last().copied().unwrap_or("");
        if name.kind() == PersonKind::Person {
            given_firsts.entry(fold(words[0])).or_default().push(at);
        }
        // People are called by their last name, firms and clubs by their first.
        if name.forms.keys().all(|form| form.contains(' ')) && !alone.contains_key(&fold(last)) {
            firsts.entry(fold(words[0])).or_default().push(at);
        }
        let capitals: String = words
            .iter()
            .filter_map(|word| word.chars().next())
            .filter(|letter| letter.is_uppercase())
            .collect();
        if capitals.len() > 2 {
            initials.entry(capitals).or_default().push(at);
        }
    }
    let mut gone = BTreeSet::new();
    for at in 0..names.len() {
        let shown = names[at].shown().to_owned();
        if shown.contains(' ') {
            continue;
        }
        let by_initials = initials.get(&shown).map(Vec::as_slice);
        let by_first = firsts.get(&fold(&shown)).map(Vec::as_slice);
        let place = names[at].kind() == PersonKind::Place;
        // "CIA" is no short form of "CIA Director", nor the Senate one of its committee.
        let by_first = by_first.filter(|_| !stands_alone(&shown));
        // "President Trump" is no short form of a firm that bears his name.
        let addressed = names[at].cues.titled + names[at].cues.personal > 0;
        let by_first = by_first.filter(|_| !addressed);
        // People are called by their first name too.
        let given = is_given(&fold(&shown));
        if given {
            if let Some([owner]) = given_firsts.get(&fold(&shown)).map(Vec::as_slice) {
                let taken = std::mem::take(&mut names[at]);
                names[*owner].add(taken);
                names[*owner].sure = Some(PersonKind::Person);
                gone.insert(at);
            }
            continue;
        }
        // So are people whose first name is not known here: no firm has an age or a title.
        if let Some([owner]) = by_first
            && names[*owner].kind() == PersonKind::Person
            && names[*owner].cues.personal + names[*owner].cues.titled > 0
        {
            continue;
        }
        if let Some(longer) = by_first {
            for &owner in longer {
                if names[owner].kind() == PersonKind::Person {
                    names[owner].sure = Some(PersonKind::Organisation);
                }
            }
        }
        let owner = match (by_initials, by_first) {
            (Some([owner]), _) => *owner,
            (_, Some([owner])) if !place => *owner,
            _ => continue,
        };
        // "North" is no short form of a place in the north.
        if names[owner].kind() == PersonKind::Place {
            continue;
        }
        let taken = std::mem::take(&mut names[at]);
        names[owner].add(taken);
        if names[owner].kind() != PersonKind::Place {
            names[owner].sure = Some(PersonKind::Organisation);
        }
        gone.insert(at);
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::super::cues::Cues;
    use super::*;

    fn name(forms: &[&str], kind: MentionKind, located: u32) -> Name {
        let mut name = Name { cues: Cues { located, ..Cues::default() }, ..Name::default() };
        for form in forms {
            name.forms.insert((*form).to_owned(), 3);
        }
        name.kinds.insert(kind, 3);
        name
    }

    fn check(names: Vec<Name>, expected: &[(&str, PersonKind)]) {
        let mut names = names;
        settle(&mut names);
        let found: Vec<(&str, PersonKind)> = names.iter().map(|name| (name.shown(), name.kind())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn names_say_what_other_names_are() {
        use MentionKind::{Organisation, Other, Person, Place};
        check(
            vec![
                name(&["Vesper"], Person, 4),
                name(&["Vesperan"], Other, 0),
                name(&["Quill Marine"], Person, 0),
                name(&["Quill"], Other, 0),
                name(&["Lumen News Agency"], Organisation, 0),
                name(&["LNA"], Organisation, 0),
                name(&["Ada Osei", "Osei"], Person, 0),
                name(&["Marrovia"], Person, 0),
                name(&["Marrovian"], Other, 0),
                name(&["Lumen"], Place, 2),
                name(&["Lumen-Vesper"], Other, 0),
            ],
            &[
                ("Vesper", PersonKind::Place),
                ("Quill Marine", PersonKind::Organisation),
                ("Lumen News Agency", PersonKind::Organisation),
                ("Ada Osei", PersonKind::Person),
                ("Marrovia", PersonKind::Place),
                ("Lumen", PersonKind::Place),
            ],
        );
    }

    #[test]
    fn a_first_name_is_not_a_firm() {
        check(
            vec![name(&["Ada Osei", "Osei"], MentionKind::Person, 0), name(&["Ada"], MentionKind::Other, 0)],
            &[("Ada Osei", PersonKind::Person), ("Ada", PersonKind::Other)],
        );
    }
}
