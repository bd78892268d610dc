//! A quick no: most words of a text are on no list, and a look at three of their bytes shows it.

/// Remembers length, first and last byte of the words of a list.
#[derive(Clone, Debug)]
pub(super) struct Sieve([u64; 128]);

impl Sieve {
    /// A sieve that lets all of `words` through. Words are folded; those that are not ASCII always pass.
    pub fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut bits = [0; 128];
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
        let mut bytes = word.as_bytes();
        if let [rest @ .., b'.'] = bytes {
            bytes = rest;
        }
        if !word.is_ascii() {
            return true;
        }
        slot(bytes).is_none_or(|at| self.0[at >> 6] & (1 << (at & 63)) != 0)
    }
}

/// 13 bits of a word; `None` if it is empty.
#[inline]
fn slot(bytes: &[u8]) -> Option<usize> {
    let (first, last) = (*bytes.first()?, *bytes.last()?);
    let letter = |byte: u8| usize::from(byte | 0x20) & 31;
    Some(letter(first) << 8 | letter(last) << 3 | bytes.len() & 7)
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
