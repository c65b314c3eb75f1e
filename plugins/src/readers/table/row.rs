//! A row of a table: its cells, those that blanks mean, and what is made of several of them.

use crate::readers::columns::ColumnIx;
use crate::readers::grid::Grid;

use super::place::Place;

/// By what the rows of a table are read.
pub(super) struct Frame {
    /// The last row of headings.
    pub(super) heading_row: usize,
    /// By the names of the layout.
    pub(super) places: Vec<Place>,
    /// Columns in which a blank means the cell above.
    pub(super) fill_down: Vec<usize>,
}

/// A row of a table, with what is worked out once for all its columns.
pub(super) struct TableRow<'a> {
    pub(super) frame: &'a Frame,
    grid: &'a Grid,
    row: usize,
    /// By columns that are filled down: the row in which the last filled cell stands.
    above: Vec<usize>,
    /// By places: the text, where it is made of several cells.
    made: Vec<Option<String>>,
}

impl<'a> TableRow<'a> {
    pub(super) fn new(frame: &'a Frame, grid: &'a Grid) -> Self {
        let above = vec![frame.heading_row; frame.fill_down.len()];
        Self { frame, grid, row: frame.heading_row, above, made: vec![None; frame.places.len()] }
    }

    /// Goes on to a row.
    pub(super) fn go_to(&mut self, row: usize) {
        self.row = row;
        for (column, above) in self.frame.fill_down.iter().zip(&mut self.above) {
            if !self.grid.cell(row, *column).trim().is_empty() {
                *above = row;
            }
        }
        for slot in 0..self.made.len() {
            let place = &self.frame.places[slot];
            let is_simple = matches!(place, Place::Column(_) | Place::Text(_)) || place.reads_heading();
            self.made[slot] = if is_simple { None } else { self.text(place, "") };
        }
    }

    /// A cell, or the one above where blanks mean that.
    pub(super) fn cell(&self, column: usize) -> &'a str {
        let text = self.grid.cell(self.row, column).trim();
        if !text.is_empty() {
            return text;
        }
        let filled = self.frame.fill_down.iter().position(|filled| *filled == column);
        match filled.and_then(|place| self.above.get(place)) {
            Some(above) if *above > self.frame.heading_row => self.grid.cell(*above, column).trim(),
            _ => "",
        }
    }

    /// What stands in a place that hangs on no heading.
    pub(super) fn field(&self, slot: ColumnIx) -> Option<&str> {
        match self.frame.places.get(slot.0)? {
            Place::Column(column) => Some(self.cell(*column)),
            Place::Text(text) => Some(text),
            _ => self.made.get(slot.0)?.as_deref(),
        }
    }

    /// What is made of several parts, of which one is a heading.
    pub(super) fn joined(&self, slot: ColumnIx, heading: &str) -> Option<String> {
        let place = self.frame.places.get(slot.0).filter(|place| matches!(place, Place::Joined(_)))?;
        self.text(place, heading)
    }

    /// What a place comes to; none where a part of it is blank.
    fn text(&self, place: &Place, heading: &str) -> Option<String> {
        let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        match place {
            Place::Column(column) => filled(self.cell(*column)),
            Place::Joined(places) => {
                let parts: Option<Vec<_>> = places.iter().map(|place| self.text(place, heading)).collect();
                Some(parts?.join(" "))
            }
            Place::Words(columns) => {
                let words = columns.iter().map(|column| self.cell(*column)).filter(|text| !text.is_empty());
                filled(&words.collect::<Vec<_>>().join(" "))
            }
            Place::FirstOf(columns) => columns
                .iter()
                .map(|column| self.cell(*column))
                .find(|text| !text.is_empty())
                .map(str::to_owned),
            Place::Part { column, part, by } => {
                filled(self.cell(*column).split(by.as_str()).nth(part.checked_sub(1)?)?.trim())
            }
            Place::Heading => filled(heading),
            Place::Text(text) => Some(text.clone()),
            Place::Cell => None,
        }
    }

    /// Whether all of these columns are blank in the row itself.
    pub(super) fn is_blank_in(&self, mut columns: impl Iterator<Item = usize>) -> bool {
        columns.all(|column| self.grid.cell(self.row, column).trim().is_empty())
    }
}
