//! Average linkage: the two groups whose members are on average the likeliest pairs become one, again and again, until no
//! two are likely enough. One loose article cannot weld two groups, because every member has its say.

use rustc_hash::FxHashMap;
use std::collections::BinaryHeap;

/// Members of a group that are asked when two groups meet of which nothing is known yet; more say the same at more cost.
const ASKED: usize = 6;
/// Share of the threshold that the pairs looked at so far must reach on average before two groups are compared member by
/// member: most groups that stand next to each other are far from being one.
const PROMISING: f32 = 0.6;
/// How much the neighbors among the members of two groups count beside all pairs, where there are enough of them.
const NEIGHBORS_SAY: f32 = 0.7;
/// Pairs of neighbors per member of the smaller group that are enough.
const ENOUGH: f32 = 3.0;
/// Members of a group beyond which what is known of its greater part speaks for all of it, until it has doubled: thousands of
/// look-alikes are not compared each with each.
const LARGE: f32 = 150.0;

/// Two groups that may become one.
#[derive(PartialEq)]
struct Bond {
    chance: f32,
    a: u32,
    b: u32,
    /// How often each had grown when this was reckoned; stale otherwise.
    grown: (u32, u32),
}

impl Eq for Bond {}

impl Ord for Bond {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.chance.total_cmp(&other.chance).then_with(|| (other.a, other.b).cmp(&(self.a, self.b)))
    }
}

impl PartialOrd for Bond {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// What is known of two groups that stand next to each other.
#[derive(Clone, Copy)]
struct Tie {
    /// Sum of the chances of the neighbors among their members.
    sum: f32,
    /// How many pairs of neighbors those are.
    count: u32,
    /// Mean chance over all pairs of their members, as far as they were asked; not a number before anyone was.
    mean: f32,
    /// For how many pairs that mean speaks.
    pairs: f32,
}

impl Default for Tie {
    fn default() -> Self {
        Self { sum: 0.0, count: 0, mean: f32::NAN, pairs: 0.0 }
    }
}

impl Tie {
    /// Two members are neighbors.
    fn met(&mut self, chance: f32) {
        self.sum += chance;
        self.count += 1;
        // Groups are single articles, as a rule, when their neighbors are met.
        (self.mean, self.pairs) = if self.count == 1 { (chance, 1.0) } else { (f32::NAN, 0.0) };
    }

    /// The tie of two groups together, of so many members each, to a third one of `third` members.
    fn and(self, other: Self, (mine, theirs): (f32, f32), third: f32) -> Self {
        let (sum, count) = (self.sum + other.sum, self.count + other.count);
        let (mean, pairs) = match (self.mean.is_nan(), other.mean.is_nan()) {
            (false, false) => {
                ((self.mean * mine + other.mean * theirs) / (mine + theirs), self.pairs + other.pairs)
            }
            (false, true) if mine + theirs > LARGE => (self.mean, self.pairs),
            (true, false) if mine + theirs > LARGE => (other.mean, other.pairs),
            _ => (f32::NAN, 0.0),
        };
        if mine + theirs > LARGE && pairs * 2.0 < (mine + theirs) * third {
            return Self { sum, count, mean: f32::NAN, pairs: 0.0 };
        }
        Self { sum, count, mean, pairs }
    }

    /// The chance that the groups are one, the smaller of which has `least` members: the mean of all pairs, and of the
    /// neighbors among them as far as there are enough of those. In a large group not everything is like everything.
    fn believed(self, least: usize) -> f32 {
        let enough = (self.count as f32 / (ENOUGH * least as f32)).min(1.0);
        self.mean + (self.sum / self.count as f32 - self.mean) * NEIGHBORS_SAY * enough
    }
}

/// Which articles people put on different sides: each with the number of the question and its side.
#[derive(Clone, Debug, Default)]
pub(super) struct Sides(pub FxHashMap<u32, Vec<(u32, bool)>>);

impl Sides {
    /// Whether two articles are of different sides.
    pub fn parts(&self, a: u32, b: u32) -> bool {
        self.part(&[a], &[b])
    }

    /// Whether the two groups hold articles of different sides.
    pub fn part(&self, a: &[u32], b: &[u32]) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let of = |group: &[u32]| -> Vec<(u32, bool)> {
            group.iter().filter_map(|article| self.0.get(article)).flatten().copied().collect()
        };
        let theirs = of(b);
        of(a).iter().any(|(question, side)| theirs.contains(&(*question, !side)))
    }
}

/// Joins groups until no two are likelier than `threshold` to be one.
///
/// `groups` are disjoint lists of articles; `edges` the pairs of articles worth a look; `apart` what must not come
/// together; `chance` the probability that a pair belongs together. Gives the groups, members ascending.
pub(super) fn link(
    groups: Vec<Vec<u32>>,
    edges: &[(u32, u32)],
    threshold: f32,
    apart: &Sides,
    mut chance: impl FnMut(u32, u32) -> f32,
) -> Vec<Vec<u32>> {
    let mut home: FxHashMap<u32, u32> = FxHashMap::default();
    for (number, group) in groups.iter().enumerate() {
        home.extend(group.iter().map(|article| (*article, number as u32)));
    }
    let mut groups = groups;
    let mut grown = vec![0u32; groups.len()];
    let mut beside: Vec<FxHashMap<u32, Tie>> = vec![FxHashMap::default(); groups.len()];
    for (a, b) in edges {
        if let (Some(x), Some(y)) = (home.get(a), home.get(b))
            && x != y
        {
            let chance = chance(*a, *b);
            for (from, to) in [(*x, *y), (*y, *x)] {
                beside[from as usize].entry(to).or_default().met(chance);
            }
        }
    }
    drop(home);
    // The chance that two groups are one, if what is known of them leaves it open.
    let mut between = |x: &[u32], y: &[u32], tie: &mut Tie| {
        if tie.sum < tie.count as f32 * threshold * PROMISING || apart.part(x, y) {
            return None;
        }
        if tie.mean.is_nan() {
            tie.pairs = x.len() as f32 * y.len() as f32;
            let (x, y) = (asked(x), asked(y));
            let sum: f32 = x.iter().flat_map(|a| y.iter().map(|b| (*a, *b))).map(|(a, b)| chance(a, b)).sum();
            tie.mean = sum / (x.len() * y.len()) as f32;
        }
        Some(tie.believed(x.len().min(y.len()))).filter(|chance| *chance >= threshold)
    };
    let mut bonds = BinaryHeap::new();
    for a in 0..groups.len() as u32 {
        let mut ties: Vec<u32> = beside[a as usize].keys().copied().filter(|b| *b > a).collect();
        ties.sort_unstable();
        for b in ties {
            let Some(tie) = beside[a as usize].get_mut(&b) else { continue };
            let chance = between(&groups[a as usize], &groups[b as usize], tie);
            let tie = *tie;
            beside[b as usize].insert(a, tie);
            bonds.extend(chance.map(|chance| Bond { chance, a, b, grown: (0, 0) }));
        }
    }
    while let Some(bond) = bonds.pop() {
        let (a, b) = (bond.a as usize, bond.b as usize);
        if (grown[a], grown[b]) != bond.grown {
            continue;
        }
        let (mine, theirs) = (std::mem::take(&mut beside[a]), std::mem::take(&mut beside[b]));
        let sizes = (groups[a].len() as f32, groups[b].len() as f32);
        let mut others: Vec<u32> = mine.keys().chain(theirs.keys()).copied().collect();
        others.sort_unstable();
        others.dedup();
        let mut ties = FxHashMap::default();
        for other in others.into_iter().filter(|other| ![bond.a, bond.b].contains(other)) {
            let group = &groups[other as usize];
            let mut part = |ties: &FxHashMap<u32, Tie>, members: &[u32], hope: bool| {
                let mut tie = ties.get(&other).copied().unwrap_or_default();
                if hope && tie.mean.is_nan() {
                    between(members, group, &mut tie);
                }
                tie
            };
            // Two parts that do not both stand a chance are not looked at more closely.
            let all = part(&mine, &groups[a], false).sum + part(&theirs, &groups[b], false).sum;
            let count = part(&mine, &groups[a], false).count + part(&theirs, &groups[b], false).count;
            let hope = all >= count as f32 * threshold * PROMISING;
            let ask = hope && sizes.0 + sizes.1 <= LARGE;
            let (one, two) = (part(&mine, &groups[a], ask), part(&theirs, &groups[b], ask));
            ties.insert(other, one.and(two, sizes, group.len() as f32));
        }
        let taken = std::mem::take(&mut groups[b]);
        groups[a].extend(taken);
        grown[a] += 1;
        grown[b] = u32::MAX;
        let mut others: Vec<u32> = ties.keys().copied().collect();
        others.sort_unstable();
        for other in others {
            let Some(tie) = ties.get_mut(&other) else { continue };
            let chance = between(&groups[a], &groups[other as usize], tie);
            beside[other as usize].remove(&bond.b);
            beside[other as usize].insert(bond.a, *tie);
            if let Some(chance) = chance {
                let (first, second) = (bond.a.min(other), bond.a.max(other));
                let grown = (grown[first as usize], grown[second as usize]);
                bonds.push(Bond { chance, a: first, b: second, grown });
            }
        }
        beside[a] = ties;
    }
    groups.retain(|group| !group.is_empty());
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort_unstable();
    groups
}

/// Members spread evenly over a group.
fn asked(group: &[u32]) -> Vec<u32> {
    if group.len() <= ASKED {
        return group.to_vec();
    }
    (0..ASKED).map(|i| group[i * group.len() / ASKED]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_loose_article_welds_nothing() {
        // 0 1 2 and 4 5 6 belong together; 3 is like one of each.
        let alike = |a: u32, b: u32| match (a.min(b), a.max(b)) {
            (2, 3) => 0.7,
            (3, 4) => 0.65,
            (x, y) if (x < 3) == (y < 3) && x != 3 && y != 3 => 0.9,
            _ => 0.05,
        };
        let edges: Vec<(u32, u32)> = (0..7).flat_map(|a| (a + 1..7).map(move |b| (a, b))).collect();
        let groups = link((0..7).map(|a| vec![a]).collect(), &edges, 0.4, &Sides::default(), alike);
        assert_eq!(groups, [vec![0, 1, 2], vec![3], vec![4, 5, 6]]);
        let sides = Sides([(0, vec![(1, true)]), (1, vec![(1, false)])].into_iter().collect());
        let groups = link((0..7).map(|a| vec![a]).collect(), &edges, 0.4, &sides, alike);
        assert!(groups.iter().all(|group| !(group.contains(&0) && group.contains(&1))));
    }

    #[test]
    fn neighbors_speak_for_large_groups_where_there_are_enough() {
        let many = Tie { sum: 9.0, count: 10, mean: 0.32, pairs: 9.0 };
        assert!(many.believed(6) > 0.5);
        let one = Tie { sum: 0.9, count: 1, mean: 0.15, pairs: 3.0 };
        assert!(one.believed(6) < 0.2);
        let parts = many.and(one, (3.0, 1.0), 3.0);
        assert!((parts.mean - 0.2775).abs() < 1e-4 && parts.count == 11);
        // What nobody was asked about stays open.
        assert!(many.and(Tie::default(), (3.0, 1.0), 3.0).mean.is_nan());
    }

    #[test]
    fn the_greater_part_of_a_large_group_speaks_until_it_has_doubled() {
        let large = Tie { sum: 30.0, count: 60, mean: 0.4, pairs: 400.0 };
        let grown = large.and(Tie::default(), (200.0, 1.0), 2.0);
        assert_eq!((grown.mean, grown.pairs, grown.count), (0.4, 400.0, 60));
        assert!(large.and(Tie::default(), (200.0, 201.0), 2.0).mean.is_nan());
    }

    #[test]
    fn look_alikes_are_not_compared_each_with_each() {
        const ALL: u32 = 1200;
        let edges: Vec<(u32, u32)> =
            (0..ALL).flat_map(|a| (a + 1..ALL.min(a + 9)).map(move |b| (a, b))).collect();
        let mut asked = 0;
        let alone = (0..ALL).map(|a| vec![a]).collect();
        let groups = link(alone, &edges, 0.4, &Sides::default(), |_, _| {
            asked += 1;
            0.8
        });
        assert_eq!(groups.len(), 1);
        assert!(asked < 300 * ALL, "{asked} pairs asked about");
    }
}
