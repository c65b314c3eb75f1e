//! Tables in text files, as published: of comma-separated values with one header, one row a line and stray columns ignored; or of any
//! shape that a feed declares.
//!
//! `table` finds the records, `header` the columns in them, and `reader` puts the rows through the feed's columns. Of a table that is
//! declared, `text_grid` holds all cells, and `declared` hands them on to `readers::table`.

mod declared;
mod header;
mod reader;
mod table;
#[cfg(test)]
mod tests;
mod text_grid;

pub(crate) use reader::FORMAT;
pub(super) use text_grid::text_grid;
