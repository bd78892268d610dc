//! What the desk keeps of an article: a few hundred bytes by which it is compared.

use super::lexicon::{Lexicon, idf_of};
use crate::model::{Analysis, Article, Language, MentionKind, Precision, Term};
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
    /// Key of the stem.
    pub term: u32,
    /// Count in the title.
    pub title: u8,
    /// Count in the first words of the text, up to 127; the highest bit says whether it is part of a name.
    pub lead: u8,
    /// Count in the whole text.
    pub body: u8,
    /// How rare it was when last reckoned, in the lexicon's steps.
    pub rarity: u8,
}

/// A name or figure of an article with its count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Mark {
    /// Its key.
    pub term: u32,
    /// How often it stands in title and text, saturating.
    pub count: u8,
    /// Whether it is a place.
    pub place: bool,
    /// How rare it was when last reckoned, in the lexicon's steps.
    pub rarity: u8,
}

/// What an article weighs, for cosines and shares; reckoned from its words when the lexicon has changed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Mass {
    /// Squares of weights of the words in the text.
    pub body: f32,
    /// The same for those that are no part of a name.
    pub things: f32,
    /// The same for the lead.
    pub lead: f32,
    /// The same for the title.
    pub title: f32,
    /// The same for names.
    pub names: f32,
    /// The same for places.
    pub places: f32,
    /// Squares of rarity of all words.
    pub all: f32,
    /// Squares of rarity of the title's words.
    pub of_title: f32,
}

/// An article on the desk.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Card {
    /// Publication in seconds since 1970.
    pub at: Option<i64>,
    /// Key of the outlet's domain.
    pub outlet: u32,
    /// Words in the text.
    pub words: u32,
    /// Language of the text.
    pub language: Option<Language>,
    /// Whether it has a title.
    pub titled: bool,
    /// How many of the marks are names; the others are figures.
    pub named: u8,
    /// Its most telling words, by key.
    pub terms: Box<[Slot]>,
    /// Names by key, then figures by key.
    pub marks: Box<[Mark]>,
    /// Keys of pairs of neighboring words in title and lead, ascending.
    pub pairs: Box<[u32]>,
    /// Days told in the text, as days since 1970 modulo 2^16, ascending.
    pub days: Box<[i16]>,
    /// What it weighs.
    pub mass: Mass,
}

impl Card {
    /// Counts the article in the lexicon and keeps its `keep` most telling words.
    pub fn count(article: &Article, analysis: &Analysis, keep: usize, lexicon: &mut Lexicon) -> Self {
        let names = names(article, analysis);
        let figures = figures(analysis);
        let terms = &analysis.terms;
        let marks = names.iter().chain(&figures).map(|mark| mark.term);
        lexicon.count(terms.iter().map(|term| term.key).chain(marks));
        let mut slots: Vec<(f32, Slot)> = terms
            .iter()
            .map(|term| {
                let slot = Slot {
                    term: term.key,
                    title: small(term.title),
                    lead: small(term.lead.min(127)) | if is_name(term) { Slot::NAME } else { 0 },
                    body: small(term.body),
                    rarity: 0,
                };
                (salience(slot) * lexicon.idf(term.key), slot)
            })
            .collect();
        if slots.len() > keep {
            slots.select_nth_unstable_by(keep, |a, b| b.0.total_cmp(&a.0).then(a.1.term.cmp(&b.1.term)));
            slots.truncate(keep);
        }
        let mut slots: Vec<Slot> = slots.into_iter().map(|(_, slot)| slot).collect();
        slots.sort_unstable_by_key(|slot| slot.term);
        let mut card = Self {
            at: article.published.map(|published| published.order().as_second()),
            outlet: key32(&article.outlet.domain),
            words: analysis.signature.words.min(u32::MAX - 1),
            language: article.language,
            titled: !article.title.is_empty(),
            named: names.len() as u8,
            terms: slots.into(),
            marks: names.into_iter().chain(figures).collect(),
            pairs: word_pairs(&article.title, &article.text),
            days: days(analysis),
            mass: Mass::default(),
        };
        card.weigh(lexicon);
        card
    }

    /// Reckons how rare its words are and what it weighs under the lexicon as it is now.
    pub fn weigh(&mut self, lexicon: &Lexicon) {
        let mut mass = Mass::default();
        for slot in &mut self.terms {
            slot.rarity = lexicon.rarity(slot.term);
            let (body, lead, title) = slot.weights();
            let square = idf_of(slot.rarity) * idf_of(slot.rarity);
            mass.body += body * body * square;
            mass.things += if slot.is_name() { 0.0 } else { body * body * square };
            mass.lead += lead * lead * square;
            mass.title += title * title * square;
            mass.all += square;
            mass.of_title += if title > 0.0 { square } else { 0.0 };
        }
        for (nth, mark) in self.marks.iter_mut().enumerate() {
            mark.rarity = lexicon.rarity(mark.term);
            if nth < usize::from(self.named) {
                let weight = log_count(mark.count) * idf_of(mark.rarity);
                mass.names += weight * weight;
                mass.places += if mark.place { weight * weight } else { 0.0 };
            }
        }
        self.mass = mass;
    }

    /// What stands in the place of an article that is no longer compared.
    pub fn gone() -> Self {
        Self {
            at: None,
            outlet: 0,
            words: u32::MAX,
            language: None,
            titled: false,
            named: 0,
            terms: Box::default(),
            marks: Box::default(),
            pairs: Box::default(),
            days: Box::default(),
            mass: Mass::default(),
        }
    }

    /// Whether it is no longer compared.
    pub fn is_gone(&self) -> bool {
        self.words == u32::MAX
    }

    /// Names, by key.
    pub fn names(&self) -> &[Mark] {
        &self.marks[..usize::from(self.named)]
    }

    /// Figures, by key.
    pub fn figures(&self) -> &[Mark] {
        &self.marks[usize::from(self.named)..]
    }

    /// Whether it has the name or figure of that key.
    pub fn has_mark(&self, key: u32) -> bool {
        [self.names(), self.figures()]
            .iter()
            .any(|marks| marks.binary_search_by_key(&key, |mark| mark.term).is_ok())
    }

    /// A card with nothing but names and figures, of which the first `named` are names.
    pub fn from_marks(named: u8, marks: Vec<Mark>) -> Self {
        Self { named, marks: marks.into(), words: 0, ..Self::gone() }
    }

    /// Names and figures as they are stored: how many are names, and all of them.
    pub fn marks(&self) -> (u8, &[Mark]) {
        (self.named, &self.marks)
    }
}

impl Slot {
    const NAME: u8 = 0x80;

    /// Whether it is part of a name, mostly.
    pub fn is_name(self) -> bool {
        self.lead & Self::NAME != 0
    }

    /// Count in the first words of the text.
    fn leads(self) -> u8 {
        self.lead & !Self::NAME
    }

    /// What its counts weigh in text, lead and title. A title's words belong to the text even where it does not repeat them.
    pub fn weights(self) -> (f32, f32, f32) {
        let title = log_count(self.title);
        (log_count(self.body).max(title), log_count(self.leads()).max(title), title)
    }
}

/// Key of a figure.
pub(super) fn figure_key(value: f64) -> u32 {
    (join64(FIGURE, mix64(value.to_bits())) >> 32) as u32
}

/// How much a word counts inside its article, before it is known how rare it is.
pub(super) fn salience(slot: Slot) -> f32 {
    log_count(slot.body) + 1.5 * log_count(slot.title) + 0.5 * log_count(slot.leads())
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

/// Whether a term stands in names more often than elsewhere.
fn is_name(term: &Term) -> bool {
    term.named * 2 > term.body
}

fn small(count: u16) -> u8 {
    count.min(255) as u8
}

/// Names by their last word, in which short and long forms agree ("Anna Berg", "Berg"), and those of the title among them.
fn names(article: &Article, analysis: &Analysis) -> Vec<Mark> {
    let mut names: Vec<Mark> = Vec::with_capacity(analysis.mentions.len());
    let mut folded = String::new();
    for mention in &analysis.mentions {
        let term = last_word(mention.span.of(&article.text), &mut folded);
        names.push(Mark { term, count: 1, place: mention.kind == MentionKind::Place, rarity: 0 });
    }
    let known: FxHashSet<u32> = names.iter().map(|mark| mark.term).collect();
    for word in words(&article.title) {
        let term = last_word(word.of(&article.title), &mut folded);
        if known.contains(&term) {
            names.push(Mark { term, count: 1, place: false, rarity: 0 });
        }
    }
    counted(names, NAMES_KEPT)
}

fn figures(analysis: &Analysis) -> Vec<Mark> {
    let mark = |value| Mark { term: figure_key(value), count: 1, place: false, rarity: 0 };
    counted(analysis.figures.iter().map(|figure| mark(figure.value)).collect(), FIGURES_KEPT)
}

fn days(analysis: &Analysis) -> Box<[i16]> {
    let mut days: Vec<i16> = analysis
        .dates
        .iter()
        .filter(|date| date.when.precision <= Precision::Day)
        .filter_map(|date| {
            let day = date.when.day.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second() / 86_400;
            Some(day as i16)
        })
        .collect();
    days.sort_unstable();
    days.dedup();
    days.truncate(DAYS_KEPT);
    days.into()
}

/// Key of a name: its last word, folded, without the mark of possession.
pub(super) fn last_word(name: &str, folded: &mut String) -> u32 {
    folded.clear();
    if let Some(word) = words(name).last() {
        fold_into(word.of(name), folded);
    }
    let bare = folded.strip_suffix("'s").or_else(|| folded.strip_suffix("’s")).unwrap_or(folded);
    (join64(NAME, key64(bare)) >> 32) as u32
}

/// Merges equal keys and keeps the most frequent ones, by key.
fn counted(mut marks: Vec<Mark>, keep: usize) -> Vec<Mark> {
    marks.sort_unstable_by_key(|mark| mark.term);
    marks.dedup_by(|next, first| {
        let same = next.term == first.term;
        if same {
            first.count = first.count.saturating_add(next.count);
            first.place |= next.place;
        }
        same
    });
    if marks.len() > keep {
        marks.sort_unstable_by(|a, b| b.count.cmp(&a.count).then(a.term.cmp(&b.term)));
        marks.truncate(keep);
        marks.sort_unstable_by_key(|mark| mark.term);
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
