//! Stories of the API.

use super::{bad_cursor, cursor, limit, list, show};
use crate::serve::access::Reader;
use crate::serve::app::blocking;
use crate::serve::params::Params;
use crate::serve::problem::Answer;
use crate::serve::telling::{self, Whole};
use crate::store::{Change, Facet, StoryOrder, StoryQuery, StoryRow};
use axum::extract::Path;
use axum::http::HeaderMap;
use newsloom_core::model::{Article, ArticleId, Citation, Digest, Line};
use newsloom_core::render::{address, json as shapes};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A story of a list.
pub fn row(row: &StoryRow) -> Value {
    json!({
        "id": row.id, "title": row.title, "lead": row.lead, "date": row.date.to_string(),
        "first": row.first.map(|at| at.to_string()), "last": row.last.to_string(),
        "counts": {"articles": row.articles, "outlets": row.outlets, "independent_reports": row.independent},
        "state": row.state, "revision": row.revision, "changed": row.changed, "told_at": row.told_at.to_string(),
        "page": format!("/story/{}", row.id), "self": format!("/api/v1/stories/{}", row.id),
    })
}

/// `GET /api/v1/stories`.
pub async fn stories(Reader { app, .. }: Reader, params: Params, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let changed_since = params.number_given("changed_since", 0..=i64::MAX as u64)?;
        let named = [
            ("person", Facet::Person),
            ("organisation", Facet::Organisation),
            ("place", Facet::Place),
            ("source", Facet::Domain),
        ];
        let facet = named.iter().find_map(|(name, facet)| Some((*facet, params.get(name)?.to_owned())));
        let query = StoryQuery {
            order: if changed_since.is_some() { StoryOrder::Changed } else { StoryOrder::Newest },
            changed_since,
            from: params.time("from")?,
            to: params.time("to")?,
            facet,
            least_outlets: params.number("least_outlets", 0..=1000, 0)? as u32,
            after: cursor(&params),
            limit: limit(&params)?,
        };
        let page = app.store.stories(&query).map_err(bad_cursor(query.after.is_some()))?;
        Ok(list(&headers, "stories", page.rows.iter().map(row).collect(), page.next))
    })
    .await
}

/// `GET /api/v1/stories/{id}`.
pub async fn story(Reader { app, .. }: Reader, Path(id): Path<String>, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let asked = telling::lead(app, &id)?;
        let id = asked.here;
        if id != asked.named {
            return Ok(crate::serve::pages::moved(&format!("/api/v1/stories/{id}")));
        }
        let row = telling::row(app, id)?;
        let whole = telling::whole(app, id)?;
        let mut story = told(&whole);
        story.insert("revision".to_owned(), json!(row.revision));
        story.insert("changed".to_owned(), json!(row.changed));
        story.insert("told_at".to_owned(), json!(row.told_at.to_string()));
        story.insert("state".to_owned(), json!(row.state));
        story.insert("aliases".to_owned(), json!(app.store.aliases(id)?));
        Ok(show(&headers, &Value::Object(story)))
    })
    .await
}

/// A told story in the public shape, with the passages that its lines cite.
pub fn told(whole: &Whole) -> Map<String, Value> {
    let mut story = match serde_json::from_str(&shapes::story(&whole.told.digest)) {
        Ok(Value::Object(story)) => story,
        _ => Map::new(),
    };
    let articles: BTreeMap<ArticleId, &Article> = whole.articles.iter().map(|one| (one.id, one)).collect();
    story.insert("evidence".to_owned(), evidence(&whole.told.digest, &articles));
    story
}

/// Every cited passage, by article: what it says and where to read it.
pub fn evidence(digest: &Digest, articles: &BTreeMap<ArticleId, &Article>) -> Value {
    let mut cited: BTreeMap<ArticleId, BTreeSet<Citation>> = BTreeMap::new();
    for line in lines(digest) {
        for cite in &line.cites {
            cited.entry(cite.article).or_default().insert(*cite);
        }
    }
    let mut shown = Map::new();
    for (id, cites) in cited {
        let Some(article) = articles.get(&id) else { continue };
        let passages: Vec<Value> = cites
            .iter()
            .map(|cite| {
                let text = cite.span.of(&article.text);
                let original = article.url.as_deref().and_then(|url| address::with_text_fragment(url, text));
                json!({"start": cite.span.start, "end": cite.span.end, "text": text, "original": original})
            })
            .collect();
        shown.insert(
            id.to_string(),
            json!({
                "url": article.url, "title": article.title, "outlet": article.outlet.domain,
                "published": shapes::published(article.published.as_ref()), "version": article.version,
                "self": format!("/api/v1/articles/{id}?version={}", article.version), "passages": passages,
            }),
        );
    }
    Value::Object(shown)
}

/// Every line of a digest.
fn lines(digest: &Digest) -> impl Iterator<Item = &Line> {
    std::iter::once(&digest.title)
        .chain(&digest.summary)
        .chain(&digest.key_points)
        .chain(digest.articles.iter().flat_map(|article| &article.summary))
        .chain(digest.disagreements.iter().flat_map(|row| row.sides.iter().flat_map(|side| &side.lines)))
        .chain(digest.quotes.iter().flat_map(|quote| std::iter::once(&quote.line).chain(&quote.variants)))
        .chain(digest.timeline.iter().map(|entry| &entry.line))
        .chain(digest.positions.iter().flat_map(|row| row.parties.iter().flat_map(|party| &party.lines)))
        .chain(&digest.background)
        .chain(&digest.whats_new)
        .chain(&digest.whats_next)
}

/// A change.
pub fn change(change: &Change) -> Value {
    json!({
        "seq": change.seq, "at": change.at.to_string(), "kind": change.change.kind, "story": change.change.story,
        "article": change.change.article, "other": change.change.other, "note": change.change.note,
    })
}

/// `GET /api/v1/stories/{id}/changes`.
pub async fn changes_of(
    Reader { app, .. }: Reader,
    Path(id): Path<String>,
    params: Params,
    headers: HeaderMap,
) -> Answer {
    blocking(&app, move |app| {
        let id = telling::resolve(app, &id)?;
        let changes = app.store.changes_of(id, limit(&params)?)?;
        Ok(list(&headers, "changes", changes.iter().map(change).collect(), None))
    })
    .await
}

/// `GET /api/v1/changes`: all changes in order, `after` a number.
pub async fn changes(Reader { app, .. }: Reader, params: Params, headers: HeaderMap) -> Answer {
    blocking(&app, move |app| {
        let after = params.number("after", 0..=i64::MAX as u64, 0)?;
        let wanted = limit(&params)?;
        let changes = app.store.changes(after, wanted)?;
        let next =
            (changes.len() == wanted).then(|| changes.last().map(|change| change.seq.to_string())).flatten();
        Ok(list(&headers, "changes", changes.iter().map(change).collect(), next))
    })
    .await
}
