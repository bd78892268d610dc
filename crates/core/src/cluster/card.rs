//! What the desk keeps of an article: a few hundred bytes by which it is compared.

use super::lexicon::{Lexicon, UNKNOWN};
use crate::model::{Analysis, Article, Language, MentionKind};
use crate::text::hash::{join64, key32, key64, mix64};
use crate::text::normalize::fold_into;
use crate::text::words::{WordKind, words};
use rustc_hash::FxHashSet;

/// Words of the text that make up its lead, for pairs of neighboring words.
const LEAD_WORDS: usize = 90;
/// Pairs of neighboring words kept.
const PAIRS_KEPT: usize = 64;
/// Figures kept.
const FIGURES_KEPT: usize = 24;
/// Names kept.
const NAMES_KEPT: usize = 24;
/// Days told in the text that are kept.
const DAYS_KEPT: usize = 8;

const NAME: u64 = 0x6e61_6d65;
const FIGURE: u64 = 0x6669_6775;

/// A word of an article with its counts, which saturate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Slot {
    /// Number in the lexicon.
    pub term: u32,
    /// Count in the title.
    pub title: u8,
    /// Count in the first words of the text.
    pub lead: u8,
    /// Count in the whole text.
    pub body: u8,
}

/// A name or figure of an article with its count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Mark {
    /// Number in the lexicon.
    pub term: u32,
    /// How often it stands in title and text, saturating.
    pub count: u8,
    /// Whether it is a place.
    pub place: bool,
}

/// An article before it meets a desk: keys instead of numbers.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub at: Option<i64>,
    pub outlet: u32,
    pub language: Option<Language>,
    pub words: u32,
    pub titled: bool,
    pub terms: Vec<(u64, Slot)>,
    pub names: Vec<(u64, Mark)>,
    pub figures: Vec<(u64, Mark)>,
    pub pairs: Box<[u32]>,
    pub days: Box<[i16]>,
}

/// An article on the desk.
#[derive(Clone, Debug)]
pub(super) struct Card {
    /// Publication in seconds since 1970.
    pub at: Option<i64>,
    /// Key of the outlet's domain.
    pub outlet: u32,
    /// Language of the text.
    pub language: Option<Language>,
    /// Words in the text.
    pub words: u32,
    /// Whether it has a title.
    pub titled: bool,
    /// Its most telling words, by number.
    pub terms: Box<[Slot]>,
    /// Names, by number.
    pub names: Box<[Mark]>,
    /// Figures, by number.
    pub figures: Box<[Mark]>,
    /// Keys of pairs of neighboring words in title and lead, ascending.
    pub pairs: Box<[u32]>,
    /// Days told in the text, as days since 1970 modulo 2^16, ascending.
    pub days: Box<[i16]>,
}

impl Draft {
    /// Gathers what is compared.
    pub fn new(article: &Article, analysis: &Analysis) -> Self {
        let terms = analysis
            .terms
            .iter()
            .map(|term| {
                let slot = Slot {
                    term: UNKNOWN,
                    title: small(term.title),
                    lead: small(term.lead),
                    body: small(term.body),
                };
                (u64::from(term.key), slot)
            })
            .collect();
        let names = names(article, analysis);
        let mut figures: Vec<(u64, Mark)> = Vec::new();
        for figure in &analysis.figures {
            figures.push((figure_key(figure.value), Mark { term: UNKNOWN, count: 1, place: false }));
        }
        let mut days: Vec<i16> = analysis
            .dates
            .iter()
            .filter(|date| date.when.precision <= crate::model::Precision::Day)
            .filter_map(|date| {
                let day =
                    date.when.day.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second() / 86_400;
                Some(day as i16)
            })
            .collect();
        days.sort_unstable();
        days.dedup();
        days.truncate(DAYS_KEPT);
        Self {
            at: article.published.map(|published| published.order().as_second()),
            outlet: key32(&article.outlet.domain),
            language: article.language,
            words: analysis.signature.words,
            titled: !article.title.is_empty(),
            terms,
            names: counted(names, NAMES_KEPT),
            figures: counted(figures, FIGURES_KEPT),
            pairs: word_pairs(&article.title, &article.text),
            days: days.into(),
        }
    }

    /// The card as the desk's lexicon sees it now, with the `keep` most telling words.
    pub fn card(
        &self,
        keep: usize,
        mut number: impl FnMut(u64) -> u32,
        lexicon_idf: impl Fn(u32) -> f32,
    ) -> Card {
        let mut terms: Vec<(f32, Slot)> = self
            .terms
            .iter()
            .map(|(key, slot)| {
                let slot = Slot { term: number(*key), ..*slot };
                (salience(slot) * lexicon_idf(slot.term), slot)
            })
            .collect();
        if terms.len() > keep {
            // The order among equals is that of the keys, so the choice is the same everywhere.
            terms.sort_by(|a, b| b.0.total_cmp(&a.0));
            terms.truncate(keep);
        }
        let mut terms: Vec<Slot> = terms.into_iter().map(|(_, slot)| slot).collect();
        terms.sort_unstable_by_key(|slot| slot.term);
        let mut marks = |marks: &[(u64, Mark)]| {
            let mut marks: Vec<Mark> =
                marks.iter().map(|(key, mark)| Mark { term: number(*key), ..*mark }).collect();
            marks.sort_unstable_by_key(|mark| mark.term);
            marks.into_boxed_slice()
        };
        Card {
            at: self.at,
            outlet: self.outlet,
            language: self.language,
            words: self.words,
            titled: self.titled,
            names: marks(&self.names),
            figures: marks(&self.figures),
            terms: terms.into(),
            pairs: self.pairs.clone(),
            days: self.days.clone(),
        }
    }

    /// The card for reading: keys that the desk does not know stay unknown.
    pub fn read(&self, keep: usize, lexicon: &Lexicon) -> Card {
        self.card(keep, |key| lexicon.find(key), |term| lexicon.idf(term))
    }

    /// Counts the article in the lexicon.
    pub fn count(&self, lexicon: &mut Lexicon) {
        let keys = self.terms.iter().map(|(key, _)| *key);
        let marks = self.names.iter().chain(&self.figures).map(|(key, _)| *key);
        for key in keys.chain(marks) {
            lexicon.count(key);
        }
        lexicon.add_article();
    }
}

impl Card {
    /// Whether it has the name or figure of that number.
    pub fn has_mark(&self, number: u32) -> bool {
        [&self.names, &self.figures]
            .iter()
            .any(|marks| marks.binary_search_by_key(&number, |mark| mark.term).is_ok())
    }
}

/// Key in the lexicon of a figure.
pub(super) fn figure_key(value: f64) -> u64 {
    join64(FIGURE, mix64(value.to_bits()))
}

/// How much a word counts inside its article, before it is known how rare it is.
pub(super) fn salience(slot: Slot) -> f32 {
    log_count(slot.body) + 1.5 * log_count(slot.title) + 0.5 * log_count(slot.lead)
}

/// `1 + ln(count)`, 0 for 0.
pub(super) fn log_count(count: u8) -> f32 {
    const FIRST: [f32; 17] = [
        0.0,
        1.0,
        1.693_147_2,
        2.098_612_3,
        2.386_294_4,
        2.609_438,
        2.791_759_5,
        2.945_910_2,
        3.079_441_5,
        3.197_224_6,
        3.302_585,
        3.397_895_3,
        3.484_906_7,
        3.564_949_4,
        3.639_057_4,
        3.708_050_3,
        3.772_588_7,
    ];
    FIRST[usize::from(count.min(16))]
}

fn small(count: u16) -> u8 {
    count.min(255) as u8
}

/// Names by their last word, in which short and long forms agree ("Anna Berg", "Berg"), and those of the title among them.
fn names(article: &Article, analysis: &Analysis) -> Vec<(u64, Mark)> {
    let mut names: Vec<(u64, Mark)> = Vec::new();
    let mut folded = String::new();
    for mention in &analysis.mentions {
        let key = last_word(mention.span.of(&article.text), &mut folded);
        names.push((key, Mark { term: UNKNOWN, count: 1, place: mention.kind == MentionKind::Place }));
    }
    let known: FxHashSet<u64> = names.iter().map(|(key, _)| *key).collect();
    for word in words(&article.title) {
        let key = last_word(word.of(&article.title), &mut folded);
        if known.contains(&key) {
            names.push((key, Mark { term: UNKNOWN, count: 1, place: false }));
        }
    }
    names
}

/// Key in the lexicon of a name: its last word, folded, without the mark of possession.
pub(super) fn last_word(name: &str, folded: &mut String) -> u64 {
    folded.clear();
    if let Some(word) = words(name).last() {
        fold_into(word.of(name), folded);
    }
    let bare = folded.strip_suffix("'s").or_else(|| folded.strip_suffix("’s")).unwrap_or(folded);
    join64(NAME, key64(bare))
}

/// Merges equal keys and keeps the most frequent ones.
fn counted(mut marks: Vec<(u64, Mark)>, keep: usize) -> Vec<(u64, Mark)> {
    marks.sort_unstable_by_key(|(key, _)| *key);
    marks.dedup_by(|next, first| {
        let same = next.0 == first.0;
        if same {
            first.1.count = first.1.count.saturating_add(next.1.count);
            first.1.place |= next.1.place;
        }
        same
    });
    if marks.len() > keep {
        marks.sort_by(|a, b| b.1.count.cmp(&a.1.count).then(a.0.cmp(&b.0)));
        marks.truncate(keep);
    }
    marks
}

/// Keys of pairs of neighboring words of title and lead.
fn word_pairs(title: &str, text: &str) -> Box<[u32]> {
    let mut pairs = Vec::with_capacity(128);
    let mut folded = String::new();
    for (part, limit) in [(title, usize::MAX), (text, LEAD_WORDS)] {
        let mut before: Option<u64> = None;
        for word in words(part).take(limit.min(400)) {
            folded.clear();
            fold_into(word.of(part), &mut folded);
            let key = key64(&folded);
            // Pairs of two short words ("of the") tell nothing; ideographs are pairs of one character each.
            if let Some(before) = before
                && (folded.len() > 3 || word.kind != WordKind::Word)
            {
                pairs.push((join64(before, key) >> 32) as u32);
            }
            before = (folded.len() > 2 || word.kind != WordKind::Word).then_some(key);
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    // By key is as good as at random, and the same for every article.
    pairs.truncate(PAIRS_KEPT);
    pairs.into()
}
