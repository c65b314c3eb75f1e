//! What a rule test checks.

use super::table::{Key, Named, OPTIONAL, Others, REQUIRED, Relation, TableType, ValueType};

/// The closed list of verdicts, by their words.
pub(super) const VERDICT: ValueType = ValueType::Words(&[
    "not-due",
    "awaiting",
    "met",
    "met-late",
    "at-risk",
    "missed",
    "no-data",
    "held-up",
    "not-judged",
    "disputed",
    "waived",
    "failed",
]);

pub(super) static CHECK: TableType = CHECK_TABLE;

/// The same in promtool's words.
pub(super) static ALERT_RULE_TEST: TableType = TableType { name: "[[test.alert_rule_test]]", ..CHECK_TABLE };

const CHECK_TABLE: TableType = TableType {
    id: "check",
    name: "[[test.check]]",
    meaning: "What must hold at a moment.",
    keys: &[
        Key {
            name: "eval_time",
            holds: ValueType::Moment,
            example: "\"2024-08-01\"",
            meaning: "When.",
            ..REQUIRED
        },
        Key {
            name: "exp_alerts",
            holds: ValueType::List {
                of: &ValueType::Either(&[ValueType::Name(Named::Alert), ValueType::Table(&EXPECTED_ALERT)]),
                least: 0,
            },
            example: "[\"mission/obligation\"]",
            meaning: "Every alert that is open: its name, or more of it.",
            ..OPTIONAL
        },
        Key {
            name: "exp_state",
            holds: ValueType::ByName(&ValueType::Words(&["inactive", "pending", "firing"])),
            example: "{ \"mission/obligation\" = \"firing\" }",
            meaning: "The states of alerts, by name.",
            ..OPTIONAL
        },
        Key {
            name: "exp_verdicts",
            holds: ValueType::ByName(&ValueType::Either(&[VERDICT, ValueType::Table(&EXPECTED_VERDICT)])),
            example: "{ \"mission/obligation 2024-Q1\" = \"missed\" }",
            meaning: "Verdicts, by obligation or contribution and period.",
            ..OPTIONAL
        },
        Key {
            name: "exp_message",
            holds: ValueType::ByName(&WORDING),
            example: "{ \"mission/obligation\" = { contains = \"missed\" } }",
            meaning: "What alerts say, by name.",
            ..OPTIONAL
        },
        Key {
            name: "exp_reads",
            holds: ValueType::ByName(&ValueType::List { of: &ValueType::Verbatim, least: 0 }),
            example: "{ \"mission/obligation 2024-Q1\" = [\"referrals of mhclg in 2024-Q1\"] }",
            meaning: "What rules ask for, in order.",
            ..OPTIONAL
        },
        Key {
            name: "exp_told",
            holds: ValueType::List { of: &ValueType::Text, least: 0 },
            example: "[\"firing mission/obligation\"]",
            meaning: "Everything that was told since the check before.",
            ..OPTIONAL
        },
    ],
    relations: &[Relation::AtLeast(2)],
    others: Others::Refused,
};

pub(super) static EXPECTED_ALERT: TableType = TableType {
    id: "alert",
    name: "an expected alert",
    meaning: "An alert that must be open.",
    keys: &[
        Key {
            name: "alert",
            holds: ValueType::Name(Named::Alert),
            example: "\"mission/obligation\"",
            meaning: "Its name, such as `mission/obligation`.",
            ..REQUIRED
        },
        Key {
            name: "state",
            holds: ValueType::Words(&["pending", "firing"]),
            example: "\"firing\"",
            meaning: "Where it stands.",
            ..OPTIONAL
        },
        Key {
            name: "severity",
            holds: ValueType::Words(&["at-risk", "breach"]),
            example: "\"at-risk\"",
            meaning: "How grave it is.",
            ..OPTIONAL
        },
        Key {
            name: "since",
            holds: ValueType::Day,
            example: "\"2024-08-01\"",
            meaning: "Since when the matter has been open.",
            ..OPTIONAL
        },
        Key {
            name: "periods",
            holds: ValueType::List { of: &ValueType::Period, least: 0 },
            example: "[\"2024-Q1\"]",
            meaning: "The periods that it is about.",
            ..OPTIONAL
        },
        Key {
            name: "broken_by",
            holds: ValueType::List { of: &ValueType::Text, least: 0 },
            example: "[\"adult_prison\"]",
            meaning: "The contributions that break the obligation.",
            ..OPTIONAL
        },
        Key {
            name: "held_up_by",
            holds: ValueType::List { of: &ValueType::Text, least: 0 },
            example: "[\"measure:referrals\"]",
            meaning: "What it waits for.",
            ..OPTIONAL
        },
        Key {
            name: "message",
            holds: WORDING,
            example: "{ contains = \"missed\" }",
            meaning: "What it says.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static EXPECTED_VERDICT: TableType = TableType {
    id: "verdict",
    name: "an expected verdict",
    meaning: "A verdict with its reason.",
    keys: &[
        Key { name: "verdict", holds: VERDICT, example: "\"missed\"", meaning: "The verdict.", ..REQUIRED },
        Key {
            name: "reason",
            holds: WORDING,
            example: "{ contains = \"fell short\" }",
            meaning: "Why.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static EXPECTED_PART: TableType = TableType {
    id: "part",
    name: "an expected text",
    meaning: "A part of a text.",
    keys: &[Key {
        name: "contains",
        holds: ValueType::Text,
        example: "\"HM Prison Service missed\"",
        meaning: "What must be found in it.",
        ..REQUIRED
    }],
    relations: &[],
    others: Others::Refused,
};

/// A whole text, or a part of it.
pub(super) const WORDING: ValueType = ValueType::Either(&[ValueType::Text, ValueType::Table(&EXPECTED_PART)]);
