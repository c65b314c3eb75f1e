//! Cells worked out from other cells: sums up the hierarchy, kept by difference, and ratios of two measures.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::WhyAbsent;
use super::index::NodeIx;

/// What a cell holds now.
pub(super) type Holding = Result<Decimal, WhyAbsent>;

/// How a cell is worked out, with its running state.
pub(super) enum Link {
    /// From reports of its own alone.
    Reported,
    Sum {
        sum: Sum,
        parts: Arc<[NodeIx]>,
    },
    /// A hundred times the first over the second.
    Ratio([NodeIx; 2]),
}

impl Link {
    /// The cells that it is worked out from.
    pub(super) fn inputs(&self) -> &[NodeIx] {
        match self {
            Self::Reported => &[],
            Self::Sum { parts, .. } => parts,
            Self::Ratio(inputs) => inputs,
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

impl FromIterator<Holding> for Sum {
    fn from_iter<Parts: IntoIterator<Item = Holding>>(parts: Parts) -> Self {
        let mut sum = Self::default();
        for part in parts {
            sum.expected += 1;
            sum.put(part);
        }
        sum
    }
}

impl Sum {
    /// Whether it must be added up afresh.
    pub(super) fn is_overflowed(&self) -> bool {
        self.overflowed
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
