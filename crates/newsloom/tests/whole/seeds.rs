//! The facts that the five reference documents must yield. They lie beside the checkout, in `../shared/seeds`, and not in it:
//! where they are absent these tests pass without a look at anything.

use crate::grounded;
use crate::program::{json, newsloom_in};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The documents and the edition of all of them.
struct Seeds {
    documents: Vec<PathBuf>,
    digest: Value,
}

fn seeds() -> Option<&'static Seeds> {
    static SEEDS: OnceLock<Option<Seeds>> = OnceLock::new();
    SEEDS
        .get_or_init(|| {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
            let mut documents: Vec<PathBuf> =
                fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
            documents.retain(|path| path.extension().is_some_and(|kind| kind == "txt"));
            documents.sort();
            let all: Vec<&Path> = documents.iter().map(PathBuf::as_path).collect();
            let digest = digest_of(&all);
            (documents.len() == 5).then_some(Seeds { documents, digest })
        })
        .as_ref()
}

fn digest_of(documents: &[&Path]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let mut arguments = vec!["digest"];
    arguments.extend(documents.iter().map(|path| path.to_str().unwrap()));
    let run = newsloom_in(folder.path(), &arguments, b"");
    assert_eq!(run.status, 0, "{}", run.stderr);
    json(&folder.path().join("out/digest.json"))
}

impl Seeds {
    fn stories(&self) -> &[Value] {
        self.digest["stories"].as_array().unwrap()
    }

    /// The listed articles of the document with this number, in order.
    fn articles(&self, document: usize) -> Vec<&Value> {
        let name = self.documents[document].file_name().unwrap().to_str().unwrap();
        let listed = self.stories().iter().flat_map(|story| story["articles"].as_array().unwrap());
        listed.filter(|article| article["outlet"].as_str().unwrap().contains(name)).collect()
    }

    /// All sides of the disagreements about something, as one text, with the states.
    fn sides(&self, about: &str) -> (String, Vec<&str>) {
        let rows = self.stories().iter().flat_map(|story| story["disagreements"].as_array().unwrap());
        let mut text = String::new();
        let mut states = Vec::new();
        for row in rows.filter(|row| row["about"].as_str().unwrap().contains(about)) {
            states.push(row["state"].as_str().unwrap());
            for side in row["sides"].as_array().unwrap() {
                text += &format!("[{}] ", side["value"].as_str().unwrap());
                for line in side["lines"].as_array().unwrap() {
                    text += line["text"].as_str().unwrap();
                }
            }
        }
        (text, states)
    }
}

/// Texts of all lines.
fn lines(value: &Value) -> Vec<&str> {
    match value {
        Value::Object(fields) if fields.contains_key("cites") => vec![fields["text"].as_str().unwrap()],
        Value::Object(fields) => fields.values().flat_map(lines).collect(),
        Value::Array(items) => items.iter().flat_map(lines).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn each_document_gives_its_articles_and_nothing_of_the_page() {
    let Some(seeds) = seeds() else { return };
    let outside =
        seeds.articles(0).len() + seeds.articles(2).len() + seeds.articles(3).len() + seeds.articles(4).len();
    let all: usize = seeds.stories().iter().map(|story| story["articles"].as_array().unwrap().len()).sum();
    assert_eq!(
        (
            seeds.articles(0).len(),
            all - outside,
            seeds.articles(2).len(),
            seeds.articles(3).len(),
            seeds.articles(4).len()
        ),
        (2, 11, 1, 1, 10)
    );
    for article in seeds.digest["articles"].as_object().unwrap().values() {
        let text = article["text"].as_str().unwrap();
        for furniture in [
            "Also read:",
            "Watch:",
            "Advertis",
            "Related Links",
            "Subscribe",
            "log into",
            "JOIN THE",
            "Key Points",
            "5445887",
        ] {
            assert!(!text.contains(furniture), "{furniture} in {text}");
        }
        let title = article["title"].as_str().unwrap();
        for site in [" | ", "Broadcasting", "Close icon", "CBS News", "Sky News", "New York Times"] {
            assert!(!title.contains(site), "{title}");
        }
    }
    assert!(seeds.articles(0)[1]["published"].as_str().unwrap().starts_with("2025-04-18"));
    assert!(seeds.articles(3)[0]["published"].as_str().unwrap().starts_with("2025-04-25"));
    assert!(seeds.articles(4).iter().all(|article| article["published"].is_null()));
}

#[test]
fn the_page_of_a_digest_counts_its_articles_by_domain() {
    let Some(seeds) = seeds() else { return };
    let digest = digest_of(&[&seeds.documents[1]]);
    let mut counts: Vec<u64> = Vec::new();
    let mut domains = BTreeSet::new();
    for story in digest["stories"].as_array().unwrap() {
        for source in story["sources"].as_array().unwrap() {
            domains.insert(source["domain"].as_str().unwrap());
            counts.push(source["articles"].as_u64().unwrap());
        }
    }
    assert_eq!((counts.iter().sum::<u64>(), domains.len()), (11, 6), "{domains:?}");
    if let [story] = &digest["stories"].as_array().unwrap()[..] {
        assert_eq!(counts, [3, 2, 2, 1, 1, 2]);
        assert_eq!(story["counts"]["independent_reports"], 11);
    }
}

#[test]
fn nothing_is_told_that_most_articles_deny() {
    let Some(seeds) = seeds() else { return };
    let faults = grounded::faults(&seeds.digest);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for line in seeds.stories().iter().flat_map(lines) {
        let lower = line.to_lowercase();
        assert!(
            !lower.contains("former us president") && !lower.contains("former president donald"),
            "{line}"
        );
        let killed =
            lower.find("killed dozens").or(lower.find("killing dozens")).or(lower.find("dozens killed"));
        assert!(killed.is_none() || lower.contains("recently killed dozens"), "{line}");
    }
}

#[test]
fn figures_that_differ_stand_side_by_side() {
    let Some(seeds) = seeds() else { return };
    for (about, values) in [
        ("people killed", &["[9]", "[at least 12]"][..]),
        ("people injured", &["[70]", "[90]", "[about 90]", "[more than 100]"]),
        ("drones", &["[at least 45]", "[145]"]),
        ("missiles", &["[66]", "four plane-launched"]),
    ] {
        let (text, states) = seeds.sides(about);
        for value in values {
            assert!(text.contains(value), "{about}: {value} is not in {text}");
        }
        // All were published on one day: nothing proves a change.
        assert!(!states.contains(&"updated"), "{about}: {states:?}");
    }
}

#[test]
fn forms_of_a_quotation_and_of_a_name_are_joined() {
    let Some(seeds) = seeds() else { return };
    let quotes = seeds.stories().iter().flat_map(|story| story["quotes"].as_array().unwrap());
    let widest = quotes
        .filter(|quote| quote["speaker"].as_str().is_some_and(|speaker| speaker.contains("Zelensk")))
        .map(|quote| {
            let all = std::iter::once(&quote["line"]).chain(quote["variants"].as_array().unwrap());
            let forms: Vec<&Value> = all.collect();
            let articles: BTreeSet<&str> = forms
                .iter()
                .flat_map(|line| line["cites"].as_array().unwrap())
                .filter_map(|cite| cite["article"].as_str())
                .collect();
            articles.len()
        })
        .max();
    assert!(widest >= Some(3), "the quotation of two dispatches and a newsletter: {widest:?}");
    let people: Vec<String> = seeds
        .stories()
        .iter()
        .flat_map(|story| story["people"].as_array().unwrap())
        .map(|person| format!("{} {}", person["name"], person["aliases"]))
        .collect();
    for (one, other) in
        [("Zelensky\"", "Zelenskyy"), ("Sergei Lavrov", "Sergey Lavrov"), ("Lugansk", "Luhansk")]
    {
        assert!(
            people.iter().any(|names| names.contains(one) && names.contains(other)),
            "{one}, {other}: {people:#?}"
        );
    }
}

#[test]
fn a_long_story_has_its_events_and_its_positions() {
    let Some(seeds) = seeds() else { return };
    let largest =
        seeds.stories().iter().max_by_key(|story| story["articles"].as_array().unwrap().len()).unwrap();
    let articles = largest["articles"].as_array().unwrap();
    let events: BTreeSet<&str> = articles.iter().filter_map(|article| article["event"].as_str()).collect();
    assert!(
        seeds.stories().len() <= 3 && articles.len() >= 20 && events.len() >= 3,
        "{} in {events:?}",
        articles.len()
    );
    let positions: Vec<&Value> =
        seeds.stories().iter().flat_map(|story| story["positions"].as_array().unwrap()).collect();
    let of_document = |row: &&&Value| {
        let id = seeds.articles(3)[0]["id"].as_str().unwrap();
        row.to_string().contains(id)
    };
    let rows: Vec<&&Value> = positions.iter().filter(of_document).collect();
    assert_eq!(rows.len(), 4, "{rows:#?}");
    let parties: BTreeSet<&str> = rows
        .iter()
        .flat_map(|row| row["parties"].as_array().unwrap())
        .filter_map(|cell| cell["party"].as_str())
        .collect();
    assert_eq!(parties.len(), 2, "{parties:?}");
}

#[test]
fn the_claims_of_the_page_are_checked_against_its_articles() {
    let Some(seeds) = seeds() else { return };
    let text = fs::read_to_string(&seeds.documents[1]).unwrap();
    let (head, rest) = text.split_once("\nArticles in this").unwrap();
    let (_, points) = head.split_once("Key Points").unwrap();
    let parts: Vec<&str> =
        rest.split("\n\n").skip(1).map(str::trim).filter(|part| !part.is_empty()).collect();
    let sources: Vec<String> = parts.chunks(2).map(|article| article.join("\n\n")).collect();
    let mut input = String::new();
    for (id, claim) in points.split('\u{2022}').map(str::trim).filter(|point| !point.is_empty()).enumerate() {
        input += &format!("{}\n", serde_json::json!({"id": id, "claim": claim, "sources": sources}));
    }
    let folder = tempfile::tempdir().unwrap();
    let run = newsloom_in(folder.path(), &["verify"], input.as_bytes());
    let answers = run.lines();
    assert_eq!(answers.len(), 4);
    assert!(
        answers[0]["supported"] == false && answers[0]["why"].to_string().contains("dozens"),
        "{}",
        answers[0]
    );
    for answer in &answers[1..] {
        assert!(answer["supported"] == true, "{answer}");
    }
}
