//! `[[test.target]]`: a target of a rule test's own.

use super::series::{BODY, MEASURE};
use super::table::{Key, Others, REQUIRED, TableType, ValueType};

pub(super) static TEST_TARGET: TableType = TableType {
    id: "test_target",
    name: "[[test.target]]",
    meaning: "A target that holds throughout the test, in the place of those that the project declares.",
    keys: &[
        Key { meaning: "The measure that it is set for.", is_required: true, ..MEASURE },
        Key {
            meaning: "Whom it is set for; without it every body, also those that have a target of their own.",
            ..BODY
        },
        Key {
            name: "value",
            holds: ValueType::Number,
            example: "78",
            meaning: "The value that is to be reached, in every period.",
            ..REQUIRED
        },
    ],
    relations: &[],
    others: Others::Refused,
};
