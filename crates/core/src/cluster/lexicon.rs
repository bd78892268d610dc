//! The desk's lexicon: keys of words, names and figures as small numbers, each with how many articles have it.

use rustc_hash::FxHashMap;

/// Articles that are taken to have been seen before the first one: keeps a small stream from calling everything that
/// its few articles share common.
const BEFORE: f32 = 200.0;

/// Number of a key that no article on the desk has.
pub(super) const UNKNOWN: u32 = u32::MAX;

/// Keys with their document frequencies.
#[derive(Clone, Debug)]
pub(super) struct Lexicon {
    numbers: FxHashMap<u64, u32>,
    ln_frequency: Vec<f32>,
    frequency: Vec<u32>,
    articles: u32,
    ln_articles: f32,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self {
            numbers: FxHashMap::default(),
            ln_frequency: Vec::new(),
            frequency: Vec::new(),
            articles: 0,
            ln_articles: libm::logf(BEFORE),
        }
    }
}

impl Lexicon {
    /// The number of `key`, or [`UNKNOWN`].
    pub fn find(&self, key: u64) -> u32 {
        self.numbers.get(&key).copied().unwrap_or(UNKNOWN)
    }

    /// The number of `key`, counted for one more article.
    pub fn count(&mut self, key: u64) -> u32 {
        let next = self.frequency.len() as u32;
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.frequency.push(1);
            self.ln_frequency.push(0.0);
        } else {
            let frequency = &mut self.frequency[number as usize];
            *frequency += 1;
            self.ln_frequency[number as usize] = libm::logf(*frequency as f32);
        }
        number
    }

    /// One more article has been counted.
    pub fn add_article(&mut self) {
        self.articles += 1;
        self.ln_articles = libm::logf(self.articles as f32 + BEFORE);
    }

    /// How much a key tells: the logarithm of articles over articles that have it; greatest for an unknown one.
    pub fn idf(&self, number: u32) -> f32 {
        let ln = self.ln_frequency.get(number as usize).copied().unwrap_or(0.0);
        (self.ln_articles - ln).max(0.0)
    }

    /// The greatest value that [`Lexicon::idf`] takes.
    pub fn top_idf(&self) -> f32 {
        self.ln_articles
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.frequency.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_many_have_tells_less() {
        let mut lexicon = Lexicon::default();
        for round in 0..10 {
            lexicon.count(7);
            if round == 0 {
                lexicon.count(8);
            }
            lexicon.add_article();
        }
        let (common, rare) = (lexicon.find(7), lexicon.find(8));
        assert!(lexicon.idf(common) < lexicon.idf(rare));
        assert_eq!(lexicon.idf(UNKNOWN), lexicon.top_idf());
        assert_eq!((lexicon.len(), lexicon.find(9)), (2, UNKNOWN));
    }
}
