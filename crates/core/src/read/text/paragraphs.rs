//! Plain text to paragraphs: lines joined where they were wrapped by hand, marks of Markdown and mail removed.

use crate::text::normalize::nfc;

/// What the marks around a paragraph say it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Nothing special.
    Plain,
    /// Marked as a heading: `## x`, underlined, `- x -`, `**x**`.
    Heading,
    /// Marked as an item of a list.
    Item,
    /// Marked as quoted.
    Quotation,
    /// A line that only separates: `***`, `-----`.
    Rule,
}

/// A paragraph.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    /// Its words, in one line, NFC, without marks.
    pub text: String,
    /// What its marks said.
    pub shape: Shape,
}

/// Longest line, in characters, that somebody may have wrapped by hand.
const WRAPPED: usize = 90;

/// Cuts `text`. At most `most` paragraphs; whether there were more is the second value.
pub(super) fn paragraphs(text: &str, most: usize) -> (Vec<Paragraph>, bool) {
    let text: String =
        nfc(text).chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{c}')).collect();
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{c}', '\u{2028}', '\u{2029}'], "\n");
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let wrapped = is_wrapped(&lines);
    let mut found: Vec<Paragraph> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let mut line = lines[at].to_owned();
        at += 1;
        if line.is_empty() {
            continue;
        }
        // an underline makes a heading of the line above it
        if at < lines.len() && is_underline(lines[at]) && line.chars().count() <= 120 && !is_rule(&line) {
            found.push(Paragraph { text: fold(&line), shape: Shape::Heading });
            at += 1;
            continue;
        }
        if wrapped && !stands_alone(&line) {
            while at < lines.len() && !lines[at].is_empty() && !stands_alone(lines[at]) {
                if line.ends_with('-') && lines[at].starts_with(char::is_lowercase) && !line.ends_with(" -") {
                    line.push_str(lines[at]); // a compound at the line's end keeps its hyphen
                } else {
                    line.push(' ');
                    line.push_str(lines[at]);
                }
                at += 1;
            }
        }
        if found.len() == most {
            return (found, true);
        }
        found.extend(marked(&line));
    }
    (found, false)
}

/// Whether lines were broken by hand at a width: most lines that another follows directly are nearly full and end
/// without the end of a sentence.
fn is_wrapped(lines: &[&str]) -> bool {
    let widths = || lines.iter().map(|line| line.chars().count());
    let widest = widths().max().unwrap_or(0);
    if widest > WRAPPED {
        // A few long lines, such as addresses, do not count.
        let long = widths().filter(|width| *width > WRAPPED).count();
        if long * 20 > lines.iter().filter(|line| !line.is_empty()).count() {
            return false;
        }
    }
    let width = widest.min(WRAPPED);
    let (mut full, mut pairs) = (0, 0);
    for pair in lines.windows(2).filter(|pair| !pair[0].is_empty() && !pair[1].is_empty()) {
        pairs += 1;
        let open = !pair[0].ends_with(['.', '!', '?', ':', '"', '”', '»']);
        full += usize::from(pair[0].chars().count() * 10 >= width * 6 && open);
    }
    pairs >= 3 && full * 2 >= pairs
}

/// Whether a line is a paragraph of its own even in wrapped text.
fn stands_alone(line: &str) -> bool {
    is_rule(line)
        || is_item(line).is_some()
        || line.starts_with('#')
        || line.starts_with('>')
        || dashed(line).is_some()
}

fn is_rule(line: &str) -> bool {
    let signs = line.chars().filter(|c| !c.is_whitespace());
    let count = signs.clone().count();
    count >= 3 && signs.clone().all(|c| "*-_=~#•—–·+".contains(c))
}

fn is_underline(line: &str) -> bool {
    line.len() >= 3 && (line.bytes().all(|byte| byte == b'=') || line.bytes().all(|byte| byte == b'-'))
}

/// The words of a list item without its mark.
fn is_item(line: &str) -> Option<&str> {
    for mark in ["•", "◦", "▪", "‣", "●", "■", "►", "▶", "* ", "- ", "– ", "— ", "+ "] {
        if let Some(rest) = line.strip_prefix(mark)
            && dashed(line).is_none()
        {
            return Some(rest.trim_start());
        }
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits) {
        let rest = line[digits..].strip_prefix(['.', ')'])?;
        return rest.strip_prefix(' ').map(str::trim_start);
    }
    None
}

/// The words between the dashes of `- Subhead -`, as agencies set them.
fn dashed(line: &str) -> Option<&str> {
    let inner = line.strip_prefix(['-', '–', '—'])?.strip_suffix(['-', '–', '—'])?;
    let inner = inner.trim_matches(['-', '–', '—']);
    let words = inner.strip_prefix(' ')?.strip_suffix(' ')?.trim();
    (!words.is_empty() && words.chars().count() <= 100).then_some(words)
}

fn fold(text: &str) -> String {
    unmark(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn marked(line: &str) -> Option<Paragraph> {
    let some = |text: &str, shape| {
        let text = fold(text);
        (!text.is_empty()).then_some(Paragraph { text, shape })
    };
    if is_rule(line) {
        return Some(Paragraph { text: String::new(), shape: Shape::Rule });
    }
    if let Some(words) = dashed(line) {
        return some(words, Shape::Heading);
    }
    let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&hashes) && line[hashes..].starts_with(' ') {
        return some(line[hashes..].trim_end_matches('#'), Shape::Heading);
    }
    if let Some(rest) = line.strip_prefix('>') {
        return some(rest.trim_start_matches(['>', ' ']), Shape::Quotation);
    }
    if let Some(rest) = is_item(line) {
        return some(rest, Shape::Item);
    }
    for mark in ["**", "__"] {
        if let Some(inner) = line.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark))
            && !inner.contains(mark)
            && inner.chars().count() <= 120
        {
            return some(inner, Shape::Heading);
        }
    }
    some(line, Shape::Plain)
}

/// Removes Markdown inside a line: pictures, links (their words stay), emphasis in pairs of stars.
fn unmark(text: &str) -> String {
    if !text.contains("](") && !text.contains("**") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let link = rest[at + 1..].split_once("](").and_then(|(words, after)| {
            let (_, after) = after.split_once(')')?;
            (!words.contains('[') && words.len() < 400).then_some((words, after))
        });
        let Some((words, after)) = link else {
            out.push_str(&rest[..=at]);
            rest = &rest[at + 1..];
            continue;
        };
        match rest[..at].strip_suffix('!') {
            Some(before) => out.push_str(before),
            None => {
                out.push_str(&rest[..at]);
                out.push_str(words);
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out.replace("**", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, Shape)]) {
        let (found, _) = paragraphs(text, 100);
        let found: Vec<(&str, Shape)> =
            found.iter().map(|found| (found.text.as_str(), found.shape)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn lines_are_paragraphs_unless_wrapped() {
        check(
            "One line.\nTwo lines.\n\nThree.",
            &[("One line.", Shape::Plain), ("Two lines.", Shape::Plain), ("Three.", Shape::Plain)],
        );
        check(
            "The ferry left the harbour before the fog\ncame in over the long pier and the lights\nof the town, and it was not seen again\nuntil noon.\n\nThe mayor said the pier would be closed\nfor a week.",
            &[
                (
                    "The ferry left the harbour before the fog came in over the long pier and the lights of the town, and it was not seen again until noon.",
                    Shape::Plain,
                ),
                ("The mayor said the pier would be closed for a week.", Shape::Plain),
            ],
        );
    }

    #[test]
    fn marks_are_read_and_removed() {
        check("- 'Good progress' -", &[("'Good progress'", Shape::Heading)]);
        check(
            "## Fog ##\n* one\n2. two\n> said\n***",
            &[
                ("Fog", Shape::Heading),
                ("one", Shape::Item),
                ("two", Shape::Item),
                ("said", Shape::Quotation),
                ("", Shape::Rule),
            ],
        );
        check(
            "See [the **pier**](https://pier.example) ![map](m.png)now",
            &[("See the pier now", Shape::Plain)],
        );
        check("Fog\n===\nrolls", &[("Fog", Shape::Heading), ("rolls", Shape::Plain)]);
        check("Cafe\u{301}", &[("Café", Shape::Plain)]);
    }
}
