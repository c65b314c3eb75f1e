//! The paper on which figures are drawn: where its axes lie, and where on it something stands. Figures are exact until they are places on
//! the paper.

use rust_decimal::Decimal;

/// A paper with its two axes, in the units of SVG.
#[derive(Clone, Copy)]
pub(crate) struct Paper {
    pub(crate) width: i64,
    pub(crate) height: i64,
    pub(crate) left: i64,
    pub(crate) right: i64,
    pub(crate) top: i64,
    pub(crate) bottom: i64,
    /// Where what is written under the lower axis stands.
    pub(crate) caption_y: i64,
}

impl Paper {
    pub(super) const fn new(height: i64, top: i64) -> Self {
        const WIDTH: i64 = 640;
        let bottom = height - 40;
        Self { width: WIDTH, height, left: 72, right: WIDTH - 24, top, bottom, caption_y: bottom + 24 }
    }

    /// The height of a value between two places, of which the first is for the lowest and the second for the highest. Values that never
    /// move run through the middle.
    pub(super) fn y(
        &self,
        value: Decimal,
        (lowest, highest): (Decimal, Decimal),
        (from, to): (i64, i64),
    ) -> Option<Decimal> {
        let span = highest.checked_sub(lowest)?;
        if span.is_zero() {
            return Some(Decimal::from(i64::midpoint(self.top, self.bottom)));
        }
        within(value.checked_sub(lowest)?, span, (from, to))
    }
}

/// Where `part` of `whole` lies between two places.
pub(super) fn within(part: Decimal, whole: Decimal, (from, to): (i64, i64)) -> Option<Decimal> {
    let share = if whole.is_zero() { Decimal::ONE } else { part.checked_div(whole)? };
    Decimal::from(from).checked_add(share.checked_mul(Decimal::from(to - from))?)
}

/// A place, as SVG spells it.
pub(super) fn place(at: Decimal) -> String {
    at.round_dp(1).normalize().to_string()
}

/// A point of a line, as SVG spells it.
pub(super) fn corner((x, y): (Decimal, Decimal)) -> String {
    format!("{},{}", place(x), place(y))
}
