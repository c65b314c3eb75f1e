//! What a test of a plugin expects of it.

use super::table::{Key, OPTIONAL, Others, Relation, TableType, ValueType};

pub(super) static EXPECT: TableType = TableType {
    id: "expect",
    name: "`expect`",
    meaning: "Exactly one of these.",
    keys: &[
        Key {
            name: "rows",
            holds: ValueType::List { of: &ValueType::Table(&ROW), least: 0 },
            example: "[{ body = \"north\", value = 5 }]",
            meaning: "Every row that a reader makes, in order.",
            ..OPTIONAL
        },
        Key {
            name: "request",
            holds: ValueType::Table(&REQUEST),
            example: "{ method = \"POST\" }",
            meaning: "Parts of the request that a notifier makes.",
            ..OPTIONAL
        },
        Key {
            name: "judgement",
            holds: ValueType::Words(&["taken", "retry", "refused"]),
            example: "\"taken\"",
            meaning: "What a notifier makes of the answer.",
            ..OPTIONAL
        },
        Key {
            name: "message",
            holds: ValueType::Table(&CHANGED),
            example: "{ route = [\"board\"] }",
            meaning: "Parts of what a hook makes of the message.",
            ..OPTIONAL
        },
        Key {
            name: "error",
            holds: ValueType::Text,
            example: "\"no column\"",
            meaning: "Words that the error holds.",
            ..OPTIONAL
        },
    ],
    relations: &[Relation::AtLeast(1), Relation::AtMost(1)],
    others: Others::Refused,
};

pub(super) static ROW: TableType = TableType {
    id: "row",
    name: "a row",
    meaning: "A row of a reader.",
    keys: &[
        Key {
            name: "measure",
            holds: ValueType::Verbatim,
            example: "\"referrals\"",
            meaning: "A measure's id or code.",
            ..OPTIONAL
        },
        Key {
            name: "body",
            holds: ValueType::Verbatim,
            example: "\"north\"",
            meaning: "A body's id or code.",
            ..OPTIONAL
        },
        Key {
            name: "period",
            holds: ValueType::Verbatim,
            example: "\"2024-Q1\"",
            meaning: "The period.",
            ..OPTIONAL
        },
        Key {
            name: "value",
            holds: ValueType::Either(&[ValueType::Number, ValueType::Verbatim]),
            example: "5",
            meaning: "The figure, as a number or a text.",
            ..OPTIONAL
        },
        Key {
            name: "absent",
            holds: ValueType::Words(&[
                "not-available",
                "not-applicable",
                "confidential",
                "unreliable",
                "blank",
            ]),
            example: "\"not-available\"",
            meaning: "Why there is none, in place of `value`.",
            ..OPTIONAL
        },
        Key {
            name: "status",
            holds: ValueType::Verbatim,
            example: "\"final\"",
            meaning: "How settled it is.",
            ..OPTIONAL
        },
        Key {
            name: "unit",
            holds: ValueType::Verbatim,
            example: "\"households\"",
            meaning: "Its unit.",
            ..OPTIONAL
        },
        Key {
            name: "vintage",
            holds: ValueType::Verbatim,
            example: "\"2024-08-31\"",
            meaning: "When it became known.",
            ..OPTIONAL
        },
        Key {
            name: "line",
            holds: ValueType::Whole { least: 1, most: 4_294_967_295 },
            example: "2",
            meaning: "The line in the file.",
            ..OPTIONAL
        },
        Key {
            name: "refuse",
            holds: ValueType::Verbatim,
            example: "\"no such region\"",
            meaning: "Why the row is set aside.",
            ..OPTIONAL
        },
        Key {
            name: "skip",
            holds: ValueType::Verbatim,
            example: "\"a total\"",
            meaning: "Why the row is none of the feed's business.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Allowed,
};

pub(super) static REQUEST: TableType = TableType {
    id: "request",
    name: "a request",
    meaning: "Parts of a request.",
    keys: &[
        Key {
            name: "method",
            holds: ValueType::Verbatim,
            example: "\"POST\"",
            meaning: "Such as `POST`.",
            ..OPTIONAL
        },
        Key {
            name: "url",
            holds: ValueType::Verbatim,
            example: "\"https://example.org/hook\"",
            meaning: "Where it goes.",
            ..OPTIONAL
        },
        Key {
            name: "headers",
            holds: ValueType::ByName(&ValueType::Verbatim),
            example: "{ content-type = \"application/json\" }",
            meaning: "Headers, with names in small letters.",
            ..OPTIONAL
        },
        Key {
            name: "body",
            holds: ValueType::Anything,
            example: "{ title = \"Missed\" }",
            meaning: "The body: a table where it is JSON, and otherwise a text.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Allowed,
};

pub(super) static CHANGED: TableType = TableType {
    id: "changed",
    name: "a message",
    meaning: "Parts of a message after a hook.",
    keys: &[
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
            meaning: "The rest of it, with what was added.",
            ..OPTIONAL
        },
        Key {
            name: "alert",
            holds: ValueType::ByName(&ValueType::Anything),
            example: "{ labels = { team = \"a\" } }",
            meaning: "The alert's JSON, with labels that were added.",
            ..OPTIONAL
        },
        Key {
            name: "route",
            holds: ValueType::List { of: &ValueType::Verbatim, least: 0 },
            example: "[\"board\"]",
            meaning: "The notifiers that it goes to.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Allowed,
};
