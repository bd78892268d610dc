//! What single bytes do inside a tag, by table, and the search for one that is as a rule near.

use memchr::memchr;

/// What a byte does in a start tag.
pub(super) const CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b' ' | b'\n' | b'\t' | b'\r' | b'\x0c' => BETWEEN | ENDS_NAME | ENDS_TAG_NAME,
            b'/' => BETWEEN | ENDS_NAME | ENDS_TAG_NAME,
            b'>' => ENDS_NAME | ENDS_TAG_NAME,
            b'=' => ENDS_NAME,
            b'<' => ENDS_TAG_NAME,
            _ => 0,
        };
        byte += 1;
    }
    table
};
/// It may stand between attributes.
pub(super) const BETWEEN: u8 = 1;
/// It ends the name of an attribute.
pub(super) const ENDS_NAME: u8 = 2;
/// It ends the name of a tag.
const ENDS_TAG_NAME: u8 = 4;

/// Bytes of a tag's name: up to white space, `/` or `>`. `<` ends it as well: the tag was never closed.
#[inline]
pub(super) fn tag_name_length(bytes: &[u8]) -> usize {
    bytes.iter().position(|b| CLASS[*b as usize] & ENDS_TAG_NAME != 0).unwrap_or(bytes.len())
}

/// Where `byte` first stands: [`memchr()`], but what is near, as the end of a tag or value is, is found without a call.
/// Eight bytes at once (Mycroft 1987): the lowest byte that is nought borrows first.
#[inline]
pub(in crate::read) fn find(byte: u8, bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let wanted = u64::from(byte) * ONES;
    let mut at = 0;
    while at < NEAR
        && let Some(eight) = bytes[at..].first_chunk()
    {
        let differs = u64::from_le_bytes(*eight) ^ wanted;
        let hits = differs.wrapping_sub(ONES) & !differs & (ONES << 7);
        if hits != 0 {
            return Some(at + hits.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    memchr(byte, &bytes[at..]).map(|n| at + n)
}

/// Bytes that are looked at before a search goes far.
const NEAR: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_and_far_bytes_are_found() {
        let mut text: Vec<u8> = (0..=255u8).cycle().take(300).filter(|b| *b != b'>').collect();
        assert_eq!(find(b'>', &text), None);
        for at in (0..text.len()).rev() {
            text[at] = b'>';
            for start in 0..=at {
                assert_eq!(find(b'>', &text[start..]), Some(at - start), "{at} from {start}");
            }
        }
    }
}
