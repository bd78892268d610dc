//! `digest.json`: the public shape `newsloom.digest/1`, in structs of its own so that the inside stays free.

use super::Shown;
use crate::model::{Article, Dated, Digest, Line, Picture};
use serde_json::{Map, Value, json};

/// Schema name of the file.
pub const SCHEMA: &str = "newsloom.digest/1";

/// The whole file, one story and one article per line so that two editions can be compared with a plain diff.
pub fn digest_json(shown: &Shown) -> String {
    let edition = shown.edition;
    let head = json!({
        "date": edition.date.to_string(),
        "from": edition.from.map(|at| at.to_string()),
        "to": edition.to.map(|at| at.to_string()),
        "made_at": edition.made_at.to_string(),
    });
    let mut out = format!("{{\"schema\":\"{SCHEMA}\",\n\"edition\":{head},\n\"stories\":[");
    for (index, digest) in edition.stories.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&story(digest).to_string());
    }
    out.push_str("\n],\n\"articles\":{");
    for (index, (id, article)) in shown.articles.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&format!("\"{id}\":{}", cited_article(article)));
    }
    out.push_str("\n}}\n");
    out
}

/// An article's time as the public shapes show it: ISO time with offset, else ISO day, else nothing.
pub fn published(dated: Option<&Dated>) -> Option<String> {
    dated.map(|dated| dated.iso().unwrap_or_else(|| dated.day.to_string()))
}

fn cited_article(article: &Article) -> Value {
    json!({
        "url": article.url,
        "title": article.title,
        "text": article.text,
        "outlet": article.outlet.domain,
        "published": published(article.published.as_ref()),
        "version": article.version,
    })
}

/// A line: `{"text", "how", "cites": [{"article", "start", "end"}]}`.
pub fn line(line: &Line) -> Value {
    let cites: Vec<Value> = line
        .cites
        .iter()
        .map(|cite| json!({"article": cite.article, "start": cite.span.start, "end": cite.span.end}))
        .collect();
    json!({"text": line.text, "how": line.how, "cites": cites})
}

/// Lines as an array.
pub fn lines(given: &[Line]) -> Value {
    given.iter().map(line).collect()
}

fn image(picture: &Picture) -> Value {
    json!({
        "url": picture.url,
        "domain": picture.domain,
        "article": picture.article,
        "credit": picture.credit,
        "description": picture.description,
        "described_by": picture.described_by,
    })
}

fn array<T>(items: &[T], show: impl Fn(&T) -> Value) -> Value {
    items.iter().map(show).collect()
}

/// A story of the file.
pub fn story(digest: &Digest) -> Value {
    let mut story = Map::new();
    let mut put = |key: &str, value: Value| story.insert(key.to_owned(), value);
    put("id", json!(digest.story));
    put("title", line(&digest.title));
    put("date", json!(digest.date.to_string()));
    put("first_seen", json!(digest.first_seen));
    put("last_seen", json!(digest.last_seen));
    put("sources", json!(digest.sources));
    put(
        "counts",
        json!({
            "articles": digest.articles.len(),
            "outlets": digest.sources.len(),
            "independent_reports": digest.independent_reports,
        }),
    );
    put("image", digest.image.as_ref().map_or(Value::Null, image));
    put("summary", lines(&digest.summary));
    put("key_points", lines(&digest.key_points));
    put(
        "articles",
        array(&digest.articles, |article| {
            json!({
                "id": article.id,
                "event": article.event,
                "url": article.url,
                "title": article.title,
                "outlet": article.outlet,
                "published": article.published,
                "kind": article.kind,
                "copy_of": article.copy_of,
                "why": article.why,
                "summary": lines(&article.summary),
            })
        }),
    );
    put(
        "disagreements",
        array(&digest.disagreements, |row| {
            let sides = array(&row.sides, |side| json!({"value": side.value, "lines": lines(&side.lines)}));
            json!({"about": row.about, "state": row.state, "sides": sides})
        }),
    );
    put(
        "quotes",
        array(
            &digest.quotes,
            |quote| json!({"speaker": quote.speaker, "line": line(&quote.line), "variants": lines(&quote.variants)}),
        ),
    );
    put(
        "people",
        array(&digest.people, |person| {
            json!({
                "name": person.name, "kind": person.kind, "aliases": person.aliases, "mentions": person.mentions,
            })
        }),
    );
    put(
        "timeline",
        array(
            &digest.timeline,
            |entry| json!({"date": entry.date, "precision": entry.precision, "line": line(&entry.line)}),
        ),
    );
    put(
        "positions",
        array(&digest.positions, |row| {
            let parties =
                array(&row.parties, |party| json!({"party": party.party, "lines": lines(&party.lines)}));
            json!({"issue": row.issue, "parties": parties})
        }),
    );
    put("background", lines(&digest.background));
    put("whats_new", lines(&digest.whats_new));
    put("whats_next", lines(&digest.whats_next));
    put("withheld", json!(digest.withheld));
    Value::Object(story)
}
