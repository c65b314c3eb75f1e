//! How the contributions to an obligation join up.

use std::fmt;

use rust_decimal::Decimal;

use super::{MeasureId, MissionId, ObligationId};

/// How many of the contributions an obligation needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Needs {
    All,
    Any,
    /// So many of them.
    AtLeast(u32),
    /// So much of the declared weight.
    Weight(Decimal),
    /// Every one, each after the one before it; who waits for an earlier party is not to blame.
    InOrder,
}

/// An obligation anywhere in the project.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ObligationRef {
    pub mission: MissionId,
    /// Its id in the mission.
    pub obligation: ObligationId,
}

impl fmt::Display for ObligationRef {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.mission, self.obligation)
    }
}

/// What an obligation waits for: while it is overdue, the dependent party is held up and not to blame.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Dependency {
    Obligation(ObligationRef),
    /// Reports of a measure, by everyone who is expected to report it.
    Measure(MeasureId),
}
