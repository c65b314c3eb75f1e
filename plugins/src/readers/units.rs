//! Whether what a file says of units fits the measure. It converts nothing.

use engine::model::{Measure, Unit};

use super::excerpt::Excerpt;
use super::figure::Sign;
use super::row_fault::RowFault;

/// Checks the text of a unit column.
pub(super) fn check_text(measure: &Measure, text: &str) -> Result<(), RowFault> {
    let text = text.trim();
    let any_of = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    let fits = match &measure.unit {
        Unit::Count => any_of(&["count", "number", "no", "no.", "n", "households", "people", "persons"]),
        Unit::Percent => any_of(&["%", "percent", "percentage", "per cent"]),
        Unit::Pounds => any_of(&["£", "gbp", "pounds"]),
        Unit::Document => false,
        Unit::Other(own) => own.trim().eq_ignore_ascii_case(text),
    };
    if fits { Ok(()) } else { Err(misfit(measure, text)) }
}

/// Checks a sign that stands beside a figure.
pub(super) fn check_sign(measure: &Measure, sign: Sign) -> Result<(), RowFault> {
    match (sign, &measure.unit) {
        (Sign::Percent, Unit::Percent) | (Sign::Pounds, Unit::Pounds) => Ok(()),
        (Sign::Percent, _) => Err(misfit(measure, "%")),
        (Sign::Pounds, _) => Err(misfit(measure, "£")),
    }
}

pub(super) fn misfit(measure: &Measure, text: &str) -> RowFault {
    RowFault::Unit { text: Excerpt::of(text), measure: measure.id.clone(), expected: measure.unit.clone() }
}
