//! The rows of the second scorer: what the first scorer says of a block and of those around it.

use super::features::{View, WIDTH, log, share};
use rustc_hash::FxHashMap;

/// How many numbers the second scorer sees: the first row and 30 more.
pub(super) const WIDTH_SECOND: usize = WIDTH + 30;
/// How far the nearest kept block is said to be where there is none.
const FAR: f32 = 50.0;

/// What the second scorer's rows of a page share.
pub(super) struct Second<'v> {
    view: &'v View<'v>,
    first: &'v [f32],
    /// Sums of mass, and of mass the first scorer would keep, before each block.
    whole: Vec<f32>,
    kept: Vec<f32>,
    /// Kept mass and mass of all blocks of one signature.
    alike: FxHashMap<u64, (f32, f32)>,
    /// Blocks to the nearest one surely kept, before and after, and the mass between.
    before: Vec<f32>,
    after: Vec<f32>,
    gap_before: Vec<f32>,
    gap_after: Vec<f32>,
    /// The run of blocks, ending where nothing is sure for a while, in which the first surely kept block stands.
    lead: (usize, usize),
}

impl<'v> Second<'v> {
    /// Prepares the rows; `first` holds the first scorer's scores, one for each block.
    pub fn of(view: &'v View<'v>, first: &'v [f32]) -> Self {
        let blocks = &view.page.blocks;
        let count = blocks.len();
        let chance: Vec<f32> = first.iter().map(|s| 1.0 / (1.0 + libm::expf(-s))).collect();
        let masses: Vec<f32> = blocks.iter().map(|b| b.mass as f32 + 5.0).collect();
        let (mut whole, mut kept) = (vec![0.0f32], vec![0.0f32]);
        let mut alike: FxHashMap<u64, (f32, f32)> = FxHashMap::default();
        for i in 0..count {
            whole.push(whole[i] + masses[i]);
            kept.push(kept[i] + masses[i] * chance[i]);
            let group = alike.entry(view.signature[i]).or_default();
            group.0 += masses[i] * chance[i];
            group.1 += masses[i];
        }
        let sure = |i: usize| chance[i] > 0.7 && blocks[i].mass > 80;
        let (mut before, mut after) = (vec![FAR; count], vec![FAR; count]);
        let (mut gap_before, mut gap_after) = (vec![1e6f32; count], vec![1e6f32; count]);
        for i in 1..count {
            before[i] = if sure(i - 1) { 1.0 } else { (before[i - 1] + 1.0).min(FAR) };
            gap_before[i] = if sure(i - 1) { 0.0 } else { gap_before[i - 1] + masses[i - 1] };
        }
        for i in (0..count.saturating_sub(1)).rev() {
            after[i] = if sure(i + 1) { 1.0 } else { (after[i + 1] + 1.0).min(FAR) };
            gap_after[i] = if sure(i + 1) { 0.0 } else { gap_after[i + 1] + masses[i + 1] };
        }
        let lead_from = (0..count).find(|i| sure(*i)).unwrap_or(0);
        let lead_to = (lead_from..count).find(|i| after[*i] > 12.0).map_or(count, |i| i + 1);
        let lead = (lead_from, lead_to);
        Self { view, first, whole, kept, alike, before, after, gap_before, gap_after, lead }
    }

    /// The share of the mass of blocks `from..to` that the first scorer would keep.
    fn over(&self, from: usize, to: usize) -> f32 {
        share(self.kept[to] - self.kept[from], self.whole[to] - self.whole[from])
    }

    /// The row of a block.
    pub fn row(&self, i: usize) -> [f32; WIDTH_SECOND] {
        let view = self.view;
        let blocks = &view.page.blocks;
        let kept = &self.kept;
        let total = kept[kept.len() - 1];
        let mut row = [0.0; WIDTH_SECOND];
        row[..WIDTH].copy_from_slice(&view.rows[i]);
        let mut at = WIDTH;
        let mut put = |value: f32| {
            row[at] = value;
            at += 1;
        };
        put(self.first[i]);
        for step in [-3isize, -2, -1, 1, 2, 3] {
            put(i.checked_add_signed(step).and_then(|n| self.first.get(n)).copied().unwrap_or(-6.0));
        }
        put(self.over(i.saturating_sub(3), i));
        put(self.over(i + 1, (i + 4).min(blocks.len())));
        put(self.over(i.saturating_sub(10), i));
        put(self.over(i + 1, (i + 11).min(blocks.len())));
        put(share(kept[i], total));
        put(log(total));
        put(self.before[i]);
        put(self.after[i]);
        // What is kept of the elements around, and which share of all that is kept they hold: the article's own
        // container holds most.
        let mut above = blocks[i].node;
        for _ in 0..3 {
            above = view.tree.parent(above).unwrap_or(view.tree.root());
            let (from, to) = view.page.range[above.index()];
            put(self.over(from as usize, to as usize));
            put(share(kept[to as usize] - kept[from as usize], total));
        }
        let group = self.alike[&view.signature[i]];
        put(share(group.0, group.1));
        put(share(group.0, total));
        let same = blocks.get(i + 1).is_some_and(|b| b.node == blocks[i].node);
        put(if same { 1.0 } else { 0.0 });
        put(log(kept[i]));
        put(share(kept[i], self.whole[i]));
        put(log(self.gap_before[i]));
        put(log(self.gap_after[i]));
        let lead = if (self.lead.0..self.lead.1).contains(&i) { self.lead } else { (0, 0) };
        put(self.over(lead.0, lead.1));
        put(share(kept[lead.1] - kept[lead.0], total));
        row
    }
}
