//! Tests of a plugin.

use super::plugin_outcome::EXPECT;
use super::table::{Key, OPTIONAL, Others, REQUIRED, Relation, TableType, ValueType};

pub(super) static PLUGIN_TEST_FILE: TableType = TableType {
    id: "",
    name: "the file",
    meaning: "Tests of one plugin of a Remit project. No network and no project is touched.",
    keys: &[Key {
        name: "test",
        holds: ValueType::List { of: &ValueType::Table(&PLUGIN_TEST), least: 1 },
        meaning: "Tests.",
        ..REQUIRED
    }],
    relations: &[],
    others: Others::Refused,
};

pub(super) static PLUGIN_TEST: TableType = TableType {
    id: "test",
    name: "[[test]]",
    meaning: "One test: what the plugin is given, and what must come of it.",
    keys: &[
        Key {
            name: "name",
            holds: ValueType::Text,
            example: "\"two regions come to two rows\"",
            meaning: "What it holds.",
            ..REQUIRED
        },
        Key {
            name: "file",
            holds: ValueType::Text,
            example: "\"sample.json\"",
            meaning: "A file for a reader, beside the file of tests; in place of `text`.",
            ..OPTIONAL
        },
        Key {
            name: "text",
            holds: ValueType::Verbatim,
            example: "\"region,2024-Q1\\nnorth,5\"",
            meaning: "The text of a file for a reader; in place of `file`.",
            ..OPTIONAL
        },
        Key {
            name: "settings",
            holds: ValueType::ByName(&ValueType::Anything),
            example: "{ measure = \"referrals\" }",
            meaning: "What a project would tell the plugin, by the names in its manifest.",
            ..OPTIONAL
        },
        Key {
            name: "paths",
            holds: ValueType::ByName(&ValueType::Verbatim),
            example: "{ \"codes/a.csv\" = \"a,b\" }",
            meaning: "Files of the project that it would be handed, with their texts.",
            ..OPTIONAL
        },
        Key {
            name: "message",
            holds: ValueType::Table(&MESSAGE),
            example: "{ kind = \"alert.firing\", subject = \"…\" }",
            meaning: "The message that a notifier or a hook is given.",
            ..OPTIONAL
        },
        Key {
            name: "answer",
            holds: ValueType::Table(&ANSWER),
            example: "{ status = 202 }",
            meaning: "The answer of a service, for `judge` of a notifier.",
            ..OPTIONAL
        },
        Key {
            name: "notifiers",
            holds: ValueType::List { of: &ValueType::Text, least: 0 },
            example: "[\"board\"]",
            meaning: "The names of the notifiers that a hook may choose from.",
            ..OPTIONAL
        },
        Key {
            name: "expect",
            holds: ValueType::Table(&EXPECT),
            example: "{ rows = [] }",
            meaning: "What must come of it: exactly one thing.",
            ..REQUIRED
        },
    ],
    relations: &[Relation::NotBoth("file", "text")],
    others: Others::Refused,
};

pub(super) static MESSAGE: TableType = TableType {
    id: "message",
    name: "`message`",
    meaning: "A message as a notifier or a hook is given it.",
    keys: &[
        Key {
            name: "id",
            holds: ValueType::Verbatim,
            example: "\"m1\"",
            meaning: "Its id, the same at each attempt.",
            ..OPTIONAL
        },
        Key {
            name: "at",
            holds: ValueType::Moment,
            example: "\"2024-08-31T12:00:00Z\"",
            meaning: "When it was queued, such as 2024-08-31T12:00:00Z.",
            ..OPTIONAL
        },
        Key {
            name: "kind",
            holds: ValueType::Verbatim,
            example: "\"alert.firing\"",
            meaning: "Such as `alert.firing`.",
            ..OPTIONAL
        },
        Key {
            name: "subject",
            holds: ValueType::Verbatim,
            example: "\"Missed\"",
            meaning: "Its first line.",
            ..OPTIONAL
        },
        Key {
            name: "text",
            holds: ValueType::Verbatim,
            example: "\"HM Prison Service missed\"",
            meaning: "The rest of it.",
            ..OPTIONAL
        },
        Key {
            name: "alert",
            holds: ValueType::ByName(&ValueType::Anything),
            example: "{ mission = \"homelessness\" }",
            meaning: "The alert, as the JSON of messages has it.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static ANSWER: TableType = TableType {
    id: "answer",
    name: "`answer`",
    meaning: "What a service answers.",
    keys: &[
        Key {
            name: "status",
            holds: ValueType::Whole { least: 100, most: 599 },
            example: "202",
            meaning: "The status, such as 202.",
            ..OPTIONAL
        },
        Key { name: "body", holds: ValueType::Verbatim, example: "\"ok\"", meaning: "The body.", ..OPTIONAL },
    ],
    relations: &[],
    others: Others::Refused,
};
