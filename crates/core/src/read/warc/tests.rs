use super::*;
use std::io::Write;

fn record(kind: &str, url: &str, id: u32, block: &str) -> Vec<u8> {
    format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-04-18T10:00:00Z\r\n\
         WARC-Record-ID: <urn:uuid:{id}>\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
    .into_bytes()
}

fn page(body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"koi8-r\"\r\nDate: Fri, 18 Apr 2025 10:00:00 GMT\r\n\r\n{body}"
    )
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Reads `bytes` in pieces of `step`; bodies and codes of remarks in order.
fn read(bytes: &[u8], step: usize) -> Vec<String> {
    let mut reader = Reader::new(1 << 20);
    let mut pieces = bytes.chunks(step);
    let mut found = Vec::new();
    loop {
        match reader.next_document() {
            Next::Document(document) => found.push(String::from_utf8_lossy(&document.body).into_owned()),
            Next::Remark(remark) => found.push(format!("!{}", remark.code)),
            Next::NeedMore => match pieces.next() {
                Some(piece) => reader.push(piece),
                None => reader.finish(),
            },
            Next::End => return found,
        }
    }
}

fn check(bytes: &[u8], expected: &[&str]) {
    for step in [1, 7, 4096, 1 << 20] {
        assert_eq!(read(bytes, step), expected, "in pieces of {step}");
    }
}

fn three() -> Vec<Vec<u8>> {
    vec![
        record("response", "https://harbour.example/1", 1, &page("one")),
        record("request", "https://harbour.example/1", 2, "GET / HTTP/1.1\r\n\r\n"),
        record("response", "https://harbour.example/3", 3, &page("three")),
    ]
}

#[test]
fn records_are_read_plain_and_compressed() {
    check(&three().concat(), &["one", "three"]);
    check(&three().iter().flat_map(|record| gzip(record)).collect::<Vec<_>>(), &["one", "three"]);
    check(&gzip(&three().concat()), &["one", "three"]);
    check(b"", &[]);
}

#[test]
fn only_an_archive_that_begins_packed_is_packed() {
    check(&[b"\n".to_vec(), gzip(&three()[0])].concat(), &["!record-damaged"]);
    let [one, _, three] = three().try_into().unwrap();
    check(
        &[one, gzip(b"what is this"), b"\r\n".to_vec(), three].concat(),
        &["one", "!record-damaged", "three"],
    );
}

#[test]
fn what_the_headers_say_is_kept() {
    let mut reader = Reader::new(1000);
    reader.push(&three()[0]);
    let Next::Document(document) = reader.next_document() else { panic!("no document") };
    assert_eq!(document.media_type.as_deref(), Some("text/html"));
    assert_eq!(document.charset.as_deref(), Some("koi8-r"));
    assert_eq!(document.header_date.as_deref(), Some("Fri, 18 Apr 2025 10:00:00 GMT"));
    assert_eq!(document.fetched_at.map(|at| at.to_string()).as_deref(), Some("2025-04-18T10:00:00Z"));
}

#[test]
fn damage_is_skipped() {
    let [one, _, three] = three().try_into().unwrap();
    let lost = [one.clone(), b"garbage garbage\r\n".to_vec(), three.clone()].concat();
    check(&lost, &["one", "!record-damaged", "three"]);
    let mut broken = gzip(&one);
    let middle = broken.len() / 2;
    broken[middle] ^= 0xff;
    broken[middle + 1] ^= 0xff;
    let found = read(&[broken, gzip(&three)].concat(), 100);
    assert!(
        found.contains(&"three".to_owned()) && found.contains(&"!archive-damaged".to_owned()),
        "{found:?}"
    );
    let cut = &three[..three.len() - 6];
    check(cut, &["thr", "!archive-truncated"]);
}

#[test]
fn bodies_are_unpacked() {
    let chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n4;x=y\r\ntwo!\r\n0\r\n\r\n";
    check(&record("response", "https://harbour.example/", 1, chunked), &["onetwo!"]);
    let lie =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n<p>not chunked\n";
    check(&record("response", "https://harbour.example/", 1, lie), &["<p>not chunked\n"]);
    assert_eq!(unpack(&gzip(&[b'a'; 5000]), 100).0.len(), 100);
    assert_eq!(unpack(&gzip(&[b'a'; 5000]), 100).1.map(|remark| remark.code), Some("length-capped"));
}

#[test]
fn arc_is_read() {
    let body = page("one");
    let bytes = format!(
        "filedesc://x.arc 0.0.0.0 20250418100000 text/plain 9\n1 0 Pier\n\nhttp://harbour.example/ 127.0.0.1 20250418100000 text/html {}\n{body}\n",
        body.len()
    );
    check(bytes.as_bytes(), &["one"]);
}

#[test]
fn copies_of_a_record_are_left_out() {
    let one = record("response", "https://harbour.example/1", 1, &page("one"));
    check(&[one.clone(), one].concat(), &["one"]);
}
