//! How often, when due, how long: what several tables say alike.

use super::table::{Key, Named, OPTIONAL, Others, REQUIRED, Relation, TableType, ValueType};

pub(super) static CADENCE_TABLE: TableType = TableType {
    id: "cadence",
    name: "a cadence",
    meaning: "Periods that have no name of their own: ranges of months that move on, years and weeks that begin on other days, and parts of years.",
    keys: &[ROLLING_MONTHS, STEP_MONTHS, YEAR_STARTS, STARTS, WEEK_STARTS],
    relations: CADENCE_WAYS,
    others: Others::Refused,
};

pub(super) static NAMED_CADENCE: TableType = TableType {
    id: "named_cadence",
    name: "[[cadence]]",
    meaning: "Periods that the project names, so that `every` can be this name wherever it stands.",
    keys: &[
        Key {
            name: "id",
            holds: ValueType::NewId,
            example: "\"school-term\"",
            meaning: "The name, as `every` writes it; none of the words that `every` knows already.",
            ..REQUIRED
        },
        Key {
            name: "title",
            holds: ValueType::Text,
            example: "\"Terms of the schools of Kent\"",
            meaning: "What it is called where somebody points at its name.",
            ..OPTIONAL
        },
        ROLLING_MONTHS,
        STEP_MONTHS,
        YEAR_STARTS,
        STARTS,
        WEEK_STARTS,
    ],
    relations: CADENCE_WAYS,
    others: Others::Refused,
};

const CADENCE_WAYS: &[Relation] = &[Relation::OneOf(&[
    &["rolling_months", "step_months"],
    &["year_starts"],
    &["starts"],
    &["week_starts"],
])];

const ROLLING_MONTHS: Key = Key {
    name: "rolling_months",
    holds: ValueType::Whole { least: 1, most: 1200 },
    example: "12",
    meaning: "How long a range is that moves on.",
    ..OPTIONAL
};

const STEP_MONTHS: Key = Key {
    name: "step_months",
    holds: ValueType::Whole { least: 1, most: 1200 },
    example: "3",
    meaning: "How far it moves on.",
    ..OPTIONAL
};

const YEAR_STARTS: Key = Key {
    name: "year_starts",
    holds: ValueType::Text,
    example: "\"1 October\"",
    meaning: "The day on which each year begins, such as `6 April`.",
    ..OPTIONAL
};

const STARTS: Key = Key {
    name: "starts",
    holds: ValueType::List { of: &ValueType::Text, least: 2 },
    example: "[\"1 September\", \"1 January\", \"1 April\"]",
    meaning: "The days on which the parts of a year begin, such as school terms, in order; the year begins with the first. There are at most six.",
    ..OPTIONAL
};

const WEEK_STARTS: Key = Key {
    name: "week_starts",
    holds: ValueType::Words(&["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
    example: "\"Sunday\"",
    meaning: "The day with which each week begins.",
    ..OPTIONAL
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
        Key {
            name: "grace_months",
            holds: ValueType::Whole { least: 1, most: 120 },
            example: "1",
            meaning: "Months after that until silence is held against the body: from the last day of a month to the last day of a month.",
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
        Relation::NotBoth("grace_days", "grace_months"),
        Relation::NotBoth("grace_working_days", "grace_months"),
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
    ValueType::Words(&[
        "day",
        "week",
        "month",
        "quarter",
        "half-year",
        "financial-half-year",
        "term",
        "financial-year",
        "academic-year",
        "year",
    ]),
    ValueType::Name(Named::Cadence),
    ValueType::Table(&CADENCE_TABLE),
]);
