//! Learns who belongs together, from pairs of neighbors in labeled sets.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Context;
use newsloom_core::analyze::Analyzer;
use newsloom_core::cluster::{MEASURES, Trees, WIDTH};

use super::HeldOut;
use super::boost::{Growth, Table};
use super::measure::{Agreement, agreement};
use super::streams::{self, FOLDS, Labeled, Stream};
use crate::{lines, root};

/// A labeled set and what its labels mark.
struct Set {
    name: &'static str,
    level: Level,
    /// Counts in the means of the tables; sets of bare titles do not.
    full_text: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Event,
    Story,
}

const SETS: [Set; 10] = [
    Set { name: "feed21", level: Level::Event, full_text: true },
    Set { name: "wikinews", level: Level::Event, full_text: true },
    Set { name: "ecbplus", level: Level::Event, full_text: true },
    Set { name: "allsides", level: Level::Event, full_text: true },
    Set { name: "vimds", level: Level::Event, full_text: true },
    Set { name: "uci", level: Level::Event, full_text: false },
    Set { name: "gnews-t", level: Level::Event, full_text: false },
    Set { name: "gnews-ts", level: Level::Event, full_text: false },
    Set { name: "duc2004", level: Level::Story, full_text: true },
    Set { name: "fnc", level: Level::Story, full_text: true },
];

const GROWTH: Growth = Growth { trees: 80, depth: 5, rate: 0.15, ridge: 20.0, sample: 0.4 };
/// Small streams per set, and those of two languages among them.
const SMALL: u64 = 12;
const MIXED: u64 = 6;
/// Pairs of neighbors of neighbors per article.
const FARTHER: u64 = 6;
/// Pairs of one stream that are enough.
const PAIRS: usize = 60_000;
/// Weight of a small stream, and of a set of bare titles, against a whole set of as many articles.
const SMALL_WEIGHT: f32 = 0.3;
const TITLES_WEIGHT: f32 = 0.3;
/// Cuts tried for the tables.
const CUTS: [f32; 9] = [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7];
/// The cuts that ship: best over all sets with clusters held out.
const EVENT_CUT: f32 = 0.5;
const STORY_CUT: f32 = 0.5;
const WRITTEN: &str = "crates/core/src/cluster/weights.txt";

/// Where a row of the table is from.
struct Origin {
    set: usize,
    folds: (u8, u8),
}

/// Learns; writes the weights where nothing is held out.
pub fn run(held_out: HeldOut, only: &[String]) -> anyhow::Result<()> {
    let Some(shared) = lines::shared() else { return lines::no_data() };
    let sets: Vec<&Set> =
        SETS.iter().filter(|set| only.is_empty() || only.iter().any(|name| name == set.name)).collect();
    let mut analyzer = Analyzer::default();
    let read = |set: &&Set| {
        streams::read(&shared.join(format!("bench/cluster/{}.dev.jsonl.gz", set.name)), &mut analyzer)
    };
    let articles: Vec<Vec<Labeled>> = sets.iter().map(read).collect::<anyhow::Result<_>>()?;
    let mut all: Vec<Stream> = articles.iter().enumerate().map(|(set, of)| streams::whole(set, of)).collect();
    for (set, of) in articles.iter().enumerate() {
        all.extend((0..SMALL).map(|nth| streams::small(set, of, nth, false)));
        all.extend((0..MIXED).map(|nth| streams::small(set, of, 1000 + nth, true)));
    }
    drop(articles);
    let (table, origins) = table(&sets, &all);
    let mut written = String::new();
    for level in [Level::Event, Level::Story] {
        let of_level = |row: usize| sets[origins[row].set].level == level;
        if !sets.iter().any(|set| set.level == level) {
            continue;
        }
        let grow = |used: &dyn Fn(&Origin) -> bool| {
            let text = table.grow(GROWTH, |row| of_level(row) && used(&origins[row]));
            Trees::parse(&text).map(|trees| (text, trees)).context("the trees do not read back")
        };
        // Which models judge a pair: those that learned from neither of its clusters, or not from its set.
        let mut models = Vec::new();
        match held_out {
            HeldOut::Nothing => {
                let (text, trees) = grow(&|_| true)?;
                let (name, cut) = match level {
                    Level::Event => ("event", EVENT_CUT),
                    Level::Story => ("story", STORY_CUT),
                };
                written += &format!("\n[{name}] cut {cut}\n{text}");
                models.push(trees);
            }
            HeldOut::Clusters => {
                for fold in 0..FOLDS {
                    models.push(grow(&|row| row.folds.0 != fold && row.folds.1 != fold)?.1);
                }
            }
            HeldOut::Sets => {
                for (number, set) in sets.iter().enumerate() {
                    models.push(if set.level == level {
                        grow(&|row| row.set != number)?.1
                    } else {
                        Trees::default()
                    });
                }
            }
        }
        report(level, &sets, &all, |stream, a, b| {
            let measures = stream.desk.measures(a, b);
            let odds = match held_out {
                HeldOut::Nothing => models[0].log_odds(&measures),
                HeldOut::Sets => models[stream.set].log_odds(&measures),
                HeldOut::Clusters => {
                    let fold = |of: u32| usize::from(stream.folds[of as usize]);
                    (models[fold(a)].log_odds(&measures) + models[fold(b)].log_odds(&measures)) / 2.0
                }
            };
            Trees::chance_of(odds)
        });
    }
    if held_out == HeldOut::Nothing && only.is_empty() {
        write(&root().join(WRITTEN), &sets, &written)?;
    }
    Ok(())
}

fn table(sets: &[&Set], streams: &[Stream]) -> (Table, Vec<Origin>) {
    let (mut rows, mut same, mut weights, mut origins) = (Vec::<[f32; WIDTH]>::new(), vec![], vec![], vec![]);
    for (number, stream) in streams.iter().enumerate() {
        let mut pairs = stream.edges.clone();
        pairs.extend(stream.farther(FARTHER, number as u64));
        let every = pairs.len().div_ceil(PAIRS).max(1);
        let kept = pairs.len().div_ceil(every).max(1);
        let mut weight = (stream.labels.len() as f32).sqrt() / kept as f32;
        weight *= if number < sets.len() { 1.0 } else { SMALL_WEIGHT };
        weight *= if sets[stream.set].full_text { 1.0 } else { TITLES_WEIGHT };
        for (a, b) in pairs.into_iter().step_by(every) {
            rows.push(stream.desk.measures(a, b));
            same.push(stream.labels[a as usize] == stream.labels[b as usize]);
            weights.push(weight);
            let folds = (stream.folds[a as usize], stream.folds[b as usize]);
            origins.push(Origin { set: stream.set, folds });
        }
    }
    println!("{} pairs, {} of them together", rows.len(), same.iter().filter(|same| **same).count());
    (Table::new(&rows, same, weights), origins)
}

/// Prints pair F1 / BCubed F1 at each cut for each set, the mean over sets of full texts, and that over small streams.
fn report(level: Level, sets: &[&Set], all: &[Stream], judge: impl Fn(&Stream, u32, u32) -> f32) {
    let mut sums = vec![[(Agreement::default(), 0f64); 2]; CUTS.len()];
    println!("{level:?}: pair F1 / BCubed F1 by cut");
    println!("{:10}{}", "", CUTS.map(|cut| format!("  {cut:<11.2}")).concat());
    for (number, stream) in all.iter().enumerate().filter(|(_, stream)| sets[stream.set].level == level) {
        let set = sets[stream.set];
        let mut known: HashMap<(u32, u32), f32> = HashMap::new();
        let mut line = String::new();
        for (cut, sums) in CUTS.iter().zip(&mut sums) {
            let chance = |a: u32, b: u32| *known.entry((a, b)).or_insert_with(|| judge(stream, a, b));
            let found = agreement(&stream.labels, &stream.desk.linked(&stream.edges, *cut, chance));
            line += &format!("  {:.3}/{:.3}", found.pairs, found.bcubed);
            if set.full_text {
                let (sum, count) = &mut sums[usize::from(number >= sets.len())];
                (sum.pairs, sum.bcubed, *count) =
                    (sum.pairs + found.pairs, sum.bcubed + found.bcubed, *count + 1.0);
            }
        }
        if number < sets.len() {
            println!("{:10}{line}", set.name);
        }
    }
    for (which, name) in ["mean", "small"].iter().enumerate() {
        let mean = |sums: &[(Agreement, f64); 2]| {
            let (sum, count) = sums[which];
            format!("  {:.3}/{:.3}", sum.pairs / count.max(1.0), sum.bcubed / count.max(1.0))
        };
        println!("{name:10}{}", sums.iter().map(mean).collect::<String>());
    }
}

fn write(path: &Path, sets: &[&Set], sections: &str) -> anyhow::Result<()> {
    let of = |level: Level| {
        sets.iter().filter(|set| set.level == level).map(|set| set.name).collect::<Vec<_>>().join(", ")
    };
    let measures = MEASURES.iter().enumerate().map(|(number, name)| format!("{number} {name}"));
    let text = format!(
        "# Learned judgment of pairs of articles: same event, same running story.\n\
         # Boosted symmetric trees; a line per tree: measure>threshold ..., then the leaves (log odds).\n\
         # Made by `cargo xtask learn cluster` from pairs of neighbors in labeled sets and small samples of them\n\
         # (events: {}; stories: {}). Nothing of their texts is in here.\n\
         # Measures: {}\n{sections}",
        of(Level::Event),
        of(Level::Story),
        measures.collect::<Vec<_>>().join(", ")
    );
    std::fs::write(path, text).with_context(|| format!("write {}", path.display()))
}
