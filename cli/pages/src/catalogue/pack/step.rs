//! One period of a course, as it is drawn.

use rust_decimal::Decimal;

/// One period.
pub(crate) struct Step {
    pub(crate) label: String,
    pub(crate) value: Option<Decimal>,
    pub(crate) target: Option<Decimal>,
    /// Where the figures would be at their present rate, from the newest of them on.
    pub(crate) expected: Option<Decimal>,
    pub(crate) is_revised: bool,
}
