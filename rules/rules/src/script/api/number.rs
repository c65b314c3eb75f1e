//! Numbers as they come from scripts: whole ones where only those will do.

use rhai::Dynamic;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A number that must be whole, as an author may write it or a declaration may hand it over.
pub(in crate::script) trait Whole: Copy + Into<Decimal> {
    /// The number; none where it has a fraction or is too large.
    fn whole(self) -> Option<i32>;
}

impl Whole for i64 {
    fn whole(self) -> Option<i32> {
        self.try_into().ok()
    }
}

impl Whole for Decimal {
    fn whole(self) -> Option<i32> {
        self.is_integer().then(|| self.to_i32())?
    }
}

/// The number as scripts hold it: a whole one in the form in which it counts, goes through a range and stands as a place in a list.
pub(in crate::script) fn held(number: Decimal) -> Dynamic {
    number.whole().map_or_else(|| Dynamic::from_decimal(number), |whole| Dynamic::from_int(whole.into()))
}

/// The value as a number, where it is one.
pub(in crate::script) fn number(value: &Dynamic) -> Option<Decimal> {
    value.as_decimal().ok().or_else(|| value.as_int().ok().map(Decimal::from))
}
