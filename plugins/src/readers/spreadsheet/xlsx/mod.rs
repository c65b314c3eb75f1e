//! XLSX: which sheets there are, the texts and formats that they share, and their cells. In order:
//! - `shared`: texts that stand once for all cells, and which formats show dates;
//! - `contents`: the sheets, and where each part lies;
//! - `cells`: the cells of one sheet, and `sheets`: all of them in order.

mod cells;
mod contents;
mod shared;
mod sheets;

pub(super) use sheets::read_sheets;
