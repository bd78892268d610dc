//! The shapes of the API, as JSON Schema. The tests hold real answers against them.

use serde_json::{Map, Value, json};

/// An object: every property by name and type. A type ends with `?` where it may be null; `[X]` is an array of X; a
/// capital letter begins the name of another schema; `any` is anything.
fn object(about: &str, properties: &[(&str, &str)]) -> Value {
    let mut shown = Map::new();
    for (name, kind) in properties {
        shown.insert((*name).to_owned(), kind_of(kind));
    }
    let required: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
    json!({"type": "object", "description": about, "properties": shown, "required": required})
}

fn kind_of(kind: &str) -> Value {
    if let Some(bare) = kind.strip_suffix('?') {
        let inner = kind_of(bare);
        return match inner["type"].as_str() {
            Some(name) if inner.as_object().is_some_and(|object| object.len() == 1) => {
                json!({"type": [name, "null"]})
            }
            _ => json!({"anyOf": [inner, {"type": "null"}]}),
        };
    }
    if let Some(items) = kind.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return json!({"type": "array", "items": kind_of(items)});
    }
    match kind {
        "any" => json!({}),
        name if name.starts_with(char::is_uppercase) => {
            json!({"$ref": format!("#/components/schemas/{name}")})
        }
        plain => json!({"type": plain}),
    }
}

fn list(name: &str, of: &str) -> Value {
    let mut shown = object("A list with the cursor of what follows.", &[(name, of), ("next", "string?")]);
    shown["properties"]["next"]["description"] = json!("Hand it in as `after`; null at the end.");
    shown
}

/// Every schema by its name.
pub fn all() -> Value {
    json!({
        "Problem": object("What is wrong (RFC 9457).", &[
            ("type", "string"), ("code", "string"), ("title", "string"), ("status", "integer"), ("detail", "string"),
        ]),
        "Citation": object("Bytes `start..end` of an article's text (UTF-8).", &[
            ("article", "string"), ("start", "integer"), ("end", "integer"),
        ]),
        "Line": object("A told line. `how` is verbatim, trimmed or reworded.", &[
            ("text", "string"), ("how", "string"), ("cites", "[Citation]"),
        ]),
        "Counts": object("How much a story rests on.", &[
            ("articles", "integer"), ("outlets", "integer"), ("independent_reports", "integer"),
        ]),
        "StoryRow": object("A story of a list.", &[
            ("id", "string"), ("title", "string"), ("lead", "string"), ("date", "string"), ("first", "string?"),
            ("last", "string"), ("counts", "Counts"), ("state", "string"), ("revision", "integer"),
            ("changed", "integer"), ("told_at", "string"), ("page", "string"), ("self", "string"),
        ]),
        "Stories": list("stories", "[StoryRow]"),
        "Passage": object("What a line rests on: the words, and where to read them.", &[
            ("start", "integer"), ("end", "integer"), ("text", "string"), ("original", "string?"),
        ]),
        "Evidence": {
            "type": "object", "description": "Cited passages by the id of their article.",
            "additionalProperties": object("An article that is cited.", &[
                ("url", "string?"), ("title", "string"), ("outlet", "string"), ("published", "string?"),
                ("version", "string"), ("self", "string"), ("passages", "[Passage]"),
            ]),
        },
        "Story": object("A told story. What it holds beside this is that of a story in a digest file.", &[
            ("id", "string"), ("title", "Line"), ("date", "string"), ("counts", "Counts"), ("summary", "[Line]"),
            ("key_points", "[Line]"), ("articles", "[any]"), ("evidence", "Evidence"), ("revision", "integer"),
            ("changed", "integer"), ("told_at", "string"), ("state", "string"), ("aliases", "[string]"),
        ]),
        "Change": object("Something that happened to a story.", &[
            ("seq", "integer"), ("at", "string"), ("kind", "string"), ("story", "string"), ("article", "string?"),
            ("other", "string?"), ("note", "string"),
        ]),
        "Changes": list("changes", "[Change]"),
        "ArticleRow": object("An article of a list.", &[
            ("id", "string"), ("version", "string"), ("arrival", "integer"), ("url", "string?"), ("title", "string"),
            ("outlet", "string"), ("at", "string"), ("lang", "string?"), ("kind", "string"), ("source", "string?"),
            ("story", "string?"), ("event", "string?"), ("versions", "integer"), ("self", "string"),
        ]),
        "Articles": list("articles", "[ArticleRow]"),
        "Version": object("One wording of an article, whole.", &[
            ("id", "string"), ("version", "string"), ("arrival", "integer"), ("seen_at", "string"), ("url", "string?"),
            ("title", "string"), ("outlet", "any"), ("authors", "[string]"), ("published", "string?"),
            ("modified", "string?"), ("lang", "string?"), ("section", "string?"), ("kind", "string"),
            ("agency", "string?"), ("text", "string"), ("blocks", "[any]"), ("remarks", "[any]"),
        ]),
        "Article": {"allOf": [kind_of("Version"), object("Where it stands.", &[("story", "string?"), ("versions", "integer")])]},
        "Versions": list("versions", "[Version]"),
        "Edit": object("An edit by an outlet.", &[
            ("arrival", "integer"), ("article", "string"), ("title", "string"), ("outlet", "string"),
            ("before", "string"), ("after", "string"), ("at", "string"),
        ]),
        "Edits": list("edits", "[Edit]"),
        "Hit": {
            "description": "An article with the passages that match, or a story.",
            "oneOf": [
                object("An article.", &[("kind", "string"), ("article", "ArticleRow"), ("evidence", "any")]),
                object("A story.", &[("kind", "string"), ("story", "StoryRow")]),
            ],
        },
        "Hits": object("What was found.", &[("hits", "[Hit]"), ("matches", "integer"), ("next", "string?")]),
        "People": list("people", "[Name]"),
        "Name": object("A name.", &[
            ("name", "string"), ("kind", "string"), ("stories", "integer"), ("mentions", "integer"), ("in", "string"),
        ]),
        "Source": object("A source and how it does.", &[
            ("id", "string"), ("url", "string"), ("title", "string"), ("group", "[string]"), ("rules", "any"),
            ("health", "any"), ("articles", "integer"), ("article_at", "string?"), ("asked_at", "string?"),
            ("due", "string?"), ("every_s", "integer"), ("self", "string"),
        ]),
        "Sources": list("sources", "[Source]"),
        "NewSource": {
            "type": "object", "description": "A source to be added.", "required": ["url"],
            "properties": {"url": {"type": "string"}, "title": {"type": "string"}, "group": kind_of("[string]")},
        },
        "EditionRow": object("An edition of a list.", &[
            ("id", "integer"), ("date", "string"), ("from", "string"), ("to", "string"), ("made_at", "string"),
            ("closed", "boolean"), ("stories", "[string]"), ("self", "string"),
        ]),
        "Editions": list("editions", "[EditionRow]"),
        "Edition": object("An edition with its stories as it tells them.", &[
            ("id", "integer"), ("date", "string"), ("from", "string"), ("to", "string"), ("made_at", "string"),
            ("closed", "boolean"), ("stories", "[any]"), ("self", "string"),
        ]),
        "Action": {
            "description": "What is to be set right.",
            "oneOf": [
                object("`do` is merge: `from` becomes part of `into`.", &[("do", "string"), ("from", "string"), ("into", "string")]),
                object("`do` is split: these articles are a story of their own.", &[("do", "string"), ("story", "string"), ("articles", "[string]")]),
                object("`do` is move: the article belongs to another story.", &[("do", "string"), ("article", "string"), ("to", "string")]),
                object("`do` is pin: the article stays where it is.", &[("do", "string"), ("article", "string"), ("story", "string")]),
            ],
        },
        "Correction": object("A correction.", &[
            ("id", "integer"), ("at", "string"), ("by", "string"), ("action", "Action"), ("undone", "string?"),
            ("refused", "string?"), ("done", "boolean"),
        ]),
        "Corrections": list("corrections", "[Correction]"),
        "Status": object("How much there is, and how it goes.", &[
            ("version", "string"), ("started", "string"), ("articles", "integer"), ("wordings", "integer"),
            ("waiting", "any"), ("stories", "integer"), ("last_change", "integer"), ("editions", "integer"),
            ("sources", "any"), ("bytes", "integer"), ("index", "any"),
        ]),
    })
}
