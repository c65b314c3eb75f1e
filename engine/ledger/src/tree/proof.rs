//! What a tree hands out to whoever has nothing but roots, and how that is checked: the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2.

use super::hash::TreeHash;

/// That a leaf stands at a place of a tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inclusion {
    pub place: u64,
    /// Of the tree.
    pub size: u64,
    /// From the leaf up to the root.
    pub path: Vec<TreeHash>,
}

/// That one tree is the beginning of another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Consistency {
    /// The size of the earlier tree.
    pub before: u64,
    /// The size of the later one.
    pub after: u64,
    pub path: Vec<TreeHash>,
}

impl Inclusion {
    /// Whether it proves that this leaf is in the tree of this root.
    pub fn proves(&self, leaf: TreeHash, root: TreeHash) -> bool {
        let Self { place, size, path } = self;
        if place >= size {
            return false;
        }
        let (mut place, mut last, mut hash) = (*place, size - 1, leaf);
        for beside in path {
            if last == 0 {
                return false;
            }
            if place % 2 == 1 || place == last {
                hash = TreeHash::of_node(*beside, hash);
                while place.is_multiple_of(2) && place != 0 {
                    (place, last) = (place / 2, last / 2);
                }
            } else {
                hash = TreeHash::of_node(hash, *beside);
            }
            (place, last) = (place / 2, last / 2);
        }
        last == 0 && hash == root
    }
}

impl Consistency {
    /// Whether it proves that the tree of the one root is the beginning of the tree of the other.
    pub fn proves(&self, before: TreeHash, after: TreeHash) -> bool {
        let Self { before: earlier, after: later, path } = self;
        if earlier == later {
            return path.is_empty() && before == after;
        }
        if *earlier == 0 {
            return path.is_empty() && before == TreeHash::of_nothing();
        }
        if earlier > later {
            return false;
        }
        // Where the earlier tree is full, its root is what the path begins with.
        let mut path = path.iter().copied();
        let first = if earlier.is_power_of_two() { Some(before) } else { path.next() };
        let Some(first) = first else { return false };
        let (mut place, mut last) = (earlier - 1, later - 1);
        while place % 2 == 1 {
            (place, last) = (place / 2, last / 2);
        }
        let (mut old, mut new) = (first, first);
        for beside in path {
            if last == 0 {
                return false;
            }
            if place % 2 == 1 || place == last {
                old = TreeHash::of_node(beside, old);
                new = TreeHash::of_node(beside, new);
                while place.is_multiple_of(2) && place != 0 {
                    (place, last) = (place / 2, last / 2);
                }
            } else {
                new = TreeHash::of_node(new, beside);
            }
            (place, last) = (place / 2, last / 2);
        }
        last == 0 && old == before && new == after
    }
}
