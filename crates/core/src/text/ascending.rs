//! Ascending lists of keys side by side.

/// Calls `both` with the places of the keys that two ascending lists have in common. The steps are taken without
/// branches, since which list goes on is as good as random.
pub fn meet(a: &[u32], b: &[u32], mut both: impl FnMut(usize, usize)) {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        if x == y {
            both(i, j);
        }
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
}

/// How many numbers two ascending lists have in common.
pub fn common(a: &[u32], b: &[u32]) -> usize {
    let mut both = 0;
    meet(a, b, |_, _| both += 1);
    both
}

/// Where the keys of an ascending list stand, so that many lists can be held against it without walking it each time. Keys
/// are hashes: their first bits lead to the place, one of `SIZE`, which is a power of two up to 65,536.
#[derive(Clone, Debug)]
pub struct Places<const SIZE: usize> {
    /// By the first bits of a key: the number of the first entry that begins with them, or [`Places::MOST`].
    first: Box<[u8; SIZE]>,
    /// Which of those are set.
    held: Vec<u16>,
}

impl<const SIZE: usize> Default for Places<SIZE> {
    fn default() -> Self {
        Self { first: Box::new([Self::MOST as u8; SIZE]), held: Vec::new() }
    }
}

impl<const SIZE: usize> Places<SIZE> {
    /// Entries of a list at most.
    pub const MOST: usize = 255;

    #[inline]
    fn at(key: u32) -> usize {
        (key >> (32 - SIZE.trailing_zeros())) as usize % SIZE
    }

    /// Takes up a list of up to [`Places::MOST`] keys in place of the one that it held.
    pub fn hold(&mut self, keys: &[u32]) {
        for at in self.held.drain(..) {
            self.first[usize::from(at)] = Self::MOST as u8;
        }
        for (number, key) in (0..Self::MOST).zip(keys) {
            let at = Self::at(*key);
            if usize::from(self.first[at]) == Self::MOST {
                self.first[at] = number as u8;
                self.held.push(at as u16);
            }
        }
    }

    /// As [`meet`], where `mine` is the list that it holds.
    #[inline]
    pub fn meet(&self, mine: &[u32], theirs: &[u32], mut both: impl FnMut(usize, usize)) {
        let mine = &mine[..mine.len().min(Self::MOST)];
        for (there, wanted) in theirs.iter().enumerate() {
            let mut here = usize::from(self.first[Self::at(*wanted)]);
            while here < mine.len() && mine[here] < *wanted {
                here += 1;
            }
            if mine.get(here) == Some(wanted) {
                both(here, there);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hash::mix64;

    #[test]
    fn what_both_have_is_met_once() {
        assert_eq!(common(&[1, 3, 5, 9], &[0, 3, 4, 9, 10]), 2);
        assert_eq!(common(&[], &[1]), 0);
        let mut met = Vec::new();
        meet(&[1, 4], &[4], |x, y| met.push((x, y)));
        assert_eq!(met, [(1, 0)]);
    }

    #[test]
    fn places_find_what_walking_finds() {
        let list = |seed: u64, count: u64| {
            // Few first bits, so that several keys share a place.
            let mut keys: Vec<u32> =
                (0..count).map(|n| (mix64((seed << 32) + n % 97) >> 40) as u32 * 173).collect();
            keys.sort_unstable();
            keys.dedup();
            keys
        };
        let mut places = Places::<1024>::default();
        for seed in 0..40 {
            let mine = list(seed % 7, 30 + seed * 5);
            places.hold(&mine);
            for other in 0..10 {
                let theirs = list(other, 60);
                let (mut walked, mut found) = (Vec::new(), Vec::new());
                meet(&mine, &theirs, |x, y| walked.push((x, y)));
                places.meet(&mine, &theirs, |x, y| found.push((x, y)));
                assert_eq!(walked, found);
                assert!(!walked.is_empty() || other != seed % 7);
            }
        }
    }
}
