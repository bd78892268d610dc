//! A file of ours read back: for the views of another day, and for telling what is new since then.

use super::story::Told;
use super::{Cited, Head, SCHEMA};
use crate::model::{Article, ArticleId, BlockKind, Dated, Edition, FoundIn, Language, Outlet, Timestamp};
use serde::Deserialize;
use std::collections::BTreeMap;

/// An edition as its file holds it, with the articles that it cites.
#[derive(Debug)]
pub struct Loaded {
    /// The edition.
    pub edition: Edition,
    /// The articles with their texts; what a digest does not keep of them is empty.
    pub articles: Vec<Article>,
}

/// Why bytes are not a digest that can be shown.
#[derive(Debug, thiserror::Error)]
pub enum NotADigest {
    /// They are not JSON of the digest's shape.
    #[error("it is not a digest file: {0}")]
    Shape(#[from] serde_json::Error),
    /// They are of another schema.
    #[error("its schema is {0:?}; this program reads {SCHEMA:?}")]
    Schema(String),
    /// A line cites what the file does not hold.
    #[error("a line of it cites {0}, which the file does not hold there")]
    Citation(ArticleId),
}

#[derive(Deserialize)]
struct File<'a> {
    schema: String,
    edition: Head,
    #[serde(borrow)]
    stories: Vec<Told<'a>>,
    articles: BTreeMap<ArticleId, Cited>,
}

/// Reads a `digest.json` back.
///
/// # Errors
/// What is wrong with it. A file that is read has no citation that leads nowhere.
pub fn load(file: &str) -> Result<Loaded, NotADigest> {
    let file: File = serde_json::from_str(file)?;
    if file.schema != SCHEMA {
        return Err(NotADigest::Schema(file.schema));
    }
    let stories: Vec<_> = file.stories.into_iter().map(Told::digest).collect();
    for (article, span) in stories.iter().flat_map(Told::cites) {
        let slice = file.articles.get(&article).and_then(|cited| cited.text.get(span.range()));
        if slice.is_none() {
            return Err(NotADigest::Citation(article));
        }
    }
    let Head { date, from, to, made_at } = file.edition;
    Ok(Loaded {
        edition: Edition { date, from, to, made_at, stories },
        articles: file.articles.into_iter().map(|(id, cited)| article(id, cited)).collect(),
    })
}

/// The article again, as far as the file has it: the blocks are what two line breaks part.
fn article(id: ArticleId, cited: Cited) -> Article {
    let parts: Vec<(BlockKind, &str)> =
        cited.text.split("\n\n").map(|block| (BlockKind::Paragraph, block)).collect();
    let mut article = Article::from_blocks(cited.url.as_deref(), 0, &parts);
    if article.text != cited.text {
        // Spans are of the text as the file has it.
        article.blocks.clear();
        article.text = cited.text;
    }
    article.id = id;
    article.title = cited.title;
    article.outlet = Outlet { name: cited.outlet.clone(), domain: cited.outlet };
    article.published = cited.published.as_deref().and_then(dated);
    article.language = cited.lang.as_deref().and_then(Language::parse);
    article
}

fn dated(iso: &str) -> Option<Dated> {
    if let Ok(at) = iso.parse::<Timestamp>() {
        let offset = jiff::fmt::temporal::Pieces::parse(iso).ok()?.to_numeric_offset();
        return Some(Dated::instant(at, offset.map(|offset| offset.seconds()), FoundIn::Given));
    }
    iso.parse().ok().map(|day| Dated::day(day, FoundIn::Given))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        ArticleKind, Citation, Digest, DigestArticle, EventId, How, Line, SourceCount, Span, StoryId,
    };
    use crate::render::{Articles, Place, Shown, json};

    fn edition(article: &Article) -> Edition {
        let line = Line {
            text: "The ferry Arden sank.".to_owned(),
            how: How::Verbatim,
            cites: vec![Citation { article: article.id, span: Span::new(0, 21) }],
        };
        let digest = Digest {
            story: StoryId::of(&[b"x"]),
            title: line.clone(),
            date: "2026-03-12".parse().unwrap(),
            first_seen: None,
            last_seen: Some("2026-03-12T09:00:00+01:00".to_owned()),
            freshest: None,
            sources: vec![SourceCount { domain: "lumen.example".to_owned(), articles: 1 }],
            independent_reports: 1,
            image: None,
            summary: vec![line.clone()],
            key_points: Vec::new(),
            articles: vec![DigestArticle {
                id: article.id,
                event: EventId::of(&[b"x"]),
                url: None,
                title: "Ferry \"Arden\" sinks".to_owned(),
                outlet: "lumen.example".to_owned(),
                published: Some("2026-03-12T09:00:00+01:00".to_owned()),
                kind: ArticleKind::News,
                copy_of: None,
                independent: 1,
                why: String::new(),
                summary: vec![line],
            }],
            disagreements: Vec::new(),
            quotes: Vec::new(),
            people: Vec::new(),
            timeline: Vec::new(),
            positions: Vec::new(),
            background: Vec::new(),
            whats_new: Vec::new(),
            whats_next: Vec::new(),
            withheld: Vec::new(),
            writer: None,
        };
        let day = digest.date;
        let made_at = "2026-03-12T12:00:00Z".parse().unwrap();
        Edition { date: day, from: None, to: Some(made_at), made_at, stories: vec![digest] }
    }

    #[test]
    fn a_file_reads_back_to_the_same_bytes() {
        let blocks = [
            (BlockKind::Paragraph, "The ferry Arden sank. No one was hurt."),
            (BlockKind::Paragraph, "It was old."),
        ];
        let mut article = Article::from_blocks(None, 0, &blocks);
        article.published = dated("2026-03-12T09:00:00+01:00");
        article.language = Some(Language::ENGLISH);
        article.outlet.domain = "lumen.example".to_owned();
        let edition = edition(&article);
        let articles: Articles = [(article.id, &article)].into();
        let written =
            json::digest_json(&Shown { edition: &edition, articles: &articles, place: Place::Folder });
        let loaded = load(&written).unwrap();
        let articles: Articles = loaded.articles.iter().map(|article| (article.id, article)).collect();
        assert_eq!(
            json::digest_json(&Shown { edition: &loaded.edition, articles: &articles, place: Place::Folder }),
            written
        );
        assert!(loaded.edition.stories[0].freshest.is_some());
        let cut = written.replace("No one was hurt.", "").replace("The ferry Arden sank. ", "");
        assert!(matches!(load(&cut), Err(NotADigest::Citation(_))));
        let other = written.replace(SCHEMA, "newsloom.digest/9");
        assert!(matches!(load(&other), Err(NotADigest::Schema(_))));
    }
}
