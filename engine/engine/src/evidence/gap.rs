//! A cell that holds no value, and why.

use std::sync::Arc;

use crate::model::{Absence, Cell, UnusedReport};

/// A cell without a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gap {
    pub cell: Cell,
    /// Why it holds none.
    pub why: WhyAbsent,
    /// What came in for it all the same and could not be used; none where nothing is known to have come.
    pub unused: Option<Arc<UnusedReport>>,
}

impl Gap {
    /// Whether the body itself has to report the figure, although others' would stand for its own if they were there.
    pub fn is_of_an_heir(&self, inputs: &[Cell]) -> bool {
        self.why == WhyAbsent::NeverReported && inputs.iter().all(|input| input.measure == self.cell.measure)
    }
}

/// Why a cell holds no value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhyAbsent {
    /// Its body has not reported it, or not so that it can be used.
    NeverReported,
    /// It was reported as absent, with a reason.
    Stated(Absence),
    /// It is a sum, and some of its parts are missing.
    Incomplete {
        /// How many parts have a value.
        reported: u32,
        /// How many there should be.
        expected: u32,
    },
    /// It is a ratio whose denominator is zero.
    NothingToDivideBy,
    /// It is a ratio of zero over zero, and the measure does not say what that means.
    ZeroOverZero,
    /// It is derived from a figure that is missing.
    InputMissing(Whose),
    /// It is a sum or a ratio too large for an exact decimal.
    TooLarge,
}

/// Who would have to report for a cell to hold a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whose {
    /// Its own body.
    Own,
    /// Reporters below its body.
    Below,
}

impl WhyAbsent {
    pub fn whose(self) -> Whose {
        match self {
            Self::NeverReported
            | Self::Stated(_)
            | Self::NothingToDivideBy
            | Self::ZeroOverZero
            | Self::TooLarge => Whose::Own,
            Self::Incomplete { .. } => Whose::Below,
            Self::InputMissing(whose) => whose,
        }
    }
}
