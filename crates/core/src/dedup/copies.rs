//! Finding the original of a text among all taken before.

use super::print::Print;
use super::runs::Runs;
use super::same::same;
use crate::model::{Analysis, Article, ArticleId, Packer, Signature, Unpacker};
use std::collections::BTreeMap;

/// Texts looked at closely per article.
const LOOKED_AT: usize = 8;
/// Zeros in which a run of the whole text ends by which the text is found again.
const FROM_ALL: u32 = 4;
/// Stands before what is stored since texts are kept as prints; what was stored before begins with their number.
const PRINTS: u32 = u32::MAX;

#[derive(Clone, Debug)]
struct Kept {
    id: ArticleId,
    print: Print,
}

/// The texts taken so far, by their runs of words.
#[derive(Clone, Debug, Default)]
pub struct Copies {
    texts: Vec<Kept>,
    /// The first text of those that are copies, by their number.
    originals: BTreeMap<u32, ArticleId>,
    by_run: Runs,
}

impl Copies {
    /// Nothing taken yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes an article in and gives the original that it is a copy of, if it is one. Articles come in the order in which
    /// they are to be believed first: by time, and of one time the agency's own before its customers'. See
    /// [`Copies::before`]. The original of a copy's copy is the first text.
    pub fn find(&mut self, article: &Article, analysis: &Analysis) -> Option<ArticleId> {
        let sketch = &analysis.signature;
        let handles = handles(sketch);
        let mut found: Vec<u32> = handles.iter().flat_map(|run| self.by_run.of(*run)).collect();
        found.sort_unstable();
        let mut met: Vec<(u32, usize)> =
            found.chunk_by(|a, b| a == b).map(|text| (text[0], text.len())).collect();
        met.sort_unstable_by_key(|(text, shared)| (std::cmp::Reverse(*shared), *text));
        let print = Print::of(sketch);
        let original = met
            .iter()
            .take(LOOKED_AT)
            .find(|(text, _)| same(&self.texts[*text as usize].print, &print))
            .map(|(text, _)| self.originals.get(text).copied().unwrap_or(self.texts[*text as usize].id));
        self.keep(Kept { id: article.id, print }, original, &handles);
        original
    }

    fn keep(&mut self, text: Kept, original: Option<ArticleId>, handles: &[u32]) {
        let number = self.texts.len() as u32;
        for run in handles {
            self.by_run.add(*run, number);
        }
        self.originals.extend(original.map(|original| (number, original)));
        self.texts.push(text);
    }

    /// Forgets the texts that `wanted` does not name.
    pub fn retain(&mut self, wanted: impl Fn(ArticleId) -> bool) {
        let before = std::mem::take(self);
        let mut runs = before.by_run.sorted().into_iter().peekable();
        for (number, text) in (0..).zip(before.texts) {
            let mut handles = Vec::new();
            while let Some((run, _)) = runs.next_if(|(_, text)| *text == number) {
                handles.push(run);
            }
            if wanted(text.id) {
                self.keep(text, before.originals.get(&number).copied(), &handles);
            }
        }
    }

    /// Writes them for a restart.
    pub fn pack(&self, to: &mut Packer) {
        to.u32(PRINTS);
        to.list(self.texts.iter(), |to, text| {
            to.u128(text.id.bits());
            text.print.pack(to);
        });
        to.list(self.originals.iter(), |to, (text, original)| {
            to.u32(*text);
            to.u128(original.bits());
        });
        to.list(self.by_run.sorted().into_iter(), |to, (run, text)| {
            to.u32(run);
            to.u32(text);
        });
    }

    /// Reads what [`Copies::pack`] wrote, now or before texts were kept as prints. `None` if it is damaged.
    pub fn unpack(from: &mut Unpacker) -> Option<Self> {
        let mut it = Self::default();
        let mut ahead = from.clone();
        if ahead.u32()? != PRINTS {
            for (id, original, sketch) in from.list(unpack_sketch)? {
                it.keep(Kept { id, print: Print::of(&sketch) }, original, &handles(&sketch));
            }
            return Some(it);
        }
        *from = ahead;
        it.texts = from.list(|from| {
            Some(Kept { id: ArticleId::from_bits(from.u128()?), print: Print::unpack(from)? })
        })?;
        let original = |from: &mut Unpacker| Some((from.u32()?, ArticleId::from_bits(from.u128()?)));
        it.originals = from.list(original)?.into_iter().collect();
        for (run, text) in from.list(|from| Some((from.u32()?, from.u32()?)))? {
            it.texts.get(text as usize)?;
            it.by_run.add(run, text);
        }
        Some(it)
    }

    /// Key for sorting articles so that an original comes before its copies: dated before undated, early before late, an
    /// outlet that is itself the agency before others, the longer text before the shorter.
    pub fn before(article: &Article) -> impl Ord + use<> {
        let at = article.published.map(|published| published.order());
        let own = article.agency.as_deref().is_some_and(|agency| {
            let squeeze = |text: &str| {
                text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
            };
            let (agency, outlet): (String, String) = (squeeze(agency), squeeze(&article.outlet.name));
            !agency.is_empty()
                && (outlet.contains(&agency) || squeeze(&article.outlet.domain).contains(&agency))
        });
        (at.is_none(), at, !own, std::cmp::Reverse(article.text.len()), article.id)
    }
}

/// A text as it was stored before texts were kept as prints.
fn unpack_sketch(from: &mut Unpacker) -> Option<(ArticleId, Option<ArticleId>, Signature)> {
    let id = ArticleId::from_bits(from.u128()?);
    let original = Some(from.u128()?).filter(|bits| *bits != 0).map(ArticleId::from_bits);
    let (runs, start) = (from.list(Unpacker::u32)?.into(), from.list(Unpacker::u32)?.into());
    let (thinned, words, title) = (from.u8()?, from.u32()?, from.u64()?);
    Some((id, original, Signature { runs, thinned, start, words, title }))
}

/// Runs under which a text is found again: of its start every fourth, of all that were kept every sixteenth, always the same
/// ones. That is one for each sixteen words, and copies share a good third of them.
fn handles(sketch: &Signature) -> Vec<u32> {
    let from_all =
        sketch.runs.iter().filter(|run| run.trailing_zeros() >= u32::from(sketch.thinned).max(FROM_ALL));
    let from_start = sketch.start.iter().filter(|run| run.trailing_zeros() >= 2);
    let mut handles: Vec<u32> = Vec::with_capacity(32);
    handles.extend(from_all.chain(from_start));
    handles.sort_unstable();
    handles.dedup();
    handles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;
    use crate::text::hash::key64;
    use crate::text::sketch::sketch;

    fn article(name: &str, text: &str) -> (Article, Analysis) {
        let keys: Vec<u64> = text.split_whitespace().map(key64).collect();
        let analysis = Analysis { signature: sketch(&[], &keys), ..Analysis::default() };
        (Article::from_blocks(Some(name), 0, &[(BlockKind::Paragraph, text)]), analysis)
    }

    #[test]
    fn the_copy_of_a_copy_leads_to_the_first_text() {
        let long: String = (0..300).map(|n| format!("w{} ", n * 7919 % 10_007)).collect();
        let (first, second, third) =
            (article("a", &long), article("b", &long[..900]), article("c", &long[..700]));
        let other = article("d", &long.replace('w', "v"));
        let mut copies = Copies::new();
        assert_eq!(copies.find(&first.0, &first.1), None);
        assert_eq!(copies.find(&second.0, &second.1), Some(first.0.id));
        assert_eq!(copies.find(&other.0, &other.1), None);
        let mut packer = Packer::new();
        copies.pack(&mut packer);
        let bytes = packer.finish();
        let mut again = Copies::unpack(&mut Unpacker::new(&bytes)).expect("whole");
        assert_eq!(again.find(&third.0, &third.1), Some(first.0.id));
        assert_eq!(copies.find(&third.0, &third.1), Some(first.0.id));
        // As texts were stored before: with their whole sketches.
        let mut packer = Packer::new();
        packer.list([&first, &other].into_iter(), |to, (article, analysis)| {
            let sketch = &analysis.signature;
            to.u128(article.id.bits());
            to.u128(0);
            for runs in [&sketch.runs, &sketch.start] {
                to.list(runs.iter(), |to, run| to.u32(*run));
            }
            to.u8(sketch.thinned);
            to.u32(sketch.words);
            to.u64(sketch.title);
        });
        let mut before = Copies::unpack(&mut Unpacker::new(&packer.finish())).expect("whole");
        assert_eq!(before.find(&third.0, &third.1), Some(first.0.id));
        copies.retain(|id| id == other.0.id);
        assert_eq!(copies.find(&article("e", &long).0, &first.1), None);
        assert!(Copies::unpack(&mut Unpacker::new(&bytes[..bytes.len() - 1])).is_none());
    }
}
