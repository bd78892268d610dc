//! No circle of files: who takes a name from a file is not needed by that file, over any number of steps. A folder's own
//! file (`mod.rs`) and what lies below it are one place, so they may know each other.

use super::layers::module_of;
use super::source;
use super::{Fault, TreeFile};
use std::collections::{BTreeMap, BTreeSet};

/// Folders that are a crate each.
const CRATES: &[&str] = &["crates/core/src/", "crates/newsloom/src/", "xtask/src/"];

/// The files of a crate by their module's path, each with the modules that it names.
type Names = BTreeMap<Vec<String>, BTreeSet<Vec<String>>>;

/// One fault for every circle, at its first file.
pub fn check(files: &[TreeFile]) -> Vec<Fault> {
    CRATES.iter().flat_map(|root| of_crate(root, files)).collect()
}

fn of_crate(root: &str, files: &[TreeFile]) -> Vec<Fault> {
    let inside: Vec<(Vec<String>, &TreeFile)> = files
        .iter()
        .filter_map(|file| Some((file.path.strip_prefix(root)?, file)))
        .filter(|(path, _)| path.ends_with(".rs") && !path.ends_with("tests.rs"))
        .map(|(path, file)| (module_of(path), file))
        .collect();
    let known: BTreeSet<&Vec<String>> = inside.iter().map(|(module, _)| module).collect();
    let mut names: Names = Names::new();
    for (module, file) in &inside {
        let told = file.text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let named = source::paths(&source::tokens(told), module);
        let taken = named.iter().filter_map(|named| {
            let parts = named.parts.strip_prefix(&["crate".to_owned()][..])?;
            (1..=parts.len()).rev().map(|end| parts[..end].to_vec()).find(|path| known.contains(path))
        });
        let apart = |other: &Vec<String>| !other.starts_with(module) && !module.starts_with(other);
        names.entry(module.clone()).or_default().extend(taken.filter(apart));
    }
    let mut faults = Vec::new();
    let mut told = BTreeSet::new();
    for module in names.keys() {
        let circle = circle(&names, module);
        if circle.is_empty() || circle.iter().any(|other| told.contains(other)) {
            continue;
        }
        let file = inside.iter().find(|(other, _)| other == module).map_or("", |(_, file)| &file.path);
        let shown: Vec<String> = circle.iter().map(|module| module.join("::")).collect();
        let what = format!(
            "stands in a circle of files ({}): move what they share to a file below",
            shown.join(" -> ")
        );
        faults.push(Fault::new(file, 0, what));
        told.extend(circle);
    }
    faults
}

/// The shortest way from a module back to itself, or nothing.
fn circle(names: &Names, module: &Vec<String>) -> Vec<Vec<String>> {
    let mut came_from: BTreeMap<&Vec<String>, &Vec<String>> = BTreeMap::new();
    let mut open = std::collections::VecDeque::from([module]);
    while let Some(here) = open.pop_front() {
        for next in names.get(here).into_iter().flatten() {
            if next == module {
                let mut way = vec![here.clone()];
                while let Some(before) = came_from.get(&way[way.len() - 1]) {
                    way.push((*before).clone());
                }
                way.reverse();
                return way;
            }
            if !came_from.contains_key(next) {
                came_from.insert(next, here);
                open.push_back(next);
            }
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_files(files: &[(&str, &str)], expected: &[&str]) {
        let files: Vec<TreeFile> = files
            .iter()
            .map(|(path, text)| TreeFile { path: format!("xtask/src/{path}"), text: (*text).to_owned() })
            .collect();
        let got: Vec<String> = check(&files).into_iter().map(|f| f.what).collect();
        assert_eq!(got.len(), expected.len(), "{got:?}");
        for (got, expected) in got.iter().zip(expected) {
            assert!(got.contains(expected), "{got} does not name {expected}");
        }
    }

    #[test]
    fn one_direction_is_no_circle() {
        check_files(&[("a.rs", "use crate::b::x;"), ("b.rs", "use crate::c;"), ("c.rs", "")], &[]);
        check_files(&[("a/mod.rs", "mod b; use b::x;"), ("a/b.rs", "use super::y;")], &[]);
    }

    #[test]
    fn a_circle_is_told_once() {
        check_files(
            &[("a.rs", "use crate::b::x;"), ("b.rs", "fn f() { super::c::y() }"), ("c.rs", "use super::a;")],
            &["a -> b -> c"],
        );
        check_files(
            &[("r/a.rs", "use super::b::B;"), ("r/b.rs", "use super::a::{A, C};")],
            &["r::a -> r::b"],
        );
    }
}
