//! What stands before what, of the reports of one cell: by vintage, then by how settled they are, then by the revision that the
//! name of the file tells, then by arrival.

use crate::model::{Edition, Observation, Status, Vintage};

/// What one report of a cell is ranked by; the highest is in force.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Rank {
    pub(super) vintage: Vintage,
    pub(super) status: Status,
    pub(super) edition: Edition,
}

impl Rank {
    pub(super) fn of(observation: &Observation) -> Self {
        let Observation { status, vintage, source, .. } = observation;
        Self { vintage: *vintage, status: *status, edition: source.file.edition }
    }

    /// Whether nothing decides between two reports of this rank: both came with one reading. Where nobody counted, they came one
    /// after the other.
    pub(super) fn leaves_undecided(self) -> bool {
        self.edition.reading > 0
    }

    /// Whether it stands before another whenever the two came in.
    pub(super) fn is_above(self, other: Self) -> bool {
        let settled = |rank: Self| (rank.vintage, rank.status, rank.edition.revision);
        settled(self) > settled(other)
    }
}
