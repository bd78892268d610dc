//! Looking at what is read: `extract` on files of any kind, `--explain`, rules for sites, `feed`.

use crate::program::{Run, newsloom_in};

const PAGE: &str = "<html lang=en><head><title>Fog closes the port of Skarn</title><link rel=canonical href='https://www.harbour.example/fog'></head>\
<body><nav><a href=/>Home</a> <a href=/x>World</a></nav><div class=wrap><h1>Fog closes the port of Skarn</h1><h2 class=top>The port in fog</h2>\
<p class=by>By Ada Quay and Tom Reed</p><p>Ferries stayed in port on Monday while fog lay over the strait, the harbour master said in the morning.</p>\
<p class=plea>The reporters of this paper stand on the pier in every weather, and they thank you for reading what they write there.</p>\
<p>Two freighters dropped anchor outside the breakwater and waited for the fog to lift, the coast guard told reporters at noon.</p></div></body></html>";

fn run(files: &[(&str, &str)], arguments: &[&str]) -> (Run, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    (newsloom_in(folder.path(), arguments, b""), folder)
}

const RULES: &str = "[site.\"harbour.example\"]\nkeep = [\"div.wrap > p:not(.by)\"]\ndrop = \".plea\"\ntitle = \"h2.top\"\nauthor = \".by\"\n";

#[test]
fn a_page_is_extracted_as_a_file_and_rules_hold() {
    let (plain, _) = run(&[("a.html", PAGE)], &["extract", "a.html"]);
    assert_eq!(plain.status, 0, "{}", plain.stderr);
    assert_eq!(plain.lines()[0]["title"], "Fog closes the port of Skarn");
    let (ruled, _) = run(&[("a.html", PAGE), ("newsloom.toml", RULES)], &["extract", "a.html"]);
    let line = &ruled.lines()[0];
    assert_eq!(line["title"], "The port in fog");
    assert_eq!(line["author"], serde_json::json!(["Ada Quay", "Tom Reed"]));
    let text = line["text"].as_str().unwrap();
    assert!(
        text.starts_with("Ferries stayed")
            && !text.contains("every weather")
            && text.contains("Two freighters")
    );
    let (wrong, _) = run(&[("newsloom.toml", "[site.\"a.example\"]\nkeep = \"p >\"\n")], &["extract"]);
    assert_eq!(wrong.status, 2);
    assert!(
        wrong.stderr.contains("newsloom.toml") && wrong.stderr.contains("character 4"),
        "{}",
        wrong.stderr
    );
}

#[test]
fn why_is_told_on_the_terminal_and_as_a_page() {
    let files = [("a.html", PAGE), ("newsloom.toml", RULES)];
    let (run, folder) = run(&files, &["extract", "--explain", "a.html", "--out", "why.html"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for part in ["kept", "dropped", "drop rule", "rule     keep", "title", "why.html"] {
        assert!(run.stdout.contains(part), "{part}: {}", run.stdout);
    }
    let page = std::fs::read_to_string(folder.path().join("why.html")).unwrap();
    assert!(
        page.contains("Ferries stayed in port") && page.contains("drop rule") && !page.contains("<script")
    );
    let missing = newsloom_in(folder.path(), &["extract", "--explain", "none.html"], b"");
    assert_eq!(missing.status, 1);
    assert!(missing.stderr.contains("no such file"), "{}", missing.stderr);
}

#[test]
fn a_feed_is_shown() {
    let feed = "<rss><channel><title>Pier</title><item><title>Fog</title><link>https://a.example/1</link>\
        <pubDate>Fri, 18 Apr 2025 10:00:00 GMT</pubDate></item></channel></rss>";
    let (run, folder) = run(&[("f.xml", feed)], &["feed", "f.xml"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("1 entry\n") && run.stdout.contains("2025-04-18T10:00:00"), "{}", run.stdout);
    let json = newsloom_in(folder.path(), &["feed", "--json", "f.xml"], b"");
    assert_eq!(json.lines()[0]["entries"][0]["published"], "2025-04-18T10:00:00Z");
    assert_eq!(newsloom_in(folder.path(), &["feed", "none.xml"], b"").status, 1);
}
