//! What a feed says of breakdowns: which column tells their values apart, what its codes stand for, and how figures are rounded.

use super::table::{Key, OPTIONAL, ValueType};

pub(super) const BREAKDOWN_COLUMNS: Key = Key {
    name: "breakdown",
    holds: ValueType::ByName(&ValueType::Text),
    example: "{ referrer = \"referring_body\" }",
    meaning: "The column that says of which value of a breakdown a figure is: breakdown = column. `total` there is the total of all values.",
    ..OPTIONAL
};

pub(super) const BREAKDOWN_CODES: Key = Key {
    name: "breakdown",
    holds: ValueType::ByName(&ValueType::Text),
    example: "{ AP = \"adult_prison\", TOTAL_DTR = \"total\" }",
    meaning: "Codes of the values of a breakdown: code = value, or `total`.",
    ..OPTIONAL
};

pub(super) const ROUNDING: Key = Key {
    name: "rounding",
    holds: ValueType::Either(&[ValueType::Positive, ValueType::ByName(&ValueType::Positive)]),
    example: "{ region = 10 }",
    meaning: "What figures were rounded to a multiple of: one number for all, or one for the bodies of each kind, where others are exact. A reported total may be so far from the sum of the values of its breakdown.",
    ..OPTIONAL
};
