//! What the program meets when it fetches: a server that does everything wrong, and addresses that are not to be reached.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::Context;

use super::{Field, Rows, row, told};

/// How often the chaos server is asked as a list of sources.
const ROUNDS: usize = 2;

/// A process that ends with its holder.
pub struct Helper(Child);

impl Drop for Helper {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A port that is free now.
fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Starts a helper and waits until it listens.
fn started(command: &mut Command, port: u16) -> anyhow::Result<Helper> {
    let helper = Helper(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?);
    for _ in 0..100 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Ok(helper);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    anyhow::bail!("{command:?} does not listen on port {port}")
}

/// A folder served over HTTP.
pub fn folder_served(folder: &Path) -> anyhow::Result<(Helper, u16)> {
    let port = free_port()?;
    let mut command = Command::new("python3");
    command.args(["-m", "http.server", "--bind", "127.0.0.1", &port.to_string()]).current_dir(folder);
    Ok((started(&mut command, port)?, port))
}

/// The program, allowed to fetch from loopback without a pause.
pub fn allowed(field: &Field) -> Command {
    let mut command = Command::new(&field.program);
    command.env("NEWSLOOM_FETCH__ALLOW_PRIVATE", "127.0.0.1").env("NEWSLOOM_FETCH__PAUSE_MS", "1");
    command
}

/// Each scenario of the chaos server by itself, then all of them as sources of one living loop.
pub fn chaos(field: &Field) -> anyhow::Result<Rows> {
    let (server, log, swept) =
        (field.script("chaos_server.py"), field.at("chaos.jsonl"), field.at("sweep.json"));
    let port = free_port()?;
    let serve = |log: &Path| {
        started(
            Command::new("python3")
                .arg(&server)
                .args(["--port", &port.to_string(), "--set", "dev", "--max-seconds", "1800", "--log"])
                .arg(log),
            port,
        )
    };
    let base = format!("http://127.0.0.1:{port}");
    let running = serve(&log)?;
    // Into a file: the harness reads only what its pipe holds while it waits.
    let out = field.at("out");
    let command = format!(
        "{} feed {{url}} > '{out}' 2>&1; code=$?; head -c 400 '{out}'; exit $code",
        field.word(),
        out = out.display()
    );
    Command::new("python3")
        .arg(field.script("chaos_sweep.py"))
        .args(["--base", &base, "--cmd", &command])
        .args(["--items-re", r", (\d+) entr", "--json"])
        .arg(&swept)
        .env("NEWSLOOM_FETCH__ALLOW_PRIVATE", "127.0.0.1")
        .stdout(Stdio::null())
        .status()?;
    drop(running);
    let sweep = told(&swept)?;
    let scenarios = sweep.as_array().context("the sweep is a list")?;
    let most = |field: &str| scenarios.iter().filter_map(|one| one[field].as_f64()).fold(0.0, f64::max);
    let passed = scenarios.iter().filter(|one| one["status"] == "pass").count();
    let mut rows = vec![
        row("scenarios one by one: survived, of", format!("{passed}, {}", scenarios.len())),
        row("longest fetch, s", most("seconds")),
        row("most memory, MB", most("peak_mb")),
    ];
    // As sources that are asked again, for what a single fetch does not show: waits, conditional requests, what is gone.
    let (log, data) = (field.at("loop.jsonl"), field.at("data"));
    let running = serve(&log)?;
    let own = |words: &[&str]| {
        allowed(field)
            .args(words)
            .arg("--data")
            .arg(&data)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
    };
    own(&["add", &format!("{base}/feeds.opml")])?.wait()?;
    for _ in 0..ROUNDS {
        own(&["run", "--once"])?.wait()?;
    }
    drop(running);
    let report = Command::new("python3").arg(&server).arg("--report").arg(&log).output()?;
    let wanted = [
        "robots violations",
        "Retry-After violations",
        "requests after 410",
        "conditional GET",
        "credentials",
    ];
    for line in BufReader::new(&report.stdout[..]).lines().map_while(Result::ok) {
        let line = line.trim().to_owned();
        if let Some((what, value)) =
            line.split_once("  ").filter(|(what, _)| wanted.iter().any(|w| what.starts_with(w)))
        {
            rows.push(row(&format!("as sources, {ROUNDS} rounds: {}", what.trim()), value.trim()));
        }
    }
    rows.push(row(
        "of these, feeds that robots.txt forbids",
        "asked, since the user added them; their pages are not",
    ));
    Ok(rows)
}

/// Addresses inside of a network of their own, where every address is this machine.
pub fn addresses(field: &Field) -> anyhow::Result<Rows> {
    let json = field.at("addresses.json");
    Command::new("bash")
        .arg(field.script("netbox.sh"))
        .arg(&field.work)
        .args(["--", "python3"])
        .arg(field.script("ssrf_check.py"))
        .args(["--set", "dev", "--cmd", &format!("{} feed {{url}}", field.word()), "--log"])
        .arg(field.at("chaos.jsonl"))
        .arg("--json")
        .arg(&json)
        .stdout(Stdio::null())
        .status()?;
    let told = told(&json)?;
    let cases = told.as_array().context("the answer is a list")?;
    let count = |decision: &str, status: &str| {
        cases.iter().filter(|case| case["decision"] == decision && case["status"] == status).count()
    };
    Ok(vec![
        row(
            "denied addresses reached, of",
            format!("{}, {}", count("deny", "FAIL"), count("deny", "FAIL") + count("deny", "pass")),
        ),
        row(
            "allowed addresses reached, of",
            format!("{}, {}", count("allow", "pass"), count("allow", "OVERBLOCK") + count("allow", "pass")),
        ),
    ])
}
