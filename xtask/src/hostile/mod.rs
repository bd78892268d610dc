//! `cargo xtask hostile`: the harnesses of ../shared/hostile against the program, and what came of them in docs/results.md.
//!
//! Each harness says what it asks in its own head. They need python3; the power cut gcc, the addresses root for a network
//! of their own, the markup chromium.

mod attacks;
mod loss;
mod markup;
mod servers;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::{lines, newsloom, results};

/// A kind of attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// A server that does everything wrong.
    Chaos,
    /// Addresses that must never be fetched.
    Addresses,
    /// Files that unpack, nest or repeat without end.
    Bombs,
    /// Raw requests against the service.
    Requests,
    /// Script in feeds and pages, looked for in the pages served.
    Markup,
    /// Killed at any moment.
    Kill,
    /// The power fails at any moment.
    Power,
}

/// What to run.
#[derive(Args)]
pub struct Ask {
    /// Only these, comma-separated.
    #[arg(long, value_delimiter = ',')]
    only: Vec<Part>,
    /// Profile to build with.
    #[arg(long, default_value = "release")]
    profile: String,
    /// A program that is built already.
    #[arg(long)]
    program: Option<PathBuf>,
}

/// Where the harnesses are, the program, and a folder to work in.
struct Field {
    harness: PathBuf,
    program: PathBuf,
    work: PathBuf,
}

/// What was measured and what came of it.
type Rows = Vec<(String, String)>;

/// Runs the harnesses; each has a section of results of its own.
pub fn run(ask: &Ask) -> anyhow::Result<()> {
    let Some(shared) = lines::shared().filter(|shared| shared.join("hostile/harness").is_dir()) else {
        println!("no harnesses: ../shared/hostile is not there, nothing is attacked");
        return Ok(());
    };
    let program = match &ask.program {
        Some(program) => program.canonicalize()?,
        None => newsloom::build(&ask.profile)?,
    };
    let harness = shared.join("hostile/harness");
    let parts = Part::value_variants().iter().filter(|part| ask.only.is_empty() || ask.only.contains(part));
    for part in parts {
        let name = format!("{part:?}").to_lowercase();
        let work = newsloom::target().join("hostile").join(&name);
        let _ = std::fs::remove_dir_all(&work);
        std::fs::create_dir_all(&work)?;
        let field = Field { harness: harness.clone(), program: program.clone(), work };
        let rows = match part {
            Part::Chaos => servers::chaos(&field)?,
            Part::Addresses => servers::addresses(&field)?,
            Part::Bombs => attacks::bombs(&field)?,
            Part::Requests => attacks::requests(&field)?,
            Part::Markup => markup::markup(&field, &shared)?,
            Part::Kill => loss::kill(&field)?,
            Part::Power => loss::power(&field)?,
        };
        let rows: Vec<Vec<String>> = rows.into_iter().map(|(what, value)| vec![what, value]).collect();
        let body = results::table(&["what", "came of it"], &rows);
        println!("{name}\n{body}");
        let command = format!("cargo xtask hostile --only {name}");
        results::write_section(&format!("hostile-{name}"), &format!("Hostile: {name}"), &command, &body)?;
    }
    Ok(())
}

impl Field {
    fn script(&self, name: &str) -> PathBuf {
        self.harness.join(name)
    }

    /// The program as a word of a shell's command line.
    fn word(&self) -> String {
        format!("'{}'", self.program.display())
    }

    fn at(&self, name: &str) -> PathBuf {
        self.work.join(name)
    }
}

/// A row.
fn row(what: &str, value: impl ToString) -> (String, String) {
    (what.to_owned(), value.to_string())
}

/// What a harness wrote as JSON.
fn told(path: &Path) -> anyhow::Result<serde_json::Value> {
    use anyhow::Context;
    let text =
        std::fs::read_to_string(path).with_context(|| format!("{} was not written", path.display()))?;
    Ok(serde_json::from_str(&text)?)
}
