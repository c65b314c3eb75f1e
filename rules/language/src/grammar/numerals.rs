//! How a file writes its numbers: keys of `[feed.table]`.

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
