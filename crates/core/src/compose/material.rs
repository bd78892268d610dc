//! The sentences of a story as candidates for telling, with the concepts in each.
//!
//! A concept is a stemmed content word or a pair of neighboring stems that are not both stop words; the pairs are those
//! of ICSISumm (Gillick and Favre, "A Scalable Global Model for Summarization", 2009).

use super::standalone::{self, Flaw};
use crate::model::{ArticleKind, Language, Report, SentenceKind, Span};
use crate::text::hash::{join64, key64};
use crate::text::normalize::fold_into;
use crate::text::stem::Stemmer;
use crate::text::stop::StopWords;
use crate::text::words::words;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Sentences of one article that are looked at; the rest of a very long one adds nothing to a summary.
const MOST_SENTENCES: usize = 400;
/// Articles of a story that are looked at for the summary, the first of each independent report before others.
const MOST_REPORTS: usize = 200;

/// A sentence that may be told.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
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
    /// Whether it can be read alone.
    pub stands: bool,
    /// Whether it is the report's own text at least, though it cannot stand: it asks, or speaks in the first person.
    pub weak: bool,
    /// Whether it can be read right after the sentence before it: what it points to is there.
    pub leans: bool,
    /// What keeps it from standing alone.
    pub flaw: Option<Flaw>,
    /// The concepts in it, ascending, without repeats.
    pub concepts: Vec<u32>,
}

/// A candidate's single words, which the lines told so far are compared with.
pub(crate) type Words = Vec<u32>;

/// A concept over the whole story.
#[derive(Clone, Debug)]
pub(crate) struct Concept {
    /// Whether it is a pair of words.
    pub pair: bool,
    /// Where each independent report has it first: number of the report and words before it. One entry per report.
    pub seen: Vec<(u32, u32)>,
    /// Sentences that have it.
    pub sentences: u32,
}

/// What a summary can be made of.
#[derive(Debug, Default)]
pub(crate) struct Material {
    /// Sentences in order of reports and text.
    pub candidates: Vec<Candidate>,
    /// Concepts by the numbers that candidates name.
    pub concepts: Vec<Concept>,
    /// Numbers of the independent reports used, ascending.
    pub independent: Vec<u32>,
    /// Words of each report looked at, by index of the list given; 0 for one not used.
    pub lengths: Vec<u32>,
    /// Index and title concepts of each report used; concepts that no text has are left out.
    pub titles: Vec<(usize, Vec<u32>)>,
}

impl Material {
    /// The single words of a candidate, ascending.
    pub(crate) fn single_words(&self, candidate: &Candidate) -> Words {
        let concepts = candidate.concepts.iter().copied();
        concepts.filter(|&concept| !self.concepts[concept as usize].pair).collect()
    }

    /// The sentence after this one, if it can only be read after it.
    pub(crate) fn follower(&self, index: usize) -> Option<usize> {
        let next = self.candidates.get(index + 1)?;
        let here = &self.candidates[index];
        (next.leans && next.report == here.report && next.sentence == here.sentence + 1).then_some(index + 1)
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

/// Gathers the material of the reports for which `wanted` holds.
pub(crate) fn gather(
    reports: &[Report<'_>],
    language: Option<Language>,
    wanted: impl Fn(&Report<'_>) -> bool,
) -> Material {
    LEXICONS.with_borrow_mut(|lexicons| {
        if lexicons.len() > LANGUAGES_KEPT {
            lexicons.clear();
        }
        let lexicon = lexicons.entry(language).or_insert_with(|| Lexicon::new(language));
        if lexicon.known.len() > WORDS_KEPT {
            lexicon.known.clear();
        }
        gather_with(lexicon, reports, wanted)
    })
}

fn gather_with(
    lexicon: &mut Lexicon,
    reports: &[Report<'_>],
    wanted: impl Fn(&Report<'_>) -> bool,
) -> Material {
    let mut reader = Reader {
        lexicon,
        numbers: FxHashMap::default(),
        material: Material { lengths: vec![0; reports.len()], ..Material::default() },
    };
    let used = reports.iter().enumerate().filter(|(_, report)| wanted(report)).take(MOST_REPORTS);
    for (index, report) in used {
        reader.report(index, report);
        reader.material.titles.push((index, Vec::new()));
    }
    for at in 0..reader.material.titles.len() {
        let title = &reports[reader.material.titles[at].0].article.title;
        reader.material.titles[at].1 = reader.known_concepts(title);
    }
    reader.material.independent.sort_unstable();
    reader.material.independent.dedup();
    reader.material
}

/// Languages whose words are kept at the same time, and words kept of each.
const LANGUAGES_KEPT: usize = 16;
const WORDS_KEPT: usize = 300_000;

thread_local! {
    /// What was learned about words: it changes speed only, never a result.
    static LEXICONS: RefCell<FxHashMap<Option<Language>, Lexicon>> = RefCell::default();
}

/// The words of a language that were met, with their stems.
struct Lexicon {
    stemmer: Stemmer,
    stops: StopWords,
    /// Key of a word as written to key of its stem and whether it carries content.
    known: FxHashMap<u64, (u64, bool)>,
    folded: String,
}

impl Lexicon {
    fn new(language: Option<Language>) -> Self {
        Self {
            stemmer: Stemmer::new(language.or(Some(Language::ENGLISH))),
            stops: StopWords::new(language),
            known: FxHashMap::default(),
            folded: String::new(),
        }
    }

    fn word(&mut self, word: &str) -> (u64, bool) {
        let key = key64(word);
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        self.folded.clear();
        fold_into(word, &mut self.folded);
        let bare = self.folded.strip_suffix("'s").unwrap_or(&self.folded);
        let value = (key64(self.stemmer.stem(bare)), !self.stops.has(bare));
        self.known.insert(key, value);
        value
    }
}

struct Reader<'l> {
    lexicon: &'l mut Lexicon,
    /// Concept key to its number.
    numbers: FxHashMap<u64, u32>,
    material: Material,
}

impl Reader<'_> {
    fn report(&mut self, index: usize, report: &Report<'_>) {
        let text = &report.article.text;
        self.material.independent.push(report.independent);
        let mut before = 0;
        for (place, sentence) in report.analysis.sentences.iter().enumerate().take(MOST_SENTENCES) {
            if !matches!(sentence.kind, SentenceKind::Prose | SentenceKind::List) {
                continue;
            }
            let whole = sentence.span.of(text);
            let cut = standalone::opening(whole);
            let told = &whole[cut..];
            let flaw = standalone::flaw(whole, cut);
            let count = told.split_whitespace().count() as u32;
            let concepts = self.concepts(told, report.independent, before);
            self.material.candidates.push(Candidate {
                report: index,
                sentence: place,
                span: Span { start: sentence.span.start + cut as u32, end: sentence.span.end },
                before,
                words: count,
                stands: flaw.is_none(),
                weak: matches!(flaw, Some(Flaw::Question | Flaw::Person | Flaw::Open | Flaw::Pointing)),
                leans: matches!(
                    flaw,
                    Some(Flaw::Question | Flaw::Person | Flaw::Open | Flaw::Pointing | Flaw::Short)
                ),
                flaw,
                concepts,
            });
            before += count;
        }
        self.material.lengths[index] = before;
    }

    fn concepts(&mut self, told: &str, independent: u32, before: u32) -> Vec<u32> {
        let mut out = Vec::new();
        let mut last: Option<(u64, bool)> = None;
        for (place, word) in words(told).enumerate() {
            let (stem, content) = self.lexicon.word(word.of(told));
            let at = before + place as u32;
            if content {
                out.push(self.concept(stem, false, independent, at));
            }
            if let Some((first, weighty)) = last
                && (weighty || content)
            {
                out.push(self.concept(join64(first, stem), true, independent, at));
            }
            last = Some((stem, content));
        }
        out.sort_unstable();
        out.dedup();
        for &concept in &out {
            self.material.concepts[concept as usize].sentences += 1;
        }
        out
    }

    /// The concepts of a text that the reports have too.
    fn known_concepts(&mut self, text: &str) -> Vec<u32> {
        let mut out = Vec::new();
        let mut last = None;
        for word in words(text) {
            let (stem, _) = self.lexicon.word(word.of(text));
            let pair = last.map(|first| join64(first, stem));
            out.extend([Some(stem), pair].into_iter().flatten().filter_map(|key| self.numbers.get(&key)));
            last = Some(stem);
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    fn concept(&mut self, key: u64, pair: bool, independent: u32, at: u32) -> u32 {
        let concepts = &mut self.material.concepts;
        let number = *self.numbers.entry(key).or_insert_with(|| {
            concepts.push(Concept { pair, seen: Vec::new(), sentences: 0 });
            concepts.len() as u32 - 1
        });
        let seen = &mut concepts[number as usize].seen;
        match seen.iter_mut().rev().find(|(report, _)| *report == independent) {
            Some(entry) => entry.1 = entry.1.min(at),
            None => seen.push((independent, at)),
        }
        number
    }
}
