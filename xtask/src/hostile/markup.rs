//! Script in titles, feeds and pages: a real browser looks at the pages that the service makes of them.

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::Context;

use super::servers::{allowed, folder_served};
use super::{Field, Rows, row, told};
use crate::bench::service;

/// Payloads of one page, and pages of one feed.
const OF_PAGE: usize = 20;
const OF_FEED: usize = 60;

/// Words that make each page another piece of news.
const WORDS: [&str; 20] = [
    "harbor", "ferry", "council", "tram", "bridge", "storm", "museum", "strike", "vote", "budget",
    "hospital", "school", "river", "flood", "airport", "train", "market", "theater", "court", "police",
];

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    text.chars().filter(|letter| !letter.is_control()).collect()
}

/// Feeds and pages with every payload, read, served, and opened with our policy header and without it.
pub fn markup(field: &Field, shared: &Path) -> anyhow::Result<Rows> {
    let cases = told(&shared.join("hostile/xss/dev/payloads/cases.json"))?;
    let cases = cases["cases"].as_array().context("the cases are a list")?;
    let payloads: Vec<&str> = cases.iter().filter_map(|case| case["payload"].as_str()).collect();
    let (site, data) = (field.at("site"), field.at("data"));
    std::fs::create_dir_all(&site)?;
    let (_server, port) = folder_served(&site)?;
    let groups: Vec<&[&str]> = payloads.chunks(OF_PAGE).collect();
    for (number, group) in groups.iter().enumerate() {
        std::fs::write(site.join(format!("{number}.html")), page(number, group))?;
    }
    let mut feeds = String::new();
    for (number, of) in groups.chunks(OF_FEED).enumerate() {
        std::fs::write(site.join(format!("feed{number}.xml")), feed(port, number * OF_FEED, of))?;
        writeln!(
            feeds,
            "<outline type=\"rss\" text=\"{number}\" xmlUrl=\"http://127.0.0.1:{port}/feed{number}.xml\"/>"
        )?;
    }
    let list = field.at("feeds.opml");
    std::fs::write(&list, format!("<opml version=\"2.0\"><body>{feeds}</body></opml>"))?;
    let own = |words: &[&str]| -> anyhow::Result<()> {
        let status = allowed(field).args(words).arg("--data").arg(&data).stdout(Stdio::null()).status()?;
        anyhow::ensure!(status.success(), "newsloom {} failed", words.join(" "));
        Ok(())
    };
    own(&["add", &list.to_string_lossy()])?;
    own(&["run", "--once"])?;
    let service = service::start(&field.program, &data, false)?;
    let addresses = addresses(&service)?;
    let urls = field.at("urls.txt");
    std::fs::write(&urls, addresses.join("\n"))?;
    let mut rows = vec![row(
        "payloads; pages of the service with them",
        format!("{}; {}", payloads.len(), addresses.len()),
    )];
    for (policy, what) in [("strip", "without our policy header"), ("keep", "with it")] {
        let json = field.at(&format!("{policy}.json"));
        Command::new("python3")
            .arg(field.script("xss_check.py"))
            .arg("urls")
            .arg(&urls)
            .args(["--csp", policy, "--json"])
            .arg(&json)
            .stdout(Stdio::null())
            .status()?;
        let told = told(&json)?;
        let pages = told.as_array().context("the answer is a list")?;
        let with = |name: &str| {
            pages.iter().filter(|page| page[name].as_array().is_some_and(|list| !list.is_empty())).count()
        };
        // The harness presses every button: a form of ours leads to a page of ours.
        let away = |to: &serde_json::Value| to.as_str().is_some_and(|to| !to.contains(&service.address));
        let led = pages
            .iter()
            .filter(|page| page["navigated"].as_array().is_some_and(|list| list.iter().any(away)));
        rows.push(row(
            &format!("{what}: pages on which script ran; active content stayed; others were asked; it led elsewhere"),
            format!("{}; {}; {}; {}", with("ran"), with("armed"), with("external"), led.count()),
        ));
    }
    Ok(rows)
}

/// Every story and article of the service, and its lists.
fn addresses(service: &service::Service) -> anyhow::Result<Vec<String>> {
    let base = format!("http://{}", service.address);
    let mut found: Vec<String> = ["/", "/people", "/sources", "/edits", "/search?q=harbor"]
        .iter()
        .map(|path| format!("{base}{path}"))
        .collect();
    for (list, path) in [("stories", "story"), ("articles", "article")] {
        let items = service::listed(service, list, usize::MAX)?;
        found.extend(items.iter().filter_map(|item| Some(format!("{base}/{path}/{}", item["id"].as_str()?))));
    }
    Ok(found)
}

fn page(number: usize, payloads: &[&str]) -> String {
    let word = |nth: usize| WORDS[nth % WORDS.len()];
    let mut body = String::new();
    for (nth, payload) in payloads.iter().enumerate() {
        let _ = writeln!(
            body,
            "<p>The {} in Torvik number {number} said {} people came to the {} on Monday. {payload} And the mayor, Edda Voss, said so again on the {} that day.</p>",
            word(number + nth),
            nth + 30,
            word(number * 3 + nth),
            word(nth)
        );
    }
    let first = escaped(payloads[number % payloads.len()]);
    format!(
        "<html lang=en><head><title>{first} {word} {number}</title><meta name=author content=\"{first}\"><meta property=\"og:image\" content=\"{first}\"></head>\
         <body><article><h1>{first} {word} {number}</h1>{body}</article></body></html>",
        word = word(number)
    )
}

/// Half of the entries carry their whole text, the others lead to their page.
fn feed(port: u16, first: usize, groups: &[&[&str]]) -> String {
    let mut items = String::new();
    for (nth, group) in groups.iter().enumerate() {
        let number = first + nth;
        let (one, other) = (escaped(group[number % group.len()]), escaped(group[0]));
        let _ = write!(
            items,
            "<item><title>{one} {} {number}</title><link>http://127.0.0.1:{port}/{number}.html</link><guid>{number}</guid><dc:creator>{other}</dc:creator>\
             <category>{other}</category><pubDate>Mon, 09 Mar 2026 {:02}:{:02}:00 GMT</pubDate>",
            WORDS[number % WORDS.len()],
            number % 24,
            number % 60
        );
        let text = if number.is_multiple_of(2) { group[0].to_owned() } else { page(number, group) };
        let _ = write!(items, "<description>{}</description></item>", escaped(&text));
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel>\
         <title>Torvik &lt;img src=x onerror=alert(1)&gt;</title>{items}</channel></rss>"
    )
}
