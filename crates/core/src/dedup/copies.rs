//! Finding the original of a text among all taken before.

use super::runs::Runs;
use super::same::same;
use crate::model::{Analysis, Article, ArticleId, Packer, Signature, Unpacker};
use rustc_hash::FxHashMap;

/// Texts looked at closely per article.
const LOOKED_AT: usize = 8;

#[derive(Clone, Debug)]
struct Kept {
    id: ArticleId,
    original: Option<ArticleId>,
    sketch: Signature,
}

/// The texts taken so far, by their runs of words.
#[derive(Clone, Debug, Default)]
pub struct Copies {
    texts: Vec<Kept>,
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
        let mut met: FxHashMap<u32, u32> = FxHashMap::default();
        let handles = handles(sketch);
        for text in handles.iter().flat_map(|run| self.by_run.of(*run)) {
            *met.entry(text).or_default() += 1;
        }
        let mut met: Vec<(u32, u32)> = met.into_iter().collect();
        met.sort_unstable_by_key(|(text, shared)| (std::cmp::Reverse(*shared), *text));
        let original = met
            .iter()
            .take(LOOKED_AT)
            .map(|(text, _)| &self.texts[*text as usize])
            .find(|text| same(&text.sketch, sketch))
            .map(|text| text.original.unwrap_or(text.id));
        self.keep(Kept { id: article.id, original, sketch: sketch.clone() }, &handles);
        original
    }

    fn keep(&mut self, text: Kept, handles: &[u32]) {
        let number = self.texts.len() as u32;
        for run in handles {
            self.by_run.add(*run, number);
        }
        self.texts.push(text);
    }

    /// Forgets the texts that `wanted` does not name.
    pub fn retain(&mut self, wanted: impl Fn(ArticleId) -> bool) {
        let texts = std::mem::take(self).texts;
        for text in texts.into_iter().filter(|text| wanted(text.id)) {
            let handles = handles(&text.sketch);
            self.keep(text, &handles);
        }
    }

    /// Writes them for a restart.
    pub fn pack(&self, to: &mut Packer) {
        to.list(self.texts.iter(), |to, text| {
            to.u128(text.id.bits());
            to.u128(text.original.map_or(0, |id| id.bits()));
            for runs in [&text.sketch.runs, &text.sketch.start] {
                to.list(runs.iter(), |to, run| to.u32(*run));
            }
            to.u8(text.sketch.thinned);
            to.u32(text.sketch.words);
            to.u64(text.sketch.title);
        });
    }

    /// Reads what [`Copies::pack`] wrote. `None` if it is damaged.
    pub fn unpack(from: &mut Unpacker) -> Option<Self> {
        let texts = from.list(|from| {
            let id = ArticleId::from_bits(from.u128()?);
            let original = Some(from.u128()?).filter(|bits| *bits != 0).map(ArticleId::from_bits);
            let (runs, start) = (from.list(Unpacker::u32)?.into(), from.list(Unpacker::u32)?.into());
            let (thinned, words, title) = (from.u8()?, from.u32()?, from.u64()?);
            Some(Kept { id, original, sketch: Signature { runs, thinned, start, words, title } })
        })?;
        let mut it = Self::default();
        for text in texts {
            let handles = handles(&text.sketch);
            it.keep(text, &handles);
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

/// Runs under which a text is found again: of all that were kept, and of its start, every fourth at most, always the
/// same ones.
fn handles(sketch: &Signature) -> Vec<u32> {
    let from_all = sketch.runs.iter().filter(|run| run.trailing_zeros() >= u32::from(sketch.thinned).max(2));
    let from_start = sketch.start.iter().filter(|run| run.trailing_zeros() >= 2);
    let mut handles: Vec<u32> = from_all.chain(from_start).copied().collect();
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
        copies.retain(|id| id == other.0.id);
        assert_eq!(copies.find(&article("e", &long).0, &first.1), None);
        assert!(Copies::unpack(&mut Unpacker::new(&bytes[..bytes.len() - 1])).is_none());
    }
}
