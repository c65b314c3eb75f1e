//! Documents that are owed in the place of figures, and the days by which things are owed.

use super::table::{Key, Named, OPTIONAL, Others, REQUIRED, TableType, ValueType};

pub(super) static DOCUMENT: TableType = TableType {
    id: "document",
    name: "`document`",
    meaning: "A document with an id of its own.",
    keys: &[
        Key {
            name: "id",
            holds: ValueType::NewId,
            example: "\"workforce-plan\"",
            meaning: "Its stable id, by which feeds report papers of it.",
            ..REQUIRED
        },
        Key {
            name: "title",
            holds: ValueType::Text,
            example: "\"NHS workforce plan\"",
            meaning: "What it is called, as it stands within a sentence.",
            ..REQUIRED
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static BY: TableType = TableType {
    id: "by",
    name: "`by`",
    meaning: "A day that comes round, by which a document is owed each time.",
    keys: &[
        Key {
            name: "every",
            holds: ValueType::Either(&[
                ValueType::Words(&["month", "quarter", "financial-year", "academic-year", "year"]),
                ValueType::Name(Named::Cadence),
            ]),
            example: "\"year\"",
            meaning: "How often.",
            ..REQUIRED
        },
        Key {
            name: "on",
            holds: ValueType::Either(&[ValueType::Text, ValueType::Whole { least: 1, most: 31 }]),
            example: "\"31 October\"",
            meaning: "The day: of a year with its month, such as `second Thursday of October`; of a quarter's last month, or of a month, its number, its weekday or its working day, such as `last Friday` or `last working day`; or so long after the end of either, such as `10 working days after the end`.",
            ..REQUIRED
        },
        Key {
            name: "from",
            holds: ValueType::Period,
            example: "2025",
            meaning: "The first year, quarter or month.",
            ..REQUIRED
        },
    ],
    relations: &[],
    others: Others::Refused,
};

/// In the place of `measure`.
pub(super) const DOCUMENT_KEY: Key = Key {
    name: "document",
    holds: ValueType::Either(&[ValueType::Text, ValueType::Table(&DOCUMENT)]),
    example: "\"NHS workforce plan\"",
    meaning: "The document that is owed in the place of figures, by its title, of which its id is made; see docs/documents.md. Without a \
              rule it is judged by `in-force`.",
    ..OPTIONAL
};

pub(super) const BY_KEY: Key = Key {
    name: "by",
    holds: ValueType::Either(&[ValueType::Day, ValueType::Table(&BY)]),
    example: "2026-03-31",
    meaning: "The day by which it is owed, or one that comes round; in the place of `every`, `from` and `until`. With a measure it is a \
              milestone: judged by the last period that ends by then.",
    ..OPTIONAL
};
