use super::super::xml::Tree;
use super::*;
use url::Url;

fn feed(text: &str) -> Feed {
    let base = Url::parse("https://harbour.example/feeds/all.xml").unwrap();
    read_xml(&Tree::parse(text), Some(&base), 100).expect("a feed")
}

fn check(text: &str, expected: &str) {
    let feed = feed(text);
    let base = Url::parse("https://harbour.example/feeds/all.xml").unwrap();
    let shown: Vec<String> = items(&feed, Some(&base))
        .iter()
        .map(|item| {
            let day = item.hint.published.map(|dated| dated.day.to_string()).unwrap_or_default();
            let title = item.hint.title.as_deref().unwrap_or("");
            format!(
                "{}|{}|{title}|{day}|{}",
                item.id,
                item.url.as_deref().unwrap_or(""),
                item.hint.authors.join("+")
            )
        })
        .collect();
    assert_eq!(shown.join("\n"), expected, "{text}");
}

#[test]
fn rss_is_read() {
    check(
        "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Harbour</title>\
         <item><title>Ferry &amp;amp; fog</title><link>/ferry?utm_source=rss</link><guid>7</guid>\
         <pubDate>Fri, 18 Apr 2025 09:00:00 GMT</pubDate><dc:creator>Ada Quay</dc:creator></item></channel></rss>",
        "7|https://harbour.example/ferry|Ferry & fog|2025-04-18|Ada Quay",
    );
}

#[test]
fn atom_and_rdf_are_read() {
    check(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://harbour.example/news/'><entry><id>urn:1</id>\
         <title type='text'>a &lt; b</title><link rel='alternate' href='ferry'/><published>2025-04-18T09:00:00Z</published>\
         <author><name>Ada Quay</name></author></entry></feed>",
        "urn:1|https://harbour.example/news/ferry|a < b|2025-04-18|Ada Quay",
    );
    check(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel/>\
         <item rdf:about='https://harbour.example/x'><title>Fog</title></item></rdf:RDF>",
        "https://harbour.example/x|https://harbour.example/x|Fog||",
    );
}

#[test]
fn broken_feeds_are_recovered() {
    check(
        "oops <?xml version='1.0'?><rss><channel><item><title>One & two<link>https://harbour.example/1\
         <item><title>Three</title><guid isPermaLink='false'>3</guid>",
        "https://harbour.example/1|https://harbour.example/1|One & two||\n3||Three||",
    );
}

#[test]
fn entries_without_id_have_a_stable_one() {
    let text = "<rss><channel><item><title>Fog</title></item><item><title>Fog</title></item><item><title>Rain</title></item></channel></rss>";
    let first: Vec<_> = items(&feed(text), None).into_iter().map(|item| item.id).collect();
    let second: Vec<_> = items(&feed(text), None).into_iter().map(|item| item.id).collect();
    assert_eq!(first, second);
    assert_eq!(first.len(), 2);
    assert_ne!(first[0], first[1]);
}

#[test]
fn markup_is_disarmed() {
    let check = |given: &str, expected: &str| assert_eq!(markup::disarm(given, None), expected, "{given}");
    check("<p onclick=x>a<script>b</script>c</p>", "<p>ac</p>");
    check("<a href=' java&#115;cript:x'>a</a><br/>1 < 2", "<a>a</a><br>1 &lt; 2");
    assert_eq!(markup::plain("<p>One</p><p>t<b>wo</b> &amp; 3 < 4</p>"), "One two & 3 < 4");
}
