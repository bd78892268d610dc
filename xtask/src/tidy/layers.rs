//! Who may name whom. The table below is the architecture; a line that breaks it is named with what it may use.

use super::source::{self, Named};
use super::{Fault, TreeFile};

/// Rooms of the core, each with the rooms that it may name. The nouns know nobody, the corridor knows all.
const CORE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("text", &["model"]),
    ("read", &["model", "text"]),
    ("analyze", &["model", "text"]),
    ("dedup", &["model", "text"]),
    ("cluster", &["model", "text"]),
    ("compose", &["model", "text"]),
    ("render", &["model", "text"]),
    ("flow", &["model", "text", "read", "analyze", "dedup", "cluster", "compose", "render"]),
];

/// Rooms of the rim: doors to the world, then the two that use them, then the command line.
const RIM: &[(&str, &[&str])] = &[
    ("config", &[]),
    ("store", &[]),
    ("fetch", &[]),
    ("remote", &[]),
    ("publish", &[]),
    ("search", &[]),
    ("run", &["config", "store", "fetch", "remote", "publish"]),
    ("serve", &["config", "store", "fetch", "remote", "publish", "search"]),
    ("cli", &["config", "store", "fetch", "remote", "publish", "search", "run", "serve"]),
];

/// Names that only some rooms of the rim may say: beginning of the path, rooms, reason.
const RESERVED: &[(&[&str], &[&str], &str)] = &[
    (&["std", "thread"], &["run"], "only run starts threads"),
    (&["rayon"], &["run"], "only run starts threads"),
    (&["tokio"], &["fetch", "remote", "serve", "main"], "only fetch, remote, serve and main name tokio"),
    (&["rusqlite"], &["store"], "only store names SQL"),
];

/// What the core may never name.
const WORLD: &[&[&str]] = &[
    &["std", "fs"],
    &["std", "net"],
    &["std", "env"],
    &["std", "thread"],
    &["std", "process"],
    &["std", "time", "Instant"],
    &["std", "time", "SystemTime"],
    &["std", "collections", "HashMap"],
    &["std", "collections", "HashSet"],
    &["tokio"],
    &["rayon"],
    &["reqwest"],
];

/// Checks one source file of the core or the rim; other files are let be.
pub fn check(file: &TreeFile) -> Vec<Fault> {
    let (table, inside) = if let Some(inside) = file.path.strip_prefix("crates/core/src/") {
        (CORE, inside)
    } else if let Some(inside) = file.path.strip_prefix("crates/newsloom/src/") {
        (RIM, inside)
    } else {
        return Vec::new();
    };
    let module = module_of(inside);
    let room = module.first().map_or("", String::as_str);
    let core = table == CORE;
    let top = inside == "lib.rs" || inside == "main.rs";
    let Some(may) =
        table.iter().find(|(name, _)| *name == room).map(|(_, may)| *may).or(top.then_some(&[][..]))
    else {
        return vec![Fault::new(
            &file.path,
            0,
            format!("room {room} is not in the table of layers: put it there, with whom it may name"),
        )];
    };
    let said = if inside == "main.rs" { "main" } else { room };
    let mut faults = Vec::new();
    for named in source::paths(&source::tokens(&file.text), &module) {
        let broken =
            if core { core_rule(&named, inside.ends_with("tests.rs")) } else { rim_rule(&named, said) };
        let broken = broken.or_else(|| if top { None } else { room_rule(&named, room, may, table) });
        if let Some(what) = broken {
            faults.push(Fault::new(&file.path, named.line, what));
        }
    }
    faults
}

/// `read/html/scan.rs` is `read::html::scan`; `mod.rs`, `lib.rs` and `main.rs` add nothing.
pub(super) fn module_of(inside: &str) -> Vec<String> {
    let bare = inside.trim_end_matches(".rs");
    bare.split('/').filter(|p| !["mod", "lib", "main"].contains(p)).map(str::to_owned).collect()
}

fn room_rule(named: &Named, room: &str, may: &[&str], table: &[(&str, &[&str])]) -> Option<String> {
    let other = match named.parts.as_slice() {
        [only] if only == "crate" => {
            return Some(format!("{room} takes everything of the crate: name what is needed"));
        }
        [first, other, ..] if first == "crate" => other.as_str(),
        _ => return None,
    };
    let is_room = table.iter().any(|(name, _)| *name == other);
    if other == room || !is_room || may.contains(&other) {
        return None;
    }
    let allowed = if may.is_empty() { "no other room".to_owned() } else { may.join(", ") };
    Some(format!("{room} names {}: it may name {allowed}", named.parts.join("::")))
}

fn starts(named: &Named, beginning: &[&str]) -> bool {
    named.parts.len() >= beginning.len() && named.parts.iter().zip(beginning).all(|(a, b)| a == b)
}

/// Tests may look at a clock: that bad input costs linear time is a promise worth a test.
fn core_rule(named: &Named, test: bool) -> Option<String> {
    let hit = WORLD.iter().find(|w| starts(named, w) && !(test && w.last() == Some(&"Instant")))?;
    Some(format!("the core names {}: it is pure, take the value from the rim", hit.join("::")))
}

fn rim_rule(named: &Named, room: &str) -> Option<String> {
    let (beginning, _, why) =
        RESERVED.iter().find(|(b, rooms, _)| starts(named, b) && !rooms.contains(&room))?;
    Some(format!("names {}: {why}", beginning.join("::")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The faults of a planted line, as `line: beginning of what is told`.
    fn check_line(path: &str, text: &str, expected: &[&str]) {
        let file = TreeFile { path: path.to_owned(), text: text.to_owned() };
        let got: Vec<String> = check(&file).iter().map(|f| format!("{}: {}", f.line, f.what)).collect();
        assert_eq!(got.len(), expected.len(), "{path}: {got:?}");
        for (got, expected) in got.iter().zip(expected) {
            assert!(got.starts_with(expected), "{got} does not start with {expected}");
        }
    }

    #[test]
    fn accepts_what_the_table_allows() {
        check_line(
            "crates/core/src/read/html/tree.rs",
            "use crate::model::Span;\nuse crate::text::fold;\nuse super::scan;",
            &[],
        );
        check_line("crates/core/src/flow.rs", "use crate::read; use crate::cluster::Desk;", &[]);
        check_line(
            "crates/newsloom/src/run/conveyor.rs",
            "use crate::config::Config; use std::thread; fn f() { rayon::join(a, b); }",
            &[],
        );
        check_line("crates/newsloom/src/main.rs", "use newsloom::cli; fn f() { tokio::runtime::x(); }", &[]);
    }

    #[test]
    fn names_a_room_that_reaches_another() {
        check_line(
            "crates/core/src/read/feed.rs",
            "//! x\nuse crate::cluster::Desk;",
            &["2: read names crate::cluster::Desk"],
        );
        check_line(
            "crates/core/src/read/html/a.rs",
            "use super::super::super::compose::x;",
            &["1: read names crate::compose::x"],
        );
        check_line(
            "crates/core/src/model/a.rs",
            "use crate::text::fold;",
            &["1: model names crate::text::fold: it may name no other room"],
        );
        check_line(
            "crates/core/src/text/a.rs",
            "fn f() { crate::read::decode() }",
            &["1: text names crate::read::decode"],
        );
        check_line(
            "crates/core/src/render/a.rs",
            "use crate::{model, flow::x};",
            &["1: render names crate::flow::x"],
        );
        check_line(
            "crates/newsloom/src/fetch/a.rs",
            "use crate::store::Ledger;",
            &["1: fetch names crate::store::Ledger"],
        );
        check_line(
            "crates/newsloom/src/run/a.rs",
            "use crate::cli::Flags;",
            &["1: run names crate::cli::Flags"],
        );
    }

    #[test]
    fn names_what_is_reserved() {
        check_line("crates/core/src/read/a.rs", "use std::fs;", &["1: the core names std::fs"]);
        check_line("crates/core/src/read/a.rs", "use std::fs::File;", &["1: the core names std::fs"]);
        check_line(
            "crates/core/src/read/a.rs",
            "use std::{net::TcpStream, io};",
            &["1: the core names std::net"],
        );
        check_line(
            "crates/newsloom/src/cli/a.rs",
            "fn f() { std::thread::spawn(x); }",
            &["1: names std::thread: only run"],
        );
        check_line("crates/newsloom/src/cli/a.rs", "use tokio::net::X;", &["1: names tokio: only fetch"]);
        check_line("crates/newsloom/src/odd/a.rs", "", &["0: room odd is not in the table"]);
    }
}
