//! What an entry of `values` does to the columns of a figure.

use super::table::{Key, OPTIONAL, ValueType};

/// The column of a figure, or those whose sum it is.
pub(super) const COLUMNS_OF_FIGURE: ValueType =
    ValueType::Either(&[ValueType::Text, ValueType::List { of: &ValueType::Text, least: 1 }]);

pub(super) const SUM: Key = Key {
    name: "sum",
    holds: COLUMNS_OF_FIGURE,
    example: "[\"type_1\", \"type_2\"]",
    meaning: "Another word for a list of `columns`.",
    ..OPTIONAL
};

pub(super) const ONE_MINUS: Key = Key {
    name: "one_minus",
    holds: COLUMNS_OF_FIGURE,
    example: "\"share_seen_late\"",
    meaning: "The column of a share from 0 to 1, or of a percentage with its sign, of which the figure is the rest.",
    ..OPTIONAL
};

pub(super) const MINUS: Key = Key {
    name: "minus",
    holds: COLUMNS_OF_FIGURE,
    example: "\"of_which_elsewhere\"",
    meaning: "The column that is taken away from the others, or a list of them; a mark in any of them makes the figure absent for that reason.",
    ..OPTIONAL
};

pub(super) const TIMES: Key = Key {
    name: "times",
    holds: ValueType::Number,
    example: "1000",
    meaning: "What the figure is multiplied by, such as 1000 where the file counts in thousands.",
    ..OPTIONAL
};

pub(super) const DIVIDED_BY: Key = Key {
    name: "divided_by",
    holds: ValueType::Number,
    example: "100",
    meaning: "What the figure is divided by, such as 100 where the file writes a share as a percentage. What is not exact is set aside.",
    ..OPTIONAL
};
