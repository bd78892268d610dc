//! What is new since an earlier edition: facts of a story that none of its lines told.

use crate::model::{ArticleId, Edition, StoryId};
use crate::text::hash::key64;
use crate::text::normalize::fold_into;
use crate::text::words::words;
use std::collections::{BTreeMap, BTreeSet};

/// Share of a sentence's words that an earlier line must have for the sentence to be no news.
const TOLD: f64 = 0.6;
/// Words shorter than this, in bytes, carry no fact.
const SHORT: usize = 4;

/// An earlier edition, as far as it matters for telling what is new.
#[derive(Clone, Debug, Default)]
pub struct Earlier {
    stories: Vec<Before>,
    by_article: BTreeMap<ArticleId, usize>,
    by_story: BTreeMap<StoryId, usize>,
}

/// A story as it was told.
#[derive(Clone, Debug, Default)]
pub(crate) struct Before {
    articles: BTreeSet<ArticleId>,
    lines: Vec<Vec<u64>>,
}

impl Earlier {
    /// Remembers an edition.
    pub fn of(edition: &Edition) -> Self {
        let mut earlier = Self::default();
        for (index, digest) in edition.stories.iter().enumerate() {
            let mut before = Before::default();
            let told = [
                &digest.summary,
                &digest.key_points,
                &digest.background,
                &digest.whats_new,
                &digest.whats_next,
            ];
            let articles = digest.articles.iter().flat_map(|article| &article.summary);
            for line in
                told.into_iter().flatten().chain(articles).chain(digest.timeline.iter().map(|e| &e.line))
            {
                before.lines.push(keys(&line.text));
            }
            before.lines.push(keys(&digest.title.text));
            for article in &digest.articles {
                before.articles.insert(article.id);
                earlier.by_article.insert(article.id, index);
            }
            earlier.by_story.insert(digest.story, index);
            earlier.stories.push(before);
        }
        earlier
    }

    /// The story as it was told before: the same one, or the one that most of these articles stood in. `None`: it is new.
    pub(crate) fn story(&self, story: StoryId, articles: impl Iterator<Item = ArticleId>) -> Option<&Before> {
        let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
        for index in articles.filter_map(|article| self.by_article.get(&article)) {
            *votes.entry(*index).or_default() += 1;
        }
        let most = votes.into_iter().max_by_key(|(index, count)| (*count, std::cmp::Reverse(*index)));
        let index = most.map(|(index, _)| index).or_else(|| self.by_story.get(&story).copied())?;
        self.stories.get(index)
    }
}

impl Before {
    /// Whether the story had this article.
    pub(crate) fn has(&self, article: ArticleId) -> bool {
        self.articles.contains(&article)
    }

    /// Whether a line told what this text says.
    pub(crate) fn told(&self, text: &str) -> bool {
        let mine = keys(text);
        let shared = |line: &Vec<u64>| mine.iter().filter(|key| line.binary_search(key).is_ok()).count();
        self.lines.iter().any(|line| shared(line) as f64 >= mine.len() as f64 * TOLD)
    }
}

/// The longer words and the figures of a text, as keys, ascending.
fn keys(text: &str) -> Vec<u64> {
    let mut folded = String::new();
    let mut keys = Vec::new();
    for word in words(text) {
        let word = word.of(text);
        if word.len() < SHORT && !word.starts_with(|letter: char| letter.is_ascii_digit()) {
            continue;
        }
        folded.clear();
        fold_into(word, &mut folded);
        keys.push(key64(&folded));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_figure_is_news_and_other_wording_is_not() {
        let before = Before {
            lines: vec![keys("At least 12 people were killed in the valley on Monday.")],
            ..Before::default()
        };
        assert!(before.told("On Monday at least 12 people were killed in that valley."));
        assert!(!before.told("The toll rose to 31 when rescuers reached the village of Puente Alto."));
    }
}
