//! Average linkage: the two groups whose members are on average the likeliest pairs become one, again and again, until no
//! two are likely enough. One loose article cannot weld two groups, because every member has its say.

use rustc_hash::FxHashMap;
use std::collections::BinaryHeap;

/// Members of a group that are asked when two groups are compared; more say the same at more cost.
const ASKED: usize = 8;
/// Share of the threshold that the pairs looked at so far must reach on average before two groups are compared member by
/// member: most groups that stand next to each other are far from being one.
const PROMISING: f32 = 0.6;

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
    let mut known: FxHashMap<(u32, u32), f32> = FxHashMap::default();
    let mut ask = |a: u32, b: u32| {
        let pair = (a.min(b), a.max(b));
        *known.entry(pair).or_insert_with(|| chance(pair.0, pair.1))
    };
    // What is known of each pair of groups that stand next to each other: the sum of chances, and of how many pairs.
    let mut beside: Vec<FxHashMap<u32, (f32, u32)>> = vec![FxHashMap::default(); groups.len()];
    for (a, b) in edges {
        if let (Some(x), Some(y)) = (home.get(a), home.get(b))
            && x != y
        {
            let chance = ask(*a, *b);
            for (one, other) in [(x, y), (y, x)] {
                let sum = beside[*one as usize].entry(*other).or_default();
                *sum = (sum.0 + chance, sum.1 + 1);
            }
        }
    }
    // The chance that two groups are one, if what is known of them leaves it open.
    let mut between = |x: &[u32], y: &[u32], (sum, count): (f32, u32)| {
        if sum < count as f32 * threshold * PROMISING || apart.part(x, y) {
            return None;
        }
        let (x, y) = (asked(x), asked(y));
        let sum: f32 = x.iter().flat_map(|a| y.iter().map(|b| (*a, *b))).map(|(a, b)| ask(a, b)).sum();
        Some(sum / (x.len() * y.len()) as f32).filter(|chance| *chance >= threshold)
    };
    let mut bonds = BinaryHeap::new();
    for a in 0..groups.len() as u32 {
        for (b, sum) in beside[a as usize].iter().map(|(b, sum)| (*b, *sum)).filter(|(b, _)| *b > a) {
            if let Some(chance) = between(&groups[a as usize], &groups[b as usize], sum) {
                bonds.push(Bond { chance, a, b, grown: (0, 0) });
            }
        }
    }
    while let Some(bond) = bonds.pop() {
        let (a, b) = (bond.a as usize, bond.b as usize);
        if (grown[a], grown[b]) != bond.grown {
            continue;
        }
        let taken = std::mem::take(&mut groups[b]);
        groups[a].extend(taken);
        grown[a] += 1;
        grown[b] = u32::MAX;
        for (other, sum) in std::mem::take(&mut beside[b]) {
            beside[other as usize].remove(&bond.b);
            if other != bond.a {
                let all = beside[a].entry(other).or_default();
                *all = (all.0 + sum.0, all.1 + sum.1);
                let all = *all;
                beside[other as usize].insert(bond.a, all);
            }
        }
        for (other, sum) in beside[a].iter().map(|(other, sum)| (*other, *sum)) {
            if let Some(chance) = between(&groups[a], &groups[other as usize], sum) {
                let (first, second) = (bond.a.min(other), bond.a.max(other));
                let grown = (grown[first as usize], grown[second as usize]);
                bonds.push(Bond { chance, a: first, b: second, grown });
            }
        }
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
}
