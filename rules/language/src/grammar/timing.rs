//! How often, when due, how long: what several tables say alike.

use super::table::{Key, OPTIONAL, Others, REQUIRED, Relation, TableType, ValueType};

pub(super) static ROLLING: TableType = TableType {
    id: "rolling",
    name: "a rolling range",
    meaning: "A range of months that moves on.",
    keys: &[
        Key {
            name: "rolling_months",
            holds: ValueType::Whole { least: 1, most: 1200 },
            example: "12",
            meaning: "How long the range is.",
            ..REQUIRED
        },
        Key {
            name: "step_months",
            holds: ValueType::Whole { least: 1, most: 1200 },
            example: "3",
            meaning: "How far it moves on.",
            ..REQUIRED
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static DUE: TableType = TableType {
    id: "due",
    name: "`due`",
    meaning: "When a report is due.",
    keys: &[
        Key {
            name: "timely_days",
            holds: ValueType::Whole { least: 0, most: 3660 },
            default: "0",
            example: "120",
            meaning: "Days after the period's end.",
            ..OPTIONAL
        },
        Key {
            name: "timely_working_days",
            holds: ValueType::Whole { least: 0, most: 3660 },
            example: "20",
            meaning: "Working days after the period's end.",
            ..OPTIONAL
        },
        Key {
            name: "timely_months",
            holds: ValueType::Whole { least: 1, most: 120 },
            example: "2",
            meaning: "Months after the period's end: from the last day of a month to the last day of a month.",
            ..OPTIONAL
        },
        Key {
            name: "timely_on",
            holds: ValueType::Either(&[ValueType::Text, ValueType::Whole { least: 1, most: 31 }]),
            example: "\"second Thursday\"",
            meaning: "A day of the month after the one in which the period ends, such as `second Thursday`, `last Friday`, `third working day`, `last working day` or `20`; `timely_months` says that it is a later month.",
            ..OPTIONAL
        },
        Key {
            name: "roll",
            holds: ValueType::Words(&["next-working-day", "previous-working-day"]),
            example: "\"next-working-day\"",
            meaning: "Which day counts where the report would be due on a weekend or a bank holiday. It stays where it falls where this is not said.",
            ..OPTIONAL
        },
        Key {
            name: "grace_days",
            holds: ValueType::Whole { least: 0, most: 3660 },
            default: "0",
            example: "5",
            meaning: "Days after that until silence is held against the body.",
            ..OPTIONAL
        },
        Key {
            name: "grace_working_days",
            holds: ValueType::Whole { least: 0, most: 3660 },
            example: "5",
            meaning: "Working days after that until silence is held against the body.",
            ..OPTIONAL
        },
    ],
    relations: &[
        Relation::NotBoth("timely_days", "timely_working_days"),
        Relation::NotBoth("timely_days", "timely_months"),
        Relation::NotBoth("timely_days", "timely_on"),
        Relation::NotBoth("timely_working_days", "timely_months"),
        Relation::NotBoth("timely_working_days", "timely_on"),
        Relation::NotBoth("grace_days", "grace_working_days"),
    ],
    others: Others::Refused,
};

pub(super) static WAIT: TableType = TableType {
    id: "wait",
    name: "a wait",
    meaning: "A wait.",
    keys: &[
        Key {
            name: "days",
            holds: ValueType::Whole { least: 0, most: 3660 },
            default: "0",
            example: "5",
            meaning: "So many days.",
            ..OPTIONAL
        },
        Key {
            name: "working_days",
            holds: ValueType::Whole { least: 0, most: 3660 },
            example: "3",
            meaning: "So many working days.",
            ..OPTIONAL
        },
    ],
    relations: &[Relation::AtMost(1)],
    others: Others::Refused,
};

pub(super) const CADENCE: ValueType = ValueType::Either(&[
    ValueType::Words(&["day", "week", "month", "quarter", "financial-year", "academic-year", "year"]),
    ValueType::Table(&ROLLING),
]);
