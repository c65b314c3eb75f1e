//! `[feed.table]`: how the table of a file is written.

use super::numerals::{DECIMAL, THOUSANDS};
use super::table::{Others, TableType};

pub(super) static FEED_TABLE: TableType = TableType {
    id: "feed_table",
    name: "[feed.table]",
    meaning: "How the table of a file is written.",
    keys: &[DECIMAL, THOUSANDS],
    relations: &[],
    others: Others::Refused,
};
