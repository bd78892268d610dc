//! How alike two articles are, taken by themselves.

use super::card::{Card, Mark, Slot, log_count};
use super::lexicon::{Lexicon, UNKNOWN};

/// Measures of a pair of articles; all are the same whichever comes first.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Likeness {
    /// Cosine of the words of the text.
    pub body: f32,
    /// Cosine of the words of the lead.
    pub lead: f32,
    /// Cosine of the words of the title.
    pub title: f32,
    /// Cosine of the names.
    pub names: f32,
    /// Share of one title's weight that stands anywhere in the other article: the greater of the two.
    pub title_in_most: f32,
    /// The lesser of the two.
    pub title_in_least: f32,
    /// Share of the lighter article's weight that the other one has too.
    pub covered: f32,
    /// Words in common.
    pub shared_terms: f32,
    /// How rare the rarest word in common is, 0 to 1.
    pub rarest: f32,
    /// How rare the three rarest words in common are, 0 to 3.
    pub three_rarest: f32,
    /// Names in common.
    pub shared_names: f32,
    /// How rare the rarest name in common is, 0 to 1.
    pub rarest_name: f32,
    /// Cosine of the places alone.
    pub places: f32,
    /// Weight of the figures in common.
    pub figures: f32,
    /// Share of the figures of the article with fewer that the other has too; -1 where one has none.
    pub figures_share: f32,
    /// Pairs of neighboring words in common, as a share of the lesser number.
    pub pairs: f32,
    /// Number of such pairs, logarithm.
    pub pairs_count: f32,
    /// Days told in both texts.
    pub days: f32,
    /// One number for ranking: what looks most alike.
    pub mix: f32,
}

#[derive(Default)]
struct Cosine {
    dot: f32,
    a: f32,
    b: f32,
}

impl Cosine {
    fn of(&self) -> f32 {
        if self.dot <= 0.0 { 0.0 } else { self.dot / libm::sqrtf(self.a * self.b) }
    }
}

/// Steps through two lists ordered by `key` and calls `both` with what stands at each key.
fn walk<T: Copy>(a: &[T], b: &[T], key: impl Fn(&T) -> u32, mut each: impl FnMut(Option<T>, Option<T>)) {
    let (mut i, mut j) = (0, 0);
    loop {
        match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) if key(x) == key(y) && key(x) != UNKNOWN => {
                each(Some(*x), Some(*y));
                (i, j) = (i + 1, j + 1);
            }
            (Some(x), Some(y)) if key(x) <= key(y) => {
                each(Some(*x), None);
                i += 1;
                let _ = y;
            }
            (Some(x), None) => {
                each(Some(*x), None);
                i += 1;
            }
            (_, Some(y)) => {
                each(None, Some(*y));
                j += 1;
            }
            (None, None) => return,
        }
    }
}

impl Likeness {
    /// Compares two cards under the lexicon as it stands.
    pub fn of(a: &Card, b: &Card, lexicon: &Lexicon) -> Self {
        let mut it = Self::default();
        it.words(a, b, lexicon);
        it.marks(a, b, lexicon);
        let common = common(&a.pairs, &b.pairs);
        let least = a.pairs.len().min(b.pairs.len());
        it.pairs = if least == 0 { 0.0 } else { common as f32 / least as f32 };
        it.pairs_count = libm::logf(1.0 + common as f32);
        it.days = common_days(&a.days, &b.days);
        let tongues = a.language.is_some() && b.language.is_some() && a.language != b.language;
        it.mix = if tongues { it.mixed_across() } else { it.mixed(a.titled && b.titled) };
        it
    }

    /// Across languages names and figures are nearly all that can be shared.
    fn mixed_across(&self) -> f32 {
        0.6 * self.names + 0.3 * self.body + 0.1 * self.figures_share.max(0.0)
    }

    fn mixed(&self, titled: bool) -> f32 {
        let rest = 0.45 * self.body + 0.3 * self.lead + 0.15 * self.names + 0.1 * self.pairs;
        if titled { 0.8 * rest + 0.12 * self.title + 0.08 * self.title_in_least } else { rest }
    }

    fn words(&mut self, a: &Card, b: &Card, lexicon: &Lexicon) {
        let (mut body, mut lead, mut title) = (Cosine::default(), Cosine::default(), Cosine::default());
        let (mut title_a, mut title_b, mut a_found, mut b_found) = (0f32, 0f32, 0f32, 0f32);
        let (mut mass_a, mut mass_b, mut mass_both) = (0f32, 0f32, 0f32);
        let mut rare = [0f32; 3];
        let mut shared = 0u32;
        walk(
            &a.terms,
            &b.terms,
            |slot| slot.term,
            |x: Option<Slot>, y: Option<Slot>| {
                let Some(either) = x.or(y) else { return };
                let idf = lexicon.idf(either.term);
                let square = idf * idf;
                let (xb, yb) = (x.map_or(0.0, |s| log_count(s.body)), y.map_or(0.0, |s| log_count(s.body)));
                let (xl, yl) = (x.map_or(0.0, |s| log_count(s.lead)), y.map_or(0.0, |s| log_count(s.lead)));
                let (xt, yt) = (x.map_or(0.0, |s| log_count(s.title)), y.map_or(0.0, |s| log_count(s.title)));
                // A title's words belong to the text even where the text does not repeat them.
                let (xb, yb) = (xb.max(xt), yb.max(yt));
                let (xl, yl) = (xl.max(xt), yl.max(yt));
                body.dot += xb * yb * square;
                body.a += xb * xb * square;
                body.b += yb * yb * square;
                lead.dot += xl * yl * square;
                lead.a += xl * xl * square;
                lead.b += yl * yl * square;
                title.dot += xt * yt * square;
                title.a += xt * xt * square;
                title.b += yt * yt * square;
                mass_a += if x.is_some() { square } else { 0.0 };
                mass_b += if y.is_some() { square } else { 0.0 };
                title_a += if xt > 0.0 { square } else { 0.0 };
                title_b += if yt > 0.0 { square } else { 0.0 };
                if x.is_some() && y.is_some() {
                    mass_both += square;
                    shared += 1;
                    a_found += if xt > 0.0 { square } else { 0.0 };
                    b_found += if yt > 0.0 { square } else { 0.0 };
                    let rarity = idf / lexicon.top_idf();
                    if rarity > rare[2] {
                        rare[2] = rarity;
                        rare.sort_unstable_by(|p, q| q.total_cmp(p));
                    }
                }
            },
        );
        self.body = body.of();
        self.lead = lead.of();
        self.title = title.of();
        let share = |found: f32, all: f32| if all > 0.0 { found / all } else { 0.0 };
        let (in_b, in_a) = (share(a_found, title_a), share(b_found, title_b));
        self.title_in_most = in_a.max(in_b);
        self.title_in_least = in_a.min(in_b);
        self.covered = share(mass_both, mass_a.min(mass_b));
        self.shared_terms = libm::logf(1.0 + shared as f32);
        self.rarest = rare[0];
        self.three_rarest = rare.iter().sum();
    }

    fn marks(&mut self, a: &Card, b: &Card, lexicon: &Lexicon) {
        let (mut all, mut places) = (Cosine::default(), Cosine::default());
        let mut shared = 0u32;
        walk(
            &a.names,
            &b.names,
            |mark| mark.term,
            |x: Option<Mark>, y: Option<Mark>| {
                let Some(either) = x.or(y) else { return };
                let idf = lexicon.idf(either.term);
                let square = idf * idf;
                let (xc, yc) = (x.map_or(0.0, |m| log_count(m.count)), y.map_or(0.0, |m| log_count(m.count)));
                all.dot += xc * yc * square;
                all.a += xc * xc * square;
                all.b += yc * yc * square;
                if either.place {
                    places.dot += xc * yc * square;
                    places.a += xc * xc * square;
                    places.b += yc * yc * square;
                }
                if x.is_some() && y.is_some() {
                    shared += 1;
                    self.rarest_name = self.rarest_name.max(idf / lexicon.top_idf());
                }
            },
        );
        self.names = all.of();
        self.places = places.of();
        self.shared_names = libm::logf(1.0 + shared as f32);
        let mut shared = 0u32;
        walk(
            &a.figures,
            &b.figures,
            |mark| mark.term,
            |x: Option<Mark>, y: Option<Mark>| {
                if let (Some(x), Some(_)) = (x, y) {
                    shared += 1;
                    self.figures += lexicon.idf(x.term) / lexicon.top_idf();
                }
            },
        );
        let least = a.figures.len().min(b.figures.len());
        self.figures_share = if least == 0 { -1.0 } else { shared as f32 / least as f32 };
    }
}

/// How many numbers two ascending lists have in common.
fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        both += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    both
}

fn common_days(a: &[i16], b: &[i16]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return -1.0;
    }
    a.iter().filter(|day| b.contains(day)).count() as f32
}
