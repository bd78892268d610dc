//! One text or several: where the articles of a document begin.

use super::dateline::{self, Dateline};
use super::paragraphs::{Paragraph, Shape};
use super::{apart, heading};

/// Why the parts are parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// One article.
    Whole,
    /// Dispatches, each with its dateline (the first may lack one).
    Dispatches,
    /// Briefs side by side.
    Briefs,
    /// Articles under headlines.
    Titled,
}

/// A document in parts.
pub(super) struct Parts<'p> {
    pub form: Form,
    pub parts: Vec<Vec<&'p Paragraph>>,
}

/// Finds the articles of a document from which furniture was dropped.
pub(super) fn split(paragraphs: &[Paragraph]) -> Parts<'_> {
    let kept: Vec<&Paragraph> = paragraphs.iter().collect();
    by_datelines(&kept, |_| true)
        .or_else(|| by_rules(&kept))
        .or_else(|| briefs(&kept))
        .or_else(|| titled(&kept))
        .unwrap_or_else(|| Parts {
            form: Form::Whole,
            parts: vec![kept.into_iter().filter(|paragraph| paragraph.shape != Shape::Rule).collect()],
        })
}

/// Dispatches: each dateline but one at the very start opens another article; the headline above it belongs to it.
/// Only those that are `wanted` count.
fn by_datelines<'p>(kept: &[&'p Paragraph], wanted: fn(&Dateline) -> bool) -> Option<Parts<'p>> {
    let mut starts = Vec::new();
    let mut headed = false;
    for (at, paragraph) in kept.iter().enumerate() {
        if paragraph.shape == Shape::Rule || !dateline::dateline(&paragraph.text).is_some_and(|d| wanted(&d))
        {
            continue;
        }
        let floor = starts.last().map_or(0, |last: &usize| last + 1);
        let mut start = at;
        for back in 1..=3usize {
            let Some(above) = at.checked_sub(back).filter(|above| *above >= floor).map(|above| kept[above])
            else {
                break;
            };
            let meta = is_byline(&above.text)
                || dateline::leading_date(&above.text).is_some_and(|(_, end)| end == above.text.len());
            if heading::is_headline(&above.text)
                && !heading::is_prose(&above.text)
                && above.shape != Shape::Item
            {
                start = at - back;
                if !meta {
                    break;
                }
            } else if !meta {
                break;
            }
        }
        headed |= start < at;
        starts.push(start);
    }
    let first = *starts.first()?;
    let before = kept[..first].iter().filter(|paragraph| heading::is_prose(&paragraph.text)).count();
    // A single dateline after running text opens another dispatch only under a headline of its own.
    if starts.len() < 2 && (before < 2 || !headed) {
        return None;
    }
    if before >= 1 {
        starts.insert(0, 0);
    } else {
        starts[0] = 0;
    }
    starts.push(kept.len());
    let parts = starts.windows(2).map(|pair| without_rules(&kept[pair[0]..pair[1]])).collect();
    Some(Parts { form: Form::Dispatches, parts })
}

/// Finds the articles of a page, which has no rules between lines and whose headlines part one article: dispatches or,
/// where `briefs_too`, briefs. Pages explain their abbreviations as datelines name agencies, so these must be plain.
pub(super) fn split_page(paragraphs: &[Paragraph], briefs_too: bool) -> Option<Parts<'_>> {
    let kept: Vec<&Paragraph> = paragraphs.iter().collect();
    by_datelines(&kept, Dateline::is_plain).or_else(|| if briefs_too { briefs(&kept) } else { None })
}

fn without_rules<'p>(part: &[&'p Paragraph]) -> Vec<&'p Paragraph> {
    part.iter().copied().filter(|paragraph| paragraph.shape != Shape::Rule).collect()
}

/// Whether the line names who wrote: `By Ada Quay`.
pub(super) fn is_byline(text: &str) -> bool {
    let lower = text.to_lowercase();
    let starts = ["by ", "von ", "par ", "por ", "di ", "door ", "av ", "автор "]
        .iter()
        .any(|cue| lower.starts_with(cue));
    let words: Vec<&str> = text.split_whitespace().collect();
    starts
        && (2..=14).contains(&words.len())
        && words[1].starts_with(char::is_uppercase)
        && !text.ends_with(['.', '?', '!', ':'])
}

/// Parts between lines that only separate, where most parts are small reports: `***` between briefs.
fn by_rules<'p>(kept: &[&'p Paragraph]) -> Option<Parts<'p>> {
    let rules = kept.iter().filter(|paragraph| paragraph.shape == Shape::Rule).count();
    if rules < 2 {
        return None;
    }
    let parts: Vec<Vec<&Paragraph>> = kept
        .split(|paragraph| paragraph.shape == Shape::Rule)
        .map(<[&Paragraph]>::to_vec)
        .filter(|part| part.iter().any(|paragraph| heading::is_prose(&paragraph.text)))
        .collect();
    let texts: Vec<String> = parts.iter().map(|part| joined(part)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let headed = parts
        .iter()
        .filter(|part| {
            part.len() >= 2 && heading::is_headline(&part[0].text) && !heading::is_prose(&part[0].text)
        })
        .count();
    let form = if headed * 10 >= parts.len() * 7 { Form::Titled } else { Form::Briefs };
    (parts.len() >= 3 && (form == Form::Titled || apart::stand_apart(&texts)))
        .then_some(Parts { form, parts })
}

fn joined(part: &[&Paragraph]) -> String {
    part.iter().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Briefs: paragraphs without titles that each begin anew.
fn briefs<'p>(kept: &[&'p Paragraph]) -> Option<Parts<'p>> {
    let (mut body, mut others) = (Vec::new(), 0);
    for paragraph in kept.iter().filter(|paragraph| paragraph.shape != Shape::Rule) {
        if heading::is_prose(&paragraph.text) && paragraph.shape != Shape::Heading {
            body.push(*paragraph);
        } else {
            others += 1;
        }
    }
    // A title over all, a date, a closing line may stand beside them.
    if others > 3 || others * 3 > body.len() {
        return None;
    }
    let texts: Vec<&str> = body.iter().map(|paragraph| paragraph.text.as_str()).collect();
    apart::are_briefs(&texts).then(|| Parts {
        form: Form::Briefs,
        parts: body.into_iter().map(|paragraph| vec![paragraph]).collect(),
    })
}

/// Articles under headlines of their own: sections that stand apart.
fn titled<'p>(kept: &[&'p Paragraph]) -> Option<Parts<'p>> {
    let is_head = |at: usize| {
        let next = kept.get(at + 1).map_or("", |next| next.text.as_str());
        let paragraph = kept[at];
        let marked = paragraph.shape == Shape::Heading
            || (paragraph.shape == Shape::Item && !heading::is_prose(&paragraph.text));
        (marked || heading::is_headline(&paragraph.text))
            && !heading::is_prose(&paragraph.text)
            && heading::is_prose(next)
    };
    let heads: Vec<usize> = (0..kept.len()).filter(|at| is_head(*at)).collect();
    if heads.len() < 3 {
        return None;
    }
    let mut parts = Vec::new();
    for (index, start) in heads.iter().enumerate() {
        let end = heads.get(index + 1).copied().unwrap_or(kept.len());
        parts.push(without_rules(&kept[*start..end]));
    }
    let bodies: Vec<String> = parts.iter().map(|part| joined(&part[1..])).collect();
    let bodies: Vec<&str> = bodies.iter().map(String::as_str).collect();
    let long_enough =
        bodies.iter().filter(|body| body.chars().count() >= 150).count() * 10 >= bodies.len() * 8;
    let intro = kept[..heads[0]].iter().filter(|paragraph| heading::is_prose(&paragraph.text)).count();
    (long_enough && intro <= 2 && apart::stand_apart(&bodies)).then_some(Parts { form: Form::Titled, parts })
}
