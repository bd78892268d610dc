//! Learns who belongs together, from pairs of neighbors in labeled sets.

use std::path::Path;

use anyhow::Context;
use newsloom_core::analyze::Analyzer;
use newsloom_core::cluster::{MEASURES, Measures, Trees};

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
const CUTS: [f32; 5] = [0.35, 0.42, 0.5, 0.58, 0.65];
/// The cuts that ship: best over all sets with clusters held out for events. For stories that would be 0.5, at which a
/// small desk of little news welds what has nothing to do with each other; 0.8 costs a point of BCubed on one set.
const EVENT_CUT: f32 = 0.45;
const STORY_CUT: f32 = 0.8;
const WRITTEN: &str = "crates/core/src/cluster/weights.txt";

/// Where a row of the table is from.
struct Origin {
    set: usize,
    folds: (u8, u8),
}

/// The models that judge pairs: all that was learned, or for each part what was learned without it.
struct Judges {
    held_out: HeldOut,
    models: Vec<Trees>,
}

impl Judges {
    /// Log odds of a pair by models that have not met it, nor anything of its clusters or its set, as was asked.
    fn odds(&self, stream: &Stream, a: u32, b: u32, measures: &Measures) -> f32 {
        match self.held_out {
            HeldOut::Nothing => self.models[0].log_odds(measures),
            HeldOut::Sets => self.models[stream.set].log_odds(measures),
            HeldOut::Clusters => {
                let fold = |of: u32| usize::from(stream.folds[of as usize]);
                (self.models[fold(a)].log_odds(measures) + self.models[fold(b)].log_odds(measures)) / 2.0
            }
        }
    }
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
    // What is of one event is of one story: some pairs of one event teach the story's level too. That two events are of two
    // stories nobody said.
    let teaches = |level: Level, row: usize| {
        let own = sets[origins[row].set].level == level;
        own || (level == Level::Story && row.is_multiple_of(4) && table.is_same(row))
    };
    let grow = |level: Level, used: &dyn Fn(&Origin) -> bool| {
        let text = table.grow(GROWTH, |row| teaches(level, row) && used(&origins[row]));
        Trees::parse(&text).map(|trees| (text, trees)).context("the trees do not read back")
    };
    let judges = |level: Level, held_out: HeldOut| -> anyhow::Result<Judges> {
        let models = match held_out {
            HeldOut::Nothing => vec![grow(level, &|_| true)?.1],
            HeldOut::Clusters => (0..FOLDS)
                .map(|fold| Ok(grow(level, &|row| row.folds.0 != fold && row.folds.1 != fold)?.1))
                .collect::<anyhow::Result<_>>()?,
            HeldOut::Sets => (0..sets.len())
                .map(|set| Ok(grow(level, &|row| row.set != set)?.1))
                .collect::<anyhow::Result<_>>()?,
        };
        Ok(Judges { held_out, models })
    };
    if held_out == HeldOut::Nothing && only.is_empty() {
        let mut written = String::new();
        for (level, name, cut) in [(Level::Event, "event", EVENT_CUT), (Level::Story, "story", STORY_CUT)] {
            written += &format!("\n[{name}] cut {cut}\n{}", grow(level, &|_| true)?.0);
        }
        write(&root().join(WRITTEN), &sets, &written)?;
    }
    let kinds: &[HeldOut] = match held_out {
        HeldOut::Nothing => &[HeldOut::Nothing, HeldOut::Sets],
        _ => std::slice::from_ref(&held_out),
    };
    for kind in kinds {
        println!("\nheld out: {kind:?}");
        report(&sets, &all, &judges(Level::Event, *kind)?, &judges(Level::Story, *kind)?);
    }
    Ok(())
}

fn table(sets: &[&Set], streams: &[Stream]) -> (Table, Vec<Origin>) {
    let (mut rows, mut same, mut weights, mut origins) = (Vec::<Measures>::new(), vec![], vec![], vec![]);
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
/// While one level's cut is varied, the other one is as it ships.
fn report(sets: &[&Set], all: &[Stream], event: &Judges, story: &Judges) {
    for level in [Level::Event, Level::Story] {
        let mut sums = vec![[(Agreement::default(), 0f64); 2]; CUTS.len()];
        println!("{level:?}: pair F1 / BCubed F1 by cut");
        println!("{:10}{}", "", CUTS.map(|cut| format!("  {cut:<11.2}")).concat());
        for (number, stream) in all.iter().enumerate().filter(|(_, stream)| sets[stream.set].level == level) {
            let set = sets[stream.set];
            let judged = stream.desk.judged(|a, b, measures| {
                (event.odds(stream, a, b, measures), story.odds(stream, a, b, measures))
            });
            let cards: Vec<u32> = (0..stream.labels.len() as u32).collect();
            let mut line = String::new();
            for (cut, sums) in CUTS.iter().zip(&mut sums) {
                let cuts = if level == Level::Event { (*cut, STORY_CUT) } else { (EVENT_CUT, *cut) };
                let grouped = judged.grouped(&cards, &stream.edges, cuts);
                let groups = if level == Level::Event { grouped.0 } else { grouped.1 };
                let found = agreement(&stream.labels, &groups);
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
