//! Several bodies at once.

use super::table::{Key, Named, Others, REQUIRED, TableType, ValueType};

pub(super) static BODIES_OF_KIND: TableType = TableType {
    id: "kind_group",
    name: "a group of bodies",
    meaning: "Every body of one kind.",
    keys: &[Key {
        name: "kind",
        holds: ValueType::Name(Named::BodyKind),
        example: "\"council\"",
        meaning: "The kind, as bodies.csv has it.",
        ..REQUIRED
    }],
    relations: &[],
    others: Others::Refused,
};

/// Every body of one kind, or a list of bodies.
pub(super) const GROUP: ValueType = ValueType::Either(&[
    ValueType::Table(&BODIES_OF_KIND),
    ValueType::List { of: &ValueType::Name(Named::Body), least: 0 },
]);
