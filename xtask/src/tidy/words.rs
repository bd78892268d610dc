//! Words: the tree speaks of the project alone, and in American spelling where Rust names things.

use super::{Fault, TreeFile, source};

/// Paths and names of the place where the project is made; they mean nothing to a reader of the tree. Each stands in two
/// pieces here, so that this file does not accuse itself.
const FOREIGN: &[(&str, &str)] = &[
    ("/wo", "rk/"),
    ("/tmp", "/nl"),
    ("anth", "ropic"),
    ("cla", "ude code"),
    ("co-authored", "-by:"),
    ("ai-gene", "rated"),
    ("as a language", " model, i"),
];

/// Beginnings of British spellings in names, with the American ones.
const BRITISH: &[(&str, &str)] = &[
    ("analyse", "analyze"),
    ("normalis", "normaliz"),
    ("summaris", "summariz"),
    ("tokenis", "tokeniz"),
    ("recognis", "recogniz"),
    ("serialis", "serializ"),
    ("colour", "color"),
    ("neighbour", "neighbor"),
    ("behaviour", "behavior"),
];

/// Checks one file.
pub fn check(file: &TreeFile) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        let lower = line.to_lowercase();
        for (head, tail) in FOREIGN {
            let whole = format!("{head}{tail}");
            if lower.contains(&whole) {
                faults.push(Fault::new(&file.path, index + 1, format!("speaks of {whole:?}: leave it out")));
            }
        }
    }
    if file.path.ends_with(".rs") && !file.path.ends_with("tidy/words.rs") {
        for token in source::tokens(&file.text) {
            let lower = token.text.to_lowercase();
            // the plural of analysis is the same everywhere
            let lower = lower.replace("analyses", "");
            if let Some((british, american)) = BRITISH.iter().find(|(b, _)| lower.contains(b)) {
                let what = format!(
                    "{}: names are spelled as the ecosystem does, {american} for {british}",
                    token.text
                );
                faults.push(Fault::new(&file.path, token.line, what));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_text(path: &str, text: &str, lines: &[usize]) {
        let file = TreeFile { path: path.to_owned(), text: text.to_owned() };
        let got: Vec<usize> = check(&file).iter().map(|f| f.line).collect();
        assert_eq!(got, lines, "{text}");
    }

    #[test]
    fn foreign_words_and_spellings() {
        check_text("a.md", "All is well with ../shared.", &[]);
        check_text("a.md", &format!("one\nsee {}{}x", "/wo", "rk/"), &[2]);
        check_text("a.rs", "fn normalize() {}", &[]);
        check_text("a.rs", "\nfn normalise() {}", &[2]);
        check_text("a.rs", "let analyses = 1; fn analyse() {}", &[1]);
        check_text("a.rs", "let s = \"normalise\"; // a word of the data", &[]);
    }
}
