//! The cells of one sheet or of one text file, as texts by row and column.
//!
//! A grid knows nothing of headings, figures or where a table starts: `table` finds that. Every cell is a text as it is stored, so that a
//! number keeps its digits, a date is written in ISO 8601 and an error of a formula keeps its sign (`#REF!`).

/// All cells of a sheet. Texts lie one after the other, so that a million cells cost few allocations.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Grid {
    /// The name of the sheet; none for a text file.
    pub(super) sheet: Option<Box<str>>,
    text: String,
    /// Where in `text` each cell ends. No file that is read holds 4 GiB of text.
    ends: Vec<u32>,
    rows: Vec<GridRow>,
    /// What is added to the lines of its rows to tell them from those of other sheets.
    numbers_from: u32,
    /// Of each column whether the publisher hid it; those further right are shown.
    hidden_columns: Vec<bool>,
}

/// One row of a grid.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct GridRow {
    /// The place of its first cell among all cells.
    first: usize,
    line: u32,
    shown: Shown,
}

/// Whether the publisher shows a row to readers.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum Shown {
    #[default]
    Yes,
    Hidden,
}

impl Grid {
    /// An empty one for a sheet of that name.
    pub(super) fn of_sheet(name: &str) -> Self {
        Self { sheet: Some(name.into()), ..Self::default() }
    }

    /// Begins a row, which stands in this line of the text or row of the sheet, counted from 1.
    pub(super) fn begin_row(&mut self, line: u32, shown: Shown) {
        self.rows.push(GridRow { first: self.ends.len(), line, shown });
    }

    /// Adds a cell to the row that was begun last.
    pub(super) fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(u32::try_from(self.text.len()).expect("the readers bound the text of a grid"));
    }

    pub(super) fn hide_column(&mut self, column: usize) {
        if self.hidden_columns.len() <= column {
            self.hidden_columns.resize(column + 1, false);
        }
        self.hidden_columns[column] = true;
    }

    pub(super) fn is_hidden_column(&self, column: usize) -> bool {
        self.hidden_columns.get(column).copied().unwrap_or_default()
    }

    /// The same, with rows whose numbers follow this one.
    pub(super) fn numbered_from(self, numbers_from: u32) -> Self {
        Self { numbers_from, ..self }
    }

    /// How many cells it has.
    pub(super) fn cell_count(&self) -> usize {
        self.ends.len()
    }

    /// How many bytes of text its cells hold.
    pub(super) fn text_len(&self) -> usize {
        self.text.len()
    }

    /// The number by which a row is told from those of the other sheets of its file.
    pub(super) fn number(&self, row: usize) -> u32 {
        self.numbers_from.saturating_add(self.line(row))
    }

    pub(super) fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// The line of a row, counted from 1.
    pub(super) fn line(&self, row: usize) -> u32 {
        self.rows.get(row).map_or(0, |row| row.line)
    }

    pub(super) fn is_hidden_row(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|row| row.shown == Shown::Hidden)
    }

    /// How many cells a row has.
    pub(super) fn width(&self, row: usize) -> usize {
        let first = |row: usize| self.rows.get(row).map_or(self.ends.len(), |row| row.first);
        first(row + 1) - first(row)
    }

    /// What a cell holds, as it is stored; an empty text where a row is not so wide.
    pub(super) fn cell(&self, row: usize, column: usize) -> &str {
        let Some(place) = self.rows.get(row).filter(|_| column < self.width(row)) else { return "" };
        let place = place.first + column;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start as usize..self.ends[place] as usize).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_row_and_column() {
        let mut grid = Grid::of_sheet("A1");
        grid.begin_row(1, Shown::Yes);
        grid.push("Area");
        grid.push("Total");
        grid.begin_row(4, Shown::Hidden);
        grid.push("Leeds");
        grid.hide_column(1);
        let texts =
            |row: usize| (0..grid.width(row)).map(|column| grid.cell(row, column)).collect::<Vec<_>>();
        assert_eq!(grid.row_count(), 2);
        assert_eq!((texts(0), texts(1)), (vec!["Area", "Total"], vec!["Leeds"]));
        assert_eq!((grid.cell(1, 1), grid.cell(9, 0)), ("", ""), "a row need not be so wide");
        assert_eq!((grid.line(0), grid.line(1)), (1, 4));
        assert!(grid.is_hidden_row(1) && !grid.is_hidden_row(0) && grid.is_hidden_column(1));
        assert_eq!(grid.sheet.as_deref(), Some("A1"));
    }
}
