//! A claim against source texts: are its figures, names, dates, negations, offices and who-did-what-to-whom borne out?
//!
//! Each sentence of the claim is bound to the source sentence that shares most of its rare words. Where it is nearly that
//! sentence, every difference between the two is looked at ([`near`]); where it is in words of its own, only what no
//! source has counts against it ([`loose`]). Beside the doubts stands a score, learned from labeled claims ([`weights`]). What
//! neither sees is a paraphrase that changes the meaning with words that the sources have too: "supported" says lexically
//! grounded, not true.

mod align;
mod atoms;
mod index;
mod loose;
mod measures;
mod near;
mod opposites;
mod slots;
mod ties;
mod weights;

pub use measures::{SIZES, WIDTH};

use crate::model::{Language, Span};
use atoms::{Atom, Atoms, class};
use index::Index;
use rustc_hash::FxHashSet;
use std::cell::RefCell;

/// Share of a sentence's words that must lie on its passage for it to be nearly that passage.
const NEARLY: f64 = 0.66;
/// Share of a sentence's words on its passage from which the neighbors are not asked.
const WHOLLY: f64 = 0.8;
/// Share of a sentence's words in order on its passage below which one that has no other words is that passage torn apart.
const TORN: f64 = 0.45;
/// Share of a sentence's weighted words that its sources must have for it to be supported.
const SHARED: f64 = 0.5;
/// Score below which a claim without other doubts is not supported.
const LEAST_SCORE: f64 = 0.25;
/// Factor on the score of a sentence that nearly is its source, but for something that matters.
const DOUBTED: f64 = 0.4;
/// Sentences of a claim that are looked at.
const MOST_SENTENCES: usize = 400;

/// Which check a claim failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// A figure.
    Number,
    /// A weekday, month or year.
    Date,
    /// A name.
    Name,
    /// A word that turns another: negation, modality, office, vague quantity, bound, opposite.
    Guard,
    /// Who did it to whom.
    Roles,
    /// A quotation.
    Quote,
    /// What is counted: killed or injured.
    Slot,
    /// Too few of its words.
    Words,
}

impl Check {
    /// Its name in the public shape.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Date => "date",
            Self::Name => "name",
            Self::Guard => "guard",
            Self::Roles => "roles",
            Self::Quote => "quote",
            Self::Slot => "slot",
            Self::Words => "words",
        }
    }
}

/// What speaks against a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// Which check failed.
    pub kind: &'static str,
    /// What is wrong, for people.
    pub detail: String,
    /// Index of the source that was compared; `None` where no source has anything like the claim.
    pub source: Option<usize>,
    /// The sentence of the source that was compared.
    pub span: Span,
}

/// How far sources bear out a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Whether nothing speaks against it and its words are there.
    pub supported: bool,
    /// 0 to 1: how likely claims of such measures are borne out; low where a doubt is sure.
    pub score: f64,
    /// What speaks against it.
    pub why: Vec<Doubt>,
    /// Whether a doubt is about a sentence that is nearly one of the sources: then it is sure, whatever the words say.
    pub sure: bool,
    /// What the score was made from, for learning its weights.
    pub measures: [f32; WIDTH],
}

/// Source texts made ready for many claims.
pub struct Sources<'s> {
    texts: Vec<&'s str>,
    language: Option<Language>,
    atoms: Atoms,
    index: Index,
    counts: slots::Counts,
}

impl<'s> Sources<'s> {
    /// Reads the sources once. Linear in their length.
    pub fn new(texts: &[&'s str], language: Option<Language>) -> Self {
        let language = language.or(Some(Language::ENGLISH));
        Self::with(Atoms::new(language), texts, language)
    }

    fn with(mut atoms: Atoms, texts: &[&'s str], language: Option<Language>) -> Self {
        let index = Index::new(texts, language, &mut atoms);
        Self { texts: texts.to_vec(), language, atoms, index, counts: slots::Counts::default() }
    }

    /// Checks a claim of one or more sentences.
    pub fn check(&mut self, claim: &str) -> Verdict {
        let mut why: Vec<Doubt> = Vec::new();
        let mut of_sentences = Vec::new();
        let mut sure = false;
        let mut told: Vec<Atom> = Vec::new();
        let mut runs = Runs::default();
        let spans: Vec<Span> = index::split(claim, self.language).take(MOST_SENTENCES).collect();
        for span in spans {
            told.clear();
            self.atoms.push(claim, span, &mut told);
            // The number of an item in a list counts nothing.
            let item = |atom: &Atom| {
                atom.is(class::NUMBER)
                    && atom.span.len() < 3
                    && claim[atom.span.end as usize..].starts_with(['.', ')'])
            };
            if told.first().is_some_and(item) {
                told.remove(0);
            }
            if told.is_empty() {
                continue;
            }
            runs.add(&told);
            let (measures, doubted) = self.sentence(claim, span, &told, &mut why);
            of_sentences.push(measures);
            sure |= doubted;
            if !doubted && self.is_stray(&told) {
                let detail = format!("{} stands alone, as no source has it", span.of(claim));
                why.push(Doubt { kind: Check::Name.name(), detail, source: None, span: Span::default() });
                sure = true;
            }
        }
        let measures = measures::of_claim(&of_sentences, runs.again(), &self.index);
        let mut score = if of_sentences.is_empty() { 1.0 } else { weights::score(&measures) };
        // Of several sentences the others may carry the claim: how many are doubted is among the measures.
        if sure && of_sentences.len() == 1 {
            score *= DOUBTED;
        }
        if why.is_empty() && !of_sentences.is_empty() && score < LEAST_SCORE {
            let detail = "its words are in the sources, but not together as it has them".to_owned();
            let span = self.index.passages.first().map_or(Span::default(), |passage| passage.span);
            why.push(Doubt { kind: Check::Words.name(), detail, source: None, span });
        }
        Verdict { supported: why.is_empty(), score, why, sure, measures }
    }

    /// Checks one sentence; adds its doubts, gives its measures and whether a doubt about it is sure.
    fn sentence(
        &mut self,
        claim: &str,
        span: Span,
        told: &[Atom],
        why: &mut Vec<Doubt>,
    ) -> ([f64; measures::OF_SENTENCE], bool) {
        let index = &self.index;
        let best = index.best(told);
        let Some(first) = best.first().map(|best| best.0).or((!index.passages.is_empty()).then_some(0))
        else {
            let detail = "there is no source".to_owned();
            why.push(Doubt { kind: Check::Words.name(), detail, source: None, span: Span::default() });
            return ([0.0; measures::OF_SENTENCE], true);
        };
        let mut doubts: Vec<(Check, String)> = Vec::new();
        let mut compared = first;
        let (mut is_near, mut is_whole) = (false, false);
        // The sentence of which most lies on the claim in order, among those that share most rare words.
        let nearest = best
            .iter()
            .map(|(passage, _)| {
                let known = index.passages[*passage].range();
                (align::align(told, &index.atoms[known.clone()]), *passage, known)
            })
            .max_by_key(|(alignment, passage, known)| {
                // One that has all words, if in another order, is nearer than one that has some of them in order.
                let there = self.there(told, known);
                (alignment.same.len() + there, alignment.same.len(), std::cmp::Reverse(*passage))
            });
        let mut nearest_alignment = None;
        if let Some((mut alignment, passage, mut known)) = nearest {
            // What is made of a sentence and its neighbor lies on both.
            let own = alignment.same.len() as f64;
            if own < WHOLLY * told.len() as f64 {
                let wide = self.around(passage);
                let wider = align::align(told, &index.atoms[wide.clone()]);
                if wider.same.len() as f64 > own + 0.15 * told.len() as f64 {
                    (alignment, known) = (wider, wide);
                }
            }
            let share = alignment.same.len() as f64 / told.len() as f64;
            // All its words in another order: something has changed places.
            let there = self.there(told, &known) as f64 / told.len() as f64;
            let shuffled = || share >= 0.3 && there >= 0.9 || share >= 0.6 && there >= 0.8;
            if share >= NEARLY || share >= 0.5 && told.len() < 10 || told.len() > 3 && shuffled() {
                is_near = true;
                is_whole = share >= WHOLLY || shuffled();
                compared = passage;
                // Matches may reach into the neighbors: the sentences that are touched count as a whole.
                let low = alignment.same.first().map_or(0, |pair| pair.1);
                let high = alignment.same.last().map_or(0, |pair| pair.1);
                let sentence = |at: usize| index.passages[index.of[known.start + at] as usize].range();
                let start = sentence(low).start - known.start;
                let end = (sentence(high).end - known.start).min(known.len());
                let beside = near::Beside {
                    claim,
                    told,
                    source: self.texts[index.passages[passage].source],
                    known: &index.atoms[known],
                    index,
                    passage,
                    whole: share >= WHOLLY,
                };
                doubts = beside.doubts(&alignment.changes(told.len(), start, end));
                if share < TORN && told.len() > 6 && doubts.is_empty() {
                    doubts.push((Check::Roles, "its parts stand in another order in the source".to_owned()));
                }
            }
            nearest_alignment = Some(alignment);
        }
        let sure = is_whole && !doubts.is_empty();
        if !is_near {
            doubts = loose::doubts(claim, told, index);
            doubts.extend(self.counts.doubts(span.of(claim), &self.texts, &self.index, self.language));
        }
        let index = &self.index;
        doubts.extend(loose::contested(claim, told, index));
        let counted = if sure { (doubts.len(), 0) } else { (0, doubts.len()) };
        let nearest_alignment = nearest_alignment.unwrap_or_default();
        let lies = measures::Lies::new(told, &nearest_alignment);
        let measures = measures::of_sentence(told, index, &best, &lies, counted);
        let shared = measures[0];
        if shared < SHARED && !is_near {
            doubts
                .push((Check::Words, format!("only {:.0}% of its words are in the source", shared * 100.0)));
        }
        let passage = index.passages[compared];
        why.extend(doubts.into_iter().map(|(kind, detail)| Doubt {
            kind: kind.name(),
            detail,
            source: Some(passage.source),
            span: passage.span,
        }));
        (measures, sure)
    }

    /// How many words of a sentence stand in some of the atoms of the sources, in whatever order.
    fn there(&self, told: &[Atom], known: &std::ops::Range<usize>) -> usize {
        let known = &self.index.atoms[known.clone()];
        told.iter().filter(|atom| known.iter().any(|other| other.key == atom.key)).count()
    }

    /// Whether a sentence is but a name, and no sentence of the sources is.
    fn is_stray(&self, told: &[Atom]) -> bool {
        let named = |atom: &Atom| atom.is(class::CAPITAL) && !atom.is(class::NUMBER);
        let same =
            |known: &[Atom]| known.len() == told.len() && known.iter().zip(told).all(|(a, b)| a.key == b.key);
        told.len() <= 3
            && told.iter().all(named)
            && told.iter().any(|atom| self.index.is_name(atom.key))
            && !self.index.passages.iter().any(|passage| same(&self.index.atoms[passage.range()]))
    }

    /// The atoms of a sentence with its neighbors in the same source.
    fn around(&self, passage: usize) -> std::ops::Range<usize> {
        let passages = &self.index.passages;
        let here = passages[passage];
        let beside = |at: Option<usize>| {
            at.and_then(|at| passages.get(at)).filter(|other| other.source == here.source)
        };
        let from = beside(passage.checked_sub(1)).map_or(here.first, |other| other.first) as usize;
        let to = beside(Some(passage + 1)).map_or(here.next, |other| other.next) as usize;
        from..to
    }
}

/// Runs of three words of a claim.
#[derive(Debug, Default)]
struct Runs {
    met: FxHashSet<[u64; 3]>,
    all: usize,
}

impl Runs {
    fn add(&mut self, told: &[Atom]) {
        for run in told.windows(3) {
            self.all += 1;
            self.met.insert([run[0].key, run[1].key, run[2].key]);
        }
    }

    /// The share that were told before, 0 to 1: writers of sense do not say a thing twice.
    fn again(&self) -> f64 {
        1.0 - self.met.len().max(1) as f64 / self.all.max(1) as f64
    }
}

thread_local! {
    /// What the last call learned about words: it changes the speed of the next one, never its answer.
    static LEARNED: RefCell<Option<Atoms>> = const { RefCell::new(None) };
}

/// Checks a claim of one or more sentences against source texts. Linear in the sources.
pub fn verify(claim: &str, sources: &[&str], language: Option<Language>) -> Verdict {
    let language = language.or(Some(Language::ENGLISH));
    let learned = LEARNED.take().filter(|atoms| atoms.language == language);
    let atoms = learned.unwrap_or_else(|| Atoms::new(language));
    let mut sources = Sources::with(atoms, sources, language);
    let verdict = sources.check(claim);
    LEARNED.set(Some(sources.atoms));
    verdict
}

#[cfg(test)]
mod tests;
