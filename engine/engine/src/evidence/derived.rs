//! Cells worked out from other cells: sums up the hierarchy and over time, kept by difference, and ratios of two measures.

use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::gap::{Whose, WhyAbsent};
use super::index::NodeIx;
use crate::model::{RollUp, Vintage};

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
    /// What figures of another cadence come to.
    RollUp {
        sum: Sum,
        parts: Arc<[NodeIx]>,
        how: RollUp,
    },
    /// A hundred times the first over the second.
    Ratio {
        inputs: [NodeIx; 2],
        zero_over_zero: Option<Decimal>,
    },
}

impl Link {
    /// The cells that it is worked out from.
    pub(super) fn inputs(&self) -> &[NodeIx] {
        match self {
            Self::Reported => &[],
            Self::Sum { parts, .. } | Self::RollUp { parts, .. } => parts,
            Self::Ratio { inputs, .. } => inputs,
        }
    }
}

/// A sum that is kept up by difference, so that one part's change costs the same however many parts there are.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Sum {
    total: Decimal,
    reported: u32,
    /// Parts of which several figures were reported, with nothing to decide between them.
    unreconciled: u32,
    expected: u32,
    /// The share of the parts that suffices, where not all are needed.
    complete: Option<Decimal>,
    /// Who has to report where it falls short.
    falls_to: Whose,
    /// Parts that did not fit when they were added; while there are any, the total means nothing.
    overflowed: bool,
}

impl Sum {
    /// The sum of these, of which such a share suffices.
    pub(super) fn of(
        parts: impl IntoIterator<Item = Holding>,
        complete: Option<Decimal>,
        falls_to: Whose,
    ) -> Self {
        let total = Decimal::ZERO;
        let (reported, unreconciled, expected, overflowed) = (0, 0, 0, false);
        let mut sum = Self { total, reported, unreconciled, expected, complete, falls_to, overflowed };
        for part in parts {
            sum.expected += 1;
            sum.put(part);
        }
        sum
    }

    /// The same sum of these, added up afresh.
    pub(super) fn afresh(&self, parts: impl IntoIterator<Item = Holding>) -> Self {
        Self::of(parts, self.complete, self.falls_to)
    }

    /// How many parts there should be.
    pub(super) fn expected(&self) -> u32 {
        self.expected
    }

    /// Whether it must be added up afresh.
    pub(super) fn is_overflowed(&self) -> bool {
        self.overflowed
    }

    /// Exchanges one part's holding for another.
    pub(super) fn exchange(&mut self, old: Holding, new: Holding) {
        match old {
            Ok(value) => {
                self.reported -= 1;
                self.add(-value);
            }
            Err(why) => self.unreconciled -= u32::from(why.is_unreconciled()),
        }
        self.put(new);
    }

    fn put(&mut self, holding: Holding) {
        match holding {
            Ok(value) => {
                self.reported += 1;
                self.add(value);
            }
            Err(why) => self.unreconciled += u32::from(why.is_unreconciled()),
        }
    }

    fn add(&mut self, value: Decimal) {
        match self.total.checked_add(value) {
            Some(total) => self.total = total.normalize(),
            None => self.overflowed = true,
        }
    }

    /// The total where every part has a value, or as many as suffice.
    pub(super) fn holding(&self) -> Holding {
        let Self { total, reported, unreconciled, expected, overflowed, falls_to, .. } = *self;
        match (overflowed, falls_to) {
            (true, _) => Err(WhyAbsent::TooLarge),
            (false, _) if reported > 0 && self.suffices(reported) => Ok(total),
            (false, _) if unreconciled > 0 && self.suffices(reported + unreconciled) => {
                Err(WhyAbsent::InputUnreconciled)
            }
            (false, Whose::Below) => Err(WhyAbsent::Incomplete { reported, expected }),
            (false, Whose::Own) => Err(WhyAbsent::NeverReported),
        }
    }

    fn suffices(&self, parts: u32) -> bool {
        let share = self.complete.unwrap_or(Decimal::ONE);
        Decimal::from(parts) >= Decimal::from(self.expected) * share
    }

    /// When the sum was first known, by when each of its parts was: with the last of those that suffice. What comes in later adds to a
    /// figure that is there already.
    pub(super) fn first_known(&self, parts: impl IntoIterator<Item = Vintage>) -> Option<Vintage> {
        let parts = parts.into_iter();
        let Some(share) = self.complete else { return parts.max() };
        let needed = (Decimal::from(self.expected) * share).ceil().to_usize().unwrap_or(usize::MAX).max(1);
        let mut known: Vec<Vintage> = parts.collect();
        if needed >= known.len() {
            return known.into_iter().max();
        }
        Some(*known.select_nth_unstable(needed - 1).1)
    }
}
