//! `tests/*.toml`: a rule test and the figures that it is fed.

use super::change::{RELOAD, RESPONSE};
use super::check::{ALERT_RULE_TEST, CHECK};
use super::table::{Key, Named, OPTIONAL, Others, REQUIRED, Relation, TableType, ValueType};

pub(super) static RULE_TEST_FILE: TableType = TableType {
    id: "",
    name: "the file",
    meaning: "Tests of a Remit project's missions and rules.",
    keys: &[Key {
        name: "test",
        holds: ValueType::List { of: &ValueType::Table(&RULE_TEST), least: 0 },
        meaning: "Tests.",
        ..OPTIONAL
    }],
    relations: &[],
    others: Others::Refused,
};

pub(super) static RULE_TEST: TableType = TableType {
    id: "test",
    name: "[[test]]",
    meaning: "One test.",
    keys: &[
        Key {
            name: "name",
            holds: ValueType::Text,
            example: "\"a body that stops reporting is named\"",
            meaning: "What it holds; begin it with `todo_` while it is still to be written.",
            ..REQUIRED
        },
        Key {
            name: "mission",
            holds: ValueType::Name(Named::Mission),
            example: "\"homelessness\"",
            meaning: "The mission that it is about.",
            ..OPTIONAL
        },
        Key {
            name: "start",
            holds: ValueType::Moment,
            example: "\"2024-01-01\"",
            meaning: "When it begins.",
            ..OPTIONAL
        },
        Key {
            name: "input_series",
            holds: ValueType::List { of: &ValueType::Table(&SERIES), least: 0 },
            meaning: "What is reported, and when it arrives.",
            ..OPTIONAL
        },
        Key {
            name: "reload",
            holds: ValueType::List { of: &ValueType::Table(&RELOAD), least: 0 },
            meaning: "Changes of the project's texts in the middle of the test.",
            ..OPTIONAL
        },
        Key {
            name: "response",
            holds: ValueType::List { of: &ValueType::Table(&RESPONSE), least: 0 },
            meaning: "What officials say to alerts in the middle of the test.",
            ..OPTIONAL
        },
        Key {
            name: "check",
            holds: ValueType::List { of: &ValueType::Table(&CHECK), least: 0 },
            meaning: "What must hold at a moment.",
            ..OPTIONAL
        },
        Key {
            name: "alert_rule_test",
            holds: ValueType::List { of: &ValueType::Table(&ALERT_RULE_TEST), least: 0 },
            meaning: "What must hold at a moment, in promtool's words.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static SERIES: TableType = TableType {
    id: "series",
    name: "[[test.input_series]]",
    meaning: "Reports of one measure of one body, period after period.",
    keys: &[
        Key {
            name: "series",
            holds: ValueType::Name(Named::Series),
            example: "\"referrals{body=\\\"hm-prison-service\\\"}\"",
            meaning: "Measure and body in promtool's short form, such as `referrals{body=\"hm-prison-service\"}`.",
            ..OPTIONAL
        },
        Key {
            name: "measure",
            holds: ValueType::Name(Named::Measure),
            example: "\"referrals\"",
            meaning: "The measure.",
            ..OPTIONAL
        },
        Key {
            name: "body",
            holds: ValueType::Name(Named::Body),
            example: "\"hm-prison-service\"",
            meaning: "The body.",
            ..OPTIONAL
        },
        Key {
            name: "from",
            holds: ValueType::Period,
            example: "\"2024-Q1\"",
            meaning: "The first period.",
            ..REQUIRED
        },
        Key {
            name: "values",
            holds: ValueType::Text,
            example: "\"210 200+10x3 _ ..\"",
            meaning: "Figures with blanks between them: `210`, `200+10x3`, `_` for no report, `..` or `[c]` for an absence.",
            ..REQUIRED
        },
        Key {
            name: "received",
            holds: ValueType::Moment,
            example: "\"2024-08-01\"",
            meaning: "When all of them arrive.",
            ..OPTIONAL
        },
        Key {
            name: "after_days",
            holds: ValueType::Whole { least: 0, most: 3660 },
            default: "1",
            example: "30",
            meaning: "Each arrives so many days after its period; 1 is the default.",
            ..OPTIONAL
        },
        Key {
            name: "vintage",
            holds: ValueType::Words(&["backfill", "received"]),
            default: "\"received\"",
            example: "\"backfill\"",
            meaning: "Whether they count as history without a date.",
            ..OPTIONAL
        },
        Key {
            name: "status",
            holds: ValueType::Words(&["provisional", "final", "revised"]),
            default: "\"final\"",
            example: "\"provisional\"",
            meaning: "How settled they are.",
            ..OPTIONAL
        },
    ],
    relations: &[Relation::OneOf(&[&["series"], &["measure", "body"]])],
    others: Others::Refused,
};
