//! Cells worked out from other cells: sums up the hierarchy, kept by difference, and ratios of two measures.

use rust_decimal::Decimal;

use super::{CellIx, WhyAbsent};
use crate::model::Cell;

/// What a cell holds now.
pub(super) type Holding = Result<Decimal, WhyAbsent>;

/// How a cell is worked out, with its running state.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Link {
    /// Nobody has looked yet.
    Unknown,
    /// From reports of its own alone.
    Reported,
    /// The sum of its parts.
    Sum { sum: Sum, parts: Vec<CellIx> },
    /// A hundred times `numerator` over `denominator`.
    Ratio { numerator: CellIx, denominator: CellIx },
}

impl Link {
    /// The cells that it is worked out from.
    pub(super) fn inputs(&self) -> Vec<CellIx> {
        match self {
            Self::Unknown | Self::Reported => Vec::new(),
            Self::Sum { parts, .. } => parts.clone(),
            Self::Ratio { numerator, denominator } => vec![*numerator, *denominator],
        }
    }
}

/// What the register says a derived cell is made of.
pub(super) enum Recipe {
    /// The sum of these.
    Sum(Vec<Cell>),
    /// The first over the second.
    Ratio(Cell, Cell),
}

impl Recipe {
    pub(super) fn into_cells(self) -> Vec<Cell> {
        match self {
            Self::Sum(parts) => parts,
            Self::Ratio(numerator, denominator) => vec![numerator, denominator],
        }
    }
}

/// A sum that is kept up by difference, so that one part's change costs the same however many parts there are.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Sum {
    total: Decimal,
    reported: u32,
    expected: u32,
    /// Parts that did not fit when they were added; while there are any, the total means nothing.
    overflowed: bool,
}

impl Sum {
    /// Counts one more part in.
    pub(super) fn add_part(&mut self, holding: Holding) {
        self.expected += 1;
        self.put(holding);
    }

    /// Exchanges one part's holding for another.
    pub(super) fn exchange(&mut self, old: Holding, new: Holding) {
        if let Ok(value) = old {
            self.reported -= 1;
            self.add(-value);
        }
        self.put(new);
    }

    fn put(&mut self, holding: Holding) {
        if let Ok(value) = holding {
            self.reported += 1;
            self.add(value);
        }
    }

    fn add(&mut self, value: Decimal) {
        match self.total.checked_add(value) {
            Some(total) => self.total = total.normalize(),
            None => self.overflowed = true,
        }
    }

    /// The total where every part has a value.
    pub(super) fn holding(&self) -> Holding {
        let Self { total, reported, expected, overflowed } = *self;
        match (overflowed, reported) {
            (true, _) => Err(WhyAbsent::TooLarge),
            (false, 0) => Err(WhyAbsent::NeverReported),
            (false, _) if reported < expected => Err(WhyAbsent::Incomplete { reported, expected }),
            (false, _) => Ok(total),
        }
    }
}

/// A hundred times `numerator` over `denominator`.
pub(super) fn ratio(numerator: Holding, denominator: Holding) -> Holding {
    let (numerator, denominator) = match (numerator, denominator) {
        (Ok(numerator), Ok(denominator)) => (numerator, denominator),
        (Err(WhyAbsent::NeverReported), Err(WhyAbsent::NeverReported)) => {
            return Err(WhyAbsent::NeverReported);
        }
        _ => return Err(WhyAbsent::InputMissing),
    };
    if denominator.is_zero() {
        return Err(WhyAbsent::NothingToDivideBy);
    }
    let hundredfold = numerator.checked_mul(Decimal::ONE_HUNDRED).ok_or(WhyAbsent::TooLarge)?;
    hundredfold.checked_div(denominator).map(|value| value.normalize()).ok_or(WhyAbsent::TooLarge)
}
