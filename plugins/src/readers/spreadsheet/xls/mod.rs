//! Old XLS files (BIFF8). Another crate reads their cells, and lays them out with all the blanks between: before it may, how large that
//! would be is looked up here, and what the publisher hid. In order:
//! - `stream`: the one text of the workbook within its compound file;
//! - `outline`: the records of the sheets: how far they reach, and what is hidden;
//! - `cells`: the cells.

mod cells;
mod outline;
mod stream;

pub(super) use cells::read_sheets;
