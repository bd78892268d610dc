//! A person whom one report misspells: "Andrea Lindmor" once, "Andrea Lindmoor" everywhere else.

use super::{Name, fold};
use crate::model::PersonKind;
use std::collections::BTreeMap;

/// Letters of a surname, at least: of shorter ones too many are one letter apart.
const LETTERS: usize = 6;
/// How many times as often the right spelling stands.
const OFTENER: u32 = 3;

/// Joins to a person the name that one report alone has, which has all but one letter of the surname.
pub(super) fn join(names: &mut Vec<Name>) {
    let mut by_given: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
    for (index, name) in names.iter().enumerate().filter(|(_, name)| name.kind() == PersonKind::Person) {
        if let Some((given, last)) = fold(name.shown()).rsplit_once(' ') {
            by_given.entry(given.to_owned()).or_default().push((last.to_owned(), index));
        }
    }
    let mut gone = Vec::new();
    for alike in by_given.values().filter(|alike| (2..=20).contains(&alike.len())) {
        for (last, index) in alike.iter().filter(|(last, _)| last.chars().count() >= LETTERS) {
            let slip = &names[*index];
            let right = alike.iter().find(|(other, owner)| {
                let right = &names[*owner];
                one_letter_apart(last, other)
                    && slip.reports.len() == 1
                    && right.reports.len() > 1
                    && right.mentions() >= slip.mentions() * OFTENER
            });
            if let Some(&(_, owner)) = right {
                let taken = std::mem::take(&mut names[*index]);
                names[owner].add(taken);
                gone.push(*index);
            }
        }
    }
    let mut index = 0;
    names.retain(|_| {
        index += 1;
        !gone.contains(&(index - 1))
    });
}

/// Whether one letter is another, is missing or is too many.
fn one_letter_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    match long.len() - short.len() {
        0 => same < long.len() && short[same + 1..] == long[same + 1..],
        1 => short[same..] == long[same + 1..],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::one_letter_apart;

    #[test]
    fn letters_are_counted() {
        for (a, b, expected) in [
            ("lindmoor", "lindmor", true),
            ("lindmoor", "lindmoon", true),
            ("lindmoor", "indmoor", true),
            ("lindmoor", "lindmoor", false),
            ("lindmoor", "lindmora", false),
            ("lindmoor", "linmodor", false),
        ] {
            assert_eq!((one_letter_apart(a, b), one_letter_apart(b, a)), (expected, expected), "{a} {b}");
        }
    }
}
