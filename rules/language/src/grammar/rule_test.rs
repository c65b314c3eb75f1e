//! `tests/*.toml`: a rule test.

use super::change::{RELOAD, RESPONSE};
use super::check::{ALERT_RULE_TEST, CHECK};
use super::series::SERIES;
use super::table::{Key, Named, OPTIONAL, Others, REQUIRED, TableType, ValueType};
use super::test_table::{FEED_FILE, FIXTURE, TEST_TABLE};
use super::test_target::TEST_TARGET;

pub(super) static RULE_TEST_FILE: TableType = TableType {
    id: "",
    name: "the file",
    meaning: "Tests of a Remit project's missions and rules.",
    keys: &[
        Key {
            name: "test",
            holds: ValueType::List { of: &ValueType::Table(&RULE_TEST), least: 0 },
            meaning: "Tests.",
            ..OPTIONAL
        },
        Key {
            name: "fixture",
            holds: ValueType::List { of: &ValueType::Table(&FIXTURE), least: 0 },
            meaning: "Reports that several tests begin with; those of `tests/fixtures.toml` serve the tests of every file.",
            ..OPTIONAL
        },
    ],
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
            name: "fixtures",
            holds: ValueType::List { of: &ValueType::Text, least: 0 },
            example: "[\"a-usual-year\"]",
            meaning: "The fixtures that it begins with: of this file, or of `tests/fixtures.toml`.",
            ..OPTIONAL
        },
        Key {
            name: "table",
            holds: ValueType::Table(&TEST_TABLE),
            example: "{ eval_time = \"2024-08-01\", given = [], expect = [], rows = [] }",
            meaning: "Cases of the test, one to a row: what is reported, and the verdicts that must come of it.",
            ..OPTIONAL
        },
        Key {
            name: "input_series",
            holds: ValueType::List { of: &ValueType::Table(&SERIES), least: 0 },
            meaning: "What is reported, and when it arrives.",
            ..OPTIONAL
        },
        Key {
            name: "feed_file",
            holds: ValueType::List { of: &ValueType::Table(&FEED_FILE), least: 0 },
            meaning: "Files of feeds that arrive.",
            ..OPTIONAL
        },
        Key {
            name: "target",
            holds: ValueType::List { of: &ValueType::Table(&TEST_TARGET), least: 0 },
            meaning: "Targets that hold throughout the test, in the place of the project's.",
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
