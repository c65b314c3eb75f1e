//! A commitment that nobody can measure yet: it was made, and what would let anybody judge it is not declared. It owes nothing.

use crate::model::{Authority, BodyId, ObligationId};

/// Something promised that cannot be judged as it is declared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Commitment {
    /// Its id among the obligations of its mission.
    pub id: ObligationId,
    /// Its title, as a sentence about who does what.
    pub title: String,
    /// The body that answers for it, where one is named.
    pub lead: Option<BodyId>,
    /// The person at that body.
    pub owner: Option<String>,
    /// What says that it was promised.
    pub authority: Vec<Authority>,
    /// What it would take, at least one of it.
    pub lacks: Vec<Lacking>,
}

/// What an obligation cannot be judged without.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Lacking {
    Lead,
    Measure,
    Rule,
    /// The first period for which it is owed.
    From,
}

impl Lacking {
    /// The key that would say it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Measure => "measure",
            Self::Rule => "rule",
            Self::From => "from",
        }
    }
}
