//! Many pages out of few: real pages repeated with other words, so that no two are copies of each other.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::lines;

/// Writes `count` pages as single files under `folder`, the first ones as they are, later rounds altered.
/// A folder that holds that many already is kept.
pub fn folder(shared: &Path, folder: &Path, count: usize) -> anyhow::Result<()> {
    let done = folder.join("complete");
    if fs::read_to_string(&done).is_ok_and(|n| n == count.to_string()) {
        return Ok(());
    }
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let mut written = 0;
    for round in 0.. {
        let before = written;
        for set in ["dev", "waddle_dev", "seg_dev"] {
            lines::each(&shared.join(format!("bench/extract/{set}.jsonl.gz")), |page| {
                if written < count {
                    let place = folder.join(format!("{:03}", written / 500));
                    fs::create_dir_all(&place)?;
                    fs::write(place.join(format!("{written:06}.html")), altered(&page, round))?;
                    written += 1;
                }
                Ok(())
            })?;
        }
        if written >= count || written == before {
            break;
        }
    }
    Ok(fs::write(done, count.to_string())?)
}

/// The page of a round: another site name and, in running text, other long words; short words stay, so that the language does.
pub fn altered(page: &Value, round: usize) -> String {
    let html = page["html"].as_str().unwrap_or_default();
    if round == 0 {
        return html.to_owned();
    }
    let site = page["site"].as_str().unwrap_or_default();
    let html =
        if site.is_empty() { html.to_owned() } else { html.replace(site, &format!("r{round}-{site}")) };
    let mut out = String::with_capacity(html.len());
    let mut rest = html.as_str();
    while let Some(open) = rest.find('<') {
        other_words(&rest[..open], round, &mut out);
        rest = &rest[open..];
        let end = tag_end(rest);
        out.push_str(&rest[..end]);
        rest = &rest[end..];
    }
    other_words(rest, round, &mut out);
    out
}

/// Where the tag, comment, script or style that opens `rest` ends.
fn tag_end(rest: &str) -> usize {
    let head: String = rest.chars().take(8).collect::<String>().to_ascii_lowercase();
    let close = if head.starts_with("<script") {
        "</script"
    } else if head.starts_with("<style") {
        "</style"
    } else if head.starts_with("<!--") {
        "-->"
    } else {
        ">"
    };
    let after = rest.find(close).or_else(|| rest.find(&close.to_ascii_uppercase()));
    after.map_or(rest.len(), |at| at + close.len())
}

/// Words of six letters and more get their vowels turned by the round, the same word always the same way.
fn other_words(text: &str, round: usize, out: &mut String) {
    const VOWELS: &[u8; 5] = b"aeiou";
    for word in text.split_inclusive(|c: char| !c.is_ascii_alphabetic()) {
        if word.len() <= 6 {
            out.push_str(word);
            continue;
        }
        for c in word.chars() {
            let turned =
                VOWELS.iter().position(|v| *v as char == c).map(|at| VOWELS[(at + round) % 5] as char);
            out.push(turned.unwrap_or(c));
        }
        if round >= 5 {
            // vowels come round after five: a syllable of the round makes the word new
            let last = out.pop().unwrap_or(' ');
            out.push_str(&"bcdfghklmn"[round % 10..=round % 10]);
            out.push(last);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn markup_and_short_words_stay() {
        let page = json!({"site": "outlet.example", "html": "<p class=important>The minister said</p><script>important()</script><a href=//outlet.example/x>"});
        let got = altered(&page, 1);
        assert_eq!(
            got,
            "<p class=important>The monostir said</p><script>important()</script><a href=//r1-outlet.example/x>"
        );
        assert_ne!(altered(&page, 6), got);
    }
}
