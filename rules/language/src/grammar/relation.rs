//! `[[relation]]`, and the rows of `relations.csv`: how two things of a project hang together.

use super::table::{Key, Named, OPTIONAL, Others, REQUIRED, TableType, ValueType};

/// A length of time in months or years.
const DELAY: &str = "^[1-9][0-9]{0,2} (months?|years?)$";

pub(super) static RELATION: TableType = TableType {
    id: "relation",
    name: "[[relation]]",
    meaning: "A tie between two parties. Its id is that of a body too, so that figures can be about it.",
    keys: KEYS,
    relations: &[],
    others: Others::Refused,
};

/// The columns of `relations.csv`, in which each row says what a table says.
pub static RELATIONS: TableType = TableType {
    id: "relations",
    name: "relations.csv",
    meaning: "Relations, one to a row, with the keys of [[relation]] as columns.",
    keys: KEYS,
    relations: &[],
    others: Others::Refused,
};

const KEYS: &[Key] = &[
    Key {
        name: "id",
        holds: ValueType::NewId,
        example: "\"winter-fund\"",
        meaning: "Its stable id, which no body and no other relation has.",
        ..REQUIRED
    },
    Key {
        name: "kind",
        holds: ValueType::Name(Named::RelationKind),
        example: "\"funds\"",
        meaning: "`funds`, `reports-to`, `benefits-after`, `drives`, `proxy-for`, `owed-to`, or a word of your own.",
        ..REQUIRED
    },
    Key {
        name: "title",
        holds: ValueType::Text,
        example: "\"Winter Fund\"",
        meaning: "Its title, as people know it; the id where it has none.",
        ..OPTIONAL
    },
    Key {
        name: "from",
        holds: ValueType::Name(Named::Party),
        example: "\"treasury\"",
        meaning: "Where it begins: a body, `measure:id`, `mission/obligation` or `mission:id`.",
        ..REQUIRED
    },
    Key {
        name: "to",
        holds: ValueType::Name(Named::Party),
        example: "\"measure:delayed-discharges\"",
        meaning: "Where it leads, written in the same way.",
        ..REQUIRED
    },
    Key {
        name: "at",
        holds: ValueType::Name(Named::Body),
        example: "\"north\"",
        meaning: "The place where it applies; its figures add up to those of that place.",
        ..OPTIONAL
    },
    Key {
        name: "opened",
        holds: ValueType::Day,
        example: "\"2025-04-01\"",
        meaning: "Its first day.",
        ..OPTIONAL
    },
    Key {
        name: "closes",
        holds: ValueType::Day,
        example: "\"2026-03-31\"",
        meaning: "Its last day. Nothing is owed by it or about it for periods that end later.",
        ..OPTIONAL
    },
    Key {
        name: "share",
        holds: ValueType::Number,
        example: "0.4",
        meaning: "How much of the whole it is, from 0 to 1. Those of one kind from one party come to 1 at the most.",
        ..OPTIONAL
    },
    Key {
        name: "size",
        holds: ValueType::Name(Named::Measure),
        example: "\"pot\"",
        meaning: "Of `funds`: the measure that says how large it is, reported about the relation itself. Where its figure falls, what it pays for is to be accepted anew.",
        ..OPTIONAL
    },
    Key {
        name: "after",
        holds: ValueType::Shaped(DELAY),
        example: "\"3 years\"",
        meaning: "Of `benefits-after`: how long after the first day the benefit may be expected.",
        ..OPTIONAL
    },
    Key {
        name: "credit",
        holds: ValueType::Number,
        example: "0.6",
        meaning: "Of `benefits-after`: how much of the credit goes to where it begins, from 0 to 1.",
        ..OPTIONAL
    },
];
