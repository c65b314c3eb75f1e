//! What happens in the middle of a rule test: the texts change, an official responds.

use super::check::WORDING;
use super::table::{Key, Named, OPTIONAL, Others, REQUIRED, Relation, TableType, ValueType};

pub(super) static RELOAD: TableType = TableType {
    id: "reload",
    name: "[[test.reload]]",
    meaning: "The project's texts change.",
    keys: &[
        Key { name: "at", holds: ValueType::Moment, example: "\"2024-01-01\"", meaning: "When.", ..REQUIRED },
        Key {
            name: "edit",
            holds: ValueType::List { of: &ValueType::Table(&EDIT), least: 0 },
            meaning: "Texts exchanged for others.",
            ..OPTIONAL
        },
        Key {
            name: "write",
            holds: ValueType::ByName(&ValueType::Verbatim),
            example: "{ \"rules/mild.rhai\" = \"…\" }",
            meaning: "New texts by their paths.",
            ..OPTIONAL
        },
        Key {
            name: "remove",
            holds: ValueType::List { of: &ValueType::Text, least: 0 },
            example: "[\"missions/old.toml\"]",
            meaning: "Paths of files that are taken away.",
            ..OPTIONAL
        },
        Key {
            name: "refused",
            holds: ValueType::List { of: &ValueType::Text, least: 0 },
            example: "[\"missions/homelessness.toml\"]",
            meaning: "The declarations that the change breaks.",
            ..OPTIONAL
        },
    ],
    relations: &[Relation::AnyOf(&["edit", "write", "remove"])],
    others: Others::Refused,
};

pub(super) static EDIT: TableType = TableType {
    id: "edit",
    name: "[[test.reload.edit]]",
    meaning: "One text exchanged for another.",
    keys: &[
        Key {
            name: "file",
            holds: ValueType::Text,
            example: "\"rules/keep-pace.rhai\"",
            meaning: "The path of the file within the project.",
            ..REQUIRED
        },
        Key {
            name: "from",
            holds: ValueType::Text,
            example: "\"0.8\"",
            meaning: "What stands there, once.",
            ..REQUIRED
        },
        Key {
            name: "to",
            holds: ValueType::Verbatim,
            example: "\"0.5\"",
            meaning: "What stands there then.",
            ..REQUIRED
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static RESPONSE: TableType = TableType {
    id: "response",
    name: "[[test.response]]",
    meaning: "What an official says to an alert, as with `remit respond`.",
    keys: &[
        Key {
            name: "at",
            holds: ValueType::Moment,
            example: "\"2024-06-01\"",
            meaning: "When it is said.",
            ..REQUIRED
        },
        Key {
            name: "alert",
            holds: ValueType::Name(Named::Alert),
            example: "\"mission/obligation\"",
            meaning: "The alert, such as `homelessness/duty-to-refer`.",
            ..REQUIRED
        },
        Key {
            name: "contribution",
            holds: ValueType::Text,
            example: "\"adult_prison\"",
            meaning: "The contribution that it is about; all that broke the obligation where none is named.",
            ..OPTIONAL
        },
        Key {
            name: "periods",
            holds: ValueType::List { of: &ValueType::Verbatim, least: 0 },
            example: "[\"2024-Q1\"]",
            meaning: "The periods that it is about; those of the alert where none is named.",
            ..OPTIONAL
        },
        Key {
            name: "kind",
            holds: ValueType::Words(&[
                "accept", "explain", "dispute", "extend", "waive", "document", "group", "withdraw",
            ]),
            example: "\"accept\"",
            meaning: "What kind of answer it is.",
            ..REQUIRED
        },
        Key {
            name: "by",
            holds: ValueType::Text,
            example: "\"Ann Hay\"",
            meaning: "Who says it.",
            ..REQUIRED
        },
        Key {
            name: "approver",
            holds: ValueType::Text,
            example: "\"Bob Lee\"",
            meaning: "Who approves it; an extension and a waiver need somebody other than `by`.",
            ..OPTIONAL
        },
        Key {
            name: "until",
            holds: ValueType::Day,
            example: "\"2024-12-31\"",
            meaning: "The last day on which it counts, on which the document is in force, or by which the group is to reach what it is opened for.",
            ..OPTIONAL
        },
        Key {
            name: "title",
            holds: ValueType::Text,
            example: "\"NHS workforce plan 2026\"",
            meaning: "What the document is called that it reports.",
            ..OPTIONAL
        },
        Key {
            name: "from",
            holds: ValueType::Day,
            example: "\"2026-04-01\"",
            meaning: "The first day on which that document is in force; the day of the response where it is not said.",
            ..OPTIONAL
        },
        Key {
            name: "link",
            holds: ValueType::Text,
            example: "\"https://www.gov.uk/plan\"",
            meaning: "Where that document can be read.",
            ..OPTIONAL
        },
        Key {
            name: "members",
            holds: ValueType::List { of: &ValueType::Text, least: 1 },
            example: "[\"mhclg\", \"Ann Hay\"]",
            meaning: "Who is in the group that it opens: bodies by their ids, and people in posts by their names.",
            ..OPTIONAL
        },
        Key {
            name: "exit_test",
            holds: ValueType::Text,
            default: "\"met\"",
            example: "\"met:2\"",
            meaning: "What must hold for that group to close: `met`, an obligation or a document, as with `remit respond`.",
            ..OPTIONAL
        },
        Key {
            name: "value",
            holds: ValueType::Number,
            example: "0.95",
            meaning: "The figure that a `forecast` expects.",
            ..OPTIONAL
        },
        Key {
            name: "for",
            holds: ValueType::Text,
            example: "\"2026-Q1\"",
            meaning: "The period of which a `forecast` expects it, or a day in it.",
            ..OPTIONAL
        },
        Key {
            name: "reason",
            holds: ValueType::Text,
            example: "\"The new system lost a month of referrals\"",
            meaning: "Why.",
            ..OPTIONAL
        },
        Key {
            name: "refused",
            holds: WORDING,
            example: "{ contains = \"another person\" }",
            meaning: "What is said to a person who may not respond so; the test then expects a refusal.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};
