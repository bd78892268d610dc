//! The verdict: whether two texts are one text with edits.

use super::print::{Print, common};

/// Words below which a text is too short to be called a copy.
const TOO_SHORT: u32 = 25;
/// Share of the shorter text's runs from which it is a copy whatever else differs.
const CONTAINED: f32 = 0.55;
/// Share of both texts' runs from which they are one text with many small edits.
const ALIKE: f32 = 0.285;
/// Runs that must be compared before a share means something.
const ENOUGH: usize = 6;

/// Whether one text is a copy of the other: an excerpt, an update, or the same with edits.
///
/// A run of five words breaks with each edited word, so one edit in twenty words leaves three quarters of the runs, and
/// reading errors in one word of six leave two fifths. Two reports of one event share quotations, as a rule under a tenth.
pub(super) fn same(a: &Print, b: &Print) -> bool {
    if a.words.min(b.words) < TOO_SHORT {
        return false;
    }
    let thinned = a.thinned.max(b.thinned);
    let (of_a, of_b) = (a.kept(thinned), b.kept(thinned));
    let (least, most) = (of_a.min(of_b), of_a.max(of_b));
    if least < ENOUGH {
        // A teaser against a long text: its runs are the start of the other.
        let (short, long) = if a.words <= b.words { (a, b) } else { (b, a) };
        return share(common(short.of_start(), long.of_start()), short.of_start().len()) >= CONTAINED;
    }
    let both = common(&a.of_kept(thinned), &b.of_kept(thinned));
    let contained = share(both, least);
    contained >= CONTAINED
        || share(both, most) >= ALIKE
        || (contained >= ALIKE && a.title == b.title && a.title != 0)
}

fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hash::key64;
    use crate::text::sketch::sketch;

    fn text(from: usize, to: usize) -> String {
        (from..to).map(|n| format!("w{} ", n * 7919 % 10_007)).collect()
    }

    fn check(a: &str, b: &str, expected: bool) {
        let of =
            |text: &str| Print::of(&sketch(&[], &text.split_whitespace().map(key64).collect::<Vec<_>>()));
        assert_eq!(same(&of(a), &of(b)), expected, "{a:.30} | {b:.30}");
        assert_eq!(same(&of(b), &of(a)), expected);
    }

    #[test]
    fn verdicts() {
        let base = text(0, 600);
        check(&base, &base, true);
        check(&base, &text(0, 200), true);
        check(&base, &text(0, 45), true);
        check(&base, &format!("{} {}", text(900, 960), text(60, 600)), true);
        let edited: String = base
            .split(' ')
            .enumerate()
            .map(|(n, w)| if n % 9 == 0 { "x ".into() } else { format!("{w} ") })
            .collect();
        check(&base, &edited, true);
        // Another report with a quotation of 40 words in common.
        check(&base, &format!("{} {} {}", text(700, 900), text(300, 340), text(1000, 1200)), false);
        check(&base, &text(0, 20), false);
        check("", "", false);
    }
}
