//! Spreadsheets: from the bytes of an XLSX, ODS or XLS file to the cells of its sheets, one sheet after the other.
//!
//! Nothing here knows what a table means. Cached tables of other workbooks, macros, pictures and comments are never read. In order:
//! - `number`, `serial` and `raised`: figures, dates and footnote marks as they are stored, as texts;
//! - `sheet`: a sheet by its name, and its cells as they come in, within bounds;
//! - `bounds`, `xml` and `package`: the parts of a zipped workbook, unpacked within bounds;
//! - `xlsx`, `ods` and `xls`: what each kind of file holds;
//! - `workbook`: any of them, told apart by what a file begins with;
//! - `kept`: the sheets of a workbook that was opened once;
//! - `choice`: which sheets are read, `tables`: those of each of several tables, and `reader`: the reader of spreadsheets.

mod bounds;
mod choice;
mod kept;
mod number;
mod ods;
mod package;
mod raised;
mod reader;
mod serial;
mod sheet;
mod tables;
mod workbook;
mod xls;
mod xlsx;
mod xml;

#[cfg(test)]
mod tests;

pub(super) use kept::KeptSheets;
pub(crate) use reader::FORMAT;
pub(super) use reader::read_kept;
pub(super) use sheet::{SheetName, SheetVisitor};
pub(crate) use workbook::is_workbook;
pub(super) use workbook::read_sheets;
