//! Readers: from the bytes of a file to observations. Which files there are belongs to `feeds`.
//! A format is a folder of this module with its reader and its tests, and a line in `registry`; `script` reads through plugins. All formats share, in order: `excerpt`: texts of files as they are shown, `line_counter`: places as lines, `grid`: the cells of a sheet or a text file; `figure` and `period_spelling`: figures and periods as they are written in the wild, `arithmetic`: what is done to figures;
//! - `row_fault`: why a row cannot be used, `shown_dates`: in which order a file writes day and month, and `units`: whether a unit fits its measure; `file_fault`: why nothing in a file can be used, and `xml_fault` why that is so of one in XML; `file_name`: what its name says;
//! - `spreadsheet`: the sheets of workbooks as grids, `unregistered`: organisations that the register lacks; `reader`: what a reader is, `decode`: from bytes to text, `breakdown_columns`: which columns tell values of breakdowns apart, `body_naming`: how bodies are named;
//! - `table_layout` and `layout`: how a table is written and what its columns mean, `format`: what a format is, `columns`: a layout in places; `figure_of_row`: a figure of a row, in one column or worked out from several; `paper_of_row`: a paper;
//! - `text_cache`, `reporter` and `identifiers`: texts looked up in the register, and whose figure a row gives; `broken_down`: which value of a breakdown; `held_rows`: rows under embargo; `unexplained`: marks that nobody explains; `known_from`: since when a file's figures are known;
//! - `statements`, `duplicates`, `inherited` and `joined_tables`: what a file says, each cell once, a successor's own words first, also over several tables; `backdated`: what it gives for bodies that were to follow; `totals`: rows of totals against the sum of the others, and `stated_wholes`: totals against the values of their breakdown;
//! - `row_reader`: from a row to observations, `table`: from the cells of a grid to rows, `typed`: figures that people type, as rows, `sketch`: what an undeclared file looks like.

mod arithmetic;
mod backdated;
pub(crate) mod body_naming;
mod breakdown_columns;
mod broken_down;
mod columns;
pub(crate) mod csv;
mod decode;
mod duplicates;
mod excerpt;
mod figure;
mod figure_of_row;
mod file_fault;
mod file_name;
mod format;
mod grid;
mod held_rows;
mod identifiers;
mod inherited;
mod joined_tables;
mod known_from;
mod layout;
mod line_counter;
pub(crate) mod ndjson;
mod paper_of_row;
mod period_spelling;
mod reader;
mod reporter;
mod row_fault;
mod row_reader;
mod script;
mod shown_dates;
pub mod sketch;
pub(crate) mod spreadsheet;
mod stated_wholes;
mod statements;
mod table;
mod table_layout;
#[cfg(test)]
pub(crate) mod test_register;
#[cfg(test)]
mod tests;
mod text_cache;
mod totals;
pub(crate) mod typed;
mod unexplained;
mod units;
mod unregistered;
pub(crate) mod xml;
mod xml_fault;

pub use arithmetic::{Arithmetic, ArithmeticError, Share};
pub use body_naming::{BodyNaming, NamedBy};
pub(crate) use breakdown_columns::TOTAL;
pub use breakdown_columns::{BreakdownColumns, Rounding};
pub use excerpt::Excerpt;
pub use figure::{
    CommaShape, DecimalSign, Denial, FigureError, Numerals, Parting, ThousandsSign, can_be_held,
};
pub use file_fault::{FileFault, MissingColumns, ReadError, Separators};
pub use file_name::{NamePattern, NamePatternError};
pub use format::{Format, Holds};
pub use held_rows::HeldRows;
pub use layout::{Codes, DateOrder, FigureColumns, Filter, Layout, PaperColumns, VintageFrom};
pub use reader::{Backdated, HoldsFor, QuarantinedRow, ReadContext, Reader, Reading, TakenOut};
pub use row_fault::{Conflict, RowFault, ScriptRowFault};
pub use script::ScriptFormat;
pub use table_layout::{Around, HeadingRow, Hidden, Names, Pattern, Source, TableLayout, TextForm};
pub use typed::{TypedFigure, TypedRow, TypedRows, Untypable};
pub use unregistered::Unregistered;
pub use xml_fault::XmlFault;
