//! What was written at once: the entries of one step, and what the step led to.
//!
//! What was said hangs on what was known, so both are bound into one tree: whoever works the entries through again must come to the same.

use engine::model::MissionId;
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
    pub leaf_form: LeafForm,
}

/// Of what the leaves of a commit are made, and so what of it can be shown without the rest.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum LeafForm {
    /// Rows, and what followed for all missions, stand together, as an older Remit wrote them.
    Whole,
    /// The rows of each measure stand by themselves, and so does what followed for each mission.
    #[default]
    Parted,
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
    /// Of each mission for which anything followed, in the order of their ids; of all of them together where an older Remit wrote it.
    pub parts: Vec<OutcomePart>,
}

/// What a step led to for one mission.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutcomePart {
    /// None for all missions together.
    pub mission: Option<MissionId>,
    /// One line for each change of an alert of which people are to be told.
    pub told: Vec<String>,
    /// How many verdicts turned.
    pub turned: u64,
    /// The root of the tree over them, one line each.
    pub verdicts: TreeHash,
}

impl OutcomePart {
    /// Of these lines.
    pub fn of(
        mission: Option<MissionId>,
        told: Vec<String>,
        verdicts: impl IntoIterator<Item = String>,
    ) -> Self {
        let verdicts: Frontier =
            verdicts.into_iter().map(|line| TreeHash::of_leaf(line.as_bytes())).collect();
        Self { mission, told, turned: verdicts.size(), verdicts: verdicts.root() }
    }
}

impl Outcome {
    /// Every line of an alert in it.
    pub fn told(&self) -> impl Iterator<Item = &String> {
        self.parts.iter().flat_map(|part| &part.told)
    }

    /// Whether both say the same, whichever version worked it out.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.parts == other.parts
    }
}
