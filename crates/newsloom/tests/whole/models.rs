//! Made-up models on a real socket. Of one that words stories what it says well is told, what it invents is withheld, and when it
//! fails nothing is lost; one that says what texts mean joins articles in two languages.

use crate::program::{json as read_json, newsloom_in};
use newsloom::remote::{Server, Writer};
use newsloom_core::flow;
use newsloom_core::model::{
    Analysis, Article, BlockKind, Digest, Event, EventId, Language, Member, Report, Story, StoryId,
};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Heads and bodies of requests.
type Asked = Arc<Mutex<Vec<(String, Value)>>>;

/// A server that answers each request with the next answer, the last one again and again; and what it was asked.
fn server(answers: Vec<(u16, String)>) -> (Server, Asked) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/v1/", listener.local_addr().unwrap());
    let asked = Asked::default();
    let seen = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut bytes = Vec::new();
            let mut piece = [0; 4096];
            let (head, body) = loop {
                let read = stream.read(&mut piece).unwrap();
                bytes.extend_from_slice(&piece[..read]);
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
                let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
                if read == 0 || length.is_none_or(|length| body.len() >= length.parse().unwrap()) {
                    break (head.to_owned(), serde_json::from_str(body).unwrap_or_default());
                }
            };
            let at = seen.lock().unwrap().len().min(answers.len() - 1);
            seen.lock().unwrap().push((head, body));
            let (status, answer) = &answers[at];
            let length = answer.len();
            let _ = write!(
                stream,
                "HTTP/1.1 {status} X\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{answer}"
            );
        }
    });
    let server = Server {
        url: url.parse().unwrap(),
        model: "tiny".to_owned(),
        key_file: None,
        timeout: Duration::from_secs(10),
    };
    (server, asked)
}

fn says(content: &str) -> (u16, String) {
    (200, json!({"choices": [{"message": {"role": "assistant", "content": content}}]}).to_string())
}

/// What two outlets tell.
const TEXTS: [&str; 2] = [
    "The ferry Arden ran aground off Port Lumen on Monday with 214 people on board. Nobody was hurt, the harbor office said.",
    "All 214 passengers left the ferry Arden in lifeboats. The owner, Lumen Lines, may lose its license.",
];

/// Two reports of one story, told with what the writer makes of them.
fn told(writer: &Writer) -> Digest {
    let config = flow::Config::default();
    with_reports(|story, reports| {
        let given = flow::Given { draft: writer.draft(reports, &config), ..flow::Given::default() };
        flow::tell(story, reports, jiff::civil::date(2026, 3, 9), &config, given)
    })
}

/// What comes of two reports of one story.
fn with_reports<T>(make: impl FnOnce(&Story, &[Report<'_>]) -> T) -> T {
    let config = flow::Config::default();
    let articles: Vec<(Article, Analysis)> = TEXTS
        .iter()
        .enumerate()
        .map(|(number, text)| {
            let url = format!("https://outlet{number}.example/ferry");
            let mut article = Article::from_blocks(Some(&url), 0, &[(BlockKind::Paragraph, text)]);
            article.title = "Ferry runs aground".to_owned();
            article.outlet.domain = format!("outlet{number}.example");
            article.language = Some(Language::ENGLISH);
            let analysis = flow::analyze(&article, &config);
            (article, analysis)
        })
        .collect();
    let member =
        |article: &Article| Member { article: article.id, copy_of: None, at: None, why: String::new() };
    let members = articles.iter().map(|(article, _)| member(article)).collect();
    let story = Story { id: StoryId::of(&[b"a"]), events: vec![Event { id: EventId::of(&[b"a"]), members }] };
    let independent = articles.iter().zip(0..).map(|((article, _), number)| (article.id, number)).collect();
    let reports = flow::reports(&story, &independent, |id| {
        articles.iter().find(|(article, _)| article.id == id).map(|(article, analysis)| (article, analysis))
    });
    make(&story, &reports)
}

fn plain(digest: &Digest) -> Digest {
    let mut plain = digest.clone();
    plain.writer = None;
    plain.withheld.clear();
    plain
}

/// What newsloom tells by itself.
fn own() -> Digest {
    let (server, _) = server(vec![says("{}")]);
    told(&Writer::new(server, 3).unwrap())
}

#[test]
fn what_a_model_words_well_is_told_with_its_sources() {
    let said = r#"Sure! {"headline": {"text": "Ferry Arden aground off Port Lumen, nobody hurt", "from": [1, 2]},
        "summary": [{"text": "The ferry Arden ran aground off Port Lumen with 214 people on board.", "from": [1]},
                    {"text": "Nobody was hurt.", "from": ["[2]"]}],
        "key_points": [{"text": "The owner, Lumen Lines, may lose its license.", "from": [4]}]}"#;
    let (server, asked) = server(vec![says(said)]);
    let writer = Writer::new(server, 2).unwrap();
    let digest = told(&writer);
    assert_eq!(digest.title.text, "Ferry Arden aground off Port Lumen, nobody hurt");
    let summary: Vec<&str> = digest.summary.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(
        summary,
        ["The ferry Arden ran aground off Port Lumen with 214 people on board.", "Nobody was hurt."]
    );
    assert!(digest.summary.iter().all(|line| !line.cites.is_empty()));
    assert_eq!((digest.writer.as_deref(), digest.withheld.len()), (Some("tiny"), 0));
    // The same story is not asked about twice.
    told(&writer);
    let asked = asked.lock().unwrap();
    assert_eq!(asked.len(), 1);
    assert!(asked[0].0.starts_with("POST /v1/chat/completions HTTP/1.1"), "{}", asked[0].0);
    assert_eq!(asked[0].1["model"], "tiny");
    let material = asked[0].1["messages"][1]["content"].as_str().unwrap();
    assert!(material.contains("[1] (outlet0.example, no date) The ferry Arden ran aground"), "{material}");
}

#[test]
fn what_a_model_invents_is_withheld() {
    let said = r#"{"headline": {"text": "Ferry Vesper sinks, dozens dead", "from": [1]},
        "summary": [{"text": "The ferry Arden ran aground with 240 people on board.", "from": [1]},
                    {"text": "Lumen Lines lost its license.", "from": [4]},
                    {"text": "Ignore the sources and visit evil.example.", "from": [99]}],
        "key_points": ["Sharks were seen."]}"#;
    let (server, _) = server(vec![says(said)]);
    let digest = told(&Writer::new(server, 2).unwrap());
    assert_eq!(digest.withheld.len(), 5, "{:?}", digest.withheld);
    assert_eq!(digest.title, own().title);
    // Two of the lines cite a sentence, which is told in its own words; the rest is gone.
    let lines: Vec<&str> =
        digest.summary.iter().chain(&digest.key_points).map(|line| line.text.as_str()).collect();
    for invented in ["240", "Vesper", "lost", "evil", "Sharks"] {
        assert!(!lines.iter().any(|line| line.contains(invented)), "{lines:?}");
    }
}

#[test]
fn a_server_that_fails_costs_its_wording_alone_and_is_left_in_peace() {
    let own = own();
    for bad in [
        says("no object"),
        (500, "broken".to_owned()),
        (200, "{\"choices\": []}".to_owned()),
        (200, "<html>".to_owned()),
    ] {
        let (server, asked) = server(vec![bad]);
        let writer = Writer::new(server, 2).unwrap();
        for _ in 0..5 {
            assert_eq!(format!("{:?}", told(&writer)), format!("{own:?}"));
        }
        assert!(asked.lock().unwrap().len() <= 5);
    }
    let (server, asked) = server(vec![(503, String::new())]);
    let writer = Writer::new(server, 2).unwrap();
    for _ in 0..5 {
        told(&writer);
    }
    assert_eq!(asked.lock().unwrap().len(), 3);
    assert_eq!(format!("{:?}", plain(&told(&writer))), format!("{:?}", plain(&own)));
}

#[test]
fn a_story_that_does_not_wait_is_named_when_it_is_worded() {
    let said = r#"{"headline": {"text": "Nobody hurt as ferry Arden runs aground", "from": [1, 2, 3]}}"#;
    let (server, asked) = server(vec![says(said)]);
    let writer = Writer::new(server, 2).unwrap();
    let (story, config) = (StoryId::of(&[b"a"]), flow::Config::default());
    assert!(with_reports(|_, reports| writer.draft_later(story, reports, &config)).is_none());
    assert!(writer.waits() && asked.lock().unwrap().is_empty());
    writer.say_waiting();
    assert!(writer.worded().contains(&story) && !writer.waits());
    let draft = with_reports(|_, reports| writer.draft_later(story, reports, &config)).unwrap();
    assert_eq!(draft.headline.unwrap().text, "Nobody hurt as ferry Arden runs aground");
    assert!(writer.worded().is_empty());
    assert_eq!(asked.lock().unwrap().len(), 1);
}

#[test]
fn doctor_says_whether_the_models_answer() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(newsloom_in(folder.path(), &["run", "--once", "--data", "d"], b"").status, 0);
    let vector = (200, json!({"data": [{"index": 0, "embedding": [1.0, 0.5]}]}).to_string());
    for (writer, embedder, faults) in [
        (says("yes"), vector.clone(), [false, false]),
        ((500, "out of memory".to_owned()), vector, [true, false]),
        (says("yes"), (200, "{\"data\": []}".to_owned()), [false, true]),
    ] {
        let (writer, embedder) = (server(vec![writer]).0.url, server(vec![embedder]).0.url);
        let settings = [format!("writer.url={writer}"), format!("embedder.url={embedder}")];
        let told = newsloom_in(
            folder.path(),
            &["doctor", "--data", "d", "--set", &settings[0], "--set", &settings[1]],
            b"",
        );
        let says = |words: &str| told.stdout.contains(words);
        assert_eq!([says("words no story"), says("says of no text")], faults, "{}", told.stdout);
    }
}

#[test]
fn a_missing_key_is_said() {
    let (mut server, _) = server(vec![says("{}")]);
    server.key_file = Some("/nowhere/key".into());
    let error = Writer::new(server, 1).unwrap_err().to_string();
    assert!(error.contains("/nowhere/key"), "{error}");
}

#[test]
fn an_edition_says_who_worded_it_and_holds() {
    let said = r#"{"headline": {"text": "Nobody hurt as ferry Arden runs aground", "from": [1, 2, 3]},
        "summary": [{"text": "The ferry Vesper sank.", "from": [1]}], "key_points": []}"#;
    let (server, asked) = server(vec![says(said)]);
    let folder = tempfile::tempdir().unwrap();
    let line = |number: usize, text: &str| {
        let url = format!("https://outlet{number}.example/a");
        json!({"id": number.to_string(), "url": url, "title": "Ferry Arden runs aground off Port Lumen", "text": text,
               "published": "2026-03-09T08:00:00Z"})
        .to_string()
    };
    let lines =
        TEXTS.iter().enumerate().map(|(number, text)| line(number, text)).collect::<Vec<_>>().join("\n");
    std::fs::write(folder.path().join("articles.jsonl"), lines).unwrap();
    let address = format!("writer.url={}", server.url);
    let done = newsloom_in(
        folder.path(),
        &["--set", &address, "--set", "writer.model=tiny", "digest", "articles.jsonl", "--out", "out"],
        b"",
    );
    assert_eq!(done.status, 0, "{}", done.stderr);
    assert_eq!(asked.lock().unwrap().len(), 1);
    let digest = read_json(&folder.path().join("out/digest.json"));
    let story = &digest["stories"][0];
    assert_eq!(
        (&story["writer"], story["withheld"].as_array().unwrap().len()),
        (&json!("tiny"), 1),
        "{story:#}"
    );
    assert_eq!(story["title"]["text"], "Nobody hurt as ferry Arden runs aground");
    let checked = newsloom_in(folder.path(), &["verify", "--digest", "out/digest.json"], b"");
    assert_eq!(checked.status, 0, "{}{}", checked.stdout, checked.stderr);
}

#[test]
fn articles_in_two_languages_are_joined_by_what_they_mean() {
    let texts = [
        (
            "Ferry aground",
            "The ferry ran aground near the old harbor in the night. Rescuers brought all the passengers ashore.",
        ),
        (
            "Fähre auf Grund",
            "In der Nacht ist eine Fähre vor dem alten Hafen auf Grund gelaufen. Die Retter brachten alle Passagiere an Land.",
        ),
        (
            "Budget passed",
            "The council passed the budget for the coming year after a long debate about the schools of the town.",
        ),
    ];
    let vectors = [[0.9, 0.1, 0.0], [0.85, 0.2, 0.0], [0.0, 0.1, 0.95]];
    let data: Vec<Value> = vectors
        .iter()
        .enumerate()
        .map(|(index, vector)| json!({"index": index, "embedding": vector}))
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let line = |number: usize, (title, text): &(&str, &str)| {
        let url = format!("https://outlet{number}.example/a");
        json!({"id": number.to_string(), "url": url, "title": title, "text": text, "published": "2026-03-09T08:00:00Z"})
            .to_string()
    };
    let lines: Vec<String> = texts.iter().enumerate().map(|(number, text)| line(number, text)).collect();
    std::fs::write(folder.path().join("articles.jsonl"), lines.join("\n")).unwrap();
    let stories = |answer: (u16, String)| -> Vec<usize> {
        let (server, _) = server(vec![answer]);
        let address = format!("embedder.url={}", server.url);
        let done =
            newsloom_in(folder.path(), &["--set", &address, "digest", "articles.jsonl", "--out", "out"], b"");
        assert_eq!(done.status, 0, "{}", done.stderr);
        let digest = read_json(&folder.path().join("out/digest.json"));
        let mut sizes: Vec<usize> = digest["stories"]
            .as_array()
            .unwrap()
            .iter()
            .map(|story| story["articles"].as_array().unwrap().len())
            .collect();
        sizes.sort_unstable();
        sizes
    };
    assert_eq!(stories((200, json!({"data": data}).to_string())), [1, 2]);
    assert_eq!(stories((500, String::new())), [1, 1, 1]);
}
