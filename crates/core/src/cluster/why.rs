//! Why two articles are together, in words: the names and figures that both have and few others.

use super::card::{Card, Mark};
use crate::model::{Analysis, Article, MentionKind, Span};
use crate::text::ascending::{common, meet};
use rustc_hash::{FxHashMap, FxHashSet};

/// Names and figures said at most.
const SAID: usize = 4;
/// Words of a person's full name at most.
const FULL_NAME: usize = 4;
/// Bytes of a name beyond which it is not kept.
const LONGEST: usize = 48;

/// How names and figures are written, by their key: places in one long text, where each stands behind its length,
/// which is a letter of one byte.
#[derive(Clone, Debug, Default)]
pub(super) struct Surfaces {
    places: FxHashMap<u32, u32>,
    text: String,
    /// Bytes of the text that stand for nothing any more.
    left: usize,
}

impl Surfaces {
    /// Keeps how the article writes what its card has, where it is not known yet.
    /// `mentions` are the keys of its mentions.
    pub fn keep(&mut self, article: &Article, analysis: &Analysis, card: &Card, mentions: &[u32]) {
        let person = |kind| kind == MentionKind::Person;
        let spans = analysis.mentions.iter().map(|mention| (mention.span, person(mention.kind)));
        let names = mentions.iter().copied().zip(spans);
        // A figure in words ("dozens", "second") explains nothing.
        let in_digits =
            |span: &Span| span.of(&article.text).bytes().filter(u8::is_ascii_digit).take(2).count() == 2;
        let figures = analysis
            .figures
            .iter()
            .filter(|figure| in_digits(&figure.span))
            .map(|figure| (super::count::figure_key(figure.value), (figure.span, false)));
        for (key, (span, person)) in names.chain(figures) {
            if !card.has_mark(key) {
                continue;
            }
            let text = span.of(&article.text).trim();
            if !text.is_empty() && text.len() <= LONGEST {
                // Of people the longest spelling says most ("Anna Berg", not "Berg"); of others it has most beside the name in it.
                let known = self.length(key);
                let full = person && text.len() > known && text.split(' ').count() <= FULL_NAME;
                if (known == 0 || full) && !text.contains('\n') {
                    self.put(key, text);
                }
            }
        }
    }

    fn put(&mut self, key: u32, text: &str) {
        let place = self.text.len() as u32;
        self.left += self.length(key);
        self.text.push(char::from(text.len() as u8));
        self.text.push_str(text);
        self.places.insert(key, place);
        if self.left > 4096 && self.left * 2 > self.text.len() {
            *self = Self::from_sorted(self.sorted().into_iter());
        }
    }

    /// How a name or figure is written.
    fn of(&self, key: u32) -> Option<&str> {
        let place = *self.places.get(&key)? as usize;
        let length = usize::from(*self.text.as_bytes().get(place)?);
        self.text.get(place + 1..place + 1 + length)
    }

    /// Bytes in which a name or figure is written; 0 for one that is not known.
    fn length(&self, key: u32) -> usize {
        let place = self.places.get(&key).and_then(|place| self.text.as_bytes().get(*place as usize));
        place.map_or(0, |length| usize::from(*length))
    }

    /// All of them by key, for stored forms.
    pub fn sorted(&self) -> Vec<(u32, &str)> {
        let mut all: Vec<(u32, &str)> =
            self.places.keys().filter_map(|key| Some((*key, self.of(*key)?))).collect();
        all.sort_unstable();
        all
    }

    /// From a stored form. What is longer than anything that is kept is left out.
    pub fn from_sorted<'t>(all: impl Iterator<Item = (u32, &'t str)>) -> Self {
        let mut it = Self::default();
        all.filter(|(_, text)| text.len() <= LONGEST).for_each(|(key, text)| it.put(key, text));
        it
    }

    /// Forgets what none of the cards has.
    pub fn forget(&mut self, cards: &[Card]) {
        let had: FxHashSet<u32> = cards.iter().flat_map(Card::marks).map(|mark| mark.term).collect();
        *self = Self::from_sorted(self.sorted().into_iter().filter(|(key, _)| had.contains(key)));
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
        let said = |mine: &[u32], theirs: &[u32], mark: &dyn Fn(usize) -> Mark| {
            let mut shared: Vec<(u8, u32)> = Vec::new();
            meet(mine, theirs, |here, _| shared.push((mark(here).rarity, mark(here).term)));
            shared.sort_unstable_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
            let mut said: Vec<&str> = Vec::new();
            for text in shared.iter().filter_map(|(_, key)| surfaces.of(*key)) {
                if !text.is_empty() && !said.iter().any(|other| other.contains(text)) {
                    said.push(text);
                }
            }
            said
        };
        Self {
            names: said(a.names(), b.names(), &|at| a.name(at)),
            figures: said(a.figures(), b.figures(), &|at| a.figure(at)),
            words: common(a.terms(), b.terms()) as u32,
        }
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
