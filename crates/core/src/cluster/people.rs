//! What people said: corrections that hold against the desk's own judgment.

use super::link::Sides;
use crate::model::{ArticleId, Packer, Unpacker};

/// A correction that was made.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Said {
    pub undone: bool,
    /// Articles of one story.
    pub together: Vec<ArticleId>,
    /// Articles that are not of one story with those of the second list.
    pub apart: [Vec<ArticleId>; 2],
    /// The stories concerned as they were before, as lists of articles.
    pub before: Vec<Vec<ArticleId>>,
}

/// All corrections in the order in which they were made.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct People(pub Vec<Said>);

/// What must be held to among some cards.
#[derive(Debug, Default)]
pub(super) struct Held {
    together: Vec<Vec<u32>>,
    /// What must not come together.
    pub apart: Sides,
}

impl Held {
    /// Groups that must be one, made one.
    pub fn join(&self, mut groups: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
        for set in &self.together {
            let (one, rest): (Vec<Vec<u32>>, Vec<Vec<u32>>) =
                groups.into_iter().partition(|group| group.iter().any(|card| set.contains(card)));
            groups = rest;
            groups.push(one.concat());
        }
        for group in &mut groups {
            group.sort_unstable();
        }
        groups.retain(|group| !group.is_empty());
        groups.sort_unstable();
        groups
    }
}

impl People {
    /// What holds among some cards; `of` gives those of them that stand for the articles. The latest word goes first: an
    /// earlier one that contradicts it is passed over.
    pub fn held(&self, of: impl Fn(&[ArticleId]) -> Vec<u32>) -> Held {
        let mut held = Held::default();
        for (number, said) in self.0.iter().enumerate().rev().filter(|(_, said)| !said.undone) {
            let [mut left, mut right] = [of(&said.apart[0]), of(&said.apart[1])];
            // Cards that a later word put together are not parted by this one.
            let bound = |a: &u32, b: &u32| held.together.iter().any(|set| set.contains(a) && set.contains(b));
            if left.iter().any(|a| right.iter().any(|b| a == b || bound(a, b))) {
                right.retain(|b| !left.iter().any(|a| a == b || bound(a, b)));
            }
            if right.is_empty() {
                left.clear();
            }
            for (cards, side) in [(&left, false), (&right, true)] {
                for card in cards {
                    held.apart.0.entry(*card).or_default().push((number as u32, side));
                }
            }
            let mut set = of(&said.together);
            let joined: Vec<usize> = (0..held.together.len())
                .filter(|nth| held.together[*nth].iter().any(|card| set.contains(card)))
                .collect();
            let mut whole = set.clone();
            for nth in &joined {
                whole.extend(&held.together[*nth]);
            }
            let torn = whole.iter().any(|a| whole.iter().any(|b| held.apart.parts(*a, *b)));
            if set.len() > 1 && !torn {
                for nth in joined.into_iter().rev() {
                    set.extend(held.together.swap_remove(nth));
                }
                set.sort_unstable();
                set.dedup();
                held.together.push(set);
            }
        }
        held
    }

    /// Whether a standing correction names the article.
    pub fn names(&self, article: ArticleId) -> bool {
        let named = |said: &Said| {
            said.together.contains(&article) || said.apart.iter().any(|side| side.contains(&article))
        };
        self.0.iter().any(|said| !said.undone && named(said))
    }

    pub fn pack(&self, packer: &mut Packer) {
        let ids = |packer: &mut Packer, ids: &[ArticleId]| {
            packer.list(ids.iter(), |packer, id| packer.u128(id.bits()));
        };
        packer.list(self.0.iter(), |packer, said| {
            packer.u8(said.undone.into());
            ids(packer, &said.together);
            ids(packer, &said.apart[0]);
            ids(packer, &said.apart[1]);
            packer.list(said.before.iter(), |packer, group| ids(packer, group));
        });
    }

    pub fn unpack(from: &mut Unpacker) -> Option<Self> {
        fn ids(from: &mut Unpacker) -> Option<Vec<ArticleId>> {
            from.list(|from| from.u128().map(ArticleId::from_bits))
        }
        let said = from.list(|from| {
            Some(Said {
                undone: from.u8()? != 0,
                together: ids(from)?,
                apart: [ids(from)?, ids(from)?],
                before: from.list(ids)?,
            })
        })?;
        Some(Self(said))
    }
}
