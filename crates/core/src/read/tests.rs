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
