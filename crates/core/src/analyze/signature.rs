//! The sketch by which copies are found: one-permutation minhash over runs of three words.
//!
//! One hash per shingle fills all buckets (Li, Owen, Zhang: One Permutation Hashing, 2012); empty buckets borrow from
//! others in an order that depends on the bucket alone (Shrivastava: Optimal Densification, 2017).

use super::tokens::Token;
use crate::model::Signature;
use crate::text::hash::mix64;
use crate::text::shingles::shingles;

/// Buckets of a signature.
const BUCKETS: usize = 128;
/// Words of a shingle.
const WIDTH: usize = 3;
/// Words below which a text has no signature: too short to tell a copy from a like.
const FEWEST_WORDS: usize = 8;

/// The signature of the words.
pub(super) fn signature(tokens: &[Token]) -> Signature {
    let keys: Vec<u64> = tokens.iter().map(|token| token.key).collect();
    let count = keys.len() as u32;
    if keys.len() < FEWEST_WORDS {
        return Signature { minhash: Vec::new(), words: count };
    }
    let mut least = [u64::MAX; BUCKETS];
    for hash in shingles(&keys, WIDTH) {
        let bucket = (hash >> 57) as usize;
        least[bucket] = least[bucket].min(hash & ((1 << 57) - 1));
    }
    let minhash = (0..BUCKETS).map(|bucket| (least[donor(&least, bucket)] >> 25) as u32).collect();
    Signature { minhash, words: count }
}

/// The bucket whose value stands for `bucket`: itself, or the first full one in a fixed pseudo-random order.
fn donor(least: &[u64; BUCKETS], bucket: usize) -> usize {
    let mut at = bucket;
    let mut step = 0u64;
    while least[at] == u64::MAX {
        step += 1;
        at = (mix64((bucket as u64) << 32 | step) % BUCKETS as u64) as usize;
    }
    at
}
