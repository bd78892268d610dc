//! The sentences of a story as candidates for telling, with the concepts in each.
//!
//! A concept is a stemmed content word or a pair of neighboring stems that are not both stop words; the pairs are those
//! of ICSISumm (Gillick and Favre, "A Scalable Global Model for Summarization", 2009).

use super::readings::{ConceptKey, Reading, Readings};
use super::standalone::{Flaw, Standing};
use crate::model::{ArticleKind, Language, Report, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;
use std::collections::BTreeMap;

/// Articles of a story that are looked at for the summary, the first of each independent report before others.
const MOST_REPORTS: usize = 200;

/// A sentence that may be told.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<'r> {
    /// Index of its report in the list given.
    pub report: usize,
    /// Which sentence of its report it is.
    pub sentence: usize,
    /// What would be told of it: without dateline and opening connective.
    pub span: Span,
    /// Words of its report before it.
    pub before: u32,
    /// Words to tell.
    pub words: u32,
    /// What keeps it from standing alone.
    pub standing: Standing<'r>,
    /// The concepts in it, ascending, without repeats.
    pub concepts: Vec<u32>,
}

impl Candidate<'_> {
    /// What would be told of it.
    pub(crate) fn text<'r>(&self, reports: &[Report<'r>]) -> &'r str {
        self.span.of(&reports[self.report].article.text)
    }

    /// Whether it can be read alone.
    pub(crate) fn stands(&self) -> bool {
        self.standing.flaw().is_none()
    }

    /// Whether it is the report's own text at least, though it cannot stand: it asks, or speaks in the first person.
    pub(crate) fn weak(&self) -> bool {
        matches!(self.standing.flaw(), Some(Flaw::Question | Flaw::Person | Flaw::Open | Flaw::Pointing))
    }

    /// Whether it can be read right after the sentence before it: what it points to is there.
    pub(crate) fn leans(&self) -> bool {
        self.weak() || self.standing.flaw() == Some(Flaw::Short)
    }
}

/// A candidate's single words, which the lines told so far are compared with.
pub(crate) type Words = Vec<u32>;

/// A concept over the whole story.
#[derive(Clone, Debug)]
pub(crate) struct Concept {
    /// Whether it is a pair of words.
    pub pair: bool,
    /// Where each independent report has it first: number of the report and words before it. One entry per report.
    pub seen: SmallVec<[(u32, u32); 2]>,
    /// Sentences that have it.
    pub sentences: u32,
}

/// What a summary can be made of.
#[derive(Debug, Default)]
pub(crate) struct Material<'r> {
    /// Sentences in order of reports and text.
    pub candidates: Vec<Candidate<'r>>,
    /// Concepts by the numbers that candidates name.
    pub concepts: Vec<Concept>,
    /// Numbers of the independent reports used, ascending.
    pub independent: Vec<u32>,
    /// Words of each report looked at, by index of the list given; 0 for one not used.
    pub lengths: Vec<u32>,
    /// Index and title concepts of each report used; concepts that no text has are left out.
    pub titles: Vec<(usize, Vec<u32>)>,
}

impl Material<'_> {
    /// The single words of a candidate, ascending.
    pub(crate) fn single_words(&self, candidate: &Candidate<'_>) -> Words {
        let concepts = candidate.concepts.iter().copied();
        concepts.filter(|&concept| !self.concepts[concept as usize].pair).collect()
    }

    /// The sentence after this one, if it can only be read after it.
    pub(crate) fn follower(&self, index: usize) -> Option<usize> {
        let next = self.candidates.get(index + 1)?;
        let here = &self.candidates[index];
        (next.report == here.report && next.sentence == here.sentence + 1 && next.leans())
            .then_some(index + 1)
    }
}

/// Words in common, as a share of the shorter list. Both ascending.
pub(crate) fn share(a: &[u32], b: &[u32]) -> f64 {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let common = few.iter().filter(|word| many.binary_search(word).is_ok()).count();
    if few.is_empty() { 0.0 } else { common as f64 / few.len() as f64 }
}

/// The language most reports are in.
pub(crate) fn main_language(reports: &[Report<'_>]) -> Option<Language> {
    let mut count: BTreeMap<Language, usize> = BTreeMap::new();
    for report in reports.iter().filter(|report| report.copy_of.is_none()) {
        if let Some(language) = report.article.language {
            *count.entry(language).or_default() += 1;
        }
    }
    let most = count.values().copied().max()?;
    count.into_iter().find(|(_, times)| *times == most).map(|(language, _)| language)
}

/// Whether a report may speak for the story: no copy, no opinion, in the story's language.
pub(crate) fn speaks(report: &Report<'_>, language: Option<Language>) -> bool {
    report.copy_of.is_none()
        && report.article.kind != ArticleKind::Opinion
        && (report.article.language.is_none() || language.is_none() || report.article.language == language)
}

/// Gathers the material of the reports for which `wanted` holds, read in `language`.
pub(crate) fn gather<'r>(
    reports: &[Report<'r>],
    readings: &mut Readings<'r>,
    language: Option<Language>,
    wanted: impl Fn(&Report<'_>) -> bool,
) -> Material<'r> {
    let used: Vec<usize> =
        (0..reports.len()).filter(|&index| wanted(&reports[index])).take(MOST_REPORTS).collect();
    let mut gathering = Gathering::new(reports.len());
    let keys = used.iter().map(|&index| readings.of(index, &reports[index], language).keys().len());
    gathering.expect(keys.sum());
    for &index in &used {
        gathering.add(index, &reports[index], readings.of(index, &reports[index], language));
    }
    for &index in &used {
        gathering.title(index, readings.of(index, &reports[index], language));
    }
    gathering.finish()
}

/// The material of one report alone.
pub(crate) fn alone<'r>(report: &Report<'_>, reading: &Reading<'r>) -> Material<'r> {
    let mut gathering = Gathering::new(1);
    gathering.expect(reading.keys().len());
    gathering.add(0, report, reading);
    gathering.title(0, reading);
    gathering.finish()
}

/// Material in the making.
struct Gathering<'r> {
    /// Concept key to its number.
    numbers: FxHashMap<u64, u32>,
    material: Material<'r>,
    /// Independent reports that were added.
    added: FxHashSet<u32>,
}

impl<'r> Gathering<'r> {
    fn new(reports: usize) -> Self {
        let material = Material { lengths: vec![0; reports], ..Material::default() };
        Self { numbers: FxHashMap::default(), material, added: FxHashSet::default() }
    }

    /// Makes room for the concepts among so many keys: some half of them are repeats.
    fn expect(&mut self, keys: usize) {
        self.numbers.reserve(keys / 2);
        self.material.concepts.reserve(keys / 2);
    }

    fn add(&mut self, index: usize, report: &Report<'_>, reading: &Reading<'r>) {
        self.material.candidates.reserve(reading.sentences.len());
        // Then only the last entry of a concept can be its own.
        let new = self.added.insert(report.independent);
        for sentence in &reading.sentences {
            let keys = reading.keys_of(sentence);
            let mut concepts: Vec<u32> = Vec::with_capacity(keys.len());
            for key in keys {
                concepts.push(self.concept(key, report.independent, new));
            }
            concepts.sort_unstable();
            concepts.dedup();
            for &concept in &concepts {
                self.material.concepts[concept as usize].sentences += 1;
            }
            self.material.candidates.push(Candidate {
                report: index,
                sentence: sentence.place,
                span: sentence.span,
                before: sentence.before,
                words: sentence.words,
                standing: sentence.standing.clone(),
                concepts,
            });
        }
        self.material.independent.push(report.independent);
        self.material.lengths[index] = reading.words;
    }

    /// The concepts of a title that the texts have too.
    fn title(&mut self, index: usize, reading: &Reading<'r>) {
        let mut known: Vec<u32> =
            reading.title.iter().filter_map(|key| self.numbers.get(key).copied()).collect();
        known.sort_unstable();
        known.dedup();
        self.material.titles.push((index, known));
    }

    /// The number of a concept that an independent report has; `new` says that no report added before was the same.
    fn concept(&mut self, key: &ConceptKey, independent: u32, new: bool) -> u32 {
        let concepts = &mut self.material.concepts;
        let number = *self.numbers.entry(key.key).or_insert(concepts.len() as u32);
        if number as usize == concepts.len() {
            concepts.push(Concept { pair: key.pair, seen: SmallVec::new(), sentences: 0 });
        }
        let seen = &mut concepts[number as usize].seen;
        let looked_at = if new { 1 } else { seen.len() };
        match seen.iter_mut().rev().take(looked_at).find(|(report, _)| *report == independent) {
            Some(entry) => entry.1 = entry.1.min(key.at),
            None => seen.push((independent, key.at)),
        }
        number
    }

    fn finish(mut self) -> Material<'r> {
        self.material.independent.sort_unstable();
        self.material.independent.dedup();
        self.material
    }
}
