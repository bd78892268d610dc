//! Numbers of a text, in digits or in words, equal where they mean the same.

use super::normalize::fold_into;
use super::number_words::{NumberWords, Role};
use super::words::{WordKind, words};
use crate::model::{Language, Span};

mod digits;
mod hedges;
mod units;

pub use hedges::Hedge;

/// What a number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// A count or measure.
    Cardinal,
    /// A place in an order: `third`, `12th`.
    Ordinal,
    /// A percentage; the value is as written: 12% is 12.
    Percent,
    /// An amount of money.
    Money,
    /// A count that is given as two ends: `10 to 12`. [`Number::upper`] has the other end.
    Interval,
    /// A fraction of one: `two thirds` is 0.667.
    Fraction,
    /// Only an order of magnitude: `dozens` is 24, `thousands` 2,000.
    Vague,
    /// A time of day: hours with minutes as their fraction.
    Clock,
}

/// A number in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Where it stands: digits or words with their scale (`1.2 million`), without hedge and unit.
    pub span: Span,
    /// Its value; of an interval the lower end.
    pub value: f64,
    /// The upper end of an interval, whatever its kind.
    pub upper: Option<f64>,
    /// What it says.
    pub kind: NumberKind,
    /// How exactly it is said to be meant.
    pub hedge: Option<Hedge>,
    /// The sign or word of percent or currency beside it.
    pub unit: Option<Span>,
}

/// A word of the text, taken apart at hyphens where its first part is a number.
#[derive(Clone, Copy, Debug)]
struct Atom {
    span: Span,
    kind: WordKind,
    /// Whether a hyphen, and nothing else, stands before it.
    glued: bool,
}

/// The numbers of `text`, in order and disjoint. Linear in its length.
///
/// `language` tells separators and number words; English where none is given.
pub fn parse(text: &str, language: Option<Language>) -> Vec<Number> {
    let table = NumberWords::new(language);
    if !table.may_stand_in(text) {
        return Vec::new();
    }
    let mut parser = Parser { text, language, table, atoms: atoms(text, table), buffer: String::new() };
    parser.run()
}

fn atoms(text: &str, table: NumberWords) -> Vec<Atom> {
    let mut atoms = Vec::with_capacity(text.len() / 6);
    let mut buffer = String::new();
    for word in words(text) {
        let slice = word.of(text);
        let hyphenated = word.kind == WordKind::Word && slice.contains(['-', '‑', '‐']);
        if !hyphenated {
            atoms.push(Atom { span: word.span, kind: word.kind, glued: false });
            continue;
        }
        let start = word.span.start as usize;
        let mut from = 0;
        let mut parts = Vec::new();
        for (at, c) in slice.char_indices().filter(|(_, c)| matches!(c, '-' | '‑' | '‐')) {
            parts.push((from, at));
            from = at + c.len_utf8();
        }
        parts.push((from, slice.len()));
        let first = &slice[parts[0].0..parts[0].1];
        buffer.clear();
        fold_into(first, &mut buffer);
        let numeric = first.starts_with(|c: char| c.is_ascii_digit())
            || table.get(&buffer).is_some()
            || matches!(buffer.as_str(), "mid" | "pre" | "post" | "multi");
        if !numeric {
            atoms.push(Atom { span: word.span, kind: word.kind, glued: false });
            continue;
        }
        for (nth, (from, to)) in parts.iter().filter(|(from, to)| from < to).enumerate() {
            let part = &slice[*from..*to];
            let kind = if part.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',') {
                WordKind::Number
            } else {
                WordKind::Word
            };
            atoms.push(Atom { span: Span::new(start + from, start + to), kind, glued: nth > 0 });
        }
    }
    atoms
}

struct Parser<'t> {
    text: &'t str,
    language: Option<Language>,
    table: NumberWords,
    atoms: Vec<Atom>,
    buffer: String,
}

/// A number as it was read, before its surroundings are looked at.
struct Numeral {
    value: f64,
    span: Span,
    kind: NumberKind,
    /// Index of the atom after it.
    next: usize,
}

impl Parser<'_> {
    fn run(&mut self) -> Vec<Number> {
        let mut found = Vec::new();
        let mut at = 0;
        let mut floor = 0; // atoms before this belong to the number before
        while at < self.atoms.len() {
            let Some(numeral) = self.numeral(at) else {
                at += 1;
                continue;
            };
            let mut number = Number {
                span: numeral.span,
                value: numeral.value,
                upper: None,
                kind: numeral.kind,
                hedge: None,
                unit: None,
            };
            let mut next = numeral.next;
            if number.kind == NumberKind::Cardinal
                && let Some((other, mut value)) = self.interval(at, &number, next)
            {
                // `10 to 12 million`: the scale belongs to both ends.
                let scale = self.scale_of(&other);
                if scale > 1.0
                    && number.value < 1000.0
                    && self.scale_between(number.span) == 1.0
                    && number.value * scale < value
                {
                    number.value *= scale;
                }
                if value < number.value {
                    std::mem::swap(&mut value, &mut number.value);
                }
                number.upper = Some(value);
                number.kind = NumberKind::Interval;
                number.span.end = other.span.end;
                next = other.next;
            }
            self.look_around(&mut number, at, next);
            number.hedge = hedges::hedge(self.text, number.span, number.unit, self.language, floor);
            at = next.max(at + 1);
            floor = number.span.end as usize;
            found.push(number);
        }
        found
    }

    fn of(&self, at: usize) -> &str {
        self.atoms.get(at).map_or("", |atom| atom.span.of(self.text))
    }

    fn folded(&mut self, at: usize) -> &str {
        let Some(atom) = self.atoms.get(at) else { return "" };
        self.buffer.clear();
        fold_into(atom.span.of(self.text), &mut self.buffer);
        &self.buffer
    }

    /// The text between atoms `at` and `at + 1`.
    fn between(&self, at: usize) -> &str {
        match (self.atoms.get(at), self.atoms.get(at + 1)) {
            (Some(a), Some(b)) => &self.text[a.span.end as usize..b.span.start as usize],
            _ => "\n",
        }
    }

    /// Whether only a space (or hyphen) stands between atoms `at` and `at + 1`.
    fn adjoin(&self, at: usize) -> bool {
        let between = self.between(at);
        matches!(between, " " | "-" | "\u{a0}" | "\u{202f}" | "\u{2009}" | "") || between == "‑"
    }

    fn word(&mut self, at: usize) -> Option<super::number_words::NumberWord> {
        let atom = *self.atoms.get(at)?;
        if atom.kind != WordKind::Word
            || atom.span.len() > 48
            || !self.table.may_have(atom.span.of(self.text))
        {
            return None;
        }
        self.folded(at);
        self.table.get(self.buffer.trim_end_matches('.'))
    }

    fn numeral(&mut self, at: usize) -> Option<Numeral> {
        let atom = *self.atoms.get(at)?;
        match atom.kind {
            WordKind::Number => self.digits(at),
            WordKind::Word if self.of(at).starts_with(|c: char| c.is_ascii_digit()) => {
                self.digits_with_letters(at)
            }
            WordKind::Word => self.in_words(at),
            WordKind::Ideograph => None,
        }
    }

    fn digits(&mut self, at: usize) -> Option<Numeral> {
        let atom = self.atoms[at];
        let slice = self.of(at);
        let mut value = digits::value(slice, self.language)?;
        let mut span = atom.span;
        let mut next = at + 1;
        // `10:30`
        if self.between(at) == ":" && slice.len() <= 2 && value < 25.0 {
            let minutes = self.of(next);
            if minutes.len() == 2 && minutes.bytes().all(|b| b.is_ascii_digit()) {
                value += f64::from(minutes.parse::<u8>().unwrap_or(0)) / 60.0;
                span.end = self.atoms[next].span.end;
                return Some(Numeral { value, span, kind: NumberKind::Clock, next: next + 1 });
            }
        }
        // `5 p.m.`
        if value < 25.0
            && matches!(self.of(next), "am" | "pm" | "a.m." | "p.m." | "a.m" | "p.m" | "AM" | "PM" | "Uhr")
            && self.adjoin(at)
        {
            return Some(Numeral { value, span, kind: NumberKind::Clock, next: next + 1 });
        }
        // `12 000`: groups after a space, where the space cannot be missed or the language writes so.
        if slice.len() <= 3 && slice.bytes().all(|b| b.is_ascii_digit()) {
            while digits::is_group_space(self.between(next - 1), self.language)
                && self.of(next).len() >= 3
                && self.atoms.get(next).is_some_and(|atom| atom.kind == WordKind::Number)
            {
                let group = self.of(next);
                if group.len() != 3 || !group.bytes().all(|b| b.is_ascii_digit()) {
                    break;
                }
                value = value * 1000.0 + group.parse::<f64>().ok()?;
                span.end = self.atoms[next].span.end;
                next += 1;
            }
        }
        // `2 1/2`, `1/3`
        if self.between(next - 1) == "/" && next == at + 1 {
            let below = self.of(next);
            if below.len() <= 3 && value < 100.0 && self.between(next) != "/" {
                let below: f64 = below.parse().ok()?;
                if below > value && below <= 100.0 {
                    span.end = self.atoms[next].span.end;
                    return Some(Numeral {
                        value: value / below,
                        span,
                        kind: NumberKind::Fraction,
                        next: next + 1,
                    });
                }
            }
        }
        self.scaled(value, span, next)
    }

    /// Scale words after digits: `1.2 million`, `3万`.
    fn scaled(&mut self, mut value: f64, mut span: Span, mut next: usize) -> Option<Numeral> {
        loop {
            if self.atoms.get(next).is_some_and(|atom| atom.kind == WordKind::Ideograph)
                && self.between(next - 1).is_empty()
            {
                let Some(scale) = digits::ideograph_scale(self.of(next)) else { break };
                value *= scale;
                span.end = self.atoms[next].span.end;
                next += 1;
                continue;
            }
            if !self.adjoin(next - 1) {
                break;
            }
            match self.word(next) {
                Some(word)
                    if word.role == Role::Multiplies && (word.value >= 100.0 || word.value == 12.0) =>
                {
                    value *= word.value;
                    span.end = self.atoms[next].span.end;
                    next += 1;
                }
                _ => break,
            }
        }
        Some(Numeral { value, span, kind: NumberKind::Cardinal, next })
    }

    /// `12th`, `1990s`, `5bn`, `10k`, `5pm`.
    fn digits_with_letters(&mut self, at: usize) -> Option<Numeral> {
        let atom = self.atoms[at];
        let slice = self.of(at);
        let split =
            slice.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(slice.len());
        let (number, letters) = slice.split_at(split);
        let value = digits::value(number.trim_end_matches(['.', ',']), self.language)?;
        let whole = |value, kind| Some(Numeral { value, span: atom.span, kind, next: at + 1 });
        let lower = letters.to_lowercase();
        match lower.as_str() {
            "st" | "nd" | "rd" | "th" | "º" | "ª" | "er" | "e" | "ème" | "eme" => {
                whole(value, NumberKind::Ordinal)
            }
            "k" => whole(value * 1e3, NumberKind::Cardinal),
            "m" | "mn" | "mln" if !self.is_meters(at) => whole(value * 1e6, NumberKind::Cardinal),
            "bn" | "b" => whole(value * 1e9, NumberKind::Cardinal),
            "tn" | "trn" => whole(value * 1e12, NumberKind::Cardinal),
            "am" | "pm" | "a.m" | "p.m" | "a.m." | "p.m." | "h" | "uhr" => whole(value, NumberKind::Clock),
            "'s" | "’s" | "s" => whole(value, NumberKind::Cardinal),
            // A unit: the digits alone are the number.
            _ if letters.chars().count() <= 4 && letters.chars().all(char::is_alphabetic) => {
                let start = atom.span.start as usize;
                Some(Numeral {
                    value,
                    span: Span::new(start, start + split),
                    kind: NumberKind::Cardinal,
                    next: at + 1,
                })
            }
            _ => None,
        }
    }

    /// `100m` is meters unless a currency sign stands before it.
    fn is_meters(&self, at: usize) -> bool {
        let start = self.atoms[at].span.start as usize;
        !self.text[..start].ends_with(['$', '€', '£', '¥', '₹']) && !self.of(at).contains('.')
    }

    fn in_words(&mut self, at: usize) -> Option<Numeral> {
        let first_span = self.atoms[at].span;
        let article = matches!(self.of(at), "a" | "an" | "A" | "An" | "half" | "Half");
        if article {
            return self.after_article(at);
        }
        let first = self.word(at)?;
        let single = |value, kind| Some(Numeral { value, span: first_span, kind, next: at + 1 });
        match first.role {
            Role::Ordinal => return single(first.value, NumberKind::Ordinal),
            Role::Fraction => return single(1.0 / first.value, NumberKind::Fraction),
            Role::Vague => return self.vague(at, first.value),
            Role::Multiplies if first.value < 100.0 && first.value != 12.0 => return None, // `score`
            Role::Multiplies | Role::Adds => {}
        }
        if first.value == 1.0 && self.is_pronoun(at) {
            return None;
        }
        let (mut total, mut current) = (0.0, 0.0);
        let mut span = first_span;
        let mut next = at;
        while let Some(word) = self.word(next) {
            if next > at && !self.adjoin(next - 1) {
                break;
            }
            match word.role {
                Role::Adds if fits(current, word.value, next == at) => current += word.value,
                // French eighty: four twenties.
                Role::Adds if current == 4.0 && word.value == 20.0 && next > at => current = 80.0,
                Role::Multiplies if word.value >= 1000.0 => {
                    let count: f64 = if current == 0.0 { 1.0 } else { current };
                    if next > at && current == 0.0 {
                        total *= word.value; // `mil millones`
                    } else {
                        total += count * word.value;
                    }
                    current = 0.0;
                }
                Role::Multiplies => current = if current == 0.0 { 1.0 } else { current } * word.value,
                Role::Ordinal
                    if next > at && current % 10.0 == 0.0 && word.value < 10.0 && self.atoms[next].glued =>
                {
                    span.end = self.atoms[next].span.end;
                    let value = total + current + word.value;
                    return Some(Numeral { value, span, kind: NumberKind::Ordinal, next: next + 1 });
                }
                Role::Ordinal | Role::Fraction
                    if next > at
                        && total == 0.0
                        && current > 0.0
                        && current < 20.0
                        && word.value > current =>
                {
                    // `two thirds`, `one-third`
                    span.end = self.atoms[next].span.end;
                    return Some(Numeral {
                        value: current / word.value,
                        span,
                        kind: NumberKind::Fraction,
                        next: next + 1,
                    });
                }
                _ => break,
            }
            span.end = self.atoms[next].span.end;
            next += 1;
            // `two hundred and fifty`, `treinta y dos`
            if matches!(self.of(next), "and" | "y" | "e" | "et") && self.adjoin(next - 1) && self.adjoin(next)
            {
                let joined = self.word(next + 1).is_some_and(|word| {
                    word.role == Role::Adds && fits(current, word.value, false) && {
                        let large = current >= 100.0 || (current == 0.0 && total >= 1000.0);
                        let tens = current % 10.0 == 0.0 && current % 100.0 >= 20.0;
                        if self.of(next) == "and" { large } else { large || tens }
                    }
                });
                if joined {
                    next += 1;
                }
            }
        }
        if next == at {
            return None;
        }
        Some(Numeral { value: total + current, span, kind: NumberKind::Cardinal, next })
    }

    /// `a hundred`, `a dozen`, `half a million`, `a third of`, `half of`.
    fn after_article(&mut self, at: usize) -> Option<Numeral> {
        let start = self.atoms[at].span;
        if !self.adjoin(at) {
            return None;
        }
        if self.of(at).eq_ignore_ascii_case("half") {
            if matches!(self.of(at + 1), "a" | "an") {
                let word = self.word(at + 2)?;
                if word.role == Role::Multiplies {
                    let span = Span { start: start.start, end: self.atoms[at + 2].span.end };
                    return Some(Numeral {
                        value: word.value / 2.0,
                        span,
                        kind: NumberKind::Cardinal,
                        next: at + 3,
                    });
                }
            }
            let counts = matches!(
                self.of(at + 1),
                "of" | "the" | "its" | "their" | "his" | "her" | "a" | "that" | "this"
            );
            return counts.then_some(Numeral {
                value: 0.5,
                span: start,
                kind: NumberKind::Fraction,
                next: at + 1,
            });
        }
        let word = self.word(at + 1)?;
        let span = Span { start: start.start, end: self.atoms[at + 1].span.end };
        match word.role {
            Role::Multiplies if word.value >= 100.0 || word.value == 12.0 => {
                let mut rest = self.in_words(at + 1)?;
                rest.span.start = start.start;
                Some(rest)
            }
            Role::Vague => {
                let mut vague = self.vague(at + 1, word.value)?;
                vague.span.start = start.start;
                Some(vague)
            }
            Role::Fraction | Role::Ordinal if self.of(at + 2) == "of" && word.value > 1.0 => {
                Some(Numeral { value: 1.0 / word.value, span, kind: NumberKind::Fraction, next: at + 2 })
            }
            _ => None,
        }
    }

    /// `dozens`, `tens of thousands`.
    fn vague(&mut self, at: usize, mut value: f64) -> Option<Numeral> {
        let mut span = self.atoms[at].span;
        let mut next = at + 1;
        if matches!(self.of(next), "of" | "de" | "di" | "von") && self.adjoin(at) {
            let more = self.word(next + 1);
            if let Some(word) = more
                && word.role == Role::Vague
                && word.value >= 200.0
            {
                value *= word.value / 2.0;
                span.end = self.atoms[next + 1].span.end;
                next += 2;
            }
        } else if let Some(word) = self.word(next)
            && word.role == Role::Multiplies
            && word.value >= 12.0
            && self.adjoin(at)
        {
            value *= word.value; // `several hundred`
            span.end = self.atoms[next].span.end;
            next += 1;
        }
        Some(Numeral { value, span, kind: NumberKind::Vague, next })
    }

    /// Whether `one` at `at` counts nothing: `no one`, `one another`, `the one who`.
    fn is_pronoun(&self, at: usize) -> bool {
        let before = if at > 0 && self.adjoin(at - 1) { self.of(at - 1) } else { "" };
        let after = self.of(at + 1);
        matches!(
            before,
            "no" | "No" | "any" | "every" | "each" | "this" | "that" | "the" | "which" | "another" | "some"
        ) || matches!(after, "another" | "can" | "could" | "should" | "would" | "might" | "must")
    }

    /// A second end: `10 to 12`, `10-12`, `between 10 and 12`.
    fn interval(&mut self, at: usize, low: &Number, next: usize) -> Option<(Numeral, f64)> {
        let between = self.between(next - 1).trim();
        let joined = match between {
            "-" | "–" => self.atoms.get(next).map(|_| next)?,
            "" => {
                let before = if at > 0 { self.of(at - 1) } else { "" };
                match self.of(next) {
                    "to" | "bis" | "à" | "до" if !matches!(before, "from" | "From" | "von" | "de" | "от") => {
                        next + 1
                    }
                    "and" | "und" | "y" | "et" | "e" | "и" | "та"
                        if matches!(
                            before,
                            "between" | "Between" | "zwischen" | "entre" | "tra" | "между" | "між"
                        ) =>
                    {
                        next + 1
                    }
                    _ => return None,
                }
            }
            _ => return None,
        };
        let other = self.numeral(joined)?;
        if other.kind != NumberKind::Cardinal || other.value <= low.value || low.value == 0.0 {
            return None;
        }
        // Four digits on both sides are years; a tight hyphen after a year is a season.
        let value = other.value;
        Some((other, value))
    }

    fn scale_of(&self, numeral: &Numeral) -> f64 {
        self.scale_between(numeral.span)
    }

    /// The scale word that ends a number's span, as a factor; 1 where there is none.
    fn scale_between(&self, span: Span) -> f64 {
        let slice = span.of(self.text);
        let Some((_, last)) = slice.rsplit_once([' ', '\u{a0}']) else { return 1.0 };
        let mut folded = String::new();
        fold_into(last, &mut folded);
        self.table.get(&folded).filter(|word| word.role == Role::Multiplies).map_or(1.0, |word| word.value)
    }
}

/// Whether `value` can be added to a number read so far as `current`.
fn fits(current: f64, value: f64, first: bool) -> bool {
    let below_hundred = current % 100.0;
    if first || current == 0.0 {
        return true;
    }
    if value >= 100.0 {
        return false;
    }
    if value < 10.0 {
        return current % 10.0 == 0.0 && (below_hundred == 0.0 || below_hundred >= 20.0);
    }
    if value < 20.0 {
        return below_hundred == 0.0 || below_hundred == 60.0 || below_hundred == 80.0;
    }
    below_hundred == 0.0
}

#[cfg(test)]
mod tests;
