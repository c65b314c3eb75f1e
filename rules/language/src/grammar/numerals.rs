//! How a file writes its numbers and its dates: keys of `[feed.table]`.

use super::table::{Key, OPTIONAL, ValueType};

pub(super) const DECIMAL: Key = Key {
    name: "decimal",
    holds: ValueType::Words(&[".", ","]),
    default: "\".\"",
    example: "\",\"",
    meaning: "What stands before the decimals of a number: a stop, which is the default, or a comma.",
    ..OPTIONAL
};

pub(super) const THOUSANDS: Key = Key {
    name: "thousands",
    holds: ValueType::Words(&[",", ".", " ", "'"]),
    example: "\".\"",
    meaning: "What parts thousands: a comma, which is the default where decimals follow a stop; a stop; a blank, no-break and thin ones too; or an apostrophe.",
    ..OPTIONAL
};

pub(super) const DATES: Key = Key {
    name: "dates",
    holds: ValueType::Words(&["day-first", "month-first"]),
    example: "\"month-first\"",
    meaning: "Which comes first in a date of three numbers that ends with the year: the day, as Britain writes it, or the month, as America does. Without it a date that may be either is set aside.",
    ..OPTIONAL
};
