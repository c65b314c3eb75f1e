//! One report of a row: what stands in each place, for the figure of the row or for one of its columns.

use crate::readers::columns::{ColumnIx, RowFields};

use super::place::{Melted, Place};
use super::row::TableRow;

/// One report of a row.
pub(super) struct Record<'a> {
    row: &'a TableRow<'a>,
    melted: Option<&'a Melted>,
    /// What is made of the heading and other parts, by places.
    joined: Vec<(ColumnIx, Option<String>)>,
}

impl<'a> Record<'a> {
    /// The one report of a row.
    pub(super) fn of_row(row: &'a TableRow<'a>) -> Self {
        Self { row, melted: None, joined: Vec::new() }
    }

    /// The report of a row in one of its columns.
    pub(super) fn of_column(row: &'a TableRow<'a>, melted: &'a Melted) -> Self {
        let names = melted.names.iter();
        let is_joined = |slot: &ColumnIx| matches!(row.frame.places.get(slot.0), Some(Place::Joined(_)));
        let joined =
            names.filter(|(slot, _)| is_joined(slot)).map(|(slot, text)| (*slot, row.joined(*slot, text)));
        Self { row, melted: Some(melted), joined: joined.collect() }
    }

    /// What stands in a place, as a text.
    pub(super) fn text(&self, slot: ColumnIx) -> Option<&str> {
        match self.row.frame.places.get(slot.0)? {
            Place::Cell => Some(self.row.cell(self.melted?.column)),
            Place::Heading => {
                self.melted?.names.iter().find(|(known, _)| *known == slot).map(|(_, text)| text.as_str())
            }
            place if place.reads_heading() => {
                self.joined.iter().find(|(known, _)| *known == slot)?.1.as_deref()
            }
            _ => self.row.field(slot),
        }
    }

    /// Whether nothing stands under the heading.
    pub(super) fn is_blank(&self) -> bool {
        self.melted.is_some_and(|melted| self.row.cell(melted.column).is_empty())
    }
}

impl RowFields for Record<'_> {
    fn field(&self, slot: ColumnIx) -> Option<&[u8]> {
        self.text(slot).map(str::as_bytes)
    }

    fn heading(&self) -> Option<&str> {
        self.melted.map(|melted| melted.heading.as_str())
    }
}
