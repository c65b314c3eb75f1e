//! Tables of comma-separated values, as published: one header, one row a line, stray columns ignored.
//!
//! `table` finds the records, `header` the columns in them, and `reader` puts the rows through the feed's columns.

mod header;
mod reader;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use reader::FORMAT;
