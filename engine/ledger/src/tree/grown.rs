//! The tree that keeps the hash of every full part of it, so that a proof about any of its past sizes is looked up and not worked out.

use super::hash::TreeHash;
use super::proof::{Consistency, Inclusion};

/// A tree that can prove what stands in it.
#[derive(Clone, Default, Debug)]
pub struct Tree {
    /// The hashes of all full parts of 1, 2, 4, ... leaves, from left to right.
    levels: Vec<Vec<TreeHash>>,
}

impl Tree {
    pub fn append(&mut self, leaf: TreeHash) {
        let mut hash = leaf;
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            let hashes = &mut self.levels[level];
            hashes.push(hash);
            match hashes.as_slice() {
                [.., left, right] if hashes.len().is_multiple_of(2) => {
                    hash = TreeHash::of_node(*left, *right);
                }
                _ => return,
            }
        }
    }

    /// How many leaves there are.
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// The root as it was when there were so many leaves; none where there never were.
    pub fn root_at(&self, size: u64) -> Option<TreeHash> {
        match size {
            0 => Some(TreeHash::of_nothing()),
            size if size > self.size() => None,
            size => Some(self.part(0, size)),
        }
    }

    /// That a leaf stands at a place of the tree as it was at a size; none where it had no such place.
    pub fn inclusion(&self, place: u64, size: u64) -> Option<Inclusion> {
        if place >= size || size > self.size() {
            return None;
        }
        let mut path = Vec::new();
        let (mut start, mut length) = (0, size);
        while length > 1 {
            let left = split(length);
            if place - start < left {
                path.push(self.part(start + left, length - left));
                length = left;
            } else {
                path.push(self.part(start, left));
                (start, length) = (start + left, length - left);
            }
        }
        path.reverse();
        Some(Inclusion { place, size, path })
    }

    /// That the tree as it was at one size is the beginning of what it was at a later one; none where it never was so large.
    pub fn consistency(&self, before: u64, after: u64) -> Option<Consistency> {
        if before > after || after > self.size() {
            return None;
        }
        let mut path = Vec::new();
        if before > 0 && before < after {
            let (mut start, mut length, mut is_whole) = (0, after, true);
            while before - start < length {
                let left = split(length);
                if before - start <= left {
                    path.push(self.part(start + left, length - left));
                    length = left;
                } else {
                    path.push(self.part(start, left));
                    (start, length, is_whole) = (start + left, length - left, false);
                }
            }
            // Whoever checks it knows the root of what was there before, where that is all of this part.
            if !is_whole {
                path.push(self.part(start, length));
            }
            path.reverse();
        }
        Some(Consistency { before, after, path })
    }

    /// The hash of a part that begins where the tree would begin it.
    fn part(&self, start: u64, length: u64) -> TreeHash {
        if length.is_power_of_two() {
            let place = usize::try_from(start / length).expect("a tree in memory has places in memory");
            return self.levels[length.trailing_zeros() as usize][place];
        }
        let left = split(length);
        TreeHash::of_node(self.part(start, left), self.part(start + left, length - left))
    }
}

impl FromIterator<TreeHash> for Tree {
    fn from_iter<I: IntoIterator<Item = TreeHash>>(leaves: I) -> Self {
        let mut tree = Self::default();
        leaves.into_iter().for_each(|leaf| tree.append(leaf));
        tree
    }
}

/// The size of the left part of a tree of more than one leaf: the largest power of two below its own.
fn split(length: u64) -> u64 {
    length.next_power_of_two() / 2
}
