//! Bytes to text, with and without a label.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsloom_core::read::encoding::decode;

const LABELS: &[Option<&str>] =
    &[None, Some("utf-8"), Some("windows-1251"), Some("shift_jis"), Some("utf-16le"), Some("gb18030"), Some("no such")];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let label = LABELS[usize::from(*first) % LABELS.len()];
    let decoded = decode(bytes, label);
    assert!(decoded.text.len() <= bytes.len() * 4 + 16, "text is bounded by the bytes");
    assert_eq!(decoded.text, decode(bytes, label).text);
});
