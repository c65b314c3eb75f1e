//! A sheet by its name, and its cells as they come in.
//!
//! Sheets are formatted far beyond what is in them: rows and cells of nothing are dropped, and whatever is there is counted, so that no
//! file fills the memory.

use std::ops::Range;

use crate::readers::file_fault::{FileFault, ReadError};
use crate::readers::grid::{Grid, Shown};

/// The most cells of a sheet, and of all sheets that are read of one file, blank ones between others among them.
pub(super) const MOST_CELLS: usize = 8_000_000;
/// The most bytes of text that those cells hold.
pub(super) const MOST_TEXT: usize = 64 << 20;
/// As many columns as spreadsheet programs have; no file has one beyond.
pub(super) const MOST_COLUMNS: usize = 16_384;
/// As many rows as they have.
pub(super) const MOST_ROWS: u32 = 1 << 20;
/// The longest text of a cell that is kept, in bytes. A reader sets aside what is far shorter.
const LONGEST_CELL: usize = 64 << 10;

/// Cuts what is read of a cell where no reader looks any further: a small file can say one letter a thousand million times.
pub(super) fn cut(text: &mut String) {
    if text.len() > LONGEST_CELL {
        text.truncate(text.floor_char_boundary(LONGEST_CELL));
    }
}

/// A sheet of a workbook.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::readers) struct SheetName {
    pub(in crate::readers) name: Box<str>,
    pub(in crate::readers) shown: Shown,
}

/// Whoever looks through the sheets of a workbook.
pub(in crate::readers) trait SheetVisitor {
    /// Whether the cells of this sheet are wanted. Every sheet is asked for once, in the order of the workbook.
    fn wants(&mut self, sheet: &SheetName) -> bool;

    /// Takes the cells of a sheet that was wanted.
    ///
    /// # Errors
    /// Nothing in the file can be used.
    fn take(&mut self, grid: Grid) -> Result<(), ReadError>;
}

/// The cells of a sheet as they come in, row by row.
pub(super) struct Cells {
    name: Box<str>,
    grid: Grid,
    row: Row,
    /// How many there are.
    count: usize,
    text: usize,
    /// The row that was kept last.
    last: u32,
}

/// A row that is being read.
#[derive(Default)]
struct Row {
    line: u32,
    shown: Shown,
    text: String,
    /// What is not blank, by column.
    cells: Vec<(usize, Range<usize>)>,
}

impl Cells {
    pub(super) fn of(name: &str) -> Self {
        Self {
            name: name.into(),
            grid: Grid::of_sheet(name),
            row: Row::default(),
            count: 0,
            text: 0,
            last: 0,
        }
    }

    /// Begins a row, counted from 1.
    pub(super) fn begin_row(&mut self, line: u32, shown: Shown) -> Result<(), FileFault> {
        if line > MOST_ROWS {
            return Err(self.too_large());
        }
        self.row.line = line;
        self.row.shown = shown;
        self.row.text.clear();
        self.row.cells.clear();
        Ok(())
    }

    /// Adds what a cell of the row holds. A column further right than any program has one is left out.
    pub(super) fn put(&mut self, column: usize, text: &str) {
        let is_full = self.row.cells.len() >= MOST_COLUMNS || self.row.text.len() > MOST_TEXT;
        if text.is_empty() || column >= MOST_COLUMNS || is_full {
            return;
        }
        let text = text.get(..text.floor_char_boundary(LONGEST_CELL)).unwrap_or_default();
        let start = self.row.text.len();
        self.row.text.push_str(text);
        self.row.cells.push((column, start..self.row.text.len()));
    }

    /// Ends a row; so many rows that follow hold the same.
    pub(super) fn end_row(&mut self, times: u32) -> Result<(), FileFault> {
        let is_in_order = self.row.cells.is_sorted_by(|one, other| one.0 < other.0);
        if !is_in_order {
            self.row.cells.sort_by_key(|(column, _)| *column);
            self.row.cells.dedup_by_key(|(column, _)| *column);
        }
        let Some(width) = self.row.cells.last().map(|(column, _)| column + 1) else { return Ok(()) };
        self.count = self.count.saturating_add(width.saturating_mul(times as usize));
        self.text = self.text.saturating_add(self.row.text.len().saturating_mul(times as usize));
        let next = self.row.line.saturating_add(times);
        if self.count > MOST_CELLS || self.text > MOST_TEXT || next > MOST_ROWS + 1 {
            return Err(self.too_large());
        }
        // What stands apart from the table below it is told by the blank row between.
        if self.last > 0 && self.row.line > self.last + 1 {
            self.grid.begin_row(self.row.line - 1, self.row.shown);
        }
        self.last = next - 1;
        for line in self.row.line..next {
            self.grid.begin_row(line, self.row.shown);
            let mut next = 0;
            for (column, range) in &self.row.cells {
                (next..*column).for_each(|_| self.grid.push(""));
                self.grid.push(self.row.text.get(range.clone()).unwrap_or_default());
                next = column + 1;
            }
        }
        Ok(())
    }

    /// Notes columns that the publisher hid. Programs hide all that lie beyond the table.
    pub(super) fn hide_columns(&mut self, columns: Range<usize>) {
        (columns.start..columns.end.min(MOST_COLUMNS)).for_each(|column| self.grid.hide_column(column));
    }

    pub(super) fn finish(self) -> Grid {
        self.grid
    }

    fn too_large(&self) -> FileFault {
        FileFault::LargeSheet { sheet: self.name.to_string(), most: MOST_CELLS }
    }
}
