//! A cell that holds no value, and why.

use crate::model::{Absence, Cell};

/// A cell without a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gap {
    pub cell: Cell,
    /// Why it holds none.
    pub why: WhyAbsent,
}

/// Why a cell holds no value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhyAbsent {
    /// Nobody has reported it.
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
    /// It is derived from a figure that is missing.
    InputMissing,
    /// It is a sum or a ratio too large for an exact decimal.
    TooLarge,
}
