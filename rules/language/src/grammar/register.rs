//! `bodies.csv`: the columns of the register.

use super::table::{Key, Named, OPTIONAL, Others, REQUIRED, TableType, ValueType};

pub static REGISTER: TableType = TableType {
    id: "bodies",
    name: "the register",
    meaning: "The organisations of a project, one to a row.",
    keys: &[
        Key {
            name: "id",
            holds: ValueType::NewId,
            example: "mhclg",
            meaning: "Its stable id, by which other files name it.",
            ..REQUIRED
        },
        Key {
            name: "name",
            holds: ValueType::Text,
            example: "Home Office",
            meaning: "Its name, as people know it.",
            ..REQUIRED
        },
        Key {
            name: "kind",
            holds: ValueType::Text,
            example: "department",
            meaning: "What kind of body it is; missions name all bodies of a kind at once.",
            ..OPTIONAL
        },
        Key {
            name: "parent",
            holds: ValueType::Name(Named::Body),
            example: "ministry-of-justice",
            meaning: "The body that it is a part of.",
            ..OPTIONAL
        },
        Key {
            name: "jurisdiction",
            holds: ValueType::Text,
            example: "scotland",
            meaning: "Whose bank holidays it keeps: a division of the bank-holiday file of `[calendar]`. An empty one is that of its parent, and at the top that of the project.",
            ..OPTIONAL
        },
        Key {
            name: "opened",
            holds: ValueType::Day,
            example: "2018-01-08",
            meaning: "Its first day.",
            ..OPTIONAL
        },
        Key {
            name: "closed",
            holds: ValueType::Day,
            example: "2025-03-31",
            meaning: "Its last day.",
            ..OPTIONAL
        },
        Key {
            name: "successors",
            holds: ValueType::List { of: &ValueType::Name(Named::Body), least: 0 },
            example: "north-council;south-council",
            meaning: "The bodies that took its duties over, separated by `;`. Where there is exactly one, its figures stand \
                      for those that the successor has not reported itself.",
            ..OPTIONAL
        },
        Key {
            name: "codes",
            holds: ValueType::List { of: &ValueType::Text, least: 0 },
            example: "E10000002;RXX",
            meaning: "The codes by which feeds name it, separated by `;`.",
            ..OPTIONAL
        },
        Key {
            name: "labels",
            holds: ValueType::List { of: &ValueType::Text, least: 0 },
            example: "region=north;tier=upper",
            meaning: "Labels of your own, separated by `;`, by which rules pick bodies out: `my.bodies(#{ label: \"region\", value: \"north\" })`.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};
