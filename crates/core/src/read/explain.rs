//! Why a document was read as it was.

use super::html;
use super::{ReadConfig, by_ending, encoding, meta, page, pages, read, sniff, text, warc};
use crate::model::{Article, BlockKind, Dated, Explanation, Fact, JudgedBlock, RawDocument, Reading};
use sniff::Kind;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Reads a document as [`read`] does and says why. The reading is the same; the verdicts on blocks are given for pages.
pub fn explain(raw: &RawDocument, config: &ReadConfig) -> (Reading, Explanation) {
    let mut explanation =
        Explanation { name: raw.name.clone(), url: raw.url.clone(), ..Explanation::default() };
    let Some(markup) = page_of(raw, config) else {
        let reading = read(raw, config);
        of_text(&reading, &mut explanation);
        return (reading, explanation);
    };
    let tree = html::parse(&markup);
    let looked = pages::look(&tree, raw, config, true);
    // The door's own remarks (encoding, length) are not a page's.
    let reading = read(raw, config);
    explanation.url = looked.meta.url.clone().or(explanation.url);
    explanation.facts = facts(&looked.meta, &looked.candidates, reading.articles.first());
    explanation.rules = looked.rules;
    explanation.blocks = looked.verdicts.iter().map(judged).collect();
    match_parts(&reading.articles, &mut explanation.blocks);
    of_articles(&reading, &mut explanation);
    (reading, explanation)
}

/// The markup of a document that is a page; `None` for what is none.
fn page_of(raw: &RawDocument, config: &ReadConfig) -> Option<String> {
    let body = &raw.body[..raw.body.len().min(config.max_document_bytes)];
    let body: Cow<[u8]> = match sniff::by_bytes(body) {
        Some(Kind::Gzip) => Cow::Owned(warc::unpack(body, config.max_document_bytes).0),
        Some(Kind::Empty | Kind::Warc | Kind::Other(_)) => return None,
        _ => Cow::Borrowed(body),
    };
    let text = encoding::decode(&body, raw.charset.as_deref()).text.into_owned();
    let media_type = raw.media_type.as_deref().or_else(|| by_ending(&raw.name));
    (sniff::by_text(&text, media_type) == Kind::Html).then_some(text)
}

fn of_articles(reading: &Reading, explanation: &mut Explanation) {
    explanation.articles =
        reading.articles.iter().map(|article| (article.title.clone(), article.blocks.len())).collect();
    let own = reading.articles.iter().flat_map(|article| &article.remarks);
    explanation.remarks = reading.remarks.iter().chain(own).cloned().collect();
}

/// What is no page has no verdicts: what was kept is shown.
fn of_text(reading: &Reading, explanation: &mut Explanation) {
    for article in &reading.articles {
        explanation.facts.extend(of_article(article));
        for block in &article.blocks {
            explanation.blocks.push(JudgedBlock {
                place: String::new(),
                kind: block.kind,
                text: block.span.of(&article.text).to_owned(),
                kept: true,
                score: None,
                why: "text".to_owned(),
                part: (reading.articles.len() > 1).then_some(article.part),
            });
        }
    }
    of_articles(reading, explanation);
}

fn of_article(article: &Article) -> Vec<Fact> {
    let chosen = |what, value: String, why: String| Fact { what, value, score: None, why, chosen: true };
    let mut facts = Vec::new();
    if !article.title.is_empty() {
        facts.push(chosen("title", article.title.clone(), String::new()));
    }
    if let Some(published) = &article.published {
        facts.push(chosen("published", shown(published), format!("found in: {:?}", published.found_in)));
    }
    facts.extend(article.authors.iter().map(|name| chosen("author", name.clone(), String::new())));
    facts
}

fn judged(verdict: &page::Verdict) -> JudgedBlock {
    let furniture = verdict.kept && text::is_furniture(&verdict.text);
    let decided = match verdict.why {
        "score" if furniture => "a line of furniture",
        "score" if verdict.kept => "scored as text",
        "score" => "scored as furniture",
        "page data" => "the page's own data carry more",
        other => other,
    };
    JudgedBlock {
        place: verdict.place.clone(),
        kind: verdict.kind,
        text: verdict.text.clone(),
        kept: verdict.kept && !furniture,
        score: Some(verdict.score),
        why: format!("{decided} ({})", verdict.signs),
        part: None,
    }
}

/// Says of each kept block in which article it came to stand, and drops what was left out when articles were parted.
fn match_parts(articles: &[Article], blocks: &mut [JudgedBlock]) {
    let mut open: Vec<(u32, &str)> = Vec::new();
    for article in articles {
        open.extend(article.blocks.iter().map(|block| (article.part, block.span.of(&article.text))));
    }
    let mut at = 0;
    let several = articles.len() > 1;
    for block in blocks.iter_mut().filter(|block| block.kept) {
        let words: String = block.text.nfc().collect();
        let words = words.trim();
        // A row of a table is one block of the article and several of the page.
        let reach = &open[at..open.len().min(at + 40)];
        let found = reach.iter().position(|(_, text)| *text == words || text.contains(words));
        match found {
            Some(ahead) => {
                at += ahead;
                block.part = several.then_some(open[at].0);
                at += usize::from(open[at].1 == words);
            }
            None if several && block.kind != BlockKind::TableRow => {
                block.kept = articles.iter().any(|article| article.title == words);
                if !block.kept {
                    block.why = format!("left out where the articles were parted; {}", block.why);
                }
            }
            None => {}
        }
    }
}

fn shown(dated: &Dated) -> String {
    dated.iso().unwrap_or_else(|| format!("{} ({:?})", dated.day, dated.precision))
}

/// What was found about the page, the candidates that lost included.
fn facts(known: &meta::Meta, candidates: &meta::Candidates, first: Option<&Article>) -> Vec<Fact> {
    let mut facts = Vec::new();
    let names = |features: &[f32], names: &[&str]| {
        let said: Vec<&str> =
            names.iter().zip(features).filter(|(_, value)| **value > 0.4).map(|(name, _)| *name).collect();
        said.join(", ")
    };
    let mut push = |what, value: String, score, why: String, chosen| {
        facts.push(Fact { what, value, score, why, chosen });
    };
    for title in &candidates.titles {
        let why = names(&title.features, &meta::TITLE_FEATURES);
        push("title", title.text.clone(), Some(title.score()), why, title.text == known.title);
    }
    if candidates.titles.iter().all(|title| title.text != known.title) && !known.title.is_empty() {
        push("title", known.title.clone(), None, "a rule of the site, or the feed".to_owned(), true);
    }
    let day = known.published.map(|published| published.day);
    for date in &candidates.dates.list {
        let why = names(&date.features, &meta::DATE_FEATURES);
        push("published", shown(&date.dated), Some(date.score()), why, Some(date.dated.day) == day);
    }
    if let Some(published) = &known.published
        && candidates.dates.list.iter().all(|date| Some(date.dated.day) != day)
    {
        push("published", shown(published), None, format!("found in: {:?}", published.found_in), true);
    }
    if let Some(modified) = &known.modified {
        push("modified", shown(modified), None, format!("found in: {:?}", modified.found_in), true);
    }
    for name in &known.authors {
        let why = candidates.authors.places(name).join(", ");
        let why = if why.is_empty() { "a rule of the site, or the feed".to_owned() } else { why };
        push("author", name.clone(), None, why, true);
    }
    push("outlet", format!("{} ({})", known.outlet.name, known.outlet.domain), None, String::new(), true);
    if let Some(section) = &known.section {
        push("section", section.clone(), None, String::new(), true);
    }
    push("kind", format!("{:?}", known.kind.kind).to_lowercase(), None, known.kind.evidence.clone(), true);
    let language = first.and_then(|article| article.language).or(known.language);
    if let Some(language) = language {
        push(
            "language",
            language.as_str().to_owned(),
            None,
            "by the text, else as declared".to_owned(),
            true,
        );
    }
    if let Some(image) = &known.image {
        push("picture", image.url.clone(), None, image.alt.clone().unwrap_or_default(), true);
    }
    facts
}
