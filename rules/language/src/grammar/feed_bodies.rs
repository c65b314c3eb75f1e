//! What a feed says of how its files name bodies.

use super::table::{Key, OPTIONAL, ValueType};

pub(super) const BODIES: Key = Key {
    name: "bodies",
    holds: ValueType::Words(&["by-code", "by-name"]),
    default: "\"by-code\"",
    example: "\"by-name\"",
    meaning: "How the files name bodies: `by-code`, by ids and codes, which is the default; or `by-name`, by names as the register has them, but for capital letters and blanks. A name that two bodies have at once is set aside.",
    ..OPTIONAL
};

pub(super) const NAME_COLUMN: Key = Key {
    name: "name",
    holds: ValueType::Text,
    example: "\"area_name\"",
    meaning: "The column of the names of bodies beside their codes; `remit register` takes them for bodies that the register lacks.",
    ..OPTIONAL
};
