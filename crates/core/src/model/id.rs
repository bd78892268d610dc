//! Content-made ids: two machines name the same thing equally, and nothing needs a counter.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Crockford's base 32 in lower case: no letter that reads like a digit.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// BLAKE3 of `parts`, each preceded by its length so that no two lists collide, cut to 128 bits.
fn hash(kind: &str, parts: &[&[u8]]) -> u128 {
    let mut hasher = blake3::Hasher::new();
    for part in std::iter::once(kind.as_bytes()).chain(parts.iter().copied()) {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let mut cut = [0; 16];
    cut.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    u128::from_be_bytes(cut)
}

fn show(prefix: char, value: u128, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{prefix}")?;
    for digit in (0..26).rev() {
        let index = (value >> (digit * 5)) as usize & 31;
        write!(f, "{}", ALPHABET[index] as char)?;
    }
    Ok(())
}

fn parse(prefix: char, text: &str) -> Option<u128> {
    let digits = text.strip_prefix(prefix)?;
    if digits.len() != 26 {
        return None;
    }
    let mut value: u128 = 0;
    for byte in digits.bytes() {
        let digit = ALPHABET.iter().position(|&letter| letter == byte)? as u128;
        value = value.checked_mul(32)?.checked_add(digit)?;
    }
    Some(value)
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u128);

        impl $name {
            /// Makes the id of the thing that `parts` identify.
            pub fn of(parts: &[&[u8]]) -> Self {
                Self(hash(stringify!($name), parts))
            }

            /// Its bits, for stored forms.
            pub const fn bits(self) -> u128 {
                self.0
            }

            /// From its bits.
            pub const fn from_bits(bits: u128) -> Self {
                Self(bits)
            }

            /// Reads the shown form: a letter for the kind and 26 characters. `None` if it is not one.
            pub fn parse(text: &str) -> Option<Self> {
                parse($prefix, text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                show($prefix, self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                show($prefix, self.0, f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not an id of this kind"))
            }
        }
    };
}

id!(
    /// A document as it came: the hash of its bytes.
    RawId, 'r'
);
id!(
    /// An article: the hash of its canonical address and part, or of its text where it has no address.
    ArticleId, 'a'
);
id!(
    /// One wording of an article: the hash of its text.
    TextHash, 't'
);
id!(
    /// A running story: made from its first article.
    StoryId, 's'
);
id!(
    /// A source that is asked again and again: the hash of its address.
    SourceId, 'f'
);
id!(
    /// An event, one thing that happened: made from its first article.
    EventId, 'e'
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_stable_and_reads_back() {
        let id = ArticleId::of(&[b"https://harbour.example/ferry", b"0"]);
        assert_eq!(ArticleId::parse(&id.to_string()), Some(id));
        assert_eq!(id, ArticleId::of(&[b"https://harbour.example/ferry", b"0"]));
        assert_ne!(id, ArticleId::of(&[b"https://harbour.example/ferry0", b""]));
        assert_eq!(StoryId::parse(&id.to_string()), None);
    }
}
