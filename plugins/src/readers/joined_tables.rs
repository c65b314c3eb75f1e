//! Several tables of one file as one: what they say of one thing is held against each other, as that of several rows is. What each holds by itself,
//! such as its totals, was looked at before.

use engine::model::{BodyId, Cell, MeasureId};
use rustc_hash::FxHashMap;

use super::duplicates::{Added, Contradicted, DistinctRows};
use super::reader::Reading;
use super::statements::StatementSeries;

/// Gathers the tables of one file.
#[derive(Default)]
pub(super) struct JoinedTables {
    rows: DistinctRows,
    measures: FxHashMap<MeasureId, u32>,
    bodies: FxHashMap<BodyId, u32>,
}

impl JoinedTables {
    /// Adds a table, with the cells on which it contradicts itself.
    pub(super) fn add(&mut self, (mut table, contradicted): (Reading, Vec<Contradicted>)) {
        let observations = std::mem::take(&mut table.observations);
        self.rows.take_in(table);
        for cell in contradicted {
            let series = self.series(cell.cell());
            self.rows.add_contradicted(series, cell);
        }
        for observation in observations {
            let series = self.series(&observation.cell);
            if self.rows.add(series, observation) == Added::Repeat {
                self.rows.repeat();
            }
        }
    }

    /// Everything that the file said.
    pub(super) fn finish(self) -> Reading {
        self.rows.finish()
    }

    fn series(&mut self, cell: &Cell) -> StatementSeries {
        StatementSeries {
            measure: numbered(&mut self.measures, &cell.measure),
            body: numbered(&mut self.bodies, &cell.body),
        }
    }
}

/// The number of a name, in the order in which names were first seen.
fn numbered<N: Clone + Eq + std::hash::Hash>(known: &mut FxHashMap<N, u32>, name: &N) -> u32 {
    if let Some(number) = known.get(name) {
        return *number;
    }
    let number = u32::try_from(known.len()).expect("no register is so long");
    known.insert(name.clone(), number);
    number
}
