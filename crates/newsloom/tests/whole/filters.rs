//! The filters: JSON lines in, JSON lines out.

use crate::program::newsloom;
use serde_json::json;

const PAGE: &str = "<html lang=en><head><title>Ferry runs aground off Skarn | Harbour Post</title>\
<meta property='article:published_time' content='2026-03-09T14:05:00+01:00'></head><body><nav><a href=/>Home</a> <a href=/x>World</a></nav>\
<article><h1>Ferry runs aground off Skarn</h1><p>A ferry with 82 people on board ran aground off the island of Skarn on \
Monday morning, the coast guard said. Nobody was hurt.</p><p>The ship lost its rudder in heavy seas shortly after six, and \
drifted for two hours before it struck a sandbank in sight of the harbour.</p><p>Tugs were to pull it free with the \
evening tide, the harbour master told reporters.</p></article><footer>All rights reserved</footer></body></html>";

#[test]
fn extract_finds_the_article_of_a_page() {
    let input = format!(
        "{}\n",
        json!({"id": "p1", "url": "https://harbour.example/ferry?utm_source=x", "html": PAGE})
    );
    let run = newsloom(&["extract"], &input);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let lines = run.lines();
    assert_eq!(lines.len(), 1);
    let line = &lines[0];
    assert_eq!(line["id"], "p1");
    assert_eq!(line["part"], 0);
    assert_eq!(line["title"], "Ferry runs aground off Skarn");
    assert_eq!(line["date"], "2026-03-09");
    assert_eq!(line["published"], "2026-03-09T14:05:00+01:00");
    assert_eq!(line["lang"], "en");
    assert_eq!(line["url"], "https://harbour.example/ferry");
    let text = line["text"].as_str().unwrap();
    assert!(
        text.contains("drifted for two hours")
            && !text.contains("All rights reserved")
            && !text.contains("World")
    );
}

#[test]
fn a_page_without_an_article_is_answered_with_a_remark() {
    let input = format!("{}\n", json!({"id": 7, "html": "<html><body></body></html>"}));
    let run = newsloom(&["extract"], &input);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let line = &run.lines()[0];
    assert_eq!((&line["id"], &line["text"]), (&json!(7), &json!("")));
    assert!(!line["remarks"].as_array().unwrap().is_empty());
}

#[test]
fn a_bad_line_costs_that_line() {
    let good = json!({"id": "a", "html": PAGE});
    let input = format!("{{broken\n{good}\n[1]\n{}\n", json!({"id": "b"}));
    let run = newsloom(&["extract"], &input);
    assert_eq!(run.status, 3);
    let lines = run.lines();
    assert_eq!(lines.len(), 4);
    assert!(lines[0]["error"].is_string() && lines[0]["id"].is_null());
    assert_eq!(lines[1]["id"], "a");
    assert!(lines[2]["error"].is_string());
    assert_eq!(lines[3]["id"], "b");
    assert!(run.stderr.contains("line 1") && run.stderr.contains("line 4"), "{}", run.stderr);
}

#[test]
fn cluster_answers_in_input_order() {
    let article = |id: &str, title: &str, text: &str, at: &str| {
        format!(
            "{}\n",
            json!({"id": id, "title": title, "text": text, "published": at, "outlet": id, "lang": "en"})
        )
    };
    let ferry = "A ferry with 82 people on board ran aground off the island of Skarn on Monday morning, the coast guard said. \
        The ship, the Marit Lind, lost its rudder in heavy seas and drifted before it struck a sandbank off Skarn harbour.";
    let other = "The Marit Lind, a ferry carrying 82 passengers and crew, struck a sandbank near Skarn after her rudder failed. \
        Coast guard boats took everyone to Skarn harbour, and nobody was hurt, officials on the island said on Monday.";
    let bank = "The central bank of Orvane raised its key rate by a quarter point to 3.5 percent on Monday, citing rents. \
        Governor Pell Aster said that further steps depended on wages, and markets had expected the move.";
    let input = article("x", "Ferry runs aground off Skarn", ferry, "2026-03-09T08:00:00Z")
        + &article("y", "Central bank raises key rate", bank, "2026-03-09T09:00:00Z")
        + &article(
            "z",
            "82 rescued as ferry Marit Lind strikes sandbank off Skarn",
            other,
            "2026-03-09T10:00:00Z",
        )
        + &article("w", "Ferry runs aground off Skarn", ferry, "2026-03-09T11:00:00Z");
    let run = newsloom(&["cluster"], &input);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let lines = run.lines();
    let ids: Vec<_> = lines.iter().map(|line| line["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["x", "y", "z", "w"]);
    assert_eq!(lines[0]["event"], lines[2]["event"]);
    assert_ne!(lines[0]["event"], lines[1]["event"]);
    assert_eq!(lines[3]["copy_of"], "x");
    assert!(lines[2]["copy_of"].is_null());
    let online = newsloom(&["cluster", "--online"], &input);
    assert_eq!(online.lines().len(), 4);
}

#[test]
fn summarize_cites_the_given_articles() {
    let text = "A ferry ran aground off Skarn on Monday. Nobody was hurt, the coast guard said. Tugs pulled the ship free at noon. \
        The harbour master, Ole Varr, said that the rudder had failed in heavy seas. Eighty-two people were on board.";
    let group = json!({"id": "g", "max_words": 30, "articles": [
        {"id": "one", "title": "Ferry aground off Skarn", "text": text},
        {"id": "two", "title": "Ferry freed", "text": "Tugs freed a ferry off Skarn on Monday after its rudder failed. All 82 people on board were safe."},
    ]});
    let run = newsloom(&["summarize"], &format!("{group}\n"));
    assert_eq!(run.status, 0, "{}", run.stderr);
    let line = &run.lines()[0];
    assert_eq!(line["id"], "g");
    let summary = line["summary"].as_array().unwrap();
    assert!(!summary.is_empty());
    let words: usize = summary.iter().map(|l| l["text"].as_str().unwrap().split_whitespace().count()).sum();
    assert!(words <= 30, "{words}");
    for cite in summary.iter().flat_map(|l| l["cites"].as_array().unwrap()) {
        let name = cite["article"].as_str().unwrap();
        assert!(name == "one" || name == "two");
        if name == "one" {
            let (start, end) =
                (cite["start"].as_u64().unwrap() as usize, cite["end"].as_u64().unwrap() as usize);
            assert!(text.get(start..end).is_some_and(|slice| !slice.trim().is_empty()));
        }
    }
}

#[test]
fn help_completions_and_manual_come_from_one_definition() {
    for (arguments, expected) in [
        (&["--help"][..], "summarize"),
        (&["completions", "bash"], "digest"),
        (&["man"], "newsloom"),
        (&["man", "digest"], "now"),
        (&["config", "show"], "fetch.timeout_seconds"),
    ] {
        let run = newsloom(arguments, "");
        assert_eq!(run.status, 0, "{arguments:?}: {}", run.stderr);
        assert!(run.stdout.contains(expected), "{arguments:?}");
    }
    assert_eq!(newsloom(&["digest"], "").status, 2);
    assert_eq!(newsloom(&["--set", "threads=x", "config", "show"], "").status, 2);
}

#[test]
fn quotes_are_answered_with_places_in_the_text_as_given() {
    let text = "Skarn\u{301} \u{2014} \u{201c}The pier was never safe to walk on,\u{201d} harbor master Ada Quill told reporters. \
        \u{201c}We said so for years,\u{201d} she added.";
    let run = newsloom(&["quotes"], &format!("{}\n", json!({"id": "q", "text": text})));
    assert_eq!(run.status, 0, "{}", run.stderr);
    let quotes = run.lines()[0]["quotes"].as_array().unwrap().clone();
    assert_eq!(quotes.len(), 2);
    for (quote, said) in quotes.iter().zip(["The pier was never safe to walk on,", "We said so for years,"]) {
        let (start, end) =
            (quote["start"].as_u64().unwrap() as usize, quote["end"].as_u64().unwrap() as usize);
        assert_eq!(&text[start..end], said);
        assert_eq!(quote["direct"], true);
        assert!(quote["speaker_name"].as_str().unwrap().contains("Ada Quill"), "{quote}");
    }
}
