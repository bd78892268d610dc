//! `cargo xtask eval`: the filters of the built program on labeled data, judged by that data's own scorers, held to floors.

mod cluster;
mod digest;
mod extract;
mod feeds;
mod floors;
pub mod peers;
mod quotes;
mod smoothie;
mod summarize;
mod timeline;
mod verify;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::{lines, newsloom, results};
pub use feeds::answer as answer_feeds;
use floors::{Change, Measured};

/// What to measure and what to do with the floors.
#[derive(Args)]
pub struct Ask {
    /// Which part of the chain.
    #[arg(value_enum, default_value = "all")]
    part: Part,
    /// Only these data sets (`feed21`, `moz_dev`, ...).
    #[arg(long, value_name = "SET")]
    only: Vec<String>,
    /// Write higher floors where a measure rose.
    #[arg(long, conflicts_with = "lower")]
    raise: bool,
    /// Write the measures as floors even where they fell or the data changed, for this reason.
    #[arg(long, value_name = "REASON")]
    lower: Option<String>,
    /// Run the peers as well (xtask/peers/setup.sh makes their environments); what they answered is kept in target/peers/out.
    #[arg(long)]
    peers: bool,
    /// Profile to build with: `eval` builds quickly, `release` is what ships.
    #[arg(long, default_value = "eval")]
    profile: String,
    /// A built program to measure in place of building one.
    #[arg(long, value_name = "PATH")]
    program: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Part {
    Extract,
    Feeds,
    Cluster,
    Summ,
    Digest,
    Verify,
    Quotes,
    Timeline,
    All,
}

/// Where a part finds what it needs.
struct Bench {
    /// The folder beside the checkout that holds `bench`, `seeds` and `contract`.
    shared: PathBuf,
    /// The program under test.
    program: PathBuf,
    /// Where predictions go.
    out: PathBuf,
    /// Data sets asked for; all when empty.
    only: Vec<String>,
    /// Whether the peers run too.
    peers: bool,
}

impl Bench {
    fn wants(&self, set: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|o| o == set)
    }

    /// Whether a prediction is a kept one of a peer, not ours of this run.
    fn is_peer(&self, prediction: &Path) -> bool {
        !prediction.starts_with(&self.out)
    }

    /// Runs one filter over prepared lines and gives the path of what it answered.
    fn filter(&self, filter: &str, set: &str, input: &Path) -> anyhow::Result<(PathBuf, newsloom::Took)> {
        let output = self.out.join(format!("{filter}.{set}.out.jsonl"));
        let program = self.program.to_string_lossy().into_owned();
        let took = newsloom::measure(Some(input), Some(&output), &[&program, filter])?;
        if took.status != 0 {
            println!("  {filter} {set}: exit status {}", took.status);
        }
        Ok((output, took))
    }
}

/// What one part found: a section of the results, and the measures to hold to floors.
struct Found {
    name: &'static str,
    title: &'static str,
    body: String,
    measured: Vec<Measured>,
}

/// How one part is measured.
type Measure = fn(&Bench) -> anyhow::Result<Found>;

/// Runs the parts asked for.
pub fn run(ask: &Ask) -> anyhow::Result<()> {
    let Some(shared) = lines::shared() else { return lines::no_data() };
    let program = match &ask.program {
        Some(path) => path.canonicalize()?,
        None => newsloom::build(&ask.profile)?,
    };
    let out = newsloom::target().join("eval-out");
    std::fs::create_dir_all(&out)?;
    let bench = Bench { shared, program, out, only: ask.only.clone(), peers: ask.peers };
    let change = match &ask.lower {
        Some(reason) => Change::Lower(reason.clone()),
        None if ask.raise => Change::Raise,
        None => Change::None,
    };
    let parts: [(Part, Measure); 8] = [
        (Part::Extract, extract::run),
        (Part::Feeds, feeds::run),
        (Part::Cluster, cluster::run),
        (Part::Summ, summarize::run),
        (Part::Digest, digest::run),
        (Part::Verify, verify::run),
        (Part::Quotes, quotes::run),
        (Part::Timeline, timeline::run),
    ];
    let mut held = floors::read()?;
    let mut wrong = Vec::new();
    for (part, measure) in parts {
        if ask.part != Part::All && ask.part != part {
            continue;
        }
        let found = match measure(&bench) {
            Ok(found) => found,
            Err(error) => {
                wrong.push(format!("{error:#}"));
                continue;
            }
        };
        println!("\n{}\n\n{}", found.title, found.body);
        if bench.only.is_empty() {
            let said = found.name.trim_start_matches("eval-");
            let peers = if ask.peers { " --peers" } else { "" };
            results::write_section(
                found.name,
                found.title,
                &format!("cargo xtask eval {said}{peers}"),
                &found.body,
            )?;
        }
        for measured in &found.measured {
            wrong.extend(floors::settle(&mut held, measured, &change));
        }
    }
    if change != Change::None {
        floors::write(&held)?;
    }
    for what in &wrong {
        println!("BELOW: {what}");
    }
    anyhow::ensure!(wrong.is_empty(), "{} measures below their floors or not to be had", wrong.len());
    println!("all floors hold");
    Ok(())
}

/// Measures of one data file under their name in the file of floors.
fn measured(name: String, data: &Path, values: &[(&str, f64)]) -> anyhow::Result<Measured> {
    let values: BTreeMap<String, f64> = values.iter().map(|(m, v)| ((*m).to_owned(), *v)).collect();
    Ok(Measured { name, data: lines::fingerprint(data)?, values })
}
