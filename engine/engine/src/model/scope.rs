//! How much of an obligation a response is about.

use super::{ContributionId, PartId};

/// How much of an obligation a response is about.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Scope {
    /// Every part of it.
    Whole,
    /// What one of several bodies contributes.
    Contribution(ContributionId),
}

impl Scope {
    /// The contribution that is named; the whole where none is.
    pub fn named(contribution: Option<ContributionId>) -> Self {
        contribution.map_or(Self::Whole, Self::Contribution)
    }

    pub fn contribution(&self) -> Option<&ContributionId> {
        match self {
            Self::Whole => None,
            Self::Contribution(id) => Some(id),
        }
    }

    /// Whether it bears on a part.
    pub fn includes(&self, part: &PartId) -> bool {
        match self {
            Self::Whole => true,
            Self::Contribution(id) => part.contribution() == Some(id),
        }
    }
}
