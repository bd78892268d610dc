//! A quick no: most words of a text are on no list, and a look at a few of their bytes shows it.

/// Remembers length, the first two bytes and the last one of the words of a list: bits of a hash of these.
#[derive(Clone, Debug)]
pub(super) struct Sieve([u64; SLOTS / 64]);

const SLOTS: usize = 1 << 14;

impl Sieve {
    /// A sieve that lets all of `words` through. Words are folded; those that are not ASCII always pass.
    pub fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut bits = [0; SLOTS / 64];
        for word in words {
            if let Some(at) = slot(word.as_bytes()) {
                bits[at >> 6] |= 1 << (at & 63);
            }
        }
        Self(bits)
    }

    /// Whether the word, as written, may be on the list.
    #[inline]
    pub fn may_have(&self, word: &str) -> bool {
        if !word.is_ascii() {
            return true;
        }
        let mut bytes = word.as_bytes();
        if let [rest @ .., b'.'] = bytes {
            bytes = rest;
        }
        slot(bytes).is_none_or(|at| self.0[at >> 6] & (1 << (at & 63)) != 0)
    }
}

/// The slot of a word, the same in either case; `None` if it is empty.
#[inline]
fn slot(bytes: &[u8]) -> Option<usize> {
    let (first, last) = (*bytes.first()?, *bytes.last()?);
    let letter = |byte: u8| u32::from(byte | 0x20);
    let second = bytes.get(1).map_or(0, |byte| letter(*byte));
    let all = letter(first) | second << 8 | letter(last) << 16 | (bytes.len() as u32) << 24;
    // Fibonacci hashing (Knuth, The Art of Computer Programming, 6.4): the upper bits are mixed best
    Some((all.wrapping_mul(0x9e37_79b9) >> 18) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lets_its_words_through() {
        let sieve = Sieve::of(["twelve", "million", "año"].into_iter());
        assert!(sieve.may_have("Twelve") && sieve.may_have("million.") && sieve.may_have("AÑO"));
        assert!(!sieve.may_have("harbor"));
    }
}
