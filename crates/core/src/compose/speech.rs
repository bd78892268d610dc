//! Which sentences of a paragraph stand in the middle of a quotation.

use memchr::{memchr2, memchr3};

/// Whether a quotation stands open, sentence by sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Speech {
    block: Option<u32>,
    open: bool,
    /// Sentences without a mark since the last one.
    silent: u32,
}

/// Sentences inside of one quotation in a row at most: behind more of them its end was forgotten.
const LONGEST: u32 = 4;

impl Speech {
    /// Takes the next sentence; gives whether it begins inside of a quotation that goes on behind it. A quotation ends with its
    /// paragraph at the latest: one that goes on opens again there.
    pub(crate) fn goes_on(&mut self, block: u32, sentence: &str) -> bool {
        if self.block != Some(block) {
            (self.block, self.open) = (Some(block), false);
        }
        let bytes = sentence.as_bytes();
        // Most have no marks: \u{2018} to \u{201e} begin with e2, « and » with c2.
        if memchr3(b'"', 0xe2, 0xc2, bytes).is_none() && memchr2(b'`', b'\'', bytes).is_none() {
            self.silent += 1;
            self.open &= self.silent <= LONGEST;
            return self.open;
        }
        self.silent = 0;
        let mut marks = false;
        let mut before = ' ';
        for mark in sentence.chars() {
            let open = match mark {
                '"' => Some(!self.open),
                '\u{201e}' | '\u{ab}' => Some(true),
                // It closes where „ opened, and opens elsewhere.
                '\u{201c}' => Some(!self.open),
                '\u{201d}' | '\u{bb}' => Some(false),
                '`' if before == '`' => Some(true),
                '\'' if before == '\'' => Some(false),
                _ => None,
            };
            if let Some(open) = open {
                (self.open, marks) = (open, true);
            }
            before = mark;
        }
        self.open && !marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentences: &[(u32, &str, bool)]) {
        let mut speech = Speech::default();
        for (block, sentence, expected) in sentences {
            assert_eq!(speech.goes_on(*block, sentence), *expected, "{sentence}");
        }
    }

    #[test]
    fn the_middle_of_a_quotation_is_known() {
        check(&[
            (0, "\u{201c}The pier fell.", false),
            (0, "Nobody was there.", true),
            (0, "It's over,\u{201d} she said.", false),
            (0, "The board met.", false),
        ]);
        check(&[(0, "\"The pier fell.", false), (0, "It was late.", true), (1, "The board met.", false)]);
        let silent = |nth: u32| (0, "It was late.", nth < LONGEST);
        let mut forgotten = vec![(0, "\"The pier fell.", false)];
        forgotten.extend((0..LONGEST + 2).map(silent));
        check(&forgotten);
        check(&[(0, "``The pier fell.", false), (0, "It's late.", true), (0, "It fell,'' he said.", false)]);
        check(&[
            (0, "„Der Pier fiel.", false),
            (0, "Es war spät.", true),
            (0, "Alle gingen“, sagte sie.", false),
        ]);
    }
}
