//! Boosting of symmetric trees on a logistic loss by histograms (Friedman 2001; symmetric trees as in Prokhorenkova et al.
//! 2018). The same rows give the same trees.

use std::fmt::Write;

use newsloom_core::text::hash::mix64;

/// How trees are grown.
#[derive(Clone, Copy, Debug)]
pub struct Growth {
    /// Number of trees.
    pub trees: usize,
    /// Questions per tree, at most 8.
    pub depth: usize,
    /// Share of each tree's answer that is believed, 0 to 1.
    pub rate: f32,
    /// Added to each leaf's weight: small leaves answer little.
    pub ridge: f32,
    /// Share of rows that each tree sees, 0 to 1.
    pub sample: f32,
}

/// Values are told apart to this many steps.
const STEPS: usize = 64;
/// Values looked at for choosing the steps.
const LOOKED_AT: usize = 20_000;

/// Rows of measures with answers.
pub struct Table {
    width: usize,
    /// Steps, column by column.
    steps: Vec<u8>,
    cuts: Vec<Vec<f32>>,
    same: Vec<bool>,
    weight: Vec<f32>,
}

/// A row as one tree sees it: its number, the slope of the loss and its curvature.
type Seen = (u32, f32, f32);

impl Table {
    /// A table of rows, the answer to each and the weight of each; weights have mean 1 afterwards.
    pub fn new<const W: usize>(rows: &[[f32; W]], same: Vec<bool>, mut weight: Vec<f32>) -> Self {
        let mean = weight.iter().sum::<f32>() / weight.len().max(1) as f32;
        weight.iter_mut().for_each(|one| *one /= mean);
        let mut steps = vec![0; rows.len() * W];
        let mut cuts = Vec::with_capacity(W);
        for measure in 0..W {
            let every = (rows.len() / LOOKED_AT).max(1);
            let mut values: Vec<f32> = rows.iter().step_by(every).map(|row| row[measure]).collect();
            values.sort_unstable_by(f32::total_cmp);
            let last = values.len().saturating_sub(1);
            // Rounded, so that what is written is short and means the same.
            let mut cut: Vec<f32> = (1..STEPS)
                .filter_map(|step| values.get(step * last / STEPS))
                .map(|value| (value * 1000.0).round() / 1000.0)
                .collect();
            cut.dedup();
            for (row, values) in rows.iter().enumerate() {
                steps[measure * rows.len() + row] = cut.partition_point(|cut| values[measure] > *cut) as u8;
            }
            cuts.push(cut);
        }
        Self { width: W, steps, cuts, same, weight }
    }

    /// Grows trees on the rows that `used` lets pass and writes them in the form that the program reads.
    pub fn grow(&self, growth: Growth, used: impl Fn(usize) -> bool) -> String {
        let rows: Vec<u32> = (0..self.same.len() as u32).filter(|row| used(*row as usize)).collect();
        let (mut yes, mut all) = (0f64, 0f64);
        for row in &rows {
            let weight = f64::from(self.weight[*row as usize]);
            all += weight;
            yes += if self.same[*row as usize] { weight } else { 0.0 };
        }
        let start = (yes / (all - yes)).ln() as f32;
        let mut written = format!("start {start:.4}\n");
        let mut odds = vec![start; rows.len()];
        for tree in 0..growth.trees {
            let seen = self.seen(&rows, &odds, growth.sample, tree as u64);
            let mut leaf = vec![0u16; seen.len()];
            let mut questions: Vec<(usize, usize)> = Vec::new();
            for level in 0..growth.depth {
                let Some((measure, cut)) =
                    self.best_question(&seen, &leaf, 1 << level, growth.ridge, &questions)
                else {
                    break;
                };
                let column = self.column(measure);
                for ((row, _, _), leaf) in seen.iter().zip(&mut leaf) {
                    *leaf |= u16::from(usize::from(column[*row as usize]) > cut) << level;
                }
                questions.push((measure, cut));
            }
            let mut sums = vec![(0f32, 0f32); 1 << questions.len()];
            for ((_, slope, curve), leaf) in seen.iter().zip(&leaf) {
                let sum = &mut sums[usize::from(*leaf)];
                *sum = (sum.0 + slope, sum.1 + curve);
            }
            let answer = |(slope, curve): &(f32, f32)| {
                (growth.rate * slope / (curve + growth.ridge) * 1000.0).round() / 1000.0
            };
            let answers: Vec<f32> = sums.iter().map(answer).collect();
            for (row, odds) in rows.iter().zip(&mut odds) {
                let bit = |(level, (measure, cut)): (usize, &(usize, usize))| {
                    usize::from(usize::from(self.column(*measure)[*row as usize]) > *cut) << level
                };
                *odds += answers[questions.iter().enumerate().map(bit).sum::<usize>()];
            }
            for (measure, cut) in &questions {
                let _ = write!(written, "{measure}>{} ", self.cuts[*measure][*cut]);
            }
            written.push(':');
            for answer in &answers {
                let _ = write!(written, " {answer}");
            }
            written.push('\n');
        }
        written
    }

    /// The answer of a row.
    pub fn is_same(&self, row: usize) -> bool {
        self.same[row]
    }

    fn column(&self, measure: usize) -> &[u8] {
        &self.steps[measure * self.same.len()..(measure + 1) * self.same.len()]
    }

    fn seen(&self, rows: &[u32], odds: &[f32], sample: f32, tree: u64) -> Vec<Seen> {
        let mut seen = Vec::with_capacity((rows.len() as f32 * sample) as usize + 16);
        for (row, odds) in rows.iter().zip(odds) {
            let lot = mix64(mix64(tree) ^ u64::from(*row)) >> 40;
            if lot as f32 >= sample * (1u64 << 24) as f32 {
                continue;
            }
            let chance = 1.0 / (1.0 + (-odds).exp());
            let answer = if self.same[*row as usize] { 1.0 } else { 0.0 };
            let weight = self.weight[*row as usize];
            seen.push((*row, weight * (answer - chance), weight * chance * (1.0 - chance)));
        }
        seen
    }

    /// The question that tells most, asked of all leaves at once.
    fn best_question(
        &self,
        seen: &[Seen],
        leaf: &[u16],
        leaves: usize,
        ridge: f32,
        asked: &[(usize, usize)],
    ) -> Option<(usize, usize)> {
        let mut best: Option<(f32, (usize, usize))> = None;
        let mut sums = vec![(0f32, 0f32); leaves * STEPS];
        for measure in (0..self.width).filter(|measure| !self.cuts[*measure].is_empty()) {
            sums.fill((0.0, 0.0));
            let column = self.column(measure);
            for ((row, slope, curve), leaf) in seen.iter().zip(leaf) {
                let sum = &mut sums[usize::from(*leaf) * STEPS + usize::from(column[*row as usize])];
                *sum = (sum.0 + slope, sum.1 + curve);
            }
            let mut gains = vec![0f32; self.cuts[measure].len()];
            for sums in sums.chunks(STEPS) {
                let all = sums.iter().fold((0f32, 0f32), |all, sum| (all.0 + sum.0, all.1 + sum.1));
                let mut low = (0f32, 0f32);
                for (gain, sum) in gains.iter_mut().zip(sums) {
                    low = (low.0 + sum.0, low.1 + sum.1);
                    let high = (all.0 - low.0, all.1 - low.1);
                    *gain += low.0 * low.0 / (low.1 + ridge) + high.0 * high.0 / (high.1 + ridge);
                }
            }
            for (cut, gain) in gains.into_iter().enumerate() {
                if best.is_none_or(|(most, _)| gain > most) && !asked.contains(&(measure, cut)) {
                    best = Some((gain, (measure, cut)));
                }
            }
        }
        best.map(|(_, question)| question)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_measure_decides_is_learned() {
        let rows: Vec<[f32; 2]> =
            (0..400).map(|n| [(n * 37 % 100) as f32 / 100.0, (n * 53 % 100) as f32]).collect();
        let same: Vec<bool> = rows.iter().map(|row| row[0] > 0.5).collect();
        let table = Table::new(&rows, same, vec![1.0; 400]);
        let growth = Growth { trees: 3, depth: 1, rate: 0.5, ridge: 1.0, sample: 1.0 };
        let written = table.grow(growth, |_| true);
        assert!(
            written.lines().skip(1).all(|tree| tree.starts_with("0>0.") || tree.starts_with("0>0.5")),
            "{written}"
        );
        assert_eq!(written, table.grow(growth, |_| true));
    }
}
