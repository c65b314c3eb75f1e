//! `[[ladder]]` of a mission: to whom a matter goes up that nobody settles.

use super::table::{Key, Named, OPTIONAL, Others, REQUIRED, TableType, ValueType};

/// Working days, up to ten years of them.
const WORKING_DAYS: ValueType = ValueType::Whole { least: 1, most: 2_600 };

pub(super) static LADDER: TableType = TableType {
    id: "ladder",
    name: "[[ladder]]",
    meaning: "To whom an alert goes up that nobody settles, and after how long. A mission's only ladder holds for all its obligations.",
    keys: &[
        Key {
            name: "id",
            holds: ValueType::NewId,
            example: "\"usual\"",
            meaning: "Its stable id, unique in the mission.",
            ..REQUIRED
        },
        Key {
            name: "steps",
            holds: ValueType::List { of: &ValueType::Table(&STEP), least: 1 },
            example: "[{ to = \"owner\" }, { to = \"board\", after_working_days = 20 }]",
            meaning: "The steps, in order; the first is told at once.",
            ..REQUIRED
        },
        Key {
            name: "remind_every_working_days",
            holds: WORKING_DAYS,
            example: "5",
            meaning: "After so many working days in which nothing was told of an alert, it is told again.",
            ..OPTIONAL
        },
        Key {
            name: "reply_within_working_days",
            holds: WORKING_DAYS,
            example: "5",
            meaning: "Within so many working days the people whom a step tells are asked to reply. A reply stops no step.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

static STEP: TableType = TableType {
    id: "step",
    name: "`steps`",
    meaning: "One step of a ladder.",
    keys: &[
        Key {
            name: "to",
            holds: ValueType::Text,
            example: "\"senior-responsible-owner\"",
            meaning: "The role that is told: `owner` is the obligation's own, `board` the mission's where nobody holds that role; any other is that of a [[person]] at the lead, or at the nearest body above it.",
            ..REQUIRED
        },
        Key {
            name: "body",
            holds: ValueType::Name(Named::Body),
            example: "\"cabinet-office\"",
            meaning: "The body at which the role is held, where that is not the lead.",
            ..OPTIONAL
        },
        Key {
            name: "after_working_days",
            holds: ValueType::Whole { least: 0, most: 2_600 },
            default: "0",
            example: "10",
            meaning: "How many working days after the first message. A person who is told late has the whole time to answer.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};
