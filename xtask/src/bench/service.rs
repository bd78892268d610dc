//! The search and the service at size: generated articles, measured from a second process.

use crate::newsloom;
use anyhow::{Context, bail};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Queries of one measurement of the search.
const QUERIES: &str = "2000";
/// Requests a second at the service.
const PER_SECOND: usize = 200;
/// Pause between two requests to a host, milliseconds: the usual one.
pub const PAUSE_MS: u64 = 500;
/// Connections that share them.
const CONNECTIONS: usize = 16;

/// The generator, built.
fn generator(profile: &str) -> anyhow::Result<PathBuf> {
    example(profile, "generated_store")
}

/// An example of the program, built.
pub fn example(profile: &str, name: &str) -> anyhow::Result<PathBuf> {
    let status = Command::new("cargo")
        .args(["build", "--quiet", "--package", "newsloom", "--profile", profile, "--example", name])
        .current_dir(crate::root())
        .status()?;
    anyhow::ensure!(status.success(), "the example {name} does not build");
    let folder = if profile == "dev" { "debug" } else { profile };
    Ok(newsloom::target().join(folder).join("examples").join(name))
}

/// What a program prints.
pub fn run(program: &Path, arguments: &[&str]) -> anyhow::Result<String> {
    let told = Command::new(program).args(arguments).stderr(Stdio::inherit()).output()?;
    anyhow::ensure!(told.status.success(), "{} {} failed", program.display(), arguments.join(" "));
    Ok(String::from_utf8(told.stdout)?)
}

/// Fills a folder with a store of so many generated articles.
pub fn fill(profile: &str, folder: &Path, articles: usize) -> anyhow::Result<()> {
    let index = made(profile, "index", articles)?;
    let generator = generator(profile)?;
    let (folder, index) = (folder.to_string_lossy(), index.to_string_lossy());
    run(&generator, &["store", &folder, &articles.to_string(), &index]).map(drop)
}

/// A generated folder of so many articles, made once and kept in the target folder.
fn made(profile: &str, what: &str, articles: usize) -> anyhow::Result<PathBuf> {
    let folder = newsloom::target().join(format!("bench-out/{what}-{articles}"));
    let done = folder.with_extension("done");
    if !done.exists() {
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.parent().unwrap_or(Path::new(".")))?;
        let index = if what == "store" { made(profile, "index", articles)? } else { PathBuf::new() };
        let generator = generator(profile)?;
        let (place, index) = (folder.to_string_lossy(), index.to_string_lossy());
        print!("{what}: {}", run(&generator, &[what, &place, &articles.to_string(), &index])?);
        std::fs::write(&done, "")?;
    }
    Ok(folder)
}

/// Times of the search in indexes of the given sizes.
pub fn search(profile: &str, sizes: &[usize]) -> anyhow::Result<String> {
    let generator = generator(profile)?;
    let mut body = String::from(
        "Generated articles of some 170 words (Zipf, 200,000 different words), warm, 20 hits and the count of all matches.\n\n",
    );
    for &articles in sizes {
        let folder = made(profile, "index", articles)?;
        let place = folder.to_string_lossy();
        run(&generator, &["ask", &place, "500"])?; // once to warm the page cache
        let told = run(&generator, &["ask", &place, QUERIES])?;
        let mut lines = told.lines();
        body.push_str(&format!("{}\n\n", lines.next().unwrap_or_default()));
        body.push_str("| query | matches (mean) | p50 ms | p99 ms |\n|---|---|---|---|\n");
        for line in lines {
            body.push_str(line);
            body.push('\n');
        }
        body.push('\n');
    }
    Ok(body)
}

/// A running service, ended with its holder.
pub struct Service {
    child: Child,
    /// Host and port.
    pub address: String,
    started_in: Duration,
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts the service on a folder and waits for its front page; with `poll` it asks its sources, also those on loopback.
pub fn start(program: &Path, data: &Path, poll: bool) -> anyhow::Result<Service> {
    let started = Instant::now();
    let mut service = listening(program, data, poll)?;
    get(&mut connect(&service.address)?, &service.address, "/")?;
    service.started_in = started.elapsed();
    Ok(service)
}

/// The same, until it listens: its front page may be for those alone who signed in.
pub fn listening(program: &Path, data: &Path, poll: bool) -> anyhow::Result<Service> {
    let mut child = Command::new(program)
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(data)
        .args((!poll).then_some("--no-poll"))
        .env("NEWSLOOM_FETCH__ALLOW_PRIVATE", "127.0.0.1")
        .env("NEWSLOOM_FETCH__PAUSE_MS", PAUSE_MS.to_string())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut lines = BufReader::new(child.stdout.take().context("piped")?).lines();
    let address = loop {
        let Some(line) = lines.next().transpose()? else { bail!("the service did not come up") };
        if let Some(rest) = line.split("http://").nth(1) {
            break rest.trim_end_matches('/').to_owned();
        }
    };
    Ok(Service { child, address, started_in: Duration::ZERO })
}

impl Service {
    /// The id of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Resident memory of the service: now and at its peak, MB.
    fn memory(&self) -> (u64, u64) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let field = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name));
            line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0) / 1024
        };
        (field("VmRSS:"), field("VmHWM:"))
    }

    /// Processor seconds of the service so far, user and system.
    fn processor(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        // Fields 14 and 15, in hundredths; the name in parentheses may hold blanks.
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let field = |at: usize| fields.get(at).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
        (field(11) + field(12)) / 100.0
    }
}

/// A connection that is kept.
pub fn connect(address: &str) -> anyhow::Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    Ok(BufReader::new(stream))
}

/// Sends JSON on a connection of its own; the body of the answer.
pub fn post(host: &str, path: &str, body: &str) -> anyhow::Result<String> {
    let mut connection = connect(host)?;
    let length = body.len();
    write!(
        connection.get_mut(),
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer)?;
    anyhow::ensure!(
        answer.starts_with("HTTP/1.1 2"),
        "{path}: {}",
        answer.lines().next().unwrap_or_default()
    );
    Ok(answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default())
}

/// One request on a connection that is kept; the body.
pub fn get(connection: &mut BufReader<TcpStream>, host: &str, path: &str) -> anyhow::Result<String> {
    write!(connection.get_mut(), "GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n")?;
    let mut line = String::new();
    connection.read_line(&mut line)?;
    anyhow::ensure!(line.contains(" 200 "), "{path}: {}", line.trim());
    let mut length = None;
    loop {
        line.clear();
        connection.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse::<usize>().ok();
        }
    }
    let mut body = vec![0; length.context("no length")?];
    connection.read_exact(&mut body)?;
    Ok(String::from_utf8_lossy(&body).into_owned())
}

/// Everything of a list of the API, as `stories` or `articles`, up to so many.
pub fn listed(service: &Service, list: &str, most: usize) -> anyhow::Result<Vec<serde_json::Value>> {
    let mut connection = connect(&service.address)?;
    let mut found = Vec::new();
    let mut after = String::new();
    while found.len() < most {
        let path = format!("/api/v1/{list}?limit=200{after}");
        let page: serde_json::Value = serde_json::from_str(&get(&mut connection, &service.address, &path)?)?;
        found.extend(page[list].as_array().into_iter().flatten().cloned());
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    Ok(found)
}

/// Addresses that readers open: mostly stories, every one another, with front page, lists, articles and searches.
fn addresses(service: &Service) -> anyhow::Result<Vec<String>> {
    let mut found = Vec::new();
    for (index, story) in listed(service, "stories", 2_600)?.iter().enumerate() {
        let id = story["id"].as_str().unwrap_or_default();
        found.push(format!("/story/{id}"));
        let title = story["title"].as_str().unwrap_or_default();
        match index % 10 {
            0 => found.push("/".to_owned()),
            1 => found.push(format!("/search?q={}", title.split(' ').nth(index % 5).unwrap_or("x"))),
            2 => found.push(format!("/api/v1/stories/{id}")),
            3 => found.push("/people".to_owned()),
            4 => found.push("/api/v1/articles?limit=50".to_owned()),
            _ => {}
        }
    }
    Ok(found)
}

/// Time of all processors so far, and how much of it the host of this machine took for others, in hundredths of a second.
fn machine() -> (f64, f64) {
    let stat = std::fs::read_to_string("/proc/stat").unwrap_or_default();
    let fields: Vec<f64> = stat
        .lines()
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .skip(1)
        .filter_map(|text| text.parse().ok())
        .collect();
    (fields.iter().take(8).sum(), fields.get(7).copied().unwrap_or(0.0))
}

/// Times of pages under a steady load, memory, and times to start.
pub fn serve(
    profile: &str,
    program: &Path,
    articles: usize,
    large: Option<usize>,
    seconds: usize,
) -> anyhow::Result<String> {
    let data = made(profile, "store", articles)?;
    drop(start(program, &data, false)?); // once to warm the page cache
    let service = start(program, &data, false)?;
    let mut body = format!(
        "Store of {articles} generated articles in stories of eight: answers {} ms after its start.\n",
        service.started_in.as_millis()
    );
    let paths = addresses(&service)?;
    let total = PER_SECOND * seconds;
    let next = AtomicUsize::new(0);
    let times = Mutex::new(Vec::with_capacity(total));
    let (processor, (time, taken)) = (service.processor(), machine());
    let began = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..CONNECTIONS {
            scope.spawn(|| {
                let Ok(mut connection) = connect(&service.address) else { return };
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= total {
                        return;
                    }
                    // Each request has its moment; one that has to wait for a connection waits in its time.
                    let due = began + Duration::from_secs_f64(number as f64 / PER_SECOND as f64);
                    std::thread::sleep(due.saturating_duration_since(Instant::now()));
                    let path = &paths[number.wrapping_mul(31) % paths.len()];
                    let well = get(&mut connection, &service.address, path);
                    if let Err(error) = &well {
                        eprintln!("{error:#}");
                        let Ok(fresh) = connect(&service.address) else { return };
                        connection = fresh;
                    }
                    let mut times = times.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    times.push((
                        due.elapsed(),
                        well.is_ok(),
                        path.split(['?', '/']).nth(1).unwrap_or_default(),
                    ));
                }
            });
        }
    });
    let took = began.elapsed();
    let times = times.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let faults = times.iter().filter(|(_, well, _)| !well).count();
    let (now, peak) = service.memory();
    let each = (service.processor() - processor) * 1e3 / times.len().max(1) as f64;
    let (time, taken) = (machine().0 - time, machine().1 - taken);
    body.push_str(&format!(
        "\n{} requests in {:.1} s over {CONNECTIONS} connections, {faults} failed; memory {now} MB, peak {peak} MB; {each:.1} ms of processor \
         time for a request. The host of this machine took {:.0}% of its processors for others meanwhile.\n\n| pages | requests | p50 ms | p99 ms | worst ms |\n|---|---|---|---|---|\n",
        times.len(),
        took.as_secs_f64(),
        taken * 100.0 / time.max(1.0)
    ));
    for name in ["all", "", "story", "search", "api", "people"] {
        let mut of: Vec<f64> = times
            .iter()
            .filter(|(.., kind)| name == "all" || *kind == name)
            .map(|(t, ..)| t.as_secs_f64() * 1e3)
            .collect();
        if of.is_empty() {
            continue;
        }
        of.sort_by(f64::total_cmp);
        let at = |share: f64| of[((of.len() as f64 * share) as usize).min(of.len() - 1)];
        let shown = if name.is_empty() { "front page" } else { name };
        body.push_str(&format!(
            "| {shown} | {} | {:.1} | {:.1} | {:.1} |\n",
            of.len(),
            at(0.5),
            at(0.99),
            at(1.0)
        ));
    }
    drop(service);
    if let Some(large) = large {
        let data = made(profile, "store", large)?;
        drop(start(program, &data, false)?);
        let service = start(program, &data, false)?;
        body.push_str(&format!(
            "\nStore of {large} articles: the front page stands {} ms after the start; memory {} MB.\n",
            service.started_in.as_millis(),
            service.memory().0
        ));
    }
    Ok(body)
}
