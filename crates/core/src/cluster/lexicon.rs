//! The desk's lexicon: in how many articles each key (of a word, name or figure) was met.
//!
//! Keys are hashes already, so their counts stand in a plain table under the key's last bits (feature hashing, Weinberger et
//! al. 2009): nothing is interned, memory does not grow with the archive, and keys that share a place only look a
//! little more common than they are.

/// Articles that are taken to have been seen before the first one: keeps a small stream from calling everything that
/// its few articles share common.
const BEFORE: f32 = 200.0;
/// Places per article that the table has at least, while it is small enough to grow.
const PLACES_PER_ARTICLE: usize = 64;
/// Smallest and largest table, as powers of two.
const SMALLEST: u32 = 14;
const LARGEST: u32 = 22;
/// Steps of a unit in which rarity is kept with an article.
const STEPS: f32 = 16.0;

/// Counts of keys.
#[derive(Clone, Debug)]
pub(super) struct Lexicon {
    counts: Vec<u32>,
    articles: u32,
    ln_articles: f32,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self { counts: vec![0; 1 << SMALLEST], articles: 0, ln_articles: libm::logf(BEFORE) }
    }
}

impl Lexicon {
    /// Counts the keys of one more article, each of which should come once.
    pub fn count(&mut self, keys: impl Iterator<Item = u32>) {
        if self.counts.len() < (self.articles as usize * PLACES_PER_ARTICLE).min(1 << LARGEST) {
            // Each place becomes two, of which both start with what was counted so far.
            self.counts.extend_from_within(..);
        }
        let mask = self.counts.len() - 1;
        for key in keys {
            let count = &mut self.counts[key as usize & mask];
            *count = count.saturating_add(1);
        }
        self.articles = self.articles.saturating_add(1);
        self.ln_articles = libm::logf(self.articles as f32 + BEFORE);
    }

    /// How much a key tells: the logarithm of articles over articles that have it; greatest for an unknown one.
    #[inline]
    pub fn idf(&self, key: u32) -> f32 {
        let count = self.counts[key as usize & (self.counts.len() - 1)];
        (self.ln_articles - ln(count)).max(0.0)
    }

    /// [`Lexicon::idf`] in sixteenths, as it is kept with an article.
    #[inline]
    pub fn rarity(&self, key: u32) -> u8 {
        (self.idf(key) * STEPS + 0.5) as u8
    }

    /// The greatest value that [`Lexicon::idf`] takes.
    pub fn top_idf(&self) -> f32 {
        self.ln_articles
    }

    /// Its state: articles and counts.
    pub fn parts(&self) -> (u32, &[u32]) {
        (self.articles, &self.counts)
    }

    /// From its state. `None` if the table is not of a size that it can have.
    pub fn from_parts(articles: u32, counts: Vec<u32>) -> Option<Self> {
        let fits = counts.len().is_power_of_two() && (1 << SMALLEST..=1 << LARGEST).contains(&counts.len());
        fits.then(|| Self { counts, articles, ln_articles: libm::logf(articles as f32 + BEFORE) })
    }
}

/// [`Lexicon::idf`] from its sixteenths.
#[inline]
pub(super) fn idf_of(rarity: u8) -> f32 {
    f32::from(rarity) / STEPS
}

/// Logarithm of a count; 0 for 0. Nearly all counts are small, so these are looked up.
#[inline]
fn ln(count: u32) -> f32 {
    const FIRST: usize = 1024;
    static TABLE: std::sync::LazyLock<[f32; FIRST]> =
        std::sync::LazyLock::new(|| std::array::from_fn(|count| libm::logf(count.max(1) as f32)));
    TABLE.get(count as usize).copied().unwrap_or_else(|| libm::logf(count as f32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_many_have_tells_less() {
        let mut lexicon = Lexicon::default();
        for round in 0..10 {
            lexicon.count([7, 8].into_iter().take(if round == 0 { 2 } else { 1 }));
        }
        assert!(lexicon.idf(7) < lexicon.idf(8));
        assert_eq!(lexicon.idf(9), lexicon.top_idf());
        assert!((idf_of(lexicon.rarity(7)) - lexicon.idf(7)).abs() < 0.04);
    }

    #[test]
    fn a_growing_table_forgets_nothing() {
        let mut lexicon = Lexicon::default();
        for article in 0..2000u32 {
            lexicon.count([5, article.wrapping_mul(0x9e37_79b1)].into_iter());
        }
        let (articles, counts) = lexicon.parts();
        assert!(counts.len() > 1 << SMALLEST);
        assert!(counts[5] >= 2000);
        assert!(Lexicon::from_parts(articles, counts.to_vec()).is_some());
        assert!(Lexicon::from_parts(1, vec![0; 3]).is_none());
    }
}
