//! `[[person]]` of remit.toml, and the rows of `people.csv`: who holds which post at which body, and when.

use super::table::{
    Key, NAMES_PEOPLE, Named, OPTIONAL, Others, REACHES_PEOPLE, REQUIRED, TableType, ValueType,
};

pub(super) static PERSON: TableType = TableType {
    id: "person",
    name: "[[person]]",
    meaning: "A person in a post. `owner` and the steps of a ladder mean the person who holds it on the day.",
    keys: KEYS,
    relations: &[],
    others: Others::Refused,
};

/// The columns of `people.csv`, in which each row says what a table says.
pub static PEOPLE: TableType = TableType {
    id: "people",
    name: "people.csv",
    meaning: "People in posts, one to a row, with the keys of [[person]] as columns.",
    keys: KEYS,
    relations: &[],
    others: Others::Refused,
};

const KEYS: &[Key] = &[
    Key {
        name: "body",
        holds: ValueType::Name(Named::Body),
        example: "\"mhclg\"",
        meaning: "The body at which the post is.",
        ..REQUIRED
    },
    Key {
        name: "role",
        holds: ValueType::Text,
        example: "\"senior-responsible-owner\"",
        meaning: "What the post is called: `owner`, `senior-responsible-owner`, `board`, or any other word.",
        ..REQUIRED
    },
    Key {
        name: "name",
        holds: ValueType::Text,
        example: "\"Ann Hay\"",
        meaning: "Who holds it. The project knows this person by that, and they can approve while they hold it.",
        is_required: true,
        ..NAMES_PEOPLE
    },
    Key {
        name: "address",
        holds: ValueType::Text,
        example: "\"ann.hay@mhclg.example\"",
        meaning: "Where messages reach them; programs are told.",
        ..REACHES_PEOPLE
    },
    Key {
        name: "from",
        holds: ValueType::Day,
        example: "\"2025-04-01\"",
        meaning: "The first day in the post.",
        ..OPTIONAL
    },
    Key {
        name: "until",
        holds: ValueType::Day,
        example: "\"2026-03-31\"",
        meaning: "The last day.",
        ..OPTIONAL
    },
];
