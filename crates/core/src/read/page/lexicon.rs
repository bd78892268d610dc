//! Words that tell content from furniture: words of class names and ids, and words of short blocks, each with a
//! weight learned from labeled pages. The table is `lexicon.txt`; `xtask/learn/README.md` says how to make it again.

use crate::text::letters::is_alphanumeric;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Weights by word hash.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Words of class names, ids and the like.
    pub names: FxHashMap<u64, f32>,
    /// Words of short blocks of text.
    pub words: FxHashMap<u64, f32>,
    /// Which of the words may be there: most words of a page are not, and need no look at the table.
    known: Sieve,
}

static LEARNED: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(include_str!("lexicon.txt")));

impl Lexicon {
    /// The learned table.
    pub fn learned() -> &'static Self {
        &LEARNED
    }

    /// Reads lines of kind (`n` for a name, `w` for a word of text), word, weight in hundredths. Other lines are
    /// passed over.
    pub fn read(text: &str) -> Self {
        let mut lexicon = Self::default();
        for line in text.lines() {
            let mut fields = line.split(' ');
            if let (Some(kind), Some(word), Some(Ok(weight))) =
                (fields.next(), fields.next(), fields.next().map(str::parse::<f32>))
            {
                let table = match kind {
                    "n" => &mut lexicon.names,
                    "w" => &mut lexicon.words,
                    _ => continue,
                };
                table.insert(hash(word), weight / 100.0);
            }
        }
        lexicon.known = Sieve::of(lexicon.words.keys().copied(), 1 << 10);
        lexicon
    }

    /// The weight of a word of text by its hash.
    #[inline]
    pub fn word(&self, hash: u64) -> Option<f32> {
        if self.known.may_hold(hash) { self.words.get(&hash).copied() } else { None }
    }
}

/// A set of hashes that says quickly of most that they are not in it: a bit for each, shared by chance (Bloom 1970, with
/// one hash).
#[derive(Clone, Debug, Default)]
pub(super) struct Sieve(Vec<u64>);

impl Sieve {
    /// The set of `hashes` in `size` words of 64 bits, which is a power of two; empty where there are none.
    pub fn of(hashes: impl Iterator<Item = u64>, size: usize) -> Self {
        let mut bits = Vec::new();
        for hash in hashes {
            bits.resize(size, 0);
            let at = Self::place(hash, size);
            bits[at] |= 1 << (hash >> 58);
        }
        Self(bits)
    }

    fn place(hash: u64, size: usize) -> usize {
        (hash >> 32) as usize & (size - 1)
    }

    /// Whether the hash may be in the set; `false` is certain.
    #[inline]
    pub fn may_hold(&self, hash: u64) -> bool {
        !self.0.is_empty() && self.0[Self::place(hash, self.0.len())] & 1 << (hash >> 58) != 0
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn mix(hash: u64, letter: u32) -> u64 {
    (hash ^ u64::from(letter)).wrapping_mul(0x0000_0100_0000_01b3)
}

/// Hash of a word that is in lower case already.
pub fn hash(word: &str) -> u64 {
    word.chars().fold(SEED, |h, c| mix(h, c as u32))
}

/// Gives each word of a class name, id or the like: cut at everything but letters and where lower case turns to
/// upper (`articleBody-2` gives `article` and `body`), in lower case, of two letters or more.
pub fn name_words(name: &str, mut give: impl FnMut(u64, &str)) {
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let (mut hash, mut after_small) = (SEED, false);
        while at < bytes.len() {
            let byte = bytes[at];
            let small = SMALL[byte as usize];
            let is_capital = small != byte;
            if small <= b'9' || (after_small && is_capital) {
                break;
            }
            hash = mix(hash, u32::from(small));
            after_small = !is_capital;
            at += 1;
        }
        if at - start >= 2 {
            give(hash, &name[start..at]);
        }
        at += usize::from(at == start);
    }
}

/// Gives each word of a text as hash and bytes: runs of letters and digits in lower case, each character of a
/// script without spaces for itself.
pub fn text_words(text: &str, mut give: impl FnMut(u64, &str)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        // A word of ASCII letters and digits with ASCII on both sides: most words of most pages.
        let start = at;
        let mut hash = SEED;
        while at < bytes.len() && SMALL[bytes[at] as usize] != 0 {
            hash = mix(hash, u32::from(SMALL[bytes[at] as usize]));
            at += 1;
        }
        if bytes.get(at).is_some_and(|byte| !byte.is_ascii()) {
            // What follows up to the next ASCII mark or space is read letter by letter.
            let is_end = |byte: &u8| byte.is_ascii() && SMALL[*byte as usize] == 0;
            let end = bytes[at..].iter().position(is_end).map_or(bytes.len(), |n| at + n);
            any_words(&text[start..end], &mut give);
            at = end;
        } else if at > start {
            give(hash, &text[start..at]);
        }
        at += 1;
    }
}

/// ASCII letters and digits in lower case, nought for all other bytes.
const SMALL: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            table[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

fn any_words(text: &str, give: &mut impl FnMut(u64, &str)) {
    let mut hash = SEED;
    let mut start = None;
    for (i, letter) in text.char_indices() {
        let is_wide =
            matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
        let is_word =
            if letter.is_ascii() { letter.is_ascii_alphanumeric() } else { is_alphanumeric(letter) };
        if (is_wide || !is_word)
            && let Some(from) = start.take()
        {
            give(hash, &text[from..i]);
            hash = SEED;
        }
        if is_wide && is_word {
            give(mix(SEED, letter as u32), &text[i..i + letter.len_utf8()]);
        } else if is_word {
            start.get_or_insert(i);
            if letter.is_ascii() {
                hash = mix(hash, u32::from(letter.to_ascii_lowercase() as u8));
            } else {
                hash = letter.to_lowercase().fold(hash, |h, c| mix(h, c as u32));
            }
        }
    }
    if let Some(from) = start {
        give(hash, &text[from..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_texts_are_cut_into_words() {
        let mut words = Vec::new();
        name_words("articleBody-2 js_x  Promo__text", |h, w| {
            assert_eq!(h, hash(&w.to_lowercase()));
            words.push(w.to_owned());
        });
        assert_eq!(words, ["article", "Body", "js", "Promo", "text"]);
        words.clear();
        text_words("Größe 12, 港口x end", |h, w| {
            assert_eq!(h, hash(&w.to_lowercase()));
            words.push(w.to_owned());
        });
        assert_eq!(words, ["Größe", "12", "港", "口", "x", "end"]);
    }

    #[test]
    fn the_learned_table_is_read() {
        let table = Lexicon::read("# made by hand\nn sidebar -150\nw subscribe -80\nbroken\n");
        assert_eq!(table.names[&hash("sidebar")], -1.5);
        assert_eq!(table.words[&hash("subscribe")], -0.8);
        assert_eq!((table.names.len(), table.words.len()), (1, 1));
    }
}
