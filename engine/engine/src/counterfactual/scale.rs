//! The values that a figure can take, as whole ticks of the precision in which it is reported.

use rust_decimal::{Decimal, RoundingStrategy};

use super::usage::Given;
use crate::model::{AddsUp, Measure, Unit};

/// The most places behind the point that are searched.
const FINEST: u32 = 6;
/// How many times its own size a figure is followed.
const FAR: u32 = 1_000;

/// The values among which is searched: whole ticks between two ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Scale {
    /// Places behind the point.
    decimals: u32,
    lowest: i128,
    highest: i128,
}

impl Scale {
    /// The values between two ends, to so many places behind the point; none where an end is too large to hold.
    fn between(lowest: Decimal, highest: Decimal, decimals: u32) -> Option<Self> {
        let lowest = ticks(lowest, decimals, RoundingStrategy::ToPositiveInfinity)?;
        let highest = ticks(highest, decimals, RoundingStrategy::ToNegativeInfinity)?;
        Some(Self { decimals, lowest, highest })
    }

    /// The values that a figure of this measure can sensibly take, given the largest that stands near it: a count, a
    /// percentage and most other things are never below zero, a percentage is at most a hundred, unless one was reported so.
    pub(super) fn of(
        measure: &Measure,
        given: Given,
        value: Option<Decimal>,
        near: Decimal,
        decimals: u32,
    ) -> Option<Self> {
        let value = value.unwrap_or_default();
        let far = value.abs().max(near).max(Decimal::ONE).checked_mul(Decimal::from(FAR))?;
        let can_be_negative = measure.unit == Unit::Pounds || value.min(given.lowest) < Decimal::ZERO;
        let lowest = if can_be_negative { -far } else { Decimal::ZERO };
        let is_share = measure.unit == Unit::Percent && value.max(given.highest) <= Decimal::ONE_HUNDRED;
        Self::between(lowest, if is_share { Decimal::ONE_HUNDRED } else { far }, decimals)
    }

    pub(super) fn lowest(self) -> i128 {
        self.lowest
    }

    pub(super) fn highest(self) -> i128 {
        self.highest
    }

    /// The last tick at or below a value.
    pub(super) fn floor(self, value: Decimal) -> Option<i128> {
        ticks(value, self.decimals, RoundingStrategy::ToNegativeInfinity)
    }

    /// The first tick at or above a value.
    pub(super) fn ceiling(self, value: Decimal) -> Option<i128> {
        ticks(value, self.decimals, RoundingStrategy::ToPositiveInfinity)
    }

    /// The value at a tick between the two ends.
    pub(super) fn value(self, tick: i128) -> Decimal {
        Decimal::from_i128_with_scale(tick, self.decimals)
    }
}

fn ticks(value: Decimal, decimals: u32, strategy: RoundingStrategy) -> Option<i128> {
    let mut rounded = value.round_dp_with_strategy(decimals, strategy);
    rounded.rescale(decimals);
    // Rescaling stops short where the digits do not fit.
    (rounded.scale() == decimals).then(|| rounded.mantissa())
}

/// The places behind the point in which figures of a measure are sought: counts are whole, others as fine as they are
/// given, and a ratio, which nobody reports, is told to one place.
pub(super) fn precision(measure: &Measure, given: Given) -> u32 {
    let unreported =
        u32::from(measure.unit == Unit::Percent || matches!(measure.adds_up, AddsUp::Ratio { .. }));
    match measure.unit {
        Unit::Count => 0,
        _ => given.decimals.unwrap_or(unreported).min(FINEST),
    }
}
