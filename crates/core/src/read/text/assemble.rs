//! Paragraphs of one article to an [`Article`]: title, date, agency, authors taken from its head, headings told from
//! running text.

use super::super::feed::Person;
use super::super::title;
use super::mail::Mail;
use super::paragraphs::{Paragraph, Shape};
use super::split::{Form, Parts, is_byline};
use super::{dateline, heading};
use crate::model::{Article, ArticleKind, BlockKind, Dated, FoundIn, Outlet, Precision, Remark};
use jiff::civil::Date;

/// Lines at the head of an article that may say when and by whom.
const HEAD: usize = 6;

/// The articles of a document in parts.
pub(super) fn articles(parts: &Parts, mail: &Mail) -> Vec<Article> {
    let mut articles = Vec::new();
    let mut days = Vec::new();
    for part in &parts.parts {
        let (mut article, day) = article(part, parts.form, articles.len() as u32);
        if article.text.is_empty() {
            continue;
        }
        days.push(day);
        if let Some(from) = &mail.from {
            article.outlet = sender(from);
        }
        article.published = article.published.or(mail.date);
        if parts.form == Form::Whole && article.title.is_empty() {
            article.title = mail.subject.clone().unwrap_or_default();
        }
        article.name_itself();
        articles.push(article);
    }
    if parts.form == Form::Dispatches {
        date_by_siblings(&mut articles, &days);
    }
    articles
}

/// Who sent a newsletter, as its outlet.
fn sender(from: &str) -> Outlet {
    let person = Person::parse(from).unwrap_or_default();
    let host =
        person.email.as_deref().and_then(|mail| mail.split_once('@')).map(|(_, host)| host.to_lowercase());
    let domain = host.unwrap_or_else(|| person.name.to_lowercase());
    Outlet { name: if person.name.is_empty() { domain.clone() } else { person.name }, domain }
}

/// The year of the dispatches beside it completes a dateline; a dispatch without any date is of the days of those
/// beside it: told to the week, and said so.
fn date_by_siblings(articles: &mut [Article], days: &[Option<(i8, i8)>]) {
    let Some(known) = articles.iter().filter_map(|article| article.published).next() else { return };
    for (article, day) in articles.iter_mut().zip(days).filter(|(article, _)| article.published.is_none()) {
        let Some((month, day)) = *day else { continue };
        let years =
            [-1, 0, 1].into_iter().filter_map(|more| Date::new(known.day.year() + more, month, day).ok());
        let nearest = years.min_by_key(|day| (known.day - *day).get_days().abs());
        article.published = nearest.map(|day| Dated::day(day, FoundIn::Dateline));
    }
    for article in articles.iter_mut().filter(|article| article.published.is_none()) {
        article.published = Some(Dated {
            precision: Precision::Week,
            found_in: FoundIn::Inferred,
            ..Dated::day(known.day, FoundIn::Inferred)
        });
        article.remarks.push(Remark::new(
            "date-inferred",
            "The text has no date of its own; it stands beside a dispatch of that week.",
        ));
    }
}

/// The article, and month and day of a dateline without a year.
fn article(part: &[&Paragraph], form: Form, number: u32) -> (Article, Option<(i8, i8)>) {
    let mut title = String::new();
    let (mut date, mut day) = (None, None);
    let mut agency = None;
    let mut authors: Vec<String> = Vec::new();
    let mut blocks: Vec<(BlockKind, String)> = Vec::new();
    let mut body_seen = false;
    for (at, paragraph) in part.iter().enumerate() {
        let mut text = paragraph.text.as_str();
        let next = part.get(at + 1).map_or("", |next| next.text.as_str());
        if at < HEAD && !body_seen {
            if let Some(found) = dateline::dateline(text) {
                date = found.date.or(date);
                day = found.day.or(day);
                agency = found.agency.or(agency);
                text = text[found.end..].trim_start();
            } else if let Some((found, end)) = dateline::leading_date(text) {
                date = date.or(Some(found));
                text = &text[end..];
            }
            if is_byline(text) {
                authors.extend(names_in(text));
                continue;
            }
            if is_crumb(text) && !title.is_empty() && blocks.is_empty() {
                authors.extend(names_in(&format!("by {text}")));
                continue;
            }
            if is_crumb(text) && blocks.is_empty() && !heading::is_prose(next) && form != Form::Titled {
                continue;
            }
            if title.is_empty() && blocks.is_empty() && is_title(text, next, paragraph.shape, form, at, part)
            {
                title = title::clean_title(text, &[]);
                continue;
            }
        }
        if text.is_empty() {
            continue;
        }
        if let Some(by) = credits(text) {
            for name in by {
                if !authors.contains(&name) {
                    authors.push(name);
                }
            }
            continue;
        }
        body_seen |= heading::is_prose(text);
        body(paragraph.shape, text, next, &mut blocks);
    }
    if let Some((_, last)) = blocks.last_mut()
        && let Some((end, name)) = closing_agency(last)
    {
        agency = agency.or(Some(name));
        last.truncate(end);
    }
    while blocks.last().is_some_and(|(kind, _)| *kind == BlockKind::Heading) && blocks.len() > 1 {
        blocks.pop(); // heads nothing
    }
    let given: Vec<(BlockKind, &str)> = blocks.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
    let mut article = Article::from_blocks(None, number, &given);
    article.title = title;
    article.published = date;
    article.agency = agency;
    article.authors = authors;
    if form == Form::Briefs {
        article.kind = ArticleKind::Brief;
    }
    (article, day)
}

/// Whether a line at the head is a word of navigation or a bare name: at most three words, no sign that ends anything.
fn is_crumb(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=3).contains(&words)
        && text
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.' | '&' | ',' | '>'))
}

/// Whether `text` at the start of an article is its title. Prose must follow, directly or after lines that say when and
/// by whom; a text that is mostly headed sections needs a title that does not itself end in a colon.
fn is_title(text: &str, next: &str, shape: Shape, form: Form, at: usize, part: &[&Paragraph]) -> bool {
    if form == Form::Briefs && part.len() == 1 {
        return false;
    }
    if !heading::is_headline(text) || heading::is_prose(text) && shape != Shape::Heading {
        return false;
    }
    let follows = heading::is_prose(next)
        || part[at + 1..].iter().take(4).any(|later| heading::is_prose(&later.text))
            && (is_byline(next)
                || dateline::leading_date(next).is_some()
                || dateline::dateline(next).is_some()
                || next.chars().count() <= 300);
    follows || form == Form::Titled
}

fn body(shape: Shape, text: &str, next: &str, blocks: &mut Vec<(BlockKind, String)>) {
    let kind = match shape {
        Shape::Heading => BlockKind::Heading,
        Shape::Quotation => BlockKind::Quotation,
        Shape::Item if text.chars().count() < 60 && !heading::is_prose(text) && heading::is_prose(next) => {
            BlockKind::Heading
        }
        Shape::Item => BlockKind::ListItem,
        _ if heading::is_subhead(text, next) && !heading::is_prose(text) => BlockKind::Heading,
        _ => BlockKind::Paragraph,
    };
    if kind == BlockKind::Heading {
        blocks.push((kind, text.trim_end_matches([':', ' ']).to_owned()));
        return;
    }
    if matches!(kind, BlockKind::Paragraph | BlockKind::ListItem)
        && let Some((end, start)) = heading::lead_in(text)
    {
        blocks.push((BlockKind::Heading, text[..end].to_owned()));
        blocks.push((kind, text[start..].to_owned()));
        return;
    }
    blocks.push((kind, text.to_owned()));
}

/// Names in a byline, without its first word and what follows a comma or a bar.
fn names_in(byline: &str) -> Vec<String> {
    let names = byline.split_once(' ').map_or("", |(_, names)| names);
    let names = names.split(['|', '•', '·', '(']).next().unwrap_or("");
    let names = names
        .replace(" and ", ",")
        .replace(" & ", ",")
        .replace(" und ", ",")
        .replace(" et ", ",")
        .replace(" y ", ",");
    names
        .split(',')
        .map(str::trim)
        .filter(|name| (2..=4).contains(&name.split_whitespace().count()))
        .filter(|name| {
            name.split_whitespace()
                .all(|word| word.starts_with(|c: char| c.is_uppercase() || "dvl".contains(c)))
        })
        .filter(|name| {
            ![
                "staff",
                "reporter",
                "correspondent",
                "editor",
                "desk",
                "writer",
                "news",
                "agency",
                "press",
                "media",
                "bureau",
                "times",
                "post",
            ]
            .iter()
            .any(|role| name.to_lowercase().contains(role))
        })
        .map(spelled)
        .collect()
}

/// A name shouted in capitals as it is written.
fn spelled(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let words = name.split_whitespace().map(|word| {
        let mut chars = word.chars();
        chars.next().into_iter().collect::<String>() + &chars.as_str().to_lowercase()
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Names in a closing line such as `(Reporting by Ada Quay; Editing by Tom Reed)`: those who report.
fn credits(text: &str) -> Option<Vec<String>> {
    let inner = text.trim_start_matches('(').trim_end_matches([')', '.']);
    let lower = inner.to_lowercase();
    let rest = ["reporting by ", "additional reporting by ", "writing by ", "compiled by "]
        .iter()
        .find_map(|cue| lower.starts_with(cue).then(|| &inner[cue.len().min(inner.len())..]))?;
    if inner.split_whitespace().count() > 45 {
        return None;
    }
    let who = rest.split(';').next().unwrap_or("");
    let who = who.split(" in ").next().unwrap_or("");
    Some(names_in(&format!("by {who}")))
}

/// An agency in brackets at the very end: `(Agency)`, `/ABC/`, `- ABC`.
fn closing_agency(text: &str) -> Option<(usize, String)> {
    let trimmed = text.trim_end();
    let inner = trimmed.strip_suffix(')')?;
    let open = inner.rfind('(')?;
    let name = &inner[open + 1..];
    let letters = name.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '/');
    let capital = name.starts_with(char::is_uppercase) || name.len() <= 4;
    let ended = text[..open].trim_end().ends_with(['.', '!', '?', '"', '”']);
    (letters && capital && ended && (2..=24).contains(&name.len()) && name.split_whitespace().count() <= 2)
        .then(|| (text[..open].trim_end().len(), name.to_owned()))
}
