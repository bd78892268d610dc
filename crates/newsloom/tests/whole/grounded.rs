//! The rules of grounding once more, written apart from the program: a fault in its check is seen here.

use serde_json::Value;

/// Everything that is wrong with the lines of a digest file.
pub fn faults(digest: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let mut seen = 0;
    visit(digest, &digest["stories"], "stories", &mut seen, &mut faults);
    if seen == 0 {
        faults.push("the digest tells nothing".to_owned());
    }
    faults
}

fn visit(digest: &Value, value: &Value, place: &str, seen: &mut usize, faults: &mut Vec<String>) {
    match value {
        Value::Object(fields) if fields.contains_key("cites") => {
            *seen += 1;
            if let Err(why) = line(digest, value) {
                faults.push(format!("{place}: {why}: {}", value["text"]));
            }
        }
        Value::Object(fields) => {
            for (key, inner) in fields {
                visit(digest, inner, &format!("{place}.{key}"), seen, faults);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                visit(digest, inner, &format!("{place}[{index}]"), seen, faults);
            }
        }
        _ => {}
    }
}

fn line(digest: &Value, line: &Value) -> Result<(), String> {
    let text = line["text"].as_str().ok_or("no text")?;
    let cites = line["cites"].as_array().filter(|cites| !cites.is_empty()).ok_or("no citation")?;
    let mut slices = Vec::new();
    for cite in cites {
        let id = cite["article"].as_str().ok_or("no article")?;
        let body =
            digest["articles"][id]["text"].as_str().ok_or(format!("article {id} is not in the file"))?;
        let (start, end) = (cite["start"].as_u64().ok_or("no start")?, cite["end"].as_u64().ok_or("no end")?);
        let slice = body.get(start as usize..end as usize).filter(|slice| !slice.is_empty());
        slices.push(slice.ok_or(format!("{start}..{end} is no slice of {id}"))?);
    }
    let evidence = slices.join(" ");
    match line["how"].as_str() {
        Some("verbatim") if slices.len() == 1 && fold(text) == fold(slices[0]) => Ok(()),
        Some("verbatim") => Err(format!("not verbatim {:?}", slices[0])),
        Some("trimmed") => {
            let known = words(&evidence);
            let mut rest = known.iter();
            match words(text).iter().find(|word| !rest.any(|known| known == *word)) {
                Some(word) => Err(format!("the word {word:?} is not in its slices in this order")),
                None => Ok(()),
            }
        }
        Some("reworded") => {
            let known = words(&evidence);
            let figure = |word: &&String| word.bytes().any(|byte| byte.is_ascii_digit());
            match words(text).iter().filter(figure).find(|word| !known.contains(word)) {
                Some(word) => Err(format!("the figure {word:?} is in none of its slices")),
                None => Ok(()),
            }
        }
        how => Err(format!("how is {how:?}")),
    }
}

/// White space and typography folded.
fn fold(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '’' | '‘' => '\'',
            '“' | '”' => '"',
            '–' | '—' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words in lower case, split at everything but letters and digits.
fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_rules_catch_what_is_not_grounded() {
    let digest = |text: &str, how: &str, start: usize, end: usize| {
        serde_json::json!({
            "articles": {"a1": {"text": "The ferry sank at noon on Monday. Nine people died."}},
            "stories": [{"summary": [{"text": text, "how": how, "cites": [{"article": "a1", "start": start, "end": end}]}]}],
        })
    };
    assert!(faults(&digest("Nine people died.", "verbatim", 34, 51)).is_empty());
    assert!(faults(&digest("The ferry sank on Monday.", "trimmed", 0, 33)).is_empty());
    assert!(!faults(&digest("Ten people died.", "verbatim", 34, 51)).is_empty());
    assert!(!faults(&digest("The ferry sank on Tuesday.", "trimmed", 0, 33)).is_empty());
    assert!(!faults(&digest("On 9 March the ferry sank.", "reworded", 0, 33)).is_empty());
    assert!(!faults(&digest("Nine people died.", "verbatim", 34, 99)).is_empty());
}
