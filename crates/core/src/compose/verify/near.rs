//! A claim that is nearly a sentence of its source: every difference is looked at, and most mean something.

use super::Check;
use super::align::Change;
use super::atoms::{Atom, class};
use super::index::Index;
use super::opposites;

/// Content words of a stretch left out from which it is a clause of its own, whose guards go with it.
const CLAUSE: usize = 2;
/// Sentences before the passage among which a pronoun's name is looked for.
const BACK: usize = 6;

/// A claim beside its passage.
pub(super) struct Beside<'a> {
    /// The text of the claim.
    pub claim: &'a str,
    /// Its atoms.
    pub told: &'a [Atom],
    /// The text of the source.
    pub source: &'a str,
    /// The atoms of the passage that was compared.
    pub known: &'a [Atom],
    /// All sources.
    pub index: &'a Index,
    /// The sentence of the sources that was found.
    pub passage: usize,
    /// Whether hardly a word of the claim is not on the passage.
    pub whole: bool,
}

impl Beside<'_> {
    /// What the changes do to the meaning: kind and words for people.
    pub fn doubts(&self, changes: &[Change]) -> Vec<(Check, String)> {
        let mut out = Vec::new();
        for change in changes {
            self.change(change, changes, &mut out);
        }
        self.doubled(&mut out);
        out
    }

    /// A name that stands twice side by side, as no source has it: "Quill Council council".
    fn doubled(&self, out: &mut Vec<(Check, String)>) {
        for pair in self.told.windows(2).filter(|pair| pair[0].key == pair[1].key) {
            let one = pair.iter().any(named)
                && pair[0].is(class::CONTENT)
                && !self.index.has_pair(pair[0].key, pair[0].key);
            let between = self.claim.get(pair[0].span.end as usize..pair[1].span.start as usize);
            if one && between == Some(" ") {
                out.push((Check::Name, format!("{} stands there twice", self.word(&pair[0]))));
            }
        }
    }

    /// Whether the small word at `at` of the claim has the capital with which it opens the passage, though it opens nothing
    /// here: its phrase changed places ("Quill, In Lumen said").
    fn opener_inside(&self, at: usize) -> bool {
        let atom = &self.told[at];
        let first = self.index.atoms[self.index.passages[self.passage].first as usize];
        let plain = self
            .told
            .iter()
            .filter(|atom| atom.is(class::CONTENT) && !atom.is(class::CAPITAL | class::NUMBER));
        let before = self.claim.get(..atom.span.start as usize).unwrap_or("");
        at > 0
            && !atom.is(class::CONTENT)
            && first.key == atom.key
            && first.is(class::CAPITAL)
            && before.ends_with(' ')
            && before.trim_end().ends_with(|letter: char| letter.is_alphanumeric() || letter == ',')
            && plain.count() > 2
    }

    fn word(&self, atom: &Atom) -> &str {
        atom.span.of(self.claim)
    }

    fn change(&self, change: &Change, changes: &[Change], out: &mut Vec<(Check, String)>) {
        let ins = &self.told[change.told.clone()];
        let del = &self.known[change.known.clone()];
        let count = |atoms: &[Atom], class: u32| atoms.iter().filter(|atom| atom.is(class)).count();
        let has = |atoms: &[Atom], key: u64| atoms.iter().any(|atom| atom.key == key);
        let weight = del.iter().filter(|atom| atom.is(class::CONTENT) && !atom.is(class::GUARD)).count();
        let clause =
            ins.is_empty() && (weight >= CLAUSE || del.len() > 2 && self.set_off(del[0].span.start as usize));
        // Figures.
        for atom in ins.iter().filter(|atom| atom.is(class::NUMBER) && !has(del, atom.key)) {
            // One that replaces no other may come from the sentences around.
            let moved = count(del, class::NUMBER) == 0 && self.index.has(atom.key);
            if !moved {
                out.push((Check::Number, format!("the figure {} is not in the source", self.word(atom))));
            }
        }
        // Order of magnitude: millions for billions.
        for atom in ins.iter().filter(|atom| atom.is(class::SCALE) && !has(del, atom.key)) {
            if count(del, class::SCALE) > 0 {
                out.push((Check::Number, format!("{} is another order of magnitude", self.word(atom))));
            }
        }
        // Dates.
        for atom in ins.iter().filter(|atom| atom.is(class::CALENDAR) && !has(del, atom.key)) {
            if count(del, class::CALENDAR) > 0 || !has(self.known, atom.key) {
                out.push((Check::Date, format!("the date word {} is not in the source", self.word(atom))));
            }
        }
        self.guards(ins, del, clause, out);
        self.names(change, changes, out);
        // Opposites.
        for one in ins.iter().filter(|atom| !atom.is(class::NUMBER)) {
            let against = del.iter().find(|other| {
                opposites::opposite(one.key, other.key)
                    || opposites::turned(self.word(one), other.span.of(self.source))
            });
            if let Some(other) = against {
                let other = other.span.of(self.source);
                out.push((Check::Guard, format!("{} stands for {other}, its opposite", self.word(one))));
            }
        }
    }

    fn guards(&self, ins: &[Atom], del: &[Atom], clause: bool, out: &mut Vec<(Check, String)>) {
        for (bits, name) in [
            (class::NEGATION, "negation"),
            (class::MODAL, "modality"),
            (class::HEARSAY, "modality"),
            (class::ROLE, "role word"),
            (class::VAGUE, "vague quantity"),
            (class::BOUND, "bound"),
        ] {
            let told: Vec<&Atom> = ins.iter().filter(|atom| atom.is(bits)).collect();
            let known = del.iter().filter(|atom| atom.is(bits)).count();
            if told.len() > known {
                // Bounds matter before figures only; `would` for `will` is how speech is reported.
                let backshift = bits == class::MODAL
                    && del.iter().any(|atom| atom.is(class::CERTAIN))
                    && told.iter().all(|atom| matches!(self.word(atom), "would" | "could"))
                    && ["will", "can"]
                        .iter()
                        .any(|word| del.iter().any(|atom| atom.span.of(self.source) == *word));
                let idle = bits == class::BOUND && !self.before_figure(told[0]);
                if !backshift && !idle && !moved(told[0], self.told, self.known) {
                    out.push((Check::Guard, format!("a {name} was put in: {}", self.word(told[0]))));
                }
            } else if known > told.len() && !clause {
                let figure = || ins.iter().chain(del).any(|atom| atom.is(class::NUMBER | class::VAGUE));
                let last = del.iter().rfind(|atom| atom.is(bits)).expect("counted");
                let idle = bits == class::BOUND && !figure() && !self.known_before_figure(last);
                // A few content words with it, and nothing in its place: it went with what it turned.
                let along =
                    del.iter().filter(|atom| atom.is(class::CONTENT) && !atom.is(class::GUARD)).count();
                let precise = bits == class::VAGUE && ins.iter().any(|atom| atom.is(class::NUMBER));
                let moved = moved(last, self.known, self.told);
                if !idle && !precise && !moved && along <= ins.len().max(1) {
                    let word = last.span.of(self.source);
                    out.push((Check::Guard, format!("a {name} was left out: {word}")));
                }
            }
        }
    }

    /// Whether a comma or the like stands before a place of the source.
    fn set_off(&self, start: usize) -> bool {
        let before = self.source.get(..start).unwrap_or("").trim_end_matches([' ', '"', '\'', '`']);
        before.ends_with([',', '(', ';', '\u{2014}', '\u{2013}', '-', '_'])
    }

    fn before_figure(&self, atom: &Atom) -> bool {
        let at = self.told.iter().position(|other| other.span == atom.span).unwrap_or(0);
        self.told[at + 1..].iter().take(2).any(|next| next.is(class::NUMBER | class::VAGUE | class::SCALE))
    }

    fn known_before_figure(&self, atom: &Atom) -> bool {
        let at = self.known.iter().position(|other| other.span == atom.span).unwrap_or(0);
        self.known[at + 1..].iter().take(2).any(|next| next.is(class::NUMBER | class::VAGUE | class::SCALE))
    }

    fn names(&self, change: &Change, changes: &[Change], out: &mut Vec<(Check, String)>) {
        let ins = &self.told[change.told.clone()];
        let del = &self.known[change.known.clone()];
        let replaced = del.iter().any(|atom| named(atom) && atom.is(class::CONTENT));
        let dated = del.iter().any(|atom| atom.is(class::CALENDAR));
        let only_pronouns = !del.is_empty() && del.iter().all(|atom| atom.is(class::PRONOUN));
        // A given name, title or the like beside a name that stays, as the sources have it elsewhere.
        let key = |at: Option<usize>| at.and_then(|at| self.told.get(at)).map(|atom| atom.key);
        // Behind a name, another name makes another of it: the Quill Council is not Quill.
        let behind_name =
            change.known.start.checked_sub(1).and_then(|at| self.known.get(at)).is_some_and(named);
        let outside = [
            (ins.last().map(|atom| atom.key), key(Some(change.told.end))),
            (
                key(change.told.start.checked_sub(1)).filter(|_| !behind_name),
                ins.first().map(|atom| atom.key),
            ),
        ];
        let fuller = !replaced
            && !dated
            && outside
                .iter()
                .any(|pair| matches!(pair, (Some(one), Some(other)) if self.index.has_pair(*one, *other)));
        for (nth, atom) in ins.iter().enumerate().filter(|(_, atom)| named(atom)) {
            let at = change.told.start + nth;
            let opens = at == 0;
            let same_root = |other: &Atom| {
                other.key == atom.key
                    || atom.root != 0 && other.root == atom.root && !self.people_of(atom, other)
            };
            if self.opener_inside(at) {
                out.push((Check::Roles, format!("{} opens the sentence in the source", self.word(atom))));
                continue;
            }
            let next = self.told.get(at + 1);
            // A small word with a capital in mid-sentence begins a name: `The Post`.
            let cut = next.is_some_and(named)
                && changes.iter().any(|other| {
                    other.told == (at + 2..at + 2) && self.known.get(other.known.start).is_some_and(named)
                });
            let small = !atom.is(class::CONTENT)
                && (opens
                    || !replaced && !cut && next.is_none_or(|next| self.index.has_pair(atom.key, next.key)));
            if small || del.iter().any(same_root) || short_for(self.word(atom), del, self.source) {
                continue;
            }
            // A name that stands elsewhere in the passage: it moved, and with it who did what.
            if let Some(place) = self.known.iter().position(|other| other.key == atom.key && named(other)) {
                let taken = changes.iter().any(|other| {
                    other.known.contains(&place) && self.told[other.told.clone()].iter().any(named)
                });
                if taken || !self.moved_whole(at, place) {
                    out.push((Check::Roles, format!("{} stands elsewhere in the source", self.word(atom))));
                }
                continue;
            }
            let name = self.index.is_name(atom.key);
            // Any word opens a sentence with a capital.
            let adverb = self.word(atom).ends_with("ly");
            if opens && !replaced && !name && (adverb || self.index.has(atom.key) || !next.is_some_and(named))
            {
                continue;
            }
            // One that replaces no other, in a sentence with more words of its own, may come from the sentences around.
            let joined = !replaced && !dated && name && !self.whole;
            let somebody = del.iter().any(|atom| {
                let word = atom.span.of(self.source);
                ["he", "she", "him", "his", "her"].iter().any(|known| known.eq_ignore_ascii_case(word))
            });
            let resolved =
                only_pronouns && self.named_before(atom.key) && !(somebody && self.takes_article(ins[0].key));
            if !fuller && !resolved && !joined {
                out.push((Check::Name, format!("the name {} is not in the source there", self.word(atom))));
            }
        }
    }

    /// Whether the name at `at` of the claim has a neighbor that it has at `place` of the passage too, as a phrase has that
    /// moved as a whole: `in Lumen`.
    fn moved_whole(&self, at: usize, place: usize) -> bool {
        // What `of` leads belongs to the word before it and moves nowhere alone; `Off` with a capital is part of a name.
        let leads = |at: usize| {
            let atom = &self.told[at];
            atom.is(class::WHERE)
                && !self.word(atom).eq_ignore_ascii_case("of")
                && (at == 0 || !atom.is(class::CAPITAL))
        };
        let before =
            at > 0 && place > 0 && leads(at - 1) && self.told[at - 1].key == self.known[place - 1].key;
        let before_that = at > 1
            && place > 1
            && leads(at - 2)
            && self.told[at - 2].key == self.known[place - 2].key
            && self.told[at - 1].key == self.known[place - 1].key;
        before || before_that
    }

    /// Whether one word is the people of the other, a country: `Vesperans` for `Vespera`.
    fn people_of(&self, atom: &Atom, other: &Atom) -> bool {
        let bare = |word: &str| word.trim_end_matches("'s").trim_end_matches("\u{2019}s").to_lowercase();
        let (people, place) = (bare(self.word(atom)), bare(other.span.of(self.source)));
        people.strip_suffix("ns").is_some_and(|stem| place == stem)
    }

    /// Whether a source has an article or the like before the word, as nobody's name has one.
    fn takes_article(&self, key: u64) -> bool {
        self.index.places(key).iter().take(50).any(|place| {
            let place = *place as usize;
            place > 0
                && self.index.of[place - 1] == self.index.of[place]
                && self.index.atoms[place].is(class::CAPITAL)
                && self.index.atoms[place - 1].is(class::PRONOUN)
        })
    }

    fn named_before(&self, key: u64) -> bool {
        let from = self.passage.saturating_sub(BACK) as u32;
        self.index
            .places(key)
            .iter()
            .any(|place| (from..self.passage as u32).contains(&self.index.of[*place as usize]))
    }
}

/// Whether a word stands in `others` too, beside a content word that it stands beside in `own`.
fn moved(atom: &Atom, own: &[Atom], others: &[Atom]) -> bool {
    let at = own.iter().position(|other| other.span == atom.span).unwrap_or(0);
    let content = |other: &&Atom| other.is(class::CONTENT) && !other.is(class::GUARD);
    let before = at.checked_sub(1).and_then(|at| own.get(at)).filter(content);
    let after = own.get(at + 1).filter(content);
    others.windows(2).any(|pair| {
        before.is_some_and(|before| (pair[0].key, pair[1].key) == (before.key, atom.key))
            || after.is_some_and(|after| (pair[0].key, pair[1].key) == (atom.key, after.key))
    })
}

fn named(atom: &Atom) -> bool {
    atom.is(class::CAPITAL) && !atom.is(class::NUMBER | class::CALENDAR)
}

/// Whether a word is the initials of the names that it stands for, or the other way round.
fn short_for(word: &str, del: &[Atom], source: &str) -> bool {
    let initials: String = del
        .iter()
        .filter(|atom| atom.is(class::CAPITAL))
        .filter_map(|atom| atom.span.of(source).chars().next())
        .collect();
    let upper = word.len() >= 2 && word.chars().all(char::is_uppercase);
    let short = |other: &Atom| {
        let other = other.span.of(source);
        other.len() >= 2
            && other.chars().all(char::is_uppercase)
            && word.chars().next() == other.chars().next()
    };
    (upper && initials.contains(word)) || del.iter().any(short)
}
