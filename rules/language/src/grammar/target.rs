//! `[[target]]`: values for measures by a day.

use super::authority::AUTHORITY;
use super::exception::TARGET_EXCEPT;
use super::table::{Key, Named, OPTIONAL, Others, REQUIRED, Relation, TableType, ValueType};

pub(super) static TARGET: TableType = TableType {
    id: "target",
    name: "[[target]]",
    meaning: "A value for a measure by a day.",
    keys: &[
        Key {
            name: "measure",
            holds: ValueType::Name(Named::Measure),
            example: "\"referrals\"",
            meaning: "The measure.",
            ..REQUIRED
        },
        Key {
            name: "body",
            holds: ValueType::Name(Named::Body),
            example: "\"england\"",
            meaning: "Whom it is set for; everyone where nobody is named.",
            ..OPTIONAL
        },
        Key {
            name: "from",
            holds: ValueType::Day,
            example: "\"2024-01-01\"",
            meaning: "The first day on which it was in force.",
            ..REQUIRED
        },
        Key {
            name: "until",
            holds: ValueType::Day,
            example: "\"2025-03-31\"",
            meaning: "The last day on which it was in force.",
            ..OPTIONAL
        },
        Key {
            name: "value",
            holds: ValueType::Number,
            example: "78",
            meaning: "The value, in the measure's unit.",
            ..OPTIONAL
        },
        Key {
            name: "by",
            holds: ValueType::Day,
            example: "\"2025-03-31\"",
            meaning: "The day by which the value is to be reached.",
            ..OPTIONAL
        },
        Key {
            name: "points",
            holds: ValueType::List { of: &ValueType::Table(&POINT), least: 1 },
            example: "[{ by = \"2024-03-31\", value = 76 }, { by = \"2025-03-31\", value = 78 }]",
            meaning: "The points of a trajectory, in rising order.",
            ..OPTIONAL
        },
        AUTHORITY,
        TARGET_EXCEPT,
    ],
    relations: &[Relation::OneOf(&[&["value"], &["points"]])],
    others: Others::Refused,
};

pub(super) static POINT: TableType = TableType {
    id: "point",
    name: "{ by = .., value = .. }",
    meaning: "A value by a day.",
    keys: &[
        Key { name: "by", holds: ValueType::Day, example: "\"2025-03-31\"", meaning: "The day.", ..REQUIRED },
        Key {
            name: "value",
            holds: ValueType::Number,
            example: "78",
            meaning: "The value, in the measure's unit.",
            ..REQUIRED
        },
    ],
    relations: &[],
    others: Others::Refused,
};
