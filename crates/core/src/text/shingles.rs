//! Hashes of runs of words, for finding copies.

use super::hash::{join64, mix64};

/// The hash of each run of `width` neighbors in `keys`; none where there are fewer keys than that.
pub fn shingles(keys: &[u64], width: usize) -> impl Iterator<Item = u64> + '_ {
    keys.windows(width.max(1)).map(|run| mix64(run.iter().fold(0, |state, key| join64(state, *key))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_matters() {
        let a: Vec<u64> = shingles(&[1, 2, 3, 4], 3).collect();
        let b: Vec<u64> = shingles(&[2, 1, 3, 4], 3).collect();
        assert_eq!(a.len(), 2);
        assert!(a.iter().all(|hash| !b.contains(hash)));
        assert_eq!(shingles(&[1, 2], 3).count(), 0);
    }
}
