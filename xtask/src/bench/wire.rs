//! From a new article on the wire to its place in a story on the page: an invented outlet on loopback publishes second reports of
//! what it told before, and the time is taken until the page of their story shows them.

use super::service::{self, Service};
use anyhow::Context;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Happenings that are told once before the measurement.
const HAPPENINGS: usize = 20;
/// Second reports that are measured.
const MEASURED: usize = 10;
/// Longest time that is waited for anything.
const PATIENCE: Duration = Duration::from_secs(60);

/// Reports that the outlet has published: `2 * happening`, and one more for the second report.
type Published = Arc<Mutex<Vec<usize>>>;

fn name(number: usize, salt: usize) -> String {
    const PARTS: [&str; 16] = [
        "tor", "vik", "mar", "len", "dos", "pel", "gra", "win", "hal", "me", "bro", "kin", "sta", "ru",
        "fen", "ost",
    ];
    let mut left = (number + 1) * 7919 + salt * 104_729;
    let mut name = String::new();
    for _ in 0..3 {
        name.push_str(PARTS[left % PARTS.len()]);
        left /= PARTS.len();
    }
    name[..1].to_uppercase() + &name[1..]
}

fn title(report: usize) -> String {
    let (happening, second) = (report / 2, report % 2);
    let verb = ["runs aground off", "is pulled free near"][second];
    format!("Ferry {} {verb} {}", name(happening, 1), name(happening, 2))
}

fn text(report: usize) -> String {
    let (happening, second) = (report / 2, report % 2);
    let (ship, port, master) = (name(happening, 1), name(happening, 2), name(happening, 3));
    let count = 40 + happening * 3;
    let news = [
        format!("A gust had pushed the vessel onto the rocks of {port}, the harbor master {master} said."),
        format!(
            "Two tugs pulled the vessel off the rocks of {port} at noon, the harbor master {master} said."
        ),
    ];
    format!(
        "The ferry {ship} ran aground off the northern pier of {port} on Monday morning with {count} passengers aboard. {} All {count} \
         passengers of the {ship} were brought ashore by lifeboats within two hours. The company that runs the {ship} between {port} \
         and {} will put another ship on the line.",
        news[second],
        name(happening, 4)
    )
}

fn answer(path: &str, published: &Published, host: &str) -> Option<(&'static str, String)> {
    if path == "/feed" {
        let published = published.lock().unwrap_or_else(PoisonError::into_inner);
        let items: String = published
            .iter()
            .rev()
            .map(|report| {
                format!(
                    "<item><title>{}</title><link>http://{host}/{report}</link><guid>{report}</guid></item>",
                    title(*report)
                )
            })
            .collect();
        let feed = format!("<rss version='2.0'><channel><title>The Quay</title>{items}</channel></rss>");
        return Some(("application/rss+xml", feed));
    }
    let report: usize = path.strip_prefix('/')?.parse().ok()?;
    let (title, text) = (title(report), text(report));
    let page = format!(
        "<html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    );
    Some(("text/html; charset=utf-8", page))
}

fn serve_one(stream: TcpStream, published: &Published, host: &str) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        line.clear();
    }
    let path = first.split(' ').nth(1).unwrap_or("/");
    let (status, (kind, body)) = match answer(path, published, host) {
        Some(answer) => ("200 OK", answer),
        None => ("404 Not Found", ("text/plain", String::new())),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let stream = reader.get_mut();
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())
}

/// Asks until `find` finds something.
fn wait<T>(service: &Service, path: &str, find: impl Fn(&str) -> Option<T>) -> anyhow::Result<T> {
    let began = Instant::now();
    let mut connection = service::connect(&service.address)?;
    loop {
        if let Some(found) = find(&service::get(&mut connection, &service.address, path)?) {
            return Ok(found);
        }
        anyhow::ensure!(began.elapsed() < PATIENCE, "{path} does not show what is waited for");
        std::thread::sleep(Duration::from_millis(30));
    }
}

/// The story of the article at an address, once it has one.
fn story_of(list: &str, address: &str) -> Option<String> {
    let list: serde_json::Value = serde_json::from_str(list).ok()?;
    let article = list["articles"].as_array()?.iter().find(|one| one["url"] == address)?;
    article["story"].as_str().map(str::to_owned)
}

/// Times from the moment at which the source is asked until the story's page names the new report.
pub fn run(program: &Path, data: &Path) -> anyhow::Result<String> {
    let _ = std::fs::remove_dir_all(data);
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let host = listener.local_addr()?.to_string();
    let published: Published = Arc::new(Mutex::new((0..HAPPENINGS).map(|happening| happening * 2).collect()));
    let (shared, own) = (Arc::clone(&published), host.clone());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let _ = serve_one(stream, &shared, &own);
        }
    });
    let service = service::start(program, data, true)?;
    let source =
        service::post(&service.address, "/api/v1/sources", &format!("{{\"url\": \"http://{host}/feed\"}}"))?;
    let source: serde_json::Value = serde_json::from_str(&source)?;
    let source = source["id"].as_str().context("a source without an id")?.to_owned();
    const LIST: &str = "/api/v1/articles?limit=200";
    for happening in 0..HAPPENINGS {
        let address = format!("http://{host}/{}", happening * 2);
        wait(&service, LIST, |list| story_of(list, &address))?;
    }
    let (mut took, mut together) = (Vec::new(), 0);
    for happening in 0..MEASURED {
        let report = happening * 2 + 1;
        published.lock().unwrap_or_else(PoisonError::into_inner).push(report);
        let began = Instant::now();
        service::post(&service.address, &format!("/api/v1/sources/{source}/poll"), "{}")?;
        let address = format!("http://{host}/{report}");
        let story = wait(&service, LIST, |list| story_of(list, &address))?;
        let page = wait(&service, &format!("/story/{story}"), |page| {
            page.contains(&address).then(|| page.to_owned())
        })?;
        took.push(began.elapsed().as_secs_f64());
        together += usize::from(page.contains(&format!("http://{host}/{}\"", report - 1)));
    }
    took.sort_by(f64::total_cmp);
    Ok(format!(
        "\nFrom the moment at which a source is asked to the page of a story that shows its new report, over {MEASURED} reports (feed and page \
         fetched, read, placed, told, written down; the pause of the host is {} ms): median {:.1} s, longest {:.1} s; {together} of {MEASURED} \
         stand with the first report of their happening.\n",
        service::PAUSE_MS,
        took[took.len() / 2],
        took[took.len() - 1]
    ))
}
