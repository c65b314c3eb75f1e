//! How figures of one measure are given: how fine they are, and between what they lie.

use rust_decimal::Decimal;

/// How figures of one measure are given. A figure that ends in zeros has lost them, so a single one says little.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Spread {
    /// The most places behind the point.
    pub decimals: u32,
    /// The lowest, and at most zero.
    pub lowest: Decimal,
    /// The highest, and at least zero.
    pub highest: Decimal,
}

impl Spread {
    /// Counts a figure in.
    pub fn note(&mut self, value: Decimal) {
        self.decimals = self.decimals.max(value.scale());
        self.lowest = self.lowest.min(value);
        self.highest = self.highest.max(value);
    }
}
