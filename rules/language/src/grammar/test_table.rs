//! What rule tests share: files of feeds, cases that stand in a table, and reports that several tests begin with.

use super::check::{EXPECTED_VERDICT, VERDICT};
use super::series::{AFTER_DAYS, BODY, MEASURE, RECEIVED, SERIES, SERIES_NAME, STATUS, VINTAGE};
use super::table::{Key, OPTIONAL, Others, REQUIRED, Relation, TableType, ValueType};

pub(super) static FIXTURE: TableType = TableType {
    id: "fixture",
    name: "[[fixture]]",
    meaning: "Reports that several tests begin with: of the same file, or of every file where they stand in `tests/fixtures.toml`.",
    keys: &[
        Key {
            name: "id",
            holds: ValueType::NewId,
            example: "\"a-usual-year\"",
            meaning: "Its id, by which tests name it.",
            ..REQUIRED
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
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static FEED_FILE: TableType = TableType {
    id: "feed_file",
    name: "[[test.feed_file]]",
    meaning: "A file of a feed that arrives, read as the feed reads its files.",
    keys: &[
        Key {
            name: "feed",
            holds: ValueType::Text,
            example: "\"homelessness\"",
            meaning: "The feed whose file it is.",
            ..REQUIRED
        },
        Key {
            name: "path",
            holds: ValueType::Text,
            example: "\"tests/2024-q1.csv\"",
            meaning: "The file, by its path within the project.",
            ..REQUIRED
        },
        Key {
            name: "received",
            holds: ValueType::Moment,
            example: "\"2024-08-01\"",
            meaning: "When it arrives; without it, at the start of the test.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static TEST_TABLE: TableType = TableType {
    id: "test_table",
    name: "[test.table]",
    meaning: "Cases of a test, one to a row.",
    keys: &[
        Key {
            name: "eval_time",
            holds: ValueType::Moment,
            example: "\"2024-08-01\"",
            meaning: "When the verdicts must stand.",
            ..REQUIRED
        },
        Key {
            name: "given",
            holds: ValueType::List { of: &ValueType::Table(&GIVEN), least: 0 },
            example: "[{ measure = \"referrals\", body = \"hm-prison-service\", period = \"2024-Q1\" }]",
            meaning: "The first columns: of what a figure is reported.",
            ..REQUIRED
        },
        Key {
            name: "expect",
            holds: ValueType::List { of: &ValueType::Text, least: 0 },
            example: "[\"mission/obligation 2024-Q1\"]",
            meaning: "The columns behind them: whose verdict must stand, by obligation or contribution and period.",
            ..REQUIRED
        },
        Key {
            name: "rows",
            holds: ValueType::List { of: &ValueType::List { of: &CELL, least: 0 }, least: 0 },
            example: "[[210, \"met\"], [\"_\", \"no-data\"]]",
            meaning: "The cases: a figure for each column of `given`, as in `values`, and a verdict for each of `expect`.",
            ..REQUIRED
        },
    ],
    relations: &[],
    others: Others::Refused,
};

/// A figure as `values` has it, or a verdict.
const CELL: ValueType =
    ValueType::Either(&[ValueType::Number, VERDICT, ValueType::Text, ValueType::Table(&EXPECTED_VERDICT)]);

static GIVEN: TableType = TableType {
    id: "given",
    name: "a column of `given`",
    meaning: "Of what a figure is reported in each row.",
    keys: &[
        SERIES_NAME,
        MEASURE,
        BODY,
        Key {
            name: "period",
            holds: ValueType::Period,
            example: "\"2024-Q1\"",
            meaning: "The period.",
            ..REQUIRED
        },
        RECEIVED,
        AFTER_DAYS,
        VINTAGE,
        STATUS,
    ],
    relations: &[Relation::OneOf(&[&["series"], &["measure", "body"]])],
    others: Others::Refused,
};
