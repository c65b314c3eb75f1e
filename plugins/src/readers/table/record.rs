//! One report of a row: what stands in each place, for the figure of the row or for one of its columns.

use crate::readers::columns::{ColumnIx, RowFields};
use crate::readers::grid::Grid;

use super::found::Table;
use super::place::{Melted, Place};

/// A row of a table, with what is worked out once for all its columns.
pub(super) struct TableRow<'a> {
    table: &'a Table,
    grid: &'a Grid,
    row: usize,
    /// By columns that are filled down: the row in which the last filled cell stands.
    above: Vec<usize>,
    /// By the places of the table: the text, where it is made of several cells.
    made: Vec<Option<String>>,
}

/// One report of a row.
pub(super) struct Record<'a> {
    pub(super) row: &'a TableRow<'a>,
    pub(super) melted: Option<&'a Melted>,
}

impl<'a> TableRow<'a> {
    pub(super) fn new(table: &'a Table, grid: &'a Grid) -> Self {
        let above = vec![table.heading_row; table.fill_down.len()];
        Self { table, grid, row: table.heading_row, above, made: vec![None; table.places.len()] }
    }

    /// Goes on to a row.
    pub(super) fn go_to(&mut self, row: usize) {
        self.row = row;
        for (column, above) in self.table.fill_down.iter().zip(&mut self.above) {
            if !self.grid.cell(row, *column).trim().is_empty() {
                *above = row;
            }
        }
        for slot in 0..self.made.len() {
            self.made[slot] = self.make(&self.table.places[slot]);
        }
    }

    /// A cell, or the one above where blanks mean that.
    pub(super) fn cell(&self, column: usize) -> &'a str {
        let text = self.grid.cell(self.row, column).trim();
        if !text.is_empty() {
            return text;
        }
        let filled = self.table.fill_down.iter().position(|filled| *filled == column);
        match filled.and_then(|place| self.above.get(place)) {
            Some(above) if *above > self.table.heading_row => self.grid.cell(*above, column).trim(),
            _ => "",
        }
    }

    /// What is made of several cells; none where one of them lacks its part.
    fn make(&self, place: &Place) -> Option<String> {
        match place {
            Place::Joined(columns) => {
                let parts: Vec<_> = columns.iter().map(|column| self.cell(*column)).collect();
                parts.iter().all(|part| !part.is_empty()).then(|| parts.join(" "))
            }
            Place::FirstOf(columns) => {
                let filled = columns.iter().map(|column| self.cell(*column)).find(|text| !text.is_empty());
                filled.map(str::to_owned)
            }
            Place::Part { column, part, by } => {
                let part = self.cell(*column).split(by.as_str()).nth(part.checked_sub(1)?)?.trim();
                (!part.is_empty()).then(|| part.to_owned())
            }
            Place::Column(_) | Place::Heading | Place::Cell | Place::Text(_) => None,
        }
    }

    /// Whether nothing stands in any column that is read.
    pub(super) fn is_blank(&self) -> bool {
        let columns = self.table.places.iter().flat_map(Place::columns).copied();
        let melted = self.table.melted.iter().map(|melted| melted.column);
        columns.chain(melted).all(|column| self.grid.cell(self.row, column).trim().is_empty())
    }
}

impl RowFields for Record<'_> {
    fn field(&self, slot: ColumnIx) -> Option<&[u8]> {
        let text = match self.row.table.places.get(slot.0)? {
            Place::Column(column) => self.row.cell(*column),
            Place::Joined(_) | Place::FirstOf(_) | Place::Part { .. } => {
                self.row.made.get(slot.0)?.as_deref()?
            }
            Place::Heading => {
                let names = &self.melted?.names;
                names.iter().find(|(known, _)| *known == slot).map(|(_, text)| text.as_str())?
            }
            Place::Cell => self.row.cell(self.melted?.column),
            Place::Text(text) => text,
        };
        Some(text.as_bytes())
    }

    fn heading(&self) -> Option<&str> {
        self.melted.map(|melted| melted.heading.as_str())
    }
}
