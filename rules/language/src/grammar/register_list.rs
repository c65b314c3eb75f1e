//! `register` in `remit.toml`: lists of organisations as others publish them.

use super::table::{Key, OPTIONAL, Others, REQUIRED, TableType, ValueType};

pub(super) const REGISTER_LISTS: Key = Key {
    name: "register",
    holds: ValueType::Either(&[
        ValueType::Table(&REGISTER_LIST),
        ValueType::List { of: &ValueType::Table(&REGISTER_LIST), least: 0 },
    ]),
    example: "{ file = \"etr.csv\", format = \"ods-csv\", kind = \"nhs-trust\" }",
    meaning: "Lists of organisations as others publish them, beside bodies.csv, whose own rows go before.",
    ..OPTIONAL
};

pub(super) static REGISTER_LIST: TableType = TableType {
    id: "register_list",
    name: "`register`",
    meaning: "A list of organisations as its publisher writes it.",
    keys: &[
        Key {
            name: "file",
            holds: ValueType::Text,
            example: "\"etr.csv\"",
            meaning: "Its file, within the project.",
            ..REQUIRED
        },
        Key {
            name: "format",
            holds: ValueType::Words(&["ods-csv", "ons-code-history"]),
            example: "\"ods-csv\"",
            meaning: "`ods-csv`: a file of the NHS' Organisation Data Service; `ons-code-history`: ChangeHistory.csv of the Code History Database of the Office for National Statistics.",
            ..REQUIRED
        },
        Key {
            name: "changes",
            holds: ValueType::Text,
            example: "\"Changes.csv\"",
            meaning: "The file of that database that says which code followed which; without it, nobody has successors.",
            ..OPTIONAL
        },
        Key {
            name: "kind",
            holds: ValueType::Text,
            example: "\"nhs-trust\"",
            meaning: "The kind of all its bodies; without it, codes of the Office for National Statistics say it themselves.",
            ..OPTIONAL
        },
        Key {
            name: "only",
            holds: ValueType::List { of: &ValueType::Text, least: 1 },
            example: "[\"E06\", \"E07\"]",
            meaning: "How the codes begin that are taken; by default all of them, or those of councils, regions, nations and other authorities.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};
