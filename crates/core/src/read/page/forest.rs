//! A boosted ensemble of small regression trees (Friedman 2001, "Greedy function approximation"), read from a data file.

/// A node of a tree: a question or, where its value is endless, an answer.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The value is asked to be at most this.
    most: f32,
    feature: u16,
    /// Where to go on if the answer is yes; if it is no, the node behind that one.
    yes: u16,
}

/// An ensemble whose score is the sum of its trees, in log-odds.
#[derive(Clone, Debug, Default)]
pub(super) struct Forest {
    nodes: Vec<Node>,
    /// What each node adds to the score if it is an answer.
    answers: Vec<f32>,
    /// Where each tree begins, and how deep it is.
    roots: Vec<(u16, u16)>,
    /// What all trees from each on add at least and at most; one more than trees.
    left: Vec<(f32, f32)>,
    /// Features that a row must have.
    width: usize,
}

/// A node as it is written: a question, or an answer.
enum Written {
    Question(u16, f32),
    Answer(f32),
}

impl Forest {
    /// Reads one tree a line: nodes in preorder, parted by spaces, a question as `feature<=value`, an answer as
    /// `=value`. Lines that are no tree are passed over.
    pub fn read(text: &str) -> Self {
        let mut forest = Self::default();
        for line in text.lines() {
            let written = |word: &str| match word.split_once("<=") {
                Some((feature, value)) => Some(Written::Question(feature.parse().ok()?, value.parse().ok()?)),
                None => word.strip_prefix('=')?.parse().ok().map(Written::Answer),
            };
            let words: Option<Vec<Written>> = line.split_ascii_whitespace().map(written).collect();
            if let Some(words) = words {
                forest.plant(&words);
            }
        }
        forest.left = vec![(0.0, 0.0); forest.roots.len() + 1];
        for tree in (0..forest.roots.len()).rev() {
            let from = usize::from(forest.roots[tree].0);
            let to = forest.roots.get(tree + 1).map_or(forest.nodes.len(), |next| usize::from(next.0));
            let is_answer = |at: &usize| usize::from(forest.nodes[*at].yes) == *at;
            let answers = (from..to).filter(is_answer).map(|at| forest.answers[at]);
            let (least, most) = answers.fold((f32::INFINITY, f32::NEG_INFINITY), |(least, most), answer| {
                (least.min(answer), most.max(answer))
            });
            let after = forest.left[tree + 1];
            forest.left[tree] = (after.0 + least, after.1 + most);
        }
        forest
    }

    /// Adds a tree, given in preorder; a whole tree has one answer more than questions, and ends with it.
    fn plant(&mut self, words: &[Written]) {
        let mut missing = 1i32;
        let whole = words.iter().enumerate().all(|(at, word)| {
            missing += if matches!(word, Written::Question(..)) { 1 } else { -1 };
            (missing == 0) == (at + 1 == words.len())
        });
        let root = self.nodes.len();
        if words.is_empty() || !whole || root + words.len() > usize::from(u16::MAX) {
            return;
        }
        // Both sides of a question lie side by side, so that the way to go on is one addition.
        let blank = Node { most: f32::INFINITY, feature: 0, yes: 0 };
        self.nodes.push(blank);
        self.answers.push(0.0);
        let (mut open, mut deepest) = (vec![(root, 0u16)], 0);
        for word in words {
            let Some((here, depth)) = open.pop() else { return };
            deepest = deepest.max(depth);
            match word {
                Written::Question(feature, most) => {
                    let yes = self.nodes.len();
                    self.nodes.extend([blank, blank]);
                    self.answers.extend([0.0, 0.0]);
                    self.nodes[here] = Node { most: *most, feature: *feature, yes: yes as u16 };
                    self.width = self.width.max(usize::from(*feature) + 1);
                    open.extend([(yes + 1, depth + 1), (yes, depth + 1)]);
                }
                Written::Answer(value) => {
                    self.nodes[here].yes = here as u16;
                    self.answers[here] = *value;
                }
            }
        }
        self.roots.push((root as u16, deepest));
    }

    /// The scores of rows of features, in log-odds. A row that is too short counts as nought where it ends.
    pub fn scores<R: AsRef<[f32]>>(&self, rows: &[R]) -> Vec<f32> {
        let (first, rest) = self.roots.split_at(self.roots.len() / 3);
        let mut sums = vec![0.0; rows.len()];
        let all: Vec<usize> = (0..rows.len()).collect();
        self.add(first, rows, &all, &mut sums);
        // Most blocks of a page are plainly furniture: a third of the trees settles them, and the score is
        // drawn out to where the others would bring it.
        let (clear, open) = all.into_iter().partition::<Vec<usize>, _>(|at| sums[*at] < CLEAR);
        clear.into_iter().for_each(|at| sums[at] *= 2.0);
        self.add(rest, rows, &open, &mut sums);
        sums
    }

    /// Whether the score of each row is above `line`, which is above [`CLEAR`]: trees are asked only until the rest of
    /// them cannot change the answer.
    pub fn above<R: AsRef<[f32]>>(&self, rows: &[R], line: f32) -> Vec<bool> {
        let mut sums = vec![0.0; rows.len()];
        let mut above = vec![false; rows.len()];
        let mut open: Vec<usize> = (0..rows.len()).collect();
        let third = self.roots.len() / 3;
        let mut asked = 0;
        while asked < self.roots.len() && !open.is_empty() {
            let end = if asked < third { third } else { self.roots.len() };
            let next = (asked + TOGETHER).min(end);
            self.add(&self.roots[asked..next], rows, &open, &mut sums);
            asked = next;
            let (least, most) = self.left[asked];
            open.retain(|at| {
                let sum = sums[*at];
                above[*at] = sum + least > line + ROUNDING;
                !above[*at] && sum + most >= line - ROUNDING && (asked != third || sum >= CLEAR)
            });
        }
        open.into_iter().for_each(|at| above[at] = sums[at] > line);
        above
    }

    /// Adds what the trees say of the wanted rows. Several rows go down a tree side by side: each waits for memory at
    /// every step, and none for the others.
    fn add<R: AsRef<[f32]>>(&self, trees: &[(u16, u16)], rows: &[R], wanted: &[usize], sums: &mut [f32]) {
        for some in wanted.chunks(SIDE) {
            // A row that is too short goes on with noughts; a place that is left over repeats the last row.
            let padded: Vec<Vec<f32>> =
                some.iter().map(|at| rows[*at].as_ref()).map(|row| self.padded(row)).collect();
            let row = |nth: usize| {
                let nth = nth.min(some.len() - 1);
                if padded[nth].is_empty() { rows[some[nth]].as_ref() } else { &padded[nth] }
            };
            let side: [&[f32]; SIDE] = std::array::from_fn(row);
            for (root, depth) in trees {
                let at = self.walk(*root, *depth, &side);
                for (at, row) in at.iter().zip(some) {
                    sums[*row] += self.answers[usize::from(*at)];
                }
            }
        }
    }

    /// The row with noughts behind it where it is too short, else nothing.
    fn padded(&self, row: &[f32]) -> Vec<f32> {
        let missing = self.width.max(1).saturating_sub(row.len());
        if missing == 0 { Vec::new() } else { [row, &vec![0.0; missing]].concat() }
    }

    /// The answers that rows come to.
    #[inline]
    fn walk(&self, root: u16, depth: u16, rows: &[&[f32]; SIDE]) -> [u16; SIDE] {
        let mut at = [root; SIDE];
        for _ in 0..depth {
            for (at, row) in at.iter_mut().zip(rows) {
                let node = self.nodes[usize::from(*at)];
                // Which way a block goes cannot be foreseen: a choice without a branch.
                *at = node.yes + u16::from(row[usize::from(node.feature)] > node.most);
            }
        }
        at
    }
}

/// Rows that go down a tree side by side.
const SIDE: usize = 4;
/// Trees that are asked before it is seen which rows are settled.
const TOGETHER: usize = 8;
/// More than sums of so many numbers lose by rounding.
const ROUNDING: f32 = 1e-3;

/// A score this low after a third of the trees hardly ever comes back above nought.
const CLEAR: f32 = -2.2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_read_and_asked() {
        let forest = Forest::read("0<=1.5 1<=0 =-1 =0.5 =2\nno tree\n=0.25\n0<=1 =1");
        assert_eq!(forest.roots.len(), 2);
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
