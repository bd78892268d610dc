//! Keys of strings that are the same on every platform and in every version of the program.
//!
//! The scheme is a multiply-and-fold over eight bytes at a time, as wyhash does it; it is not meant to resist people
//! who look for collisions. Stored data rests on it: the test pins its values.

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const STEP: u64 = 0xd6e8_feb8_6659_fd93;

#[inline]
fn fold_multiply(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

/// A 64-bit key of the bytes of `text`.
#[inline]
pub fn key64(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut state = SEED ^ (bytes.len() as u64).wrapping_mul(STEP);
    let (chunks, rest) = bytes.as_chunks::<8>();
    for chunk in chunks {
        state = fold_multiply(state ^ u64::from_le_bytes(*chunk), STEP);
    }
    if !rest.is_empty() {
        state = fold_multiply(state ^ few(rest), STEP);
    }
    mix64(state)
}

/// One to seven bytes as a number, as if zeros followed. Words are short: copying them would cost more than all the rest.
#[inline]
fn few(bytes: &[u8]) -> u64 {
    let length = bytes.len();
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        // The two halves share bytes, and there they agree.
        (Some(head), Some(tail)) => {
            u64::from(u32::from_le_bytes(*head)) | u64::from(u32::from_le_bytes(*tail)) << ((length - 4) * 8)
        }
        _ => bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)),
    }
}

/// A 32-bit key of the bytes of `text`: the upper half of [`key64`].
pub fn key32(text: &str) -> u32 {
    (key64(text) >> 32) as u32
}

/// Spreads the bits of a number over the whole word (the finalizer of splitmix64).
#[inline]
pub fn mix64(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Joins two keys into one; the order of the two matters.
#[inline]
pub fn join64(a: u64, b: u64) -> u64 {
    fold_multiply(a.rotate_left(23) ^ SEED, b ^ STEP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_differ_and_stay() {
        assert_ne!(key64("harbor"), key64("harbour"));
        assert_ne!(key64(""), key64("\0"));
        assert_ne!(key64("a"), key64("a\0"));
        assert_ne!(join64(1, 2), join64(2, 1));
        for length in 1..8 {
            let mut whole = [0; 8];
            whole[..length].copy_from_slice(&b"harbors"[..length]);
            assert_eq!(few(&b"harbors"[..length]), u64::from_le_bytes(whole));
        }
        // Pinned: stored keys rest on these values.
        assert_eq!(key64("harbor"), 0x18efb7449f1b3085);
        assert_eq!(key64("Überflutung am Hafen"), 0xcf6fb076f96f727f);
        assert_eq!(u64::from(key32("harbor")), key64("harbor") >> 32);
    }
}
