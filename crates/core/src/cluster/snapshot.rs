//! The desk as bytes and back: a restart goes on where the snapshot was taken, bit for bit.

use super::card::{Card, Head, Mark, Mass, Slot};
use super::config::ClusterConfig;
use super::desk::{Desk, Entry, EventGroup, Few, StoryGroup, copies_among, half};
use super::lexicon::Lexicon;
use super::meanings::Meanings;
use super::near::Near;
use super::people::People;
use super::shelf::Shelf;
use super::why::Surfaces;
use crate::model::{ArticleId, EventId, Language, Packer, StoryId, Unpacker};

/// The number of the stored form: raised whenever what is written changes.
const FORMAT: u32 = 4;
/// The oldest that is still read.
const OLDEST: u32 = 2;

/// Why a snapshot could not be restored: replay the articles instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RestoreError {
    /// It is of another form than this version writes.
    #[error("the snapshot has format {0}, this version reads {OLDEST} to {FORMAT}")]
    Format(u32),
    /// It was cut or changed.
    #[error("the snapshot is damaged")]
    Damaged,
}

impl Desk {
    /// Everything that the desk knows but its settings and learned weights. Changes that were not taken yet are not in it.
    pub fn pack(&self, to: &mut Packer) {
        to.u32(FORMAT);
        let (articles, counts) = self.lexicon.parts();
        to.u32(articles);
        // Most places are empty: runs of them are written as their length.
        pack_counts(counts, to);
        let surfaces = self.surfaces.sorted();
        to.list(surfaces.into_iter(), |to, (key, text)| {
            to.u32(key);
            to.bytes(text.as_bytes());
        });
        self.shelf.pack(to);
        to.list(self.entries.iter(), |to, entry| {
            to.u128(entry.id.bits());
            to.i64(entry.at);
            for number in [entry.copy_of, entry.card, entry.domain, entry.publisher, entry.agency] {
                to.u32(number);
            }
        });
        let numbers = |to: &mut Packer, all: &[u32]| to.list(all.iter(), |to, number| to.u32(*number));
        numbers(to, &self.owners);
        to.list(self.cards.iter(), |to, card| pack_card(card, to));
        to.list(self.near.iter(), |to, near| {
            to.list(near.iter(), |to, (other, likeness)| {
                to.u32(other);
                to.f32(likeness);
            });
        });
        numbers(to, &self.event_of);
        to.list(self.events.iter(), |to, event| {
            to.u8(event.is_some().into());
            if let Some(event) = event {
                to.u128(event.id.bits());
                numbers(to, &event.cards);
                to.u32(event.story);
            }
        });
        to.list(self.stories.iter(), |to, story| {
            to.u8(story.is_some().into());
            if let Some(story) = story {
                to.u128(story.id.bits());
                numbers(to, &story.events);
                to.i64(story.newest);
                to.u64(story.born);
                to.u32(story.looked);
            }
        });
        numbers(to, &self.free_events);
        numbers(to, &self.free_stories);
        to.list(self.aliases.iter(), |to, (alias, now)| {
            to.u128(alias.bits());
            to.u128(now.bits());
        });
        to.u64(self.born);
        to.list(self.touched.iter(), |to, card| to.u32(*card));
        to.list(self.closed.iter(), |to, (id, (at, articles))| {
            to.u128(id.bits());
            to.i64(*at);
            to.list(articles.iter(), |to, article| to.u64(*article));
        });
        self.people.pack(to);
        to.i64(self.clock);
        to.u64(self.seq);
        self.meanings.pack(to);
    }

    /// A desk as it was when it was packed.
    ///
    /// # Errors
    /// Where the bytes are of another form, or damaged.
    pub fn unpack(from: &mut Unpacker, config: ClusterConfig) -> Result<Self, RestoreError> {
        let format = from.u32().ok_or(RestoreError::Damaged)?;
        if !(OLDEST..=FORMAT).contains(&format) {
            return Err(RestoreError::Format(format));
        }
        let desk = Self::unpack_parts(from, format, config).ok_or(RestoreError::Damaged)?;
        if desk.is_sound() { Ok(desk) } else { Err(RestoreError::Damaged) }
    }

    fn unpack_parts(from: &mut Unpacker, format: u32, config: ClusterConfig) -> Option<Self> {
        let mut it = Self::new(config);
        let articles = from.u32()?;
        it.lexicon = Lexicon::from_parts(articles, unpack_counts(from)?)?;
        let surfaces = from.list(|from| Some((from.u32()?, from.text()?)))?;
        it.surfaces = Surfaces::from_sorted(surfaces.into_iter());
        it.shelf = if format < 3 { Shelf::unpack_chains(from)? } else { Shelf::unpack(from)? };
        it.entries = from.list(|from| {
            Some(Entry {
                id: ArticleId::from_bits(from.u128()?),
                at: from.i64()?,
                copy_of: from.u32()?,
                card: from.u32()?,
                domain: from.u32()?,
                publisher: from.u32()?,
                agency: from.u32()?,
            })
        })?;
        it.numbers = (0..).zip(&it.entries).map(|(number, entry)| (half(entry.id), number)).collect();
        it.copies = copies_among(&it.entries);
        it.owners = from.list(Unpacker::u32)?;
        it.cards = from.list(unpack_card)?;
        it.near =
            from.list(|from| Some(Near::of(&mut from.list(|from| Some((from.u32()?, from.f32()?)))?)))?;
        it.event_of = from.list(Unpacker::u32)?;
        it.events = from.list(|from| {
            if from.u8()? == 0 {
                return Some(None);
            }
            let id = EventId::from_bits(from.u128()?);
            Some(Some(EventGroup { id, cards: few(from)?, story: from.u32()? }))
        })?;
        it.stories = from.list(|from| {
            if from.u8()? == 0 {
                return Some(None);
            }
            let id = StoryId::from_bits(from.u128()?);
            let events = few(from)?;
            Some(Some(StoryGroup { id, events, newest: from.i64()?, born: from.u64()?, looked: from.u32()? }))
        })?;
        let placed = (0..).zip(&it.stories).filter_map(|(place, story)| Some((story.as_ref()?.id, place)));
        it.by_id = placed.collect();
        it.free_events = from.list(Unpacker::u32)?;
        it.free_stories = from.list(Unpacker::u32)?;
        let alias =
            |from: &mut Unpacker| Some((StoryId::from_bits(from.u128()?), StoryId::from_bits(from.u128()?)));
        it.aliases = from.list(alias)?.into_iter().collect();
        for (alias, now) in &it.aliases {
            it.former.entry(*now).or_default().push(*alias);
        }
        it.born = from.u64()?;
        it.touched = from.list(Unpacker::u32)?.into_iter().collect();
        let closed = |from: &mut Unpacker| {
            Some((StoryId::from_bits(from.u128()?), (from.i64()?, from.list(Unpacker::u64)?)))
        };
        it.closed = from.list(closed)?.into_iter().collect();
        for (id, (_, articles)) in &it.closed {
            it.closed_of.extend(articles.iter().map(|article| (*article, *id)));
        }
        it.people = People::unpack(from)?;
        it.clock = from.i64()?;
        it.seq = from.u64()?;
        if format >= 4 {
            it.meanings = Meanings::unpack(from)?;
        }
        Some(it)
    }

    /// Whether every number leads to something.
    fn is_sound(&self) -> bool {
        let cards = self.cards.len();
        let here = |number: &u32, of: usize| (*number as usize) < of;
        let or_none = |number: &u32, of: usize| *number == u32::MAX || (*number as usize) < of;
        self.near.len() == cards
            && self.event_of.len() == cards
            && self.owners.len() == cards
            && self.owners.iter().all(|owner| here(owner, self.entries.len()))
            && self
                .entries
                .iter()
                .all(|entry| here(&entry.card, cards) && or_none(&entry.copy_of, self.entries.len()))
            && self.near.iter().flat_map(Near::iter).all(|(other, _)| here(&other, cards))
            && self.event_of.iter().all(|event| or_none(event, self.events.len()))
            && self.events.iter().flatten().all(|event| {
                here(&event.story, self.stories.len()) && event.cards.iter().all(|card| here(card, cards))
            })
            && self
                .stories
                .iter()
                .flatten()
                .flat_map(|story| &story.events)
                .all(|event| here(event, self.events.len()))
            && self.free_stories.iter().all(|story| here(story, self.stories.len()))
            && self.meanings.cards().all(|card| here(&card, cards))
            && self.touched.iter().all(|card| here(card, cards))
            && self.free_events.iter().all(|event| here(event, self.events.len()))
            && self.shelf.articles().all(|article| here(&article, cards))
    }
}

fn few(from: &mut Unpacker) -> Option<Few> {
    Some(Few::from_slice(&from.list(Unpacker::u32)?))
}

fn pack_counts(counts: &[u32], to: &mut Packer) {
    to.u32(counts.len() as u32);
    let mut at = 0;
    while at < counts.len() {
        let empty = counts[at..].iter().take_while(|count| **count == 0).count();
        let full = counts[at + empty..].iter().take_while(|count| **count != 0).count();
        to.u32(empty as u32);
        to.list(counts[at + empty..at + empty + full].iter(), |to, count| to.u32(*count));
        at += empty + full;
    }
}

fn unpack_counts(from: &mut Unpacker) -> Option<Vec<u32>> {
    let length = from.u32()? as usize;
    if length > 1 << 26 {
        return None;
    }
    let mut counts = Vec::with_capacity(length);
    while counts.len() < length {
        let empty = from.u32()? as usize;
        let full = from.list(Unpacker::u32)?;
        if empty + full.len() == 0 || counts.len() + empty + full.len() > length {
            return None;
        }
        counts.resize(counts.len() + empty, 0);
        counts.extend(full);
    }
    Some(counts)
}

fn pack_card(card: &Card, to: &mut Packer) {
    to.u8(card.at().is_some().into());
    to.i64(card.at().unwrap_or(0));
    to.u32(card.outlet);
    to.u32(card.words);
    to.bytes(card.language.as_ref().map_or("", Language::as_str).as_bytes());
    to.u8(card.titled.into());
    to.u8(card.named());
    to.list(card.slots(), |to, slot| {
        to.u32(slot.term);
        for byte in [slot.title, slot.lead, slot.body, slot.rarity] {
            to.u8(byte);
        }
    });
    to.list(card.marks(), |to, mark| {
        to.u32(mark.term);
        for byte in [mark.count, mark.place.into(), mark.rarity] {
            to.u8(byte);
        }
    });
    to.list(card.pairs().iter(), |to, pair| to.u32(*pair));
    to.list(card.days().collect::<Vec<_>>().into_iter(), Packer::i16);
    let mass = card.mass;
    for number in
        [mass.body, mass.things, mass.lead, mass.title, mass.names, mass.places, mass.all, mass.of_title]
    {
        to.f32(number);
    }
}

fn unpack_card(from: &mut Unpacker) -> Option<Card> {
    let dated = from.u8()? != 0;
    let at = from.i64()?;
    let (outlet, words) = (from.u32()?, from.u32()?);
    let language = Language::parse(from.text()?);
    let titled = from.u8()? != 0;
    let named = from.u8()?;
    let terms = from.list(|from| {
        Some(Slot {
            term: from.u32()?,
            title: from.u8()?,
            lead: from.u8()?,
            body: from.u8()?,
            rarity: from.u8()?,
        })
    })?;
    let marks = from.list(|from| {
        Some(Mark { term: from.u32()?, count: from.u8()?, place: from.u8()? != 0, rarity: from.u8()? })
    })?;
    let (names, figures) = marks.split_at_checked(usize::from(named))?;
    let pairs = from.list(Unpacker::u32)?;
    let days = from.list(Unpacker::i16)?;
    let mass = Mass {
        body: from.f32()?,
        things: from.f32()?,
        lead: from.f32()?,
        title: from.f32()?,
        names: from.f32()?,
        places: from.f32()?,
        all: from.f32()?,
        of_title: from.f32()?,
    };
    let head = Head { at: dated.then_some(at), outlet, words, language, titled };
    let mut card = Card::new(head, &terms, [names, figures], &pairs, &days);
    card.mass = mass;
    Some(card)
}
