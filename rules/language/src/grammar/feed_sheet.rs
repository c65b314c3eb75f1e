//! `[[feed.sheet]]`: one of several tables of a workbook.

use super::feed_columns::{ANY_OF, CODES, COLUMNS};
use super::feed_table::{FEED_TABLE, TEXTS};
use super::table::{Key, Named, OPTIONAL, Others, REQUIRED, TableType, ValueType};

pub(super) const SHEETS: Key = Key {
    name: "sheet",
    holds: ValueType::List { of: &ValueType::Table(&FEED_SHEET), least: 0 },
    meaning: "The tables of a workbook that has several, each on sheets of its own, in the place of `columns` and `table`; see docs/spreadsheets.md.",
    ..OPTIONAL
};

pub(super) static FEED_SHEET: TableType = TableType {
    id: "feed_sheet",
    name: "[[feed.sheet]]",
    meaning: "One of several tables of a workbook.",
    keys: &[
        Key {
            name: "name",
            holds: TEXTS,
            example: "[\"A1\", \"TA1*\"]",
            meaning: "The sheets on which it stands, by names or patterns.",
            ..REQUIRED
        },
        Key {
            name: "measure",
            holds: ValueType::Name(Named::Measure),
            example: "\"referrals\"",
            meaning: "The measure that every row is about, where that is not the feed's.",
            ..OPTIONAL
        },
        Key {
            name: "where",
            holds: ValueType::ByName(&ANY_OF),
            example: "{ referrer = [\"adult_prison\", \"probation\"] }",
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
            meaning: "Rows where one of these columns says this are totals of other rows.",
            ..OPTIONAL
        },
        Key {
            name: "table",
            holds: ValueType::Table(&FEED_TABLE),
            example: "{ header_rows = 2 }",
            meaning: "Where the table starts and ends, and how it is written.",
            ..OPTIONAL
        },
        Key {
            name: "columns",
            holds: ValueType::Table(&COLUMNS),
            example: "{ period = \"period\", body = \"body\", value = \"value\" }",
            meaning: "Which column holds what.",
            ..REQUIRED
        },
        Key {
            name: "codes",
            holds: ValueType::Table(&CODES),
            example: "{ body = { adult_prison = \"hm-prison-service\" } }",
            meaning: "What the codes of these sheets stand for, in the place of the feed's.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};
