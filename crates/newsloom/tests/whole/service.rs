//! The service as a process: comes up, answers, keeps a second one away, stops cleanly.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

struct Service {
    child: Child,
    address: String,
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn serve(data: &Path, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsloom"));
    command.args(["serve", "--no-poll", "--data"]).arg(data).args(more);
    command.current_dir(data.parent().expect("a folder above")).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn start(data: &Path) -> Service {
    let mut child = serve(data, &["--listen", "127.0.0.1:0"]).spawn().expect("the program starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
    let address = line.trim().trim_end_matches('/').rsplit("//").next().unwrap_or_default().to_owned();
    Service { child, address }
}

impl Service {
    fn send(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream.write_all(request.replace("HOST", &self.address).as_bytes()).expect("it reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n"))
    }
}

#[test]
fn a_service_comes_up_answers_and_stops() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let mut service = start(&data);
    assert!(service.get("/healthz").starts_with("HTTP/1.1 200"));
    assert!(service.get("/readyz").starts_with("HTTP/1.1 200"));
    assert!(service.get("/api/v1/status").contains("\"articles\":0"));
    assert!(service.get("/").contains("newsloom"));
    assert!(service.send("NONSENSE\r\n\r\n").starts_with("HTTP/1.1 400"));
    let rebound = service.send("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assert!(rebound.starts_with("HTTP/1.1 421"), "{rebound}");

    let second = serve(&data, &["--listen", "127.0.0.1:0"]).output().expect("the program starts");
    let said = String::from_utf8_lossy(&second.stderr);
    assert!(!second.status.success() && said.contains("another newsloom"), "{said}");
    let open =
        serve(&folder.path().join("other"), &["--listen", "0.0.0.0:0"]).output().expect("the program starts");
    let said = String::from_utf8_lossy(&open.stderr);
    assert!(!open.status.success() && said.contains("newsloom user add"), "{said}");

    let asked = Command::new("kill").arg(service.child.id().to_string()).status().expect("kill is there");
    assert!(asked.success() && service.child.wait().expect("it ends").success(), "a clean stop");
}
