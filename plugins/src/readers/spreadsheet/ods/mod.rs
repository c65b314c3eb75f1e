//! ODS: the tables of one long text, read from its beginning to its end. In order:
//! - `text`: what stands in a cell for people to read;
//! - `cells`: the cells of one table;
//! - `contents`: the tables, and which of them are shown.

mod cells;
mod contents;
mod text;

pub(super) use contents::read_sheets;
