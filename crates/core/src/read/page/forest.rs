//! A boosted ensemble of small regression trees (Friedman 2001, "Greedy function approximation"), read from a data file.

/// A node of a tree: a question or, where `feature` is [`LEAF`], an answer.
#[derive(Clone, Copy, Debug)]
struct Node {
    feature: u16,
    /// Where to go on if the answer is no; yes is the next node.
    no: u16,
    /// The value is asked to be at most this; at a leaf what the tree adds to the score.
    value: f32,
}

const LEAF: u16 = u16::MAX;

/// An ensemble whose score is the sum of its trees, in log-odds.
#[derive(Clone, Debug, Default)]
pub(super) struct Forest {
    nodes: Vec<Node>,
    roots: Vec<u32>,
}

impl Forest {
    /// Reads one tree a line: nodes in preorder, parted by spaces, a question as `feature<=value`, an answer as
    /// `=value`. Lines that are no tree are passed over.
    pub fn read(text: &str) -> Self {
        let mut forest = Self::default();
        for line in text.lines() {
            let root = forest.nodes.len();
            // Questions whose "no" side is still to come.
            let mut open: Vec<usize> = Vec::new();
            for word in line.split_ascii_whitespace() {
                let here = forest.nodes.len();
                if let Some(value) = word.strip_prefix('=').and_then(|v| v.parse().ok()) {
                    forest.nodes.push(Node { feature: LEAF, no: 0, value });
                    if let Some(question) = open.pop() {
                        forest.nodes[question].no = (here + 1 - root) as u16;
                    }
                } else if let Some((Ok(feature), Ok(value))) =
                    word.split_once("<=").map(|(f, v)| (f.parse::<u16>(), v.parse()))
                {
                    forest.nodes.push(Node { feature, no: 0, value });
                    open.push(here);
                } else {
                    forest.nodes.truncate(root);
                    open.clear();
                    break;
                }
            }
            // A whole tree has one answer more than questions.
            let answers = forest.nodes[root..].iter().filter(|n| n.feature == LEAF).count();
            if !open.is_empty() || answers * 2 != forest.nodes.len() - root + 1 {
                forest.nodes.truncate(root);
            }
            if forest.nodes.len() > root {
                forest.roots.push(root as u32);
            }
        }
        forest
    }

    /// The score of a row of features, in log-odds. A row that is too short counts as nought where it ends.
    pub fn score(&self, row: &[f32]) -> f32 {
        let mut sum = 0.0;
        for (i, root) in self.roots.iter().enumerate() {
            // Most blocks of a page are plainly furniture: a third of the trees settles them, and the score is
            // drawn out to where the others would bring it.
            if i == self.roots.len() / 3 && sum < CLEAR {
                return sum * 2.0;
            }
            sum += self.tree(*root as usize, row);
        }
        sum
    }

    fn tree(&self, root: usize, row: &[f32]) -> f32 {
        let mut at = root;
        loop {
            let node = self.nodes[at];
            if node.feature == LEAF {
                return node.value;
            }
            let value = row.get(node.feature as usize).copied().unwrap_or(0.0);
            // Which way a block goes cannot be foreseen: a choice without a branch.
            at = [root + node.no as usize, at + 1][usize::from(value <= node.value)];
        }
    }
}

/// A score this low after a third of the trees hardly ever comes back above nought.
const CLEAR: f32 = -2.2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_read_and_asked() {
        let forest = Forest::read("0<=1.5 1<=0 =-1 =0.5 =2\nno tree\n=0.25\n0<=1 =1");
        assert_eq!(forest.roots.len(), 2);
        assert_eq!(forest.score(&[1.0, -1.0]), -0.75);
        assert_eq!(forest.score(&[1.0, 1.0]), 0.75);
        assert_eq!(forest.score(&[2.0, 1.0]), 2.25);
        assert_eq!(forest.score(&[]), -0.75);
    }
}
