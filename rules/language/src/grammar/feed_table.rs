//! `[feed.table]` and the sources of `[feed.columns]`: where a table is in its file, and what each thing is taken from.

use super::numerals::{DATES, DECIMAL, THOUSANDS};
use super::table::{Key, OPTIONAL, Others, REQUIRED, Relation, TableType, ValueType};

/// One text or several.
pub(super) const TEXTS: ValueType =
    ValueType::Either(&[ValueType::Text, ValueType::List { of: &ValueType::Text, least: 1 }]);

pub(super) static FEED_TABLE: TableType = TableType {
    id: "feed_table",
    name: "[feed.table]",
    meaning: "How a table is written, and where in its file it starts and ends.",
    keys: &[
        Key {
            name: "sheet",
            holds: TEXTS,
            example: "[\"A1\", \"TA1*\"]",
            meaning: "The sheets of a spreadsheet, by names or patterns; without it, the only sheet that is shown and has the headings.",
            ..OPTIONAL
        },
        Key {
            name: "hidden",
            holds: ValueType::Words(&["left-out", "read"]),
            default: "\"left-out\"",
            example: "\"read\"",
            meaning: "What becomes of rows and columns of a spreadsheet that its publisher hid, and of hidden sheets: they are `left-out`, which is the default, or `read`. A hidden sheet that is named in full is read.",
            ..OPTIONAL
        },
        Key {
            name: "encoding",
            holds: ValueType::Text,
            default: "\"utf-8\"",
            example: "\"windows-1252\"",
            meaning: "The encoding of text files: `utf-8`, `utf-16`, `latin-1`, `windows-1252` and others; a byte order mark in a file goes before it.",
            ..OPTIONAL
        },
        Key {
            name: "delimiter",
            holds: ValueType::Verbatim,
            default: "\",\"",
            example: "\";\"",
            meaning: "What stands between two fields of a text file: one sign, or `tab`.",
            ..OPTIONAL
        },
        Key {
            name: "header",
            holds: ValueType::Either(&[
                ValueType::List { of: &ValueType::Text, least: 1 },
                ValueType::Table(&HEADER),
            ]),
            example: "[\"Local authority\", \"Total\"]",
            meaning: "The row of headings is the first that has all of these words; without it, the first that has every column that is named.",
            ..OPTIONAL
        },
        Key {
            name: "header_rows",
            holds: ValueType::Whole { least: 1, most: 12 },
            default: "1",
            example: "3",
            meaning: "So many rows make the headings, the last of which is the one that is found. Merged cells are filled, and a heading is joined from top to bottom by ` / `.",
            ..OPTIONAL
        },
        Key {
            name: "skip_rows",
            holds: ValueType::Whole { least: 0, most: 10_000 },
            example: "4",
            meaning: "So many lines stand above the first row of headings, in place of finding it by words.",
            ..OPTIONAL
        },
        Key {
            name: "ends_at",
            holds: TEXTS,
            example: "[\"Notes\", \"Source:\"]",
            meaning: "A row whose first filled cell begins with one of these ends the table.",
            ..OPTIONAL
        },
        Key {
            name: "fill_down",
            holds: TEXTS,
            example: "[\"Region\"]",
            meaning: "Columns in which a blank means the cell above.",
            ..OPTIONAL
        },
        Key {
            name: "not_read",
            holds: TEXTS,
            example: "[\"Cumulative\", \"Year to date\"]",
            meaning: "Headings that name no period, body or measure where these are taken from headings, and whose columns are left out.",
            ..OPTIONAL
        },
        DECIMAL,
        THOUSANDS,
        DATES,
    ],
    relations: &[Relation::NotBoth("header", "skip_rows")],
    others: Others::Refused,
};

pub(super) static HEADER: TableType = TableType {
    id: "header",
    name: "`header`",
    meaning: "The headings of one of several tables in a file.",
    keys: &[
        Key {
            name: "words",
            holds: ValueType::List { of: &ValueType::Text, least: 1 },
            example: "[\"Local authority\", \"Total\"]",
            meaning: "What its row of headings has.",
            ..REQUIRED
        },
        Key {
            name: "nth",
            holds: ValueType::Whole { least: 1, most: 1_000 },
            default: "1",
            example: "2",
            meaning: "Which of several such rows is meant, counted from 1.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

/// A column, another source, or several that are joined.
pub(super) const SOURCE: ValueType = ValueType::Either(&[
    ValueType::Text,
    ValueType::Table(&SOURCE_TABLE),
    ValueType::List { of: &ONE_SOURCE, least: 1 },
]);

const ONE_SOURCE: ValueType = ValueType::Either(&[ValueType::Text, ValueType::Table(&SOURCE_TABLE)]);

static SOURCE_TABLE: TableType = TableType {
    id: "source",
    name: "a source in [feed.columns]",
    meaning: "What a period, a body or a measure is taken from.",
    keys: &[
        Key {
            name: "from",
            holds: ValueType::Words(&["headings", "title", "sheet-name", "file-name"]),
            example: "\"headings\"",
            meaning: "`headings`: a row gives one report for every column whose heading names one; `title`: the lines above the table; `sheet-name`; `file-name`.",
            ..OPTIONAL
        },
        Key {
            name: "row",
            holds: ValueType::Whole { least: 1, most: 12 },
            example: "2",
            meaning: "The row of headings that is meant, where several rows make them, counted from 1 at the top.",
            ..OPTIONAL
        },
        Key {
            name: "pattern",
            holds: ValueType::Verbatim,
            example: "'(?<period>[A-Z][a-z]+ \\d{4})'",
            meaning: "A regular expression: what its group matches is taken, the one called `period`, `body` or `measure`, or else the first.",
            ..OPTIONAL
        },
        Key {
            name: "is",
            holds: ValueType::Code,
            example: "\"2024\"",
            meaning: "What the feed itself says of every row.",
            ..OPTIONAL
        },
        Key {
            name: "first_of",
            holds: ValueType::List { of: &ValueType::Text, least: 1 },
            example: "[\"la_name\", \"region_name\", \"country_name\"]",
            meaning: "The first of these columns that is not blank.",
            ..OPTIONAL
        },
        Key {
            name: "column",
            holds: ValueType::Text,
            example: "\"unit,geo\\\\time\"",
            meaning: "A column whose fields hold several things.",
            ..OPTIONAL
        },
        Key {
            name: "part",
            holds: ValueType::Whole { least: 1, most: 100 },
            example: "2",
            meaning: "Which of the things in the column is meant, counted from 1.",
            ..OPTIONAL
        },
        Key {
            name: "by",
            holds: ValueType::Verbatim,
            example: "\",\"",
            meaning: "What stands between the things in the column.",
            ..OPTIONAL
        },
    ],
    relations: &[Relation::OneOf(&[&["from"], &["is"], &["first_of"], &["column"]])],
    others: Others::Refused,
};
