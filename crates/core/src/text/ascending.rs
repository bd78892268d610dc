//! Ascending lists of keys side by side.

/// Calls `both` with the entries of two lists, ascending by `key`, that have the same key. The steps are taken without
/// branches, since which list goes on is as good as random.
pub fn meet<T: Copy>(a: &[T], b: &[T], key: impl Fn(&T) -> u32, mut both: impl FnMut(T, T)) {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (key(&a[i]), key(&b[j]));
        if x == y {
            both(a[i], b[j]);
        }
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
}

/// How many numbers two ascending lists have in common.
pub fn common(a: &[u32], b: &[u32]) -> usize {
    let mut both = 0;
    meet(a, b, |number| *number, |_, _| both += 1);
    both
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_have_is_met_once() {
        assert_eq!(common(&[1, 3, 5, 9], &[0, 3, 4, 9, 10]), 2);
        assert_eq!(common(&[], &[1]), 0);
        let mut met = Vec::new();
        meet(&[(1, 'a'), (4, 'b')], &[(4, 'c')], |pair| pair.0, |x, y| met.push((x.1, y.1)));
        assert_eq!(met, [('b', 'c')]);
    }
}
