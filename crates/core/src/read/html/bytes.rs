//! What single bytes do inside a tag, by table.

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
pub(super) fn tag_name_length(bytes: &[u8]) -> usize {
    bytes.iter().position(|b| CLASS[*b as usize] & ENDS_TAG_NAME != 0).unwrap_or(bytes.len())
}
