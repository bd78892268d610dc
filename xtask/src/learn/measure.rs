//! How far groups agree with labels: pair F1 and BCubed F1, as `bench/cluster/evaluate.py` counts them.

use std::collections::BTreeMap;

/// Pair F1 and BCubed F1 (Amigó et al. 2009).
#[derive(Clone, Copy, Debug, Default)]
pub struct Agreement {
    /// Over all pairs of articles.
    pub pairs: f64,
    /// Harmonic mean of mean precision and mean recall per article.
    pub bcubed: f64,
}

/// Compares groups of article numbers with the label of each article.
pub fn agreement(labels: &[u32], groups: &[Vec<u32>]) -> Agreement {
    let mut size: BTreeMap<u32, f64> = BTreeMap::new();
    for label in labels {
        *size.entry(*label).or_default() += 1.0;
    }
    let two = |n: f64| n * (n - 1.0) / 2.0;
    let (mut both, mut grouped, mut precision, mut recall) = (0.0, 0.0, 0.0, 0.0);
    for group in groups {
        let mut inside: BTreeMap<u32, f64> = BTreeMap::new();
        for article in group {
            *inside.entry(labels[*article as usize]).or_default() += 1.0;
        }
        let all = group.len() as f64;
        grouped += two(all);
        for (label, count) in inside {
            both += two(count);
            precision += count * count / all;
            recall += count * count / size[&label];
        }
    }
    let labeled: f64 = size.values().map(|n| two(*n)).sum();
    let f1 = |p: f64, r: f64| if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
    let n = labels.len().max(1) as f64;
    Agreement {
        pairs: f1(both / grouped.max(1.0), both / labeled.max(1.0)),
        bcubed: f1(precision / n, recall / n),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreement_of_a_small_case() {
        let whole = agreement(&[0, 0, 1], &[vec![0, 1], vec![2]]);
        assert_eq!((whole.pairs, whole.bcubed), (1.0, 1.0));
        // One lump: precision 5/9, recall 1.
        let lump = agreement(&[0, 0, 1], &[vec![0, 1, 2]]);
        assert!((lump.bcubed - 2.0 * (5.0 / 9.0) / (14.0 / 9.0)).abs() < 1e-9);
        assert!((lump.pairs - 0.5).abs() < 1e-9);
    }
}
