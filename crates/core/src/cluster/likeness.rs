//! How alike two articles are, taken by themselves.

use super::card::{Card, log_count};
use super::lexicon::idf_of;
use crate::text::ascending::{Places, meet};

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
    /// Cosine of the words of the text that are no part of a name.
    pub things: f32,
    /// Share of what makes the texts alike that is no name.
    pub things_part: f32,
    /// Words in common that are no part of a name.
    pub shared_things: f32,
    /// How rare the two rarest words in common are that are no part of a name, 0 to 2.
    pub rare_things: f32,
    /// One number for ranking: what looks most alike.
    pub mix: f32,
}

/// A product of weights as a cosine. The two sides may have been weighed at different times, so it may pass 1 by a little.
fn cosine(dot: f32, a: f32, b: f32) -> f32 {
    if dot <= 0.0 { 0.0 } else { (dot / (a * b).sqrt().max(1e-9)).min(1.0) }
}

fn share(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { (part / whole).min(1.0) } else { 0.0 }
}

/// One card, laid out so that many others can be held against it.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    terms: Places<4096>,
    names: Places<256>,
    figures: Places<256>,
    pairs: Places<4096>,
}

impl Asked {
    /// Takes up a card in place of the one before.
    pub fn hold(&mut self, card: &Card) {
        self.terms.hold(card.terms());
        self.names.hold(card.names());
        self.figures.hold(card.figures());
        self.pairs.hold(card.pairs());
    }

    /// [`Likeness::of`] the card that was taken up, which is `a`, and another.
    pub fn likeness(&self, a: &Card, b: &Card, top: f32) -> Likeness {
        Likeness::found(a, b, top, Some(self))
    }
}

impl Likeness {
    /// Compares two cards; `top` is the greatest rarity there is. Where the two know a word as of different rarity, the
    /// lesser is believed: it was reckoned later.
    pub fn of(a: &Card, b: &Card, top: f32) -> Self {
        Self::found(a, b, top, None)
    }

    fn found(a: &Card, b: &Card, top: f32, asked: Option<&Asked>) -> Self {
        let mut it = Self::default();
        it.words(a, b, top, asked);
        it.marks(a, b, top, asked);
        let mut common = 0;
        let pair = |_, _| common += 1;
        match asked {
            Some(asked) => asked.pairs.meet(a.pairs(), b.pairs(), pair),
            None => meet(a.pairs(), b.pairs(), pair),
        }
        let least = a.pairs().len().min(b.pairs().len());
        it.pairs = if least == 0 { 0.0 } else { common as f32 / least as f32 };
        it.pairs_count = ln_1p(common);
        it.days = common_days(a, b);
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

    fn words(&mut self, a: &Card, b: &Card, top: f32, asked: Option<&Asked>) {
        let (mut body, mut lead, mut title) = (0f32, 0f32, 0f32);
        let (mut a_found, mut b_found, mut both) = (0f32, 0f32, 0f32);
        let (mut things, mut shared_things) = (0f32, 0usize);
        let mut rare = [0u8; 3];
        let mut rare_things = [0u8; 2];
        let mut shared = 0usize;
        let both_have = |here, there| {
            let (x, y) = (a.slot(here), b.slot(there));
            let rarity = x.rarity.min(y.rarity);
            let square = idf_of(rarity) * idf_of(rarity);
            let ((xb, xl, xt), (yb, yl, yt)) = (x.weights(), y.weights());
            body += xb * yb * square;
            lead += xl * yl * square;
            title += xt * yt * square;
            both += square;
            shared += 1;
            if !(x.is_name() || y.is_name()) {
                things += xb * yb * square;
                shared_things += 1;
                if rarity > rare_things[1] {
                    rare_things = [rarity.max(rare_things[0]), rarity.min(rare_things[0])];
                }
            }
            a_found += if xt > 0.0 { square } else { 0.0 };
            b_found += if yt > 0.0 { square } else { 0.0 };
            if rarity > rare[2] {
                rare[2] = rarity;
                rare.sort_unstable_by(|p, q| q.cmp(p));
            }
        };
        match asked {
            Some(asked) => asked.terms.meet(a.terms(), b.terms(), both_have),
            None => meet(a.terms(), b.terms(), both_have),
        }
        self.things = cosine(things, a.mass.things, b.mass.things);
        self.things_part = share(things, body);
        self.shared_things = ln_1p(shared_things);
        self.rare_things = rare_things.iter().map(|rarity| idf_of(*rarity)).sum::<f32>() / top;
        self.body = cosine(body, a.mass.body, b.mass.body);
        self.lead = cosine(lead, a.mass.lead, b.mass.lead);
        self.title = cosine(title, a.mass.title, b.mass.title);
        let (in_b, in_a) = (share(a_found, a.mass.of_title), share(b_found, b.mass.of_title));
        self.title_in_most = in_a.max(in_b);
        self.title_in_least = in_a.min(in_b);
        self.covered = share(both, a.mass.all.min(b.mass.all));
        self.shared_terms = ln_1p(shared);
        self.rarest = idf_of(rare[0]) / top;
        self.three_rarest = rare.iter().map(|rarity| idf_of(*rarity)).sum::<f32>() / top;
    }

    fn marks(&mut self, a: &Card, b: &Card, top: f32, asked: Option<&Asked>) {
        let (mut all, mut places) = (0f32, 0f32);
        let (mut shared, mut rarest) = (0usize, 0u8);
        let both_have = |here, there| {
            let (x, y) = (a.name(here), b.name(there));
            let rarity = x.rarity.min(y.rarity);
            let product = log_count(x.count) * log_count(y.count) * idf_of(rarity) * idf_of(rarity);
            all += product;
            places += if x.place || y.place { product } else { 0.0 };
            shared += 1;
            rarest = rarest.max(rarity);
        };
        match asked {
            Some(asked) => asked.names.meet(a.names(), b.names(), both_have),
            None => meet(a.names(), b.names(), both_have),
        }
        self.names = cosine(all, a.mass.names, b.mass.names);
        self.places = cosine(places, a.mass.places, b.mass.places);
        self.shared_names = ln_1p(shared);
        self.rarest_name = idf_of(rarest) / top;
        let (mut shared, mut weight) = (0usize, 0f32);
        let both_have = |here, there| {
            let (x, y) = (a.figure(here), b.figure(there));
            shared += 1;
            weight += idf_of(x.rarity.min(y.rarity));
        };
        match asked {
            Some(asked) => asked.figures.meet(a.figures(), b.figures(), both_have),
            None => meet(a.figures(), b.figures(), both_have),
        }
        self.figures = weight / top;
        let least = a.figures().len().min(b.figures().len());
        self.figures_share = if least == 0 { -1.0 } else { shared as f32 / least as f32 };
    }
}

/// `ln(1 + count)` of small counts.
fn ln_1p(count: usize) -> f32 {
    const FIRST: usize = 80;
    static TABLE: std::sync::LazyLock<[f32; FIRST]> =
        std::sync::LazyLock::new(|| std::array::from_fn(|count| libm::logf(1.0 + count as f32)));
    TABLE.get(count).copied().unwrap_or_else(|| libm::logf(1.0 + count as f32))
}

fn common_days(a: &Card, b: &Card) -> f32 {
    let (a, b) = (a.days(), b.days());
    if a.clone().next().is_none() || b.clone().next().is_none() {
        return -1.0;
    }
    a.filter(|day| b.clone().any(|other| other == *day)).count() as f32
}
