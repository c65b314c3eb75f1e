//! `[feed.pull]`: files that are fetched from a publisher's server.

use super::table::{Key, OPTIONAL, Others, REQUIRED, Relation, TableType, ValueType};

/// A day by its words, or by its number in a month.
const ON: ValueType = ValueType::Either(&[ValueType::Text, ValueType::Whole { least: 1, most: 31 }]);

pub static PULL: TableType = TableType {
    id: "pull",
    name: "[feed.pull]",
    meaning: "Where the files of a feed are fetched, and at which moments.",
    keys: &[
        Key {
            name: "url",
            holds: ValueType::Text,
            example: "\"https://example.org/{year}/{month}/figures.csv\"",
            meaning: "The address of the file. `{year}`, `{month}`, `{month_name}` and `{day}` stand for the day of the release. Its host must be named in `hosts` under [project].",
            ..REQUIRED
        },
        Key {
            name: "sign_in",
            holds: ValueType::Table(&SIGN_IN),
            example: "{ header = \"Authorization\", secret_file = \"publisher.secret\" }",
            meaning: "By which header the server is told who asks. It goes to the host of `url` alone, also where that sends on to another.",
            ..OPTIONAL
        },
        Key {
            name: "at",
            holds: ValueType::Text,
            example: "\"09:30\"",
            meaning: "The time of day of a release, in the time zone of the project. Nothing is asked for before it.",
            ..REQUIRED
        },
        Key {
            name: "every",
            holds: ValueType::Words(&["day", "working-day", "week", "month"]),
            example: "\"month\"",
            meaning: "How often there is a release.",
            ..OPTIONAL
        },
        Key {
            name: "on",
            holds: ON,
            example: "\"second Thursday\"",
            meaning: "The day of a release: of a week `Thursday`; of a month `second Thursday`, `last Friday`, `third working day`, `last working day` or a number. One that is no working day moves to the next that is.",
            ..OPTIONAL
        },
        Key {
            name: "months",
            holds: ValueType::List { of: &ValueType::Whole { least: 1, most: 12 }, least: 1 },
            example: "[2, 5, 8, 11]",
            meaning: "The months with a release, where not every month has one.",
            ..OPTIONAL
        },
        Key {
            name: "dates",
            holds: ValueType::List { of: &ValueType::Day, least: 1 },
            example: "[\"2026-12-10\", \"2027-01-14\"]",
            meaning: "The days of the releases, written out.",
            ..OPTIONAL
        },
        Key {
            name: "months_back",
            holds: ValueType::Whole { least: 0, most: 24 },
            default: "0",
            example: "1",
            meaning: "The date in the address is that of the release so many months earlier, as where an address names the month that is reported.",
            ..OPTIONAL
        },
        Key {
            name: "tries",
            holds: ValueType::Whole { least: 1, most: 20 },
            default: "8",
            example: "8",
            meaning: "So often one release is asked for, at growing intervals, until its file is had.",
            ..OPTIONAL
        },
        Key {
            name: "retry_hours",
            holds: ValueType::Whole { least: 0, most: 72 },
            default: "8",
            example: "8",
            meaning: "For so many hours after the first try a release is asked for.",
            ..OPTIONAL
        },
        Key {
            name: "most_mib",
            holds: ValueType::Whole { least: 1, most: 512 },
            default: "64",
            example: "64",
            meaning: "The largest file that is taken, in MiB.",
            ..OPTIONAL
        },
    ],
    relations: &[Relation::OneOf(&[&["every"], &["dates"]])],
    others: Others::Refused,
};

static SIGN_IN: TableType = TableType {
    id: "sign_in",
    name: "`sign_in`",
    meaning: "By which header a server is told who asks.",
    keys: &[
        Key {
            name: "header",
            holds: ValueType::Text,
            default: "\"Authorization\"",
            example: "\"X-Api-Key\"",
            meaning: "The name of the header.",
            ..OPTIONAL
        },
        Key {
            name: "secret_file",
            holds: ValueType::Text,
            example: "\"publisher.secret\"",
            meaning: "The file that holds the value of the header, such as `Bearer ...`, relative to the project. It is read when it is needed, and neither kept nor told.",
            ..REQUIRED
        },
    ],
    relations: &[],
    others: Others::Refused,
};
