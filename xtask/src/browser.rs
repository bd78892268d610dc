//! `cargo xtask browser`: a real browser over the pages of the service.
//!
//! The driver and the checker of accessibility come from npm into the target folder by the script that needs them; where
//! no browser, no node or no registry is there, this says so and is no failure.

use crate::bench::service;
use crate::{newsloom, root};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Articles of the service that is started.
const ARTICLES: usize = 400;

/// Who signs in.
const EDITOR: &str = "mira";
const PASSWORD: &str = "a pier is not yet a harbor";

/// What to drive.
#[derive(Args)]
pub struct Ask {
    /// A service that runs already, as in http://127.0.0.1:8787; by default one is started over generated articles.
    #[arg(long)]
    base: Option<String>,
    /// Profile to build with.
    #[arg(long, default_value = "dev")]
    profile: String,
    /// Leave out the merge and its undo, which are tried on a service that runs already: they need its loop.
    #[arg(long)]
    no_merge: bool,
}

/// Runs the checks, or says why they are left out.
pub fn run(ask: &Ask) -> anyhow::Result<()> {
    let found = |program: &str| {
        Command::new(program)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|s| s.success())
    };
    let browser = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    if !Path::new(&browser).exists() || !found("node") || !found("npm") {
        println!(
            "browser: left out, since there is no chromium, node or npm here (CHROMIUM names another path)"
        );
        return Ok(());
    }
    let place = newsloom::target().join("browser");
    if !installed(&place)? {
        println!(
            "browser: left out, since playwright-core and axe-core could not be had from the npm registry"
        );
        return Ok(());
    }
    if let Some(base) = &ask.base {
        let merge = if ask.no_merge { None } else { Some("merge") };
        return drive(&place, "check.mjs", base.trim_end_matches('/'), merge.as_slice());
    }
    let data = place.join("data");
    let _ = std::fs::remove_dir_all(&data);
    let program = newsloom::build(&ask.profile)?;
    service::fill(&ask.profile, &data, ARTICLES)?;
    let open = service::start(&program, &data, false)?;
    drive(&place, "check.mjs", &format!("http://{}", open.address), &[])?;
    drop(open);
    let password = place.join("password");
    std::fs::write(&password, PASSWORD)?;
    let added = Command::new(&program)
        .args(["user", "add", EDITOR, "--role", "editor", "--data"])
        .arg(&data)
        .arg("--password-file")
        .arg(&password)
        .status()?;
    anyhow::ensure!(added.success(), "nobody could be added who may sign in");
    let closed = service::listening(&program, &data, false)?;
    drive(&place, "sign_in.mjs", &format!("http://{}", closed.address), &[EDITOR, PASSWORD])
}

/// Whether the two packages are there, fetched if they are not.
fn installed(place: &Path) -> anyhow::Result<bool> {
    std::fs::create_dir_all(place)?;
    let from: PathBuf = root().join("xtask/browser");
    for name in ["package.json", "harness.mjs", "check.mjs", "sign_in.mjs"] {
        std::fs::copy(from.join(name), place.join(name))?;
    }
    if place.join("node_modules/playwright-core").is_dir() && place.join("node_modules/axe-core").is_dir() {
        return Ok(true);
    }
    let npm = Command::new("npm")
        .args(["install", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(place)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .status()?;
    Ok(npm.success())
}

fn drive(place: &Path, script: &str, base: &str, more: &[&str]) -> anyhow::Result<()> {
    let status = Command::new("node").arg(script).arg(base).args(more).current_dir(place).status()?;
    anyhow::ensure!(status.success(), "the browser found faults");
    Ok(())
}
