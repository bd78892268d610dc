//! A sketch as it is kept: sixteen bits of each run are enough to count what two texts share.

use crate::model::{Packer, Signature, Unpacker};
use crate::text::hash::mix64;

/// The prints of a text's runs. Of two texts with some hundred runs each, not one pair in a text looks alike by chance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Print {
    /// Words in the text.
    pub words: u32,
    /// Key of the title's words; 0 where there is none.
    pub title: u32,
    /// How often the runs were thinned: each ends in so many zeros at least.
    pub thinned: u8,
    /// Prints of its start at the end of `prints`.
    start: u8,
    /// First the runs, those that end in more zeros first, then those of the start, ascending. Before them, how many
    /// runs end in as many zeros as `thinned`, one more, two more and so on.
    prints: Box<[u16]>,
}

/// Zeros at the end that are told apart.
const ZEROS: u32 = 16;

fn print(run: u32) -> u16 {
    (run >> 16) as u16
}

impl Print {
    pub fn of(sketch: &Signature) -> Self {
        let thinned = u32::from(sketch.thinned).min(ZEROS);
        let zeros = |run: u32| (ZEROS - run.trailing_zeros().clamp(thinned, ZEROS)) as usize;
        let runs = &sketch.runs[..sketch.runs.len().min(u16::MAX.into())];
        let start = &sketch.start[..sketch.start.len().min(255)];
        let levels = (ZEROS - thinned) as usize + 1;
        let mut prints = vec![0; levels + runs.len() + start.len()];
        // Where the runs of each level begin, those that end in most zeros first.
        let mut at = [0usize; ZEROS as usize + 2];
        runs.iter().for_each(|run| at[zeros(*run) + 1] += 1);
        for (level, count) in prints[..levels].iter_mut().rev().enumerate() {
            *count = at[level + 1] as u16;
            at[level + 1] += at[level];
        }
        for run in runs {
            let place = &mut at[zeros(*run)];
            prints[levels + *place] = print(*run);
            *place += 1;
        }
        let from = levels + runs.len();
        prints[from..].iter_mut().zip(start).for_each(|(kept, run)| *kept = print(*run));
        prints[from..].sort_unstable();
        let title = if sketch.title == 0 { 0 } else { (mix64(sketch.title) as u32).max(1) };
        Self {
            words: sketch.words,
            title,
            thinned: thinned as u8,
            start: start.len() as u8,
            prints: prints.into(),
        }
    }

    /// Where the runs begin and end.
    fn runs(&self) -> (usize, usize) {
        (ZEROS as usize + 1 - usize::from(self.thinned), self.prints.len() - usize::from(self.start))
    }

    /// How many runs end in at least so many zeros.
    pub fn kept(&self, zeros: u8) -> usize {
        let skipped = usize::from(zeros.saturating_sub(self.thinned));
        self.prints[..self.runs().0].iter().skip(skipped).map(|count| usize::from(*count)).sum()
    }

    /// The prints of those, ascending.
    pub fn of_kept(&self, zeros: u8) -> Vec<u16> {
        let mut prints = self.prints[self.runs().0..][..self.kept(zeros)].to_vec();
        prints.sort_unstable();
        prints
    }

    /// The prints of the start, ascending.
    pub fn of_start(&self) -> &[u16] {
        &self.prints[self.runs().1..]
    }

    pub fn pack(&self, to: &mut Packer) {
        to.u32(self.words);
        to.u32(self.title);
        to.u8(self.thinned);
        to.u8(self.start);
        to.list(self.prints.iter(), |to, print| to.u16(*print));
    }

    pub fn unpack(from: &mut Unpacker) -> Option<Self> {
        let (words, title, thinned, start) = (from.u32()?, from.u32()?, from.u8()?, from.u8()?);
        let it = Self { words, title, thinned, start, prints: from.list(Unpacker::u16)?.into() };
        let levels = (ZEROS + 1).checked_sub(thinned.into())? as usize;
        let runs = it.prints.len().checked_sub(levels + usize::from(start))?;
        (it.kept(0) == runs).then_some(it)
    }
}

/// How many prints two ascending lists have in common.
pub(super) fn common(a: &[u16], b: &[u16]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        both += usize::from(a[i] == b[j]);
        (i, j) = (i + usize::from(a[i] <= b[j]), j + usize::from(b[j] <= a[i]));
    }
    both
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sketch::sketch;

    #[test]
    fn a_print_counts_what_its_sketch_counts() {
        for count in [0u64, 7, 90, 400, 3000] {
            let signature = sketch(&[5], &(0..count).map(mix64).collect::<Vec<_>>());
            let print = Print::of(&signature);
            for zeros in signature.thinned..12 {
                let kept =
                    signature.runs.iter().filter(|run| run.trailing_zeros() >= u32::from(zeros)).count();
                assert_eq!((print.kept(zeros), print.of_kept(zeros).len()), (kept, kept));
            }
            assert_eq!(print.of_start().len(), signature.start.len());
            let mut packer = Packer::new();
            print.pack(&mut packer);
            let bytes = packer.finish();
            assert_eq!(Print::unpack(&mut Unpacker::new(&bytes)), Some(print));
            assert_eq!(Print::unpack(&mut Unpacker::new(&bytes[..bytes.len() - 1])), None);
        }
    }
}
