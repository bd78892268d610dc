//! What the desk keeps of an article: a few hundred bytes by which it is compared.

use super::lexicon::{Lexicon, idf_of};
use crate::model::Language;

/// A word of an article with its counts, which saturate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Slot {
    /// Key of the stem.
    pub term: u32,
    /// Count in the title.
    pub title: u8,
    /// Count in the first words of the text, up to 127; the highest bit says whether it is part of a name.
    pub lead: u8,
    /// Count in the whole text.
    pub body: u8,
    /// How rare it was when last reckoned, in the lexicon's steps.
    pub rarity: u8,
}

/// A name or figure of an article with its count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Mark {
    /// Its key.
    pub term: u32,
    /// How often it stands in title and text, saturating.
    pub count: u8,
    /// Whether it is a place.
    pub place: bool,
    /// How rare it was when last reckoned, in the lexicon's steps.
    pub rarity: u8,
}

/// What an article weighs, for cosines and shares; reckoned from its words when the lexicon has changed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Mass {
    /// Squares of weights of the words in the text.
    pub body: f32,
    /// The same for those that are no part of a name.
    pub things: f32,
    /// The same for the lead.
    pub lead: f32,
    /// The same for the title.
    pub title: f32,
    /// The same for names.
    pub names: f32,
    /// The same for places.
    pub places: f32,
    /// Squares of rarity of all words.
    pub all: f32,
    /// Squares of rarity of the title's words.
    pub of_title: f32,
}

/// What is known of an article beside its words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Head {
    /// Publication in seconds since 1970.
    pub at: Option<i64>,
    /// Key of the outlet's domain.
    pub outlet: u32,
    /// Words in the text.
    pub words: u32,
    /// Language of the text.
    pub language: Option<Language>,
    /// Whether it has a title.
    pub titled: bool,
}

/// An article on the desk. Its lists stand one after the other in one piece of memory, since a comparison looks at all of
/// them and there are many cards: the keys of its words, then their counts; the keys of its names and figures, then
/// their counts; pairs; days.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Card {
    /// Publication in seconds since 1970, or the least number.
    at: i64,
    /// Key of the outlet's domain.
    pub outlet: u32,
    /// Words in the text.
    pub words: u32,
    /// What it weighs.
    pub mass: Mass,
    /// Language of the text.
    pub language: Option<Language>,
    /// Whether it has a title.
    pub titled: bool,
    /// How many words, names, figures and pairs it has.
    terms: u8,
    names: u8,
    figures: u8,
    pairs: u8,
    lists: Box<[u32]>,
}

const NO_TIME: i64 = i64::MIN;

impl Card {
    /// A card of these lists, each ascending by key and of up to 255 entries: words, names, figures, pairs of neighboring words
    /// in title and lead, days told in the text as days since 1970 modulo 2^16. What is beyond is left out.
    pub fn new(head: Head, terms: &[Slot], marks: [&[Mark]; 2], pairs: &[u32], days: &[i16]) -> Self {
        fn short<T>(list: &[T]) -> &[T] {
            &list[..list.len().min(255)]
        }
        let (terms, [names, figures], pairs) = (short(terms), marks.map(short), short(pairs));
        let marks = || names.iter().chain(figures);
        let count = names.len() + figures.len();
        let length = 2 * terms.len() + count + count.div_ceil(2) + pairs.len() + days.len().div_ceil(2);
        let mut lists = Vec::with_capacity(length);
        lists.extend(terms.iter().map(|slot| slot.term));
        lists.extend(terms.iter().map(|slot| slot.note()));
        lists.extend(marks().map(|mark| mark.term));
        let mut notes = marks().map(|mark| u32::from(mark.note()));
        while let Some(first) = notes.next() {
            lists.push(first | notes.next().unwrap_or(0) << 16);
        }
        lists.extend(pairs);
        // An odd list of days ends with its last day twice.
        let half = |day: &i16| u32::from(*day as u16);
        lists.extend(days.chunks(2).map(|two| half(&two[0]) | half(two.get(1).unwrap_or(&two[0])) << 16));
        Self {
            at: head.at.unwrap_or(NO_TIME),
            outlet: head.outlet,
            words: head.words,
            mass: Mass::default(),
            language: head.language,
            titled: head.titled,
            terms: terms.len() as u8,
            names: names.len() as u8,
            figures: figures.len() as u8,
            pairs: pairs.len() as u8,
            lists: lists.into(),
        }
    }

    /// What stands in the place of an article that is no longer compared.
    pub fn gone() -> Self {
        let head = Head { at: None, outlet: 0, words: u32::MAX, language: None, titled: false };
        Self::new(head, &[], [&[], &[]], &[], &[])
    }

    /// Whether it is no longer compared.
    pub fn is_gone(&self) -> bool {
        self.words == u32::MAX
    }

    /// Publication in seconds since 1970.
    pub fn at(&self) -> Option<i64> {
        (self.at != NO_TIME).then_some(self.at)
    }

    /// Where its lists begin: counts of words, names, counts of names and figures, pairs, days.
    fn starts(&self) -> [usize; 5] {
        let [terms, names, figures, pairs] =
            [self.terms, self.names, self.figures, self.pairs].map(usize::from);
        let marks = 2 * terms + names + figures;
        let after = marks + (names + figures).div_ceil(2);
        [terms, 2 * terms, marks, after, after + pairs]
    }

    /// A number from each part of its lists. Who reads many cards asks all of them first: the memory that they stand in comes
    /// for all at once then, and not for one after the other.
    pub fn touched(&self) -> u32 {
        const LINE: usize = 16;
        self.lists.iter().step_by(LINE).fold(self.words, |all, number| all ^ number)
    }

    /// Keys of its words.
    pub fn terms(&self) -> &[u32] {
        &self.lists[..usize::from(self.terms)]
    }

    /// A word by its place among [`Card::terms`].
    pub fn slot(&self, at: usize) -> Slot {
        Slot::noted(self.lists[at], self.lists[usize::from(self.terms) + at])
    }

    /// Its most telling words, by key.
    pub fn slots(&self) -> impl ExactSizeIterator<Item = Slot> + '_ {
        (0..usize::from(self.terms)).map(|at| self.slot(at))
    }

    /// Keys of its names.
    pub fn names(&self) -> &[u32] {
        &self.lists[self.starts()[1]..][..usize::from(self.names)]
    }

    /// Keys of its figures.
    pub fn figures(&self) -> &[u32] {
        &self.lists[self.starts()[1] + usize::from(self.names)..][..usize::from(self.figures)]
    }

    /// A name by its place among [`Card::names`].
    pub fn name(&self, at: usize) -> Mark {
        let [_, keys, notes, _, _] = self.starts();
        Mark::noted(self.lists[keys + at], (self.lists[notes + at / 2] >> (16 * (at % 2))) as u16)
    }

    /// A figure by its place among [`Card::figures`].
    pub fn figure(&self, at: usize) -> Mark {
        self.name(usize::from(self.names) + at)
    }

    /// Names by key, then figures by key.
    pub fn marks(&self) -> impl ExactSizeIterator<Item = Mark> + '_ {
        (0..usize::from(self.names) + usize::from(self.figures)).map(|at| self.name(at))
    }

    /// How many of the marks are names.
    pub fn named(&self) -> u8 {
        self.names
    }

    /// Whether it has the name or figure of that key.
    pub fn has_mark(&self, key: u32) -> bool {
        [self.names(), self.figures()].iter().any(|marks| marks.binary_search(&key).is_ok())
    }

    /// Keys of pairs of neighboring words in title and lead, ascending.
    pub fn pairs(&self) -> &[u32] {
        &self.lists[self.starts()[3]..][..usize::from(self.pairs)]
    }

    /// Days told in the text, as days since 1970 modulo 2^16, ascending.
    pub fn days(&self) -> impl Iterator<Item = i16> + Clone + '_ {
        let two = self.lists[self.starts()[4]..].iter();
        let mut before = None;
        let all = two.flat_map(|two| [*two as u16 as i16, (*two >> 16) as u16 as i16]);
        all.filter(move |day| before.replace(*day) != Some(*day))
    }

    /// Reckons how rare its words are and what it weighs under the lexicon as it is now.
    pub fn weigh(&mut self, lexicon: &Lexicon) {
        let mut mass = Mass::default();
        let [_, _, notes, _, _] = self.starts();
        let terms = usize::from(self.terms);
        for at in 0..terms {
            let mut slot = self.slot(at);
            slot.rarity = lexicon.rarity(slot.term);
            self.lists[terms + at] = slot.note();
            let (body, lead, title) = slot.weights();
            let square = idf_of(slot.rarity) * idf_of(slot.rarity);
            mass.body += body * body * square;
            mass.things += if slot.is_name() { 0.0 } else { body * body * square };
            mass.lead += lead * lead * square;
            mass.title += title * title * square;
            mass.all += square;
            mass.of_title += if title > 0.0 { square } else { 0.0 };
        }
        for at in 0..usize::from(self.names) + usize::from(self.figures) {
            let mut mark = self.name(at);
            mark.rarity = lexicon.rarity(mark.term);
            let (two, shift) = (&mut self.lists[notes + at / 2], 16 * (at % 2));
            *two = *two & !(0xffff << shift) | u32::from(mark.note()) << shift;
            if at < usize::from(self.names) {
                let weight = log_count(mark.count) * idf_of(mark.rarity);
                mass.names += weight * weight;
                mass.places += if mark.place { weight * weight } else { 0.0 };
            }
        }
        self.mass = mass;
    }
}

impl Mark {
    /// Counts up to which they differ in anything.
    const MOST: u8 = 127;

    /// All but the key in 16 bits.
    fn note(self) -> u16 {
        u16::from(self.rarity) | u16::from(self.count.min(Self::MOST)) << 8 | u16::from(self.place) << 15
    }

    fn noted(term: u32, note: u16) -> Self {
        let [rarity, count] = note.to_le_bytes();
        Self { term, count: count & Self::MOST, place: count > Self::MOST, rarity }
    }
}

impl Slot {
    pub const NAME: u8 = 0x80;

    /// All but the key.
    fn note(self) -> u32 {
        u32::from_le_bytes([self.title, self.lead, self.body, self.rarity])
    }

    fn noted(term: u32, note: u32) -> Self {
        let [title, lead, body, rarity] = note.to_le_bytes();
        Self { term, title, lead, body, rarity }
    }

    /// Whether it is part of a name, mostly.
    pub fn is_name(self) -> bool {
        self.lead & Self::NAME != 0
    }

    /// Count in the first words of the text.
    fn leads(self) -> u8 {
        self.lead & !Self::NAME
    }

    /// What its counts weigh in text, lead and title. A title's words belong to the text even where it does not repeat them.
    pub fn weights(self) -> (f32, f32, f32) {
        let title = log_count(self.title);
        (log_count(self.body).max(title), log_count(self.leads()).max(title), title)
    }
}

/// How much a word counts inside its article, before it is known how rare it is.
pub(super) fn salience(slot: Slot) -> f32 {
    log_count(slot.body) + 1.5 * log_count(slot.title) + 0.5 * log_count(slot.leads())
}

/// `1 + ln(count)`, 0 for 0.
pub(super) fn log_count(count: u8) -> f32 {
    const FIRST: [f32; 17] = [
        0.0,
        1.0,
        1.693_147_2,
        2.098_612_3,
        2.386_294_4,
        2.609_438,
        2.791_759_5,
        2.945_910_2,
        3.079_441_5,
        3.197_224_6,
        3.302_585,
        3.397_895_3,
        3.484_906_7,
        3.564_949_4,
        3.639_057_4,
        3.708_050_3,
        3.772_588_7,
    ];
    FIRST[usize::from(count.min(16))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_gives_back_what_it_was_made_of() {
        let slots: Vec<Slot> = (0..5)
            .map(|n| Slot { term: n * 7, title: n as u8, lead: 0x80 | n as u8, body: 200, rarity: 0 })
            .collect();
        let mark = |term: u32, place| Mark { term, count: term as u8, place, rarity: 0 };
        for days in [&[][..], &[-3], &[-3, 5], &[1, 2, 3]] {
            for names in 0..3 {
                let names: Vec<Mark> = (0..names).map(|n| mark(n + 1, n == 1)).collect();
                let figures = [mark(40, false), mark(90, false)];
                let head = Head { at: Some(-5), outlet: 9, words: 70, language: None, titled: true };
                let mut card = Card::new(head, &slots, [&names, &figures], &[4, 5, 6], days);
                assert_eq!(card.slots().collect::<Vec<_>>(), slots);
                assert_eq!(card.marks().collect::<Vec<_>>(), [&names[..], &figures].concat());
                assert_eq!((card.figures(), card.figure(1).term), (&[40, 90][..], 90));
                assert_eq!((card.pairs(), card.days().collect::<Vec<_>>()), (&[4, 5, 6][..], days.to_vec()));
                assert!(card.has_mark(90) && !card.has_mark(7) && card.at() == Some(-5));
                card.weigh(&Lexicon::default());
                let rare = Lexicon::default().rarity(90);
                assert!(card.marks().all(|mark| mark.rarity == rare) && card.mass.body > 0.0);
                assert_eq!(
                    card.marks().map(|mark| mark.term).sum::<u32>(),
                    names.iter().map(|m| m.term).sum::<u32>() + 130
                );
            }
        }
        assert!(Card::gone().is_gone() && Card::gone().days().count() == 0);
    }
}
