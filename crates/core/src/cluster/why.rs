//! Why two articles are together, in words: the names and figures that both have and few others.

use super::card::{Card, Mark};
use crate::model::{Analysis, Article, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// Names and figures said at most.
const SAID: usize = 4;
/// Bytes of a name beyond which it is not kept.
const LONGEST: usize = 48;

/// How names and figures are written, by their key.
#[derive(Clone, Debug, Default)]
pub(super) struct Surfaces(FxHashMap<u32, Box<str>>);

impl Surfaces {
    /// Keeps how the article writes what its card has, where it is not known yet.
    pub fn keep(&mut self, article: &Article, analysis: &Analysis, card: &Card) {
        let mut folded = String::new();
        let names = analysis.mentions.iter().map(|mention| {
            (super::card::last_word(mention.span.of(&article.text), &mut folded), mention.span)
        });
        // A figure in words ("dozens", "second") explains nothing.
        let in_digits =
            |span: &Span| span.of(&article.text).bytes().filter(u8::is_ascii_digit).take(2).count() == 2;
        let figures = analysis
            .figures
            .iter()
            .filter(|figure| in_digits(&figure.span))
            .map(|figure| (super::card::figure_key(figure.value), figure.span));
        for (key, span) in names.chain(figures) {
            if !card.has_mark(key) {
                continue;
            }
            let text = span.of(&article.text).trim();
            if !text.is_empty() && text.len() <= LONGEST {
                // The longest spelling says most ("Anna Berg", not "Berg"), the first one among equals.
                let kept = self.0.entry(key).or_default();
                if text.len() > kept.len() && !text.contains('\n') {
                    *kept = text.into();
                }
            }
        }
    }
}

impl Surfaces {
    /// How a name or figure is written.
    fn of(&self, key: u32) -> Option<&str> {
        self.0.get(&key).map(|text| &**text)
    }

    /// All of them by key, for stored forms.
    pub fn sorted(&self) -> Vec<(u32, &str)> {
        let mut all: Vec<(u32, &str)> = self.0.iter().map(|(key, text)| (*key, &**text)).collect();
        all.sort_unstable();
        all
    }

    /// From a stored form.
    pub fn from_sorted(all: Vec<(u32, Box<str>)>) -> Self {
        Self(all.into_iter().collect())
    }

    /// Forgets what none of the cards has.
    pub fn forget(&mut self, cards: &[Card]) {
        let had: FxHashSet<u32> =
            cards.iter().flat_map(|card| card.marks().1).map(|mark| mark.term).collect();
        self.0.retain(|key, _| had.contains(key));
    }
}

/// What two articles share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shared<'s> {
    /// Names, rarest first.
    pub names: Vec<&'s str>,
    /// Figures, rarest first.
    pub figures: Vec<&'s str>,
    /// Telling words, in number.
    pub words: u32,
}

impl<'s> Shared<'s> {
    /// What the two share, as it is written.
    pub fn of(a: &Card, b: &Card, surfaces: &'s Surfaces) -> Self {
        let said = |mine: &[Mark], theirs: &[Mark]| {
            let mut shared: Vec<(u8, u32)> = mine
                .iter()
                .filter(|mark| theirs.binary_search_by_key(&mark.term, |other| other.term).is_ok())
                .map(|mark| (mark.rarity, mark.term))
                .collect();
            shared.sort_unstable_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
            let mut said: Vec<&str> = Vec::new();
            for text in shared.iter().filter_map(|(_, key)| surfaces.of(*key)) {
                if !text.is_empty() && !said.iter().any(|other| other.contains(text)) {
                    said.push(text);
                }
            }
            said
        };
        let has = |key: u32| b.terms.binary_search_by_key(&key, |other| other.term).is_ok();
        let words = a.terms.iter().filter(|slot| has(slot.term)).count() as u32;
        Self { names: said(a.names(), b.names()), figures: said(a.figures(), b.figures()), words }
    }

    /// In a few words; words of their own where no name or figure is shared.
    pub fn told(&self) -> String {
        let said: Vec<&str> = self.names.iter().chain(&self.figures).take(SAID).copied().collect();
        match (said.is_empty(), self.words) {
            (false, _) => format!("both have {}", said.join(", ")),
            (true, 0) => "told at the same time in like words".to_owned(),
            (true, count) => format!("{count} telling words in common"),
        }
    }
}
