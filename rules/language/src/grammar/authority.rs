//! `authority`: which law, promise or minute says that something is owed.

use super::table::{Key, OPTIONAL, Others, REQUIRED, TableType, ValueType};

pub(super) static AUTHORITY_TABLE: TableType = TableType {
    id: "authority",
    name: "`authority`",
    meaning: "A law, a promise or a minute that says so.",
    keys: &[
        Key {
            name: "title",
            holds: ValueType::Text,
            example: "\"Homelessness Reduction Act 2017\"",
            meaning: "What people call it.",
            ..REQUIRED
        },
        Key {
            name: "link",
            holds: ValueType::Text,
            example: "\"https://www.legislation.gov.uk/ukpga/2017/13\"",
            meaning: "Where it can be read: an address that begins with `https://` or `http://`.",
            ..OPTIONAL
        },
        Key {
            name: "paragraph",
            holds: ValueType::Text,
            example: "\"s. 213B\"",
            meaning: "The part of it that says so.",
            ..OPTIONAL
        },
        Key {
            name: "checked",
            holds: ValueType::Day,
            example: "2026-03-01",
            meaning: "The day on which somebody last saw that it still says so.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

/// One of them, or its title alone.
const ONE: ValueType = ValueType::Either(&[ValueType::Text, ValueType::Table(&AUTHORITY_TABLE)]);

/// The key `authority`, with the meaning that it has everywhere.
pub(super) const AUTHORITY: Key = Key {
    name: "authority",
    holds: ValueType::Either(&[
        ValueType::Text,
        ValueType::Table(&AUTHORITY_TABLE),
        ValueType::List { of: &ONE, least: 1 },
    ]),
    example: "{ title = \"Homelessness Reduction Act 2017\", paragraph = \"s. 213B\" }",
    meaning: "Which law, promise or minute says so: a title alone, a table, or a list of these.",
    ..OPTIONAL
};
