//! Corrections by people out of a file of JSON lines.

use anyhow::Context;
use newsloom_core::flow;
use newsloom_core::model::Correction;
use std::path::Path;

/// Reads a file of corrections: one per line, as [`Correction`] describes them; empty lines and lines that begin with `#`
/// are passed over.
///
/// # Errors
/// Where the file cannot be read, or a line is no correction; the error names the line.
pub fn read_corrections(path: &Path) -> anyhow::Result<Vec<Correction>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read the corrections in {}", path.display()))?;
    let mut all = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let correction = serde_json::from_str(line)
            .with_context(|| format!("{} line {} is no correction", path.display(), number + 1))?;
        all.push(correction);
    }
    Ok(all)
}

/// Makes the corrections one after the other and gives what was wrong with those that could not be made. They keep
/// their numbers for undoing: one that could not be made counts for nothing.
pub fn make_corrections(desk: &mut flow::Desk, corrections: &[Correction]) -> Vec<String> {
    let mut refused = Vec::new();
    for (number, correction) in corrections.iter().enumerate() {
        if let Err(why) = desk.correct(correction) {
            refused.push(format!("correction {} was not made: {why}", number + 1));
        }
    }
    refused
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsloom_core::model::{ArticleId, Named, StoryId};

    #[test]
    fn a_file_of_corrections_is_read() {
        let (story, article) = (StoryId::of(&[b"a"]), ArticleId::of(&[b"b"]));
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("corrections.jsonl");
        let text = format!(
            "# by hand\n\n{{\"do\":\"merge\",\"stories\":[\"{story}\",\"{article}\"]}}\n{{\"do\":\"undo\",\"correction\":1}}\n"
        );
        std::fs::write(&path, text).expect("written");
        let merge = Correction::Merge { stories: vec![Named::Story(story), Named::Article(article)] };
        assert_eq!(read_corrections(&path).expect("read"), [merge, Correction::Undo { correction: 1 }]);
        std::fs::write(&path, "{\"do\":\"weld\"}\n").expect("written");
        assert!(format!("{:#}", read_corrections(&path).unwrap_err()).contains("line 1 is no correction"));
        let mut desk = flow::Desk::new(&flow::Config::default());
        assert_eq!(make_corrections(&mut desk, &[Correction::Pin { article }]).len(), 1);
    }
}
