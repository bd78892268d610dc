use super::*;
use crate::model::Hint;

fn raw(body: &str) -> RawDocument {
    RawDocument { name: "test".into(), body: body.as_bytes().to_vec(), ..RawDocument::default() }
}

fn check(body: &[u8], expected: &str) {
    let reading =
        read(&RawDocument { body: body.to_vec(), ..RawDocument::default() }, &ReadConfig::default());
    let shown = format!(
        "{} articles, {} items, {} links: {}",
        reading.articles.len(),
        reading.items.len(),
        reading.links.len(),
        reading.remarks.iter().map(|remark| remark.code).collect::<Vec<_>>().join(" ")
    );
    assert_eq!(shown, expected);
}

#[test]
fn documents_go_to_the_reader_of_their_kind() {
    check(b"<rss><channel><item><title>Fog</title></item></channel></rss>", "0 articles, 1 items, 0 links: ");
    check(
        b"<opml><body><outline xmlUrl='https://harbour.example/f'/></body></opml>",
        "0 articles, 0 items, 1 links: ",
    );
    check(
        b"{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":1,\"title\":\"Fog\",},]}",
        "0 articles, 1 items, 0 links: ",
    );
    check(b"%PDF-1.7 ...", "0 articles, 0 items, 0 links: not-readable");
    check(b"  ", "0 articles, 0 items, 0 links: empty");
    check(
        b"{\"headline\":\"Fog\",\"articleBody\":\"The ferry stayed in the harbour.\"}",
        "1 articles, 0 items, 0 links: ",
    );
}

#[test]
fn what_is_cut_is_said() {
    let config = ReadConfig { max_document_bytes: 20, ..ReadConfig::default() };
    let reading = read(&raw("The ferry stayed in the harbour all day because of fog."), &config);
    assert_eq!(reading.remarks[0].code, "length-capped");
}

#[test]
fn an_entry_carries_its_own_article() {
    let item = Item {
        id: "1".into(),
        url: Some("https://www.harbour.example/fog".into()),
        hint: Hint { title: Some("Fog".into()), outlet: Some("Harbour".into()), ..Hint::default() },
        content: Some(
            "<h2>Fog</h2><p>The ferry <b>stayed</b>.</p><script>x</script><ul><li>One<li>Two</ul>".into(),
        ),
    };
    let article = item_article(&item, &raw(""), &ReadConfig::default()).unwrap();
    assert_eq!(article.text, "The ferry stayed.\n\nOne\n\nTwo");
    assert_eq!((article.title.as_str(), article.outlet.domain.as_str()), ("Fog", "harbour.example"));
    assert!(item_article(&Item::default(), &raw(""), &ReadConfig::default()).is_none());
}

/// Pieces that broken documents are made of.
const PIECES: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "<item>",
    "</item>",
    "<rss>",
    "<channel>",
    "<title>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<!DOCTYPE a [",
    "&",
    "&amp;",
    "&#x;",
    "&#99999999;",
    "<?xml version='1.0' encoding='",
    "utf-16",
    "'?>",
    "<a href=\"",
    "\"",
    "'",
    "=",
    " ",
    "\n",
    "\r\n\r\n",
    "\u{0}",
    "é",
    "字",
    "\u{feff}",
    "WARC/1.0\r\n",
    "Content-Length: ",
    "9",
    "-1",
    "WARC-Type: response",
    "HTTP/1.1 200 OK",
    "Sources: a.com: 1 | b.com: 2",
    "Summary",
    "Articles",
    "Key Points",
    "- x -",
    "Harbour (ABC) April 18, 2025 -",
    "2025-04-18",
    "18/04/25 14:05 +0200",
    "April",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "items",
    "<opml>",
    "<outline xmlUrl='",
    "http://",
    "https://m.harbour.example/amp/?utm_source=x#",
    "<urlset>",
    "<loc>",
    "<p>",
    "<table>",
    "<li>",
    "• ",
    "By Ada Quayle",
    ". ",
    "The ferry left the harbour before the fog came in over the long pier and the lights.",
    "| Harbour News",
    "HarbourHarbour",
    "\u{1f}\u{8b}\u{8}",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_document_breaks_the_reader(picks in proptest::collection::vec(0..PIECES.len(), 0..60), noise in proptest::collection::vec(proptest::num::u8::ANY, 0..12)) {
        let mut body: Vec<u8> = picks.iter().flat_map(|pick| PIECES[*pick].bytes()).collect();
        let middle = body.len() / 2;
        body.splice(middle..middle, noise);
        let reading = read(&RawDocument { url: Some("https://harbour.example/a".into()), body, ..RawDocument::default() }, &ReadConfig::default());
        for article in &reading.articles {
            proptest::prop_assert!(article.blocks.iter().all(|block| !block.span.of(&article.text).is_empty()));
        }
        for item in &reading.items {
            item_article(item, &raw(""), &ReadConfig::default());
        }
    }
}
