//! A boosted ensemble of small regression trees (Friedman 2001, "Greedy function approximation"), read from a data file.
//!
//! Trees are not walked. The answers of a tree are bits of a word; every question whose answer is no takes away the
//! answers on its other side, and the first bit that is left is the tree's answer (Lucchese et al. 2015, "QuickScorer").
//! So there is nothing to foresee and nothing to wait for, and several rows are asked at once.

/// Most answers of a tree.
const ANSWERS: usize = 32;
/// Rows that are asked side by side.
const SIDE: usize = 16;

/// A question: what is above `most` loses the answers `gone`.
#[derive(Clone, Copy, Debug)]
struct Question {
    most: f32,
    gone: u32,
    feature: u32,
}

/// A tree: the end of its questions, which begin where those of the tree before end, and its answers in order.
#[derive(Clone, Debug)]
struct Tree {
    end: usize,
    answers: [f32; ANSWERS],
}

/// An ensemble whose score is the sum of its trees, in log-odds.
#[derive(Clone, Debug, Default)]
pub(super) struct Forest {
    questions: Vec<Question>,
    trees: Vec<Tree>,
    /// What all trees from each on add at least and at most; one more than trees.
    left: Vec<(f32, f32)>,
    /// Features that a row must have.
    width: usize,
}

/// Rows side by side, as a list for each feature.
struct Columns(Vec<[f32; SIDE]>);

impl Columns {
    /// Takes up some rows. One that is too short counts as nought where it ends.
    fn fill<R: AsRef<[f32]>>(&mut self, rows: &[R], some: &[usize]) {
        for (side, at) in some.iter().enumerate() {
            let row = rows[*at].as_ref();
            for (column, value) in self.0.iter_mut().zip(row) {
                column[side] = *value;
            }
            self.0.iter_mut().skip(row.len()).for_each(|column| column[side] = 0.0);
        }
    }
}

impl Forest {
    /// Reads one tree a line: nodes in preorder, parted by spaces, a question as `feature<=value`, an answer as
    /// `=value`. Lines that are no tree, or one of more than 32 answers, are passed over.
    pub fn read(text: &str) -> Self {
        let mut forest = Self::default();
        for line in text.lines() {
            let kept = forest.questions.len();
            if forest.plant(line).is_none() {
                forest.questions.truncate(kept);
            }
        }
        forest.width =
            forest.questions.iter().map(|question| question.feature as usize + 1).max().unwrap_or(0);
        forest.left = vec![(0.0, 0.0); forest.trees.len() + 1];
        for at in (0..forest.trees.len()).rev() {
            let count = forest.trees[at].end - at.checked_sub(1).map_or(0, |last| forest.trees[last].end) + 1;
            let answers = &forest.trees[at].answers[..count];
            let (least, most) =
                answers.iter().fold((f32::INFINITY, f32::NEG_INFINITY), |(least, most), answer| {
                    (least.min(*answer), most.max(*answer))
                });
            let after = forest.left[at + 1];
            forest.left[at] = (after.0 + least, after.1 + most);
        }
        forest
    }

    /// Adds the tree of a line; `None` where it is none.
    fn plant(&mut self, line: &str) -> Option<()> {
        let mut tree = Tree { end: 0, answers: [0.0; ANSWERS] };
        let (mut count, mut whole) = (0u32, false);
        // Questions that wait for the end of a side: the question, its first answer, whether it is the second side.
        let mut open: Vec<(usize, u32, bool)> = Vec::new();
        for word in line.split_ascii_whitespace() {
            if whole {
                return None;
            }
            if let Some((feature, most)) = word.split_once("<=") {
                open.push((self.questions.len(), count, false));
                let feature = u32::from(feature.parse::<u16>().ok()?);
                self.questions.push(Question { most: most.parse().ok()?, gone: 0, feature });
                continue;
            }
            *tree.answers.get_mut(count as usize)? = word.strip_prefix('=')?.parse().ok()?;
            count += 1;
            while open.pop_if(|(.., second)| *second).is_some() {}
            match open.last_mut() {
                Some((question, first, second)) => {
                    let below = |end: u32| ((1u64 << end) - 1) as u32;
                    self.questions[*question].gone = below(count) & !below(*first);
                    *second = true;
                }
                None => whole = true,
            }
        }
        tree.end = self.questions.len();
        whole.then(|| self.trees.push(tree))
    }

    /// The scores of rows of features, in log-odds. A row that is too short counts as nought where it ends.
    pub fn scores<R: AsRef<[f32]>>(&self, rows: &[R]) -> Vec<f32> {
        let third = self.trees.len() / 3;
        let mut sums = vec![0.0; rows.len()];
        let mut columns = self.columns();
        let all: Vec<usize> = (0..rows.len()).collect();
        self.add(0..third, rows, &all, &mut columns, &mut sums);
        // Most blocks of a page are plainly furniture: a third of the trees settles them, and the score is
        // drawn out to where the others would bring it.
        let (clear, open) = all.into_iter().partition::<Vec<usize>, _>(|at| sums[*at] < CLEAR);
        clear.into_iter().for_each(|at| sums[at] *= 2.0);
        self.add(third..self.trees.len(), rows, &open, &mut columns, &mut sums);
        sums
    }

    /// Whether the score of each row is above `line`, which is between [`CLEAR`] and [`SURE`]: trees are asked only until
    /// the rest of them cannot, or hardly ever does, change the answer.
    pub fn above<R: AsRef<[f32]>>(&self, rows: &[R], line: f32) -> Vec<bool> {
        let mut sums = vec![0.0; rows.len()];
        let mut above = vec![false; rows.len()];
        let mut columns = self.columns();
        let mut open: Vec<usize> = (0..rows.len()).collect();
        let third = self.trees.len() / 3;
        let mut asked = 0;
        for next in [third, 2 * third, self.trees.len()] {
            self.add(asked..next, rows, &open, &mut columns, &mut sums);
            asked = next;
            let (least, most) = self.left[asked];
            open.retain(|at| {
                let sum = sums[*at];
                above[*at] = sum + least > line + ROUNDING || (asked == third && sum > SURE);
                !above[*at] && sum + most >= line - ROUNDING && (asked != third || sum >= CLEAR)
            });
        }
        open.into_iter().for_each(|at| above[at] = sums[at] > line);
        above
    }

    fn columns(&self) -> Columns {
        Columns(vec![[0.0; SIDE]; self.width])
    }

    /// Adds what some of the trees say of the wanted rows.
    fn add<R: AsRef<[f32]>>(
        &self,
        trees: std::ops::Range<usize>,
        rows: &[R],
        wanted: &[usize],
        columns: &mut Columns,
        sums: &mut [f32],
    ) {
        let start = trees.start.checked_sub(1).map_or(0, |last| self.trees[last].end);
        for some in wanted.chunks(SIDE) {
            columns.fill(rows, some);
            let mut side = [0.0; SIDE];
            side.iter_mut().zip(some).for_each(|(sum, row)| *sum = sums[*row]);
            let mut from = start;
            for tree in &self.trees[trees.clone()] {
                let taken = taken(&self.questions[from..tree.end], &columns.0);
                from = tree.end;
                for (sum, taken) in side.iter_mut().zip(taken) {
                    *sum += tree.answers[taken.trailing_ones() as usize % ANSWERS];
                }
            }
            some.iter().zip(side).for_each(|(row, sum)| sums[*row] = sum);
        }
    }
}

/// The answers that each of the rows takes away from a tree, as bits. All rows at once, and without a branch: which way
/// a block goes cannot be foreseen.
#[inline(never)] // inside a larger function the compiler goes back to one row at a time
fn taken(questions: &[Question], columns: &[[f32; SIDE]]) -> [u32; SIDE] {
    let mut taken = [0; SIDE];
    for question in questions {
        let column = &columns[question.feature as usize];
        for side in 0..SIDE {
            let over = u32::from(column[side] > question.most).wrapping_neg();
            taken[side] |= over & question.gone;
        }
    }
    taken
}

/// More than sums of so many numbers lose by rounding.
const ROUNDING: f32 = 1e-3;

/// A score this low after a third of the trees hardly ever comes back above nought.
const CLEAR: f32 = -2.2;
/// And one this high hardly ever falls below.
const SURE: f32 = 1.5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_read_and_asked() {
        let forest = Forest::read("0<=1.5 1<=0 =-1 =0.5 =2\nno tree\n=0.25\n0<=1 =1");
        assert_eq!(forest.trees.len(), 2);
        let check = |rows: &[&[f32]], expected: &[f32]| assert_eq!(forest.scores(rows), expected);
        check(&[&[1.0, -1.0], &[1.0, 1.0], &[2.0, 1.0], &[]], &[-0.75, 0.75, 2.25, -0.75]);
        check(&[&[2.0, 1.0]], &[2.25]);
        let many: Vec<[f32; 2]> = (0..9).map(|n| [n as f32, 1.0]).collect();
        assert_eq!(forest.scores(&many), [&[0.75, 0.75][..], &[2.25; 7]].concat());
    }

    #[test]
    fn a_clear_case_is_settled_early() {
        let forest = Forest::read("0<=0 =-3 =1\n=0.5\n=0.5");
        assert_eq!(forest.scores(&[[-1.0f32], [1.0]]), [-6.0, 2.0]);
        assert_eq!(forest.above(&[[-1.0f32], [1.0]], -0.3), [false, true]);
    }

    #[test]
    fn an_answer_is_the_same_with_fewer_trees() {
        let line = |n: u32| format!("0<={n} 1<={} =-0.{n} =0.{n} 1<=3 =-0.1 =0.2\n", n % 3);
        let forest = Forest::read(&(1..40).map(line).collect::<String>());
        let rows: Vec<[f32; 2]> = (0..200).map(|n| [(n % 41) as f32, (n / 41) as f32]).collect();
        let expected: Vec<bool> = forest.scores(&rows).into_iter().map(|score| score > -0.3).collect();
        assert!(expected.contains(&true) && expected.contains(&false));
        assert_eq!(forest.above(&rows, -0.3), expected);
    }
}
