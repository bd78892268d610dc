//! Learns who belongs together, from pairs of neighbors in labeled sets.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use newsloom_core::analyze::Analyzer;
use newsloom_core::cluster::{MEASURES, Measures, StoryCut, Trees};

use super::HeldOut;
use super::boost::{Growth, Table};
use super::measure::{Agreement, agreement};
use super::streams::{self, Cut, FOLDS, Labeled, Stream};
use crate::{lines, root};

/// A labeled set and what its labels mark.
struct Set {
    name: &'static str,
    level: Level,
    /// Whether its clusters are stories of their own as well, so that two of them teach what is not one story.
    apart: bool,
    /// Counts in the means of the tables; sets of bare titles do not.
    full_text: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Event,
    Story,
}

impl Level {
    /// One of so many pairs of the other level's sets teaches this one.
    fn of_other(self) -> usize {
        match self {
            Self::Event => 8,
            Self::Story => 4,
        }
    }

    /// For each measure whether answers may only rise with it (1), only fall (-1), or do either (0). The few pairs of the sets of
    /// stories do not bear such a bridle.
    fn signs(self) -> Vec<i8> {
        let sign = |name: &&str| i8::from(RISING.contains(name)) - i8::from(FALLING.contains(name));
        if self == Self::Event { MEASURES.iter().map(sign).collect() } else { Vec::new() }
    }

    /// Weight of a small stream against a whole set of as many articles. There are many more of them: for events, where they
    /// weigh as much in all as the whole sets, the line is drawn for desks of a few stories, too low for a real stream.
    fn small_weight(self) -> f32 {
        match self {
            Self::Event => 0.04,
            Self::Story => 0.3,
        }
    }
}

const SETS: [Set; 10] = [
    Set { name: "feed21", level: Level::Event, apart: false, full_text: true },
    Set { name: "wikinews", level: Level::Event, apart: false, full_text: true },
    Set { name: "ecbplus", level: Level::Event, apart: true, full_text: true },
    Set { name: "allsides", level: Level::Event, apart: false, full_text: true },
    Set { name: "vimds", level: Level::Event, apart: true, full_text: true },
    Set { name: "uci", level: Level::Event, apart: true, full_text: false },
    Set { name: "gnews-t", level: Level::Event, apart: true, full_text: false },
    Set { name: "gnews-ts", level: Level::Event, apart: true, full_text: false },
    Set { name: "duc2004", level: Level::Story, apart: true, full_text: true },
    Set { name: "fnc", level: Level::Story, apart: true, full_text: true },
];

const GROWTH: Growth = Growth { trees: 120, depth: 5, rate: 0.1, ridge: 20.0, sample: 0.4 };
/// Small streams per set and cut.
const SMALL: [(u64, Cut); 4] = [(12, Cut::Any), (6, Cut::Mixed), (12, Cut::Alike), (16, Cut::Town)];
/// Pairs of neighbors of neighbors per article.
const FARTHER: u64 = 6;
/// Pairs of one stream that are enough.
const PAIRS: usize = 60_000;
/// Weight of a set of bare titles against one of full texts of as many articles.
const TITLES_WEIGHT: f32 = 0.3;
/// Measures with which alone a pair never becomes less likely, and those with which it never becomes likelier. Trees that may not
/// learn otherwise from some set's chance hold better on what they have not met.
const RISING: [&str; 31] = [
    "body",
    "lead",
    "title",
    "names",
    "title in most",
    "title in least",
    "covered",
    "shared terms",
    "rarest",
    "three rarest",
    "shared names",
    "rarest name",
    "places",
    "figures",
    "pairs",
    "pairs count",
    "mix",
    "of best least",
    "of best most",
    "margin least",
    "margin most",
    "over tail least",
    "over tail most",
    "common of 5",
    "common of 10",
    "common of 20",
    "over drop least",
    "over drop most",
    "things",
    "shared things",
    "rare things",
];
const FALLING: [&str; 4] = ["rank least", "rank most", "past drop least", "past drop most"];
/// Cuts tried for the tables.
const CUTS: [f32; 7] = [0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.75];
/// The cuts that ship. With clusters held out, stories of up to 50 articles in all do best between .35 and .45, those of some
/// 64 to 127 do alike from .4 to .55, and larger streams do best at .55: `StoryCut` says why. What is best for events does not
/// depend on how many articles there are.
const EVENT_CUT: f32 = 0.45;
const STORY_CUT: StoryCut = StoryCut { few: 0.42, many: 0.55 };
const WRITTEN: &str = "crates/core/src/cluster/weights.txt";

/// Where a row of the table is from.
struct Origin {
    set: usize,
    /// Whether two labels are two stories there, whatever the labels mark: picked at random they are.
    apart: bool,
    /// Whether it is of a small stream.
    small: bool,
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
        for (count, cut) in SMALL {
            let more: Vec<Stream> =
                (0..count).map(|nth| streams::small(set, of, &all[set], nth, cut, &mut analyzer)).collect();
            all.extend(more);
        }
    }
    drop(articles);
    let (table, origins) = table(&sets, &all);
    // What is of one event is of one story, and what is of two stories is of two events: some of those pairs teach the other
    // level too. That two events are of two stories is known of some sets only, and where they were picked at random.
    let teaches = |level: Level, row: usize| {
        let (origin, same) = (&origins[row], table.is_same(row));
        let other = same == (level == Level::Story) || (level == Level::Story && origin.apart);
        sets[origin.set].level == level || (other && row.is_multiple_of(level.of_other()))
    };
    // Without a part of the clusters, three of four pairs that belong together are left, and nine of sixteen of the others: with
    // their weight as it was, the odds stay what they are with all.
    let others = if held_out == HeldOut::Clusters { f32::from(FOLDS) / f32::from(FOLDS - 1) } else { 1.0 };
    let grow = |level: Level, used: &dyn Fn(&Origin) -> bool| {
        let counts = |row: usize| {
            let weight = if origins[row].small { level.small_weight() } else { 1.0 };
            weight * if table.is_same(row) { 1.0 } else { others }
        };
        let text =
            table.grow(GROWTH, &level.signs(), counts, |row| teaches(level, row) && used(&origins[row]));
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
        let story_cut = format!("{} {}", STORY_CUT.few, STORY_CUT.many);
        for (level, name, cut) in
            [(Level::Event, "event", EVENT_CUT.to_string()), (Level::Story, "story", story_cut)]
        {
            written += &format!("\n[{name}] cut {cut}\n{}", grow(level, &|_| true)?.0);
        }
        write(&root().join(WRITTEN), &sets, &written)?;
    }
    println!("\nheld out: {held_out:?}");
    report(&sets, &all, &judges(Level::Event, held_out)?, &judges(Level::Story, held_out)?);
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
        weight *= if sets[stream.set].full_text { 1.0 } else { TITLES_WEIGHT };
        for (a, b) in pairs.into_iter().step_by(every) {
            rows.push(stream.desk.measures(a, b));
            same.push(stream.labels[a as usize] == stream.labels[b as usize]);
            weights.push(weight);
            let folds = (stream.folds[a as usize], stream.folds[b as usize]);
            let apart = sets[stream.set].apart || !matches!(stream.cut, None | Some(Cut::Alike));
            origins.push(Origin { set: stream.set, apart, small: stream.cut.is_some(), folds });
        }
    }
    println!("{} pairs, {} of them together", rows.len(), same.iter().filter(|same| **same).count());
    (Table::new(&rows, same, weights), origins)
}

/// Prints pair F1 / BCubed F1 at each cut for each set, the mean over sets of full texts, and that over small streams by
/// how they were cut and, for stories, by how many articles they are. While one level's cut is varied, the other one is as it ships. Small streams of events picked at
/// random are held to be so many stories, too.
fn report(sets: &[&Set], all: &[Stream], event: &Judges, story: &Judges) {
    for level in [Level::Event, Level::Story] {
        let mut sums: BTreeMap<(u8, String), [(Agreement, f64); CUTS.len()]> = BTreeMap::new();
        println!("{level:?}: pair F1 / BCubed F1 by cut");
        println!("{:16}{}", "", CUTS.map(|cut| format!("  {cut:<11.2}")).concat());
        for stream in all {
            let set = sets[stream.set];
            let (rank, name) = match stream.cut {
                None if set.level == level => (0, "mean".to_owned()),
                Some(cut) if level == Level::Story && set.level == level => {
                    (1, format!("{cut:?}, {}", size(stream.labels.len())))
                }
                Some(cut) if set.level == level => (1, format!("{cut:?}")),
                Some(cut) if level == Level::Story && cut != Cut::Alike => (2, format!("{cut:?} of events")),
                _ => continue,
            };
            let judged = stream.desk.judged(|a, b, measures| {
                (event.odds(stream, a, b, measures), story.odds(stream, a, b, measures))
            });
            let cards: Vec<u32> = (0..stream.labels.len() as u32).collect();
            let mut found = [Agreement::default(); CUTS.len()];
            for (cut, found) in CUTS.iter().zip(&mut found) {
                let cuts = if level == Level::Event {
                    (*cut, STORY_CUT.among(cards.len()))
                } else {
                    (EVENT_CUT, *cut)
                };
                let grouped = judged.grouped(&cards, &stream.edges, cuts);
                *found =
                    agreement(&stream.labels, if level == Level::Event { &grouped.0 } else { &grouped.1 });
            }
            if stream.cut.is_none() {
                println!("{:16}{}", set.name, row(&found));
            }
            if set.full_text {
                let sums = sums.entry((rank, name)).or_default();
                for ((sum, count), found) in sums.iter_mut().zip(found) {
                    (sum.pairs, sum.bcubed, *count) =
                        (sum.pairs + found.pairs, sum.bcubed + found.bcubed, *count + 1.0);
                }
            }
        }
        for ((_, name), sums) in sums {
            let mean = |(sum, count): (Agreement, f64)| Agreement {
                pairs: sum.pairs / count.max(1.0),
                bcubed: sum.bcubed / count.max(1.0),
            };
            println!("{name:16}{}", row(&sums.map(mean)));
        }
    }
}

/// How large a stream is for the story's cut.
fn size(articles: usize) -> &'static str {
    match articles {
        _ if articles <= StoryCut::FEW => "few",
        _ if articles < StoryCut::MANY => "more",
        _ => "many",
    }
}

fn row(found: &[Agreement]) -> String {
    found.iter().map(|found| format!("  {:.3}/{:.3}", found.pairs, found.bcubed)).collect()
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
