//! `[[feed]]`: where reports arrive.

use super::feed_bodies::BODIES;
use super::feed_breakdown::ROUNDING;
use super::feed_columns::{ANY_OF, CODES, COLUMNS};
use super::feed_sheet::SHEETS;
use super::feed_table::FEED_TABLE;
use super::pull::PULL;
use super::stream::STREAM;
use super::table::{Key, Named, OPTIONAL, Others, REACHES_PEOPLE, REQUIRED, Relation, TableType, ValueType};

pub(super) static FEED: TableType = TableType {
    id: "feed",
    name: "[[feed]]",
    meaning: "Where reports arrive.",
    keys: &[
        Key {
            name: "id",
            holds: ValueType::NewId,
            example: "\"referrals\"",
            meaning: "Its name in the project.",
            ..REQUIRED
        },
        Key {
            name: "folder",
            holds: ValueType::Text,
            example: "\"feeds/referrals\"",
            meaning: "The folder of its files, within the project.",
            ..REQUIRED
        },
        Key {
            name: "files",
            holds: ValueType::Text,
            example: "\"*.csv\"",
            meaning: "Which files in the folder are its own: a pattern such as `*.csv`, or `2024-*/*.csv` for files in folders of their own; the default goes by the format.",
            ..OPTIONAL
        },
        Key {
            name: "format",
            holds: ValueType::Either(&[
                ValueType::Words(&["csv", "spreadsheet", "ndjson", "adx", "dhis2-xml"]),
                ValueType::Text,
            ]),
            default: "\"csv\"",
            example: "\"ndjson\"",
            meaning: "How its files are written: `csv`, `spreadsheet` (XLSX, ODS or XLS, told by content), `ndjson`, `adx` (ADX in XML), `dhis2-xml` (data value sets of DHIS2), or the name of a plugin that reads them.",
            ..OPTIONAL
        },
        Key {
            name: "measure",
            holds: ValueType::Name(Named::Measure),
            example: "\"referrals\"",
            meaning: "The measure that every row is about.",
            ..OPTIONAL
        },
        Key {
            name: "speaks_for",
            holds: ValueType::Text,
            example: "\"councils\"",
            meaning: "The body or the publisher for whom the feed speaks. What feeds that speak for different ones report of one figure is kept apart; see `prefer` and `within` of the measure.",
            ..OPTIONAL
        },
        Key {
            name: "voice",
            holds: ValueType::Words(&["official", "people"]),
            default: "\"official\"",
            example: "\"people\"",
            meaning: "Who speaks: a body that answers for its figures, which is the default, or `people` whom they are about, such as patients or a panel. Where people say otherwise than an official figure, beyond the measure's `within`, it is *contested* and told to both; the official one is judged by, unless `prefer` names theirs.",
            ..OPTIONAL
        },
        Key {
            name: "open_for",
            holds: ValueType::List { of: &ValueType::Name(Named::Mission), least: 1 },
            example: "[\"urgent-care\"]",
            meaning: "Of a voice of people: the missions of which anyone may read on the panel's page, without an account, what the feed says, what the official figure says and what officials answer. A figure is shown there where every obligation that rests on it is of one of these missions.",
            ..OPTIONAL
        },
        Key {
            name: "answer_within_working_days",
            holds: ValueType::Whole { least: 1, most: 260 },
            example: "10",
            meaning: "Of a voice of people: within how many working days an answer is asked for where it contests an official figure. Without it an answer is asked for, and no day is set.",
            ..OPTIONAL
        },
        Key {
            name: "vintage",
            holds: ValueType::Either(&[
                ValueType::Words(&["backfill", "received", "file-name"]),
                ValueType::Table(&VINTAGE_COLUMN),
            ]),
            default: "\"backfill\"",
            example: "{ column = \"published\" }",
            meaning: "When a figure became known: `backfill` for history that counts as in time, which is the default; `received`; `file-name`; a column; or a part of the file's name.",
            ..OPTIONAL
        },
        Key {
            name: "taken_out",
            holds: ValueType::Words(&["stays", "withdrawn"]),
            default: "\"stays\"",
            example: "\"withdrawn\"",
            meaning: "What becomes of a figure whose row a new content of its file no longer has: it `stays` in force, which is the default, or is `withdrawn`, and so absent.",
            ..OPTIONAL
        },
        Key {
            name: "complete",
            holds: ValueType::Flag,
            default: "false",
            example: "true",
            meaning: "Whether every release says everything: what a newer one no longer has is withdrawn, of the measures and periods that it has at all. A release is a file; where `files` names folders, all files of one.",
            ..OPTIONAL
        },
        Key {
            name: "contact",
            holds: ValueType::Text,
            example: "\"data-team@north.example\"",
            meaning: "Who sends the files. A message `feed.receipt` is addressed to them for each file that says something new or is refused.",
            ..REACHES_PEOPLE
        },
        Key {
            name: "receipt",
            holds: ValueType::Either(&[ValueType::Words(&["beside"]), ValueType::Table(&RECEIPT)]),
            example: "\"beside\"",
            meaning: "Where the receipts of its files go: `beside` writes each beside its file, as `NAME.receipt.txt`; a table says more. Such a file is never read.",
            ..OPTIONAL
        },
        Key {
            name: "where",
            holds: ValueType::ByName(&ANY_OF),
            example: "{ gss_code = \"E92000001\", referrer = [\"adult_prison\", \"probation\"] }",
            meaning: "Only rows where every one of these columns says this, or one of these, are taken.",
            ..OPTIONAL
        },
        Key {
            name: "where_not",
            holds: ValueType::ByName(&ANY_OF),
            example: "{ file_status = \"withdrawn\" }",
            meaning: "Rows where one of these columns says this, or one of these, are left out.",
            ..OPTIONAL
        },
        Key {
            name: "totals",
            holds: ValueType::ByName(&ANY_OF),
            example: "{ \"Org Code\" = [\"TOTAL\", \"Total\"] }",
            meaning: "Rows where one of these columns says this are totals of other rows: they are left out, and told where the rows do not add up to them.",
            ..OPTIONAL
        },
        Key {
            name: "table",
            holds: ValueType::Table(&FEED_TABLE),
            example: "{ delimiter = \";\", header_rows = 2 }",
            meaning: "How a table is written, and where in its file it starts and ends.",
            ..OPTIONAL
        },
        Key {
            name: "columns",
            holds: ValueType::Table(&COLUMNS),
            example: "{ period = \"period\", body = \"body\", value = \"value\" }",
            meaning: "Which column holds what; of NDJSON, which key; of XML, which attribute.",
            ..OPTIONAL
        },
        Key {
            name: "codes",
            holds: ValueType::Table(&CODES),
            example: "{ body = { adult_prison = \"hm-prison-service\" } }",
            meaning: "What the file's own codes stand for.",
            ..OPTIONAL
        },
        Key {
            name: "absence",
            holds: ValueType::ByName(&ValueType::Either(&[
                ValueType::Words(&["not-available", "not-applicable", "confidential", "unreliable", "blank"]),
                ValueType::Number,
            ])),
            example: "{ \"n/a\" = \"not-applicable\", \"-\" = 0 }",
            meaning: "Marks in place of figures, besides the known ones: why there is none, or the exact figure for which the mark stands.",
            ..OPTIONAL
        },
        SHEETS,
        ROUNDING,
        BODIES,
        Key {
            name: "pull",
            holds: ValueType::Table(&PULL),
            example: "{ url = \"https://example.org/figures.csv\", at = \"09:30\", every = \"day\" }",
            meaning: "Where its files are fetched, and at which moments; see docs/publishers.md.",
            ..OPTIONAL
        },
        Key {
            name: "stream",
            holds: ValueType::Table(&STREAM),
            example: "{ servers = [\"tls://nats.example.gov.uk\"], stream = \"REPORTS\", consumer = \"remit\" }",
            meaning: "The stream from whose messages its files come; see docs/publishers.md.",
            ..OPTIONAL
        },
        Key {
            name: "settings",
            holds: ValueType::ByName(&ValueType::Anything),
            example: "{ sheet = \"Figures\" }",
            meaning: "What the plugin that reads the files is told; its manifest says what it takes.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static VINTAGE_COLUMN: TableType = TableType {
    id: "vintage_column",
    name: "`vintage`",
    meaning: "A column of dates or moments, or a part of the file's name.",
    keys: &[
        Key {
            name: "column",
            holds: ValueType::Text,
            example: "\"published\"",
            meaning: "The name of the column.",
            ..OPTIONAL
        },
        Key {
            name: "file_name",
            holds: ValueType::Text,
            example: "'(?<published>\\d{4}-\\d{2}-\\d{2})'",
            meaning: "A regular expression for names of files, or for their whole paths where a `/` stands in it, whose parts `published` (a day, or a month, which counts from its first day), `embargo` (a day or a moment such as `2024-08-30T0930`, before which nothing of the file is told), `status` and `revision` say what they are called.",
            ..OPTIONAL
        },
    ],
    relations: &[Relation::OneOf(&[&["column"], &["file_name"]])],
    others: Others::Refused,
};

pub(super) static RECEIPT: TableType = TableType {
    id: "receipt",
    name: "`receipt`",
    meaning: "Where the receipts of a feed's files go.",
    keys: &[
        Key {
            name: "beside",
            holds: ValueType::Words(&["text", "json"]),
            example: "\"json\"",
            meaning: "Write each beside its file, as `NAME.receipt.txt` for people or as `NAME.receipt.json` for programs.",
            ..OPTIONAL
        },
        Key {
            name: "notifiers",
            holds: ValueType::List { of: &ValueType::Text, least: 1 },
            example: "[\"data-teams\"]",
            meaning: "The notifiers through which they are told; without it they go through all, where the feed has a `contact`.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};
