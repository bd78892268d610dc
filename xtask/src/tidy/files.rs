//! Files: short, with a sentence at the top that says what they are for, and with names that say it too.

use super::{Fault, TreeFile};

/// No source file is longer than this many lines.
const LONGEST: usize = 600;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] =
    &["util", "utils", "helper", "helpers", "manager", "process", "misc", "common_utils"];

/// Checks one file.
pub fn check(file: &TreeFile) -> Vec<Fault> {
    let mut faults = Vec::new();
    let ending = file.path.rsplit('.').next().unwrap_or_default();
    let lines = file.text.lines().count();
    if ["rs", "py", "mjs", "js", "css", "sh"].contains(&ending) && lines > LONGEST {
        faults.push(Fault::new(
            &file.path,
            LONGEST + 1,
            format!("{lines} lines, at most {LONGEST}: split it by ideas"),
        ));
    }
    let says_what_it_is = file.path.ends_with("/tests.rs") || is_generated(&file.path);
    if ending == "rs" && !says_what_it_is && !opens_with_docs(&file.text) {
        faults.push(Fault::new(
            &file.path,
            1,
            "no module docs: begin with `//!` and say what the file is for",
        ));
    }
    for part in file.path.trim_end_matches(".rs").split('/') {
        if EMPTY_NAMES.contains(&part) {
            faults.push(Fault::new(
                &file.path,
                0,
                format!("the name {part} says nothing: name the thing or the deed"),
            ));
        }
    }
    faults
}

/// Checks what only the whole tree shows: the command that the README gives for the tests is the one that `.ci/run` uses.
pub fn check_tree(files: &[TreeFile]) -> Vec<Fault> {
    let text = |path: &str| files.iter().find(|f| f.path == path).map(|f| f.text.as_str());
    let (Some(readme), Some(ci)) = (text("README.md"), text(".ci/run")) else { return Vec::new() };
    let command = "cargo test --workspace";
    let mut faults = Vec::new();
    for (path, said) in [("README.md", readme), (".ci/run", ci)] {
        if !said.lines().any(|l| l.trim().trim_start_matches("$ ").starts_with(command)) {
            faults.push(Fault::new(
                path,
                0,
                format!(
                    "does not give `{command}` on a line of its own: README and .ci/run run the same tests"
                ),
            ));
        }
    }
    faults
}

fn opens_with_docs(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|l| !l.is_empty() && !l.starts_with("#!["));
    first.is_none_or(|l| l.starts_with("//!"))
}

/// Included files of data stand outside the module tree and say what they are in a plain comment.
fn is_generated(path: &str) -> bool {
    path.ends_with(".data.rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_text(path: &str, text: &str, expected: usize) {
        let file = TreeFile { path: path.to_owned(), text: text.to_owned() };
        assert_eq!(check(&file).len(), expected, "{path}");
    }

    #[test]
    fn length_docs_and_names() {
        check_text("a/b.rs", "//! What b is for.\nfn x() {}", 0);
        check_text("a/b.rs", "fn x() {}", 1);
        check_text("a/b.rs", "// not module docs\nfn x() {}", 1);
        check_text("a/b.rs", &format!("//! Long.\n{}", "\n".repeat(600)), 1);
        check_text("a/utils.rs", "//! Things.", 1);
        check_text("a/long.md", &"\n".repeat(2000), 0);
    }

    #[test]
    fn readme_and_ci_run_the_same_tests() {
        let tree = |readme: &str, ci: &str| {
            [("README.md", readme), (".ci/run", ci)]
                .map(|(path, text)| TreeFile { path: path.to_owned(), text: text.to_owned() })
        };
        assert_eq!(check_tree(&tree("    cargo test --workspace", "cargo test --workspace")).len(), 0);
        assert_eq!(check_tree(&tree("    cargo test", "cargo test --workspace")).len(), 1);
    }
}
