//! One field of the matrix: what a body owes for an outcome, and how it stands. An empty field of a body that is named is a fact about
//! the declarations and blames nobody.

use engine::model::{BodyId, Exception, MeasureId, ObligationRef, PartId, Period, Verdict};

/// What one body has to do with one outcome.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cell {
    Owed(Owed),
    /// Nothing, though the mission names the body; with the relations that lead to it there.
    Hole(Vec<BodyId>),
    /// Nothing, because it is excepted; with why.
    Excepted(Vec<Exception>),
}

/// What a body owes for an outcome. One of the two lists holds something.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Owed {
    pub duties: Vec<Duty>,
    /// The wholes that it answers for without owing a part itself.
    pub leads: Vec<Led>,
}

/// One part that a body owes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Duty {
    pub obligation: ObligationRef,
    pub part: PartId,
    pub measure: MeasureId,
    /// Whom its figures are about.
    pub about: BodyId,
    /// The newest verdict on it; none before its first period begins.
    pub newest: Option<(Period, Verdict)>,
}

/// One whole that a body answers for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Led {
    pub obligation: ObligationRef,
    pub newest: Option<(Period, Verdict)>,
}

impl Owed {
    /// How what it owes itself stands: as the worst of it; none where it only answers for others.
    pub fn worst(&self) -> Option<Verdict> {
        self.duties.iter().map(Duty::verdict).min_by_key(|verdict| verdict.place_from_worst())
    }
}

impl Duty {
    /// How it stands; before it begins it is not due.
    pub fn verdict(&self) -> Verdict {
        self.newest.map_or(Verdict::NotDue, |(_, verdict)| verdict)
    }
}

impl Cell {
    pub fn owed(&self) -> Option<&Owed> {
        match self {
            Self::Owed(owed) => Some(owed),
            Self::Hole(_) | Self::Excepted(_) => None,
        }
    }

    /// The relations that lead to it, where it is empty.
    pub fn pointed(&self) -> &[BodyId] {
        match self {
            Self::Owed(_) | Self::Excepted(_) => &[],
            Self::Hole(relations) => relations,
        }
    }

    /// By which exceptions nothing is owed; none where something is, or where nothing is declared.
    pub fn exceptions(&self) -> &[Exception] {
        match self {
            Self::Owed(_) | Self::Hole(_) => &[],
            Self::Excepted(exceptions) => exceptions,
        }
    }
}
