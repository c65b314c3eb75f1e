//! `[[route]]`, `[[time_interval]]` and `[[silence]]`: which messages go through which notifiers, and when.

use super::table::{Key, NAMES_PEOPLE, OPTIONAL, Others, REQUIRED, Relation, TableType, ValueType};

pub(super) const LENGTH: ValueType = ValueType::Shaped("^([0-9]+(w|d|h|m|s))+$");
const NAMES: ValueType = ValueType::List { of: &ValueType::Text, least: 1 };

const MATCHERS: Key = Key {
    name: "matchers",
    holds: ValueType::List { of: &ValueType::Text, least: 0 },
    example: "[\"mission = homelessness\", \"severity = breach\"]",
    meaning: "What a message must say of itself, in Alertmanager's words (`=`, `!=`, `=~`, `!~`). All of them must hold; without any, every message is meant.",
    ..OPTIONAL
};

pub(super) static ROUTE: TableType = TableType {
    id: "route",
    name: "[[route]]",
    meaning: "Which messages go through which notifiers. The first route that takes a message decides; what no route takes goes through every notifier.",
    keys: &[
        Key {
            name: "name",
            holds: ValueType::Text,
            example: "\"housing\"",
            meaning: "What it is called; its place among the routes where it has no name.",
            ..OPTIONAL
        },
        MATCHERS,
        Key {
            name: "notifiers",
            holds: NAMES,
            example: "[\"officials\", \"board\"]",
            meaning: "The notifiers that its messages go through.",
            ..REQUIRED
        },
        Key {
            name: "continue",
            holds: ValueType::Flag,
            default: "false",
            example: "true",
            meaning: "Whether later routes are asked as well.",
            ..OPTIONAL
        },
        Key {
            name: "active_time_intervals",
            holds: NAMES,
            example: "[\"office-hours\"]",
            meaning: "Its messages go out at these times only; what comes at another time waits.",
            ..OPTIONAL
        },
        Key {
            name: "mute_time_intervals",
            holds: NAMES,
            example: "[\"purdah\"]",
            meaning: "Its messages do not go out at these times; they wait.",
            ..OPTIONAL
        },
        Key {
            name: "group_by",
            holds: NAMES,
            example: "[\"mission\"]",
            meaning: "Alerts that say the same under these names go out in one message; `recipient`, with `digest`, makes one for each person whom alerts are for.",
            ..OPTIONAL
        },
        Key {
            name: "group_wait",
            holds: LENGTH,
            example: "\"5m\"",
            meaning: "So long the first alert of a group waits for others.",
            ..OPTIONAL
        },
        Key {
            name: "group_interval",
            holds: LENGTH,
            example: "\"4h\"",
            meaning: "At least so long lies between two messages about one group.",
            ..OPTIONAL
        },
        Key {
            name: "repeat_interval",
            holds: LENGTH,
            example: "\"7d\"",
            meaning: "An alert that is still open is told again once nothing was said of it for so long; never where it is not said.",
            ..OPTIONAL
        },
        Key {
            name: "digest",
            holds: ValueType::Words(&["daily", "weekly"]),
            example: "\"daily\"",
            meaning: "Alerts go out together, at 09:00 on every working day or on the first of each week.",
            ..OPTIONAL
        },
    ],
    relations: &[Relation::NotBoth("digest", "group_wait"), Relation::NotBoth("digest", "group_interval")],
    others: Others::Refused,
};

pub(super) static TIME_INTERVAL: TableType = TableType {
    id: "time_interval",
    name: "[[time_interval]]",
    meaning: "Times at which messages go out, or do not.",
    keys: &[
        Key {
            name: "name",
            holds: ValueType::Text,
            example: "\"office-hours\"",
            meaning: "What routes call it.",
            ..REQUIRED
        },
        Key {
            name: "times",
            holds: ValueType::List {
                of: &ValueType::Shaped("^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$"),
                least: 1,
            },
            example: "[\"09:00-17:30\"]",
            meaning: "Parts of the day, in the project's time zone; the whole day where it is not said.",
            ..OPTIONAL
        },
        Key {
            name: "weekdays",
            holds: NAMES,
            example: "[\"monday:friday\"]",
            meaning: "Days of the week, or runs of them; all of them where it is not said.",
            ..OPTIONAL
        },
        Key {
            name: "working_days",
            holds: ValueType::Flag,
            example: "true",
            meaning: "Only working days, or only other days, by the calendar of the body that is told.",
            ..OPTIONAL
        },
    ],
    relations: &[Relation::AnyOf(&["times", "weekdays", "working_days"])],
    others: Others::Refused,
};

pub(super) static SILENCE: TableType = TableType {
    id: "silence",
    name: "[[silence]]",
    meaning: "Nobody is told of these alerts for a time. What comes meanwhile waits, and what still stands is told at its end.",
    keys: &[
        MATCHERS,
        Key {
            name: "from",
            holds: ValueType::Day,
            example: "2026-12-01",
            meaning: "Its first day.",
            ..REQUIRED
        },
        Key {
            name: "until",
            holds: ValueType::Day,
            example: "2026-12-05",
            meaning: "Its last day.",
            ..REQUIRED
        },
        Key {
            name: "by",
            holds: ValueType::Text,
            example: "\"Ann Hay\"",
            meaning: "Who asks for it.",
            is_required: true,
            ..NAMES_PEOPLE
        },
        Key {
            name: "reason",
            holds: ValueType::Text,
            example: "\"The register moves to another system\"",
            meaning: "Why.",
            ..REQUIRED
        },
    ],
    relations: &[],
    others: Others::Refused,
};
