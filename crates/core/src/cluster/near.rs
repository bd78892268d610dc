//! What a pair looks like from where its articles stand: a likeness of 0.3 is much in a quiet corner of the stream and
//! little in a crowded one, so the scale is taken from each article's own neighbors.

use super::card::Card;
use super::likeness::Likeness;

/// Neighbors kept per article.
pub(super) const NEIGHBORS: usize = 20;
/// How like the neighbors are that an article of a small desk lacks: what is usual in a large stream. Where there is little
/// else, everything is everything's nearest.
const USUAL: f32 = 0.08;
/// Measures of a pair.
pub const WIDTH: usize = 48;

/// The measures of a pair, in the order of [`NAMES`].
pub type Measures = [f32; WIDTH];

/// What the measures are called, for the table of learned weights.
pub const NAMES: [&str; WIDTH] = [
    "body",
    "lead",
    "title",
    "names",
    "title in most",
    "title in least",
    "covered",
    "shared terms",
    "rarest",
    "three rarest",
    "shared names",
    "rarest name",
    "places",
    "figures",
    "figures share",
    "pairs",
    "pairs count",
    "days",
    "hours apart",
    "words least",
    "words most",
    "same outlet",
    "same language",
    "titled",
    "mix",
    "rank least",
    "rank most",
    "of best least",
    "of best most",
    "margin least",
    "margin most",
    "over tail least",
    "over tail most",
    "common of 5",
    "common of 10",
    "common of 20",
    "tail least",
    "tail most",
    "best least",
    "best most",
    "past drop least",
    "past drop most",
    "over drop least",
    "over drop most",
    "things",
    "things part",
    "shared things",
    "rare things",
];

/// An article's nearest articles with their likeness, nearest first.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Near {
    count: u8,
    /// What lacks is filled up with a number that no article has.
    articles: [u32; NEIGHBORS],
    /// What lacks is filled up with less than any likeness.
    likes: [f32; NEIGHBORS],
}

impl Default for Near {
    fn default() -> Self {
        Self { count: 0, articles: [u32::MAX; NEIGHBORS], likes: [-1.0; NEIGHBORS] }
    }
}

impl Near {
    /// The nearest of `found`, which is put in another order.
    pub fn of(found: &mut [(u32, f32)]) -> Self {
        let nearest_first = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        let mut nearest = found;
        if nearest.len() > NEIGHBORS {
            nearest.select_nth_unstable_by(NEIGHBORS, nearest_first);
            nearest = &mut nearest[..NEIGHBORS];
        }
        nearest.sort_unstable_by(nearest_first);
        let mut it = Self { count: nearest.len() as u8, ..Self::default() };
        for (place, (article, likeness)) in nearest.iter().enumerate() {
            (it.articles[place], it.likes[place]) = (*article, *likeness);
        }
        it
    }

    /// Takes in an article if it is near enough.
    pub fn offer(&mut self, article: u32, likeness: f32) {
        let place = self.at_least(|kept| kept >= likeness);
        if place < NEIGHBORS {
            self.articles.copy_within(place..NEIGHBORS - 1, place + 1);
            self.likes.copy_within(place..NEIGHBORS - 1, place + 1);
            (self.articles[place], self.likes[place]) = (article, likeness);
            self.count = (self.count + 1).min(NEIGHBORS as u8);
        }
    }

    /// Them all, nearest first.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (u32, f32)> + Clone + '_ {
        let count = usize::from(self.count);
        self.articles[..count].iter().copied().zip(self.likes[..count].iter().copied())
    }

    /// Drops those that are gone and gives the others their new numbers.
    pub fn renumber(&mut self, new: &[u32]) {
        let mut it = Self::default();
        for (article, likeness) in self.iter() {
            let article = new.get(article as usize).copied().unwrap_or(u32::MAX);
            if article != u32::MAX {
                let place = usize::from(it.count);
                (it.articles[place], it.likes[place]) = (article, likeness);
                it.count += 1;
            }
        }
        *self = it;
    }

    /// How many of the first have a likeness that passes. All are looked at: that takes no branches.
    fn at_least(&self, passes: impl Fn(f32) -> bool) -> usize {
        self.likes.iter().map(|kept| u32::from(passes(*kept))).sum::<u32>() as usize
    }

    /// How many others stand nearer than `likeness`, and the likeness of the nearest article but `other`.
    fn others(&self, likeness: f32, other: u32) -> (usize, f32) {
        let nearer = self.at_least(|kept| kept > likeness);
        let among = self.articles[..nearer].contains(&other);
        let best = if self.articles[0] == other { self.likes[1] } else { self.likes[0] };
        (nearer - usize::from(among), best.max(0.0).max(self.usual()))
    }

    /// What the neighbors that it lacks are like.
    fn usual(&self) -> f32 {
        if usize::from(self.count) < NEIGHBORS { USUAL } else { 0.0 }
    }

    /// The mean likeness of the farther half of the neighbors: what is usual here.
    fn tail(&self) -> f32 {
        let (from, count) = (NEIGHBORS / 2, usize::from(self.count));
        let known = self.likes.get(from..count).unwrap_or_default();
        let lacking = NEIGHBORS - from - known.len();
        (known.iter().sum::<f32>() + lacking as f32 * USUAL) / (NEIGHBORS - from) as f32
    }

    /// Where the likeness of the neighbors drops most: how many stand before the drop, and the likeness behind it. Those
    /// before it are what stands out here, whatever the scale.
    fn drop(&self) -> (usize, f32) {
        let mut most = (0, 0.0, 0.0);
        let likes = self.iter().map(|(_, kept)| kept);
        let next = likes.clone().skip(1).chain((usize::from(self.count) < NEIGHBORS).then_some(USUAL));
        for (place, (here, next)) in likes.zip(next).enumerate() {
            let fall = here - next;
            if fall > most.1 {
                most = (place + 1, fall, next);
            }
        }
        (most.0, most.2)
    }

    /// How many of the first 5, 10 and 20 are among the other's first as many.
    fn common(&self, other: &Self) -> [f32; 3] {
        let mut common = [0f32; 3];
        for (mine, article) in self.articles[..usize::from(self.count)].iter().enumerate() {
            // All are compared, without leaving early: this becomes a few instructions over many lanes.
            let at = other
                .articles
                .iter()
                .zip(0u32..)
                .fold(u32::MAX, |at, (their, place)| if their == article { place } else { at });
            let depth = at.max(mine as u32);
            for (common, within) in common.iter_mut().zip([5, 10, NEIGHBORS as u32]) {
                *common += if depth < within { 1.0 } else { 0.0 };
            }
        }
        common
    }
}

/// An article with its neighbors, and what they say about any pair that it is in.
#[derive(Clone, Copy)]
pub(super) struct Seat<'d> {
    pub number: u32,
    pub card: &'d Card,
    pub near: &'d Near,
    tail: f32,
    drop: (usize, f32),
    log_words: f32,
}

impl<'d> Seat<'d> {
    pub fn new(number: u32, card: &'d Card, near: &'d Near) -> Self {
        let log_words = libm::logf(1.0 + card.words as f32);
        Self { number, card, near, tail: near.tail(), drop: near.drop(), log_words }
    }
}

/// Hours between articles, as their measure has them, beyond which a name in common is asked for: three weeks.
const LONG_AGO: f32 = 6.2;

/// Whether two articles share neither a name nor more than a few common words. In a stream of a handful of articles
/// everything is everything's nearest: nearness alone must not join them. Of bare titles less is asked: they may tell of one
/// thing without a word in common, and then their neighbors in common must speak for them. Of articles weeks apart more is
/// asked: in a language with few of them any word looks rare.
pub(super) fn strangers(measures: &Measures) -> bool {
    let (body, shared_names, words_least, common) = (measures[0], measures[10], measures[19], measures[35]);
    let (least, spoken_for) = if words_least > A_TEXT { (0.15, false) } else { (0.04, common >= 4.0) };
    let far = measures[18] > LONG_AGO && body < 0.4;
    shared_names == 0.0 && (body < least && !spoken_for || far)
}

/// Logarithm of the words from which a text is more than a title and a line.
const A_TEXT: f32 = 4.0;

/// The measures of a pair whose likeness is known.
pub(super) fn measure_with(a: &Seat, b: &Seat, like: &Likeness) -> Measures {
    let mix = like.mix;
    let low_high = |x: f32, y: f32| if x <= y { (x, y) } else { (y, x) };
    let (words_least, words_most) = low_high(a.log_words, b.log_words);
    let ((rank_a, next_a), (rank_b, next_b)) = (a.near.others(mix, b.number), b.near.others(mix, a.number));
    let (rank_least, rank_most) = low_high(rank_a as f32, rank_b as f32);
    let [common_5, common_10, common_20] = a.near.common(b.near);
    let of = |next: f32| mix / next.max(mix).max(1e-6);
    let (of_least, of_most) = low_high(of(next_a), of(next_b));
    let margin = |next: f32| (mix - next) / (mix + next).max(1e-6);
    let (margin_least, margin_most) = low_high(margin(next_a), margin(next_b));
    let (tail_least, tail_most) = low_high(a.tail, b.tail);
    let over = |tail: f32| mix / (tail + 0.02);
    let (best_least, best_most) = low_high(next_a, next_b);
    let ((inside_a, after_a), (inside_b, after_b)) = (a.drop, b.drop);
    let past = |rank: usize, inside: usize| (rank as f32 - inside as f32).clamp(-6.0, 6.0);
    let (past_least, past_most) = low_high(past(rank_a, inside_a), past(rank_b, inside_b));
    let (drop_least, drop_most) = low_high(over(after_a), over(after_b));
    let hours = match (a.card.at(), b.card.at()) {
        (Some(x), Some(y)) => libm::logf(1.0 + x.abs_diff(y) as f32 / 3600.0),
        _ => -1.0,
    };
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    [
        like.body,
        like.lead,
        like.title,
        like.names,
        like.title_in_most,
        like.title_in_least,
        like.covered,
        like.shared_terms,
        like.rarest,
        like.three_rarest,
        like.shared_names,
        like.rarest_name,
        like.places,
        like.figures,
        like.figures_share,
        like.pairs,
        like.pairs_count,
        like.days,
        hours,
        words_least,
        words_most,
        flag(a.card.outlet == b.card.outlet),
        flag(a.card.language == b.card.language),
        flag(a.card.titled) + flag(b.card.titled),
        mix,
        rank_least,
        rank_most,
        of_least,
        of_most,
        margin_least,
        margin_most,
        over(tail_most),
        over(tail_least),
        common_5,
        common_10,
        common_20,
        tail_least,
        tail_most,
        best_least,
        best_most,
        past_least,
        past_most,
        drop_least,
        drop_most,
        like.things,
        like.things_part,
        like.shared_things,
        like.rare_things,
    ]
}
