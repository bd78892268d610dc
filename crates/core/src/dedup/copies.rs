//! Finding the original of a text among all taken before.

use super::same::same;
use super::sketch::Sketch;
use crate::model::{Analysis, Article, ArticleId};
use rustc_hash::FxHashMap;

/// Texts looked at closely per article.
const LOOKED_AT: usize = 8;
/// Texts kept per run: a run that more have is boilerplate and leads nowhere.
const PER_RUN: usize = 24;

#[derive(Clone, Debug)]
struct Kept {
    id: ArticleId,
    original: Option<ArticleId>,
    sketch: Sketch,
}

/// The texts taken so far, by their runs of words.
#[derive(Clone, Debug, Default)]
pub struct Copies {
    texts: Vec<Kept>,
    by_run: FxHashMap<u32, Vec<u32>>,
}

impl Copies {
    /// Nothing taken yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes an article in and gives the original that it is a copy of, if it is one. Articles come in the order in which
    /// they are to be believed first: by time, and of one time the agency's own before its customers'. See
    /// [`Copies::before`]. The original of a copy's copy is the first text.
    pub fn find(&mut self, article: &Article, _analysis: &Analysis) -> Option<ArticleId> {
        let sketch = Sketch::of(&article.title, &article.text);
        let mut met: FxHashMap<u32, u32> = FxHashMap::default();
        let mut handles: Vec<u32> = sketch.handles().collect();
        handles.sort_unstable();
        handles.dedup();
        for run in &handles {
            for text in self.by_run.get(run).into_iter().flatten() {
                *met.entry(*text).or_default() += 1;
            }
        }
        let mut met: Vec<(u32, u32)> = met.into_iter().collect();
        met.sort_unstable_by_key(|(text, shared)| (std::cmp::Reverse(*shared), *text));
        let original = met
            .iter()
            .take(LOOKED_AT)
            .map(|(text, _)| &self.texts[*text as usize])
            .find(|text| same(&text.sketch, &sketch))
            .map(|text| text.original.unwrap_or(text.id));
        let number = self.texts.len() as u32;
        for run in handles {
            let texts = self.by_run.entry(run).or_default();
            if texts.len() < PER_RUN {
                texts.push(number);
            }
        }
        self.texts.push(Kept { id: article.id, original, sketch });
        original
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;

    fn article(name: &str, text: &str) -> Article {
        Article::from_blocks(Some(name), 0, &[(BlockKind::Paragraph, text)])
    }

    #[test]
    fn the_copy_of_a_copy_leads_to_the_first_text() {
        let long: String = (0..300).map(|n| format!("w{} ", n * 7919 % 10_007)).collect();
        let (first, second, third) =
            (article("a", &long), article("b", &long[..900]), article("c", &long[..700]));
        let other = article("d", &long.replace('w', "v"));
        let mut copies = Copies::new();
        let analysis = Analysis::default();
        assert_eq!(copies.find(&first, &analysis), None);
        assert_eq!(copies.find(&second, &analysis), Some(first.id));
        assert_eq!(copies.find(&other, &analysis), None);
        assert_eq!(copies.find(&third, &analysis), Some(first.id));
    }
}
