//! Why two articles are together, in words: the names and figures that both have and few others.

use super::card::Card;
use super::lexicon::{Lexicon, UNKNOWN};
use crate::model::{Analysis, Article, Span};
use rustc_hash::FxHashMap;

/// Names and figures said at most.
const SAID: usize = 4;
/// Bytes of a name beyond which it is not kept.
const LONGEST: usize = 48;

/// How names and figures are written, by their number in the lexicon.
#[derive(Clone, Debug, Default)]
pub(super) struct Surfaces(FxHashMap<u32, Box<str>>);

impl Surfaces {
    /// Keeps how the article writes what its card has, where it is not known yet.
    pub fn keep(&mut self, article: &Article, analysis: &Analysis, card: &Card, lexicon: &Lexicon) {
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
            let number = lexicon.find(key);
            if number == UNKNOWN || !card.has_mark(number) {
                continue;
            }
            let text = span.of(&article.text).trim();
            if !text.is_empty() && text.len() <= LONGEST {
                // The longest spelling says most ("Anna Berg", not "Berg"), the first one among equals.
                let kept = self.0.entry(number).or_default();
                if text.len() > kept.len() && !text.contains('\n') {
                    *kept = text.into();
                }
            }
        }
    }
}

/// What two articles share, rarest first; words of their own where no name or figure is shared.
pub(super) fn why(a: &Card, b: &Card, lexicon: &Lexicon, surfaces: &Surfaces) -> String {
    let mut shared: Vec<(f32, u32)> = Vec::new();
    let mut count = 0;
    for (mine, theirs) in [(&a.names, &b.names), (&a.figures, &b.figures)] {
        for mark in mine.iter().filter(|mark| mark.term != UNKNOWN) {
            if theirs.binary_search_by_key(&mark.term, |other| other.term).is_ok() {
                shared.push((lexicon.idf(mark.term), mark.term));
            }
        }
    }
    for slot in a.terms.iter().filter(|slot| slot.term != UNKNOWN) {
        count += usize::from(b.terms.binary_search_by_key(&slot.term, |other| other.term).is_ok());
    }
    shared.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    let mut said: Vec<&str> = Vec::new();
    for text in shared.iter().filter_map(|(_, term)| surfaces.0.get(term)).map(|text| &**text) {
        if said.len() < SAID && !text.is_empty() && !said.iter().any(|other| other.contains(text)) {
            said.push(text);
        }
    }
    match (said.is_empty(), count) {
        (false, _) => format!("both have {}", said.join(", ")),
        (true, 0) => "told at the same time in like words".to_owned(),
        (true, count) => format!("{count} telling words in common"),
    }
}
