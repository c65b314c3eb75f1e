//! `[lint]`: what `remit lint` goes by, and what it leaves out; and the budget of a mission.

use super::table::{Key, OPTIONAL, Others, REQUIRED, TableType, ValueType};

/// A number of days that a lint allows.
const DAYS: ValueType = ValueType::Whole { least: 1, most: 36_500 };

pub(super) static LINT: TableType = TableType {
    id: "lint",
    name: "[lint]",
    meaning: "What `remit lint` goes by.",
    keys: &[
        Key {
            name: "authority_days",
            holds: DAYS,
            default: "365",
            example: "180",
            meaning: "For how many days nobody need look at an authority again after the day in `checked`.",
            ..OPTIONAL
        },
        Key {
            name: "goalpost_days",
            holds: DAYS,
            default: "365",
            example: "180",
            meaning: "A target that is lowered so many days before it falls due, or fewer, counts as moved.",
            ..OPTIONAL
        },
        Key {
            name: "allow",
            holds: ValueType::List { of: &ValueType::Table(&ALLOW), least: 0 },
            meaning: "Findings that the project has decided to live with.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

static ALLOW: TableType = TableType {
    id: "lint_allow",
    name: "[[lint.allow]]",
    meaning: "One finding that is not told, and why.",
    keys: &[
        Key {
            name: "code",
            holds: ValueType::Text,
            example: "\"carried-alone\"",
            meaning: "The lint, by its code.",
            ..REQUIRED
        },
        Key {
            name: "at",
            holds: ValueType::Text,
            example: "\"health/waits\"",
            meaning: "What it is found at, as `remit lint` names it.",
            ..REQUIRED
        },
        Key {
            name: "reason",
            holds: ValueType::Text,
            example: "\"Nobody else may write prescriptions\"",
            meaning: "Why it stays as it is; it is shown.",
            ..REQUIRED
        },
        Key {
            name: "until",
            holds: ValueType::Day,
            example: "\"2027-03-31\"",
            meaning: "The last day on which it is not told; always where no day is named.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static BUDGET: TableType = TableType {
    id: "budget",
    name: "`budget`",
    meaning: "How much a mission may ask for; `remit lint` tells where it asks for more.",
    keys: &[
        Key {
            name: "obligations",
            holds: ValueType::Whole { least: 0, most: 1_000_000 },
            example: "14",
            meaning: "How many obligations it may have at one time.",
            ..OPTIONAL
        },
        Key {
            name: "reports_a_year",
            holds: ValueType::Whole { least: 0, most: 1_000_000_000 },
            example: "200",
            meaning: "How many reports a year all bodies together may have to write for it.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};
