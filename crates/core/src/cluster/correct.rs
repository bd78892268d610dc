//! People's word carried out on the desk, and taken back.

use super::desk::{Desk, NONE};
use super::people::Said;
use crate::model::{ArticleId, Change, Correction, CorrectionError, Named};
use std::collections::{BTreeMap, BTreeSet};

impl Desk {
    /// Makes a correction and gives what it changed. Its number is how many were made before it, plus one.
    ///
    /// # Errors
    /// Where it cannot be made; nothing was changed then, and it counts for nothing.
    pub fn correct(&mut self, correction: &Correction) -> Result<Vec<Change>, CorrectionError> {
        let kept = self.changes.len();
        self.stamp = self.clock;
        match correction {
            Correction::Undo { correction } => self.undo(*correction)?,
            Correction::Merge { stories } => {
                let mut places = Vec::new();
                for story in stories {
                    places.push(self.named(*story)?);
                }
                places.sort_unstable();
                places.dedup();
                if places.len() < 2 {
                    return Err(CorrectionError::Nothing);
                }
                let cards: Vec<Vec<u32>> =
                    places.iter().map(|place| self.cards_of(*place).collect()).collect();
                let together = cards.iter().map(|cards| self.first(cards)).collect();
                let said = Said { together, before: self.as_articles(&cards), ..Said::default() };
                self.say(said, vec![cards.concat()]);
            }
            Correction::Split { story, articles } => {
                let place = self.named(*story)?;
                let all: Vec<u32> = self.cards_of(place).collect();
                let mut out = Vec::new();
                for article in articles {
                    let card = self.card_of(*article)?;
                    if !all.contains(&card) {
                        return Err(CorrectionError::Elsewhere(*article));
                    }
                    out.push(card);
                }
                let (out, rest): (Vec<u32>, Vec<u32>) = all.iter().partition(|card| out.contains(card));
                if out.is_empty() || rest.is_empty() {
                    return Err(CorrectionError::Nothing);
                }
                let ids = |cards: &[u32]| self.as_articles(&[cards.to_vec()]).concat();
                let said = Said {
                    apart: [ids(&out), ids(&rest)],
                    before: self.as_articles(&[all]),
                    ..Said::default()
                };
                self.say(said, vec![out, rest]);
            }
            Correction::Move { article, to } => {
                let card = self.card_of(*article)?;
                let (from, to) = (self.story_of(card).unwrap_or(NONE), self.named(*to)?);
                if from == to {
                    return Err(CorrectionError::Nothing);
                }
                let rest: Vec<u32> = self.cards_of(from).filter(|other| *other != card).collect();
                let target: Vec<u32> = self.cards_of(to).collect();
                let owner = self.entries[self.owners[card as usize] as usize].id;
                let before = self.as_articles(&[[rest.as_slice(), &[card]].concat(), target.clone()]);
                let said = Said {
                    together: vec![owner, self.first(&target)],
                    apart: [vec![owner], self.as_articles(std::slice::from_ref(&rest)).concat()],
                    before,
                    ..Said::default()
                };
                self.say(said, vec![rest, [target.as_slice(), &[card]].concat()]);
            }
            Correction::Pin { article } => {
                let card = self.card_of(*article)?;
                let place = self.story_of(card).unwrap_or(NONE);
                let all: Vec<u32> = self.cards_of(place).collect();
                // By the articles that are there: it stays with the first of the others.
                let others: Vec<u32> = all.iter().copied().filter(|other| *other != card).collect();
                if others.is_empty() {
                    return Err(CorrectionError::Nothing);
                }
                let owner = self.entries[self.owners[card as usize] as usize].id;
                let together = vec![owner, self.first(&others)];
                let said = Said { together, before: self.as_articles(&[all]), ..Said::default() };
                self.people.0.push(said);
            }
        }
        Ok(self.changes.split_off(kept))
    }

    /// How many corrections were made.
    pub fn corrections(&self) -> u32 {
        self.people.0.len() as u32
    }

    fn undo(&mut self, number: u32) -> Result<(), CorrectionError> {
        let said = (number as usize).checked_sub(1).and_then(|at| self.people.0.get_mut(at));
        let said = said.filter(|said| !said.undone).ok_or(CorrectionError::NotMade(number))?;
        said.undone = true;
        let before = said.before.clone();
        // What stood together then stands together again; what came since stays with those that it came to.
        let mut group_of: BTreeMap<u32, usize> = BTreeMap::new();
        for (group, articles) in before.iter().enumerate() {
            for card in articles.iter().filter_map(|article| self.card_of(*article).ok()) {
                group_of.insert(card, group);
            }
        }
        let places: BTreeSet<u32> = group_of.keys().filter_map(|card| self.story_of(*card)).collect();
        let mut groups = vec![Vec::new(); before.len()];
        for place in places {
            let cards: Vec<u32> = self.cards_of(place).collect();
            let mut votes = vec![0u32; before.len()];
            for group in cards.iter().filter_map(|card| group_of.get(card)) {
                votes[*group] += 1;
            }
            let most = (0..votes.len()).rev().max_by_key(|group| votes[*group]).unwrap_or(0);
            for card in cards {
                let group = group_of.get(&card).copied();
                // A late comer goes with its own event, where that is told.
                let event = self.event_of[card as usize];
                let beside = self.events[event as usize].iter().flat_map(|event| &event.cards);
                let group = group.or_else(|| beside.filter_map(|other| group_of.get(other)).next().copied());
                groups[group.unwrap_or(most)].push(card);
            }
        }
        groups.retain(|group| !group.is_empty());
        self.regroup(groups);
        self.people.0.push(Said { undone: true, ..Said::default() });
        Ok(())
    }

    fn say(&mut self, said: Said, groups: Vec<Vec<u32>>) {
        self.people.0.push(said);
        self.regroup(groups.into_iter().filter(|group| !group.is_empty()).collect());
    }

    /// Makes stories of these cards; events are cut where stories cut them.
    fn regroup(&mut self, stories: Vec<Vec<u32>>) {
        let mut events = Vec::new();
        for cards in &stories {
            let mut by_event: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
            for card in cards {
                by_event.entry(self.event_of[*card as usize]).or_default().push(*card);
            }
            events.extend(by_event.into_values());
        }
        self.adopt(events, stories);
    }

    /// The place of a story that somebody named.
    fn named(&self, name: Named) -> Result<u32, CorrectionError> {
        let place = match name {
            Named::Story(id) => self.resolve(id).and_then(|id| self.by_id.get(&id)).copied(),
            Named::Article(id) => self.card_of(id).ok().and_then(|card| self.story_of(card)),
        };
        place.ok_or(CorrectionError::Unknown(name))
    }

    fn card_of(&self, article: ArticleId) -> Result<u32, CorrectionError> {
        let card = self.number(article).map(|entry| self.entries[entry as usize].card);
        card.filter(|card| self.event_of[*card as usize] != NONE)
            .ok_or(CorrectionError::Unknown(Named::Article(article)))
    }

    fn as_articles(&self, groups: &[Vec<u32>]) -> Vec<Vec<ArticleId>> {
        let id = |card: &u32| self.entries[self.owners[*card as usize] as usize].id;
        groups.iter().map(|group| group.iter().map(id).collect()).collect()
    }

    /// Those of the cards that stand for the articles, ascending.
    pub(super) fn cards_among(&self, cards: &BTreeSet<u32>, articles: &[ArticleId]) -> Vec<u32> {
        let entries = articles.iter().filter_map(|article| self.number(*article));
        let found = entries.map(|entry| self.entries[entry as usize].card);
        found.filter(|card| cards.contains(card)).collect::<BTreeSet<u32>>().into_iter().collect()
    }
}
