//! From an article to its card: what is counted, and what is kept of it.

use super::card::{Card, Head, Mark, Slot, salience};
use super::lexicon::Lexicon;
use crate::model::{Analysis, Article, Mention, MentionKind, Precision, Term};
use crate::text::hash::{join64, key32, key64, mix64};
use crate::text::normalize::folded;
use crate::text::words::{WordKind, words};

/// Words kept at most, whatever the settings say.
const TERMS_KEPT: usize = 200;
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

impl Card {
    /// Counts the article in the lexicon and keeps its `keep` most telling words.
    /// Gives the key of each mention as well.
    pub fn count(
        article: &Article,
        analysis: &Analysis,
        keep: usize,
        lexicon: &mut Lexicon,
    ) -> (Self, Vec<u32>) {
        let keep = keep.min(TERMS_KEPT);
        let (names, mentions) = names(article, analysis);
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
            // Weights are no less than zero, and the bits of such numbers are in their order: the heaviest first, by key among equals.
            let rank = |weight: f32, term: u32| u64::from(!weight.to_bits()) << 32 | u64::from(term);
            let mut ranks: Vec<u64> = slots.iter().map(|(weight, slot)| rank(*weight, slot.term)).collect();
            let first_out = *ranks.select_nth_unstable(keep).1;
            slots.retain(|(weight, slot)| rank(*weight, slot.term) < first_out);
        }
        // They are in that order, as a rule.
        slots.sort_by_key(|(_, slot)| slot.term);
        slots.truncate(keep);
        let slots: Vec<Slot> = slots.into_iter().map(|(_, slot)| slot).collect();
        let head = Head {
            at: article.published.map(|published| published.order().as_second()),
            outlet: key32(&article.outlet.domain),
            words: analysis.signature.words.min(u32::MAX - 1),
            language: article.language,
            titled: !article.title.is_empty(),
        };
        let pairs = word_pairs(&article.title, &article.text);
        let mut card = Self::new(head, &slots, [&names, &figures], &pairs, &days(analysis));
        card.weigh(lexicon);
        (card, mentions)
    }
}

/// Key of a figure.
pub(super) fn figure_key(value: f64) -> u32 {
    (join64(FIGURE, mix64(value.to_bits())) >> 32) as u32
}

/// Whether a term stands in names more often than elsewhere.
fn is_name(term: &Term) -> bool {
    term.named * 2 > term.body
}

fn small(count: u16) -> u8 {
    count.min(255) as u8
}

/// Names by their last word, in which short and long forms agree ("Anna Berg", "Berg"), and those of the title among them.
fn names(article: &Article, analysis: &Analysis) -> (Vec<Mark>, Vec<u32>) {
    let mut buffer = String::new();
    let keys: Vec<u32> = analysis
        .mentions
        .iter()
        .map(|mention| last_word(mention.span.of(&article.text), &mut buffer))
        .collect();
    let mark = |(mention, term): (&Mention, &u32)| {
        let place = mention.kind == MentionKind::Place;
        Mark { term: *term, count: 1, place, rarity: 0 }
    };
    let mut names: Vec<Mark> = Vec::with_capacity(keys.len() + 16);
    names.extend(analysis.mentions.iter().zip(&keys).map(mark));
    names.sort_unstable_by_key(|mark| mark.term);
    let known = names.len();
    for word in words(&article.title) {
        let term = last_word(word.of(&article.title), &mut buffer);
        if names[..known].binary_search_by_key(&term, |mark| mark.term).is_ok() {
            names.push(Mark { term, count: 1, place: false, rarity: 0 });
        }
    }
    (counted(names, NAMES_KEPT), keys)
}

fn figures(analysis: &Analysis) -> Vec<Mark> {
    let mark = |value| Mark { term: figure_key(value), count: 1, place: false, rarity: 0 };
    counted(analysis.figures.iter().map(|figure| mark(figure.value)).collect(), FIGURES_KEPT)
}

fn days(analysis: &Analysis) -> Vec<i16> {
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
    days
}

/// Key of a name: its last word, folded, without the mark of possession. `buffer` is for folding.
pub(super) fn last_word(name: &str, buffer: &mut String) -> u32 {
    let folded = words(name).last().map_or("", |word| folded(word.of(name), buffer));
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
fn word_pairs(title: &str, text: &str) -> Vec<u32> {
    let mut pairs = Vec::with_capacity(128);
    let mut buffer = String::new();
    for (part, limit) in [(title, usize::MAX), (text, LEAD_WORDS)] {
        let mut before: Option<u64> = None;
        for word in words(part).take(limit.min(400)) {
            let folded = folded(word.of(part), &mut buffer);
            let key = key64(folded);
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
    pairs
}
