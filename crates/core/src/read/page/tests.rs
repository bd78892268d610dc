use super::*;
use crate::model::BlockKind;
use crate::read::html::parse;
use url::Url;

const PAGE: &str = r#"<html><head><title>Ferry returns to the harbour | Bay Courier</title>
<meta property="og:title" content="Ferry returns to the harbour"></head><body>
<nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/bay">Bay</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article class="article"><h1>Ferry returns to the harbour</h1>
<figure><img src="/i/ferry.jpg" width="800" height="500" alt="A white ferry"><figcaption>The ferry at the pier. Photo: Ada Brandt</figcaption></figure>
<div class="article-body">
<p>The ferry between Northhaven and the island took up its service again on Monday, after eleven weeks in dock, the harbour office said.</p>
<p>More than 400 people waited at the pier in the morning, and the first boat left with a delay of ten minutes, as <a href="/who/captain">its captain</a> told reporters.</p>
<h2>What it cost</h2>
<p>The repairs took longer than planned, because parts had to be made anew. They cost 2.4 million crowns, the office said, a third more than was set aside for them.</p>
<p>From next week on the boat will run every two hours, and on Saturdays until midnight, according to the timetable that was put up on Monday.</p>
</div></article>
<aside class="related"><h3>Read more</h3><ul><li><a href="/a">Bridge closed again</a></li><li><a href="/b">New timetable for buses</a></li></ul></aside></main>
<footer class="footer"><p>Copyright 2026 Bay Courier. All rights reserved.</p><p><a href="/privacy">Privacy</a> <a href="/terms">Terms</a></p></footer>
</body></html>"#;

#[test]
fn the_article_and_nothing_else() {
    let base = Url::parse("https://courier.example/bay/ferry").unwrap();
    let tree = parse(PAGE);
    let content = main_content(&tree, &Config { explain: true, ..Config::default() }, Some(&base));
    let text: Vec<&str> = content.blocks.iter().map(|(_, t)| t.as_str()).collect();
    let whole = text.join("\n");
    assert!(whole.contains("took up its service again") && whole.contains("until midnight"), "{whole}");
    for furniture in ["Sport", "Bridge closed", "All rights", "Privacy", "Ferry returns"] {
        assert!(!whole.contains(furniture), "{furniture} in {whole}");
    }
    assert!(
        content.blocks.contains(&(BlockKind::Heading, "What it cost".to_owned())),
        "{:?}",
        content.blocks
    );
    assert_eq!(content.links, ["https://courier.example/who/captain"]);
    let image = &content.images[0];
    assert_eq!(image.url, "https://courier.example/i/ferry.jpg");
    assert_eq!(image.caption.as_deref(), Some("The ferry at the pier."));
    assert_eq!(image.credit.as_deref(), Some("Ada Brandt"));
    assert_eq!((image.alt.as_deref(), image.width), (Some("A white ferry"), Some(800)));
    assert!(content.explain.iter().any(|v| v.why == "title" && !v.kept));
}

#[test]
fn rules_of_the_user_come_first() {
    let tree = parse(PAGE);
    let aside = tree.find(crate::read::html::Name::Aside).unwrap();
    let list = tree.descendants(aside).find(|n| tree.name(*n) == crate::read::html::Name::Ul).unwrap();
    let config = Config { keep: vec![aside], drop: vec![list], ..Config::default() };
    let content = main_content(&tree, &config, None);
    assert_eq!(content.blocks, [(BlockKind::Heading, "Read more".to_owned())]);
}

#[test]
fn a_body_that_only_the_data_carry() {
    let body: Vec<String> = (0..30)
        .map(|n| format!("Sentence number {n} of the report tells of ferry {n} and pier {}.", n * 7))
        .collect();
    let page = format!(
        r#"<script type="application/ld+json">{{"@graph": [{{"articleBody": "{}"}}]}}</script><p>Sign in to read on.</p>"#,
        body.join("\\n")
    );
    let tree = parse(&page);
    let content = main_content(&tree, &Config::default(), None);
    assert_eq!(content.blocks.len(), 30);
    assert_eq!(content.blocks[3].1, body[3]);
    assert_eq!(content.remarks[0].code, "text-from-data");
}

#[test]
fn anything_is_answered() {
    for input in
        ["", "x", "<", "<p>", "\0", "<table><tr><td>a", "<br><br><br>", "<a href=x>", &"<div>a ".repeat(3000)]
    {
        let tree = parse(input);
        let _ = main_content(&tree, &Config { explain: true, ..Config::default() }, None);
    }
}

#[test]
fn a_page_of_endless_blocks_is_cut() {
    let page = "<h1>a".repeat(30_000);
    let tree = parse(&page);
    let content = main_content(&tree, &Config { explain: true, ..Config::default() }, None);
    assert_eq!(content.remarks[0].code, "blocks-capped");
    assert!(content.explain.len() <= 20_001);
}
