//! Rows that name a body after it had closed: they wait for the end of the file, since what its successor reports itself stands
//! before them, whatever the order of the rows.
//!
//! Whose figure such a row gives where the successor says nothing is known when it comes here.

use engine::model::{BodyId, Cell, Observation};
use rustc_hash::FxHashSet;

use super::duplicates::{Added, DistinctRows};
use super::row_fault::RowFault;
use super::statements::StatementSeries;

/// The rows of one file that name closed bodies.
#[derive(Default)]
pub(super) struct InheritedRows(Vec<InheritedRow>);

/// One figure of such a row.
pub(super) struct InheritedRow {
    pub(super) series: StatementSeries,
    pub(super) observation: Observation,
    pub(super) heir: BodyId,
    /// The names of the closed body and of its successor.
    pub(super) names: [String; 2],
}

impl InheritedRows {
    pub(super) fn hold(&mut self, row: InheritedRow) {
        self.0.push(row);
    }

    /// Takes in what no successor reports itself, and sets the rest apart.
    pub(super) fn settle(self, rows: &mut DistinctRows) {
        if self.0.is_empty() {
            return;
        }
        let wanted: FxHashSet<Cell> = self.0.iter().map(InheritedRow::of_heir).collect();
        let own = rows.lines_of(&wanted);
        for row in self.0 {
            let at = row.observation.source.line;
            if let Some(line) = own.get(&row.of_heir()) {
                let [name, successor] = row.names;
                let place = row.observation.source.file.sheets.place(*line);
                rows.quarantine(at, vec![RowFault::Superseded { name, successor, place }]);
            } else if rows.add(row.series, row.observation) == Added::Repeat {
                rows.repeat();
            }
        }
    }
}

impl InheritedRow {
    /// The successor's own cell.
    fn of_heir(&self) -> Cell {
        Cell { body: self.heir.clone(), ..self.observation.cell.clone() }
    }
}
