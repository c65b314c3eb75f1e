//! What the rules of a mission are offered to name, and a number for the libraries among it, so that a rule that was read
//! with the same ones need not be read again.

use std::sync::Arc;

use crate::script::{Libraries, Vocabulary};

/// What the rules of a mission may name.
pub(super) struct RuleVocabulary {
    pub(super) vocabulary: Arc<Vocabulary>,
    /// Which set of libraries it has.
    pub(super) set: LibrarySetId,
}

/// A set of libraries, each sound or with its faults. Equal numbers mean equal sets.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct LibrarySetId(u64);

impl LibrarySetId {
    /// No libraries at all.
    pub(super) const NONE: Self = Self(0);
}

/// The sets that were seen lately. There are few: one, and the last good one beside it.
#[derive(Default)]
pub(super) struct LibrarySetIds {
    seen: Vec<(Libraries, LibrarySetId)>,
    last: u64,
}

/// More sets than this are not wanted again.
const MOST: usize = 16;

impl LibrarySetIds {
    pub(super) fn number(&mut self, libraries: &Libraries) -> LibrarySetId {
        if libraries.is_empty() {
            return LibrarySetId::NONE;
        }
        if let Some((_, set)) = self.seen.iter().find(|(seen, _)| seen == libraries) {
            return *set;
        }
        self.last += 1;
        let set = LibrarySetId(self.last);
        self.seen.push((libraries.clone(), set));
        set
    }

    /// Forgets the oldest ones.
    pub(super) fn turn(&mut self) {
        self.seen.drain(..self.seen.len().saturating_sub(MOST));
    }
}
