//! The nodes of the tree of verdicts: everything that is judged, from the whole of an obligation down to its parts.

use std::fmt;

use super::{ContributionId, MeasureId, ObligationRef};

/// The whole of an obligation: the parent of its parts.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct WholeId {
    pub obligation: ObligationRef,
}

/// One part of a whole.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum PartId {
    /// The duty of a lead that owes the obligation alone. Its whole says the same, and is told in its place.
    Lead,
    /// What one of several bodies contributes.
    Contribution(ContributionId),
}

/// Something that is judged, period by period.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Node {
    Whole(WholeId),
    Part(WholeId, PartId),
    /// Whether a measure that the whole waits for was reported.
    Gate(WholeId, GateId),
}

/// A measure that a whole waits for.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct GateId {
    pub measure: MeasureId,
    /// How often the same measure is waited for before this one in the declaration.
    pub nth: u32,
}

impl PartId {
    /// The contribution; none where the lead owes the obligation alone.
    pub fn contribution(&self) -> Option<&ContributionId> {
        match self {
            Self::Lead => None,
            Self::Contribution(id) => Some(id),
        }
    }
}

impl WholeId {
    pub fn part(&self, part: &PartId) -> Node {
        Node::Part(self.clone(), part.clone())
    }
}

impl From<ObligationRef> for WholeId {
    fn from(obligation: ObligationRef) -> Self {
        Self { obligation }
    }
}

impl From<WholeId> for Node {
    fn from(whole: WholeId) -> Self {
        Self::Whole(whole)
    }
}

impl Node {
    /// The root that it belongs to.
    pub fn whole(&self) -> &WholeId {
        match self {
            Self::Whole(whole) | Self::Part(whole, _) | Self::Gate(whole, _) => whole,
        }
    }

    pub fn obligation(&self) -> &ObligationRef {
        &self.whole().obligation
    }

    /// The node under which its verdict is told: a lead's own duty goes by its whole.
    #[must_use]
    pub fn told_as(self) -> Self {
        match self {
            Self::Part(whole, PartId::Lead) => Self::Whole(whole),
            other => other,
        }
    }

    pub fn is_whole(&self) -> bool {
        matches!(self, Self::Whole(_))
    }

    /// The contribution that it is; none where it is the whole, a lead's own duty or a gate.
    pub fn contribution(&self) -> Option<&ContributionId> {
        match self {
            Self::Part(_, part) => part.contribution(),
            Self::Whole(_) | Self::Gate(..) => None,
        }
    }
}

/// As people write it: `mission/obligation/contribution`. What is told in the place of its whole goes by the name of the whole.
impl fmt::Display for Node {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.contribution() {
            Some(contribution) => write!(out, "{}/{contribution}", self.obligation()),
            None => write!(out, "{}", self.obligation()),
        }
    }
}
