//! The right edge of a tree: all that is needed to append to it and to say its root, in memory that grows with the logarithm of the list.

use super::hash::TreeHash;

/// A tree of which only the root is asked.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Frontier {
    size: u64,
    /// The full trees of which it is made, the largest first: one for each bit of the size.
    full: Vec<TreeHash>,
}

impl Frontier {
    pub fn append(&mut self, leaf: TreeHash) {
        // Each bit that the addition carries over joins two full trees of one size.
        let joined = self.full.len() - self.size.trailing_ones() as usize;
        let smaller_first = self.full.drain(joined..).rev();
        let whole = smaller_first.fold(leaf, |right, left| TreeHash::of_node(left, right));
        self.full.push(whole);
        self.size += 1;
    }

    /// How many leaves there are.
    pub fn size(&self) -> u64 {
        self.size
    }

    pub fn root(&self) -> TreeHash {
        let smaller_first = self.full.iter().rev().copied();
        smaller_first
            .reduce(|right, left| TreeHash::of_node(left, right))
            .unwrap_or_else(TreeHash::of_nothing)
    }
}

impl Extend<TreeHash> for Frontier {
    fn extend<I: IntoIterator<Item = TreeHash>>(&mut self, leaves: I) {
        leaves.into_iter().for_each(|leaf| self.append(leaf));
    }
}

impl FromIterator<TreeHash> for Frontier {
    fn from_iter<I: IntoIterator<Item = TreeHash>>(leaves: I) -> Self {
        let mut frontier = Self::default();
        frontier.extend(leaves);
        frontier
    }
}
