//! Figures as people write them, with their units.

use engine::model::Unit;
use rust_decimal::{Decimal, RoundingStrategy};
use std::fmt::Write as _;

use crate::unit_words::singular;

/// A figure with thousands separated: `12,345.6`.
pub fn number(value: Decimal) -> String {
    grouped(&value.normalize().to_string())
}

/// The number of decimal places, at least so many, with which two numbers read differently; so many where they are equal.
pub fn places_apart(one: Decimal, other: Decimal, least: u32) -> u32 {
    let read_differently = |places: &u32| rounded(one, *places) != rounded(other, *places);
    if one == other { least } else { (least..=Decimal::MAX_SCALE).find(read_differently).unwrap_or(least) }
}

/// A figure cut to so many decimal places for reading. Halves go away from zero, as people do it.
pub fn rounded(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// A figure with the unit of its measure: `75.2%`, `£1,200`, `12 households`.
pub fn with_unit(figure: &str, unit: Option<&Unit>) -> String {
    match unit {
        Some(Unit::Percent) => format!("{figure}%"),
        Some(Unit::Pounds) => format!("£{figure}"),
        Some(Unit::Other(unit)) if matches!(figure, "1" | "-1") => format!("{figure} {}", singular(unit)),
        Some(Unit::Other(unit)) => format!("{figure} {unit}"),
        Some(Unit::Count | Unit::Document) | None => figure.to_owned(),
    }
}

pub(super) fn grouped(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (whole, fraction) =
        digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        write!(text, ".{fraction}").expect("writing to a string cannot fail");
    }
    text
}
