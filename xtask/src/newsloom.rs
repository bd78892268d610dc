//! The program under test, and other programs, run with their time and memory measured.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context;
use serde::Deserialize;

use crate::root;

/// What one run of a program took.
#[derive(Debug, Clone, Deserialize)]
pub struct Took {
    /// Exit status; negative when a signal ended it.
    pub status: i32,
    /// Seconds by the clock on the wall.
    pub wall_s: f64,
    /// Processor seconds, user and system, of all threads.
    pub cpu_s: f64,
    /// Peak resident memory, kB.
    pub peak_kb: u64,
}

/// Builds the program and gives its path. Profile `eval` is `release` without link-time optimization; `release` is what ships.
pub fn build(profile: &str) -> anyhow::Result<PathBuf> {
    let status = Command::new("cargo")
        .args(["build", "--quiet", "--package", "newsloom", "--profile", profile])
        .current_dir(root())
        .status()?;
    anyhow::ensure!(status.success(), "newsloom does not build");
    let folder = if profile == "dev" { "debug" } else { profile };
    Ok(target().join(folder).join("newsloom"))
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |t| root().join(t))
}

/// The Python of the peers' environment when it was made, else the system's.
pub fn python() -> PathBuf {
    let own = target().join("peers/venv/bin/python");
    if own.exists() { own } else { PathBuf::from("python3") }
}

/// Runs a command, measured; `input` and `output` are its standard streams, none when absent.
pub fn measure(input: Option<&Path>, output: Option<&Path>, command: &[&str]) -> anyhow::Result<Took> {
    let dash = Path::new("-");
    let told = Command::new("python3")
        .arg(root().join("xtask/peers/measure.py"))
        .arg(input.unwrap_or(dash))
        .arg(output.unwrap_or(dash))
        .args(command)
        .stderr(Stdio::inherit())
        .output()
        .context("python3 measures the runs")?;
    anyhow::ensure!(told.status.success(), "the run of {} could not be measured", command[0]);
    Ok(serde_json::from_slice(&told.stdout)?)
}

/// Runs a scorer of the labeled data and gives what it prints.
pub fn score(script: &Path, arguments: &[&str]) -> anyhow::Result<String> {
    let told = Command::new(python()).arg(script).args(arguments).output()?;
    anyhow::ensure!(
        told.status.success() || told.status.code() == Some(1),
        "{} failed: {}",
        script.display(),
        String::from_utf8_lossy(&told.stderr).lines().last().unwrap_or_default()
    );
    Ok(String::from_utf8(told.stdout)?)
}
