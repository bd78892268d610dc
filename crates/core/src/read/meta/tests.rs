//! Whole pages: what they say about themselves.

use super::describe;
use crate::model::RawDocument;
use crate::read::html::parse;

/// Title, authors, day of publication, outlet and address of a page at `https://www.harbourpost.example/news/ferry-1`.
fn check(page: &str, expected: [&str; 5]) {
    let url = Some("https://www.harbourpost.example/news/ferry-1?utm_source=x".to_owned());
    let meta = describe(&parse(page), &RawDocument { url, ..RawDocument::default() });
    let day = meta.published.map_or(String::new(), |dated| dated.day.to_string());
    let got = [
        meta.title,
        meta.authors.join(", "),
        day,
        meta.outlet.name,
        meta.url.unwrap_or_default().trim_start_matches("https://").to_owned(),
    ];
    assert_eq!(got, expected, "{page}");
}

const HERE: &str = "www.harbourpost.example/news/ferry-1";

#[test]
fn structured_data_speaks() {
    let page = r##"<html lang="en"><head><title>Ferry runs aground | Harbour Post</title>
        <meta property="og:site_name" content="Harbour Post">
        <script type="application/ld+json">{"@context":"https://schema.org","@graph":[
          {"@type":"NewsArticle","headline":"Storm of the year","datePublished":"2020-01-01","url":"https://harbourpost.example/other"},
          {"@type":"NewsArticle","headline":"Ferry runs aground","datePublished":"2024-05-03T23:30:00+02:00",
           "author":[{"@id":"#a"},{"@type":"Organization","name":"Harbour Post"}], "url":"https://harbourpost.example/news/ferry-1"},
          {"@type":"Person","@id":"#a","name":"Ada Lind","jobTitle":"x"},]}</script></head>
        <body><h1>Ferry runs aground</h1><p>Text.</p></body></html>"##;
    check(page, ["Ferry runs aground", "Ada Lind", "2024-05-03", "Harbour Post", HERE]);
}

#[test]
fn visible_text_speaks_where_nothing_else_does() {
    let page = r#"<html lang="en"><head><title>Ferry runs aground - Harbour Post</title></head><body><header><h1 class="logo">Harbour Post</h1></header>
        <main><h1>Ferry runs aground</h1><div class="byline">By Ada Lind and Bo Kern | May 3, 2024</div><p>Text.</p></main></body></html>"#;
    check(page, ["Ferry runs aground", "Ada Lind, Bo Kern", "2024-05-03", "Harbour Post", HERE]);
}

#[test]
fn publication_comes_before_change() {
    let page = r#"<html lang="en"><head><meta property="article:published_time" content="2024-05-03T10:00:00Z">
        <meta property="article:modified_time" content="2024-06-01T10:00:00Z"><title>Ferry</title></head>
        <body><h1>Ferry runs aground</h1><p class="date">Updated June 1, 2024</p><p>Text.</p></body></html>"#;
    check(page, ["Ferry runs aground", "", "2024-05-03", "harbourpost.example", HERE]);
}

#[test]
fn no_date_rather_than_a_wrong_one() {
    let page = r#"<html lang="en"><body><h1>Ferry runs aground</h1><p class="date">04/05/2024</p><p>Text.</p></body></html>"#;
    check(page, ["Ferry runs aground", "", "", "harbourpost.example", HERE]);
    let page = page.replace("lang=\"en\"", "lang=\"en-GB\"");
    check(&page, ["Ferry runs aground", "", "2024-05-04", "harbourpost.example", HERE]);
}

#[test]
fn a_page_without_anything() {
    check("", ["", "", "", "harbourpost.example", HERE]);
}

#[test]
fn bombs_are_survived() {
    let headings = format!("<h1>{}</h1>", "<h1><span>".repeat(400)) + &"<b><i>x".repeat(50_000);
    let words = format!("<title>{}</title><h1>{}</h1>", "a b ".repeat(200_000), "c d ".repeat(200_000));
    let scripts = format!("<script type='application/ld+json'>{}</script>", "[{\"@type\":".repeat(100_000));
    let metas = "<meta name=author content='a, b'>".repeat(50_000);
    for page in [headings, words, scripts, metas] {
        let meta = describe(&parse(&page), &RawDocument::default());
        assert!(meta.title.len() < 10_000 && meta.authors.len() < 1_000, "{}", &page[..40]);
    }
}
