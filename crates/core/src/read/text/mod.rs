//! Plain text to articles: wire pages with several dispatches, newsletters, briefs side by side, digests by others,
//! or simply one article.
//!
//! Nothing here knows a certain document. Rules rest on the form of lines, on cue words of the trade in [`cues`], and on
//! how names are introduced.

mod apart;
mod assemble;
mod cues;
mod dateline;
mod digest;
mod furniture;
mod heading;
mod mail;
mod paragraphs;
mod split;

use crate::model::{Article, BlockKind, Reading, Remark};
use paragraphs::Shape;

/// Reads a text of any kind. At most `most` articles and `paragraphs_cap` paragraphs are kept.
pub(super) fn read_text(text: &str, most: usize, paragraphs_cap: usize) -> Reading {
    let mut reading = Reading::default();
    let (mail, text) = mail::header(text);
    let (mut paragraphs, capped) = paragraphs::paragraphs(text, paragraphs_cap);
    if capped {
        reading.remarks.push(Remark::new(
            "items-capped",
            format!("The text has more than {paragraphs_cap} paragraphs; the rest was not read."),
        ));
    }
    if let Some(page) = digest::read(&paragraphs) {
        reading.articles = page.articles;
        reading.digest = Some(page.digest);
        reading.remarks.extend(page.remarks);
        cap(&mut reading, most);
        return reading;
    }
    let dropped = drop_furniture(&mut paragraphs);
    let parts = split::split(&paragraphs);
    let mut articles = assemble::articles(&parts, &mail);
    if articles.is_empty() {
        reading.remarks.push(Remark::new("no-article", "No running text was found."));
    }
    if dropped > 0 {
        let remark = Remark::new(
            "furniture-dropped",
            format!("{dropped} lines that belong to no article were dropped."),
        );
        match articles.as_mut_slice() {
            [one] => one.remarks.push(remark),
            _ => reading.remarks.push(remark),
        }
    }
    reading.articles = articles;
    cap(&mut reading, most);
    reading
}

/// Briefs on one page from which on they are taken for separate reports.
const BRIEFS: usize = 5;
/// Letters that a brief has on average: the paragraphs of one report are shorter.
const BRIEF_LETTERS: usize = 350;

/// The articles that the blocks of one page hold, where they are several: dispatches with datelines, or, where the page
/// itself is `undated`, many briefs.
pub(super) fn several(blocks: &[(BlockKind, String)], undated: bool) -> Option<Vec<Article>> {
    let shape = |kind: BlockKind| match kind {
        BlockKind::Heading => Shape::Heading,
        BlockKind::ListItem => Shape::Item,
        BlockKind::Quotation => Shape::Quotation,
        _ => Shape::Plain,
    };
    let paragraphs: Vec<paragraphs::Paragraph> = blocks
        .iter()
        .map(|(kind, text)| paragraphs::Paragraph { text: text.clone(), shape: shape(*kind) })
        .collect();
    let parts = split::split_page(&paragraphs, undated)?;
    let several = match parts.form {
        split::Form::Dispatches => parts.parts.len() >= 2,
        _ => {
            let letters: usize = blocks.iter().map(|(_, text)| text.len()).sum();
            parts.parts.len() >= BRIEFS && letters >= BRIEF_LETTERS * parts.parts.len()
        }
    };
    let articles = several.then(|| assemble::articles(&parts, &mail::Mail::default()))?;
    // A page that goes from place to place under one headline is one article.
    let headed = articles.iter().skip(1).all(|article| !article.title.is_empty());
    (parts.form == split::Form::Briefs || headed).then_some(articles)
}

/// Whether a paragraph belongs to no article: a marker, a cross link, an invitation and the like.
pub(super) fn is_furniture(text: &str) -> bool {
    furniture::reason(text).is_some()
}

fn cap(reading: &mut Reading, most: usize) {
    if reading.articles.len() > most {
        reading.articles.truncate(most);
        reading.remarks.push(Remark::new(
            "items-capped",
            format!("The document has more than {most} articles; the rest was left out."),
        ));
    }
}

/// Removes what belongs to no article; how many paragraphs that were.
fn drop_furniture(paragraphs: &mut Vec<paragraphs::Paragraph>) -> usize {
    let before = paragraphs.len();
    let all = std::mem::take(paragraphs);
    let mut in_tail = false;
    for (at, paragraph) in all.iter().enumerate() {
        let text = paragraph.text.as_str();
        if in_tail && begins_article(&all[at..]) {
            in_tail = false;
        }
        if furniture::begins_tail(text) {
            // A heading of links opens a tail only if no running text follows it directly.
            in_tail = all
                .get(at + 1)
                .is_none_or(|next| !heading::is_prose(&next.text) || furniture::reason(&next.text).is_some());
            if in_tail || at + 1 == all.len() {
                continue;
            }
        }
        let drop = in_tail || (paragraph.shape != Shape::Rule && furniture::reason(text).is_some());
        if !drop {
            paragraphs.push(paragraph.clone());
        }
    }
    before - paragraphs.len()
}

/// Whether a new article begins with the first of `rest`: a dateline, a headline with a dateline after it, or two
/// paragraphs of running text.
fn begins_article(rest: &[paragraphs::Paragraph]) -> bool {
    let text = |at: usize| rest.get(at).map_or("", |paragraph| paragraph.text.as_str());
    let meta = |at: usize| {
        split::is_byline(text(at))
            || dateline::leading_date(text(at)).is_some_and(|(_, end)| end == text(at).len())
    };
    let body = (1..4).find(|at| !meta(*at)).unwrap_or(1);
    if dateline::dateline(text(0)).is_some()
        || (heading::is_headline(text(0)) && !meta(0) && dateline::dateline(text(body)).is_some())
    {
        return true;
    }
    let long = |at: usize| {
        heading::is_prose(text(at))
            && text(at).chars().count() >= 120
            && furniture::reason(text(at)).is_none()
    };
    long(0) && (heading::sentences(text(0)) >= 2 || long(1))
        || (heading::is_headline(text(0)) && long(1) && long(2))
}

#[cfg(test)]
mod tests;
