//! `except`: who does not owe what a declaration lays on many, and why; and `class`: what it is for.

use super::authority::AUTHORITY;
use super::bodies::GROUP;
use super::table::{Key, OPTIONAL, Others, REQUIRED, TableType, ValueType};

static EXCEPTION: TableType = TableType {
    id: "exception",
    name: "`except`",
    meaning: "Bodies that do not owe it, and why.",
    keys: &[
        Key {
            name: "bodies",
            holds: GROUP,
            example: "[\"rutland\"]",
            meaning: "The bodies that do not owe it. Where a list and a kind both mean a body, what the list says counts.",
            ..REQUIRED
        },
        Key {
            name: "reason",
            holds: ValueType::Text,
            example: "\"It has no hospital\"",
            meaning: "Why, as people are told it.",
            ..REQUIRED
        },
        AUTHORITY,
        Key {
            name: "from",
            holds: ValueType::Period,
            example: "\"2024-Q3\"",
            meaning: "The first period that they do not owe; all from the beginning where it is not said.",
            ..OPTIONAL
        },
        Key {
            name: "until",
            holds: ValueType::Period,
            example: "\"2025-Q2\"",
            meaning: "The last one; all to come where it is not said.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

/// The key `except` of whatever many owe.
pub(super) const EXCEPT: Key = Key {
    name: "except",
    holds: ValueType::List { of: &ValueType::Table(&EXCEPTION), least: 1 },
    example: "[{ bodies = [\"rutland\"], reason = \"It has no hospital\" }]",
    meaning: "Which of those that it means do not owe it, for which periods and why. They are neither in the whole nor in `needs`, and never met.",
    ..OPTIONAL
};

/// The key `except` of a target.
pub(super) const TARGET_EXCEPT: Key = Key {
    meaning: "Whom it does not bind although it is set for everyone, for which periods and why. Without a target of its own such a body is not judged by one.",
    ..EXCEPT
};

/// The key `class` of an obligation.
pub(super) const CLASS: Key = Key {
    name: "class",
    holds: ValueType::Words(&["access", "activity", "outcome", "prevention", "input", "experience"]),
    example: "\"outcome\"",
    meaning: "What it is for. Where it is judged by a measure of another class, that is said everywhere, with the reason that a relation of the kind `proxy-for` gives.",
    ..OPTIONAL
};
