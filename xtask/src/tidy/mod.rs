//! The rules of the house that a machine can check. Every fault names its file, its line and what to do.

mod circles;
mod files;
mod layers;
mod manifests;
mod source;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

/// One broken rule.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Path from the root, with forward slashes.
    pub file: String,
    /// Line counted from 1; 0 where the whole file is meant.
    pub line: usize,
    /// What is wrong and what to do.
    pub what: String,
}

impl Fault {
    fn new(file: &str, line: usize, what: impl Into<String>) -> Fault {
        Fault { file: file.to_owned(), line, what: what.into() }
    }
}

/// One text file of the tree.
pub struct TreeFile {
    path: String,
    text: String,
}

/// Checks the whole tree and prints every fault; an error when there is one.
pub fn run(root: &Path) -> anyhow::Result<()> {
    let files = read_tree(root)?;
    let faults = check(&files);
    for fault in &faults {
        println!("{}:{}: {}", fault.file, fault.line, fault.what);
    }
    anyhow::ensure!(faults.is_empty(), "{} faults in {} files", faults.len(), files.len());
    println!("tidy: {} files, no faults", files.len());
    Ok(())
}

fn check(files: &[TreeFile]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files {
        faults.extend(files::check(file));
        faults.extend(words::check(file));
        if file.path.ends_with(".rs") {
            faults.extend(layers::check(file));
        }
        if file.path.ends_with("Cargo.toml") {
            faults.extend(manifests::check(file));
        }
    }
    faults.extend(files::check_tree(files));
    faults.extend(circles::check(files));
    faults.sort();
    faults
}

/// Every text file of the tree but build output, hidden folders other than `.ci`, and the lock file.
fn read_tree(root: &Path) -> anyhow::Result<Vec<TreeFile>> {
    let mut open = vec![root.to_path_buf()];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        let mut entries: Vec<PathBuf> =
            fs::read_dir(&folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
        entries.sort();
        for path in entries {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let hidden = name.starts_with('.') && name != ".ci" && name != ".cargo";
            if hidden || ["target", "out", "node_modules", "Cargo.lock"].contains(&name.as_str()) {
                continue;
            }
            if path.is_dir() && !path.is_symlink() {
                open.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                let inside = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
                files.push(TreeFile { path: inside, text });
            }
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_keeps_its_rules() {
        let files = read_tree(&crate::root()).expect("the tree can be read");
        let faults = check(&files);
        let told: Vec<String> = faults.iter().map(|f| format!("{}:{}: {}", f.file, f.line, f.what)).collect();
        assert!(faults.is_empty(), "{}", told.join("\n"));
        assert!(files.iter().any(|f| f.path == "crates/core/src/lib.rs"), "the walk saw the core");
    }
}
