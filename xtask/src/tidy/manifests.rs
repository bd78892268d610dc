//! Manifests: every dependency says why it is there.

use super::{Fault, TreeFile};

/// Checks one `Cargo.toml`: each line of a dependency or feature table carries a comment (inner path dependencies excepted).
pub fn check(file: &TreeFile) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut wanted = false;
    let mut open = 0_i32; // brackets of a value that goes on over several lines
    for (index, line) in file.text.lines().enumerate() {
        let bare = line.trim();
        if open == 0 && bare.starts_with('[') {
            let table = bare.trim_matches(['[', ']']);
            wanted = table.ends_with("dependencies") || table == "features";
            continue;
        }
        let (value, comment) = split_comment(bare);
        let begins = open == 0;
        open += balance(value);
        if !wanted || !begins || value.trim().is_empty() {
            continue;
        }
        if comment.is_none_or(|c| c.trim().is_empty()) && !value.contains("path =") {
            faults.push(Fault::new(
                &file.path,
                index + 1,
                "no reason: end the line with `# why it is there`",
            ));
        }
    }
    faults
}

/// The value and the comment of a line; a `#` within quotation marks is part of the value.
fn split_comment(line: &str) -> (&str, Option<&str>) {
    let mut quoted = false;
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '#' if !quoted => return (&line[..at], Some(&line[at + 1..])),
            _ => {}
        }
    }
    (line, None)
}

fn balance(value: &str) -> i32 {
    value.chars().map(|c| i32::from("[{".contains(c)) - i32::from("]}".contains(c))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_text(text: &str, lines: &[usize]) {
        let file = TreeFile { path: "Cargo.toml".to_owned(), text: text.to_owned() };
        let got: Vec<usize> = check(&file).iter().map(|f| f.line).collect();
        assert_eq!(got, lines, "{text}");
    }

    #[test]
    fn every_dependency_gives_its_reason() {
        check_text("[package]\nname = \"x\"\n[dependencies]\na = \"1\" # reads a", &[]);
        check_text("[dependencies]\na = \"1\"\nb = \"1\" # b\n[lints]\nworkspace = true", &[2]);
        check_text("[dev-dependencies]\na = { version = \"1\", features = [\n  \"x\",\n] }", &[2]);
        check_text("[dependencies]\na = \"#1\"\ncore = { path = \"../core\" }", &[2]);
    }
}
