//! `[mission]`: who answers for it, and who may change it; and the file as a whole.

use super::authority::AUTHORITY;
use super::ladder::LADDER;
use super::lint::BUDGET;
use super::measure::MEASURE;
use super::obligation::OBLIGATION;
use super::relation::RELATION;
use super::table::{Key, OPTIONAL, Others, REQUIRED, TableType, ValueType};
use super::target::TARGET;

pub(super) static MISSION_FILE: TableType = TableType {
    id: "",
    name: "the file",
    meaning: "A mission of a Remit project: what is measured, what is aimed at, and who owes what.",
    keys: &[
        Key { name: "mission", holds: ValueType::Table(&MISSION), meaning: "The mission.", ..REQUIRED },
        Key {
            name: "measure",
            holds: ValueType::List { of: &ValueType::Table(&MEASURE), least: 0 },
            meaning: "What is reported; measures are known to the whole project.",
            ..OPTIONAL
        },
        Key {
            name: "target",
            holds: ValueType::List { of: &ValueType::Table(&TARGET), least: 0 },
            meaning: "Values for measures by a day.",
            ..OPTIONAL
        },
        Key {
            name: "obligation",
            holds: ValueType::List { of: &ValueType::Table(&OBLIGATION), least: 0 },
            meaning: "What is owed each period.",
            ..OPTIONAL
        },
        Key {
            name: "ladder",
            holds: ValueType::List { of: &ValueType::Table(&LADDER), least: 0 },
            meaning: "To whom alerts go up that nobody settles.",
            ..OPTIONAL
        },
        Key {
            name: "relation",
            holds: ValueType::List { of: &ValueType::Table(&RELATION), least: 0 },
            meaning: "How things hang together: who pays for what, who reports to whom, what helps what later.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static MISSION: TableType = TableType {
    id: "mission",
    name: "[mission]",
    meaning: "The mission.",
    keys: &[
        Key {
            name: "id",
            holds: ValueType::NewId,
            example: "\"homelessness\"",
            meaning: "Its stable id.",
            ..REQUIRED
        },
        Key {
            name: "title",
            holds: ValueType::Text,
            example: "\"Prevent homelessness\"",
            meaning: "Its title, as people know it.",
            ..REQUIRED
        },
        Key {
            name: "board",
            holds: ValueType::Text,
            example: "\"Inter-Ministerial Group\"",
            meaning: "The board that answers for it.",
            ..OPTIONAL
        },
        AUTHORITY,
        Key {
            name: "budget",
            holds: ValueType::Table(&BUDGET),
            example: "{ obligations = 14, reports_a_year = 200 }",
            meaning: "How much it may ask for; `remit lint` tells where it asks for more.",
            ..OPTIONAL
        },
        Key {
            name: "approvers",
            holds: ValueType::List { of: &ValueType::Table(&APPROVER), least: 2 },
            example: "[{ name = \"Jane Doe\", key = \"ssh-ed25519 AAAA…\" }, …]",
            meaning: "Who may approve changes of the mission; a change needs two of them.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static APPROVER: TableType = TableType {
    id: "approver",
    name: "[[mission.approvers]]",
    meaning: "A person who may approve a change of the mission.",
    keys: &[
        Key {
            name: "name",
            holds: ValueType::Text,
            example: "\"Jane Doe\"",
            meaning: "The person's name.",
            ..REQUIRED
        },
        Key {
            name: "key",
            holds: ValueType::Text,
            example: "\"ssh-ed25519 AAAA…\"",
            meaning: "The person's public key, as `ssh-keygen` writes it.",
            ..REQUIRED
        },
        Key {
            name: "from",
            holds: ValueType::Day,
            example: "\"2024-01-01\"",
            meaning: "The first day on which the person may approve.",
            ..OPTIONAL
        },
        Key {
            name: "until",
            holds: ValueType::Day,
            example: "\"2026-12-31\"",
            meaning: "The last day.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};
