//! The table of the API. The router and the OpenAPI document are both made from it, so neither knows a path that the
//! other does not.

use super::{articles, corrections, editions, events, people, schemas, search, sources, stories};
use crate::serve::answer::Rendered;
use crate::serve::app::Shared;
use crate::serve::problem;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{MethodRouter, delete, get, post};
use serde_json::{Map, Value, json};

/// A parameter of an address.
struct Param {
    name: &'static str,
    about: &'static str,
    /// JSON type, or `path` for a string in the path.
    kind: &'static str,
}

const fn param(name: &'static str, kind: &'static str, about: &'static str) -> Param {
    Param { name, about, kind }
}

const ID: Param = param("id", "path", "The id.");
const LIMIT: Param = param("limit", "integer", "Rows of one answer, 1 to 200; 50 where nothing is said.");
const AFTER: Param = param("after", "string", "`next` of the answer before: the rows that follow.");

/// One operation.
struct Operation {
    method: &'static str,
    path: &'static str,
    about: &'static str,
    params: &'static [Param],
    /// Schema of the body that is sent.
    takes: Option<&'static str>,
    /// Status and schema of the answer; an empty schema has no body.
    gives: (u16, &'static str),
    /// Role that it takes.
    editor: bool,
    handler: fn() -> MethodRouter<Shared>,
}

macro_rules! operation {
    ($method:literal $path:literal, $about:literal, [$($param:expr),*], $gives:expr, $handler:expr) => {
        Operation { method: $method, path: $path, about: $about, params: &[$($param),*], takes: None, gives: $gives, editor: false, handler: || $handler }
    };
    (editor $method:literal $path:literal, $about:literal, [$($param:expr),*], $takes:expr, $gives:expr, $handler:expr) => {
        Operation { method: $method, path: $path, about: $about, params: &[$($param),*], takes: $takes, gives: $gives, editor: true, handler: || $handler }
    };
}

const OPERATIONS: &[Operation] = &[
    operation!("get" "/stories", "Stories, the last report first; with `changed_since` in the order of their changes.", [
        param("changed_since", "integer", "Only stories that changed after this number."),
        param("from", "string", "Only with a last report from this time or day on."),
        param("to", "string", "Only with a last report before this time or day."),
        param("person", "string", "Only stories that name this person."),
        param("organisation", "string", "Only stories that name this organisation."),
        param("place", "string", "Only stories that name this place."),
        param("source", "string", "Only stories with an article of this domain."),
        param("least_outlets", "integer", "Only stories of at least so many outlets."),
        LIMIT, AFTER
    ], (200, "Stories"), get(stories::stories)),
    operation!("get" "/stories/{id}", "A story as it is told now, with the passages that its lines cite. An address that it had before leads to it.", [ID], (200, "Story"), get(stories::story)),
    operation!("get" "/stories/{id}/changes", "What happened to a story, latest first.", [ID, LIMIT], (200, "Changes"), get(stories::changes_of)),
    operation!("get" "/changes", "What happened to all stories, in order.", [param("after", "integer", "Only changes after this number."), LIMIT], (200, "Changes"), get(stories::changes)),
    operation!("get" "/events", "Changes as they happen, as server-sent events named `change`. `Last-Event-ID` goes on where a reader was.", [
        param("after", "integer", "Begin with changes after this number."),
        param("story", "string", "Only changes of this story.")
    ], (200, "Events"), get(events::events)),
    operation!("get" "/articles", "Articles, newest first; with `changed_since` in the order of arrival.", [
        param("changed_since", "integer", "Only wordings that arrived after this number."),
        param("outlet", "string", "Only of this domain."),
        param("source", "string", "Only from the source with this id."),
        param("story", "string", "Only of the story with this id."),
        param("from", "string", "Only from this time or day on."),
        param("to", "string", "Only before this time or day."),
        LIMIT, AFTER
    ], (200, "Articles"), get(articles::articles)),
    operation!("get" "/articles/{id}", "An article in its latest wording, or in that of `version`.", [ID, param("version", "string", "The id of a wording.")], (200, "Article"), get(articles::article)),
    operation!("get" "/articles/{id}/versions", "All wordings of an article, the earliest first.", [ID], (200, "Versions"), get(articles::versions)),
    operation!("get" "/edits", "Articles that their outlets edited, latest first.", [LIMIT, AFTER], (200, "Edits"), get(articles::edits)),
    operation!("get" "/search", "Articles and stories that match a query; of articles the passages that do.", [
        param("q", "string", "The query: words, \"phrases\", beginn*, -not, OR, (together), title: source: person: author: lang: date: after: before:."),
        param("kind", "string", "article or story."),
        param("order", "string", "best or newest."),
        LIMIT, AFTER
    ], (200, "Hits"), get(search::search)),
    operation!("get" "/people", "Names in most stories.", [
        param("kind", "string", "person, organisation or place."),
        param("q", "string", "Only names that begin so."),
        LIMIT
    ], (200, "People"), get(people::people)),
    operation!("get" "/sources", "Sources and how they do.", [], (200, "Sources"), get(sources::sources)),
    operation!(editor "post" "/sources", "Adds a source.", [], Some("NewSource"), (201, "Source"), post(sources::add)),
    operation!("get" "/sources/{id}", "A source.", [ID], (200, "Source"), get(sources::source)),
    operation!(editor "delete" "/sources/{id}", "Takes a source away; its articles stay.", [ID], None, (204, ""), delete(sources::remove)),
    operation!(editor "post" "/sources/{id}/poll", "Asks a source now.", [ID], None, (202, ""), post(sources::poll)),
    operation!("get" "/editions", "Editions, latest first.", [LIMIT, AFTER], (200, "Editions"), get(editions::editions)),
    operation!("get" "/editions/{id}", "An edition with its stories as it tells them.", [ID], (200, "Edition"), get(editions::edition)),
    operation!("get" "/corrections", "What people set right, latest first.", [LIMIT, AFTER], (200, "Corrections"), get(corrections::corrections)),
    operation!(editor "post" "/corrections", "Merges, splits, moves or pins.", [], Some("Action"), (201, "Correction"), post(corrections::correct)),
    operation!(editor "post" "/corrections/{id}/undo", "Takes a correction back.", [ID], None, (200, "Correction"), post(corrections::undo)),
    operation!("get" "/status", "How much there is, and how it goes.", [], (200, "Status"), get(super::status)),
];

/// The routes of the table.
pub fn routes() -> Vec<(String, MethodRouter<Shared>)> {
    let mut all: Vec<(String, MethodRouter<Shared>)> = Vec::new();
    for operation in OPERATIONS {
        let handler = (operation.handler)();
        match all.iter_mut().find(|(path, _)| path == operation.path) {
            Some((_, known)) => *known = std::mem::take(known).merge(handler),
            None => all.push((operation.path.to_owned(), handler)),
        }
    }
    all
}

/// The OpenAPI document. <https://spec.openapis.org/oas/v3.1.0>
pub fn document() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for operation in OPERATIONS {
        let path = format!("/api/v1{}", operation.path);
        let at = paths.entry(path).or_insert_with(|| json!({}));
        at[operation.method] = shown(operation);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "newsloom",
            "version": "1",
            "summary": "Stories told from what many outlets publish, every line with the passages it rests on.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{}, {"token": []}, {"session": []}],
        "paths": paths,
        "components": {
            "schemas": schemas::all(),
            "responses": {
                "Problem": {
                    "description": "What is wrong, as RFC 9457 has it. `code` is stable.",
                    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
                },
            },
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "newsloom"},
            },
        },
    })
}

fn shown(operation: &Operation) -> Value {
    let params: Vec<Value> = operation
        .params
        .iter()
        .map(|param| {
            let in_path = param.kind == "path";
            let required = in_path || (param.name == "q" && operation.path == "/search");
            json!({
                "name": param.name, "in": if in_path { "path" } else { "query" }, "required": required,
                "description": param.about, "schema": {"type": if in_path { "string" } else { param.kind }},
            })
        })
        .collect();
    let (status, schema) = operation.gives;
    let media = if schema == "Events" { "text/event-stream" } else { "application/json" };
    let answer = match schema {
        "" => json!({"description": "Done."}),
        "Events" => {
            json!({"description": "A stream that does not end.", "content": {media: {"schema": {"type": "string"}}}})
        }
        schema => json!({
            "description": operation.about,
            "content": {media: {"schema": {"$ref": format!("#/components/schemas/{schema}")}}},
        }),
    };
    let name = operation.path.trim_start_matches('/').replace("/{id}", "_one").replace('/', "_");
    let mut shown = json!({
        "operationId": format!("{}_{name}", operation.method),
        "summary": operation.about,
        "parameters": params,
        "responses": {status.to_string(): answer, "default": {"$ref": "#/components/responses/Problem"}},
    });
    if let Some(schema) = operation.takes {
        shown["requestBody"] = json!({
            "required": true,
            "content": {"application/json": {"schema": {"$ref": format!("#/components/schemas/{schema}")}}},
        });
    }
    if operation.editor {
        shown["security"] = json!([{"token": []}, {"session": []}]);
        shown["description"] = json!("Takes the role of an editor.");
    }
    shown
}

/// `GET /api/v1/openapi.json`.
pub async fn openapi(headers: HeaderMap) -> Response {
    super::open_to_all(Rendered::json(&document()).answer(&headers))
}

/// `GET /api/v1/problems`: every code that a problem can have.
pub async fn problems(headers: HeaderMap) -> Response {
    let all: Vec<Value> = problem::ALL
        .iter()
        .map(|kind| json!({"code": kind.code, "status": kind.status, "title": kind.title}))
        .collect();
    super::open_to_all(Rendered::json(&json!({"problems": all})).answer(&headers))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_document_refers_only_to_what_it_holds() {
        let document = document();
        let text = document.to_string();
        let schemas = document["components"]["schemas"].as_object().unwrap();
        let mut referred = BTreeSet::new();
        for part in text.split("#/components/schemas/").skip(1) {
            let name = part.split('"').next().unwrap();
            assert!(schemas.contains_key(name), "{name}");
            referred.insert(name.to_owned());
        }
        for name in schemas.keys() {
            assert!(referred.contains(name), "nobody refers to {name}");
        }
        let ids: BTreeSet<_> = OPERATIONS.iter().map(|o| shown(o)["operationId"].to_string()).collect();
        assert_eq!(ids.len(), OPERATIONS.len());
        for operation in OPERATIONS {
            let in_path = operation.path.matches('{').count();
            let named = operation.params.iter().filter(|param| param.kind == "path").count();
            assert_eq!(in_path, named, "{}", operation.path);
        }
        assert_eq!(document["openapi"], "3.1.0");
    }
}
