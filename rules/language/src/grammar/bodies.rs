//! Several bodies at once.

use super::table::{Key, Named, OPTIONAL, Others, Relation, TableType, ValueType};

pub(super) static BODIES_OF_KIND: TableType = TableType {
    id: "kind_group",
    name: "a group of bodies",
    meaning: "Every body of one kind, or every relation of one kind.",
    keys: &[
        Key {
            name: "kind",
            holds: ValueType::Name(Named::BodyKind),
            example: "\"council\"",
            meaning: "The kind of bodies, as bodies.csv has it.",
            ..OPTIONAL
        },
        Key {
            name: "relation",
            holds: ValueType::Name(Named::RelationKind),
            example: "\"funds\"",
            meaning: "The kind of relations, each of which stands for itself as a body does.",
            ..OPTIONAL
        },
    ],
    relations: &[Relation::OneOf(&[&["kind"], &["relation"]])],
    others: Others::Refused,
};

/// Every body of one kind, or a list of bodies.
pub(super) const GROUP: ValueType = ValueType::Either(&[
    ValueType::Table(&BODIES_OF_KIND),
    ValueType::List { of: &ValueType::Name(Named::Body), least: 0 },
]);
