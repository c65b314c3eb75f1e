//! The cells of a memo: those that rules read, by the numbers that they have in it, and after them those that rules only lacked.

use super::super::column::{Column, Dictionary};
use super::mention::NumberMentions;
use super::wire::{Cell, Cells, PeriodIx, Str};

/// Cells as they are numbered, and as rows mention them.
#[derive(Default)]
pub(super) struct NumberedCells {
    cells: Dictionary<(Str, Str, PeriodIx)>,
    read: u32,
    mentions: NumberMentions,
}

impl NumberedCells {
    /// Numbers the next cell that rules read. They come before all others.
    pub(super) fn read(&mut self, cell: &Cell) {
        assert_eq!(self.number(cell), self.read, "a memo names each cell once");
        self.read += 1;
    }

    /// Mentions a cell by its number.
    pub(super) fn mention(&mut self, number: u32) {
        self.mentions.mention(number);
    }

    /// Mentions a cell that may have no number yet.
    pub(super) fn mention_cell(&mut self, cell: &Cell) {
        let number = self.number(cell);
        self.mentions.mention(number);
    }

    fn number(&mut self, Cell { measure, body, period }: &Cell) -> u32 {
        self.cells.number((*measure, *body, *period))
    }

    /// The cells, how many of them rules read, and the mentions of them.
    pub(super) fn finish(self) -> (Cells, u32, Column) {
        let (ids, periods): (Vec<_>, Vec<_>) =
            self.cells.into_things().map(|(measure, body, period)| ((measure, body), period)).unzip();
        let (measures, bodies): (Vec<_>, Vec<_>) = ids.into_iter().unzip();
        let [measure, body, period] = [measures, bodies, periods].map(Column::pack);
        (Cells { measure, body, period }, self.read, self.mentions.finish())
    }
}
