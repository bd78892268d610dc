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
    /// A table of rows, the answer to each and the weight of each.
    pub fn new<const W: usize>(rows: &[[f32; W]], same: Vec<bool>, weight: Vec<f32>) -> Self {
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

    /// Grows trees on the rows that `used` lets pass and writes them in the form that the program reads. `counts` is what a row's
    /// weight is multiplied with; all rows have mean weight 1 then. `signs` says for each measure whether answers may only rise
    /// with it (1), only fall with it (-1), or do either (0, and where it is too short).
    pub fn grow(
        &self,
        growth: Growth,
        signs: &[i8],
        counts: impl Fn(usize) -> f32,
        used: impl Fn(usize) -> bool,
    ) -> String {
        let all: Vec<f32> = (0..self.same.len()).map(|row| self.weight[row] * counts(row)).collect();
        let mean = all.iter().sum::<f32>() / all.len().max(1) as f32;
        let rows: Vec<(u32, f32)> = (0..)
            .zip(&all)
            .filter(|(row, _)| used(*row as usize))
            .map(|(row, weight)| (row, weight / mean))
            .collect();
        let sign = |measure: usize| signs.get(measure).copied().unwrap_or(0);
        let (mut yes, mut all) = (0f64, 0f64);
        for (row, weight) in &rows {
            let weight = f64::from(*weight);
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
                    self.best_question(&seen, &leaf, 1 << level, growth.ridge, &questions, sign)
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
            let signs: Vec<i8> = questions.iter().map(|(measure, _)| sign(*measure)).collect();
            let answers: Vec<f32> = in_order(&sums, &signs, growth)
                .into_iter()
                .map(|answer| (answer * 1000.0).round() / 1000.0)
                .collect();
            for ((row, _), odds) in rows.iter().zip(&mut odds) {
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

    fn seen(&self, rows: &[(u32, f32)], odds: &[f32], sample: f32, tree: u64) -> Vec<Seen> {
        let mut seen = Vec::with_capacity((rows.len() as f32 * sample) as usize + 16);
        for ((row, weight), odds) in rows.iter().zip(odds) {
            let lot = mix64(mix64(tree) ^ u64::from(*row)) >> 40;
            if lot as f32 >= sample * (1u64 << 24) as f32 {
                continue;
            }
            let chance = 1.0 / (1.0 + (-odds).exp());
            let answer = if self.same[*row as usize] { 1.0 } else { 0.0 };
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
        sign: impl Fn(usize) -> i8,
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
            let sign = f32::from(sign(measure));
            let mut gains = vec![0f32; self.cuts[measure].len()];
            for sums in sums.chunks(STEPS) {
                let all = sums.iter().fold((0f32, 0f32), |all, sum| (all.0 + sum.0, all.1 + sum.1));
                let mut low = (0f32, 0f32);
                for (gain, sum) in gains.iter_mut().zip(sums) {
                    low = (low.0 + sum.0, low.1 + sum.1);
                    let high = (all.0 - low.0, all.1 - low.1);
                    let (below, above) = (low.0 / (low.1 + ridge), high.0 / (high.1 + ridge));
                    *gain += if (above - below) * sign < 0.0 {
                        // The answers may not be ordered so: both get the same one.
                        all.0 * all.0 / (all.1 + ridge)
                    } else {
                        low.0 * low.0 / (low.1 + ridge) + high.0 * high.0 / (high.1 + ridge)
                    };
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

/// Answers of leaves from their sums of slopes and curvatures. Where a question's measure has a sign, the leaf behind its yes
/// answers no less (or no more) than the one behind its no: what stands against that is averaged, again and again.
fn in_order(sums: &[(f32, f32)], signs: &[i8], growth: Growth) -> Vec<f32> {
    const ROUNDS: usize = 64;
    let mut answers: Vec<f32> =
        sums.iter().map(|(slope, curve)| growth.rate * slope / (curve + growth.ridge)).collect();
    for _ in 0..ROUNDS {
        let mut changed = false;
        for (level, sign) in signs.iter().enumerate().filter(|(_, sign)| **sign != 0) {
            for no in (0..answers.len()).filter(|leaf| leaf & 1 << level == 0) {
                let yes = no | 1 << level;
                if (answers[yes] - answers[no]) * f32::from(*sign) < 0.0 {
                    let (mine, theirs) = (sums[no].1 + growth.ridge, sums[yes].1 + growth.ridge);
                    let mean = (answers[no] * mine + answers[yes] * theirs) / (mine + theirs);
                    (answers[no], answers[yes]) = (mean, mean);
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_to_rise_is_not_learned_to_fall() {
        let rows: Vec<[f32; 2]> =
            (0..400).map(|n| [(n * 37 % 100) as f32 / 100.0, (n * 53 % 97) as f32]).collect();
        // Falls with the first measure above its middle, rises with the second.
        let same: Vec<bool> = rows.iter().map(|row| row[0] < 0.5 && row[1] > 30.0).collect();
        let growth = Growth { trees: 8, depth: 2, rate: 0.5, ridge: 1.0, sample: 1.0 };
        let falls = |signs: &[i8]| {
            let table = Table::new(&rows, same.clone(), vec![1.0; 400]);
            let written = table.grow(growth, signs, |_| 1.0, |_| true);
            let asks_first = |tree: &str| tree.split(':').next().is_some_and(|asked| asked.contains("0>"));
            written.lines().skip(1).filter(|tree| asks_first(tree)).count()
        };
        assert!(falls(&[]) > 0);
        assert_eq!(falls(&[1, 0]), 0);
        let sums = [(4.0, 3.0), (-2.0, 3.0), (1.0, 1.0), (5.0, 1.0)];
        let answers = in_order(&sums, &[1, 0], growth);
        assert!(answers[0] <= answers[1] && answers[2] <= answers[3], "{answers:?}");
        assert_eq!(in_order(&sums, &[0, 0], growth)[0], 0.5);
    }

    #[test]
    fn what_one_measure_decides_is_learned() {
        let rows: Vec<[f32; 2]> =
            (0..400).map(|n| [(n * 37 % 100) as f32 / 100.0, (n * 53 % 100) as f32]).collect();
        let same: Vec<bool> = rows.iter().map(|row| row[0] > 0.5).collect();
        let table = Table::new(&rows, same, vec![1.0; 400]);
        let growth = Growth { trees: 3, depth: 1, rate: 0.5, ridge: 1.0, sample: 1.0 };
        let written = table.grow(growth, &[], |_| 1.0, |_| true);
        assert!(
            written.lines().skip(1).all(|tree| tree.starts_with("0>0.") || tree.starts_with("0>0.5")),
            "{written}"
        );
        assert_eq!(written, table.grow(growth, &[], |_| 1.0, |_| true));
    }
}
