//! A cell that holds no value, and why.

use std::sync::Arc;

use rust_decimal::Decimal;

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
    /// Why there is no figure, as rules compare it.
    pub fn as_str(&self) -> &'static str {
        match self.why {
            WhyAbsent::NeverReported if self.unused.is_some() => "set-aside",
            why => why.as_str(),
        }
    }

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
    /// Several figures were reported, and nothing decides between them.
    Unreconciled(Contradiction),
    /// It is derived from a figure that is unreconciled.
    InputUnreconciled,
    /// It is a sum or a ratio too large for an exact decimal.
    TooLarge,
}

/// Figures of one cell between which nothing decides.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Contradiction {
    pub least: Decimal,
    pub most: Decimal,
}

/// How reports of one cell lie apart, farther than their measure allows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Disagreement {
    /// Those who answer for the figure contradict each other.
    Unreconciled,
    /// People whom it is about say otherwise. It is judged by all the same.
    Contested,
}

impl Contradiction {
    /// What these figures come to; none where they are one and the same.
    pub(super) fn among(values: impl Iterator<Item = Decimal>) -> Option<Self> {
        let widen = |found: Option<Self>, value: Decimal| match found {
            None => Some(Self { least: value, most: value }),
            Some(Self { least, most }) => Some(Self { least: least.min(value), most: most.max(value) }),
        };
        values.fold(None, widen).filter(|found| found.least != found.most)
    }
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
    /// Whether nothing is missing, and reports contradict each other.
    pub fn is_unreconciled(self) -> bool {
        matches!(self, Self::Unreconciled(_) | Self::InputUnreconciled)
    }

    /// The reason as rules compare it.
    fn as_str(self) -> &'static str {
        match self {
            Self::NeverReported => "not-reported",
            Self::Stated(absence) => absence.as_str(),
            Self::Incomplete { .. } => "incomplete",
            Self::NothingToDivideBy => "nothing-to-divide-by",
            Self::ZeroOverZero => "zero-over-zero",
            Self::InputMissing(_) => "input-missing",
            Self::TooLarge => "too-large",
            Self::Unreconciled(_) => "unreconciled",
            Self::InputUnreconciled => "input-unreconciled",
        }
    }

    pub fn whose(self) -> Whose {
        match self {
            Self::NeverReported
            | Self::Stated(_)
            | Self::NothingToDivideBy
            | Self::ZeroOverZero
            | Self::Unreconciled(_)
            | Self::TooLarge => Whose::Own,
            Self::Incomplete { .. } | Self::InputUnreconciled => Whose::Below,
            Self::InputMissing(whose) => whose,
        }
    }
}
