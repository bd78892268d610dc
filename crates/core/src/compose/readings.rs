//! The sentences of each report, read once: the story's telling and the report's own summary are made of the same.

use super::speech::Speech;
use super::standalone::{self, Flaw, Standing, Tongue};
use crate::model::{Language, Report, SentenceKind, Span};
use crate::text::hash::{join64, key64};
use crate::text::normalize::fold_into;
use crate::text::stem::Stemmer;
use crate::text::stop::StopWords;
use crate::text::words::{length, words};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::ops::Range;

/// Sentences of one article that are looked at; the rest of a very long one adds nothing to a summary.
const MOST_SENTENCES: usize = 400;

/// A report as it was read for telling.
#[derive(Debug, Default)]
pub(crate) struct Reading<'r> {
    /// Its sentences, in order.
    pub sentences: Vec<ReadSentence<'r>>,
    /// Keys of the concepts of its title.
    pub title: Vec<u64>,
    /// Words in all.
    pub words: u32,
    keys: Vec<ConceptKey>,
}

/// A sentence that may be told.
#[derive(Debug)]
pub(crate) struct ReadSentence<'r> {
    /// Which sentence of its report it is.
    pub place: usize,
    /// What would be told of it: without dateline and opening connective.
    pub span: Span,
    /// Words of its report before it.
    pub before: u32,
    /// Words to tell.
    pub words: u32,
    /// What keeps it from standing alone.
    pub standing: Standing<'r>,
    keys: Range<usize>,
}

/// A concept where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ConceptKey {
    /// Hash of its stem or of its two stems.
    pub key: u64,
    /// Words of the report before it.
    pub at: u32,
    /// Whether it is a pair of words.
    pub pair: bool,
}

impl<'r> Reading<'r> {
    /// Reads a report in a language, which need not be its own.
    pub(crate) fn of(report: &Report<'r>, language: Option<Language>) -> Self {
        LEXICONS.with_borrow_mut(|lexicons| {
            if lexicons.len() > LANGUAGES_KEPT {
                lexicons.clear();
            }
            let lexicon = lexicons.entry(language).or_insert_with(|| Lexicon::new(language));
            Self::with(report, lexicon)
        })
    }

    fn with(report: &Report<'r>, lexicon: &mut Lexicon) -> Self {
        let text: &'r str = &report.article.text;
        let tongue = Tongue::of(report.article.language);
        let mut reading = Self::default();
        let mut speech = Speech::default();
        for (place, sentence) in report.analysis.sentences.iter().enumerate().take(MOST_SENTENCES) {
            if !matches!(sentence.kind, SentenceKind::Prose | SentenceKind::List) {
                continue;
            }
            let whole = sentence.span.of(text);
            let spoken = speech.goes_on(sentence.block, whole);
            let cut = standalone::opening(whole, tongue);
            let told = &whole[cut..];
            let from = reading.keys.len();
            lexicon.concepts(told, reading.words, &mut reading.keys);
            let words = length(told) as u32;
            reading.sentences.push(ReadSentence {
                place,
                span: Span { start: sentence.span.start + cut as u32, end: sentence.span.end },
                before: reading.words,
                words,
                // A sentence out of the middle of a quotation has no marks of its own: told alone, somebody's words would
                // stand as the report's.
                standing: if spoken {
                    Standing::flawed(Flaw::Open, tongue)
                } else {
                    Standing::of(whole, cut, tongue)
                },
                keys: from..reading.keys.len(),
            });
            reading.words += words;
        }
        reading.title = lexicon.title(&report.article.title);
        reading
    }

    /// The concepts of all sentences, one after the other.
    pub(crate) fn keys(&self) -> &[ConceptKey] {
        &self.keys
    }

    /// The concepts of a sentence, in order.
    pub(crate) fn keys_of(&self, sentence: &ReadSentence<'_>) -> &[ConceptKey] {
        &self.keys[sentence.keys.clone()]
    }
}

/// The reports of a story as far as they were read.
#[derive(Debug, Default)]
pub(crate) struct Readings<'r>(FxHashMap<usize, (Option<Language>, Reading<'r>)>);

impl<'r> Readings<'r> {
    /// The report at an index of the story's list, read now unless it was before in the same language.
    pub(crate) fn of(
        &mut self,
        index: usize,
        report: &Report<'r>,
        language: Option<Language>,
    ) -> &Reading<'r> {
        let entry = self.0.entry(index).or_insert_with(|| (language, Reading::of(report, language)));
        if entry.0 != language {
            *entry = (language, Reading::of(report, language));
        }
        &entry.1
    }

    /// The same, for the last time.
    pub(crate) fn take(
        &mut self,
        index: usize,
        report: &Report<'r>,
        language: Option<Language>,
    ) -> Reading<'r> {
        match self.0.remove(&index) {
            Some((known, reading)) if known == language => reading,
            _ => Reading::of(report, language),
        }
    }
}

/// Languages whose words are kept at the same time.
const LANGUAGES_KEPT: usize = 16;
/// Words kept of each: as many as a table of 65,536 places takes.
const WORDS_KEPT: usize = 57_000;

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
        if self.known.len() >= WORDS_KEPT {
            self.known.clear();
        }
        let value = (key64(&self.stemmer.stem_once(bare)), !self.stops.has(bare));
        self.known.insert(key, value);
        value
    }

    /// Adds the concepts of a sentence with `before` words before it.
    fn concepts(&mut self, told: &str, before: u32, out: &mut Vec<ConceptKey>) {
        let mut last: Option<(u64, bool)> = None;
        for (place, word) in words(told).enumerate() {
            let (stem, content) = self.word(word.of(told));
            let at = before + place as u32;
            if content {
                out.push(ConceptKey { key: stem, at, pair: false });
            }
            if let Some((first, weighty)) = last
                && (weighty || content)
            {
                out.push(ConceptKey { key: join64(first, stem), at, pair: true });
            }
            last = Some((stem, content));
        }
    }

    /// Keys of all words and pairs of a title.
    fn title(&mut self, title: &str) -> Vec<u64> {
        let mut out = Vec::new();
        let mut last = None;
        for word in words(title) {
            let (stem, _) = self.word(word.of(title));
            out.push(stem);
            out.extend(last.map(|first| join64(first, stem)));
            last = Some(stem);
        }
        out
    }
}
