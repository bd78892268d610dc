//! What an edit took out and put in: sentences compared, then the words of those that were replaced.

use newsloom_core::model::Language;
use newsloom_core::text::sentences::sentences;

/// Units of either side that are compared; a longer text is compared in its first ones only.
const MOST_UNITS: usize = 600;
/// Words of a replaced sentence that are compared one by one.
const MOST_WORDS: usize = 200;

/// A stretch of text and which side has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Both sides.
    Same(&'t str),
    /// Only the text before.
    Out(&'t str),
    /// Only the text after.
    In(&'t str),
}

/// The edit from `before` to `after`, paragraph ends included in the pieces.
pub fn diff<'t>(before: &'t str, after: &'t str, language: Option<Language>) -> Vec<Piece<'t>> {
    let (a, b) = (units(before, language), units(after, language));
    let mut found = Vec::new();
    let mut out: Vec<&str> = Vec::new();
    let mut put: Vec<&str> = Vec::new();
    for piece in compare(&a, &b) {
        match piece {
            Piece::Same(_) => {
                replaced(&mut out, &mut put, &mut found);
                found.push(piece);
            }
            Piece::Out(text) => out.push(text),
            Piece::In(text) => put.push(text),
        }
    }
    replaced(&mut out, &mut put, &mut found);
    found
}

/// One sentence for another: its words; everything else as it is.
fn replaced<'t>(out: &mut Vec<&'t str>, put: &mut Vec<&'t str>, found: &mut Vec<Piece<'t>>) {
    if let ([one], [other]) = (out.as_slice(), put.as_slice()) {
        let (a, b) = (words(one), words(other));
        let small = a.len() <= MOST_WORDS && b.len() <= MOST_WORDS;
        let pieces = if small { compare(&a, &b) } else { Vec::new() };
        let kept: usize = pieces.iter().map(|p| if let Piece::Same(text) = p { text.len() } else { 0 }).sum();
        if kept * 3 > one.len().max(other.len()) {
            found.extend(pieces);
            out.clear();
            put.clear();
            return;
        }
    }
    found.extend(out.drain(..).map(Piece::Out));
    found.extend(put.drain(..).map(Piece::In));
}

/// Sentences, each with the white space behind it.
fn units(text: &str, language: Option<Language>) -> Vec<&str> {
    let mut starts = Vec::new();
    let mut start = 0;
    for block in text.split("\n\n") {
        starts.extend(sentences(block, language).iter().map(|span| start + span.start as usize));
        start += block.len() + 2;
    }
    if starts.first().is_none_or(|first| *first > 0) {
        starts.insert(0, 0);
    }
    starts.truncate(MOST_UNITS);
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|(from, to)| text.get(*from..to))
        .filter(|unit| !unit.is_empty())
        .collect()
}

/// Words, each with the white space behind it.
fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

/// Longest common subsequence; what differs only in white space is the same.
fn compare<'t>(a: &[&'t str], b: &[&'t str]) -> Vec<Piece<'t>> {
    let same = |x: &str, y: &str| x.trim() == y.trim();
    let front = a.iter().zip(b).take_while(|(x, y)| same(x, y)).count();
    let back = a[front..].iter().rev().zip(b[front..].iter().rev()).take_while(|(x, y)| same(x, y)).count();
    let (left, right) = (&a[front..a.len() - back], &b[front..b.len() - back]);
    let (n, m) = (left.len(), right.len());
    let mut table = vec![0_u16; (n + 1) * (m + 1)];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            table[i * (m + 1) + j] = if same(left[i], right[j]) {
                table[(i + 1) * (m + 1) + j + 1] + 1
            } else {
                table[(i + 1) * (m + 1) + j].max(table[i * (m + 1) + j + 1])
            };
        }
    }
    let mut found: Vec<Piece> = b[..front].iter().map(|text| Piece::Same(text)).collect();
    let (mut i, mut j) = (0, 0);
    while i < n || j < m {
        if i < n && j < m && same(left[i], right[j]) {
            found.push(Piece::Same(right[j]));
            (i, j) = (i + 1, j + 1);
        } else if j >= m || (i < n && table[(i + 1) * (m + 1) + j] >= table[i * (m + 1) + j + 1]) {
            found.push(Piece::Out(left[i]));
            i += 1;
        } else {
            found.push(Piece::In(right[j]));
            j += 1;
        }
    }
    found.extend(b[b.len() - back..].iter().map(|text| Piece::Same(text)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, after: &str, expected: &[Piece]) {
        let got = diff(before, after, Some(Language::ENGLISH));
        assert_eq!(got, expected);
        let of = |wanted: fn(&Piece) -> bool| -> String {
            let text = |piece: &Piece| match piece {
                Piece::Same(text) | Piece::Out(text) | Piece::In(text) => (*text).to_owned(),
            };
            got.iter().filter(|piece| wanted(piece)).map(text).collect()
        };
        assert_eq!(of(|piece| !matches!(piece, Piece::Out(_))), after);
    }

    #[test]
    fn sentences_and_their_words() {
        use Piece::{In, Out, Same};
        check("One stays. Two goes.", "One stays. Two goes.", &[Same("One stays. "), Same("Two goes.")]);
        check(
            "The port closed. Four ships waited outside.",
            "The port closed. Six ships waited outside.\n\nIt rained.",
            &[
                Same("The port closed. "),
                Out("Four ships waited outside."),
                In("Six ships waited outside.\n\n"),
                In("It rained."),
            ],
        );
        check(
            "Four ships waited outside the port.",
            "Six ships waited outside the port.",
            &[
                Out("Four "),
                In("Six "),
                Same("ships "),
                Same("waited "),
                Same("outside "),
                Same("the "),
                Same("port."),
            ],
        );
        check("", "New.", &[In("New.")]);
    }
}
