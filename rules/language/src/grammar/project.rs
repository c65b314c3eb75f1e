//! `remit.toml`: the file as a whole, `[project]`, `[calendar]` and `[store]`.

use super::checkpoints::CHECKPOINTS;
use super::feed::FEED;
use super::lint::LINT;
use super::notifier::NOTIFIER;
use super::person::PERSON;
use super::plugin::{HOOK, PLUGIN};
use super::register_list::REGISTER_LISTS;
use super::route::{ROUTE, SILENCE, TIME_INTERVAL};
use super::server::SERVER;
use super::table::{Key, NAMES_PEOPLE, OPTIONAL, Others, REQUIRED, Relation, TableType, ValueType};
use super::timing::NAMED_CADENCE;

pub(super) static PROJECT_FILE: TableType = TableType {
    id: "",
    name: "the file",
    meaning: "A Remit project: where reports arrive, who is told, which calendar counts.",
    keys: &[
        Key {
            name: "project",
            holds: ValueType::Table(&PROJECT),
            meaning: "The project as a whole.",
            ..OPTIONAL
        },
        Key {
            name: "calendar",
            holds: ValueType::Table(&CALENDAR),
            meaning: "The calendar, for waits in working days.",
            ..OPTIONAL
        },
        Key {
            name: "cadence",
            holds: ValueType::List { of: &ValueType::Table(&NAMED_CADENCE), least: 0 },
            meaning: "Periods that begin on other days, named once for all missions.",
            ..OPTIONAL
        },
        REGISTER_LISTS,
        Key {
            name: "person",
            holds: ValueType::List { of: &ValueType::Table(&PERSON), least: 0 },
            meaning: "Who holds which post at which body, and when.",
            ..OPTIONAL
        },
        Key {
            name: "feed",
            holds: ValueType::List { of: &ValueType::Table(&FEED), least: 0 },
            meaning: "Where reports arrive.",
            ..OPTIONAL
        },
        Key {
            name: "notifier",
            holds: ValueType::List { of: &NOTIFIER, least: 0 },
            meaning: "Who is told, and how.",
            ..OPTIONAL
        },
        Key {
            name: "lint",
            holds: ValueType::Table(&LINT),
            meaning: "What `remit lint` goes by.",
            ..OPTIONAL
        },
        Key { name: "store", holds: ValueType::Table(&STORE), meaning: "Where the ledger lies.", ..OPTIONAL },
        Key {
            name: "checkpoints",
            holds: ValueType::Table(&CHECKPOINTS),
            meaning: "What the ledger came to, signed and published.",
            ..OPTIONAL
        },
        Key {
            name: "plugin",
            holds: ValueType::List { of: &ValueType::Table(&PLUGIN), least: 0 },
            meaning: "What plugins are granted.",
            ..OPTIONAL
        },
        Key {
            name: "server",
            holds: ValueType::Table(&SERVER),
            meaning: "Who reaches the service, and how.",
            ..OPTIONAL
        },
        Key {
            name: "route",
            holds: ValueType::List { of: &ValueType::Table(&ROUTE), least: 0 },
            meaning: "Which messages go through which notifiers, in order.",
            ..OPTIONAL
        },
        Key {
            name: "time_interval",
            holds: ValueType::List { of: &ValueType::Table(&TIME_INTERVAL), least: 0 },
            meaning: "Times at which messages go out, or do not.",
            ..OPTIONAL
        },
        Key {
            name: "silence",
            holds: ValueType::List { of: &ValueType::Table(&SILENCE), least: 0 },
            meaning: "What nobody is told of for a time.",
            ..OPTIONAL
        },
        Key {
            name: "hook",
            holds: ValueType::List { of: &ValueType::Table(&HOOK), least: 0 },
            meaning: "Plugins that messages go through, in order.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static PROJECT: TableType = TableType {
    id: "project",
    name: "[project]",
    meaning: "The project as a whole.",
    keys: &[
        Key {
            name: "title",
            holds: ValueType::Text,
            example: "\"My mission\"",
            meaning: "Its title; the folder's name where there is none.",
            ..OPTIONAL
        },
        Key {
            name: "time_zone",
            holds: ValueType::Text,
            default: "\"Europe/London\"",
            example: "\"Europe/London\"",
            meaning: "Where its days begin and end, such as `Europe/London`, which is the default.",
            ..OPTIONAL
        },
        Key {
            name: "people",
            holds: ValueType::List { of: &ValueType::Text, least: 0 },
            example: "[\"Bo Lee\", \"Ann Hay\"]",
            meaning: "People whom the project knows, besides approvers of missions: where anybody is named, only they can approve extensions and waivers.",
            ..NAMES_PEOPLE
        },
        Key {
            name: "hosts",
            holds: ValueType::List { of: &ValueType::Text, least: 0 },
            example: "[\"www.england.nhs.uk\", \"*.example.org\"]",
            meaning: "Hosts that files of feeds may be fetched from, and that a server may send on to.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static CALENDAR: TableType = TableType {
    id: "calendar",
    name: "[calendar]",
    meaning: "The calendar, for waits in working days.",
    keys: &[
        Key {
            name: "bank_holidays",
            holds: ValueType::Text,
            example: "\"bank-holidays.json\"",
            meaning: "A file in the layout of https://www.gov.uk/bank-holidays.json, within the project.",
            ..REQUIRED
        },
        Key {
            name: "division",
            holds: ValueType::Text,
            default: "\"england-and-wales\"",
            example: "\"scotland\"",
            meaning: "The division of that file whose holidays count, such as `england-and-wales`, which is the default.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static STORE: TableType = TableType {
    id: "store",
    name: "[store]",
    meaning: "Where the ledger lies.",
    keys: &[
        Key {
            name: "path",
            holds: ValueType::Text,
            default: "\".remit/ledger.sqlite\"",
            example: "\".remit/ledger.sqlite\"",
            meaning: "Its file, within the project; `.remit/ledger.sqlite` is the default. With `url` no ledger lies there, and beside it what belongs to this machine, such as the inbox and the accounts.",
            ..OPTIONAL
        },
        Key {
            name: "url",
            holds: ValueType::Shaped("^postgres(ql)?://"),
            example: "\"postgres://remit@db.example.gov.uk/remit\"",
            meaning: "The address of a PostgreSQL database (15 or newer) that holds the ledger in the place of a file. No password stands in it. To another machine the line is encrypted, unless the address ends in `?sslmode=disable`.",
            ..OPTIONAL
        },
        Key {
            name: "password_file",
            holds: ValueType::Text,
            example: "\"database.secret\"",
            meaning: "A file whose first line is the password by which the database lets Remit in.",
            ..OPTIONAL
        },
        Key {
            name: "password_env",
            holds: ValueType::Text,
            example: "\"REMIT_DATABASE_PASSWORD\"",
            meaning: "The variable of the environment that holds this password.",
            ..OPTIONAL
        },
        Key {
            name: "authorities_file",
            holds: ValueType::Text,
            example: "\"database-authorities.pem\"",
            meaning: "A file of certificates (PEM) of the authorities by whose word the server of the database is believed; without it, those that browsers believe count.",
            ..OPTIONAL
        },
    ],
    relations: &[Relation::NotBoth("password_file", "password_env")],
    others: Others::Refused,
};
