//! Stems of English words: Porter's second algorithm, as the Snowball project describes it ("The English (Porter2) stemming
//! algorithm", snowballstem.org), over bytes in place.
//!
//! The general stemmers take five times as long, and news is mostly English. The test holds
//! this one to theirs, word by word.

/// Longest word that is taken, in bytes.
pub(super) const LONGEST: usize = 64;

/// Room for a word and what its stem may gain in between.
pub(super) type Room = [u8; LONGEST + 2];
/// Room with nothing in it.
pub(super) const EMPTY: Room = [0; LONGEST + 2];

/// The stem of a word with a stem of its own, which may be the word itself.
fn irregular(word: &[u8]) -> Option<&'static str> {
    Some(match word {
        b"skis" => "ski",
        b"skies" => "sky",
        b"dying" => "die",
        b"lying" => "lie",
        b"tying" => "tie",
        b"idly" => "idl",
        b"gently" => "gentl",
        b"ugly" => "ugli",
        b"early" => "earli",
        b"only" => "onli",
        b"singly" => "singl",
        b"sky" => "sky",
        b"news" => "news",
        b"howe" => "howe",
        b"atlas" => "atlas",
        b"cosmos" => "cosmos",
        b"bias" => "bias",
        b"andes" => "andes",
        _ => return None,
    })
}

/// Whether a word is done once its plural is off.
fn is_singular(word: &[u8]) -> bool {
    matches!(
        word,
        b"inning" | b"outing" | b"canning" | b"herring" | b"earring" | b"proceed" | b"exceed" | b"succeed"
    )
}

/// Openings after which the first region begins, whatever their letters.
const OPENINGS: [&str; 3] = ["gener", "commun", "arsen"];

/// A `y` that is a consonant is held as `Y`.
fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// A word in the work.
struct Stem<'r> {
    /// The word, and room behind it.
    room: &'r mut Room,
    /// Letters of the word.
    length: usize,
    /// Where the first and the second region begin: behind the first consonant after a vowel, and again from there.
    first: usize,
    second: usize,
}

/// Makes the stem in an empty room and gives it. `None` for a word that is no plain one: longer than [`LONGEST`], or with other
/// characters than small ASCII letters, digits, hyphens, periods and apostrophes.
pub(super) fn stem<'r>(word: &str, room: &'r mut Room) -> Option<&'r str> {
    let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'\'' | b'&' | b'_');
    if word.len() > LONGEST || !word.bytes().all(plain) {
        return None;
    }
    room[..word.len()].copy_from_slice(word.as_bytes());
    let mut work = Stem { room, length: word.len(), first: 0, second: 0 };
    work.run();
    let length = work.length;
    std::str::from_utf8(&room[..length]).ok()
}

impl Stem<'_> {
    fn run(&mut self) {
        if self.length < 3 {
            return;
        }
        if self.length <= 6
            && let Some(stem) = irregular(self.now())
        {
            self.replace(self.length, stem);
            return;
        }
        self.mark();
        self.plural();
        if !is_singular(self.now()) {
            self.past();
            self.final_y();
            self.long_endings();
            self.middle_endings();
            self.short_endings();
            self.final_e_or_l();
        }
        let length = self.length;
        self.room[..length].make_ascii_lowercase();
    }

    fn now(&self) -> &[u8] {
        &self.room[..self.length]
    }

    #[inline(always)]
    fn ends(&self, ending: &str) -> bool {
        self.now().ends_with(ending.as_bytes())
    }

    /// Puts `new` in the place of the last `old` letters.
    fn replace(&mut self, old: usize, new: &str) {
        let at = self.length - old;
        self.length = at + new.len();
        self.room[at..self.length].copy_from_slice(new.as_bytes());
    }

    fn has_vowel(&self, before: usize) -> bool {
        self.now()[..before].iter().any(|letter| is_vowel(*letter))
    }

    /// Tells the consonants among the `y`, drops an opening apostrophe, finds the regions.
    fn mark(&mut self) {
        if self.now().first() == Some(&b'\'') {
            self.room.copy_within(1..self.length, 0);
            self.length -= 1;
        }
        let mut after_vowel = true;
        let length = self.length;
        for letter in &mut self.room[..length] {
            if *letter == b'y' && after_vowel {
                *letter = b'Y';
            }
            after_vowel = is_vowel(*letter);
        }
        let opening = OPENINGS.iter().find(|opening| self.now().starts_with(opening.as_bytes()));
        self.first = opening.map_or_else(|| self.behind(0), |opening| opening.len());
        self.second = self.behind(self.first);
    }

    /// The place behind the first consonant after a vowel, from a place on.
    fn behind(&self, from: usize) -> usize {
        let rest = &self.now()[from..];
        let Some(vowel) = rest.iter().position(|letter| is_vowel(*letter)) else { return self.length };
        let consonant = rest[vowel..].iter().position(|letter| !is_vowel(*letter));
        consonant.map_or(self.length, |consonant| from + vowel + consonant + 1)
    }

    /// Whether the letters before `end` end in a short syllable.
    fn is_short(&self, end: usize) -> bool {
        match &self.now()[..end] {
            [.., a, b, c] if !is_vowel(*a) && is_vowel(*b) => {
                !is_vowel(*c) && !matches!(c, b'w' | b'x' | b'Y')
            }
            [a, b] => is_vowel(*a) && !is_vowel(*b),
            _ => false,
        }
    }

    fn plural(&mut self) {
        if !matches!(self.now().last(), Some(b's' | b'd' | b'\'')) {
            return;
        }
        for ending in ["'s'", "'s", "'"] {
            if self.ends(ending) {
                self.length -= ending.len();
                break;
            }
        }
        if self.ends("sses") {
            self.length -= 2;
        } else if self.ends("ied") || self.ends("ies") {
            self.length -= if self.length > 4 { 2 } else { 1 };
        } else if self.ends("s")
            && !self.ends("us")
            && !self.ends("ss")
            && self.length > 1
            && self.has_vowel(self.length - 2)
        {
            self.length -= 1;
        }
    }

    fn past(&mut self) {
        if !matches!(self.now().last(), Some(b'd' | b'g' | b'y')) {
            return;
        }
        for ending in ["eedly", "eed"] {
            if self.ends(ending) {
                if self.length - ending.len() >= self.first {
                    self.replace(ending.len(), "ee");
                }
                return;
            }
        }
        let Some(ending) = ["ingly", "edly", "ing", "ed"].into_iter().find(|ending| self.ends(ending)) else {
            return;
        };
        if !self.has_vowel(self.length - ending.len()) {
            return;
        }
        self.length -= ending.len();
        if self.ends("at") || self.ends("bl") || self.ends("iz") {
            self.replace(0, "e");
            return;
        }
        match self.now() {
            [.., a, b]
                if a == b && matches!(a, b'b' | b'd' | b'f' | b'g' | b'm' | b'n' | b'p' | b'r' | b't') =>
            {
                self.length -= 1;
            }
            _ if self.length == self.first && self.is_short(self.length) => self.replace(0, "e"),
            _ => {}
        }
    }

    fn final_y(&mut self) {
        if let [_, .., before, b'y' | b'Y'] = self.now()
            && !is_vowel(*before)
        {
            self.replace(1, "i");
        }
    }

    /// The longest of the endings that the word has, with what takes its place.
    #[inline(always)]
    fn longest(&self, endings: &[(&'static str, &'static str)]) -> Option<(&'static str, &'static str)> {
        let found = endings.iter().filter(|(ending, _)| self.ends(ending));
        found.max_by_key(|(ending, _)| ending.len()).copied()
    }

    fn long_endings(&mut self) {
        // By the letter before the last, as Porter's own program has it.
        let endings: &[(&str, &str)] = match self.now() {
            [.., b'a', _] => &[("tional", "tion"), ("ational", "ate")],
            [.., b'c', _] => &[("enci", "ence"), ("anci", "ance")],
            [.., b'e', _] => &[("izer", "ize")],
            [.., b'g', _] => &[("ogi", "og")],
            [.., b'l', _] => {
                &const {
                    [
                        ("abli", "able"),
                        ("entli", "ent"),
                        ("alli", "al"),
                        ("ousli", "ous"),
                        ("bli", "ble"),
                        ("fulli", "ful"),
                        ("lessli", "less"),
                        ("li", ""),
                    ]
                }
            }
            [.., b'o', _] => &[("ization", "ize"), ("ation", "ate"), ("ator", "ate")],
            [.., b's', _] => {
                &const { [("alism", "al"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive")] }
            }
            [.., b't', _] => &[("aliti", "al"), ("iviti", "ive"), ("biliti", "ble")],
            _ => return,
        };
        let Some((ending, new)) = self.longest(endings) else { return };
        let at = self.length - ending.len();
        let before = at.checked_sub(1).map(|at| self.now()[at]);
        let fits = match new {
            "og" => before == Some(b'l'),
            "" => before.is_some_and(|before| b"cdeghkmnrt".contains(&before)),
            _ => true,
        };
        if at >= self.first && fits {
            self.replace(ending.len(), new);
        }
    }

    fn middle_endings(&mut self) {
        const ENDINGS: &[(&str, &str)] = &[
            ("tional", "tion"),
            ("ational", "ate"),
            ("alize", "al"),
            ("icate", "ic"),
            ("iciti", "ic"),
            ("ical", "ic"),
            ("ful", ""),
            ("ness", ""),
            ("ative", ""),
        ];
        if !matches!(self.now().last(), Some(b'l' | b'e' | b'i' | b's')) {
            return;
        }
        let Some((ending, new)) = self.longest(ENDINGS) else { return };
        let at = self.length - ending.len();
        if at >= self.first && (!self.ends("ative") || at >= self.second) {
            self.replace(ending.len(), new);
        }
    }

    fn short_endings(&mut self) {
        let endings: &[&str] = match self.now() {
            [.., b'a', _] => &["al"],
            [.., b'c', _] => &["ance", "ence"],
            [.., b'e', _] => &["er"],
            [.., b'i', _] => &["ic"],
            [.., b'l', _] => &["able", "ible"],
            [.., b'n', _] => &["ement", "ment", "ent", "ant"],
            [.., b'o', _] => &["ion"],
            [.., b's', _] => &["ism"],
            [.., b't', _] => &["ate", "iti"],
            [.., b'u', _] => &["ous"],
            [.., b'v', _] => &["ive"],
            [.., b'z', _] => &["ize"],
            _ => return,
        };
        let Some(ending) = endings.iter().find(|ending| self.ends(ending)) else { return };
        let at = self.length - ending.len();
        let before = at.checked_sub(1).map(|at| self.now()[at]);
        if at >= self.second && (!self.ends("ion") || matches!(before, Some(b's' | b't'))) {
            self.length = at;
        }
    }

    fn final_e_or_l(&mut self) {
        let Some(at) = self.length.checked_sub(1) else { return };
        let drops = match self.now()[at] {
            b'e' => at >= self.second || at >= self.first && !self.is_short(at),
            b'l' => at >= self.second && at > 0 && self.now()[at - 1] == b'l',
            _ => false,
        };
        if drops {
            self.length = at;
        }
    }
}
