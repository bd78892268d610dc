//! Small values for the promises.

use crate::store::*;
use jiff::civil;
use newsloom_core::model::{
    Article, ArticleId, BlockKind, Citation, Dated, Digest, EventId, FoundIn, How, Line, Person, PersonKind,
    SourceCount, Span, StoryId, Timestamp,
};

/// Minutes after a fixed morning.
pub fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + minute * 60).unwrap()
}

/// An article with an address, published at a minute.
pub fn article(name: &str, text: &str, minute: i64) -> Article {
    let url = format!("https://harbor.example/{name}");
    let mut article = Article::from_blocks(Some(&url), 0, &[(BlockKind::Paragraph, text)]);
    article.title = format!("About {name}");
    article.outlet.domain = "harbor.example".to_owned();
    article.published = Some(Dated::instant(at(minute), Some(0), FoundIn::Feed));
    article
}

/// A batch of articles that were all seen at one minute.
pub fn arrived(articles: &[Article], minute: i64) -> Arrived {
    let new = |article: &Article| NewArticle {
        article: article.clone(),
        raw: None,
        source: None,
        seen_at: at(minute),
    };
    Arrived { articles: articles.iter().map(new).collect(), ..Arrived::default() }
}

/// The story that a name stands for.
pub fn story_id(name: &str) -> StoryId {
    StoryId::of(&[name.as_bytes()])
}

/// A story of some articles, told at a minute.
pub fn story(name: &str, articles: &[Article], minute: i64) -> StoryWrite {
    let line = |text: &str| Line {
        text: text.to_owned(),
        how: How::Verbatim,
        cites: vec![Citation { article: articles[0].id, span: Span::new(0, 3) }],
    };
    let digest = Digest {
        story: story_id(name),
        title: line(&format!("The {name} story")),
        date: civil::date(2026, 9, 21),
        first_seen: Some(at(minute).to_string()),
        last_seen: Some(at(minute).to_string()),
        freshest: Some(at(minute)),
        sources: vec![SourceCount { domain: format!("{name}.example"), articles: articles.len() as u32 }],
        independent_reports: 1,
        image: None,
        summary: vec![line("First."), line("Second.")],
        key_points: Vec::new(),
        articles: Vec::new(),
        disagreements: Vec::new(),
        quotes: Vec::new(),
        people: vec![Person {
            name: "Ada Quay".to_owned(),
            kind: PersonKind::Person,
            place: None,
            aliases: Vec::new(),
            mentions: 2,
        }],
        timeline: Vec::new(),
        positions: Vec::new(),
        background: Vec::new(),
        whats_new: Vec::new(),
        whats_next: Vec::new(),
        withheld: Vec::new(),
        writer: None,
    };
    let versions = articles.iter().map(|article| (article.id, article.version)).collect();
    let member = |article: &Article| MemberRow {
        article: article.id,
        event: EventId::of(&[name.as_bytes()]),
        copy_of: None,
    };
    StoryWrite {
        told: Told { digest, versions, revision: 1, told_at: at(minute) },
        members: articles.iter().map(member).collect(),
        state: StoryState::Open,
    }
}

/// A change of a story.
pub fn change(kind: ChangeKind, name: &str) -> NewChange {
    NewChange { kind, story: story_id(name), article: None, other: None, note: String::new() }
}

/// A step that places articles in one story.
pub fn step(name: &str, articles: &[Article], minute: i64) -> Placed {
    Placed {
        at: at(minute),
        articles: articles.iter().map(|article| article.id).collect::<Vec<ArticleId>>(),
        stories: vec![story(name, articles, minute)],
        gone: Vec::new(),
        changes: vec![change(ChangeKind::Born, name)],
        ..Placed::default()
    }
}

/// A source at a made-up address.
pub fn source(name: &str) -> NewSource {
    NewSource {
        url: format!("https://{name}.example/feed"),
        title: String::new(),
        group: vec!["Coast".to_owned()],
        rules: SourceRules::default(),
        at: at(0),
    }
}
