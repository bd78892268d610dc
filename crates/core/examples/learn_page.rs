//! Turns labeled pages into what `xtask/learn/page.py` learns from. See `xtask/learn/README.md`.
//!
//! `learn_page label DIR FILE...` writes the blocks of every page with their labels, and a lexicon for each fold that
//! its pages had no part in. `learn_page first DIR FILE...` writes the first scorer's rows, `learn_page second DIR
//! FILE...` those of the second, from the first one's scores. FILEs are JSON lines with `id`, `site`, `html` and
//! `text`, or `with` and `without` where only pieces of the text are known.

#![allow(clippy::disallowed_methods)] // a tool beside the core: it may read files, the core may not

use newsloom_core::read::page::learn::{self, Sample};
use newsloom_core::read::page::lexicon::Lexicon;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, read, read_to_string, write};
use std::io::{BufRead, BufReader, BufWriter, Write};

/// Parts by site: what is learned for one is learned from the others.
const FOLDS: u64 = 5;
/// Fewest sites on which a word must stand: of a name, of a text.
const SITES: [usize; 2] = [7, 10];
/// Words that say less than this, in log-odds, are left out.
const LEAST_WEIGHT: f32 = 0.5;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;
/// By kind and word: pages on which it is kept, pages on which it is dropped, sites.
type Counts = BTreeMap<(char, String), (f32, f32, BTreeSet<u64>)>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [command, folder, files @ ..] = &arguments[..] else {
        return Err("learn_page label|first|second DIR FILE...".into());
    };
    match command.as_str() {
        "label" => label(folder, files),
        "first" => first(folder, files),
        "second" => second(folder, files),
        other => Err(format!("unknown command {other}").into()),
    }
}

/// Calls `work` with every page: its record, its name as a file, its site.
fn each_page(files: &[String], mut work: impl FnMut(&Value, &str, u64) -> Result<()>) -> Result<()> {
    for file in files {
        for line in BufReader::new(File::open(file)?).lines() {
            let page: Value = serde_json::from_str(&line?)?;
            // Sets that name no sites get one for each page.
            let site = page["site"].as_str().filter(|s| s.contains('.')).unwrap_or(text(&page, "id"));
            work(&page, file, hash(site))?;
        }
    }
    Ok(())
}

fn text<'v>(page: &'v Value, key: &str) -> &'v str {
    page[key].as_str().unwrap_or("")
}

fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3))
}

fn words(text: &str) -> Vec<u64> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()).map(hash).collect()
}

fn label(folder: &str, files: &[String]) -> Result<()> {
    let none = Lexicon::default();
    let mut counts: Vec<Counts> = vec![Counts::new(); FOLDS as usize + 1];
    let mut out = BufWriter::new(File::create(format!("{folder}/blocks.jsonl"))?);
    each_page(files, |page, file, site| {
        let samples = learn::samples(text(page, "html"), &none);
        let blocks: Vec<Vec<u64>> = samples.iter().map(|s| words(&s.text)).collect();
        let truth = words(text(page, "text"));
        let labels = if truth.is_empty() {
            from_pieces(page, &samples)
        } else {
            Aligner::new(&blocks, &truth).labels()
        };
        count(&samples, &labels, site, &mut counts);
        let column = |get: &dyn Fn(&Sample) -> Value| samples.iter().map(get).collect::<Vec<_>>();
        let line = json!({
            "id": page["id"], "file": file, "fold": site % FOLDS, "label": labels, "truth_words": truth.len(),
            "text": column(&|s| json!(s.text)), "plain": column(&|s| json!(s.is_plain)),
            "title": column(&|s| json!(s.is_title)), "words": blocks.iter().map(Vec::len).collect::<Vec<_>>(),
        });
        writeln!(out, "{line}")?;
        Ok(())
    })?;
    for (fold, counts) in counts.iter().enumerate() {
        write(format!("{folder}/lexicon{fold}.txt"), lexicon(counts))?;
    }
    Ok(())
}

/// Labels where only pieces that must or must not be kept are known; -1 where nothing is.
fn from_pieces(page: &Value, samples: &[Sample]) -> Vec<f32> {
    let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let list = |key: &str| -> Vec<String> {
        let pieces = page[key].as_array().into_iter().flatten().filter_map(Value::as_str);
        pieces.map(fold).filter(|p| !p.is_empty()).collect()
    };
    let (with, without) = (list("with"), list("without"));
    let judge = |sample: &Sample| {
        let text = fold(&sample.text);
        let holds = |pieces: &[String]| pieces.iter().any(|p| text.contains(p.as_str()));
        if holds(&without) {
            0.0
        } else if holds(&with) {
            1.0
        } else {
            -1.0
        }
    };
    samples.iter().map(judge).collect()
}

/// Counts for each word on how many pages it stands with kept and with dropped blocks, a page as one.
fn count(samples: &[Sample], labels: &[f32], site: u64, counts: &mut [Counts]) {
    let mut on_page: BTreeMap<(char, &str), (f32, f32)> = BTreeMap::new();
    for (sample, label) in samples.iter().zip(labels).filter(|(_, label)| **label >= 0.0) {
        let mass = (sample.mass as f32 + 5.0).min(400.0);
        let names = sample.names.iter().filter(|w| w.len() <= 20).map(|w| ('n', w.as_str(), mass));
        let is_word = |w: &&String| (2..=24).contains(&w.len()) && !w.chars().all(char::is_numeric);
        let texts = sample.words.iter().filter(is_word).map(|w| ('w', w.as_str(), 1.0));
        let mut seen = BTreeSet::new();
        for (kind, word, weight) in names.chain(texts) {
            if seen.insert((kind, word)) {
                let entry = on_page.entry((kind, word)).or_default();
                *(if *label >= 0.5 { &mut entry.0 } else { &mut entry.1 }) += weight;
            }
        }
    }
    for ((kind, word), (kept, dropped)) in on_page {
        let share = kept / (kept + dropped);
        for (_, counts) in counts.iter_mut().enumerate().filter(|(fold, _)| *fold as u64 != site % FOLDS) {
            let entry = counts.entry((kind, word.to_owned())).or_default();
            entry.0 += share;
            entry.1 += 1.0 - share;
            entry.2.insert(site);
        }
    }
}

/// The lexicon's lines: smoothed log-odds, drawn toward nought where there are few pages.
fn lexicon(counts: &Counts) -> String {
    let mut out =
        String::from("# kind (n: name of an element, w: word of a text), word, log-odds in hundredths\n");
    for ((kind, word), (kept, dropped, sites)) in counts {
        let pages = kept + dropped;
        let weight = ((kept + 1.0) / (dropped + 1.0)).ln() * pages / (pages + 4.0);
        if sites.len() >= SITES[usize::from(*kind == 'w')] && weight.abs() >= LEAST_WEIGHT {
            out += &format!("{kind} {word} {}\n", (weight * 100.0).round().clamp(-400.0, 400.0));
        }
    }
    out
}

/// Reads the lexicons of the folds.
fn lexicons(folder: &str) -> Result<Vec<Lexicon>> {
    (0..FOLDS)
        .map(|fold| Ok(Lexicon::read(&read_to_string(format!("{folder}/lexicon{fold}.txt"))?)))
        .collect()
}

fn first(folder: &str, files: &[String]) -> Result<()> {
    let lexicons = lexicons(folder)?;
    let mut out = BufWriter::new(File::create(format!("{folder}/first.rows"))?);
    each_page(files, |page, _, site| {
        for sample in learn::samples(text(page, "html"), &lexicons[(site % FOLDS) as usize]) {
            sample.row.iter().try_for_each(|value| out.write_all(&value.to_le_bytes()))?;
        }
        Ok(())
    })
}

fn second(folder: &str, files: &[String]) -> Result<()> {
    let lexicons = lexicons(folder)?;
    let bytes = read(format!("{folder}/first.scores"))?;
    let scores: Vec<f32> =
        bytes.chunks_exact(4).map(|c| f32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect();
    let mut out = BufWriter::new(File::create(format!("{folder}/second.rows"))?);
    let mut at = 0;
    each_page(files, |page, _, site| {
        let rows = learn::second_rows(text(page, "html"), &lexicons[(site % FOLDS) as usize], &scores[at..]);
        at += rows.len();
        for value in rows.iter().flatten() {
            out.write_all(&value.to_le_bytes())?;
        }
        Ok(())
    })
}

/// Finds which blocks make up a true text. Blocks of six words and more count by their runs of four words; of equal
/// ones the one whose neighbors stand beside it in the text too; short ones only where they continue the text.
struct Aligner<'a> {
    blocks: &'a [Vec<u64>],
    truth: &'a [u64],
    /// Where in the truth a block stands, and the share of it that does.
    found: Vec<Option<(usize, usize, f32)>>,
    taken: Vec<bool>,
}

impl<'a> Aligner<'a> {
    fn new(blocks: &'a [Vec<u64>], truth: &'a [u64]) -> Self {
        Self { blocks, truth, found: vec![None; blocks.len()], taken: vec![false; truth.len()] }
    }

    fn labels(mut self) -> Vec<f32> {
        self.place_long();
        self.settle_copies();
        self.continue_text(true);
        self.continue_text(false);
        self.fill_gaps();
        self.found.iter().map(|f| f.map_or(0.0, |(_, _, share)| share)).collect()
    }

    fn place_long(&mut self) {
        let mut index: BTreeMap<&[u64], Vec<usize>> = BTreeMap::new();
        for (at, run) in self.truth.windows(4).enumerate() {
            index.entry(run).or_default().push(at);
        }
        let mut last = 0;
        for (i, block) in self.blocks.iter().enumerate().filter(|(_, block)| block.len() >= 6) {
            let mut covered = vec![false; block.len()];
            let mut place: Option<(usize, usize)> = None;
            for (at, run) in block.windows(4).enumerate() {
                let Some(places) = index.get(run) else { continue };
                covered[at..at + 4].fill(true);
                let from = place.map_or(last, |(_, end)| end.saturating_sub(4)).saturating_sub(2);
                let here = *places.iter().find(|p| **p >= from).unwrap_or(&places[0]);
                place = match place {
                    None => Some((here, here + 4)),
                    Some((start, end)) if here + 4 > end && here < end + 46 => Some((start, here + 4)),
                    kept => kept,
                };
            }
            let share = covered.iter().filter(|c| **c).count() as f32 / block.len() as f32;
            if let Some((start, end)) = place.filter(|_| share >= 0.5) {
                last = end;
                self.found[i] = Some((start, end, share));
            }
        }
    }

    fn settle_copies(&mut self) {
        let near = |i: usize, start: usize| -> usize {
            let around = i.saturating_sub(6)..(i + 7).min(self.blocks.len());
            let beside = |j: &usize| *j != i && self.found[*j].is_some_and(|(s, ..)| s.abs_diff(start) < 400);
            around.filter(beside).map(|j| self.blocks[j].len()).sum()
        };
        let mut claims: Vec<(std::cmp::Reverse<usize>, usize)> = (0..self.blocks.len())
            .filter_map(|i| self.found[i].map(|(start, ..)| (std::cmp::Reverse(near(i, start)), i)))
            .collect();
        claims.sort_unstable();
        for (_, i) in claims {
            let Some((start, end, _)) = self.found[i] else { continue };
            if self.taken[start..end].iter().filter(|t| **t).count() * 2 > end - start {
                self.found[i] = None;
            } else {
                self.taken[start..end].fill(true);
            }
        }
    }

    /// Whether block `i` stands at `at` in the truth, where no other block does; takes the place if so.
    fn take(&mut self, i: usize, at: usize) -> bool {
        let block = &self.blocks[i];
        let range = at..at + block.len();
        let fits = range.end <= self.truth.len()
            && self.truth[range.clone()] == block[..]
            && !self.taken[range.clone()].contains(&true);
        if fits {
            self.taken[range.clone()].fill(true);
            self.found[i] = Some((range.start, range.end, 1.0));
        }
        fits
    }

    /// Short blocks that go on where the one before (or after) ended; up to two words may be missing between.
    fn continue_text(&mut self, forward: bool) {
        let mut at = if forward { 0 } else { self.truth.len() };
        for n in 0..self.blocks.len() {
            let i = if forward { n } else { self.blocks.len() - 1 - n };
            let length = self.blocks[i].len();
            if self.found[i].is_none() && (1..40).contains(&length) {
                for skip in 0..if length > 1 { 3 } else { 1 } {
                    let place = if forward { Some(at + skip) } else { at.checked_sub(length + skip) };
                    if place.is_some_and(|place| self.take(i, place)) {
                        break;
                    }
                }
            }
            if let Some((start, end, _)) = self.found[i] {
                at = if forward { end } else { start };
            }
        }
    }

    /// Short blocks that stand somewhere between their neighbors' places.
    fn fill_gaps(&mut self) {
        for i in 0..self.blocks.len() {
            let length = self.blocks[i].len();
            if self.found[i].is_some() || !(2..6).contains(&length) {
                continue;
            }
            let from = self.found[..i].iter().rev().flatten().next().map_or(0, |f| f.1);
            let to = self.found[i..].iter().flatten().next().map_or(self.truth.len(), |f| f.0);
            let _ = (from..=to.saturating_sub(length)).take(300).find(|at| self.take(i, *at));
        }
    }
}
