//! From the cells of a grid to the rows of its feed: where the table is, what its headings are, and what is taken from where.
//!
//! It is alike for text files and spreadsheets, which make the grids. What a figure or a period means is not known here. In order:
//! - `heading`: the headings of a table, and the columns that a name means;
//! - `lexicon`: whether a text names a period, a body or a measure;
//! - `around`: what the lines above a table, or a name, say;
//! - `place`: what each thing is taken from, once the headings are known;
//! - `row`: the cells of a row, and what is made of them;
//! - `found`: the table in a grid;
//! - `record`: one report of a row;
//! - `reader`: all reports of a table.

mod around;
mod found;
mod heading;
mod lexicon;
mod place;
mod reader;
mod record;
mod row;
#[cfg(test)]
mod tests;

pub(super) use heading::{Found as FoundColumn, Headings, collapsed, letter};
pub(super) use reader::{Spoilt, TableReader, TextEnd, TextFaults};
