//! What was written at once: the entries of one step, and what the step led to.
//!
//! What was said hangs on what was known, so both are bound into one tree: whoever works the entries through again must come to the same.

use jiff::Timestamp;

use crate::entry::{Entry, Position};
use crate::personal::Personal;
use crate::tree::{Frontier, TreeHash};

/// What was written at once.
#[derive(Clone, PartialEq, Debug)]
pub struct Commit {
    /// The place of its first entry.
    pub first: Position,
    pub at: Timestamp,
    pub entries: Vec<Entry>,
    /// None where nothing followed, and where an older Remit wrote it.
    pub outcome: Option<Outcome>,
    /// What stands on the ledger for personal values; none where they stand there themselves.
    pub personal: Option<Personal>,
}

impl Commit {
    /// The place of its last entry.
    pub fn last(&self) -> Position {
        self.first + self.entries.len() as Position - 1
    }
}

/// What a step led to, in lines that whoever works it out again must come to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// The version of Remit that worked it out.
    pub by: String,
    /// One line for each change of an alert of which people are to be told.
    pub told: Vec<String>,
    /// How many verdicts turned.
    pub turned: u64,
    /// The root of the tree over them, one line each.
    pub verdicts: TreeHash,
}

impl Outcome {
    /// Of these lines; none where nothing followed.
    pub fn of(by: &str, told: Vec<String>, verdicts: impl IntoIterator<Item = String>) -> Option<Self> {
        let verdicts: Frontier =
            verdicts.into_iter().map(|line| TreeHash::of_leaf(line.as_bytes())).collect();
        let turned = verdicts.size();
        let is_nothing = told.is_empty() && turned == 0;
        (!is_nothing).then(|| Self { by: by.to_owned(), told, turned, verdicts: verdicts.root() })
    }

    /// Whether both say the same, whichever version worked it out.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.told == other.told && self.turned == other.turned && self.verdicts == other.verdicts
    }
}
