use crate::model::{ArticleKind, RawDocument};
use crate::read::{ReadConfig, read};

fn page(head: &str, body: &str) -> crate::model::Article {
    let html = format!(
        "<html lang=en><head><title>Fog over Skarn: live</title><meta property='article:published_time' \
         content='2025-04-18T08:00:00+02:00'>{head}</head><body><nav><a href=/>Home</a></nav><main><h1>Fog over Skarn: live</h1>\
         <p>Ferries stay in port while fog lies over the strait; we report through the day from the harbour of Skarn.</p>{body}</main>\
         <footer>All rights reserved</footer></body></html>"
    );
    let raw = RawDocument {
        url: Some("https://harbour.example/live/fog".to_owned()),
        media_type: Some("text/html".to_owned()),
        body: html.into_bytes(),
        ..RawDocument::default()
    };
    let mut reading = read(&raw, &ReadConfig::default());
    assert_eq!(reading.articles.len(), 1);
    reading.articles.remove(0)
}

const TEXTS: [&str; 4] = [
    "The harbour master says that the first ferry may sail at noon if the wind turns, and that pilots stand ready.",
    "Two freighters have dropped anchor outside the breakwater, the coast guard reports, and wait for the fog to lift.",
    "The airport across the strait has closed its runway; three flights went on to the mainland, its director said.",
    "Good morning from Skarn, where the fog came in during the night and the lamps on the pier are all that can be seen.",
];

fn shown(article: &crate::model::Article) -> Vec<String> {
    let entry = |entry: &crate::model::Entry| {
        let at = entry.at.map(|at| at.iso().unwrap_or_else(|| at.day.to_string())).unwrap_or_default();
        let text = entry.span.of(&article.text);
        format!("{at} {}", text.split_whitespace().take(3).collect::<Vec<_>>().join(" "))
    };
    article.entries.iter().map(entry).collect()
}

#[test]
fn posts_with_times_of_day_get_their_days() {
    let clocks = ["00:40", "23:15", "14:32", "08:05"];
    let posts: String = clocks
        .iter()
        .zip(TEXTS)
        .map(|(clock, text)| {
            format!("<article class=post><time>{clock}</time><h2>Post {clock}</h2><p>{text}</p></article>")
        })
        .collect();
    let article = page("<meta property='article:modified_time' content='2025-04-19T00:41:00+02:00'>", &posts);
    assert_eq!(article.kind, ArticleKind::Live);
    assert_eq!(
        shown(&article),
        [
            "2025-04-19T00:40:00+02:00 Post 00:40 The",
            "2025-04-18T23:15:00+02:00 Post 23:15 Two",
            "2025-04-18T14:32:00+02:00 Post 14:32 The",
            "2025-04-18T08:05:00+02:00 Post 08:05 Good"
        ]
    );
    assert_eq!(article.entries[1].title.as_deref(), Some("Post 23:15"));
    assert!(article.text.starts_with("Ferries stay in port"));
    assert!(!article.text.contains("rights reserved"));
}

#[test]
fn posts_under_heads_of_their_own_are_parted() {
    let clocks = [
        "2025-04-18T12:00:00+02:00",
        "2025-04-18T11:00:00+02:00",
        "2025-04-18T10:00:00+02:00",
        "2025-04-18T09:00:00+02:00",
    ];
    let posts: String = clocks
        .iter()
        .zip(TEXTS)
        .map(|(at, text)| format!("<h3><time datetime={at}>x</time></h3><p>{text}</p>"))
        .collect();
    let article = page("", &format!("<div class=feed>{posts}</div>"));
    assert_eq!(shown(&article)[0], "2025-04-18T12:00:00+02:00 The harbour master");
    assert_eq!(article.entries.len(), 4);
    assert_eq!(article.modified.unwrap().iso().unwrap(), "2025-04-18T12:00:00+02:00");
}

#[test]
fn data_give_the_posts_that_are_not_shown() {
    let updates: Vec<String> = TEXTS
        .iter()
        .enumerate()
        .map(|(n, text)| {
            format!("{{\"@type\":\"BlogPosting\",\"headline\":\"Post {n}\",\"articleBody\":\"<p>{text}</p>\",\"datePublished\":\"2025-04-18T1{n}:00:00Z\"}}")
        })
        .collect();
    let data = format!(
        "<script type=application/ld+json>{{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":[{}]}}</script>",
        updates.join(",")
    );
    let article = page(&data, "");
    assert_eq!(article.entries.len(), 4);
    assert_eq!(shown(&article)[3], "2025-04-18T13:00:00+00:00 Post 3 Good");
}

#[test]
fn an_article_with_dated_teasers_is_none() {
    let teasers: String = (1..7)
        .map(|n| format!("<article><time datetime=2025-04-1{n}T10:00>x</time><h3><a href=/a/{n}>Another story of day {n}</a></h3><p>A teaser.</p></article>"))
        .collect();
    let html = format!(
        "<html lang=en><head><title>Fog closes the port</title></head><body><article><h1>Fog closes the port</h1><p>{}</p></article><section>{teasers}</section></body></html>",
        TEXTS.join("</p><p>")
    );
    let raw = RawDocument {
        url: Some("https://harbour.example/a".to_owned()),
        body: html.into_bytes(),
        ..RawDocument::default()
    };
    let article = read(&raw, &ReadConfig::default()).articles.remove(0);
    assert!(article.entries.is_empty());
    assert_eq!(article.kind, ArticleKind::News);
}
